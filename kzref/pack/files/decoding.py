"""The bytes of a file as text, whatever program has written it."""

import codecs
import re
from typing import NamedTuple

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HIGH = re.compile(rb"[\x80-\xff]+")
_CYRILLIC_LETTERS = re.compile(rb"[\xc0-\xff]")
_SHORTEST_WORD = 3
"""Bytes above ASCII that follow each other in Cyrillic; in Latin script such a letter mostly stands alone."""
_LETTER_SHARE = 0.8
"""Of the bytes above ASCII in Cyrillic text so many are its letters."""
_ADVICE = "save the file as UTF-8"


class Decoded(NamedTuple):
    """A file as text. fault: how it was read, where it is not UTF-8, and on which line that shows."""

    text: str
    problem: str = ""
    line: int = 1


def decode(data: bytes) -> Decoded:
    """The text of a file: UTF-8, UTF-16 that says so, or else an encoding of one byte a letter, as far as it shows."""
    if data.startswith(_UTF16):
        return Decoded(data.decode("utf-16", "replace"), f"is UTF-16 and was read as such; {_ADVICE}")
    try:
        return Decoded(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    text = data.decode("utf-8-sig", "replace")
    replaced = text.count("\ufffd")
    if replaced <= sum(not c.isascii() for c in text) - replaced:
        return Decoded(text, f"is not UTF-8 throughout; {_ADVICE}", line)
    encoding, name = ("cp1251", "Cyrillic") if _is_cyrillic(data) else ("cp1252", "Western European")
    problem = f"is not UTF-8 and was read as {name} ({encoding}); {_ADVICE}"
    return Decoded(data.decode(encoding, "replace"), problem, line)


def _is_cyrillic(data: bytes) -> bool:
    """Whether bytes above ASCII are letters that make words of their own."""
    runs = _HIGH.findall(data)
    letters = sum(len(_CYRILLIC_LETTERS.findall(run)) for run in runs)
    high = sum(map(len, runs))
    in_words = sum(len(run) for run in runs if len(run) >= _SHORTEST_WORD)
    return in_words * 2 > high and letters > high * _LETTER_SHARE
