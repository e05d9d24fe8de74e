"""The bundle of dist/kzref as a process, on displays of its own."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUNDLE = ROOT / "dist" / "kzref"
PATIENCE = 60
"""Seconds after which something is taken to hang."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder are of the bundle."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.bundle)
            if not (BUNDLE / "kzref").is_file():
                item.add_marker(pytest.mark.skip(reason="dist/kzref is missing: make bundle"))


@dataclass(frozen=True, slots=True)
class Program:
    """A program with a home of its own, and nothing of this machine's Python or desktop in its environment."""

    path: Path
    home: Path

    def environment(self, **more: str) -> dict[str, str]:
        own = {"HOME": str(self.home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "XDG_RUNTIME_DIR": str(self.home)}
        return own | more

    def __call__(self, *arguments: str | Path, **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [self.path, *arguments], env=self.environment(**more), cwd=self.home, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Screen:
    """A display without a window manager, its input and its pictures."""

    display: str

    def xdotool(self, *arguments: str) -> str:
        run = subprocess.run(
            ["xdotool", *arguments],
            env=os.environ | {"DISPLAY": self.display},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        return run.stdout.strip()

    def title(self) -> str:
        """Return the title of the program's window; empty as long as there is none."""
        for window in self.xdotool("search", "--onlyvisible", "--class", "kzref").split():
            name = self.xdotool("getwindowname", window)
            if name:
                return name
        return ""

    def wait_for_title(self, met: Callable[[str], bool]) -> str:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            title = self.title()
            if title and met(title):
                return title
            time.sleep(0.1)
        raise AssertionError(f"the window is called '{self.title()}'")

    def focus(self) -> None:
        window = self.xdotool("search", "--onlyvisible", "--class", "kzref").split()[-1]
        self.xdotool("windowfocus", "--sync", window)

    def grab(self, target: Path) -> Path:
        """Write the present picture of the display into a file."""
        grab = Path(__file__).with_name("grab.py")
        environment = os.environ | {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}
        subprocess.run(
            [sys.executable, grab, target], env=environment, check=True, capture_output=True, timeout=PATIENCE
        )
        return target

    def picture(self, target: Path) -> Path:
        """Write the picture of the display once it no longer changes."""
        before, seen = b"", 0
        for _ in range(100):
            data = self.grab(target).read_bytes()
            seen = seen + 1 if data == before else 0
            if seen == 2:
                return target
            before = data
        raise AssertionError("the display does not come to rest")


@contextmanager
def open_window(program: Program, screen: Screen, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """Run the program until its window is open; the caller closes it."""
    process = subprocess.Popen(
        [program.path, *arguments], env=program.environment(DISPLAY=screen.display), cwd=program.home,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        screen.wait_for_title(lambda title: "Criminal Policy" in title)
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.communicate()


@pytest.fixture
def screen() -> Iterator[Screen]:
    """A display of its own."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1300x880x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as output:
        number = output.readline().strip()
    assert number, "Xvfb did not start"
    yield Screen(f":{number}")
    server.terminate()
    server.wait(PATIENCE)


@pytest.fixture
def bundle(tmp_path: Path) -> Program:
    """The bundle as it was built."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    return Program(BUNDLE / "kzref", home)


@pytest.fixture
def own_bundle(tmp_path: Path) -> Program:
    """A copy of the bundle that a test may change. Its large files are shared: replace them, never write into them."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700, exist_ok=True)
    copied = tmp_path / "moved" / "kzref"
    shutil.copytree(BUNDLE, copied, symlinks=True, copy_function=_share)
    return Program(copied / "kzref", home)


def _share(source: str, target: str) -> str:
    """A second name for a library, a copy of everything else."""
    if source.endswith((".md", ".sqlite", ".json", ".csv")):
        return shutil.copy2(source, target)
    try:
        os.link(source, target)
    except OSError:
        return shutil.copy2(source, target)
    return target
