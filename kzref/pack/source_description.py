"""The source of a pack: the work that it retells, as [source] of pack.toml describes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kzref.messages.message import message
from kzref.pack.files.text_safety import one_line, shortened
from kzref.pack.files.toml_fields import TomlFields
from kzref.pack.pinpoints import PinpointError, PinpointScheme, parse_numbers

_LARGEST_NUMBER = 10**9


@dataclass(frozen=True, slots=True)
class Source:
    """The work that a pack retells: bibliographic data, and the places in it that can be cited."""

    data: Mapping[str, Any] = field(default_factory=dict)
    scheme: PinpointScheme = field(default_factory=lambda: PinpointScheme({}))
    citation: str = ""
    """One line for the foot of a printed page; empty if no source is named."""


def read_source(fields: TomlFields) -> Source:
    """Return the source that the fields of the table describe."""
    parts: dict[str, tuple[str, ...]] = {}
    for name, numbers in fields.table("pinpoints").items():
        try:
            parts[name] = tuple(parse_numbers(_numbers_text(name, numbers)))
        except PinpointError as error:
            problem = message("pack.pinpoints", part=shortened(name), problem=error.message)
            fields.report_field(name, problem)
    bibliography = {key: value for key, value in fields.values.items() if key not in ("pinpoints", "optional")}
    return Source(bibliography, PinpointScheme(parts, frozenset(fields.names("optional"))), fields.text("citation"))


def _numbers_text(name: str, numbers: object) -> str:
    """Return the numbers of a part of the source as they are written. Raise PinpointError for anything else."""
    if isinstance(numbers, int) and 0 < numbers < _LARGEST_NUMBER:
        return str(numbers)
    if not isinstance(numbers, str) or name != one_line(name):
        raise PinpointError(message("pack.pinpoints_line"))
    return numbers
