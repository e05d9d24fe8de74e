"""Snippets: the sentence of a text that shows a hit best, with the words that were found."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kzref.search.engine.proximity import phrase_spans
from kzref.search.engine.word_matching import Matcher, OneOf
from kzref.search.text.tokenizer import forms, word_spans, words

LENGTH = 190
_WORDS = 26
"""Words that a passage of that length has, or a little fewer."""
_MOST_WORDS = 42
"""Words that hardly ever more than a passage of that length has."""
_WORD, _PHRASE = 2, 3
"""What a word, and each word of a phrase, counts where the passage is chosen."""
_MOST_PLACES = 120
"""Hits of a text, the first, among which the passage is chosen."""
_FAR_BACK = 2000
"""Characters before a hit in which its sentence may begin."""
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_a-zа-я]|[«“\"(])|\n")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text; marks are the spans (start, end) of the words that were found in it."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def within(self, room: int) -> "Snippet":
        """The same, begun later where the first hit does not stand among so many characters."""
        if not self.marks or self.marks[0][1] <= room:
            return self
        start = self.marks[0][0]
        cut = self.text.rfind(" ", 0, max(start - room // 4, 1)) + 1
        cut = cut or start
        return Snippet(f"… {self.text[cut:]}", tuple((a - cut + 2, b - cut + 2) for a, b in self.marks))


Place = tuple[int, int]
"""Where a hit stands among the words of a text: the numbers of its first and its last word."""
Run = tuple[Matcher, ...]
"""Words in a row, each in any of some forms."""


@dataclass(frozen=True, slots=True)
class TermHighlight:
    """The forms that a term has in the language of a text, and its words, for texts in which no form stands whole."""

    forms: tuple[Run, ...]
    word: Matcher

    def among(self, known: AbstractSet[str]) -> "TermHighlight":
        """The same for texts of these folded words alone."""
        forms = tuple(tuple(OneOf(word.among(known)) for word in form) for form in self.forms)
        return TermHighlight(forms, OneOf(self.word.among(known)))

    def places(self, row: Sequence[str]) -> list[Place]:
        """Where the term stands in a row of words."""
        found = [place for form in self.forms for place in _runs(form, row)]
        return found or _single(self.word, row)


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds what was asked for in any text: words, and phrases only where they stand whole."""

    word: Matcher
    """Whether a folded word is asked for by itself."""
    phrases: tuple[tuple[str, ...], ...] = ()
    led: tuple[TermHighlight, ...] = ()
    """Terms that are searched beside the words that were typed."""

    def among(self, known: AbstractSet[str]) -> "Marker":
        """The same for texts of these folded words alone."""
        return Marker(OneOf(self.word.among(known)), self.phrases, tuple(each.among(known) for each in self.led))

    def places(self, row: Sequence[str]) -> list[Place]:
        """Where the hits stand among the folded words in a row, each apart from the next."""
        found = _single(self.word, row)
        if not self.phrases and not self.led:
            return found
        for phrase in self.phrases:
            found += phrase_spans(phrase, row)
        for each in self.led:
            found += each.places(row)
        return _parted(found)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the hits of a text stand."""
        row = list(words(text))
        return [(row[first].start, row[last].end) for first, last in self.places([word.form for word in row])]


def _single(word: Matcher, row: Sequence[str]) -> list[Place]:
    return [(at, at) for at in word.where(row)]


def _runs(run: Run, row: Sequence[str]) -> list[Place]:
    first, length = run[0], len(run)
    return [
        (at, at + length - 1)
        for at in first.where(row)
        if at + length <= len(row) and all(word(row[at + n]) for n, word in enumerate(run))
    ]


def _parted(places: list[Place]) -> list[Place]:
    """Places in order, those that share a word as one."""
    found: list[Place] = []
    for first, last in sorted(places):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


NOTHING = Marker(OneOf(()))
"""Marks nothing."""


def make_snippet(
    text: str, marker: Marker, row: Sequence[str] | None = None, places: Sequence[Place] | None = None
) -> Snippet:
    """The best passage of at most about LENGTH characters, cut at words, and what was found in it.

    row: the folded words of the text where they are known; places: the hits among them, as the marker tells.
    """
    row = forms(text) if row is None else row
    places = marker.places(row) if places is None else places
    if not places:
        return _passage(text, 0, [])
    first, last = _densest(row, places)
    count = max(last, first + _MOST_WORDS) + 1
    spans = word_spans(text, count, first, row[first])
    if len(spans) == count and spans[-1][1] < spans[first][0] + LENGTH:
        # The words are short: no more than those can stand in the passage behind its first hit.
        spans = word_spans(text, max(last, first + LENGTH // 2) + 1, first, row[first])
    hits = [(spans[a][0], spans[min(b, len(spans) - 1)][1]) for a, b in places if a < len(spans)]
    start, end = spans[first], spans[last]
    begins = [0, *(m.end() for m in _SENTENCE_END.finditer(text, max(0, start[0] - _FAR_BACK), start[0] + 1))]
    begin = begins[-1]
    if end[1] - begin > LENGTH:
        # The sentence is long: begin a little before the first hit, at a word.
        begin = max(begin, text.rfind(" ", 0, max(start[0] - LENGTH // 4, 1)) + 1)
    if start[1] - begin > LENGTH:
        begin = start[0]  # No space for long: the hit comes first.
    return _passage(text, begin, hits, min(start[1], begin + LENGTH))


def _densest(row: Sequence[str], places: Sequence[Place]) -> Place:
    """The first and last word of the stretch that holds most of what was asked for, the first such."""
    places = places[:_MOST_PLACES]
    found = [tuple(row[first : last + 1]) for first, last in places]
    worth = {said: _PHRASE * len(said) if len(said) > 1 else _WORD for said in set(found)}
    most = sum(worth.values())
    best, score = places[0], 0
    for at, (first, last) in enumerate(places):
        reach = at + 1
        while reach < len(places) and places[reach][1] - first < _WORDS:
            reach += 1
        different = sum(worth[said] for said in set(found[at:reach]))
        if different > score:
            best, score = (first, max(last, places[reach - 1][1])), different
            if score == most:
                break
    return best


def _passage(text: str, begin: int, hits: Sequence[tuple[int, int]], at_least: int = 0) -> Snippet:
    end = min(max(begin + LENGTH, at_least), len(text))
    if end < len(text):
        cut = text.rfind(" ", begin, end)
        end = cut if cut > begin + LENGTH // 2 and cut >= at_least else end
    lead = "" if begin == 0 or text[begin - 1 : begin] == "\n" or _SENTENCE_END.match(text, begin - 1) else "… "
    tail = " …" if end < len(text) and text[end - 1] not in ".!?" else ""
    shift = len(lead) - begin
    marks = [(start + shift, min(stop, end) + shift) for start, stop in hits if begin <= start < end]
    return Snippet(lead + text[begin:end].replace("\n", " ") + tail, tuple(marks))
