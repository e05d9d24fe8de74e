"""A page as semantic HTML: headings, texts, lists of subsections, of related sections and of backlinks."""

from collections.abc import Iterable

from kzref.pack.addresses import SCHEME
from kzref.pack.kinds import DOCUMENT, PART
from kzref.pack.sections import Page, Section, SectionText, span_of_years
from kzref.render.html.escape import escape
from kzref.render.pages.labels import PageLabels

_LOWEST_RANK = 6


def page_html(page: Page, labels: PageLabels, margin: bool = True) -> str:
    """Return the HTML of a whole page. margin: with the lists of related sections at the end."""
    texts = page.section_texts
    if not texts or texts[0].section.position != page.root.position:
        texts = (SectionText(page.root, "", "", ""), *texts)
    parts = [sections_html(texts, labels)]
    if page.children:
        parts.append(_entries(page.children, labels))
    if margin and page.see:
        parts.append(_related(labels.see_also, page.see, labels))
    if margin and page.backlinks:
        parts.append(_related(labels.backlinks, page.backlinks, labels))
    return "\n".join(parts)


def standalone_html(section_texts: Iterable[SectionText], labels: PageLabels) -> str:
    """Return sections as a complete HTML document, for 'kzref show --format html'."""
    from kzref.render.html.links import localize_links  # The first page of the window does not need it.

    texts = tuple(section_texts)
    root = texts[0].section if texts else None
    body = localize_links(sections_html(texts, labels), {text.section.address for text in texts})
    title, language = (escape(root.title), escape(root.language or "en")) if root else ("", "en")
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n'
        f'<head><meta charset="utf-8"><title>{title}</title></head>\n<body>\n{body}\n</body>\n</html>'
    )


def sections_html(texts: Iterable[SectionText], labels: PageLabels) -> str:
    """Return an article of sections, each within the one above it. The first one is the root."""
    parts: list[str] = []
    open_ranks: list[int] = []
    base = -1
    for section, html, _, _ in texts:
        base = section.depth if base < 0 else base
        rank = max(1 + section.depth - base, 1)
        while open_ranks and open_ranks[-1] >= rank:
            parts[-1] += _end(open_ranks.pop())
        open_ranks.append(rank)
        parts += [section_head_html(section, labels, rank), html]
    return "\n".join(parts) + "".join(map(_end, reversed(open_ranks)))


def section_head_html(section: Section, labels: PageLabels, rank: int) -> str:
    """Return the start tag of a section, an article if its rank is 1, and its heading.

    That of an article has the kind and the titles in other languages around it.
    """
    start = f'<{_element(rank)} id="{section.address}">'
    heading = f"<h{min(rank, _LOWEST_RANK)}>{escape(section.title)}</h{min(rank, _LOWEST_RANK)}>"
    if rank > 1:
        return start + heading
    above = below = ""
    if section.kind not in (PART, DOCUMENT):
        years = span_of_years(section.years)
        label = escape(labels.kind(section.kind).upper()) + (f" &#183; {years}" if years else "")
        above = f'<p class="eyebrow">{label}</p>'
    if section.titles:
        below = f'<p class="titles">{" &#183; ".join(escape(title) for title in section.titles)}</p>'
    return f"{start}<hgroup>{above}{heading}{below}</hgroup>" if above or below else start + heading


def _element(rank: int) -> str:
    return "article" if rank == 1 else "section"


def _end(rank: int) -> str:
    return f"</{_element(rank)}>"


def _link(section: Section) -> str:
    return f'<a href="{SCHEME}{section.address}">{escape(section.short_title)}</a>'


def _entries(sections: Iterable[Section], labels: PageLabels) -> str:
    """Return the list of sections that a page does not show, each with its beginning."""
    rows = []
    for section in sections:
        begins = escape(section.summary or labels.kind(section.kind))
        rows.append(f'<p class="entry">{_link(section)}<br><span class="dim">{begins}</span></p>')
    return "\n".join(rows)


def _related(title: str, sections: Iterable[Section], labels: PageLabels) -> str:
    rows = "".join(
        f'<p class="related">{_link(section)} <span class="dim">{escape(labels.kind(section.kind).lower())}</span></p>'
        for section in sections
    )
    return f'<p class="related-title">{escape(title)}</p>{rows}'
