"""The fixed words of a page, which the window gives in the reader's language."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from kzref.pack.kinds import Kind


class PageLabels(NamedTuple):
    """The fixed words of a page."""

    see_also: str = "See also"
    backlinks: str = "Referred to from"
    kinds: Mapping[str, str] = MappingProxyType({})

    def kind(self, kind: Kind) -> str:
        """Return the label of a kind of section. A kind defined by a pack is called by its name."""
        return self.kinds.get(kind, kind.replace("-", " ").capitalize())
