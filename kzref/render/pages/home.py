"""The start page: what this is, the doors to it, and its contents."""

from collections.abc import Iterable

from kzref.pack.addresses import SCHEME
from kzref.pack.sections import Section
from kzref.render.html.escape import escape


def home_html(
    title: str, about: str, doors: Iterable[tuple[str, str, str]], parts: Iterable[Section], contents: str
) -> str:
    """HTML of the start page. doors: link, name, and what is behind it; contents: the heading of the list of parts."""
    lines = [f'<h1 class="alone"><a name="home">{escape(title)}</a></h1>']
    if about:
        lines.append(f'<p class="lede">{escape(about)}</p>')
    for link, name, behind in doors:
        dim = f'<br><span class="dim">{escape(behind)}</span>' if behind else ""
        lines.append(f'<p class="door"><a href="{escape(link)}"><b>{escape(name)}</b></a>{dim}</p>')
    rows = []
    for part in parts:
        link = f'<a href="{SCHEME}{part.address}">{escape(part.short_title)}</a>'
        dim = f' <span class="dim">{escape(part.summary)}</span>' if part.summary else ""
        rows.append(f'<p class="related">{link}{dim}</p>')
    if rows:
        lines += [f'<p class="related-title">{escape(contents)}</p>', *rows]
    return "\n".join(lines)
