"""Read the series of a pack: a CSV of values with a TOML of metadata next to it."""

import re
from decimal import Decimal, InvalidOperation
from pathlib import Path

from kzref.messages.message import Message, message
from kzref.pack.data.series import PackSeries
from kzref.pack.data.series_metadata import SeriesMetadata
from kzref.pack.files.csv_rows import CsvRow, csv_head, csv_rows
from kzref.pack.files.reading import LARGEST_TOML, read_source_text
from kzref.pack.files.text_safety import one_line, shortened
from kzref.pack.files.toml_fields import TomlFields, parse_toml
from kzref.pack.files.toml_lines import toml_lines
from kzref.pack.pinpoints import PinpointScheme
from kzref.pack.problems import Problem, ReportProblem
from kzref.statistics.series import EXACT

_LARGEST, _DECIMALS = Decimal(10) ** 18, 12
"""A value is smaller than this, and has at most this many decimals: sums and shares of such values are exact."""
_LONGEST = 60
"""Characters in which a value is written."""
_MOST_ROWS = 5000
"""Values of a series; nobody can read a longer chart or table, nor is it laid out in reasonable time."""


def read_series(csv_path: Path, shown_path: str, scheme: PinpointScheme, report: ReportProblem) -> PackSeries | None:
    """Return the series of a CSV and its TOML; None if it cannot be read. Problems are reported.

    shown_path: the path of the CSV relative to the pack.
    """
    metadata_path = str(Path(shown_path).with_suffix(".toml").as_posix())
    toml_text = read_source_text(csv_path.with_suffix(".toml"), metadata_path, report, LARGEST_TOML)
    data = None if toml_text is None else parse_toml(toml_text, metadata_path, report)
    text = None if data is None else read_source_text(csv_path, shown_path, report)
    if toml_text is None or data is None or text is None:
        return None
    lines = toml_lines(toml_text)
    metadata = SeriesMetadata(TomlFields(data, metadata_path, lines.of, report), scheme)
    metadata.check()
    rows = _ValueReader(shown_path, report)
    if not rows.read(text):
        return None
    if rows.by_year:
        _check_period(metadata.period(), rows, report)
    name = one_line(csv_path.stem)
    return PackSeries(
        name=name,
        title=metadata.text("title") or name,
        unit=metadata.text("unit"),
        labels=tuple(rows.values),
        values=tuple(rows.values.values()),
        by_year=rows.by_year,
        source=metadata.text("source"),
        form=metadata.text("form"),
        pinpoints=metadata.pinpoints("pinpoints"),
        stated_total=metadata.stated_total(parse_value),
        total_pinpoints=metadata.pinpoints("total_pinpoints"),
        note=metadata.note(),
        path=shown_path,
        metadata_path=metadata_path,
        lines={field: lines.of(field) for field in ("stated_total", "note")},
    )


class _ValueReader:
    """Reads the rows of a CSV. A series with a row that cannot be read is not shown at all."""

    def __init__(self, path: str, report: ReportProblem) -> None:
        self.path, self._report = path, report
        self.values: dict[str, Decimal] = {}
        """By label, in the order of the file."""
        self.by_year = False
        self.last_line = 1
        self._has_problems = False

    def _add_problem(self, problem: Problem) -> None:
        self._report(problem)
        self._has_problems = True

    def _add(self, line: int, problem: Message) -> None:
        self._add_problem(Problem(self.path, line, problem))

    def read(self, text: str) -> bool:
        """Read all rows; return whether there is a value and each row has one."""
        head = [cell.strip().lower() for cell in csv_head(text)]
        if head not in (["year", "value"], ["label", "value"]):
            self._add(1, message("series.head"))
            return False
        self.by_year = head[0] == "year"
        before = ""
        for row in csv_rows(text, 2, self.path, self._add_problem, _not_a_value):
            if len(self.values) == _MOST_ROWS:
                self._add(row.line, message("series.too_long", limit=_MOST_ROWS))
                break
            before = self._read_row(row, before)
            self.last_line = row.line
        if not self.values and not self._has_problems:
            self._add(1, message("series.empty"))
        return not self._has_problems

    def _read_row(self, row: CsvRow, before: str) -> str:
        """Add the value of a row; return its label. before: the label of the row above."""
        if not any(cell.strip() for cell in row.cells):
            return before
        label = one_line(row.cells[0])
        value = parse_value(row.cells[1], shortened(",".join(row.cells)))
        if isinstance(value, Message):
            self._add(row.line, value)
            return before
        if self.by_year:
            if problem := _wrong_year(label, before):
                self._add(row.line, problem)
        elif label in self.values:
            self._add(row.line, message("series.label_twice", label=shortened(label)))
        self.values[label] = value
        return label


def _not_a_value(row: str) -> Message:
    return message("series.row", row=row)


def parse_value(text: str, shown: str) -> Decimal | Message:
    """Return the value that a text states, or what is wrong with it. shown: what the message quotes."""
    try:
        value = Decimal(text.strip()) if len(text.strip()) <= _LONGEST else None
    except InvalidOperation:
        return _not_a_value(shown)
    if value is None or not value.is_finite():
        return _not_a_value(shown)
    exponent = int(value.as_tuple().exponent)
    if abs(value) >= _LARGEST or -exponent > _DECIMALS:
        return message("series.number", row=shown, decimals=_DECIMALS)
    return value.quantize(Decimal(1), context=EXACT) if exponent > 0 else value


def _wrong_year(year: str, before: str) -> Message | None:
    if not re.fullmatch(r"[0-9]{4}", year):
        return message("series.year", text=shortened(year))
    if re.fullmatch(r"[0-9]{4}", before) and int(year) != int(before) + 1:
        return message("series.next_year", before=before, expected=int(before) + 1, year=year)
    return None


def _check_period(period: tuple[str, str] | None, rows: _ValueReader, report: ReportProblem) -> None:
    """Compare the first and the last year with those that the metadata states."""
    if period is None:
        return
    first, last = next(iter(rows.values)), next(reversed(rows.values))
    if first != period[0]:
        report(Problem(rows.path, 2, message("series.period_begins", year=period[0], first=first)))
    if last != period[1]:
        report(Problem(rows.path, rows.last_line, message("series.period_ends", year=period[1], last=last)))
