"""Snippets: the sentence of a text that shows a hit best, with the words that were found."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kzref.search.words import Word, words

LENGTH = 190
_FAR_BACK = 2000
"""Characters before a hit in which its sentence may begin."""
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_a-zа-я]|[«“\"(])|\n")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text; marks are the spans (start, end) of the words that were found in it."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds what was asked for in any text: words, and phrases only where they stand whole."""

    word: Callable[[str], bool]
    """Whether a folded word is asked for by itself."""
    telling: Callable[[str], bool]
    """Whether it tells what is looked for, unlike 'how' and 'the'."""
    phrases: tuple[tuple[str, ...], ...] = ()

    def places(self, forms: Sequence[str]) -> list[int]:
        """Which of the folded words in a row are hits."""
        found = {at for at, form in enumerate(forms) if self.word(form)}
        for phrase in self.phrases:
            length = len(phrase)
            for at, form in enumerate(forms):
                if form == phrase[0] and tuple(forms[at : at + length]) == phrase:
                    found.update(range(at, at + length))
        return sorted(found)

    def hits(self, text: str) -> list[Word]:
        """The words of a text that are hits."""
        row = list(words(text))
        return [row[at] for at in self.places([word.form for word in row])]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the hits of a text stand."""
        return [(word.start, word.end) for word in self.hits(text)]


def _never(_form: str) -> bool:
    return False


NOTHING = Marker(_never, _never)
"""Marks nothing."""


def make_snippet(text: str, marker: Marker, length: int = LENGTH) -> Snippet:
    """The best passage of at most about length characters, cut at words, and what was found in it."""
    found = marker.hits(text)
    if not found:
        return _passage(text, 0, [], length)
    start, inside = _densest(found, marker, length)
    begins = [0, *(m.end() for m in _SENTENCE_END.finditer(text, max(0, start - _FAR_BACK), start + 1))]
    begin = begins[-1]
    if inside[-1].end - begin > length:
        # The sentence is long: begin a little before the first hit, at a word.
        begin = max(begin, text.rfind(" ", 0, max(start - length // 4, 1)) + 1)
    if inside[0].end - begin > length:
        begin = start  # No space for long: the hit comes first.
    return _passage(text, begin, found, length, min(inside[0].end, begin + length))


def _densest(found: list[Word], marker: Marker, length: int) -> tuple[int, list[Word]]:
    """The stretch that holds most of what tells, the first such."""
    best: list[Word] = []
    score = 0
    wanted = {part for phrase in marker.phrases for part in phrase}
    worth = {form: 10 if form in wanted else 4 if marker.telling(form) else 1 for form in {w.form for w in found}}
    most = sum(worth.values())
    for i, word in enumerate(found):
        inside = [w for w in found[i : i + 30] if w.end - word.start <= length]
        different = sum(worth[form] for form in {w.form for w in inside})
        if different > score:
            best, score = inside, different
            if score == most:
                break
    best = best or found[:1]  # A word that is longer than the passage.
    return best[0].start, best


def _passage(text: str, begin: int, found: list[Word], length: int, at_least: int = 0) -> Snippet:
    end = min(max(begin + length, at_least), len(text))
    if end < len(text):
        cut = text.rfind(" ", begin, end)
        end = cut if cut > begin + length // 2 and cut >= at_least else end
    lead = "" if begin == 0 or text[begin - 1 : begin] == "\n" or _SENTENCE_END.match(text, begin - 1) else "… "
    tail = " …" if end < len(text) and text[end - 1] not in ".!?" else ""
    body = text[begin:end]
    marks = [
        (w.start - begin + len(lead), w.end - begin + len(lead)) for w in found if begin <= w.start and w.end <= end
    ]
    return Snippet(lead + body.replace("\n", " ") + tail, tuple(marks))
