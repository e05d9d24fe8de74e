"""The words that a page adds to the pack's own, so that the window can give them in the reader's language."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from kzref.pack.kinds import Kind


class PageLabels(NamedTuple):
    """The words that a page adds to the pack's own."""

    see_also: str = "See also"
    referring: str = "Referred to from"
    years: str = "Years"
    pinpoints: str = "Source"
    kinds: Mapping[str, str] = MappingProxyType({})

    def kind(self, kind: Kind) -> str:
        """A kind of entry as readers call it; a pack's own kinds by their name."""
        return self.kinds.get(kind, kind.replace("-", " ").capitalize())
