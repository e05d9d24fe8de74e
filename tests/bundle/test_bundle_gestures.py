"""A reader's gestures in the bundle: a search, a hit, a link, paper and the end, once by mouse and once by keys."""

import json
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import PATIENCE, ROOT, Program, Screen, open_window
from pypdf import PdfReader
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

THEME = json.loads((ROOT / "resources" / "themes" / "light.json").read_text("utf-8"))
TOOLBAR = 60
"""Pixels at the top of the window within which the search box stands."""
PANEL = 300
"""Pixels of width of the left panel."""
PRINT_BUTTON = 68
"""Pixels from the right edge of the window to the middle of the button with the printer."""
FIRST_ROW = 20
"""Pixels from the upper edge of a menu to the middle of its first row."""
CLOSE_BUTTON = 10
"""Pixels from the window's corner to the button by which the window manager closes it."""


class Point(NamedTuple):
    """A point of the display."""

    x: int
    y: int


class DisplayRobot:
    """Uses the mouse and the keys of a display with a window manager."""

    def __init__(self, screen: Screen, pictures: Path) -> None:
        self.screen, self._pictures = screen, pictures

    def windows(self) -> dict[str, QRect]:
        """Return the rectangles on the display of the program's windows, menus and dialogs, by X11's number."""
        shown = {}
        for window in self.screen.xdotool("search", "--onlyvisible", "--class", "kzref").split():
            # Where a window has a frame, xdotool's own place of it is wrong; the mouse is where it says.
            output = self.screen.xdotool(
                "mousemove", "--window", window, "0", "0", "getmouselocation", "--shell",
                "getwindowgeometry", "--shell", window,
            )  # fmt: skip
            x, y, *_ = re.findall(r"[XY]=(\d+)", output)
            width, height = re.findall(r"(?:WIDTH|HEIGHT)=(\d+)", output)
            shown[window] = QRect(int(x), int(y), int(width), int(height))
        return shown

    def opened_by(self, gesture: Callable[[], None]) -> QRect:
        """Return the rectangle of the window, menu or dialog that comes up after a gesture."""
        before = self.windows()
        gesture()
        return wait_for(lambda: next((r for w, r in self.windows().items() if w not in before), None), "nothing opens")

    def picture(self) -> QImage:
        # Not once it is at rest: the caret blinks.
        return QImage(str(self.screen.grab(self._pictures / "display.png")))

    def click(self, point: Point) -> None:
        self.screen.xdotool("mousemove", str(point.x), str(point.y))
        self.screen.xdotool("click", "1")

    def type(self, text: str) -> None:
        self.screen.xdotool("type", "--delay", "20", text)

    def press(self, *keys: str) -> None:
        self.screen.xdotool("key", *keys)

    def save_as(self, file: Path) -> None:
        """Type a name into the dialog that asks for one."""
        dialog = wait_for(
            lambda: self.screen.xdotool("search", "--onlyvisible", "--name", "Save as PDF"), "nothing asks"
        )
        self.screen.xdotool("windowactivate", "--sync", dialog)
        self.press("ctrl+a")
        self.type(str(file))
        self.press("Return")

    def find(self, colour: str, area: QRect) -> Point:
        """Return the middle of the first run of a colour of the theme within an area; wait for it."""
        return wait_for(lambda: first_run(self.picture(), THEME[colour], area), f"nothing is painted in '{colour}'")


def wait_for(look: Callable[[], Any], otherwise: str) -> Any:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError(otherwise)


def first_run(image: QImage, colour: str, area: QRect, least: int = 2) -> Point | None:
    """Return the middle of the first run of pixels of a colour, from the top; None where there is none."""
    wanted = QColor(colour).rgb()
    for y in range(area.top(), min(area.bottom(), image.height())):
        run = 0
        for x in range(area.left(), min(area.right(), image.width())):
            run = run + 1 if image.pixel(x, y) == wanted else 0
            if run == least:
                return Point(x, y)
    return None


@pytest.fixture
def robot(screen: Screen, tmp_path: Path) -> Iterator[DisplayRobot]:
    """A robot on a display where windows have frames."""
    manager = subprocess.Popen(
        ["openbox"],
        env={"DISPLAY": screen.display, "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield DisplayRobot(screen, tmp_path)
    manager.terminate()
    manager.wait(PATIENCE)


def wait_for_exit(process: "subprocess.Popen[str]") -> str:
    """Wait for the end of the program and return its standard error."""
    _, stderr = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    return stderr


def pages_of(pdf: Path) -> str:
    wait_for(pdf.is_file, f"{pdf.name} was not written")
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(pdf).pages)


def test_the_mouse_searches_opens_follows_prints_and_closes(bundle: Program, robot: DisplayRobot) -> None:
    with open_window(bundle, robot.screen) as process:
        (window,) = robot.windows().values()
        top = QRect(window.left(), window.top(), window.width(), TOOLBAR)
        panel = QRect(window.left(), window.top() + TOOLBAR, PANEL, window.height() - TOOLBAR)
        page = QRect(window.left() + PANEL + 20, window.top() + TOOLBAR, window.width() - PANEL - 40, window.height())

        box = wait_for(lambda: first_run(robot.picture(), THEME["field"], top, least=200), "there is no search box")
        robot.click(Point(window.center().x(), box.y + 15))
        robot.type("convicted 2017")
        robot.click(robot.find("heading", panel))
        opened = robot.screen.wait_for_title(lambda title: "–" in title)
        assert "onvict" in opened

        robot.click(robot.find("link", page))
        followed = robot.screen.wait_for_title(lambda title: "–" in title and title != opened)

        menu = robot.opened_by(lambda: robot.click(Point(window.right() - PRINT_BUTTON, box.y + 15)))
        robot.click(Point(menu.center().x(), menu.top() + FIRST_ROW))
        robot.save_as(bundle.home / "page.pdf")
        assert followed.split(" – ")[0] in pages_of(bundle.home / "page.pdf")

        robot.click(Point(window.right() - CLOSE_BUTTON, window.top() - CLOSE_BUTTON))
        assert wait_for_exit(process) == ""


def test_keys_search_open_follow_print_and_close(bundle: Program, robot: DisplayRobot) -> None:
    with open_window(bundle, robot.screen) as process:
        robot.press("ctrl+k")
        robot.type("convicted 2017")
        (window,) = robot.windows().values()
        robot.find("heading", QRect(window.left(), window.top() + TOOLBAR, PANEL, 400))
        robot.press("Return")
        opened = robot.screen.wait_for_title(lambda title: "–" in title)
        robot.press("Tab")
        robot.press("Return")
        followed = robot.screen.wait_for_title(lambda title: "–" in title and title != opened)
        robot.press("ctrl+shift+p")
        robot.save_as(bundle.home / "page.pdf")
        assert followed.split(" – ")[0] in pages_of(bundle.home / "page.pdf")
        robot.press("ctrl+q")
        assert wait_for_exit(process) == ""
