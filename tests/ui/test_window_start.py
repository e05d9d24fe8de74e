"""The start page and what leads on from it."""

import pytest
from desk import Desk, Key, Mod


def test_the_start_page_says_what_the_book_is(desk: Desk) -> None:
    assert desk.address == ""
    assert "Handbook of Tides" in desk.shown
    assert "A book about water, for tests." in desk.shown
    assert "Handbook of Tides" in desk.window.windowTitle()


def test_the_door_to_the_article_leads_to_the_packs_start(desk: Desk) -> None:
    desk.click_link("Read the article")
    assert desk.address == "harbour"
    assert "The harbour lies open to the west" in desk.shown


def test_the_door_to_the_figures_leads_to_the_statistics(desk: Desk) -> None:
    desk.click_link("Look at the figures")
    library = desk.window.reader.library
    assert library is not None
    statistics = {section.address for section in library.sections("statistic")}
    assert desk.address in statistics or desk.address in {library.section(a).parent for a in statistics}


def test_the_door_to_search_leads_into_the_box(desk: Desk) -> None:
    desk.click_link("Search")
    assert desk.window.box.hasFocus()
    desk.write("abc")
    assert desk.window.box.text() == "abc"


@pytest.mark.parametrize("part", ["Guide", "Figures", "Works cited", "Glossary"])
def test_each_part_is_a_door_of_its_own(desk: Desk, part: str) -> None:
    desk.click_link(part)
    section = desk.window.reader.section
    assert section is not None
    assert section.title == part


def test_alt_home_goes_to_the_start_page_from_anywhere(desk: Desk) -> None:
    desk.click_link("Read the article")
    desk.press(Key.Key_Home, Mod.AltModifier)
    assert desk.address == ""
    assert "A book about water, for tests." in desk.shown


def test_a_window_may_open_at_a_section(open_window) -> None:  # type: ignore[no-untyped-def]
    assert open_window(address="currents/neap").address == "currents/neap"


def test_a_window_that_is_sent_to_an_unknown_address_opens_at_its_start_and_says_so(open_window) -> None:  # type: ignore[no-untyped-def]
    desk = open_window(address="harbor")
    assert desk.address == ""
    assert "harbor" in desk.bar_text
    assert "harbour" in desk.bar_text
