"""Clean HTML: keep the tags, links and pictures of the semantic form, and remove everything else.

The semantic form is valid HTML5: callouts are `aside`, quotations `blockquote class="quote"`, pictures on a line of
their own `figure`, footnotes `section class="notes"`, tables of Markdown `table class="data"`. An `id` is the address
of a section followed by `--` and the name of a note.
"""

import re
from collections.abc import Collection
from html import unescape

import nh3

from kzref.pack.addresses import SCHEME, is_external
from kzref.pack.files.text_safety import without_controls
from kzref.render.html.flattening import flatten

_TAGS = {
    "a", "aside", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em", "figcaption",
    "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input", "li", "ol", "p", "pre", "s", "section",
    "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_CELL = {"align", "colspan", "rowspan", "style"}
_TABLE = {"align", "cellpadding", "cellspacing", "width"}
"""Attributes that HTML5 no longer knows. They are kept as `data-` attributes for the page view."""
_ATTRIBUTES = {
    "*": {"class"},
    "a": {"href", "title"},
    "img": {"src", "alt"},
    "input": {"type", "checked"},
    "table": _TABLE | {f"data-{name}" for name in _TABLE},
    "td": _CELL, "th": _CELL, "ol": {"start", "type"}, "li": {"id", "value"}, "sup": {"id"}, "p": {"align", "style"},
}  # fmt: skip
_SCHEMES = {"http", "https", "mailto", "kzref", "chart", "pack"}
_BOXES = re.compile(r"<(/?)(?:details|article|header|footer|center)(?=[\s/>])", re.I)
_SUMMARY = re.compile(r"<(/?)summary(?=[\s/>])", re.I)
_BLANKS = re.compile(r"[ \t]{1000,}")
"""Qt breaks no line within a run of blanks, and measures the whole run again for each of them."""
_REWRITTEN = re.compile(r'<(/?)(img|input|table|h[1-6]|(?:td|th|p)(?= ))((?: [\w-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')
_ALIGNMENTS = {"left", "right", "center", "justify"}
_STYLE = re.compile(r"\s*text-align:\s*(left|right|center|justify)\s*;?\s*", re.I)
_VALUES = {
    "start": re.compile(r"-?[0-9]{1,9}"),
    "value": re.compile(r"[0-9]{1,9}"),
    "colspan": re.compile(r"\s*[0-9]{1,9}\s*"),
    "rowspan": re.compile(r"\s*[0-9]{1,9}\s*"),
    "type": re.compile(r"[1aAiI]|checkbox"),
}
"""What the values of some attributes look like."""


def clean(html: str, pictures: Collection[str], section: str = "", rank: int = 1) -> str:
    """Return HTML with nothing but allowed tags, links and the given pictures.

    pictures: the `src` values that may be shown; section: the address that ids start with; rank: the highest rank
    that headings may have.
    """
    # If the cleaner only dropped these tags, words of adjacent blocks would run together.
    html = _SUMMARY.sub(r"<\1p", _BOXES.sub(r"<\1div", html))
    attributes = _AttributeFilter(section)
    cleaned = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None, attribute_filter=attributes.value
    )
    shortened = _BLANKS.sub(lambda run: run[0][:1000], without_controls(cleaned))
    return flatten(_REWRITTEN.sub(_TagRewriter(pictures, rank).tag, shortened))


class _AttributeFilter:
    """Decides on the value of each attribute that may occur."""

    def __init__(self, section: str) -> None:
        self._prefix = f"{section}--"
        self._ids: set[str] = set()

    def value(self, tag: str, name: str, value: str) -> str | None:
        """Return the value of an attribute, or None if it is not allowed. Raw HTML may try to name any file."""
        if name == "src":
            return value if value.startswith(("pack:", "chart:")) else None
        if name == "href":
            return value if value.startswith(("#", SCHEME)) or is_external(value) else None
        if name == "id":
            return self._unique(value)
        if name == "style":
            aligned = _STYLE.fullmatch(value)
            return f"text-align: {aligned[1].lower()}" if aligned else None
        if name in _VALUES:
            fits = _VALUES[name].fullmatch(value) and (name != "type" or (value == "checkbox") == (tag == "input"))
            return value.strip() if fits else None
        return value

    def _unique(self, value: str) -> str | None:
        if value in self._ids or len(self._prefix) < 3 or not value.startswith(self._prefix):
            return None
        self._ids.add(value)
        return value


class _TagRewriter:
    """Rewrites tags of cleaned HTML that need more than a choice of attributes."""

    def __init__(self, pictures: Collection[str], rank: int) -> None:
        self._pictures, self._rank = pictures, rank

    def tag(self, found: re.Match[str]) -> str:
        """Return the tag as it is stored, or what replaces it."""
        closing, name, written = found[1], found[2], found[3]
        if name[0] == "h":
            return f"<{closing}h{max(self._rank, int(name[1]))}{written}>"
        if closing:
            return found[0]
        attributes = dict(_ATTRIBUTE.findall(written))
        if name == "img":
            return self._picture(found[0], attributes)
        if name == "input":
            return _checkbox(attributes)
        if name == "table":
            return _written(name, {f"data-{key}" if key in _TABLE else key: each for key, each in attributes.items()})
        alignment = attributes.pop("align", "").lower()
        if alignment in _ALIGNMENTS:
            attributes.setdefault("style", f"text-align: {alignment}")
        return _written(name, attributes)

    def _picture(self, picture: str, attributes: dict[str, str]) -> str:
        """Return a picture that may be shown, or else its alternative text."""
        if unescape(attributes.get("src", "")) in self._pictures:
            return picture
        alternative = attributes.get("alt")
        return f"<em>{alternative.replace('<', '&lt;')}</em>" if alternative else ""


def _checkbox(attributes: dict[str, str]) -> str:
    if attributes.get("type") != "checkbox":
        return ""
    written = {"type": "checkbox", "disabled": ""}
    return _written("input", written | ({"checked": ""} if "checked" in attributes else {}))


def _written(name: str, attributes: dict[str, str]) -> str:
    return "".join([f"<{name}", *(f' {key}="{value}"' for key, value in attributes.items()), ">"])
