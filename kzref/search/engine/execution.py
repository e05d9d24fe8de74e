"""One query being answered: its plain words, which may be taken more loosely, and the rest, which may not."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice

from kzref.search.engine.evaluator import Answer, Check, Evaluator, ScoringColumn
from kzref.search.engine.proximity_boost import WINDOW, Group, lifted
from kzref.search.engine.translation import Thesaurus, TranslatedTree, Translation, in_pieces, split_as_typed
from kzref.search.engine.word_matching import any_of
from kzref.search.index.bitsets import Mask
from kzref.search.index.postings_builder import whole_title
from kzref.search.index.postings_reader import Columns
from kzref.search.query.nodes import Or, Phrase, Query, Word, all_of
from kzref.search.results.snippets import Highlighter, TermHighlight
from kzref.search.text.tokenizer import unsegmented_terms
from kzref.search.text.transliteration import IN_CYRILLIC, latin_spellings

_NAMED = 60.0
"""Score of an entry that bears the exact name that was typed, beside what its words score."""
_COMMON = 0.1
"""Score of a common word beside what the telling ones score."""
_THROUGH = 0.5
"""Score of a term's form in another language beside that of the words that were typed."""
FEW = 3
"""Sections from which a query is answered well enough."""
_QUESTION = 3
"""Telling words from which a query is more of a question than a name."""


@dataclass(frozen=True, slots=True)
class Tier:
    """Sections that are ranked together: what they are, what they are weighed by, and what is still to be checked."""

    mask: Mask
    leaves: tuple[ScoringColumn, ...]
    checks: tuple[Check, ...] = ()

    def __and__(self, mask: Mask) -> "Tier":
        return Tier(self.mask & mask, self.leaves, self.checks)


class QueryExecution:
    """A query on its way to an answer."""

    def __init__(
        self, columns: Columns, evaluator: Evaluator, thesaurus: Thesaurus, common: frozenset[str], query: Query
    ) -> None:
        self._columns, self._evaluator, self._query = columns, evaluator, query
        self._words = [node for node in query.nodes if isinstance(node, Word)]
        self.spoken = evaluator.languages
        inside = TranslatedTree(thesaurus, query.read, self.spoken)
        self._rest = [inside.crossed(node) for node in query.nodes if not isinstance(node, Word)]
        found = dict(thesaurus.translations(query.read, self._words, self.spoken))
        self._common = [] if query.strict else [w for w in self._words if w.term in common and not w.is_prefix]
        if len(self._common) == len(self._words) and not self._rest:
            self._common = []
        if not IN_CYRILLIC.intersection(thesaurus.languages[:1]):
            self._spell_in_latin(found)
        self._crossings = found
        plain = [crossing for _, crossing in sorted(found.items())]
        self.translations = tuple(dict.fromkeys((*plain, *inside.wanted, *inside.unwanted)))
        self._typed = any_of([evaluator.wordings.matcher(node) for node in query.text_nodes])
        said = [node for node in query.text_nodes if node not in self._common]
        rows = [
            node.terms if isinstance(node, Phrase) else unsegmented_terms(getattr(node, "term", "")) for node in said
        ]
        self.highlighter = Highlighter(
            word=any_of([evaluator.wordings.matcher(node) for node in said if not isinstance(node, Phrase)]),
            phrases=tuple(row for row in rows if len(row) > 1),
            translations=tuple(self._term_highlight(crossing, common) for crossing in (*plain, *inside.wanted)),
        )

    def _spell_in_latin(self, found: dict[int, Translation]) -> None:
        """Cyrillic words that hardly stand anywhere, such as names, as they may be spelt in Latin letters."""
        taken = {at + n for at, crossing in found.items() for n in range(len(crossing.typed))}
        for at, word in enumerate(self._words):
            if at in taken or word in self._common or self._evaluator.answer(word).mask.bit_count() >= FEW:
                continue
            latin = latin_spellings(word.term, self._columns.beginning)
            if latin:
                said = split_as_typed(self._query.read, (word.term,))
                found[at] = Translation((word.term,), said, latin[0].title(), "", tuple((form,) for form in latin))

    def _term_highlight(self, crossing: Translation, common: frozenset[str]) -> TermHighlight:
        runs = tuple(tuple(self._evaluator.wordings.matcher(Word(form)) for form in words) for words in crossing.forms)
        telling = {form for words in crossing.forms for form in words if len(words) == 1 or form not in common}
        return TermHighlight(runs, any_of([self._evaluator.wordings.matcher(Word(form)) for form in sorted(telling)]))

    def via_term(self, there: AbstractSet[str]) -> str:
        """The term that led to a section with these words, where none of those that were typed is among them."""
        if not self.translations or self._typed.among(there):
            return ""
        for crossing in self.translations:
            for words in crossing.forms:
                if all(self._evaluator.wordings.matcher(Word(form)).among(there) for form in words):
                    return crossing.title
        return self.translations[0].title

    def named(self) -> ScoringColumn | None:
        """The sections that bear the very name that was typed."""
        names = [whole_title(self._query.read)]
        if len(self._crossings) == 1 and not self._rest:
            (crossing,) = self._crossings.values()
            if len(crossing.typed) == len(self._words):
                names.append(whole_title(" ".join(crossing.own)))  # The name that was typed in another case.
        found = self._columns.find_several("whole", list(dict.fromkeys(filter(None, names))))
        return ScoringColumn(_NAMED, found.column) if found else None

    def everything(self) -> Mask:
        """All sections that are found."""
        mask = 0
        for each in self.tiers():
            mask |= self._evaluator.checked(each.mask, each.checks) if each.checks else each.mask
        return mask

    def tiers(self) -> list[Tier]:
        """What is found, the surer first."""
        if self._query.pinpoint:
            pinned = self._columns.find("pinpoint", self._query.pinpoint)
            if pinned:
                return [Tier(pinned.mask, ())]
        rest = [self._evaluator.answer(node) for node in self._rest]
        units = self._units()
        fixed = self._columns.alive
        for answer in rest:
            fixed &= answer.mask
        checks = tuple(check for answer in rest for check in answer.checks)
        lifted = tuple(
            ScoringColumn(leaf.factor * _COMMON, leaf.column)
            for word in self._common
            for leaf in self._evaluator.answer(word).leaves
        )
        leaves = tuple(leaf for answer in (*rest, *units) for leaf in answer.leaves) + lifted
        masks = [unit.mask for unit in units]
        found = _all(fixed, masks)
        tiers = [Tier(found, leaves, checks)]
        # Two words narrow what is found; of a question's many, one may be said otherwise in the text.
        enough = 1 if len(units) < _QUESTION else FEW
        if self._query.strict or len(units) < 2:
            return tiers
        for nearly in (_lacking_one, _any_of):
            if found.bit_count() >= enough:
                break
            more = nearly(fixed, masks) & ~found
            if more:
                tiers.append(Tier(more, leaves, checks))
            found |= more
        return tiers

    def _units(self) -> list[Answer]:
        """An answer for each word that tells, or for each term that is also searched in another language."""
        units: list[Answer] = []
        for typed, crossing in self._pieces():
            own = self._evaluator.answer(all_of(typed))
            if crossing:
                other = self._evaluator.answer(Or(crossing.alternatives))
                lighter = tuple(ScoringColumn(leaf.factor * _THROUGH, leaf.column) for leaf in other.leaves)
                own = Answer(own.mask | other.mask, own.leaves + lighter)
            units.append(own)
        return units

    def _pieces(self) -> Iterator[tuple[tuple[Word, ...], Translation | None]]:
        """The words that tell one by one, and those that name a term together."""
        for typed, crossing in in_pieces(self._words, self._crossings):
            if crossing or typed[0] not in self._common:
                yield typed, crossing

    def closest_first(
        self, found: Iterator[tuple[int, float]], tokens: Callable[[Sequence[int]], Iterable[tuple[int, str]]]
    ) -> Iterator[tuple[int, float]]:
        """Sections with their scores, best first; the best of them once more by how close together the words stand."""
        groups = self._groups()
        if groups:
            best = dict(islice(found, WINDOW))
            for number, row in tokens(list(best)):
                best[number] *= lifted(groups, row)
            yield from sorted(best.items(), key=lambda pair: -pair[1])
        yield from found

    def _groups(self) -> list[Group]:
        """The words that are the better the closer they stand: all plain ones, and those of each term."""
        plain: list[Word] = []
        groups = []
        for typed, crossing in self._pieces():
            if crossing is None:
                plain += [word for word in typed if not unsegmented_terms(word.term)]
            elif any(len(words) > 1 for words in crossing.forms):
                forms = (typed, *(tuple(Word(form) for form in words) for words in crossing.forms))
                groups.append(self._group(forms, _THROUGH))
        if len(plain) > 1:
            groups.append(self._group((tuple(plain),), 1.0))
        return groups

    def _group(self, forms: Sequence[Sequence[Word]], share: float) -> Group:
        worth = max(sum(self._rarity(word) for word in form) for form in forms)
        return Group(tuple(tuple(map(self._evaluator.wordings.matcher, form)) for form in forms), share * worth)

    def _rarity(self, word: Word) -> float:
        return max((leaf.factor for leaf in self._evaluator.answer(word).leaves), default=0.0)


def loosened(tiers: Sequence[Tier]) -> list[str]:
    """What is to be said where sections were found that lack a word."""
    if not any(tier.mask for tier in tiers[1:]):
        return []
    if tiers[0].mask:
        return ["Few sections have all the words; after them come those that have some."]
    return ["No section has all the words; these have some of them."]


def _all(fixed: Mask, masks: Sequence[Mask]) -> Mask:
    for mask in masks:
        fixed &= mask
    return fixed


def _any_of(fixed: Mask, masks: Sequence[Mask]) -> Mask:
    found = 0
    for mask in masks:
        found |= mask
    return fixed & found


def _lacking_one(fixed: Mask, masks: Sequence[Mask]) -> Mask:
    found = 0
    for left_out in range(len(masks)):
        found |= _all(fixed, [*masks[:left_out], *masks[left_out + 1 :]])
    return found
