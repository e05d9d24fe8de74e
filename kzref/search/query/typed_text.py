"""What is read of a typed query, and where each character of it stands in the text as it was typed."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kzref.search.query.nodes import MAX_LENGTH, Node, Span
from kzref.search.text.tokenizer import Token, iter_tokens

_GROUPED_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)")
_QUOTED = (re.compile(r'[«“„]([^«»“”„"]*)[»”“]'), re.compile(r'»([^«»"]*)«'))
_QUOTE_OPENED = re.compile(r'[«“„]([^«»“”„"]*)$')
_HEBREW_QUOTE = re.compile(r'(?<=[א-ת])"(?=[א-ת])')


@dataclass(frozen=True, slots=True)
class TypedText:
    """The text that is read of a query: its first MAX_LENGTH characters in NFC, with plain quotation marks.

    Characters that cannot be printed and spaces between the digits of a number are left out.
    """

    text: str
    starts: Sequence[int]
    """For each character of `text` the position in the typed text where it begins."""
    ends: Sequence[int]
    """The same of where it ends: several typed characters may be composed into one."""

    def span(self, start: int, end: int) -> Span:
        """Return the span in the typed text of the characters from start to end, at least one."""
        return Span(self.starts[start], self.ends[end - 1])

    def tokens(self) -> tuple[Token, ...]:
        """Return the tokens of the text, with their positions in the typed text."""
        return tuple(Token(token.term, *self.span(token.start, token.end)) for token in iter_tokens(self.text))


def read_typed(typed: str) -> TypedText:
    """Return what is read of a typed text."""
    # What cannot be printed goes first: it may stand between a letter and its accent.
    shown = [at for at, character in enumerate(typed[:MAX_LENGTH]) if _is_shown(character)]
    read = "".join(typed[at] for at in shown)
    characters = [
        (character, shown[start], shown[end - 1] + 1)
        for start, end in _composed(read)
        for character in unicodedata.normalize("NFC", read[start:end])
    ]
    text = _with_plain_quotes("".join(character for character, _, _ in characters))
    left_out = _spaces_in_numbers(text)
    kept = [at for at in range(len(text)) if at not in left_out]
    return TypedText(
        "".join(text[at] for at in kept), [characters[at][1] for at in kept], [characters[at][2] for at in kept]
    )


def printable(text: str) -> str:
    """Return a text in NFC without the characters that cannot be printed."""
    return unicodedata.normalize("NFC", "".join(filter(_is_shown, text)))


def _is_shown(character: str) -> bool:
    return character.isprintable() or character.isspace()


def _composed(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of a text that NFC composes by themselves, such as a letter with its accents."""
    is_composed, start = unicodedata.is_normalized("NFC", text), 0
    for at in range(1, len(text) + 1):
        if is_composed or at == len(text) or not _is_composed_with(text[start:at], text[at]):
            yield start, at
            start = at


def _is_composed_with(before: str, character: str) -> bool:
    if unicodedata.combining(character):
        return True
    apart = unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", character)
    return unicodedata.normalize("NFC", before + character) != apart


def _with_plain_quotes(text: str) -> str:
    """Return a text of the same length with plain quotation marks; that of a Hebrew abbreviation is none."""
    text = _HEBREW_QUOTE.sub("\u05f4", text)
    for quoted in _QUOTED:
        text = quoted.sub(r'"\1"', text)
    return _QUOTE_OPENED.sub(r'"\1', text)


def _spaces_in_numbers(text: str) -> frozenset[int]:
    """Return the positions of the non-breaking spaces that group the digits of numbers."""
    numbers = _GROUPED_NUMBER.finditer(text)
    return frozenset(at for number in numbers for at in range(*number.span()) if not text[at].isdigit())


def text_of_nodes(text: str, nodes: Sequence[Node]) -> str:
    """Return nodes as they were typed in the text of a query, without other words that stand between them."""
    pieces = [text[slice(*nodes[0].span)]]
    for before, node in pairwise(nodes):
        between = text[before.span.end : node.span.start]
        pieces += [" " if any(map(str.isalnum, between)) else between, text[slice(*node.span)]]
    return "".join(pieces)
