"""Links and pictures of semantic HTML, for exports and paper."""

import re
from collections.abc import Container
from html import unescape

from kzref.pack.addresses import SCHEME

_LINK = re.compile(rf'<a ([^>]*?)href="{SCHEME}([^"]*)"')
_PICTURE = re.compile(r'<img [^>]*?src="pack:([^"]*)"')


def localize_links(html: str, addresses: Container[str], keep_others: bool = True) -> str:
    """Return HTML in which links to the given addresses are links to fragments of the same page.

    keep_others: whether links to other addresses are left unchanged; otherwise they lose their target.
    """

    def localized(link: re.Match[str]) -> str:
        if link[2] in addresses:
            return f'<a {link[1]}href="#{link[2]}"'
        return link[0] if keep_others else f"<a {link[1]}"

    return _LINK.sub(localized, html)


def picture_paths(html: str) -> list[str]:
    """Return the paths of the pictures that are files of the pack, each once, in order."""
    return list(dict.fromkeys(map(unescape, _PICTURE.findall(html))))
