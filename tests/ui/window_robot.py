"""A robot that uses the window: real key presses, real clicks, and what a reader can see of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kzref.ui.background import Lane, Lanes
from kzref.ui.library.contents_model import SECTION
from kzref.ui.library.library_loader import LibraryLoader
from kzref.ui.reading.navigator import Navigator
from kzref.ui.reading.page_view import PageView
from kzref.ui.search.results_model import HIT
from kzref.ui.window.main_window import MainWindow

Key, Mod = Qt.Key, Qt.KeyboardModifier


@dataclass
class FakeProgress:
    """Keeps how far a job said it was."""

    said: str
    steps: list[tuple[int, int]] = field(default_factory=list)
    open: bool = True

    def advance(self, done: int, of: int) -> None:
        self.steps.append((done, of))

    def close(self) -> None:
        self.open = False


@dataclass
class FakeDialogs:
    """Answers as it was told to, and keeps what was asked."""

    may: bool = False
    pdf: Path | None = None
    chosen: Path | None = None
    named: str = ""
    told: list[tuple[str, str]] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    suggested: list[str] = field(default_factory=list)
    jobs: list[FakeProgress] = field(default_factory=list)
    pages: Callable[[str], str] = str
    """Of the help browser that was shown last."""
    impatient: bool = False
    """Stops every job as soon as it has begun."""

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        self.told.append((title, text))

    def show_page(self, parent: QWidget, title: str, html: str) -> None:
        self.told.append((title, html))

    def show_pages(self, parent: QWidget, title: str, pages: Callable[[str], str]) -> None:
        self.told.append((title, pages("")))
        self.pages = pages

    def progress(self, parent: QWidget, said: str, stopped: Callable[[], None]) -> FakeProgress:
        self.jobs.append(FakeProgress(said))
        if self.impatient:
            QTimer.singleShot(0, stopped)
        return self.jobs[-1]

    def crash(self, parent: QWidget, details: str) -> None:
        self.crashes.append(details)

    def earlier_crash(self, parent: QWidget, details: str) -> None:
        self.crashes.append(details)

    def may_open(self, parent: QWidget, address: str) -> bool:
        self.asked.append(address)
        return self.may

    def open_outside(self, address: str) -> None:
        self.opened.append(address)

    def pdf_path(self, parent: QWidget, suggested: str) -> Path | None:
        self.suggested.append(suggested)
        return self.pdf

    def folder(self, parent: QWidget) -> Path | None:
        return self.chosen

    def name(self, parent: QWidget, title: str, label: str, suggested: str) -> str:
        self.suggested.append(suggested)
        return self.named


@dataclass
class WindowRobot:
    """A window, used as a reader uses it."""

    window: MainWindow
    loader: LibraryLoader
    lanes: Lanes
    dialogs: FakeDialogs
    qtbot: QtBot

    @property
    def navigator(self) -> Navigator:
        """The navigator of the current tab."""
        return self.window.area.navigator

    @property
    def view(self) -> PageView:
        """The page of the current tab."""
        return self.window.area.view

    @property
    def search_lane(self) -> Lane:
        return self.lanes.searching

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Mod.NoModifier) -> None:
        """Presses a key of the keyboard: it goes wherever the window's focus is, shortcuts first."""
        QTest.keyClick(self.window.windowHandle(), key, modifiers)
        QApplication.processEvents()

    def write(self, text: str) -> None:
        """Types into what has the focus."""
        QTest.keyClicks(QApplication.focusWidget(), text)

    def to_box(self) -> None:
        """Goes to the search box by its key."""
        self.press(Key.Key_K, Mod.ControlModifier)
        assert QApplication.focusWidget() is self.window.box

    def search(self, text: str) -> None:
        """Types a query into the box and waits for its answer."""
        self.to_box()
        with self.qtbot.waitSignal(self.search_lane.done, check_params_cb=lambda r: r.query.text == text):
            self.write(text)

    def until(self, met: Callable[[], bool]) -> None:
        """Waits until something is so."""
        self.qtbot.waitUntil(met, timeout=20_000)

    def settle(self) -> None:
        """Lets the window finish what it has begun."""
        QApplication.processEvents()
        QApplication.sendPostedEvents()
        QApplication.processEvents()

    @property
    def address(self) -> str:
        """The address that is read, empty on the start page."""
        section = self.navigator.section
        return section.address if section else ""

    @property
    def shown(self) -> str:
        """The text of the page."""
        return self.view.document().toPlainText()

    @property
    def place(self) -> int:
        return self.view.verticalScrollBar().value()

    @property
    def shown_height(self) -> int:
        """The height of the whole page, in pixels."""
        return int(self.view.document().documentLayout().documentSize().height())

    @property
    def bar_text(self) -> str:
        """Everything that the status bar says."""
        bar = self.window.statusBar()
        labels = [label.text() for label in bar.findChildren(QLabel) if label.isVisibleTo(bar)]
        return " | ".join([bar.currentMessage(), *labels])

    @property
    def said(self) -> str:
        """What stands above the hits."""
        label = self.window.panel.findChild(QLabel, "summary")
        return label.text() if isinstance(label, QLabel) else ""

    @property
    def hits(self) -> list[str]:
        """The addresses of the hits, best first."""
        model = self.window.panel.results.model()
        return [model.index(row, 0).data(HIT).section.address for row in range(model.rowCount())]

    @property
    def chosen_hit(self) -> int:
        return self.window.panel.results.currentIndex().row()

    def marks(self) -> list[str]:
        """The texts that are marked in the page."""
        return [mark.cursor.selectedText() for mark in self.view.extraSelections()]

    def bright_marks(self, colour: str) -> list[int]:
        """The numbers of the marks that have a colour for their ground."""
        marks = self.view.extraSelections()
        return [n for n, mark in enumerate(marks) if mark.format.background().color() == QColor(colour)]

    def in_contents(self) -> str:
        """The address that is chosen in the contents."""
        section = self.window.panel.contents.currentIndex().data(SECTION)
        return section.address if section else ""

    @property
    def top_block(self) -> int:
        """The number of the block that stands at the top of the page."""
        view = self.view
        return view.cursorForPosition(QPoint(view.viewport().width() // 2, 8)).blockNumber()

    def click_link(self, text: str, to: str = "") -> None:
        """Clicks, with the mouse, on a link that is written so, and leads to something that is named so."""
        view = self.view
        found = view.document().find(text)
        while not found.isNull() and not (found.charFormat().isAnchor() and to in found.charFormat().anchorHref()):
            found = view.document().find(text, found)
        assert not found.isNull(), f"no link '{text}' in the page"
        middle = QTextCursor(found)
        middle.setPosition((found.selectionStart() + found.selectionEnd()) // 2)
        view.setTextCursor(middle)
        view.ensureCursorVisible()
        self.settle()
        place = view.cursorRect(middle).center()
        assert view.anchorAt(place), f"no link at '{text}'"
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Mod.NoModifier, place)
        self.settle()
