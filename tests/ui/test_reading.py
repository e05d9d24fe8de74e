"""Reading: links, back and forward, and what a page is not allowed to load."""

import pytest
from desk import Desk, FakeDialogs, Key, Mod
from PySide6.QtCore import QBuffer, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QTextDocument
from PySide6.QtTest import QTest
from tides import PICTURE

IMAGE = QTextDocument.ResourceType.ImageResource.value
EVERY_TYPE = [kind.value for kind in QTextDocument.ResourceType]


def show(desk: Desk, html: str) -> None:
    desk.window.view.show_html(html)
    desk.settle()


def test_a_link_leads_to_the_section_and_its_heading_comes_to_the_top(desk: Desk) -> None:
    desk.window.reader.go_to("harbour")
    desk.click_link("spring tide")
    assert desk.address == "currents/spring"
    assert desk.in_contents() == "currents/spring"
    view = desk.window.view
    heading = view.document().find("Spring tide")
    assert 0 <= view.cursorRect(heading).top() < view.viewport().height() // 4


def test_a_citation_leads_to_the_work(desk: Desk) -> None:
    desk.window.reader.go_to("harbour")
    desk.click_link("[1]")
    assert desk.address == "works/doe-2001"


def test_an_unknown_address_is_said_in_the_status_bar_and_the_page_stays(desk: Desk) -> None:
    desk.window.reader.go_to("harbour")
    desk.click_link("a place that is not")
    assert desk.address == "harbour"
    assert "atlantis" in desk.bar_text


def test_a_footnote_mark_leads_to_the_note_and_the_note_back(desk: Desk) -> None:
    desk.window.resize(1000, 400)
    desk.window.reader.go_to("harbour")
    view = desk.window.view

    def in_view(text: str) -> bool:
        found = view.document().find(text)
        assert not found.isNull()
        return view.viewport().rect().contains(view.cursorRect(found))

    desk.click_link("1", to="--fn")
    assert in_view("A bollard is a post of iron")
    assert not in_view("A footnote explains the bollard")
    desk.click_link("↩")
    assert in_view("A footnote explains the bollard")
    assert desk.window.reader.page.root.address == "harbour"  # type: ignore[union-attr]


def test_a_link_to_the_network_is_asked_about_and_refused(desk: Desk, dialogs: FakeDialogs) -> None:
    desk.window.reader.go_to("harbour")
    desk.click_link("the network")
    assert dialogs.asked == ["https://example.org/tides?a=1"]
    assert dialogs.opened == []
    assert desk.address == "harbour"


def test_a_link_to_the_network_opens_outside_once_it_is_allowed(desk: Desk, dialogs: FakeDialogs) -> None:
    dialogs.may = True
    desk.window.reader.go_to("harbour")
    desk.click_link("the network")
    assert dialogs.opened == dialogs.asked == ["https://example.org/tides?a=1"]


@pytest.mark.parametrize(
    "link",
    ["file:///etc/passwd", "javascript:alert(1)", "data:text/html,hello", "qrc:/a", "ftp://example.org/a", "/etc/passwd",
     "//example.org/a", "vbscript:a", "FILE:///etc/passwd", "\\\\server\\share"],
)  # fmt: skip
def test_a_link_to_anything_else_opens_nothing(desk: Desk, dialogs: FakeDialogs, link: str) -> None:
    dialogs.may = True
    desk.window.reader.go_to("harbour")
    show(desk, f'<p>Before <a href="{link}">press here</a> after</p>')
    desk.click_link("press here")
    assert (dialogs.asked, dialogs.opened) == ([], [])
    assert desk.address == "harbour"
    assert "press here" in desk.shown


@pytest.mark.parametrize("kind", EVERY_TYPE)
@pytest.mark.parametrize(
    "name",
    ["file:///etc/hostname", "http://127.0.0.1:9/a.png", "https://example.org/a.css", "qrc:/a.png", ":/a.png", "a.png",
     "../pictures/tide.png", "/etc/hostname", "data:image/png;base64,AAAA", "pack:../../etc/hostname", "pack:", "chart:x"],
)  # fmt: skip
def test_a_page_loads_nothing_but_the_packs_pictures(desk: Desk, kind: int, name: str) -> None:
    found = desk.window.view.loadResource(kind, QUrl(name))
    assert found is None or (isinstance(found, QImage) and found.isNull())


def test_the_file_that_must_not_be_loaded_is_there_to_be_loaded(desk: Desk, tides) -> None:  # type: ignore[no-untyped-def]
    """Else the test above could not fail: Qt itself loads this picture, the page does not."""
    url = QUrl.fromLocalFile(str(tides / "pictures" / "tide.png"))
    assert QTextDocument().loadResource(IMAGE, url) is not None or not QImage(url.toLocalFile()).isNull()
    assert desk.window.view.loadResource(IMAGE, url) is None


def test_the_packs_own_picture_is_shown(desk: Desk) -> None:
    image = desk.window.view.loadResource(IMAGE, QUrl("pack:pictures/tide.png"))
    assert isinstance(image, QImage)
    assert (image.width(), image.height()) == (30, 20)
    assert image.pixelColor(3, 3) == PICTURE


def test_the_packs_picture_stands_in_the_page(desk: Desk) -> None:
    desk.window.resize(1280, 1400)
    desk.window.reader.go_to("harbour")
    desk.settle()
    grabbed = desk.window.view.viewport().grab().toImage()
    found = sum(
        grabbed.pixelColor(x, y) == PICTURE for x in range(0, grabbed.width(), 2) for y in range(0, grabbed.height(), 2)
    )
    assert found >= 30 * 20 / 4 * 0.8


def test_a_picture_wider_than_the_text_is_made_to_fit(desk: Desk) -> None:
    view = desk.window.view
    wide = QImage(6000, 60, QImage.Format.Format_RGB32)
    wide.fill(PICTURE)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    wide.save(buffer, "PNG")
    data = bytes(buffer.data().data())
    view.use(lambda _: None, lambda _: data)
    image = view.loadResource(IMAGE, QUrl("pack:wide.png"))
    assert isinstance(image, QImage)
    frame = view.document().rootFrame().frameFormat()
    assert 0 < image.width() <= view.viewport().width() - frame.leftMargin() - frame.rightMargin() + 1
    assert not view.horizontalScrollBar().isVisible()


def test_back_and_forward_return_to_the_address_and_the_place(desk: Desk) -> None:
    reader, bar = desk.window.reader, desk.window.view.verticalScrollBar()
    reader.go_to("harbour")
    bar.setValue(345)
    reader.go_to("currents")
    bar.setValue(210)
    desk.press(Key.Key_Left, Mod.AltModifier)
    assert (reader.page.root.address, desk.place) == ("harbour", 345)  # type: ignore[union-attr]
    desk.press(Key.Key_Right, Mod.AltModifier)
    assert (reader.page.root.address, desk.place) == ("currents", 210)  # type: ignore[union-attr]
    desk.press(Key.Key_Left, Mod.AltModifier)
    desk.press(Key.Key_Left, Mod.AltModifier)
    assert desk.address == ""


def test_back_works_inside_one_page(desk: Desk) -> None:
    desk.window.reader.go_to("harbour")
    desk.window.view.verticalScrollBar().setValue(77)
    desk.window.reader.go_to("harbour/steps")
    assert desk.place > 77
    desk.press(Key.Key_Left, Mod.AltModifier)
    assert (desk.address, desk.place) == ("harbour", 77)


def test_back_and_forward_are_dimmed_where_there_is_nothing(desk: Desk) -> None:
    actions = desk.window.actions_by_name
    assert not actions["back"].isEnabled()
    assert not actions["forward"].isEnabled()
    desk.window.reader.go_to("harbour")
    assert actions["back"].isEnabled()
    desk.press(Key.Key_Left, Mod.AltModifier)
    assert not actions["back"].isEnabled()
    assert actions["forward"].isEnabled()


def test_going_elsewhere_forgets_what_lay_ahead(desk: Desk) -> None:
    desk.window.reader.go_to("harbour")
    desk.window.reader.go_to("currents")
    desk.press(Key.Key_Left, Mod.AltModifier)
    desk.window.reader.go_to("glossary")
    assert not desk.window.actions_by_name["forward"].isEnabled()
    desk.press(Key.Key_Left, Mod.AltModifier)
    assert desk.address == "harbour"


def test_ctrl_page_keys_go_through_every_page_in_the_order_of_the_contents(desk: Desk) -> None:
    library = desk.window.reader.library
    assert library is not None
    pages = list(dict.fromkeys(section.page for section in library.sections()))
    seen = []
    for _ in pages:
        desk.press(Key.Key_PageDown, Mod.ControlModifier)
        seen.append(desk.address)
    assert seen == pages
    desk.press(Key.Key_PageDown, Mod.ControlModifier)
    assert desk.address == pages[-1]
    desk.press(Key.Key_PageUp, Mod.ControlModifier)
    assert desk.address == pages[-2]


def test_the_status_bar_says_where_the_reader_is(desk: Desk) -> None:
    desk.window.reader.go_to("harbour/mole")
    desk.settle()
    assert "harbour/mole" in desk.bar_text
    assert "3.1" in desk.bar_text
    desk.window.reader.go_to("harbour")
    assert "Body 1" in desk.bar_text


def test_the_title_of_the_window_names_the_entry(desk: Desk) -> None:
    desk.window.reader.go_to("currents")
    assert desk.window.windowTitle().startswith("Currents")


def test_the_address_is_copied_in_the_form_that_opens_it_again(desk: Desk) -> None:
    desk.window.reader.go_to("harbour/quay")
    desk.press(Key.Key_C, Mod.ControlModifier | Mod.ShiftModifier)
    copied = QGuiApplication.clipboard().text()
    desk.press(Key.Key_Home, Mod.AltModifier)
    desk.to_box()
    desk.write(copied)
    desk.press(Key.Key_Return)
    assert desk.address == "harbour/quay"


def test_a_narrower_window_keeps_the_line_that_is_read(desk: Desk) -> None:
    desk.window.reader.go_to("harbour/quay")
    desk.settle()
    heading = desk.window.view.document().find("The quay")
    before, wide = desk.window.view.cursorRect(heading).top(), desk.shown_height
    desk.window.resize(520, 800)
    desk.settle()
    assert desk.shown_height > wide
    assert desk.window.view.cursorRect(heading).top() == before
    assert desk.address == "harbour/quay"


@pytest.mark.parametrize("key", [Key.Key_Down, Key.Key_PageDown, Key.Key_Space, Key.Key_End])
def test_reading_on_by_keys_scrolls_the_page(desk: Desk, key: Key) -> None:
    desk.window.reader.go_to("harbour")
    desk.window.view.setFocus()
    desk.press(key)
    assert desk.place > 0


def test_a_resized_window_keeps_the_heading_that_was_gone_to_near_its_top(desk: Desk) -> None:
    desk.window.reader.go_to("harbour/mole")
    desk.settle()
    desk.window.resize(1000, 1200)
    desk.settle()
    view = desk.window.view
    heading = view.document().find("The mole")
    assert 0 <= view.cursorRect(heading).top() < view.viewport().height() // 8
    assert desk.address == "harbour/mole"


def test_a_click_with_shift_marks_the_text_down_to_it_and_not_to_the_end_of_the_page(desk: Desk) -> None:
    view = desk.window.view
    found = view.document().find("A book about water")
    at = view.cursorRect(found).center() - QPoint(20, 0)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Mod.ShiftModifier, at)
    marked = view.textCursor().selectedText()
    assert marked.startswith("Handbook of Tides")
    assert "Glossary" not in marked
