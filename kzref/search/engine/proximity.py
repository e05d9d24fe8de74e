"""Verify phrases and proximity in the text of a section.

A token text is the normalized words of a section with a space around each. A break, "\\0", is between title, names and
body; nothing is near across it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from kzref.search.text.tokenizer import MAX_TERM_LENGTH

Tokens = Sequence[str]
TokenSpan = tuple[int, int]
"""The indices of the first and of the last token."""
Finder = Callable[[Tokens], list[TokenSpan]]
"""Finds all occurrences of something among tokens."""
BREAK = "\0"


class Verifier(Protocol):
    """Decides by the token text of a section whether it matches; hashable, so that its decisions can be cached."""

    @property
    def substring(self) -> str:
        """A text that every token text that passes contains, so that SQLite can discard others; empty if none is
        known."""

    def passes(self, token_text: str) -> bool:
        """Whether the section matches."""


@dataclass(frozen=True, slots=True)
class PhraseVerifier:
    """Passes where the words of a phrase, with a space around each, follow each other."""

    substring: str

    def passes(self, token_text: str) -> bool:
        """Whether the phrase occurs."""
        return self.substring in token_text


@dataclass(frozen=True, slots=True)
class TitleVerifier:
    """Passes where the title alone passes another verifier."""

    verifier: Verifier

    @property
    def substring(self) -> str:
        """That of the other verifier."""
        return self.verifier.substring

    def passes(self, token_text: str) -> bool:
        """Whether the title passes."""
        return self.verifier.passes(token_text[: token_text.index(BREAK)])


@dataclass(frozen=True, slots=True)
class NearVerifier:
    """Passes where all parts occur with at most `distance` words from the first to the last of them, in any order.

    anchors: where all parts are single words, the forms of a rare one. Only the tokens around each of its occurrences
    are then looked at: a long text need not be split, which takes four times as long.
    others: where there are two such words, the forms of the other one. Whether one of them is among the tokens around
    decides alone, in four fifths of the time.
    """

    parts: tuple[Finder, ...]
    distance: int
    anchors: tuple[str, ...] = ()
    others: frozenset[str] = frozenset()
    substring: str = ""

    def passes(self, token_text: str) -> bool:
        """Whether the parts occur near each other in a field."""
        reach = self.distance + len(self.parts) - 2
        if self.others:
            return any(
                not self.others.isdisjoint(before) or not self.others.isdisjoint(after)
                for before, _, after in _windows(token_text, self.anchors, reach)
            )
        if self.anchors:
            fields = ([*before, form, *after] for before, form, after in _windows(token_text, self.anchors, reach))
        else:
            fields = (field.split() for field in token_text.split(BREAK))
        return any(_has_all_within(self.parts, reach, tokens) for tokens in fields)


def _windows(token_text: str, anchors: Sequence[str], reach: int) -> Iterator[tuple[list[str], str, list[str]]]:
    """Yield the tokens before each occurrence of an anchor, it, and those after; up to reach within its field."""
    characters = reach * (MAX_TERM_LENGTH + 1)
    for form in anchors:
        key = f" {form} "
        at = token_text.find(key)
        while at >= 0:
            end = at + len(key) - 1
            before = token_text[max(at - characters, 0) : at + 1].rpartition(BREAK)[2].split()[-reach:]
            after = token_text[end : end + characters].partition(BREAK)[0].split()[:reach]
            yield before, form, after
            at = token_text.find(key, end)


def _has_all_within(parts: Sequence[Finder], reach: int, tokens: Tokens) -> bool:
    """Whether all parts occur so that the last starts at most reach tokens after the end of the first."""
    occurrences: list[tuple[int, int, int]] = []
    for part, find in enumerate(parts):
        spans = find(tokens)
        if not spans:
            return False
        occurrences += [(start, end, part) for start, end in spans]
    occurrences.sort()
    return len(parts) == 1 or any(
        _completes(occurrences[at + 1 :], end, end + reach, {part}, len(parts))
        for at, (_, end, part) in enumerate(occurrences)
    )


def _completes(following: Sequence[tuple[int, int, int]], end: int, limit: int, met: set[int], wanted: int) -> bool:
    """Whether the parts that are not met yet start at or before limit, each after the end of the one before."""
    for start, stop, part in following:
        if start > limit:
            return False
        if part not in met and start > end:
            met.add(part)
            end = stop
            if len(met) == wanted:
                return True
    return False


def phrase_spans(phrase: tuple[str, ...], tokens: Tokens) -> list[TokenSpan]:
    """Return where the words of a phrase follow each other."""
    length = len(phrase)
    return [
        (at, at + length - 1)
        for at, form in enumerate(tokens)
        if form == phrase[0] and tuple(tokens[at : at + length]) == phrase
    ]
