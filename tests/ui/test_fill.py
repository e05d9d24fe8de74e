"""Numbered places in sentences."""

from kzref.ui.widgets.fill import fill


def test_each_place_is_filled_with_its_value() -> None:
    assert fill("%2 of %1", "many", 3) == "3 of many"


def test_what_a_value_says_is_never_taken_for_a_place() -> None:
    assert fill("“%1” was also searched as %2.", "%2 %1", "x") == "“%2 %1” was also searched as x."


def test_a_place_without_a_value_stays() -> None:
    assert fill("100 %, %1, %2", "a") == "100 %, a, %2"
