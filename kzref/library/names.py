"""Text from strangers, made fit to be shown."""

import re
import unicodedata

_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
LOST = "\ufffd"
"""Stands for a character that cannot be shown."""


def as_text(text: str) -> str:
    """The text in NFC, without control characters, which could drive a terminal, and without halves of characters."""
    return unicodedata.normalize("NFC", without_controls(text))


def without_controls(text: str) -> str:
    """Return the text with each control character but tabs and line breaks replaced; nothing else is changed."""
    return _UNFIT.sub(LOST, text)


def is_text(name: str) -> bool:
    """Whether the name of a file is text: Linux takes any bytes, and Python reads them as halves of characters."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
