"""Years as a reader is told them, and titles that fit one line."""

import pytest

from kzref.pack.sections import shortened_title, span_of_years


@pytest.mark.parametrize(
    ("years", "told"),
    [
        ((), ""),
        ((2015,), "2015"),
        ((2015, 2016), "2015, 2016"),
        ((2015, 2016, 2017), "2015–2017"),
        ((2015, 2017, 2018), "2015, 2017, 2018"),
        ((2015, 2017, 2019, 2021), "2015, 2017, 2019, 2021"),
        ((2015, 2017, 2019, 2021, 2023), "2015, 2017, 2019, 2021 …"),
    ],
)
def test_years_that_run_on_are_a_span_and_others_the_first_few(years: tuple[int, ...], told: str) -> None:
    assert span_of_years(years) == told


@pytest.mark.parametrize("title", ["", "The harbour", "x" * 300])
def test_a_title_of_sensible_length_stays_as_it_is(title: str) -> None:
    assert shortened_title(title) == title


def test_a_title_of_a_megabyte_is_known_by_its_beginning() -> None:
    short = shortened_title("A long title " * 100_000)
    assert short.startswith("A long title A long title")
    assert short.endswith("title…")
    assert len(short) <= 300
