"""The start page: title and description, links to begin with, and the contents."""

from collections.abc import Iterable

from kzref.pack.addresses import SCHEME
from kzref.pack.sections import Section
from kzref.render.html.escape import escape


def home_html(
    title: str, about: str, links: Iterable[tuple[str, str, str]], parts: Iterable[Section], contents: str
) -> str:
    """Return the HTML of the start page.

    links: target, text and description of each; contents: the heading of the list of parts.
    """
    lines = [f'<article id="home"><h1>{escape(title)}</h1>']
    if about:
        lines.append(f'<p class="lede">{escape(about)}</p>')
    for target, name, description in links:
        dim = f'<br><span class="dim">{escape(description)}</span>' if description else ""
        lines.append(f'<p class="door"><a href="{escape(target)}"><b>{escape(name)}</b></a>{dim}</p>')
    rows = []
    for part in parts:
        link = f'<a href="{SCHEME}{part.address}">{escape(part.short_title)}</a>'
        dim = f' <span class="dim">{escape(part.summary)}</span>' if part.summary else ""
        rows.append(f'<p class="related">{link}{dim}</p>')
    if rows:
        lines += [f'<p class="related-title">{escape(contents)}</p>', *rows]
    return "\n".join(lines) + "</article>"
