"""The start page and what leads on from it."""

from pathlib import Path

import pytest
from desk import Desk, Key, Mod
from tides import rewrite

from kzref.pack.sections import SectionText


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


def test_a_folder_that_has_changed_is_shown_at_once_and_then_as_it_is_now(open_window, own_tides: Path) -> None:  # type: ignore[no-untyped-def]
    first = open_window(own_tides, own_cache=True)
    first.until(lambda: first.window.reader.library is not None)
    first.window.close()
    rewrite(own_tides, "The mole is long.", "The mole is longer than it was.")
    desk = open_window(own_tides, address="harbour/mole", own_cache=True)
    assert "The mole is long." in desk.shown
    desk.until(lambda: "The mole is longer than it was." in desk.shown)
    assert desk.address == "harbour/mole"
    assert "has changed" in desk.bar_text


def test_a_section_that_is_new_is_opened_once_it_is_there(open_window, own_tides: Path) -> None:  # type: ignore[no-untyped-def]
    first = open_window(own_tides, own_cache=True)
    first.until(lambda: first.window.reader.library is not None)
    first.window.close()
    rewrite(own_tides, "The mole is long.", "The mole is long.\n\n## The beacon tower {#tower}\n\nIt is tall.")
    desk = open_window(own_tides, address="harbour/tower", own_cache=True)
    assert desk.address == ""
    desk.until(lambda: desk.address == "harbour/tower")


def test_a_folder_that_has_become_unreadable_is_read_on_and_the_reason_is_told(open_window, own_tides: Path) -> None:  # type: ignore[no-untyped-def]
    first = open_window(own_tides, own_cache=True)
    first.until(lambda: first.window.reader.library is not None)
    first.window.close()
    desk = open_window(own_tides, address="harbour", own_cache=True)
    own_tides.rename(own_tides.with_name("elsewhere"))
    desk.until(lambda: "is not a folder" in desk.bar_text)
    assert desk.address == "harbour"
    assert desk.dialogs.told == []


def all_bodies(desk: Desk) -> list[SectionText]:
    library = desk.window.reader.library
    assert library
    return [body for section in library.children(None) for body in library.section_texts(section)]


def test_a_folder_whose_pack_toml_is_broken_is_read_without_it_and_the_line_is_told(  # type: ignore[no-untyped-def]
    open_window, own_tides: Path
) -> None:
    first = open_window(own_tides, own_cache=True)
    first.until(lambda: first.window.reader.library is not None)
    first.window.close()
    (own_tides / "pack.toml").write_text('title = "x"\nid = ', "utf-8")
    desk = open_window(own_tides, own_cache=True)
    desk.until(lambda: "pack.toml:2: cannot be read as TOML" in desk.bar_text)
    assert "The mole is long." in "".join(body.text for body in all_bodies(desk))


def test_what_cannot_be_read_of_a_folder_is_told_when_it_is_opened(open_window, own_tides: Path) -> None:  # type: ignore[no-untyped-def]
    (own_tides / "pack.toml").write_text('title = "x"\nid = ', "utf-8")
    (own_tides / "older.md").write_bytes("# Größe".encode("cp1252"))
    desk = open_window(own_tides, own_cache=True)
    desk.until(lambda: "pack.toml:2: cannot be read as TOML" in desk.bar_text)
    assert "older.md:1: is not UTF-8" in desk.bar_text
    assert desk.dialogs.told == []
