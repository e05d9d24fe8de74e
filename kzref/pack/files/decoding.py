"""Decode the bytes of a file, whatever program has written it."""

import codecs
import re
from typing import NamedTuple

from kzref.messages.message import Message, message

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HIGH = re.compile(rb"[\x80-\xff]+")
_CYRILLIC_LETTERS = re.compile(rb"[\xc0-\xff]")
_SHORTEST_WORD = 3
"""Bytes above ASCII that follow each other in Cyrillic; in Latin script such a letter mostly stands alone."""
_LETTER_SHARE = 0.8
"""Share of the bytes above ASCII that are letters in Cyrillic text."""


class Decoded(NamedTuple):
    """A file as text."""

    text: str
    problem: Message | None = None
    """How the file was read where it is not UTF-8, to go after its name."""
    line: int = 1
    """The first line, from 1, on which the problem shows."""


def decode(data: bytes) -> Decoded:
    """Return the text of a file: UTF-8, UTF-16 with a byte order mark, or the likeliest 8-bit encoding."""
    if data.startswith(_UTF16):
        return Decoded(data.decode("utf-16", "replace"), message("encoding.utf16"))
    try:
        return Decoded(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    text = data.decode("utf-8-sig", "replace")
    replaced = text.count("\ufffd")
    if replaced <= sum(not c.isascii() for c in text) - replaced:
        return Decoded(text, message("encoding.mixed"), line)
    if _is_cyrillic(data):
        return Decoded(data.decode("cp1251", "replace"), message("encoding.cyrillic"), line)
    return Decoded(data.decode("cp1252", "replace"), message("encoding.western"), line)


def _is_cyrillic(data: bytes) -> bool:
    """Return whether the bytes above ASCII are mostly letters that make words of their own."""
    runs = _HIGH.findall(data)
    letters = sum(len(_CYRILLIC_LETTERS.findall(run)) for run in runs)
    high = sum(map(len, runs))
    in_words = sum(len(run) for run in runs if len(run) >= _SHORTEST_WORD)
    return in_words * 2 > high and letters > high * _LETTER_SHARE
