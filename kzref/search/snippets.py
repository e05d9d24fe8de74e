"""Snippets: the sentence of a text that shows a hit best, with the words that were found."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kzref.search.matching import Matcher, OneOf
from kzref.search.words import Word, forms, word_spans, words

LENGTH = 190
_WORDS = 26
"""Words that a passage of that length has, or a little fewer."""
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


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds what was asked for in any text: words, and phrases only where they stand whole."""

    word: Matcher
    """Whether a folded word is asked for by itself."""
    telling: Matcher
    """Whether it tells what is looked for, unlike 'how' and 'the'."""
    phrases: tuple[tuple[str, ...], ...] = ()

    def among(self, known: AbstractSet[str]) -> "Marker":
        """The same for texts of these folded words alone."""
        found = self.word.among(known)
        return Marker(OneOf(found), OneOf(self.telling.among(found)), self.phrases)

    def places(self, forms: Sequence[str]) -> list[int]:
        """Which of the folded words in a row are hits."""
        word = self.word
        found = [at for at, form in enumerate(forms) if word(form)]
        if not self.phrases:
            return found
        for phrase in self.phrases:
            length = len(phrase)
            for at, form in enumerate(forms):
                if form == phrase[0] and tuple(forms[at : at + length]) == phrase:
                    found.extend(range(at, at + length))
        return sorted(set(found))

    def hits(self, text: str) -> list[Word]:
        """The words of a text that are hits."""
        row = list(words(text))
        return [row[at] for at in self.places([word.form for word in row])]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the hits of a text stand."""
        return [(word.start, word.end) for word in self.hits(text)]


NOTHING = Marker(OneOf(()), OneOf(()))
"""Marks nothing."""


def make_snippet(
    text: str, marker: Marker, row: Sequence[str] | None = None, places: Sequence[int] | None = None
) -> Snippet:
    """The best passage of at most about LENGTH characters, cut at words, and what was found in it.

    row: the folded words of the text where they are known; places: which of them are hits, as the marker tells.
    """
    row = forms(text) if row is None else row
    places = marker.places(row) if places is None else places
    if not places:
        return _passage(text, 0, [])
    first, last = _densest(row, places, marker)
    # No more words than those can stand in the passage behind its first hit.
    spans = word_spans(text, max(last, first + LENGTH // 2) + 1, first, row[first])
    hits = [spans[place] for place in places if place < len(spans)]
    start, end = spans[first], spans[last]
    begins = [0, *(m.end() for m in _SENTENCE_END.finditer(text, max(0, start[0] - _FAR_BACK), start[0] + 1))]
    begin = begins[-1]
    if end[1] - begin > LENGTH:
        # The sentence is long: begin a little before the first hit, at a word.
        begin = max(begin, text.rfind(" ", 0, max(start[0] - LENGTH // 4, 1)) + 1)
    if start[1] - begin > LENGTH:
        begin = start[0]  # No space for long: the hit comes first.
    return _passage(text, begin, hits, min(start[1], begin + LENGTH))


def _densest(row: Sequence[str], places: Sequence[int], marker: Marker) -> tuple[int, int]:
    """The first and last hit of the stretch that holds most of what tells, the first such."""
    wanted = {part for phrase in marker.phrases for part in phrase}
    found = [row[place] for place in places]
    worth = {form: 10 if form in wanted else 4 if marker.telling(form) else 1 for form in set(found)}
    most = sum(worth.values())
    best, score = (places[0], places[0]), 0
    for at, place in enumerate(places):
        reach = next((i for i in range(at, len(places)) if places[i] - place >= _WORDS), len(places))
        different = sum(worth[form] for form in set(found[at:reach]))
        if different > score:
            best, score = (place, places[reach - 1]), different
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
