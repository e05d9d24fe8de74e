"""What the rendering of one document depends on in the rest of its pack."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kzref.library.staleness import checksum
from kzref.pack.addresses import Address
from kzref.pack.documents import Document
from kzref.pack.kinds import Kind
from kzref.pack.markdown.references import find_references
from kzref.pack.pack import Pack
from kzref.pack.pinpoints import Pinpoint, PinpointError

_ENTITY_KINDS = (Kind("act"), Kind("person"))
_ARTICLE, _WORK = Kind("article"), Kind("work")
_REFERENCES = "References"
"""The part of the source that lists the works it cites."""


@dataclass(frozen=True, slots=True)
class RenderContext:
    """What rendering a document takes from the rest of its pack."""

    pack: Pack
    file_addresses: Mapping[str, Address]
    """The address of each file, by its path."""
    pinpoint_targets: Mapping[Pinpoint, Address]
    """The section that each pinpoint is shown at."""
    named_entities: Mapping[Address, str]
    """Acts and persons: kind and titles, with a colon between."""
    has_bigrams: bool = True
    """Whether the index has bigrams, which small libraries do without."""

    def checksum(self) -> str:
        """Return a checksum: while it stays the same, a changed file changes no other document."""
        targets = sorted((str(pinpoint), address) for pinpoint, address in self.pinpoint_targets.items())
        return checksum(repr((sorted(self.file_addresses.items()), targets, sorted(self.named_entities.items()))))


def full_context(
    pack: Pack, file_addresses: Mapping[str, Address], documents: list[Document], has_bigrams: bool = True
) -> RenderContext:
    """Return the context of a declared pack, all documents of which are known."""
    return RenderContext(
        pack, file_addresses, pinpoint_targets(pack, documents), named_entities(documents), has_bigrams
    )


def pinpoint_targets(pack: Pack, documents: Iterable[Document]) -> dict[Pinpoint, Address]:
    """Return the section that each pinpoint is shown at: of the article, or of the work for the list of references."""
    scheme = pack.source.scheme
    targets: dict[Pinpoint, Address] = {}
    for section in (section for document in documents for section in document.sections):
        if section.kind == _WORK:
            targets |= {pinpoint: section.address for pinpoint in section.pinpoints if pinpoint.part == _REFERENCES}
        if section.kind != _ARTICLE:
            continue
        for reference in find_references(section.text, 1, scheme).pinpoints:
            try:
                pinpoints = scheme.parse(reference.target)
            except PinpointError:
                continue
            for pinpoint in pinpoints:
                targets.setdefault(pinpoint, section.address)
    return targets


def named_entities(documents: Iterable[Document]) -> dict[Address, str]:
    """Return the acts and persons by present and former addresses: kind and titles, with a colon between."""
    entities: dict[Address, str] = {}
    former: dict[Address, str] = {}
    for document in documents:
        root = document.root
        if root.kind in _ENTITY_KINDS:
            entities[root.address] = f"{root.kind}:{' '.join((root.title, *root.titles))}"
            former |= dict.fromkeys(document.formerly, entities[root.address])
    return former | entities
