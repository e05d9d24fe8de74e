"""The start page and what leads on from it."""

from pathlib import Path

import pytest
from handbook_pack import rewrite
from window_robot import Key, Mod, WindowRobot

from kzref.pack.sections import SectionText


def test_the_start_page_says_what_the_book_is(robot: WindowRobot) -> None:
    assert robot.address == ""
    assert "Handbook of Tides" in robot.shown
    assert "A book about water, for tests." in robot.shown
    assert "Handbook of Tides" in robot.window.windowTitle()


def test_the_door_to_the_article_leads_to_the_packs_start(robot: WindowRobot) -> None:
    robot.click_link("Read the article")
    assert robot.address == "harbour"
    assert "The harbour lies open to the west" in robot.shown


def test_the_door_to_the_figures_leads_to_the_statistics(robot: WindowRobot) -> None:
    robot.click_link("Look at the figures")
    library = robot.navigator.library
    assert library is not None
    statistics = {section.address for section in library.contents.sections("statistic")}
    assert robot.address in statistics or robot.address in {library.contents.section(a).parent for a in statistics}


def test_the_door_to_search_leads_into_the_box(robot: WindowRobot) -> None:
    robot.click_link("Search")
    assert robot.window.box.hasFocus()
    robot.write("abc")
    assert robot.window.box.text() == "abc"


@pytest.mark.parametrize("part", ["Guide", "Figures", "Works cited", "Glossary"])
def test_each_part_is_a_door_of_its_own(robot: WindowRobot, part: str) -> None:
    robot.click_link(part)
    section = robot.navigator.section
    assert section is not None
    assert section.title == part


def test_alt_home_goes_to_the_start_page_from_anywhere(robot: WindowRobot) -> None:
    robot.click_link("Read the article")
    robot.press(Key.Key_Home, Mod.AltModifier)
    assert robot.address == ""
    assert "A book about water, for tests." in robot.shown


def test_a_window_may_open_at_a_section(open_window) -> None:  # type: ignore[no-untyped-def]
    assert open_window(address="currents/neap").address == "currents/neap"


def test_a_window_that_is_sent_to_an_unknown_address_opens_at_its_start_and_says_so(open_window) -> None:  # type: ignore[no-untyped-def]
    robot = open_window(address="harbor")
    assert robot.address == ""
    assert "harbor" in robot.bar_text
    assert "harbour" in robot.bar_text


def test_a_folder_that_has_changed_is_shown_at_once_and_then_as_it_is_now(open_window, own_tides: Path) -> None:  # type: ignore[no-untyped-def]
    first = open_window(own_tides, own_cache=True)
    first.until(lambda: first.navigator.library is not None)
    first.window.close()
    rewrite(own_tides, "The mole is long.", "The mole is longer than it was.")
    robot = open_window(own_tides, address="harbour/mole", own_cache=True)
    assert "The mole is long." in robot.shown
    robot.until(lambda: "The mole is longer than it was." in robot.shown)
    assert robot.address == "harbour/mole"
    assert "was reloaded" in robot.bar_text


def test_a_section_that_is_new_is_opened_once_it_is_there(open_window, own_tides: Path) -> None:  # type: ignore[no-untyped-def]
    first = open_window(own_tides, own_cache=True)
    first.until(lambda: first.navigator.library is not None)
    first.window.close()
    rewrite(own_tides, "The mole is long.", "The mole is long.\n\n## The beacon tower {#tower}\n\nIt is tall.")
    robot = open_window(own_tides, address="harbour/tower", own_cache=True)
    assert robot.address == ""
    robot.until(lambda: robot.address == "harbour/tower")


def test_a_folder_that_has_become_unreadable_is_read_on_and_the_reason_is_told(open_window, own_tides: Path) -> None:  # type: ignore[no-untyped-def]
    first = open_window(own_tides, own_cache=True)
    first.until(lambda: first.navigator.library is not None)
    first.window.close()
    robot = open_window(own_tides, address="harbour", own_cache=True)
    own_tides.rename(own_tides.with_name("elsewhere"))
    robot.until(lambda: "is not a folder" in robot.bar_text)
    assert robot.address == "harbour"
    assert robot.dialogs.told == []


def all_bodies(robot: WindowRobot) -> list[SectionText]:
    library = robot.navigator.library
    assert library
    return [body for section in library.contents.children(None) for body in library.pages.section_texts(section)]


def test_a_folder_whose_pack_toml_is_broken_is_read_without_it_and_the_line_is_told(  # type: ignore[no-untyped-def]
    open_window, own_tides: Path
) -> None:
    first = open_window(own_tides, own_cache=True)
    first.until(lambda: first.navigator.library is not None)
    first.window.close()
    (own_tides / "pack.toml").write_text('title = "x"\nid = ', "utf-8")
    robot = open_window(own_tides, own_cache=True)
    robot.until(lambda: "pack.toml:2: cannot be read as TOML" in robot.bar_text)
    assert "The mole is long." in "".join(body.text for body in all_bodies(robot))


def test_what_cannot_be_read_of_a_folder_is_told_when_it_is_opened(open_window, own_tides: Path) -> None:  # type: ignore[no-untyped-def]
    (own_tides / "pack.toml").write_text('title = "x"\nid = ', "utf-8")
    (own_tides / "older.md").write_bytes("# Größe".encode("cp1252"))
    robot = open_window(own_tides, own_cache=True)
    robot.until(lambda: "pack.toml:2: cannot be read as TOML" in robot.bar_text)
    assert "older.md:1: is not UTF-8" in robot.bar_text
    assert robot.dialogs.told == []
