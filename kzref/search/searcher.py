"""Searching a compiled library: a query to ranked hits. One searcher serves one thread at a time."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Protocol

from kzref.library.sections import Section
from kzref.search.columns import Columns, Layer
from kzref.search.completion import completions
from kzref.search.evaluate import Answer, Check, Evaluator, Leaf
from kzref.search.inverting import whole_title
from kzref.search.language import common_words
from kzref.search.masks import Mask
from kzref.search.matching import any_of
from kzref.search.nearness import BREAK
from kzref.search.parsing import parse_query
from kzref.search.query import Both, Either, Narrowing, Node, Phrase, Query, Word
from kzref.search.ranking import RELEVANCE, Order, ranked
from kzref.search.snippets import NOTHING, Marker, Snippet, make_snippet
from kzref.search.spelling import suggestion
from kzref.search.thesaurus import Crossing, Thesaurus
from kzref.search.words import forms

_NAMED = 60.0
"""Score of an entry that bears the exact name that was typed, beside what its words score."""
_COMMON = 0.1
"""Score of a common word beside what the telling ones score."""
_THROUGH = 0.5
"""Score of a term's form in another language beside that of the words that were typed."""
_FEW = 3
_QUESTION = 3
"""Telling words from which a query is more of a question than a name."""
_MANY_TO_CHECK = 100
"""Sections whose text is looked at all at once; of more, the best come first and the rest is counted later."""
_READ_FOR_MORE = 10
"""Sections, the best, whose words are offered to go on with."""
FACETS = ("kind", "year", "language")


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that answers a query."""

    section: Section
    within: str
    """Title of the document that the section belongs to, or its own."""
    path: tuple[str, ...]
    """Titles of what it stands in, from the top."""
    score: float
    snippet: Snippet
    count: int
    """How many words of the section are hits; none where it was found by what it is about."""
    through: str = ""
    """The term that led here, where none of the words that were typed stands here."""


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query. total counts every section found, of which hits are the first ones."""

    query: Query
    total: int
    seconds: float
    hits: tuple[Hit, ...]
    suggestion: str = ""
    """A query that would find more, to be offered and never applied."""
    notice: str = ""
    """What was done otherwise than asked, to be shown."""
    crossings: tuple[Crossing, ...] = ()
    """Terms that were searched in the library's language as well."""
    facets: Mapping[str, tuple[tuple[str, int], ...]] | None = None
    """For each of FACETS its values with how many sections have them, most first; None until all are counted."""
    marker: Marker = NOTHING
    """Finds in any text what was asked for."""
    completions: tuple[str, ...] = ()
    """How a query that is being typed may go on."""

    @property
    def complete(self) -> bool:
        """Whether total is exact; otherwise there are at least so many."""
        return self.facets is not None


@dataclass(frozen=True, slots=True)
class Stored:
    """What a library gives of a section that was found."""

    section: Section
    within: str
    path: tuple[str, ...]
    prose: str


class Texts(Protocol):
    """What the searcher reads from the library that it searches."""

    def layers(self) -> Sequence[Layer]:
        """The indexes."""

    def alive(self, size: int) -> Mask:
        """The numbers of the sections that are still there."""

    def languages(self) -> tuple[str, ...]:
        """The languages that the library is written in, the main one first."""

    def thesaurus(self) -> Thesaurus:
        """Its terms."""

    def terms_begun(self, begun: str) -> Sequence[str]:
        """Forms of terms whose folded words begin so."""

    def tokens(self, numbers: Sequence[int], holding: str = "") -> Iterable[tuple[int, str]]:
        """The tokens of sections by their numbers; of those that hold a text, if one is given."""

    def stored(self, numbers: Sequence[int]) -> Mapping[int, Stored]:
        """Sections by their numbers, to be shown."""

    def positions(self) -> Sequence[int] | None:
        """The place of each number in the order of the contents; None where they are the same."""


@dataclass(frozen=True, slots=True)
class _Set:
    """Sections that are ranked together: what they are, what they are weighed by, and what is still to be checked."""

    mask: Mask
    leaves: tuple[Leaf, ...]
    checks: tuple[Check, ...] = ()


class Searcher:
    """An open index with the texts beside it."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._columns = Columns(texts.layers(), texts.alive)
        self._main = texts.languages()
        # A question may be asked in any of the three whatever the library is written in.
        self._spoken = tuple(dict.fromkeys((*self._main, "ru", "kk")))
        self._thesaurus = texts.thesaurus()
        self._common = common_words((*self._spoken, "en"))

    def close(self) -> None:
        """Lets the files go."""
        self._columns.close()

    def search(
        self,
        text: str,
        limit: int = 20,
        narrowing: Narrowing = Narrowing(),  # noqa: B008  # a frozen value
        *,
        order: Order = RELEVANCE,
        unfinished: bool = False,
        whole: bool = True,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Results:
        """The hits of what was typed, best first. Raises Cancelled between its steps when asked to stop.

        whole: every section is counted; otherwise a long count may be left for later, and facets is None.
        """
        started = time.perf_counter()
        query = parse_query(text, unfinished)
        evaluator = Evaluator(self._columns, self._texts.tokens, self._spoken, cancelled)
        if query.is_empty:
            return Results(query, 0, time.perf_counter() - started, (), notice=query.notice, facets={})
        search = _Search(self._columns, evaluator, self._thesaurus, self._common, query)
        sets = search.sets()
        for earlier in narrowing.within:
            base = _Search(self._columns, evaluator, self._thesaurus, self._common, parse_query(earlier)).everything()
            sets = [_Set(each.mask & base, each.leaves, each.checks) for each in sets]
        wanted = self._narrowed(narrowing)
        unnarrowed = sets
        sets = [_Set(each.mask & wanted, each.leaves, each.checks) for each in sets]
        late = not whole and sum(s.mask.bit_count() for s in sets if s.checks) > _MANY_TO_CHECK
        if late:
            found = list(
                islice(
                    chain.from_iterable(self._lazily(s, limit, order, evaluator, search.named()) for s in sets), limit
                )
            )
            late = len(found) == limit
            total = len(found)
        if not late:
            unnarrowed = [
                _Set(evaluator.checked(s.mask, s.checks) if s.checks else s.mask, s.leaves) for s in unnarrowed
            ]
            sets = [_Set(each.mask & wanted, each.leaves) for each in unnarrowed]
            total = sum(each.mask.bit_count() for each in sets)
            found = list(
                islice(chain.from_iterable(self._ranked(s, limit, order, search.named()) for s in sets), limit)
            )
        facets = None if late else self._facets(unnarrowed, narrowing)
        hits = self._hits(found, search)
        going_on = completions(
            query, self._texts.terms_begun(" ".join(forms(query.read))), [hit.section.title for hit in hits],
            [row for _, row in self._texts.tokens([number for number, _ in found[:_READ_FOR_MORE]])],
        ) if unfinished else ()  # fmt: skip
        offered = suggestion(self._columns, query, search.spoken, cancelled) if total < _FEW and not late else ""
        told = dict.fromkeys((*query.notices, *evaluator.notices, *_loosened(sets)))
        return Results(
            query, total, time.perf_counter() - started, hits, offered, " ".join(told), search.crossings, facets,
            search.marker, going_on,
        )  # fmt: skip

    def _narrowed(self, narrowing: Narrowing, but: str = "") -> Mask:
        """What may be found at all. but: a facet that is left out of it, so that its own values can be counted."""
        mask = self._columns.alive
        for facet, values in zip(FACETS, (narrowing.kinds, narrowing.years, narrowing.languages), strict=True):
            if values and facet != but:
                found = self._columns.find_several(facet, sorted(str(value) for value in values))
                mask &= found.mask if found else 0
        return mask

    def _facets(self, sets: Sequence[_Set], narrowing: Narrowing) -> dict[str, tuple[tuple[str, int], ...]]:
        found = 0
        for each in sets:
            found |= each.mask
        facets = {}
        for facet in FACETS:
            counted = []
            here = found & self._narrowed(narrowing, but=facet)
            for value in self._columns.values(facet):
                having = self._columns.find(facet, value)
                number = (having.mask & here).bit_count() if having else 0
                if number:
                    counted.append((value, number))
            facets[facet] = tuple(sorted(counted, key=lambda pair: (-pair[1], pair[0])))
        return facets

    def _ranked(self, some: _Set, limit: int, order: Order, named: Leaf | None) -> Iterator[tuple[int, float]]:
        return ranked(self._columns, some.mask, some.leaves, limit, order, self._texts.positions, named=named)

    def _lazily(
        self, some: _Set, limit: int, order: Order, evaluator: Evaluator, named: Leaf | None
    ) -> Iterator[tuple[int, float]]:
        """The best of a set that pass its checks, before all of them are known."""
        size = some.mask.bit_count()
        seen: set[int] = set()
        for reach in (min(5 * limit, size), size):
            in_order = ranked(self._columns, some.mask, some.leaves, reach, order, self._texts.positions, named)
            best = [(number, score) for number, score in in_order if number not in seen]
            scores = dict(best)
            seen.update(scores)
            for number in evaluator.passing((n for n, _ in best), some.checks):
                yield number, scores[number]
            if reach == size:
                return

    def _hits(self, found: Sequence[tuple[int, float]], search: "_Search") -> tuple[Hit, ...]:
        numbers = [number for number, _ in found]
        stored = self._texts.stored(numbers)
        fields = {
            number: [field.split() for field in row.split(BREAK)]
            for number, row in (self._texts.tokens(numbers) if found else ())
        }
        marker = search.marker.among(set().union(*chain.from_iterable(fields.values())))
        hits = []
        for number, score in found:
            if number not in stored:
                continue
            told = stored[number]
            title, _, body = fields[number]
            places = marker.places(body)
            count = len(places) + len(marker.places(title))
            through = search.led_by([*title, *body])
            snippet = make_snippet(told.prose, marker, body, places)
            hits.append(Hit(told.section, told.within, told.path, round(score, 4), snippet, count, through))
        return tuple(hits)


def _loosened(sets: Sequence[_Set]) -> list[str]:
    """What is to be said where sections were found that lack a word."""
    if len(sets) < 2 or not sets[1].mask:
        return []
    if sets[0].mask:
        return ["Few sections have all the words; after them come those that have some."]
    return ["No section has all the words; these have some of them."]


class _Search:
    """One query being answered: its plain words, which may be taken more loosely, and the rest, which may not."""

    def __init__(
        self, columns: Columns, evaluator: Evaluator, thesaurus: Thesaurus, common: frozenset[str], query: Query
    ) -> None:
        self._columns, self._evaluator, self._query = columns, evaluator, query
        self._words = [node for node in query.nodes if isinstance(node, Word)]
        self._rest = [node for node in query.nodes if not isinstance(node, Word)]
        self.spoken = evaluator.languages
        found = thesaurus.crossings(query.text, self._words, self.spoken)
        self._crossings = found
        self.crossings = tuple(found.values())
        self._common = [] if query.strict else [w for w in self._words if w.form in common and not w.unfinished]
        if len(self._common) == len(self._words) and not self._rest:
            self._common = []
        self.typed = any_of([evaluator.matcher(node) for node in query.said])
        led = [Word(form) for crossing in self.crossings for words in crossing.forms for form in words]
        single = [node for node in (*query.said, *led) if not isinstance(node, Phrase)]
        telling = [node for node in single if node not in self._common]
        self.marker = Marker(
            word=any_of([evaluator.matcher(node) for node in single]),
            telling=any_of([evaluator.matcher(node) for node in telling]),
            phrases=tuple(node.forms for node in query.said if isinstance(node, Phrase)),
        )

    def led_by(self, row: Sequence[str]) -> str:
        """The term that led to a section with these words, where none of those that were typed is among them."""
        if not self.crossings or any(map(self.typed, row)):
            return ""
        for crossing in self.crossings:
            for words in crossing.forms:
                if all(any(map(self._evaluator.matcher(Word(form)), row)) for form in words):
                    return crossing.title
        return self.crossings[0].title

    def named(self) -> Leaf | None:
        """The sections that bear the very name that was typed."""
        found = self._columns.find("whole", whole_title(self._query.read))
        return Leaf(_NAMED, found.column) if found else None

    def everything(self) -> Mask:
        """All sections that are found."""
        mask = 0
        for each in self.sets():
            mask |= self._evaluator.checked(each.mask, each.checks) if each.checks else each.mask
        return mask

    def sets(self) -> list[_Set]:
        """What is found, the surer first."""
        if self._query.pinpoint:
            pinned = self._columns.find("pinpoint", self._query.pinpoint)
            if pinned:
                return [_Set(pinned.mask, ())]
        rest = [self._evaluator.answer(node) for node in self._rest]
        units = self._units()
        fixed = self._columns.alive
        for answer in rest:
            fixed &= answer.mask
        checks = tuple(check for answer in rest for check in answer.checks)
        lifted = tuple(
            Leaf(leaf.factor * _COMMON, leaf.column)
            for word in self._common
            for leaf in self._evaluator.answer(word).leaves
        )
        leaves = tuple(leaf for answer in (*rest, *units) for leaf in answer.leaves) + lifted
        masks = [unit.mask for unit in units]
        all_ = _all(fixed, masks)
        first = _Set(all_, leaves, checks)
        # Two words narrow what is found; of a question's many, one may be said otherwise in the text.
        enough = 1 if len(units) < _QUESTION else _FEW
        if self._query.strict or len(units) < 2 or all_.bit_count() >= enough:
            return [first]
        for nearly in (_lacking_one(fixed, masks), fixed & _any_of(masks)):
            near = nearly & ~all_
            if near:
                return [first, _Set(near, leaves, checks)]
        return [first]

    def _units(self) -> list[Answer]:
        """An answer for each word that tells, or for each term that is also searched in another language."""
        units: list[Answer] = []
        at = 0
        while at < len(self._words):
            crossing = self._crossings.get(at)
            if crossing:
                typed: Node = Both(tuple(self._words[at : at + len(crossing.typed)]))
                through = Either(tuple(Both(tuple(Word(form) for form in words)) for words in crossing.forms))
                own, other = self._evaluator.answer(typed), self._evaluator.answer(through)
                lighter = tuple(Leaf(leaf.factor * _THROUGH, leaf.column) for leaf in other.leaves)
                units.append(Answer(own.mask | other.mask, own.leaves + lighter))
                at += len(crossing.typed)
            else:
                if self._words[at] not in self._common:
                    units.append(self._evaluator.answer(self._words[at]))
                at += 1
        return units


def _all(fixed: Mask, masks: Sequence[Mask]) -> Mask:
    for mask in masks:
        fixed &= mask
    return fixed


def _any_of(masks: Sequence[Mask]) -> Mask:
    found = 0
    for mask in masks:
        found |= mask
    return found


def _lacking_one(fixed: Mask, masks: Sequence[Mask]) -> Mask:
    found = 0
    for left_out in range(len(masks)):
        found |= _all(fixed, [*masks[:left_out], *masks[left_out + 1 :]])
    return found
