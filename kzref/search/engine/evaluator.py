"""What a query finds: each node of it as a set of sections, with the columns that its words are weighed by."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from kzref.errors import Cancelled
from kzref.search.engine.proximity import near, near_words, phrase, title_only
from kzref.search.engine.term_expansion import TermExpander
from kzref.search.index.bitsets import Mask, mask_of_numbers, numbers
from kzref.search.index.postings_builder import LONGEST_BEGINNING, pairs
from kzref.search.index.postings_reader import Columns, Found
from kzref.search.query.nodes import (
    And,
    EntityFilter,
    ExactTerm,
    Fuzzy,
    KindFilter,
    LanguageFilter,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Title,
    Word,
    YearFilter,
)
from kzref.search.text.stemming import stems
from kzref.search.text.tokenizer import unsegmented_terms

SearchSource = Callable[[Sequence[int], str], Iterable[tuple[int, str]]]
"""Gives the tokens of sections by their numbers; of those that hold a text, if one is given."""
Check = Callable[[str], bool]
"""Whether the tokens of a section hold what no column tells."""
_AT_ONCE = 128
_NAMED_VALUES = 20
"""Values of a field that are named where another one was asked for."""
_KIN = 0.4
"""What a word counts that only begins like the one that was typed, in a language without a stemmer."""
_FEW_FORMS = 40
"""Forms of a word that are looked for one by one."""


@dataclass(frozen=True, slots=True)
class ScoringColumn:
    """A column to weigh sections by, and what its weights count."""

    factor: float
    column: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """The sections that a node finds. checks: what is still to be made sure of in the text of each."""

    mask: Mask
    leaves: tuple[ScoringColumn, ...] = ()
    checks: tuple[Check, ...] = ()


@dataclass(slots=True)
class Evaluator:
    """Answers the nodes of one query. notices: what it has to say of them."""

    columns: Columns
    texts: SearchSource
    wordings: TermExpander
    languages: tuple[str, ...]
    cancelled: Callable[[], bool] = lambda: False
    notices: list[str] = field(default_factory=list)
    _answers: dict[tuple[Node, bool], Answer] = field(default_factory=dict)
    """A word is asked for to find, to weigh and to tell which of two is rarer."""
    _looked_at: dict[tuple[Check, ...], dict[int, bool]] = field(default_factory=dict)
    """What is known of sections by the checks that their texts were put to."""

    def answer(self, node: Node, in_title: bool = False) -> Answer:
        """The sections that a node finds; of phrases and nearness those that may be it, with the checks."""
        key = (node, in_title)
        if key not in self._answers:
            self._answers[key] = self._find(node, in_title)
        return self._answers[key]

    def _find(self, node: Node, in_title: bool) -> Answer:
        match node:
            case Word():
                return self._word(node, in_title)
            case And(nodes):
                return self._both([self.answer(each, in_title) for each in nodes])
            case Or(nodes):
                sure = [self.sure(each, in_title) for each in nodes]
                mask = 0
                for each in sure:
                    mask |= each.mask
                return Answer(mask, tuple(leaf for each in sure for leaf in each.leaves))
            case Not(inner):
                return Answer(self.columns.alive & ~self.sure(inner, in_title).mask)
            case Title(inner):
                return self.answer(inner, in_title=True)
            case Near(nodes, words):
                together = self._both([self.answer(each) for each in nodes])
                # The pieces are checked together, in their places.
                check = self._near_check(nodes, words)
                checks: tuple[Check, ...] = (*together.checks, check)
                checks = tuple(self._in_title(each) for each in checks) if in_title else checks
                return Answer(together.mask, together.leaves, checks)
            case Phrase(forms):
                return self._phrase(forms, in_title)
            case ExactTerm() | Prefix() | Pattern() | Fuzzy():
                return self._forms(node, in_title)
            case _:
                return self._fact(node)

    def sure(self, node: Node, in_title: bool = False) -> Answer:
        """The sections that a node finds, checked."""
        answer = self.answer(node, in_title)
        return Answer(self.checked(answer.mask, answer.checks), answer.leaves) if answer.checks else answer

    def checked(self, mask: Mask, checks: Sequence[Check]) -> Mask:
        """Those of the sections whose text passes all checks. Raises Cancelled when asked to stop."""
        return mask_of_numbers(self.passing(numbers(mask, self.columns.size), checks), self.columns.size)

    def passing(self, candidates: Iterable[int], checks: Sequence[Check]) -> Iterator[int]:
        """Those whose text passes all checks, in the order in which they are given, a few at a time."""
        waiting: list[int] = []
        for number in candidates:
            waiting.append(number)
            if len(waiting) == _AT_ONCE:
                yield from self._pass(waiting, checks)
                waiting = []
        yield from self._pass(waiting, checks)

    def _pass(self, some: Sequence[int], checks: Sequence[Check]) -> list[int]:
        if self.cancelled():
            raise Cancelled
        # The phrase that is looked for first is sought by SQLite itself, which need not hand the other texts out.
        first = next((check.args[0] for check in checks if isinstance(check, partial) and check.func is phrase), "")
        known = self._looked_at.setdefault(tuple(checks), {})
        new = [number for number in some if number not in known]
        passed = {number for number, tokens in self.texts(new, first) if all(check(tokens) for check in checks)}
        known |= {number: number in passed for number in new}
        return [number for number in some if known[number]]

    def _both(self, answers: Sequence[Answer]) -> Answer:
        mask = self.columns.alive
        for each in answers:
            mask &= each.mask
        return Answer(
            mask,
            tuple(leaf for each in answers for leaf in each.leaves),
            tuple(check for each in answers for check in each.checks),
        )

    def _word(self, word: Word, in_title: bool) -> Answer:
        row = unsegmented_terms(word.term)
        if row:
            return self.sure(Phrase(row) if len(row) > 1 else ExactTerm(row[0]), in_title)
        found = self.columns.find_several("title" if in_title else "word", stems(word.term, self.languages))
        answers = [_weighed(found, found.rarity)] if found else []
        if len(word.term) == 4 and word.term.isdigit() and not in_title:
            year = self.columns.find("year", word.term)
            answers += [_weighed(year, year.rarity)] if year else []
        kin_of_it = None if in_title else self.columns.find_several("exact", self.wordings.kin(word.term))
        if kin_of_it:
            told = min(kin_of_it.rarity, found.rarity) if found else kin_of_it.rarity
            answers.append(_weighed(kin_of_it, told * _KIN))
        if word.is_prefix:
            answers.append(self._forms(Prefix(word.term), in_title))
        mask = 0
        for answer in answers:
            mask |= answer.mask
        checks = answers[-1].checks if word.is_prefix else ()
        if checks:
            # Only what the beginning alone has found has to be looked at.
            mask = (found.mask if found else 0) | self.checked(answers[-1].mask, checks)
        return Answer(mask, tuple(leaf for answer in answers for leaf in answer.leaves))

    def _phrase(self, forms: tuple[str, ...], in_title: bool) -> Answer:
        mask, leaves = self.columns.alive, []
        for form in dict.fromkeys(forms):
            found = self.columns.find("exact", form)
            if found is None:
                return Answer(0)
            mask &= found.mask
            said = self.columns.find_several("word", stems(form, self.languages)) or found
            leaves.append(ScoringColumn(said.rarity, said.column))
        for pair in pairs(forms):
            mask &= self.columns.may_follow(pair)
        check = partial(phrase, f" {' '.join(forms)} ")
        return Answer(mask, tuple(leaves), (self._in_title(check) if in_title else check,))

    def _in_title(self, check: Check) -> Check:
        return partial(title_only, check)

    def _forms(self, node: ExactTerm | Prefix | Pattern | Fuzzy, in_title: bool) -> Answer:
        """A node that stands for one or many words as they are written."""
        found, factor = self._written(node)
        if found is None:
            return Answer(0)
        answer = _weighed(found, factor)
        if in_title:
            check = partial(near, [self.wordings.places(node)], 0)
            return Answer(answer.mask, answer.leaves, (self._in_title(check),))
        return answer

    def _written(self, node: ExactTerm | Prefix | Pattern | Fuzzy) -> tuple[Found | None, float]:
        match node:
            case ExactTerm(form):
                found = self.columns.find("exact", form)
                said = self.columns.find_several("word", stems(form, self.languages))
                if found and said:
                    return Found(found.mask, said.column, said.rarity), said.rarity
                return found, found.rarity if found else 0.0
            case Prefix(letters) if len(letters) <= LONGEST_BEGINNING:
                return self.columns.find("begin", letters), 1.0
        found, too_many = self.columns.find_any("exact", self.wordings.expanded(node), self.cancelled)
        if too_many:
            self.notices.append("So many words are written so that not all were searched; give more letters.")
        return found, 1.0

    def _fact(self, node: EntityFilter | KindFilter | LanguageFilter | YearFilter) -> Answer:
        match node:
            case EntityFilter():
                return self._about(node)
            case KindFilter(name, is_prefix):
                return self._filter("kind", name, is_prefix, f"There is no entry of the kind '{name[:30]}'")
            case LanguageFilter(code, is_prefix):
                return self._filter("language", code, is_prefix, f"There is no section in the language '{code[:30]}'")
            case YearFilter(first, last):
                known = [year for year in self.columns.terms("year") if first <= int(year) <= last]
                found = self.columns.find_several("year", known) if known else None
                return Answer(found.mask if found else 0)

    def _about(self, node: EntityFilter) -> Answer:
        parts = []
        for at, form in enumerate(node.terms, 1):
            terms = [f"{node.kind}:{stem}" for stem in stems(form, ("ru", "kk", "en"))]
            if node.is_prefix and at == len(node.terms):
                terms = list(dict.fromkeys((*terms, *self.columns.terms("about", f"{node.kind}:{form}"))))
            parts.append(self.columns.find_several("about", terms))
        return self._both([_weighed(part, 1.0) if part else Answer(0) for part in parts])

    def _filter(self, name: str, term: str, is_prefix: bool, nothing: str) -> Answer:
        """The sections with a value of a field. nothing: what is said where there is none, without its end."""
        known = self.columns.values(name)
        meant = [value for value in known if value == term or (is_prefix and value.startswith(term))]
        found = self.columns.find_several(name, meant) if meant else None
        if found is None:
            self.notices.append(f"{nothing}; there are {', '.join(known[:_NAMED_VALUES])}." if known else f"{nothing}.")
        return Answer(found.mask if found else 0)

    def _near_check(self, nodes: Sequence[Node], words: int) -> Check:
        alone = [node for node in nodes if isinstance(node, Word | ExactTerm) and _is_one_word(node)]
        if len(alone) == len(nodes) == 2 and words:
            # What is rare is looked for in the text, and then whether the other word is around.
            rare, other = sorted(alone, key=lambda node: self.answer(node).mask.bit_count())
            some = self.wordings.forms(rare)
            if len(some) <= _FEW_FORMS:
                return partial(near_words, sorted(some), self.wordings.forms(other), words)
        return partial(near, [self.wordings.places(each) for each in nodes], words)


def _is_one_word(node: Node) -> bool:
    return isinstance(node, ExactTerm) or (isinstance(node, Word) and not unsegmented_terms(node.term))


def _weighed(found: Found, factor: float) -> Answer:
    return Answer(found.mask, (ScoringColumn(factor, found.column),))
