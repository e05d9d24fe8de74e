"""The bundle's window on a display: painted, searched in, closed; the same picture as from source; nothing else opened."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PATIENCE, ROOT, Program, Screen, open_window
from PySide6.QtGui import QColor, QImage

BOTTOM = 44
"""Pixels above the lower edge of the window in which the status bar is."""


def colours_at_the_bottom(picture: Path) -> set[str]:
    """The colours of the lowest part of what is not black."""
    image = QImage(str(picture))
    lowest = max(y for y in range(image.height()) if image.pixelColor(20, y) != QColor("black"))
    return {image.pixelColor(x, y).name() for y in range(lowest - BOTTOM, lowest) for x in range(image.width())}


def close(screen: Screen, process: "subprocess.Popen[str]") -> str:
    """Close the window by its key and return the standard error of the program."""
    screen.focus()
    screen.xdotool("key", "ctrl+q")
    _, stderr = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    return stderr


def test_a_search_is_typed_a_page_opened_and_the_window_closed(bundle: Program, screen: Screen) -> None:
    with open_window(bundle, screen) as process:
        screen.focus()
        screen.xdotool("key", "ctrl+k")
        screen.xdotool("type", "--delay", "20", "convicted 2017")
        screen.xdotool("key", "Return")
        title = screen.wait_for_title(lambda title: "–" in title)
        assert "onvict" in title
        assert close(screen, process) == ""
    assert (bundle.home / ".local" / "share" / "kzref" / "settings.json").is_file()


def test_a_link_of_the_desktop_opens_its_section(bundle: Program, screen: Screen) -> None:
    with open_window(bundle, screen, "kzref://criminal-policy/goal") as process:
        assert screen.wait_for_title(lambda title: "–" in title).startswith("Goal – ")
        assert close(screen, process) == ""


def test_the_bundle_and_the_source_show_the_same_picture(bundle: Program, screen: Screen, tmp_path: Path) -> None:
    source = Program(Path(sys.executable).with_name("kzref"), bundle.home)
    assert source("build", ROOT / "content").returncode == 0
    pictures = []
    for name, program in (("bundle", bundle), ("source", source)):
        with open_window(program, screen, "convicted-2015-2022") as process:
            screen.wait_for_title(lambda title: "–" in title)
            pictures.append(QImage(str(screen.picture(tmp_path / f"{name}.png"))))
            assert close(screen, process) == ""
        shutil.rmtree(bundle.home / ".local")
    assert len({pictures[0].pixelColor(x, 400).name() for x in range(pictures[0].width())}) > 10, "the page is painted"
    assert pictures[0] == pictures[1]


def test_altered_content_is_told_in_the_window_and_unaltered_is_not(
    own_bundle: Program, screen: Screen, tmp_path: Path
) -> None:
    edge = "#c98a1b"  # note_edge of the light theme
    with open_window(own_bundle, screen) as process:
        assert edge not in colours_at_the_bottom(screen.picture(tmp_path / "whole.png"))
        close(screen, process)
    page = own_bundle.path.parent / "_internal" / "content" / "concepts" / "crime.md"
    page.write_bytes(page.read_bytes() + b"\n")
    with open_window(own_bundle, screen) as process:
        assert edge in colours_at_the_bottom(screen.picture(tmp_path / "altered.png"))
        assert close(screen, process) == ""


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_no_socket_is_opened_but_the_displays(bundle: Program, screen: Screen) -> None:
    log = bundle.home / "calls"
    traced = Program(Path("/usr/bin/strace"), bundle.home)
    calls = ["-f", "-qq", "-e", "trace=socket,connect", "-o", str(log), str(bundle.path)]
    with open_window(traced, screen, *calls) as process:
        screen.focus()
        screen.xdotool("key", "ctrl+k")
        screen.xdotool("type", "crime")
        screen.xdotool("key", "Return")
        screen.wait_for_title(lambda title: "–" in title)
        close(screen, process)
    lines = log.read_text("utf-8").splitlines()
    assert {kind for line in lines for kind in re.findall(r"socket\((\w+)", line)} == {"AF_UNIX"}
    assert {place for line in lines for place in re.findall(r'sun_path=@?"([^"]*)"', line)} == {
        f"/tmp/.X11-unix/X{screen.display[1:]}"
    }


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_what_pyside_would_compile_at_each_start_is_compiled(bundle: Program, screen: Screen) -> None:
    log = bundle.home / "calls"
    traced = Program(Path("/usr/bin/strace"), bundle.home)
    with open_window(traced, screen, "-f", "-qq", "-e", "trace=openat", "-o", str(log), str(bundle.path)) as process:
        close(screen, process)
    support = re.findall(r'"\S+/shiboken6/files\.dir/(\S+)", O_RDONLY\|O_CLOEXEC\) = \d', log.read_text("utf-8"))
    assert "shibokensupport/signature/loader.pyc" in support


@pytest.mark.skipif(
    subprocess.run(["unshare", "-n", "true"], capture_output=True).returncode != 0, reason="a namespace cannot be made"
)
def test_it_runs_where_there_is_no_network_at_all(bundle: Program, screen: Screen) -> None:
    apart = Program(Path("/usr/bin/unshare"), bundle.home)
    with open_window(apart, screen, "-n", str(bundle.path)) as process:
        assert close(screen, process) == ""
    assert apart("-n", bundle.path, "search", "crime").returncode == 0


def test_a_window_without_a_display_is_one_line(bundle: Program) -> None:
    run = bundle(DISPLAY=":99999")
    assert (run.returncode, run.stdout) == (1, "")
    (line,) = run.stderr.splitlines()
    assert line.startswith("kzref: the display cannot be opened")
