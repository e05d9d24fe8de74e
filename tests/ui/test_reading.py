"""Reading: links, back and forward, and what a page is not allowed to load."""

import pytest
from handbook_pack import PICTURE
from PySide6.QtCore import QBuffer, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QTextDocument
from PySide6.QtTest import QTest
from window_robot import FakeDialogs, Key, Mod, WindowRobot

IMAGE = QTextDocument.ResourceType.ImageResource.value
EVERY_TYPE = [kind.value for kind in QTextDocument.ResourceType]


def show(robot: WindowRobot, html: str) -> None:
    robot.view.show_html(html)
    robot.settle()


def test_a_link_leads_to_the_section_and_its_heading_comes_to_the_top(robot: WindowRobot) -> None:
    robot.navigator.go_to("harbour")
    robot.click_link("spring tide")
    assert robot.address == "currents/spring"
    assert robot.in_contents() == "currents/spring"
    view = robot.view
    heading = view.document().find("Spring tide")
    assert 0 <= view.cursorRect(heading).top() < view.viewport().height() // 4


def test_a_citation_leads_to_the_work(robot: WindowRobot) -> None:
    robot.navigator.go_to("harbour")
    robot.click_link("[1]")
    assert robot.address == "works/doe-2001"


def test_an_unknown_address_is_said_in_the_status_bar_and_the_page_stays(robot: WindowRobot) -> None:
    robot.navigator.go_to("harbour")
    robot.click_link("a place that is not")
    assert robot.address == "harbour"
    assert "atlantis" in robot.bar_text


def test_a_footnote_mark_leads_to_the_note_and_the_note_back(robot: WindowRobot) -> None:
    robot.window.resize(1000, 400)
    robot.navigator.go_to("harbour")
    view = robot.view

    def in_view(text: str) -> bool:
        found = view.document().find(text)
        assert not found.isNull()
        return view.viewport().rect().contains(view.cursorRect(found))

    robot.click_link("1", to="--fn")
    assert in_view("A bollard is a post of iron")
    assert not in_view("A footnote explains the bollard")
    robot.click_link("↩")
    assert in_view("A footnote explains the bollard")
    assert robot.navigator.page.root.address == "harbour"  # type: ignore[union-attr]


def test_a_link_to_the_network_is_asked_about_and_refused(robot: WindowRobot, dialogs: FakeDialogs) -> None:
    robot.navigator.go_to("harbour")
    robot.click_link("the network")
    assert dialogs.asked == ["https://example.org/tides?a=1"]
    assert dialogs.opened == []
    assert robot.address == "harbour"


def test_a_link_to_the_network_opens_outside_once_it_is_allowed(robot: WindowRobot, dialogs: FakeDialogs) -> None:
    dialogs.may = True
    robot.navigator.go_to("harbour")
    robot.click_link("the network")
    assert dialogs.opened == dialogs.asked == ["https://example.org/tides?a=1"]


@pytest.mark.parametrize(
    "link",
    ["file:///etc/passwd", "javascript:alert(1)", "data:text/html,hello", "qrc:/a", "ftp://example.org/a", "/etc/passwd",
     "//example.org/a", "vbscript:a", "FILE:///etc/passwd", "\\\\server\\share"],
)  # fmt: skip
def test_a_link_to_anything_else_opens_nothing(robot: WindowRobot, dialogs: FakeDialogs, link: str) -> None:
    dialogs.may = True
    robot.navigator.go_to("harbour")
    show(robot, f'<p>Before <a href="{link}">press here</a> after</p>')
    robot.click_link("press here")
    assert (dialogs.asked, dialogs.opened) == ([], [])
    assert robot.address == "harbour"
    assert "press here" in robot.shown


@pytest.mark.parametrize("kind", EVERY_TYPE)
@pytest.mark.parametrize(
    "name",
    ["file:///etc/hostname", "http://127.0.0.1:9/a.png", "https://example.org/a.css", "qrc:/a.png", ":/a.png", "a.png",
     "../pictures/tide.png", "/etc/hostname", "data:image/png;base64,AAAA", "pack:../../etc/hostname", "pack:", "chart:x"],
)  # fmt: skip
def test_a_page_loads_nothing_but_the_packs_pictures(robot: WindowRobot, kind: int, name: str) -> None:
    found = robot.view.loadResource(kind, QUrl(name))
    assert found is None or (isinstance(found, QImage) and found.isNull())


def test_the_file_that_must_not_be_loaded_is_there_to_be_loaded(robot: WindowRobot, tides) -> None:  # type: ignore[no-untyped-def]
    """Else the test above could not fail: Qt itself loads this picture, the page does not."""
    url = QUrl.fromLocalFile(str(tides / "pictures" / "tide.png"))
    assert QTextDocument().loadResource(IMAGE, url) is not None or not QImage(url.toLocalFile()).isNull()
    assert robot.view.loadResource(IMAGE, url) is None


def test_the_packs_own_picture_is_shown(robot: WindowRobot) -> None:
    image = robot.view.loadResource(IMAGE, QUrl("pack:pictures/tide.png"))
    assert isinstance(image, QImage)
    assert (image.width(), image.height()) == (30, 20)
    assert image.pixelColor(3, 3) == PICTURE


def test_the_packs_picture_stands_in_the_page(robot: WindowRobot) -> None:
    robot.window.resize(1280, 1400)
    robot.navigator.go_to("harbour")
    robot.settle()
    grabbed = robot.view.viewport().grab().toImage()
    found = sum(
        grabbed.pixelColor(x, y) == PICTURE for x in range(0, grabbed.width(), 2) for y in range(0, grabbed.height(), 2)
    )
    assert found >= 30 * 20 / 4 * 0.8


def test_a_picture_wider_than_the_text_is_made_to_fit(robot: WindowRobot) -> None:
    view = robot.view
    wide = QImage(6000, 60, QImage.Format.Format_RGB32)
    wide.fill(PICTURE)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    wide.save(buffer, "PNG")
    data = bytes(buffer.data().data())
    view.set_sources(lambda _: None, lambda _: data)
    image = view.loadResource(IMAGE, QUrl("pack:wide.png"))
    assert isinstance(image, QImage)
    frame = view.document().rootFrame().frameFormat()
    assert 0 < image.width() <= view.viewport().width() - frame.leftMargin() - frame.rightMargin() + 1
    assert not view.horizontalScrollBar().isVisible()


def test_back_and_forward_return_to_the_address_and_the_place(robot: WindowRobot) -> None:
    reader, bar = robot.navigator, robot.view.verticalScrollBar()
    reader.go_to("harbour")
    bar.setValue(345)
    reader.go_to("currents")
    bar.setValue(210)
    robot.press(Key.Key_Left, Mod.AltModifier)
    assert (reader.page.root.address, robot.place) == ("harbour", 345)  # type: ignore[union-attr]
    robot.press(Key.Key_Right, Mod.AltModifier)
    assert (reader.page.root.address, robot.place) == ("currents", 210)  # type: ignore[union-attr]
    robot.press(Key.Key_Left, Mod.AltModifier)
    robot.press(Key.Key_Left, Mod.AltModifier)
    assert robot.address == ""


def test_back_works_inside_one_page(robot: WindowRobot) -> None:
    robot.navigator.go_to("harbour")
    robot.view.verticalScrollBar().setValue(77)
    robot.navigator.go_to("harbour/steps")
    assert robot.place > 77
    robot.press(Key.Key_Left, Mod.AltModifier)
    assert (robot.address, robot.place) == ("harbour", 77)


def test_back_and_forward_are_dimmed_where_there_is_nothing(robot: WindowRobot) -> None:
    actions = robot.window.actions_by_name
    assert not actions["back"].isEnabled()
    assert not actions["forward"].isEnabled()
    robot.navigator.go_to("harbour")
    assert actions["back"].isEnabled()
    robot.press(Key.Key_Left, Mod.AltModifier)
    assert not actions["back"].isEnabled()
    assert actions["forward"].isEnabled()


def test_going_elsewhere_forgets_what_lay_ahead(robot: WindowRobot) -> None:
    robot.navigator.go_to("harbour")
    robot.navigator.go_to("currents")
    robot.press(Key.Key_Left, Mod.AltModifier)
    robot.navigator.go_to("glossary")
    assert not robot.window.actions_by_name["forward"].isEnabled()
    robot.press(Key.Key_Left, Mod.AltModifier)
    assert robot.address == "harbour"


def test_ctrl_page_keys_go_through_every_page_in_the_order_of_the_contents(robot: WindowRobot) -> None:
    library = robot.navigator.library
    assert library is not None
    pages = list(dict.fromkeys(section.page for section in library.contents.sections()))
    seen = []
    for _ in pages:
        robot.press(Key.Key_PageDown, Mod.ControlModifier)
        seen.append(robot.address)
    assert seen == pages
    robot.press(Key.Key_PageDown, Mod.ControlModifier)
    assert robot.address == pages[-1]
    robot.press(Key.Key_PageUp, Mod.ControlModifier)
    assert robot.address == pages[-2]


def test_the_status_bar_says_where_the_reader_is(robot: WindowRobot) -> None:
    robot.navigator.go_to("harbour/mole")
    robot.settle()
    assert "harbour/mole" in robot.bar_text
    assert "3.1" in robot.bar_text
    robot.navigator.go_to("harbour")
    assert "Body 1" in robot.bar_text


def test_the_title_of_the_window_names_the_entry(robot: WindowRobot) -> None:
    robot.navigator.go_to("currents")
    assert robot.window.windowTitle().startswith("Currents")


def test_the_address_is_copied_in_the_form_that_opens_it_again(robot: WindowRobot) -> None:
    robot.navigator.go_to("harbour/quay")
    robot.press(Key.Key_C, Mod.ControlModifier | Mod.ShiftModifier)
    copied = QGuiApplication.clipboard().text()
    robot.press(Key.Key_Home, Mod.AltModifier)
    robot.to_box()
    robot.write(copied)
    robot.press(Key.Key_Return)
    assert robot.address == "harbour/quay"


def test_a_narrower_window_keeps_the_line_that_is_read(robot: WindowRobot) -> None:
    robot.navigator.go_to("harbour/quay")
    robot.settle()
    heading = robot.view.document().find("The quay")
    before, wide = robot.view.cursorRect(heading).top(), robot.shown_height
    robot.window.resize(520, 800)
    robot.settle()
    assert robot.shown_height > wide
    assert robot.view.cursorRect(heading).top() == before
    assert robot.address == "harbour/quay"


@pytest.mark.parametrize("key", [Key.Key_Down, Key.Key_PageDown, Key.Key_Space, Key.Key_End])
def test_reading_on_by_keys_scrolls_the_page(robot: WindowRobot, key: Key) -> None:
    robot.navigator.go_to("harbour")
    robot.view.setFocus()
    robot.press(key)
    assert robot.place > 0


def test_a_resized_window_keeps_the_heading_that_was_gone_to_near_its_top(robot: WindowRobot) -> None:
    robot.navigator.go_to("harbour/mole")
    robot.settle()
    robot.window.resize(1000, 1200)
    robot.settle()
    view = robot.view
    heading = view.document().find("The mole")
    assert 0 <= view.cursorRect(heading).top() < view.viewport().height() // 8
    assert robot.address == "harbour/mole"


def test_a_click_with_shift_marks_the_text_down_to_it_and_not_to_the_end_of_the_page(robot: WindowRobot) -> None:
    view = robot.view
    found = view.document().find("A book about water")
    at = view.cursorRect(found).center() - QPoint(20, 0)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Mod.ShiftModifier, at)
    marked = view.textCursor().selectedText()
    assert marked.startswith("Handbook of Tides")
    assert "Glossary" not in marked


def words_on_top(robot: WindowRobot) -> str:
    """The words at the top of the page."""
    view = robot.view
    cursor = view.cursorForPosition(QPoint(view.viewport().width() // 2, 8))
    return view.document().toPlainText()[cursor.block().position() :][:40]


@pytest.mark.parametrize("change", ["larger", "narrower", "dark"])
def test_back_finds_the_line_that_was_read_whatever_the_page_looks_like_now(robot: WindowRobot, change: str) -> None:
    robot.window.resize(900, 400)
    robot.navigator.go_to("harbour/steps")
    robot.settle()
    words = words_on_top(robot)
    robot.navigator.go_to("currents")
    if change == "larger":
        robot.press(Key.Key_Plus, Mod.ControlModifier)
        robot.press(Key.Key_Plus, Mod.ControlModifier)
    elif change == "narrower":
        robot.window.resize(780, 400)
    else:
        robot.window.actions_by_name["theme-dark"].trigger()
    robot.settle()
    robot.press(Key.Key_Left, Mod.AltModifier)
    robot.settle()
    assert robot.address == "harbour/steps"
    assert words_on_top(robot) == words


def test_every_place_of_a_page_is_a_location_that_leads_back_to_it(robot: WindowRobot) -> None:
    for address in ("harbour", "catch-page", "currents", ""):
        if address:
            robot.navigator.go_to(address)
        else:
            robot.navigator.go_home()
        robot.settle()
        view = robot.view
        text, raw = view.page_text(), view.document().toRawText()
        first = text.position(text.location(0))
        assert first is not None
        letters = [position for position, letter in enumerate(raw) if letter.isalnum() and position >= first]
        assert letters
        assert [text.position(text.location(position)) for position in letters] == letters
