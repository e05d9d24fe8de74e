"""Opening folders in the window: those that are not there, those without Markdown, and those that have changed."""

from collections.abc import Callable
from pathlib import Path

from desk import Desk, Key, Mod
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from tides import rewrite

from kzref.ui.library_loading import described_title

Open = Callable[..., Desk]


def press_button(desk: Desk, text: str) -> None:
    button = next(b for b in desk.window.loading.waiting.findChildren(QPushButton) if b.text() == text)
    assert button.isVisible()
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.settle()


def said_instead(desk: Desk) -> str:
    """What stands in place of the page."""
    waiting = desk.window.loading.waiting
    assert waiting.isVisible()
    return waiting._text.text()


def test_a_folder_that_is_not_there_opens_the_window_and_says_so(open_window: Open, tmp_path: Path) -> None:
    desk = open_window(tmp_path / "missing")
    assert str(tmp_path / "missing") in said_instead(desk)
    press_button(desk, "Open the reference on Kazakhstan")
    desk.until(lambda: desk.window.reader.library is not None)
    assert desk.window.view.isVisible()
    assert "Handbook of Tides" in desk.shown


def test_from_there_another_folder_can_be_opened(open_window: Open, tmp_path: Path, tides: Path) -> None:
    desk = open_window(tmp_path / "missing")
    desk.dialogs.chosen = tides
    press_button(desk, "Open a folder…")
    desk.until(lambda: "Handbook of Tides" in desk.shown)


def test_a_folder_without_markdown_says_so_and_is_read_once_there_is_some(open_window: Open, tmp_path: Path) -> None:
    folder = tmp_path / "bare"
    folder.mkdir()
    desk = open_window(folder, own_cache=True)
    desk.until(lambda: desk.window.loading.waiting.isVisible() and "no Markdown" in said_instead(desk))
    (folder / "one.md").write_text("# A heron\n\nIt stands.\n", "utf-8")
    desk.press(Key.Key_F5)
    desk.until(lambda: desk.window.reader.library is not None)
    assert desk.window.view.isVisible()


def test_a_folder_without_markdown_that_is_opened_from_the_menu_is_told_and_the_page_stays(
    open_window: Open, tmp_path: Path
) -> None:
    (tmp_path / "bare").mkdir()
    desk = open_window(address="harbour", own_cache=True)
    desk.until(lambda: desk.address == "harbour")
    desk.dialogs.chosen = tmp_path / "bare"
    desk.press(Key.Key_O, Mod.ControlModifier)
    desk.until(lambda: bool(desk.dialogs.told))
    assert "no Markdown" in desk.dialogs.told[0][1]
    assert desk.window.view.isVisible()
    assert desk.address == "harbour"
    desk.press(Key.Key_PageDown, Mod.ControlModifier)
    assert desk.address != "harbour"


def test_while_a_folder_is_prepared_nothing_opens_a_page_that_cannot_be_seen(
    open_window: Open, own_tides: Path
) -> None:
    desk = open_window(own_cache=True, address="harbour")
    desk.until(lambda: desk.address == "harbour")
    desk.search("beacon")
    desk.window.open_library(own_tides)
    assert desk.window.loading.waiting.isVisible()
    assert not desk.window.panel.isEnabled()
    assert not desk.window.actions_by_name["next-section"].isEnabled()
    desk.press(Key.Key_PageDown, Mod.ControlModifier)
    assert desk.address == "harbour"
    assert "Handbook of Tides" in said_instead(desk)
    desk.until(desk.window.view.isVisible)
    assert desk.window.panel.isEnabled()
    assert desk.window.actions_by_name["next-section"].isEnabled()


def test_a_folder_is_named_by_its_title_or_else_by_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    assert described_title(folder) == "notes"
    (folder / "pack.toml").write_text('title = "Handbook"', "utf-8")
    assert described_title(folder) == "Handbook"
    (folder / "pack.toml").write_text("title = ", "utf-8")
    assert described_title(folder) == "notes"
    (folder / "pack.toml").write_bytes(b"\xff")
    assert described_title(folder) == "notes"


def test_f5_says_when_nothing_has_changed(desk: Desk) -> None:
    desk.press(Key.Key_F5)
    desk.until(lambda: "Nothing has changed" in desk.bar_text)


def test_f5_reads_what_has_changed_and_keeps_the_page_its_place_and_the_way_back(
    open_window: Open, own_tides: Path
) -> None:
    desk = open_window(own_tides, own_cache=True)
    desk.until(lambda: desk.window.reader.library is not None)
    desk.window.reader.go_to("glossary")
    desk.window.reader.go_to("harbour")
    desk.window.view.verticalScrollBar().setValue(222)
    rewrite(own_tides, "The mole is long.", "The mole is longer than it was.")
    desk.press(Key.Key_F5)
    desk.until(lambda: "The mole is longer than it was." in desk.shown)
    assert "has changed" in desk.bar_text
    assert (desk.address, desk.place) == ("harbour", 222)
    desk.press(Key.Key_Left, Mod.AltModifier)
    assert desk.address == "glossary"
    desk.press(Key.Key_Left, Mod.AltModifier)
    assert desk.address == ""
    desk.press(Key.Key_Right, Mod.AltModifier)
    desk.press(Key.Key_Right, Mod.AltModifier)
    assert desk.address == "harbour"


def test_back_passes_over_what_is_gone_and_says_so(open_window: Open, own_tides: Path) -> None:
    desk = open_window(own_tides, own_cache=True)
    desk.until(lambda: desk.window.reader.library is not None)
    for address in ("glossary", "harbour/mole", "currents"):
        desk.window.reader.go_to(address)
    rewrite(own_tides, "## The mole {#mole}", "## The pier {#pier}")
    desk.press(Key.Key_F5)
    desk.until(lambda: "has changed" in desk.bar_text)
    desk.press(Key.Key_Left, Mod.AltModifier)
    assert desk.address == "glossary"
    assert "harbour/mole" in desk.bar_text


def test_a_page_that_is_gone_leads_to_the_start_page_and_says_so(open_window: Open, own_tides: Path) -> None:
    desk = open_window(own_tides, own_cache=True)
    desk.until(lambda: desk.window.reader.library is not None)
    desk.window.reader.go_to("glossary")
    desk.window.reader.go_to("harbour/mole")
    rewrite(own_tides, "## The mole {#mole}", "## The pier {#pier}")
    desk.press(Key.Key_F5)
    desk.until(lambda: desk.address == "")
    assert "harbour/mole" in desk.bar_text
    assert "Handbook of Tides" in desk.shown
    desk.press(Key.Key_Left, Mod.AltModifier)
    assert desk.address == "glossary"
