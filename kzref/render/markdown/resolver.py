"""Resolve what a text refers to: links, pictures, works cited and pinpoints of the source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kzref.pack.addresses import SCHEME, Address, is_external
from kzref.pack.data.works import Work
from kzref.pack.files.pictures import picture_problem
from kzref.pack.markdown.references import resolve_file, resolve_link
from kzref.pack.pack import Pack
from kzref.pack.pinpoints import Pinpoint, PinpointError

_NOTE = re.compile(r"#?(fn(?:ref\d*)?-.+)")
_SPACE = re.compile(r"[ \t\n\r\f]")


@dataclass(frozen=True, slots=True)
class SectionContext:
    """The section that is rendered, and what was found in it."""

    path: str
    """File of its document."""
    document: Address
    section: Address
    rank: int
    """The highest rank of a heading within its text."""
    pinpoints: list[Pinpoint] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    """Addresses that it links to."""
    images: list[str] = field(default_factory=list)
    """Files of the pack that it shows."""
    pictures: list[str] = field(default_factory=list)
    """Values of `src` that may be shown."""

    def note_id(self, name: str) -> str | None:
        """Return the id of a footnote or of a reference to one, unique on any page; None for any other name.

        name: as the footnotes extension makes it, with or without a '#'.
        """
        note = _NOTE.fullmatch(name)
        # "--" keeps the ids of notes apart from addresses, which never contain it.
        return f"{self.section}--{_SPACE.sub('_', note[1])}" if note else None


class ReferenceResolver:
    """Resolves the references of the sections of one pack."""

    def __init__(
        self, pack: Pack, addresses: Mapping[str, Address], pinpoint_targets: Mapping[Pinpoint, Address]
    ) -> None:
        """addresses: by path of file; pinpoint_targets: the section that covers each pinpoint."""
        self._pack, self._addresses, self._pinpoint_targets = pack, addresses, pinpoint_targets
        self.works: Mapping[str, Work] = {work.name: work for work in pack.works}
        self._work_addresses = pack.work_addresses()

    @property
    def pinpoint_pattern(self) -> re.Pattern[str] | None:
        """What a citation of the source looks like in this pack, None if it has no source."""
        return self._pack.source.scheme.citation_pattern

    def pinpoints(self, text: str) -> list[Pinpoint]:
        """Return the pinpoints of a citation of the source; none if it is not one."""
        try:
            return [each for each in self._pack.source.scheme.parse(text) if self._pack.source.scheme.has(each)]
        except PinpointError:
            return []

    def cite_source(self, text: str, context: SectionContext) -> str | None:
        """Note a citation of the source; return the `href` of the section that covers it, None in that section.

        The result is an empty string where no section covers it.
        """
        pinpoints = self.pinpoints(text)
        context.pinpoints.extend(pinpoints)
        target = self._pinpoint_targets.get(pinpoints[0]) if pinpoints else None
        if target is None:
            return ""
        if target == context.section:
            return None
        context.links.append(target)
        return f"{SCHEME}{target}"

    def cite_work(self, name: str, context: SectionContext) -> str:
        """Note a citation of a work; return its `href`."""
        address = self._work_addresses[name]
        context.links.append(address)
        return f"{SCHEME}{address}"

    def link(self, target: str, context: SectionContext) -> str | None:
        """Return the `href` of a link, None where it leads nowhere that may be opened."""
        if is_external(target):
            return target
        if target.startswith("#") and (note := context.note_id(target)):
            return f"#{note}"
        address = resolve_link(target, context.path, context.document, self._addresses)
        if address is None:
            return None
        context.links.append(address)
        return f"{SCHEME}{address}"

    def picture(self, target: str, context: SectionContext) -> str | None:
        """Return the `src` of a picture: a chart of the pack or a file inside it; None for anything else."""
        source = target
        if target.startswith("chart:"):
            if target[6:] not in self._pack.series:
                return None
        else:
            file = resolve_file(target, context.path)
            if file is None or picture_problem(self._pack.folder, file):
                return None
            context.images.append(file)
            source = f"pack:{file}"
        context.pictures.append(source)
        return source
