"""The metadata of a series: the fields of its TOML by type."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from kzref.errors import AddressError
from kzref.messages.message import Message, message
from kzref.pack.addresses import parse_address
from kzref.pack.files.text_safety import shortened
from kzref.pack.files.toml_fields import TomlFields
from kzref.pack.pinpoints import Pinpoint, PinpointError, PinpointScheme, join_pinpoints

FIELDS = {
    "title", "unit", "period", "source", "form", "pinpoints", "stated_total", "total_pinpoints", "note", "about",
}  # fmt: skip
_LONGEST_INTEGER = 60
"""Bits of an integer that is written out; the time that takes grows with the square of its digits."""


class SeriesMetadata:
    """Reads the fields of a series; problems are reported with their line."""

    def __init__(self, fields: TomlFields, scheme: PinpointScheme) -> None:
        self._fields, self._scheme = fields, scheme
        self.text = fields.text

    def check(self) -> None:
        """Report fields that are unknown or missing."""
        self._fields.check_names(FIELDS)
        for name, problem in (
            ("title", message("series.needs_title")),
            ("unit", message("series.needs_unit")),
        ):
            if name not in self._fields.values:
                self._fields.report_field(name, problem)

    def period(self) -> tuple[str, str] | None:
        """Return the first and the last year that a series of years states; None if it states none."""
        text = self._fields.text("period")
        if not text:
            return None
        period = re.fullmatch(r"([0-9]{4})[-–]([0-9]{4})", text)
        if not period:
            self._fields.report_field("period", message("series.period", text=shortened(text)))
            return None
        return period[1], period[2]

    def stated_total(self, parse: Callable[[str, str], Decimal | Message]) -> Decimal | None:
        """Return the total as the source states it; None if it states none. parse: as parse_value() does."""
        stated: Any = self._fields.values.get("stated_total")
        if stated is None:
            return None
        # An integer of thousands of digits cannot be written out.
        is_large = isinstance(stated, int) and stated.bit_length() > _LONGEST_INTEGER
        if isinstance(stated, str | int | float) and not isinstance(stated, bool) and not is_large:
            value = parse(str(stated), "")
            if isinstance(value, Decimal):
                return value
        if isinstance(stated, int):
            problem = message("series.stated_total_large")
        else:
            problem = message("series.stated_total", text=shortened(str(stated)))
        self._fields.report_field("stated_total", problem)
        return None

    def note(self) -> str:
        """Return the address of the note; empty if the series names none."""
        text = self._fields.text("note")
        try:
            return parse_address(text) if text else ""
        except AddressError:
            problem = message("field.address", text=shortened(text))
            self._fields.report_field("note", message("field.problem", field="note", problem=problem))
            return ""

    def pinpoints(self, name: str) -> tuple[Pinpoint, ...]:
        """Return the pinpoints of a field; those that the source does not have are reported."""
        text = self._fields.text(name)
        if not text:
            return ()
        try:
            found = self._scheme.parse(text)
        except PinpointError as error:
            self._fields.report_field(name, message("field.problem", field=name, problem=error.message))
            return ()
        if unknown := [p for p in found if not self._scheme.has(p)]:
            problem = message("pinpoint.not_in_source", pinpoints=join_pinpoints(unknown))
            self._fields.report_field(name, message("field.problem", field=name, problem=problem))
        return tuple(found)
