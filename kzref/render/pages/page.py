"""A page as HTML: heading, text, what is below, see also, and where it is referred to from."""

from collections.abc import Iterable

from kzref.pack.addresses import SCHEME
from kzref.pack.kinds import DOCUMENT, PART
from kzref.pack.sections import Page, Section, SectionText, span_of_years
from kzref.render.html.escape import escape
from kzref.render.pages.labels import PageLabels

EYEBROW_RANK = 6
"""The line above a page's title stands as a heading of this rank, so that no page break parts the two."""


def page_html(page: Page, wording: PageLabels, margin: bool = True) -> str:
    """The HTML of a whole page. margin: with the lists of related sections at the end."""
    parts = [heading_html(page.root, wording, rank=1)]
    base = page.root.depth
    for body in page.section_texts:
        if body.section.position != page.root.position:
            parts.append(heading_html(body.section, wording, rank=1 + body.section.depth - base))
        parts.append(body.html)
    if page.children:
        parts.append(_entries(page.children, wording))
    if margin and page.see:
        parts.append(_related(wording.see_also, page.see, wording))
    if margin and page.backlinks:
        parts.append(_related(wording.referring, page.backlinks, wording))
    return "\n".join(parts)


def heading_html(section: Section, wording: PageLabels, rank: int) -> str:
    """A heading with its anchor; the head of a page also tells its kind and its names in other languages."""
    rank = min(rank, EYEBROW_RANK - 1)
    # What follows keeps its distance, unless it is the names in other languages, which belong to the title.
    alone = ' class="alone"' if rank == 1 and not section.titles else ""
    heading = f'<h{rank}{alone}><a name="{section.address}">{escape(section.title)}</a></h{rank}>'
    if rank > 1:
        return heading
    if section.kind not in (PART, DOCUMENT):
        years = span_of_years(section.years)
        label = escape(wording.kind(section.kind).upper()) + (f" &#183; {years}" if years else "")
        heading = f"<h{EYEBROW_RANK}>{label}</h{EYEBROW_RANK}>{heading}"
    if section.titles:
        heading += f'<p class="titles">{" &#183; ".join(escape(title) for title in section.titles)}</p>'
    return heading


def _link(section: Section) -> str:
    return f'<a href="{SCHEME}{section.address}">{escape(section.short_title)}</a>'


def _entries(sections: Iterable[Section], wording: PageLabels) -> str:
    """The contents of a part: each entry with how it begins."""
    rows = []
    for section in sections:
        begins = escape(section.summary or wording.kind(section.kind))
        rows.append(f'<p class="entry">{_link(section)}<br><span class="dim">{begins}</span></p>')
    return "\n".join(rows)


def _related(title: str, sections: Iterable[Section], wording: PageLabels) -> str:
    rows = "".join(
        f'<p class="related">{_link(s)} <span class="dim">{escape(wording.kind(s.kind).lower())}</span></p>'
        for s in sections
    )
    return f'<p class="related-title">{escape(title)}</p>{rows}'


def standalone_html(section_texts: Iterable[SectionText], wording: PageLabels) -> str:
    """Sections as one HTML document of their own, for 'kzref show --format html'."""
    section_texts = list(section_texts)
    base = section_texts[0].section.depth if section_texts else 0
    parts = [heading_html(b.section, wording, 1 + b.section.depth - base) + "\n" + b.html for b in section_texts]
    title = escape(section_texts[0].section.title) if section_texts else ""
    language = escape(section_texts[0].section.language or "en") if section_texts else "en"
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n'
        f'<head><meta charset="utf-8"><title>{title}</title></head>\n<body>\n' + "\n".join(parts) + "\n</body>\n</html>"
    )
