"""Make text from files of others safe to show: no control characters, no broken Unicode."""

import re
import unicodedata

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_DIRECTION_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Embeddings, overrides and isolates, which show the letters of a name in another order than they are written in."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}")
REPLACEMENT = "\ufffd"
"""Replaces a character that cannot be shown."""
_DEEPEST = 50
"""Levels of nested data; nothing here reads what lies deeper."""


def sanitize(text: str) -> str:
    """Return the text in NFC, with control characters, which could drive a terminal, and lone surrogates replaced."""
    return unicodedata.normalize("NFC", without_controls(text))


def without_controls(text: str) -> str:
    """Return the text with each control character but tabs and line breaks replaced; nothing else is changed."""
    return _CONTROLS.sub(REPLACEMENT, text)


def one_line(text: str) -> str:
    """Return the text fit for a title or a name: sanitized, on one line, without direction controls."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(_DIRECTION_CONTROLS.sub("", sanitize(" ".join(text.split()))).split())


def shortened(text: str, longest: int = 80) -> str:
    """Return the text on one line, cut to a number of characters, to quote it in a message."""
    line = one_line(text[: 4 * longest])
    return line if len(line) <= longest and len(text) <= 4 * longest else line[:longest] + "…"


def clean_data(value: object, depth: int = 0) -> object:
    """Return data read from JSON, TOML or YAML with each text in it sanitized, the names of fields too."""
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
    """Return whether a file's name is valid UTF-8: Linux takes any bytes, which Python reads as lone surrogates."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
