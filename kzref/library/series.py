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

FIELDS = {"title", "unit", "source", "form", "pinpoints", "stated_total", "total_pinpoints", "note", "about", "titles"}


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
        meta = tomllib.loads(meta_path.read_text("utf-8"))
        text = csv_path.read_text("utf-8-sig")
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        report(Fault(shown_meta, int(found[1]) if found else 1, f"cannot be read as TOML: {error}"))
        return None
    except (OSError, UnicodeDecodeError) as error:
        report(Fault(shown_path, 1, f"the series cannot be read: {error}"))
        return None
    rows = _read_rows(text, shown_path, report)
    if rows is None:
        return None
    labels, values, by_year = rows
    for name in meta.keys() - FIELDS:
        report(Fault(shown_meta, 1, f"unknown field '{name}'; known are {', '.join(sorted(FIELDS))}"))
    for name in ("title", "unit"):
        if not isinstance(meta.get(name), str):
            report(Fault(shown_meta, 1, f"the series needs a {name}"))
    return Series(
        name=csv_path.stem,
        title=str(meta.get("title", csv_path.stem)),
        unit=str(meta.get("unit", "")),
        labels=labels,
        values=values,
        by_year=by_year,
        source=str(meta.get("source", "")),
        form=str(meta.get("form", "")),
        pinpoints=_pinpoints(meta, "pinpoints", plan, shown_meta, report),
        stated_total=_stated(meta, shown_meta, report),
        total_pinpoints=_pinpoints(meta, "total_pinpoints", plan, shown_meta, report),
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


def _stated(meta: Mapping[str, object], path: str, report: Report) -> Decimal | None:
    stated = meta.get("stated_total")
    if stated is None:
        return None
    value = _number(str(stated))
    if value is None or isinstance(stated, bool):
        report(Fault(path, 1, f"stated_total '{stated}' is not a number"))
        return None
    return value


def _pinpoints(
    meta: Mapping[str, object], name: str, plan: SourcePlan, path: str, report: Report
) -> tuple[Pinpoint, ...]:
    text = meta.get(name)
    if not text:
        return ()
    try:
        found = plan.parse(str(text))
    except ValueError as error:
        report(Fault(path, 1, f"{name}: {error}"))
        return ()
    if unknown := [p for p in found if not plan.has(p)]:
        report(Fault(path, 1, f"{name}: the source has no {join_pinpoints(unknown)}"))
    return tuple(found)
