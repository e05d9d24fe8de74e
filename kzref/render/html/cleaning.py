"""HTML cleaned of everything a stranger could plant in it, to what a page may hold."""

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
"""Qt breaks no line within blanks, and measures all of them for each."""
_SUMMARY = re.compile(r"<(/?)summary(?=[\s/>])", re.I)
_RANKS = re.compile(r"<(/?)h[12356](?=[\s/>])", re.I)


def clean(html: str, pictures: Collection[str]) -> str:
    """HTML with only what a page may hold: the tags of text, links that are asked about, and pictures of the pack.

    pictures: the sources of those that may be shown.
    """
    # Where the cleaner drops a tag alone, words of two blocks would become one.
    html = _RANKS.sub(r"<\1h4", _SUMMARY.sub(r"<\1p", _BOXES.sub(r"<\1div", html)))
    cleaned = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None, attribute_filter=_allowed
    )
    shortened = _BLANKS.sub(lambda run: run[0][:1000], without_controls(cleaned))
    return flatten(_PICTURE.sub(partial(_shown, pictures), shortened))


def _shown(pictures: Collection[str], picture: re.Match[str]) -> str:
    """A picture; its description where it was not one of the pack."""
    source = re.search(r' src="([^"]*)"', picture[1])
    if source and unescape(source[1]) in pictures:
        return picture[0]
    said = re.search(r' alt="([^"]+)"', picture[1])
    return f"<em>{said[1].replace('<', '&lt;')}</em>" if said else ""


def _allowed(tag: str, name: str, value: str) -> str | None:
    """Raw HTML in a passage may name pictures and files too: a picture is of the pack or it is none."""
    if tag == "img" and name == "src":
        return value if value.startswith(("pack:", "chart:")) else None
    if tag == "a" and name == "href":
        return value if value.startswith(("#", SCHEME)) or is_external(value) else None
    return value
