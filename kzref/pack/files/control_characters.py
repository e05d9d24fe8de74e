"""Make control characters visible in text that is printed.

A terminal obeys them: they rename its window, fill the clipboard or hide what follows. Characters that change the
direction of writing show another order than is written.
"""

import json
import re

_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
_IN_TEXT = re.compile(f"[{_CONTROLS}]")
_IN_LINE = re.compile(f"[{_CONTROLS}\t\n\u2028\u2029]")
_IN_JSON = re.compile(f"[{_CONTROLS}\u2028\u2029]")
_PICTURES = 0x2400
"""Code point of the first of the pictures that Unicode has for the 32 control characters of ASCII, in their order."""
_DELETE, _PICTURE_OF_DELETE, _NEW_LINE, _REPLACEMENT = "\x7f", "\u2421", "\u2424", "\ufffd"


def visible_text(text: str) -> str:
    """Return a text of several lines with each control character but tab and line feed replaced by a visible one."""
    return _IN_TEXT.sub(_picture, text)


def visible_line(text: str) -> str:
    """Return a text as one line of the same length: tabs and line breaks are replaced as well."""
    return _IN_LINE.sub(_picture, text)


def visible_json(data: object, indent: int) -> str:
    """Return data as JSON with all control characters but line feeds escaped."""
    written = json.dumps(data, ensure_ascii=False, indent=indent)
    return _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _picture(found: "re.Match[str]") -> str:
    letter = found[0]
    if letter < " ":
        return chr(_PICTURES + ord(letter))
    if letter == _DELETE:
        return _PICTURE_OF_DELETE
    return _NEW_LINE if letter in "\u2028\u2029" else _REPLACEMENT
