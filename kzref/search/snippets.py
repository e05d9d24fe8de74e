"""Snippets: the sentence of a text that shows a hit best, with the words that were found."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kzref.search.query import Clause
from kzref.search.words import Word, stem, words

LENGTH = 190
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_a-zа-я]|[«“\"(])|\n")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text; marks are the spans (start, end) of the words that were found in it."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def matcher(clauses: Sequence[Clause]) -> Callable[[str], bool]:
    """Tells whether a folded word is one that a query asks for."""
    wanted = [clause for clause in clauses if not clause.negated]
    exact = {form for clause in wanted if clause.phrase for form in clause.forms}
    stemmed = {stem(form) for clause in wanted if not clause.phrase for form in clause.forms}
    beginnings = tuple(clause.forms[0] for clause in wanted if clause.prefix)

    def asked(form: str) -> bool:
        return form in exact or stem(form) in stemmed or bool(beginnings and form.startswith(beginnings))

    return asked


def spans(clauses: Sequence[Clause]) -> Callable[[str], list[tuple[int, int]]]:
    """Finds what a query asks for in any text: spans of whole words, neighbours of a phrase apart."""
    asked = matcher(clauses)

    def find(text: str) -> list[tuple[int, int]]:
        return [(word.start, word.end) for word in words(text) if asked(word.form)]

    return find


def make_snippet(text: str, asked: Callable[[str], bool], length: int = LENGTH) -> Snippet:
    """The best passage of at most about length characters, cut at words, and what was found in it."""
    found = [word for word in words(text) if asked(word.form)]
    if not found:
        return _passage(text, 0, [], length)
    start, inside = _densest(found, length)
    begins = [0, *(m.end() for m in _SENTENCE_END.finditer(text, 0, start + 1))]
    begin = begins[-1]
    if inside[-1].end - begin > length:
        # The sentence is long: begin a little before the first hit, at a word.
        begin = max(begin, text.rfind(" ", 0, max(start - length // 4, 1)) + 1)
    if inside[0].end - begin > length:
        begin = start  # No space for long: the hit comes first.
    return _passage(text, begin, found, length, min(inside[0].end, begin + length))


def _densest(found: list[Word], length: int) -> tuple[int, list[Word]]:
    """The stretch that holds most different words that were found, the first such."""
    best: list[Word] = []
    score = 0
    for i, word in enumerate(found):
        inside = [w for w in found[i : i + 30] if w.end - word.start <= length]
        different = len({w.form for w in inside})
        if different > score:
            best, score = inside, different
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
