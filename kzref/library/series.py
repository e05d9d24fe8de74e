"""Series: numbers of a pack, kept as CSV with their metadata in TOML beside it, and read nowhere else."""

import csv
import io
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from kzref.library.faults import Fault, Report
from kzref.library.pinpoints import Pinpoint, SourcePlan, join_pinpoints
from kzref.library.toml_lines import field_line

FIELDS = {
    "title", "unit", "period", "source", "form", "pinpoints", "stated_total", "total_pinpoints", "note", "about",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
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

    @property
    def total(self) -> Decimal:
        """The sum of the values."""
        return sum(self.values, Decimal(0))

    @property
    def difference(self) -> Decimal:
        """The stated total less the sum; 0 where none is stated."""
        return Decimal(0) if self.stated_total is None else self.stated_total - self.total

    def value(self, label: str) -> Decimal | None:
        """The value of a year or label, or None."""
        return dict(zip(self.labels, self.values, strict=True)).get(label)


def read_series(csv_path: Path, shown_path: str, plan: SourcePlan, report: Report) -> Series | None:
    """The series of a CSV whose metadata stands beside it as TOML; faults are reported, None if unreadable."""
    meta_path = csv_path.with_suffix(".toml")
    shown_meta = str(Path(shown_path).with_suffix(".toml").as_posix())
    try:
        described = meta_path.read_text("utf-8")
        meta = tomllib.loads(described)
        text = csv_path.read_text("utf-8-sig")
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        report(Fault(shown_meta, int(found[1]) if found else 1, f"cannot be read as TOML: {error}"))
        return None
    except (OSError, UnicodeDecodeError) as error:
        report(Fault(shown_path, 1, f"the series cannot be read: {error}"))
        return None
    about = _Description(meta, described, shown_meta, plan, report)
    about.check()
    rows = _read_rows(text, shown_path, report)
    if rows is None:
        return None
    labels, values, by_year = rows
    if by_year:
        about.check_period(labels, shown_path, text.count("\n", 0, len(text.rstrip())) + 1)
    return Series(
        name=csv_path.stem,
        title=str(meta.get("title", csv_path.stem)),
        unit=str(meta.get("unit", "")),
        labels=labels,
        values=values,
        by_year=by_year,
        source=str(meta.get("source", "")),
        form=str(meta.get("form", "")),
        pinpoints=about.pinpoints("pinpoints"),
        stated_total=about.stated_total(),
        total_pinpoints=about.pinpoints("total_pinpoints"),
        note=str(meta.get("note", "")),
    )


def _read_rows(text: str, path: str, report: Report) -> tuple[tuple[str, ...], tuple[Decimal, ...], bool] | None:
    reader = csv.reader(io.StringIO(text))
    head = [cell.strip().lower() for cell in next(reader, [])]
    if len(head) != 2 or head[0] not in ("year", "label") or head[1] != "value":
        report(Fault(path, 1, "the first line of a series is 'year,value' or 'label,value'"))
        return None
    labels: list[str] = []
    values: list[Decimal] = []
    broken = False
    for row in reader:
        if not any(cell.strip() for cell in row):
            continue
        value = _number(row[1]) if len(row) == 2 else None
        if value is None:
            report(Fault(path, reader.line_num, f"'{','.join(row)}' is not a label and a number"))
            broken = True
            continue
        labels.append(row[0].strip())
        values.append(value)
        broken |= head[0] == "year" and not _check_year(labels, path, reader.line_num, report)
    if not labels and not broken:
        report(Fault(path, 1, "the series has no figures"))
    return None if broken or not labels else (tuple(labels), tuple(values), head[0] == "year")


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _check_year(labels: list[str], path: str, line: int, report: Report) -> bool:
    if not re.fullmatch(r"\d{4}", labels[-1]):
        report(Fault(path, line, f"'{labels[-1]}' is not a year"))
        return False
    if len(labels) > 1 and int(labels[-1]) != int(labels[-2]) + 1:
        report(Fault(path, line, f"the year after {labels[-2]} should be {int(labels[-2]) + 1}, not {labels[-1]}"))
        return False
    return True


class _Description:
    """Reads the metadata of a series, reporting each fault with its line."""

    def __init__(self, meta: Mapping[str, object], text: str, path: str, plan: SourcePlan, report: Report) -> None:
        self._meta, self._text, self._path, self._plan, self._report = meta, text, path, plan, report

    def _fault(self, field: str, message: str) -> None:
        self._report(Fault(self._path, field_line(self._text, field), message))

    def check(self) -> None:
        """Reports fields that are unknown or missing."""
        for name in self._meta.keys() - FIELDS:
            self._fault(name, f"unknown field '{name}'; known are {', '.join(sorted(FIELDS))}")
        for name in ("title", "unit"):
            if not isinstance(self._meta.get(name), str):
                self._fault(name, f"the series needs a {name}")

    def check_period(self, years: tuple[str, ...], csv_path: str, last_line: int) -> None:
        """Holds a series of years to the first and the last year that it says it covers."""
        stated = self._meta.get("period")
        if stated is None:
            return
        period = re.fullmatch(r"(\d{4})[-–](\d{4})", str(stated))
        if not period:
            self._fault("period", f"'{stated}' is not the period of a series of years, such as \"2015-2022\"")
            return
        if years[0] != period[1]:
            self._report(Fault(csv_path, 2, f"the period begins with {period[1]}, the figures with {years[0]}"))
        if years[-1] != period[2]:
            self._report(Fault(csv_path, last_line, f"the period ends with {period[2]}, the figures with {years[-1]}"))

    def stated_total(self) -> Decimal | None:
        """The total as the source states it, if it states one."""
        stated = self._meta.get("stated_total")
        if stated is None:
            return None
        value = _number(str(stated))
        if value is None or isinstance(stated, bool):
            self._fault("stated_total", f"stated_total '{stated}' is not a number")
            return None
        return value

    def pinpoints(self, name: str) -> tuple[Pinpoint, ...]:
        """Where the source gives what the field is about."""
        text = self._meta.get(name)
        if not text:
            return ()
        try:
            found = self._plan.parse(str(text))
        except ValueError as error:
            self._fault(name, f"{name}: {error}")
            return ()
        if unknown := [p for p in found if not self._plan.has(p)]:
            self._fault(name, f"{name}: the source has no {join_pinpoints(unknown)}")
        return tuple(found)
