"""Typesetting: a page looks like a well-set book at any width."""

from itertools import pairwise

import pytest
from PySide6.QtGui import QFontMetricsF, QTextBlock, QTextDocument, QTextTable
from window_robot import WindowRobot

from kzref.ui.reading.page_document import fill_document
from kzref.ui.reading.text_column import MEASURE
from kzref.ui.style.fonts import PAGE_POINTS, SANS, SERIF
from kzref.ui.style.theme import read_theme

HEADINGS = [f"<h{rank}>Rank {rank}</h{rank}>" for rank in range(1, 7)]
PAGE = "".join(HEADINGS) + "<p>Text of the page with <b>bold</b>, a note<sup>1</sup>.</p>"


def document(resources, html: str, points: float = PAGE_POINTS) -> QTextDocument:  # type: ignore[no-untyped-def]
    made = QTextDocument()
    fill_document(made, html, read_theme(resources, "light"), lambda _: None, points=points)
    return made


def sizes(made: QTextDocument) -> dict[int, float]:
    """Size of the text in points by rank of heading; 0 is the text."""
    found: dict[int, float] = {}
    block = made.begin()
    while block.isValid():
        found[block.blockFormat().headingLevel()] = block.begin().fragment().charFormat().font().pointSizeF()
        block = block.next()
    return found


@pytest.mark.usefixtures("application")
@pytest.mark.parametrize("points", [PAGE_POINTS / 2, PAGE_POINTS, PAGE_POINTS * 3])
def test_headings_are_larger_than_the_text_the_higher_the_larger(resources, points: float) -> None:  # type: ignore[no-untyped-def]
    found = sizes(document(resources, PAGE, points))
    assert found[0] == pytest.approx(points)
    assert found[1] > found[2] > found[3] > found[0]
    assert found[4] >= found[0]


@pytest.mark.usefixtures("application")
def test_the_line_above_the_title_is_smaller_than_the_text(resources) -> None:  # type: ignore[no-untyped-def]
    found = sizes(document(resources, PAGE))
    assert found[6] < found[0]


@pytest.mark.usefixtures("application")
def test_a_heading_that_is_partly_set_otherwise_is_of_one_size(resources) -> None:  # type: ignore[no-untyped-def]
    made = document(resources, '<h2><a name="a">One <i>two</i></a> <code>three</code></h2>')
    fragments = made.begin().begin()
    found = set()
    while not fragments.atEnd():
        found.add(fragments.fragment().charFormat().font().pointSizeF())
        fragments += 1
    assert len(found) == 1


def test_text_is_set_in_the_bundled_serif_and_tables_in_the_bundled_sans(robot: WindowRobot) -> None:
    robot.navigator.go_to("catch-page")
    found = robot.view.document()
    assert found.find("four years").charFormat().font().family() == SERIF
    assert found.find("2003").charFormat().font().family() == SANS


@pytest.mark.usefixtures("application")
@pytest.mark.parametrize("family", [SERIF, SANS])
def test_the_bundled_fonts_have_every_kazakh_and_russian_letter(family: str) -> None:
    from PySide6.QtGui import QFont, QRawFont

    face = QRawFont.fromFont(QFont(family))
    assert face.familyName() == family
    letters = "АаӘәБбВвГгҒғДдЕеЁёЖжЗзИиЙйКкҚқЛлМмНнҢңОоӨөПпРрСсТтУуҰұҮүФфХхҺһЦцЧчШшЩщЪъЫыІіЬьЭэЮюЯя§№«»–—…↩−"
    assert [letter for letter in letters if not face.supportsCharacter(ord(letter))] == []


@pytest.mark.parametrize("width", [420, 620, 900, 1280, 1920, 2560])
def test_the_measure_is_kept_at_every_width(robot: WindowRobot, width: int) -> None:
    robot.window.resize(width, 800)
    robot.navigator.go_to("harbour")
    robot.settle()
    view = robot.view
    frame = view.document().rootFrame().frameFormat()
    assert frame.leftMargin() == frame.rightMargin()
    text = view.viewport().width() - frame.leftMargin() - frame.rightMargin()
    measure = QFontMetricsF(view.document().defaultFont()).averageCharWidth() * MEASURE
    assert text <= measure + 1
    assert frame.leftMargin() >= 20
    assert text == pytest.approx(min(measure, text), abs=1)
    if view.viewport().width() > measure + 100:
        assert text == pytest.approx(measure, abs=1)
    assert not view.horizontalScrollBar().isVisible()


def test_the_measure_follows_a_window_that_is_resized(robot: WindowRobot) -> None:
    robot.navigator.go_to("harbour")
    view = robot.view

    def text_width() -> float:
        frame = view.document().rootFrame().frameFormat()
        return view.viewport().width() - frame.leftMargin() - frame.rightMargin()

    wide = text_width()
    robot.window.resize(500, 800)
    robot.settle()
    narrow = text_width()
    robot.window.resize(1280, 800)
    robot.settle()
    assert narrow < wide
    assert text_width() == pytest.approx(wide, abs=1)


def blocks(made: QTextDocument) -> list[QTextBlock]:
    found = []
    block = made.begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def test_a_list_whose_numbers_jump_has_no_gaps(open_window, tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "laws").mkdir()
    (tmp_path / "laws" / "one.md").write_text(
        "# Law\n\n1. alder\n2. birch\n5. cedar\n6. daphne\n9. elder\n\nEnd.\n", "utf-8"
    )
    robot = open_window(tmp_path / "laws", address="one", own_cache=True)
    robot.until(lambda: "End." in robot.shown)
    page = robot.view.document()
    lines = [page.find(text).block() for text in ("alder", "birch", "cedar", "daphne", "elder")]
    tops = [page.documentLayout().blockBoundingRect(line).top() for line in lines]
    steps = [below - above for above, below in pairwise(tops)]
    assert steps == pytest.approx([steps[0]] * 4)


def test_a_callout_stands_in_a_box_of_its_own(robot: WindowRobot, resources) -> None:  # type: ignore[no-untyped-def]
    robot.navigator.go_to("harbour")
    table = robot.view.document().find("A callout about ropes").currentTable()
    assert isinstance(table, QTextTable)
    assert (table.rows(), table.columns()) == (1, 1)
    ground = table.cellAt(0, 0).format().background().color().name()
    assert ground == read_theme(resources, "light").note


def test_figures_in_tables_stand_right_and_labels_left(robot: WindowRobot) -> None:
    from PySide6.QtCore import Qt

    robot.navigator.go_to("catch-page")
    found = robot.view.document()
    assert found.find("2,400").blockFormat().alignment() & Qt.AlignmentFlag.AlignRight
    assert not found.find("2003").blockFormat().alignment() & Qt.AlignmentFlag.AlignRight
