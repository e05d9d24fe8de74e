"""Sections and pages as a compiled library returns them."""

from typing import NamedTuple

from kzref.pack.addresses import Address
from kzref.pack.kinds import Kind

_LONGEST_TITLE = 300
"""Characters of a title on one line: in lists, at the top of the window and of a printed page."""


def shortened_title(title: str) -> str:
    """Return a title cut to fit one line."""
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rstrip()}…"


class Section(NamedTuple):
    """One addressable heading. Position counts from 0 in the order of the contents."""

    position: int
    address: Address
    parent: Address | None
    depth: int
    """0 for a document or part, 1 for its first level of headings."""
    title: str
    titles: tuple[str, ...]
    kind: Kind
    language: str
    pinpoints: str
    years: tuple[int, ...]
    summary: str
    """The beginning of its prose, at most about 160 characters."""
    last: int
    """Position of the last section below it."""
    page: Address
    """The section whose page shows it."""

    @property
    def short_title(self) -> str:
        """The title, cut to fit one line."""
        return shortened_title(self.title)

    @property
    def is_leaf(self) -> bool:
        """Whether there is no section below it."""
        return self.last == self.position


class SectionText(NamedTuple):
    """A section with its text."""

    section: Section
    html: str
    text: str
    markdown: str


class Page(NamedTuple):
    """What is shown at once: a section and all below it, or a large section alone with a list of those below."""

    root: Section
    breadcrumbs: tuple[Section, ...]
    """The sections above the root, from the top."""
    section_texts: tuple[SectionText, ...]
    children: tuple[Section, ...]
    """Sections to go on to that the page does not show."""
    see: tuple[Section, ...] = ()
    backlinks: tuple[Section, ...] = ()
    """Sections elsewhere that link here."""


def span_of_years(years: tuple[int, ...]) -> str:
    """Return years as '2015–2022' if they are consecutive, else the first few."""
    if not years:
        return ""
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}–{years[-1]}"
    return ", ".join(str(year) for year in years[:4]) + (" …" if len(years) > 4 else "")
