"""Documents: what a pack consists of, one for each Markdown file and each list of works or terms, cut into sections."""

from dataclasses import dataclass

from kzref.pack.addresses import Address
from kzref.pack.kinds import Kind
from kzref.pack.markdown.front_matter import FrontMatter
from kzref.pack.pinpoints import Pinpoint


@dataclass(frozen=True, slots=True)
class SourceSection:
    """A heading with the Markdown below it, and its address."""

    address: Address
    title: str
    depth: int
    """0 for the document itself, 1 for its first level of headings."""
    parent: Address | None
    line: int
    """Of the heading in the file, from 1."""
    text: str
    text_line: int
    kind: Kind
    pinpoints: tuple[Pinpoint, ...] = ()
    terms: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    see: tuple[Address, ...] = ()
    titles: tuple[str, ...] = ()
    """The title in other languages."""


@dataclass(frozen=True, slots=True)
class Document:
    """The sections of a Markdown file, a folder without a page of its own, or a list of works or terms."""

    path: str
    """Relative to the pack."""
    language: str
    sections: tuple[SourceSection, ...]
    front: FrontMatter
    formerly: tuple[Address, ...] = ()
    """Former addresses of the document and of its sections."""

    @property
    def root(self) -> SourceSection:
        """The section that is the document itself."""
        return self.sections[0]
