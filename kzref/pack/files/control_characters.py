"""Control characters in text from strangers, made visible where it is printed.

A terminal obeys them: they rename its window, fill the clipboard or hide what follows. Characters that turn the
direction of writing show a reader another order than is written.
"""

import json
import re

_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
_IN_TEXT = re.compile(f"[{_CONTROLS}]")
_IN_LINE = re.compile(f"[{_CONTROLS}\t\n\u2028\u2029]")
_IN_JSON = re.compile(f"[{_CONTROLS}\u2028\u2029]")
_PICTURES = 0x2400
"""Where Unicode has pictures of the 32 control characters of ASCII, in their order."""
_DELETE, _PICTURE_OF_DELETE, _NEW_LINE, _REPLACEMENT = "\x7f", "\u2421", "\u2424", "\ufffd"


def visible_text(text: str) -> str:
    """Return a text of several lines, each control character but tab and line feed replaced by one that is seen."""
    return _IN_TEXT.sub(_picture, text)


def visible_line(text: str) -> str:
    """Return a text as one line: what would break or part it is replaced as well, each character by one."""
    return _IN_LINE.sub(_picture, text)


def visible_json(data: object, indent: int) -> str:
    """Return data as JSON that says the same and holds no control character but line feeds."""
    written = json.dumps(data, ensure_ascii=False, indent=indent)
    return _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _picture(found: "re.Match[str]") -> str:
    letter = found[0]
    if letter < " ":
        return chr(_PICTURES + ord(letter))
    if letter == _DELETE:
        return _PICTURE_OF_DELETE
    return _NEW_LINE if letter in "\u2028\u2029" else _REPLACEMENT
