"""Evaluate the nodes of a query: each to the sections that it matches."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kzref.messages.message import Message, message
from kzref.search.engine.expansion import TermExpander
from kzref.search.engine.field_nodes import evaluate_field
from kzref.search.engine.matches import NO_MATCHES, Matches, ScoringColumn, columns_of, intersection, matches_of
from kzref.search.engine.proximity import NearVerifier, PhraseVerifier, TitleVerifier, Verifier
from kzref.search.engine.verification import TextVerification
from kzref.search.index.bigrams import bigrams
from kzref.search.index.fields import LONGEST_PREFIX
from kzref.search.index.postings_reader import MAX_TERMS, PostingsReader
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

_VARIANT_FACTOR = 0.4
"""Score of a word that only begins like the one that was typed, in a language without a stemmer."""
_MOST_ANCHORS = 40
"""Forms of a word up to which it is looked for form by form in a text."""
_YEAR_DIGITS = 4


@dataclass(slots=True)
class Evaluator:
    """Evaluates the nodes of one search. languages: those that its words may be in."""

    reader: PostingsReader
    expander: TermExpander
    verification: TextVerification
    languages: tuple[str, ...]
    cancelled: Callable[[], bool]
    notices: list[Message] = field(default_factory=list)
    """What was not done as the query asks."""
    _cache: dict[tuple[Node, bool], Matches] = field(default_factory=dict)
    """A word is evaluated to be found, to be scored, and to see which of two is rarer."""

    def evaluate(self, node: Node, in_title: bool = False) -> Matches:
        """Return the sections that a node matches; of phrases and proximity the candidates, with their verifiers."""
        key = (node, in_title)
        if key not in self._cache:
            self._cache[key] = self._evaluate(node, in_title)
        return self._cache[key]

    def verified(self, node: Node, in_title: bool = False) -> Matches:
        """Return the sections that a node matches, verified."""
        return self.verification.verified(self.evaluate(node, in_title))

    def _evaluate(self, node: Node, in_title: bool) -> Matches:
        match node:
            case Word():
                return self._word(node, in_title)
            case And(nodes):
                return intersection(self.reader.live, [self.evaluate(each, in_title) for each in nodes])
            case Or(nodes):
                return _union([self.verified(each, in_title) for each in nodes])
            case Not(inner):
                return Matches(self.reader.live & ~self.verified(inner, in_title).mask)
            case Title(inner):
                return self.evaluate(inner, in_title=True)
            case Near():
                return self._near(node, in_title)
            case Phrase(forms):
                return self._phrase(forms, in_title)
            case ExactTerm() | Prefix() | Pattern() | Fuzzy():
                return self._forms(node, in_title)
            case _:
                return self._field(node)

    def _word(self, word: Word, in_title: bool) -> Matches:
        row = unsegmented_terms(word.term)
        if row:
            return self.verified(Phrase(row) if len(row) > 1 else ExactTerm(row[0]), in_title)
        postings = self.reader.postings_of_any("title" if in_title else "stem", stems(word.term, self.languages))
        parts = [matches_of(postings, postings.idf)] if postings else []
        if not in_title:
            parts += self._years(word.term)
            variants = self.reader.postings_of_any("exact", self.expander.variants(word.term))
            if variants:
                idf = min(variants.idf, postings.idf) if postings else variants.idf
                parts.append(matches_of(variants, idf * _VARIANT_FACTOR))
        if word.is_prefix:
            parts.append(self.verification.verified(self._forms(Prefix(word.term), in_title)))
        return _union(parts)

    def _years(self, form: str) -> list[Matches]:
        """Return the sections about a year, if a word is one."""
        if len(form) != _YEAR_DIGITS or not form.isdigit():
            return []
        postings = self.reader.postings("year", form)
        return [matches_of(postings, postings.idf)] if postings else []

    def _phrase(self, forms: tuple[str, ...], in_title: bool) -> Matches:
        mask, columns = self.reader.live, []
        for form in dict.fromkeys(forms):
            postings = self.reader.postings("exact", form)
            if postings is None:
                return NO_MATCHES
            mask &= postings.mask
            scored = self.reader.postings_of_any("stem", stems(form, self.languages)) or postings
            columns.append(ScoringColumn(scored.idf, scored.column))
        for bigram in bigrams(forms):
            mask &= self.reader.bigram_candidates(bigram)
        verifier = PhraseVerifier(f" {' '.join(forms)} ")
        return Matches(mask, tuple(columns), (TitleVerifier(verifier) if in_title else verifier,))

    def _forms(self, node: ExactTerm | Prefix | Pattern | Fuzzy, in_title: bool) -> Matches:
        """Evaluate a node that stands for word forms as they are written."""
        matches = self._anywhere(node)
        if in_title and matches.mask:
            verifier = TitleVerifier(NearVerifier((self.expander.finder(node),), 0))
            return Matches(matches.mask, matches.columns, (verifier,))
        return matches

    def _anywhere(self, node: ExactTerm | Prefix | Pattern | Fuzzy) -> Matches:
        match node:
            case ExactTerm(form):
                postings = self.reader.postings("exact", form)
                scored = self.reader.postings_of_any("stem", stems(form, self.languages)) or postings
                if postings is None or scored is None:
                    return NO_MATCHES
                return Matches(postings.mask, (ScoringColumn(scored.idf, scored.column),))
            case Prefix(letters) if len(letters) <= LONGEST_PREFIX:
                return matches_of(self.reader.postings("prefix", letters))
        postings, is_cut = self.reader.merged_postings("exact", self.expander.expand(node), self.cancelled)
        if is_cut:
            self.notices.append(message("search.too_many_terms", limit=MAX_TERMS))
        return matches_of(postings)

    def _field(self, node: EntityFilter | KindFilter | LanguageFilter | YearFilter) -> Matches:
        matches, notice = evaluate_field(node, self.reader)
        if notice:
            self.notices.append(notice)
        return matches

    def _near(self, node: Near, in_title: bool) -> Matches:
        together = intersection(self.reader.live, [self.evaluate(each) for each in node.nodes])
        verifiers: tuple[Verifier, ...] = (*together.verifiers, self._near_verifier(node))
        if in_title:
            verifiers = tuple(TitleVerifier(each) for each in verifiers)
        return Matches(together.mask, together.columns, verifiers)

    def _near_verifier(self, node: Near) -> NearVerifier:
        words = [each for each in node.nodes if isinstance(each, Word | ExactTerm) and _is_single_word(each)]
        if len(words) < len(node.nodes) or not node.distance:
            return NearVerifier(tuple(map(self.expander.finder, node.nodes)), node.distance)
        # The rarest comes last, so that most windows are discarded for what is missing in them.
        words.sort(key=lambda word: self.evaluate(word).mask.bit_count(), reverse=True)
        anchors = sorted(self.expander.forms(words[-1]))
        finders = tuple(map(self.expander.finder, words))
        if len(anchors) > _MOST_ANCHORS:
            return NearVerifier(finders, node.distance)
        others = frozenset(self.expander.forms(words[0])) if len(words) == 2 else frozenset()
        return NearVerifier(finders, node.distance, tuple(anchors), others)


def _is_single_word(node: Word | ExactTerm) -> bool:
    return isinstance(node, ExactTerm) or not unsegmented_terms(node.term)


def _union(several: Sequence[Matches]) -> Matches:
    mask = 0
    for matches in several:
        mask |= matches.mask
    return Matches(mask, columns_of(several))
