"""A page as HTML: headings, texts, lists of subsections, of related sections and of backlinks."""

from collections.abc import Iterable

from kzref.pack.addresses import SCHEME
from kzref.pack.kinds import DOCUMENT, PART
from kzref.pack.sections import Page, Section, SectionText, span_of_years
from kzref.render.html.escape import escape
from kzref.render.pages.labels import PageLabels

EYEBROW_RANK = 6
"""The line above the title of a page is a heading of this rank, so that no page break separates the two."""


def page_html(page: Page, labels: PageLabels, margin: bool = True) -> str:
    """Return the HTML of a whole page. margin: with the lists of related sections at the end."""
    parts = [heading_html(page.root, labels, rank=1)]
    base = page.root.depth
    for section_text in page.section_texts:
        section = section_text.section
        if section.position != page.root.position:
            parts.append(heading_html(section, labels, rank=1 + section.depth - base))
        parts.append(section_text.html)
    if page.below:
        parts.append(_entries(page.below, labels))
    if margin and page.see:
        parts.append(_related(labels.see_also, page.see, labels))
    if margin and page.referring:
        parts.append(_related(labels.backlinks, page.referring, labels))
    return "\n".join(parts)


def heading_html(section: Section, labels: PageLabels, rank: int) -> str:
    """Return a heading with its anchor. A page title has the kind and the titles in other languages around it."""
    rank = min(rank, EYEBROW_RANK - 1)
    # Space below, unless the titles in other languages follow, which belong to the title.
    alone = ' class="alone"' if rank == 1 and not section.titles else ""
    heading = f'<h{rank}{alone}><a name="{section.address}">{escape(section.title)}</a></h{rank}>'
    if rank > 1:
        return heading
    if section.kind not in (PART, DOCUMENT):
        years = span_of_years(section.years)
        label = escape(labels.kind(section.kind).upper()) + (f" &#183; {years}" if years else "")
        heading = f"<h{EYEBROW_RANK}>{label}</h{EYEBROW_RANK}>{heading}"
    if section.titles:
        heading += f'<p class="titles">{" &#183; ".join(escape(title) for title in section.titles)}</p>'
    return heading


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
        f'<p class="related">{_link(s)} <span class="dim">{escape(labels.kind(s.kind).lower())}</span></p>'
        for s in sections
    )
    return f'<p class="related-title">{escape(title)}</p>{rows}'


def standalone_html(section_texts: Iterable[SectionText], labels: PageLabels) -> str:
    """Return sections as a complete HTML document, for 'kzref show --format html'."""
    section_texts = list(section_texts)
    base = section_texts[0].section.depth if section_texts else 0
    parts = [heading_html(b.section, labels, 1 + b.section.depth - base) + "\n" + b.html for b in section_texts]
    title = escape(section_texts[0].section.title) if section_texts else ""
    language = escape(section_texts[0].section.language or "en") if section_texts else "en"
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n'
        f'<head><meta charset="utf-8"><title>{title}</title></head>\n<body>\n' + "\n".join(parts) + "\n</body>\n</html>"
    )
