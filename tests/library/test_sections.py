"""Titles: one of no sensible length is shortened where it stands in one line."""

import pytest

from kzref.library.sections import shortened


@pytest.mark.parametrize("title", ["", "The harbour", "x" * 300])
def test_a_title_of_sensible_length_stays_as_it_is(title: str) -> None:
    assert shortened(title) == title


def test_a_title_of_a_megabyte_is_known_by_its_beginning() -> None:
    short = shortened("A long title " * 100_000)
    assert short.startswith("A long title A long title")
    assert short.endswith("title…")
    assert len(short) <= 300
