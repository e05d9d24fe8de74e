"""The words that a page adds to the pack's own, so that the window can give them in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kzref.library.kinds import Kind


@dataclass(frozen=True, slots=True)
class Wording:
    """The words that a page adds to the pack's own."""

    see_also: str = "See also"
    referring: str = "Referred to from"
    years: str = "Years"
    pinpoints: str = "Source"
    kinds: Mapping[str, str] = field(default_factory=dict)

    def kind(self, kind: Kind) -> str:
        """A kind of entry as readers call it; a pack's own kinds by their name."""
        return self.kinds.get(kind, kind.replace("-", " ").capitalize())
