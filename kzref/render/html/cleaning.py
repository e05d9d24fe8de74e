"""Clean HTML: keep the allowed tags, links and pictures, and remove everything else."""

import re
from collections.abc import Collection
from functools import partial
from html import unescape

import nh3

from kzref.pack.addresses import SCHEME, is_external
from kzref.pack.files.text_safety import without_controls
from kzref.render.html.flattening import flatten

_TAGS = {
    "a", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em", "h4", "hr", "i",
    "img", "li", "ol", "p", "pre", "s", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "u", "ul",
}  # fmt: skip
_CELL = {"align", "colspan", "rowspan", "class"}
_ATTRIBUTES = {
    "*": {"class"},
    "a": {"href", "name", "title", "class"},
    "img": {"src", "alt", "class"},
    "table": {"class", "width", "cellspacing", "cellpadding", "align"},
    "td": _CELL, "th": _CELL, "ol": {"start", "class"}, "p": {"class", "align"},
}  # fmt: skip
_SCHEMES = {"http", "https", "mailto", "kzref", "chart", "pack"}
_PICTURE = re.compile(r'<img((?: [\w-]+="[^"]*")*)>')
_BOXES = re.compile(r"<(/?)(?:details|section|article|header|footer|figure|figcaption|center)(?=[\s/>])", re.I)
_BLANKS = re.compile(r"[ \t]{1000,}")
"""Qt breaks no line within a run of blanks, and measures the whole run again for each of them."""
_SUMMARY = re.compile(r"<(/?)summary(?=[\s/>])", re.I)
_RANKS = re.compile(r"<(/?)h[12356](?=[\s/>])", re.I)


def clean(html: str, pictures: Collection[str]) -> str:
    """Return HTML with nothing but allowed tags, links and the given pictures.

    pictures: the `src` values that may be shown.
    """
    # If the cleaner only dropped these tags, words of adjacent blocks would run together.
    html = _RANKS.sub(r"<\1h4", _SUMMARY.sub(r"<\1p", _BOXES.sub(r"<\1div", html)))
    cleaned = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None, attribute_filter=_allowed_value
    )
    shortened = _BLANKS.sub(lambda run: run[0][:1000], without_controls(cleaned))
    return flatten(_PICTURE.sub(partial(_picture_or_text, pictures), shortened))


def _picture_or_text(pictures: Collection[str], picture: re.Match[str]) -> str:
    """Return a picture that may be shown, or else its alternative text."""
    source = re.search(r' src="([^"]*)"', picture[1])
    if source and unescape(source[1]) in pictures:
        return picture[0]
    alternative = re.search(r' alt="([^"]+)"', picture[1])
    return f"<em>{alternative[1].replace('<', '&lt;')}</em>" if alternative else ""


def _allowed_value(tag: str, name: str, value: str) -> str | None:
    """Return the value of an attribute, or None if it is not allowed. Raw HTML may try to name any file."""
    if tag == "img" and name == "src":
        return value if value.startswith(("pack:", "chart:")) else None
    if tag == "a" and name == "href":
        return value if value.startswith(("#", SCHEME)) or is_external(value) else None
    return value
