"""Series: a CSV with its metadata is read whole, or each thing wrong with it is named with its line."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pytest

from kzref.pack.data.series import PackSeries
from kzref.pack.data.series_files import read_series
from kzref.pack.pinpoints import Pinpoint, PinpointScheme
from kzref.pack.problems import Problem
from kzref.statistics.formatting import format_number

SCHEME = PinpointScheme({"Results": ("1", "2", "3")})
META = 'title = "Convicted"\nunit = "persons"\n'
YEARS = "year,value\n2015,100\n2016,80\n2017,120\n"


@dataclass
class Read:
    series: PackSeries | None
    problems: list[Problem] = field(default_factory=list)


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Read]:
    def from_texts(values: str | bytes = YEARS, meta: str | None = META) -> Read:
        path = tmp_path / "convicted.csv"
        path.write_bytes(values if isinstance(values, bytes) else values.encode())
        if meta is not None:
            path.with_suffix(".toml").write_text(meta, "utf-8")
        found = Read(None)
        found.series = read_series(path, "numbers/convicted.csv", SCHEME, found.problems.append)
        return found

    return from_texts


def test_a_series_is_read_with_its_metadata(read: Callable[..., Read]) -> None:
    meta = (
        META + 'pinpoints = "Results 1-2"\nstated_total = 300\ntotal_pinpoints = "Results 3"\nsource = "Statistics"\n'
    )
    found = read(meta=meta)
    assert not found.problems
    series = found.series
    assert series
    assert (series.name, series.title, series.unit, series.source) == (
        "convicted",
        "Convicted",
        "persons",
        "Statistics",
    )
    assert series.labels == ("2015", "2016", "2017")
    assert series.values == (Decimal(100), Decimal(80), Decimal(120))
    assert series.by_year
    assert series.pinpoints == (Pinpoint("Results", "1"), Pinpoint("Results", "2"))
    assert series.total_pinpoints == (Pinpoint("Results", "3"),)


def test_the_order_of_labels_is_the_one_of_the_file(read: Callable[..., Read]) -> None:
    series = read("label,value\nzeta,2\nalpha,1.5\n").series
    assert series
    assert (series.labels, series.values, series.by_year) == (("zeta", "alpha"), (Decimal(2), Decimal("1.5")), False)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(read: Callable[..., Read]) -> None:
    found = read(b"\xef\xbb\xbf" + YEARS.replace("\n", "\r\n").encode())
    assert not found.problems
    assert found.series
    assert found.series.total == 300


@pytest.mark.parametrize(
    ("values", "line", "expected"),
    [
        ("year,value\n2015,1\n2016,1\n2018,1\n", 4, "2017"),
        ("year,value\n2015,1\n2014,1\n", 3, "2016"),
        ("year,value\n2015,1\n2015,1\n", 3, "2016"),
        ("year,value\n2015,many\n", 2, "many"),
        ("year,value\n2015,1\n2016,\n", 3, "2016"),
        ("year,value\n2015,1,5\n", 2, "2015,1,5"),
        ('year,value\n2015,"33,671"\n', 2, "33,671"),
        ("year,value\n2015,NaN\n", 2, "NaN"),
        ("year,value\n2015,Infinity\n", 2, "Infinity"),
        ("year,value\n2015\n", 2, "2015"),
        ("year,value\nfirst,1\n", 2, "first"),
        ("year,value\n20155,1\n", 2, "20155"),
        ("year;value\n2015;1\n", 1, "year,value"),
        ("", 1, "year,value"),
        ("year,value\n", 1, "no figures"),
        ("value,year\n1,2015\n", 1, "label,value"),
        ("label,value\n" + "".join(f"l{n},1\n" for n in range(6000)), 5002, "at most 5000 figures"),
        ("year,value\n2015,1e40\n", 2, "too large"),
        ("year,value\n2015,1e999999\n", 2, "too large"),
        ("year,value\n2015,1e-999999\n", 2, "decimals"),
        ("year,value\n2015,-1e300\n", 2, "too large"),
        ("year,value\n2015," + "9" * 6000 + "\n", 2, "not a label and a number"),
        ("year,value\n2015," + "x" * 140_000 + "\n", 2, "cannot be read"),
        ("label,value\na,1\nb,2\na,3\n", 4, "'a' stands twice"),
    ],
)
def test_what_does_not_parse_is_named_with_its_line(
    read: Callable[..., Read], values: str, line: int, expected: str
) -> None:
    found = read(values)
    assert found.series is None
    assert [(f.path, f.line) for f in found.problems] == [("numbers/convicted.csv", line)]
    assert expected in found.problems[0].text


def test_every_faulty_line_is_named_and_not_only_the_first(read: Callable[..., Read]) -> None:
    found = read("label,value\na,x\nb,1\nc,y\n")
    assert [f.line for f in found.problems] == [2, 4]


def test_an_empty_line_between_rows_is_passed_over_and_counted(read: Callable[..., Read]) -> None:
    found = read("year,value\n\n2015,1\n\n2017,1\n")
    assert [f.line for f in found.problems] == [5]


@pytest.mark.parametrize(
    ("meta", "line", "expected"),
    [
        ('title = "A"\nunit = \n', 2, "TOML"),
        ('unit = "persons"\n', 1, "needs a title"),
        ('title = "A"\n', 1, "needs a unit"),
        (META + "color = 1\n", 3, "'color'"),
        (META + 'stated_total = "many"\n', 3, "'many'"),
        (META + "stated_total = true\n", 3, "not a number"),
        (META + 'pinpoints = "Results x"\n', 3, "pinpoints"),
        (META + 'pinpoints = "Results 3-4"\n', 3, "Results 4"),
        (META + 'total_pinpoints = "Outcome 1"\n', 3, "total_pinpoints"),
        (META + "stated_total = 1e40\n", 3, "stated_total"),
        (META + "stated_total = inf\n", 3, "stated_total"),
        (META + f"stated_total = 0x{'f' * 9000}\n", 3, "stated_total"),
        (META + "stated_total = [1]\n", 3, "stated_total"),
        (META + f"stated_total = {'9' * 6000}\n", 3, "too many digits"),
        (META + "x = " + "[" * 5000 + "\n", 3, "nested too deeply"),
        (META + 'note = "../x"\n', 3, "not an address"),
        (META + "pinpoints = 5\n", 3, "'pinpoints'"),
        (META + "source = {a = 1}\n", 3, "'source'"),
        (META + "period = 2015\n", 3, "'period'"),
        ('title = ["a"]\nunit = "persons"\n', 1, "'title'"),
    ],
)
def test_what_is_wrong_with_the_metadata_is_named(
    read: Callable[..., Read], meta: str, line: int, expected: str
) -> None:
    found = read(meta=meta)
    assert [(f.path, f.line) for f in found.problems] == [("numbers/convicted.toml", line)]
    assert expected in found.problems[0].text


def test_a_series_that_is_not_utf8_or_has_no_metadata_is_a_fault(read: Callable[..., Read]) -> None:
    assert len(read("label,value\nжас,1\n".encode("cp1251")).problems) == 1


def test_missing_metadata_is_a_fault(read: Callable[..., Read]) -> None:
    found = read(meta=None)
    assert found.series is None
    assert len(found.problems) == 1


def test_a_figure_in_exponents_is_written_out(read: Callable[..., Read]) -> None:
    series = read("label,value\na,1.5e6\nb,2E+3\n").series
    assert series
    assert [format_number(value) for value in series.values] == ["1,500,000", "2,000"]
