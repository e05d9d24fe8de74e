"""Years as a reader is told them."""

import pytest

from kzref.library.sections import span_of_years


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
