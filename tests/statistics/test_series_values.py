"""Series: what follows from their values, exactly, and how numbers are written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzref.statistics.formatting import describe_series, format_number
from kzref.statistics.named_values import named_value
from kzref.statistics.series import Series

numbers = st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False, places=2)


@st.composite
def made_series(draw: st.DrawFn) -> Series:
    values = tuple(draw(st.lists(numbers, min_size=1, max_size=12)))
    labels = tuple(str(2000 + n) for n in range(len(values)))
    return Series("made", "Made", "persons", labels, values, by_year=True, stated_total=draw(st.none() | numbers))


@given(made_series())
def test_the_stated_total_is_the_sum_and_the_difference(series: Series) -> None:
    assert series.total == sum(series.values)
    if series.stated_total is None:
        assert series.difference == 0
    else:
        assert series.total + series.difference == series.stated_total


@given(made_series())
def test_a_figure_is_asked_for_by_label_or_by_name(series: Series) -> None:
    for label, value in zip(series.labels, series.values, strict=True):
        assert named_value(series, label) == value
    assert named_value(series, "first") == series.values[0]
    assert named_value(series, "last") == series.values[-1]
    assert named_value(series, "highest") == max(series.values)
    assert named_value(series, "lowest") == min(series.values)
    assert named_value(series, "total") == series.total
    assert named_value(series, "stated") == series.stated_total
    assert named_value(series, "difference") == series.difference
    mean = named_value(series, "mean")
    assert mean is not None
    assert abs(mean * len(series.values) - series.total) <= Decimal(len(series.values)) / 2


def changing(before: int, after: int) -> Series:
    return Series("made", "Made", "persons", ("2015", "2016"), (Decimal(before), Decimal(after)), by_year=True)


def test_a_change_is_in_per_cent_of_the_earlier_value() -> None:
    assert named_value(changing(80, 120), "change 2015 2016") == 50
    assert named_value(changing(120, 80), "change 2015 2016") == Decimal("-33.3")
    assert named_value(changing(0, 80), "change 2015 2016") is None


def test_figures_at_the_limits_can_all_be_asked_for() -> None:
    values = tuple(sign * Decimal(number) for number in ("999999999999999999", "1e-12", "1e17") for sign in (1, -1, 1))
    labels = tuple(f"l{n}" for n in range(len(values)))
    series = Series("made", "Made", "persons", labels, values, by_year=False, stated_total=Decimal("1e17"))
    names = ["total", "stated", "difference", "first", "last", "highest", "lowest", "mean"]
    changes = [f"change {a} {b}" for a in labels for b in labels]
    for name in [*names, *changes, *labels]:
        found = named_value(series, name)
        assert found is not None
        for language in ("en", "ru", "kk"):
            assert format_number(found, language)
    assert series.total + series.difference == series.stated_total
    assert describe_series(series)


@pytest.mark.parametrize("name", ["", "2030", "median", "change 2015", "change 2015 2030", "Total", "change"])
def test_a_figure_that_is_none_is_none(name: str) -> None:
    assert named_value(changing(1, 2), name) is None


@given(st.integers(-(10**12), 10**12))
def test_a_whole_number_reads_back_in_every_language(number: int) -> None:
    assert format_number(Decimal(number)).replace("\u2212", "-") == f"{number:,}"
    for language in ("ru", "kk"):
        written = format_number(Decimal(number), language)
        assert int(written.replace("\u00a0", "").replace("\u2212", "-")) == number
        assert "," not in written, "a comma parts decimals in Russian and Kazakh"


def test_decimals_are_written_as_the_language_writes_them() -> None:
    assert format_number(Decimal("-1234.5")) == "\u22121,234.5"
    assert format_number(Decimal("1234.5"), "ru") == "1\u00a0234,5"


@given(made_series())
def test_the_chart_in_words_names_every_named_value(series: Series) -> None:
    text = describe_series(series)
    for label, value in zip(series.labels, series.values, strict=True):
        assert f"{label}: {format_number(value)}" in text
