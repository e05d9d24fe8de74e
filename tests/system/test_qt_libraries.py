"""The message about libraries of the system that Qt lacks."""

import re
from pathlib import Path

import pytest

from kzref.messages.catalogue import english
from kzref.system.qt_libraries import LIBRARIES, missing_libraries_message


def load_none(name: str) -> None:
    raise OSError(name)


def test_each_missing_library_is_named_with_its_package_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str) -> None:
        if name in ("libEGL.so.1", "libxcb-cursor.so.0"):
            raise OSError(name)

    monkeypatch.setattr("sys.platform", "linux")
    missing = missing_libraries_message(load)
    assert missing
    assert english(missing) == (
        "this system lacks libEGL.so.1 libxcb-cursor.so.0. On Debian or Ubuntu: apt-get install libegl1 libxcb-cursor0"
    )


def test_where_nothing_is_missing_nothing_is_advised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert missing_libraries_message(lambda _: None) is None


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_only_linux_is_asked_for_its_libraries(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr("sys.platform", platform)
    assert missing_libraries_message(load_none) is None


def test_the_setup_installs_the_same() -> None:
    setup = Path(__file__).parents[2] / ".ci" / "setup"
    listed = setup.read_text("utf-8").split('qt_libraries="\n')[1].split('"')[0]
    assert tuple(re.findall(r"(\S+) (\S+)\n", listed)) == LIBRARIES
