"""Pages that are left are freed, and huge ones are shown in parts: no page keeps memory or stops the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QTextDocument, QWheelEvent
from PySide6.QtWidgets import QApplication
from window_robot import WindowRobot

from kzref.render.pages.chunks import CHUNK, PIECE, WHOLE_PAGE, PageChunks
from kzref.ui.reading.page_view import PageView
from kzref.ui.style.theme import read_theme

Mod = Qt.KeyboardModifier
SENTENCE = "The court hears the case and rules upon it. "
PARAGRAPHS = "".join(f'<p><sup id="place--{n}"></sup>{SENTENCE * 20}</p>' for n in range(1200))
LONG = (
    f'<article id="top"><h1>A long page</h1>{PARAGRAPHS}<p>Here is the needle.</p>{PARAGRAPHS}<p>A second needle.</p>'
)


def free_what_was_left() -> None:
    """As the event loop does between two events."""
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def needles(text: str) -> list[tuple[int, int]]:
    spans, at = [], text.find("needle")
    while at >= 0:
        spans.append((at, at + 6))
        at = text.find("needle", at + 1)
    return spans


@pytest.fixture
def view(application: QApplication, resources: Path) -> Iterator[PageView]:
    page_view = PageView(read_theme(resources, "light"))
    page_view.resize(900, 700)
    page_view.show()
    yield page_view
    page_view.deleteLater()
    free_what_was_left()


def shown(view: PageView) -> str:
    return view.document().toPlainText()


def follow(view: PageView, link: str) -> None:
    from PySide6.QtCore import QUrl

    view.anchorClicked.emit(QUrl(link))


def links(view: PageView) -> list[str]:
    found = []
    block = view.document().begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            found.append(fragments.fragment().charFormat().anchorHref())
            fragments += 1
        block = block.next()
    return [link for link in found if link.startswith("turn:")]


def test_a_page_that_was_left_is_freed(robot: WindowRobot) -> None:
    view, reader = robot.view, robot.navigator
    for number in range(60):
        reader.go_to(("harbour", "catch-page", "currents")[number % 3])
        free_what_was_left()
        assert len(view.findChildren(QTextDocument)) == 1


def test_zoom_theme_size_and_the_start_page_leave_no_page_behind(robot: WindowRobot) -> None:
    view = robot.view
    robot.navigator.go_to("catch-page")
    for number in range(8):
        robot.window.appearance.zoom_in()
        robot.window.actions_by_name["theme-dark" if number % 2 else "theme-light"].trigger()
        robot.window.resize(900 + 20 * number, 700)
        robot.navigator.go_home()
        robot.navigator.go_back()
        free_what_was_left()
        assert len(view.findChildren(QTextDocument)) == 1


def test_the_marks_of_a_search_hold_on_to_no_page(robot: WindowRobot) -> None:
    robot.search("beacon")
    for _ in range(6):
        robot.navigator.go_to("harbour")
        robot.navigator.go_to("currents")
        free_what_was_left()
        assert len(robot.view.findChildren(QTextDocument)) == 1


def test_the_whole_of_an_ordinary_page_is_laid_out(view: PageView) -> None:
    view.show_html("<p>One line.</p>" * 60)
    last = view.document().documentLayout().blockBoundingRect(view.document().lastBlock())
    assert last.height() > 0


def test_a_long_page_is_shown_in_parts_that_lead_to_one_another(view: PageView) -> None:
    view.show_html(LONG)
    assert "A long page" in shown(view)
    assert len(shown(view)) < len(LONG) / 4
    assert links(view) == ["turn:on"]
    said = ""
    chunks = 1
    while "turn:on" in links(view):
        said += shown(view)
        follow(view, "turn:on")
        chunks += 1
        assert view.verticalScrollBar().value() == 0
    said += shown(view)
    assert links(view) == ["turn:back"]
    assert said.count(SENTENCE.strip()) == 2 * 1200 * 20
    follow(view, "turn:back")
    assert set(links(view)) == {"turn:on", "turn:back"}
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()


def test_it_is_said_how_much_of_the_page_follows(view: PageView) -> None:
    view.show_html(LONG)
    said = shown(view).splitlines()[-1]
    share = int("".join(c for c in said if c.isdigit()))
    assert 60 < share < 100


def test_a_place_in_another_part_is_gone_to(view: PageView) -> None:
    view.show_html(LONG)
    assert view.go_to("place--1100")
    assert "A long page" not in shown(view)
    assert view.go_to("top")
    assert "A long page" in shown(view)
    assert not view.go_to("no-such-place")


def test_going_back_finds_the_part_that_was_read(view: PageView) -> None:
    view.show_html(LONG)
    follow(view, "turn:on")
    view.verticalScrollBar().setValue(500)
    scrolled, text = view.scrolled(), shown(view)
    view.show_html(LONG)
    view.scroll_to(scrolled)
    assert (view.scrolled(), shown(view)) == (scrolled, text)


def test_another_size_of_text_keeps_the_part_that_is_read(view: PageView) -> None:
    view.show_html(LONG)
    follow(view, "turn:on")
    text = shown(view)
    view.set_zoom(150)
    assert shown(view) == text


def test_hits_in_other_parts_are_gone_to_in_both_directions(view: PageView) -> None:
    view.show_html(LONG)
    assert view.highlights.show(needles) == 0
    assert view.highlights.step(1) == 0
    assert "Here is the needle" in shown(view)
    assert view.highlights.step(1) == 0
    assert "A second needle" in shown(view)
    assert view.highlights.step(1) == -1
    assert view.highlights.step(-1) == 0
    assert "Here is the needle" in shown(view)


def test_the_first_hit_after_a_heading_is_found_in_a_later_part(view: PageView) -> None:
    view.show_html(LONG)
    view.highlights.show(needles)
    view.highlights.go_to_first_of("top")
    assert "Here is the needle" in shown(view)
    assert view.highlights.current == 0


def test_a_part_without_a_heading_belongs_to_the_section_that_it_goes_on(view: PageView) -> None:
    view.show_html(LONG + '<section id="next"><h2>Next</h2></section><p>Its text.</p>')
    follow(view, "turn:on")
    reached: list[str] = []
    view.section_reached.connect(reached.append)
    view.verticalScrollBar().setValue(300)
    assert reached == ["top"]


ROW = '<tr><td align="left">one</td><td align="left">two</td></tr>'
HUGE = {
    "a word": f"<p>{'a' * 300_000}</p>",
    "a heading": f"<h1>{SENTENCE * 5000}</h1>",
    "a table": f'<table class="data"><thead><tr><th>A</th><th>B</th></tr></thead><tbody>{ROW * 5000}</tbody></table>',
    "a row": f'<table class="data"><tr>{"<td>x</td>" * 1500}</tr></table>',
    "a line of code": f"<pre><code>{'x' * 300_000}</code></pre>",
    "a list": f"<ul>{'<li>item</li>' * 10_000}</ul>",
    "a cell of a million columns": '<table class="data"><tr><td colspan="1000000">x</td></tr></table>',
}  # fmt: skip


@pytest.mark.parametrize("html", HUGE.values(), ids=HUGE.keys())
def test_what_is_laid_out_at_once_is_limited(view: PageView, html: str) -> None:
    """Lines of a block, rows and columns of a table: Qt lays each of them out as a whole."""
    from PySide6.QtGui import QTextTable

    view.show_html(html)
    document = view.document()
    block = document.begin()
    while block.isValid():
        assert block.length() <= 8_001
        block = block.next()
    for table in document.rootFrame().childFrames():
        if isinstance(table, QTextTable):
            assert table.columns() <= 20
            assert table.rows() * table.columns() <= 1_000
    assert document.blockCount() < 15_000
    assert PageChunks(html).chunk(0)
    assert PIECE < CHUNK < WHOLE_PAGE


def turn_wheel(view: PageView, angle: int, modifiers: Qt.KeyboardModifier = Mod.ControlModifier) -> None:
    middle = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        middle, view.viewport().mapToGlobal(middle), QPoint(0, 0), QPoint(0, angle), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


@pytest.mark.parametrize("page", ["harbour", "catch-page"])
def test_ctrl_and_the_wheel_run_the_steps_of_the_zoom_keys(robot: WindowRobot, page: str) -> None:
    robot.navigator.go_to(page)
    view = robot.view
    family = view.document().defaultFont().family()
    points = view.document().defaultFont().pointSizeF()
    turn_wheel(view, 120)
    assert "110 %" in robot.bar_text
    assert view.document().defaultFont().pointSizeF() == pytest.approx(points * 1.1)
    assert view.document().defaultFont().family() == family
    turn_wheel(view, -240)
    assert "90 %" in robot.bar_text


def test_small_turns_of_a_fine_wheel_add_up_to_a_step(robot: WindowRobot) -> None:
    for _ in range(7):
        turn_wheel(robot.view, 15)
    assert "100 %" in robot.bar_text
    turn_wheel(robot.view, 15)
    assert "110 %" in robot.bar_text
    turn_wheel(robot.view, 60)
    turn_wheel(robot.view, -60)
    assert "110 %" in robot.bar_text


def test_the_wheel_alone_scrolls(robot: WindowRobot) -> None:
    robot.navigator.go_to("harbour")
    turn_wheel(robot.view, -120, Mod.NoModifier)
    assert robot.place > 0
    assert "100 %" in robot.bar_text


def pinch(view: PageView, larger: float) -> None:
    middle = QPointF(view.viewport().rect().center())
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2, middle, middle, middle,
        larger, QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def test_two_fingers_run_the_steps_of_the_zoom_keys(robot: WindowRobot) -> None:
    for _ in range(3):
        pinch(robot.view, 0.06)
    assert "110 %" in robot.bar_text
    for _ in range(6):
        pinch(robot.view, -0.06)
    assert "90 %" in robot.bar_text
