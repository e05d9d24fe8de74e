"""Series of a pack: numbers with the places of the source that state them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kzref.pack.pinpoints import Pinpoint
from kzref.statistics.series import Series


@dataclass(frozen=True)
class PackSeries(Series):
    """A series as a pack describes it: a CSV of values, and a TOML of metadata next to it."""

    pinpoints: tuple[Pinpoint, ...] = ()
    """Where the source gives the values."""
    total_pinpoints: tuple[Pinpoint, ...] = ()
    """Where the source gives the stated total."""
    note: str = ""
    """Address of the editorial note that explains a total that differs from the sum."""
    path: str = ""
    """The CSV, relative to the pack; empty in a compiled library."""
    metadata_path: str = ""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """The lines of some fields in the TOML, for problems found later."""
