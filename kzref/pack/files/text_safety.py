"""Text from strangers, made fit to be shown."""

import re
import unicodedata

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_DIRECTION_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Embeddings, overrides and isolates: in a name they show letters in another order than they are written in."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}")
REPLACEMENT = "\ufffd"
"""Stands for a character that cannot be shown."""
_DEEPEST = 50
"""Levels of data within data; what lies deeper is read by nothing here."""


def sanitize(text: str) -> str:
    """Return the text in NFC, without control characters, which could drive a terminal, and halves of characters."""
    return unicodedata.normalize("NFC", without_controls(text))


def without_controls(text: str) -> str:
    """Return the text with each control character but tabs and line breaks replaced; nothing else is changed."""
    return _CONTROLS.sub(REPLACEMENT, text)


def one_line(text: str) -> str:
    """Return the text fit for a title or a name: as_text(), on one line, without marks that turn its direction."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(_DIRECTION_CONTROLS.sub("", sanitize(" ".join(text.split()))).split())


def shortened(text: str, longest: int = 80) -> str:
    """Return the text on one line, cut to a number of characters, to be quoted in a message."""
    line = one_line(text[: 4 * longest])
    return line if len(line) <= longest and len(text) <= 4 * longest else line[:longest] + "…"


def clean_data(value: object, depth: int = 0) -> object:
    """Return data read from JSON, TOML or YAML with as_text() of each text in it, the names of fields too."""
    if isinstance(value, str):
        return sanitize(value)
    if isinstance(value, dict | list) and depth == _DEEPEST:
        return None
    if isinstance(value, dict):
        return {sanitize(str(name)): clean_data(each, depth + 1) for name, each in value.items()}
    if isinstance(value, list):
        return [clean_data(each, depth + 1) for each in value]
    return value


def is_language_code(text: str) -> bool:
    """Return whether a text has the form of the code of a language, such as 'kk' or 'es-ES'."""
    return bool(_LANGUAGE.fullmatch(text))


def is_valid_utf8(name: str) -> bool:
    """Return whether a file's name is text: Linux takes any bytes, and Python reads them as halves of characters."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
