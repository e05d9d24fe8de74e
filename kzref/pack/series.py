"""Series: numbers of a pack, kept as CSV with their metadata in TOML beside it, and read nowhere else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal, InvalidOperation, localcontext
from functools import cached_property
from pathlib import Path
from typing import Any

from kzref.errors import AddressError
from kzref.pack.addresses import parse_address
from kzref.pack.files.csv_rows import CsvRow, csv_head, csv_rows
from kzref.pack.files.reading import LARGEST_TOML, read_source_text
from kzref.pack.files.text_safety import one_line, shortened
from kzref.pack.files.toml_fields import TomlFields, parse_toml
from kzref.pack.files.toml_lines import toml_lines
from kzref.pack.pinpoints import Pinpoint, PinpointScheme, join_pinpoints
from kzref.pack.problems import Problem, ReportProblem

FIELDS = {
    "title", "unit", "period", "source", "form", "pinpoints", "stated_total", "total_pinpoints", "note", "about",
}  # fmt: skip
EXACT = Context(prec=80)
"""Sums and shares of as many figures as a series may have, each within the limits below, are exact in it."""
_LARGEST, _DECIMALS, _LONGEST = Decimal(10) ** 18, 12, 60
"""A figure is smaller, has at most so many decimals, and is written in at most so many characters."""
_MOST_ROWS = 5000
"""Figures of a series; as a chart or a table no more can be read, nor laid out in good time."""
_NO_ROW = "'{}' is not a label and a number"


@dataclass(frozen=True)
class Series:
    """Values by year or by label. Values are Decimals in the stated unit."""

    name: str
    title: str
    unit: str
    labels: tuple[str, ...]
    values: tuple[Decimal, ...]
    by_year: bool
    source: str = ""
    form: str = ""
    pinpoints: tuple[Pinpoint, ...] = ()
    stated_total: Decimal | None = None
    total_pinpoints: tuple[Pinpoint, ...] = ()
    note: str = ""
    """Address of the editorial note that explains a total that differs."""
    path: str = ""
    """The CSV, and the TOML beside it, relative to the pack; empty in a compiled library."""
    metadata_path: str = ""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """The lines of the fields in the TOML."""

    @cached_property
    def total(self) -> Decimal:
        """The sum of the values."""
        with localcontext(EXACT):
            return sum(self.values, Decimal(0))

    @property
    def difference(self) -> Decimal:
        """The stated total less the sum; 0 where none is stated."""
        return Decimal(0) if self.stated_total is None else EXACT.subtract(self.stated_total, self.total)

    @cached_property
    def highest(self) -> Decimal:
        """The greatest of the values."""
        return max(self.values)

    @cached_property
    def lowest(self) -> Decimal:
        """The least of the values."""
        return min(self.values)

    @cached_property
    def _by_label(self) -> Mapping[str, Decimal]:
        return dict(zip(self.labels, self.values, strict=True))

    def value(self, label: str) -> Decimal | None:
        """The value of a year or label, or None."""
        return self._by_label.get(label)


def read_series(csv_path: Path, shown_path: str, scheme: PinpointScheme, report: ReportProblem) -> Series | None:
    """The series of a CSV whose metadata stands beside it as TOML; faults are reported, None if unreadable."""
    metadata_path = str(Path(shown_path).with_suffix(".toml").as_posix())
    toml_text = read_source_text(csv_path.with_suffix(".toml"), metadata_path, report, LARGEST_TOML)
    data = None if toml_text is None else parse_toml(toml_text, metadata_path, report)
    text = None if data is None else read_source_text(csv_path, shown_path, report)
    if toml_text is None or data is None or text is None:
        return None
    lines = toml_lines(toml_text)
    metadata = _MetadataReader(TomlFields(data, metadata_path, lines.of, report), scheme)
    metadata.check()
    rows = _ValueReader(shown_path, report)
    if not rows.read(text):
        return None
    if rows.by_year:
        metadata.check_period(rows, report)
    name = one_line(csv_path.stem)
    return Series(
        name=name,
        title=metadata.text("title") or name,
        unit=metadata.text("unit"),
        labels=tuple(rows.values),
        values=tuple(rows.values.values()),
        by_year=rows.by_year,
        source=metadata.text("source"),
        form=metadata.text("form"),
        pinpoints=metadata.pinpoints("pinpoints"),
        stated_total=metadata.stated_total(),
        total_pinpoints=metadata.pinpoints("total_pinpoints"),
        note=metadata.note(),
        path=shown_path,
        metadata_path=metadata_path,
        lines={field: lines.of(field) for field in ("stated_total", "note")},
    )


class _ValueReader:
    """Reads the figures. A series lacks none: one that cannot be read makes the series unfit to be shown."""

    def __init__(self, path: str, report: ReportProblem) -> None:
        self.path, self._report = path, report
        self.values: dict[str, Decimal] = {}
        self.by_year = False
        self.last_line = 1
        self._has_problems = False

    def _report_problem(self, problem: Problem) -> None:
        self._report(problem)
        self._has_problems = True

    def read(self, text: str) -> bool:
        """Read all rows; answer whether each is a figure and there is one."""
        head = [cell.strip().lower() for cell in csv_head(text)]
        if head not in (["year", "value"], ["label", "value"]):
            self._report_problem(Problem(self.path, 1, "the first line of a series is 'year,value' or 'label,value'"))
            return False
        self.by_year = head[0] == "year"
        before = ""
        for row in csv_rows(text, 2, self.path, self._report_problem, _NO_ROW):
            if len(self.values) == _MOST_ROWS:
                self._report_problem(Problem(self.path, row.line, f"a series has at most {_MOST_ROWS} figures; cut it"))
                break
            before = self._row(row, before)
            self.last_line = row.line
        if not self.values and not self._has_problems:
            self._report_problem(Problem(self.path, 1, "the series has no figures"))
        return not self._has_problems

    def _row(self, row: CsvRow, before: str) -> str:
        """Take a row up and answer its label. before: the label above it."""
        label = one_line(row.cells[0])
        value = parse_value(row.cells[1])
        if not any(cell.strip() for cell in row.cells):
            return before
        if isinstance(value, str):
            self._report_problem(Problem(self.path, row.line, f"'{shortened(','.join(row.cells))}' {value}"))
            return before
        if wrong := _wrong_year(label, before) if self.by_year else label in self.values and f"'{label}' stands twice":
            self._report_problem(Problem(self.path, row.line, wrong))
        self.values[label] = value
        return label


def parse_value(text: str) -> Decimal | str:
    """Return the figure that the text is, or what is wrong with it, to go after the row or the field."""
    try:
        value = Decimal(text.strip()) if len(text.strip()) <= _LONGEST else None
    except InvalidOperation:
        return "is not a label and a number"
    if value is None or not value.is_finite():
        return "is not a label and a number"
    if abs(value) >= _LARGEST or -int(value.as_tuple().exponent) > _DECIMALS:
        return f"is too large a number, or one of more than {_DECIMALS} decimals"
    return value.quantize(Decimal(1), context=EXACT) if int(value.as_tuple().exponent) > 0 else value


def _wrong_year(year: str, before: str) -> str:
    if not re.fullmatch(r"[0-9]{4}", year):
        return f"'{shortened(year)}' is not a year"
    if re.fullmatch(r"[0-9]{4}", before) and int(year) != int(before) + 1:
        return f"the year after {before} should be {int(before) + 1}, not {year}"
    return ""


class _MetadataReader:
    """Reads the metadata of a series, reporting each fault with its line."""

    def __init__(self, fields: TomlFields, scheme: PinpointScheme) -> None:
        self._fields, self._scheme = fields, scheme
        self.text = fields.text

    def check(self) -> None:
        """Reports fields that are unknown or missing."""
        self._fields.check_names(FIELDS)
        for name in ("title", "unit"):
            if name not in self._fields.values:
                self._fields.report_field(name, f"the series needs a {name}")

    def check_period(self, rows: _ValueReader, report: ReportProblem) -> None:
        """Holds a series of years to the first and the last year that it says it covers."""
        stated = self._fields.text("period")
        if not stated:
            return
        period = re.fullmatch(r"([0-9]{4})[-–]([0-9]{4})", stated)
        if not period:
            message = f"'{shortened(stated)}' is not the period of a series of years, such as \"2015-2022\""
            self._fields.report_field("period", message)
            return
        first, last = next(iter(rows.values)), next(reversed(rows.values))
        if first != period[1]:
            report(Problem(rows.path, 2, f"the period begins with {period[1]}, the figures with {first}"))
        if last != period[2]:
            report(Problem(rows.path, rows.last_line, f"the period ends with {period[2]}, the figures with {last}"))

    def stated_total(self) -> Decimal | None:
        """The total as the source states it, if it states one."""
        stated: Any = self._fields.values.get("stated_total")
        if stated is None:
            return None
        value: Decimal | str = "is not a number"
        if isinstance(stated, str | float) or (isinstance(stated, int) and abs(stated) < _LARGEST):
            value = parse_value(str(stated))
        if isinstance(value, str) or isinstance(stated, bool):
            shown = "" if isinstance(stated, int) else f" '{shortened(str(stated))}'"
            self._fields.report_field("stated_total", f"stated_total{shown} is not a number that a figure can be")
            return None
        return value

    def note(self) -> str:
        """The address of the note, if the series names one."""
        text = self._fields.text("note")
        try:
            return parse_address(text) if text else ""
        except AddressError:
            self._fields.report_field("note", f"note: '{shortened(text)}' is not an address")
            return ""

    def pinpoints(self, name: str) -> tuple[Pinpoint, ...]:
        """Where the source gives what the field is metadata."""
        text = self._fields.text(name)
        if not text:
            return ()
        try:
            found = self._scheme.parse(text)
        except ValueError as error:
            self._fields.report_field(name, f"{name}: {error}")
            return ()
        if unknown := [p for p in found if not self._scheme.has(p)]:
            self._fields.report_field(name, f"{name}: the source has no {join_pinpoints(unknown)}")
        return tuple(found)
