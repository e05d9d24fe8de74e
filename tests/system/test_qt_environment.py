"""What Qt finds in the environment, and what other programs do."""

import os
from pathlib import Path

import pytest

from kzref.paths import find_paths
from kzref.system.qt_environment import has_display, prepare_qt_environment, restore_system_environment, use_no_display

FONTS, BUS = ("FONTCONFIG_FILE", "FONTCONFIG_PATH"), "DBUS_SESSION_BUS_ADDRESS"
DISPLAYS = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")


def unset(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Remove variables, and restore them after the test even if something else sets them."""
    for name in names:
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


@pytest.fixture
def bare_linux(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A Linux system without fonts, language or session. Return the folder of its session."""
    monkeypatch.setattr("sys.platform", "linux")
    unset(monkeypatch, *FONTS, BUS)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    for name, value in (("LC_ALL", ""), ("LC_CTYPE", ""), ("LANG", "POSIX")):
        monkeypatch.setenv(name, value)
    return tmp_path


def test_a_system_without_fonts_a_language_or_a_session_is_given_what_qt_looks_for(bare_linux: Path) -> None:
    prepare_qt_environment(find_paths().resources, str(bare_linux / "fonts.conf"))
    assert (os.environ["LC_CTYPE"], os.environ["LANG"]) == ("C.UTF-8", "POSIX")
    assert Path(os.environ["FONTCONFIG_FILE"]).is_file()
    assert os.environ[BUS] == "disabled:"
    restore_system_environment(bundled=False)
    assert BUS not in os.environ, "the browser finds its own"


def test_what_a_system_has_is_left_as_it_is(bare_linux: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bare_linux / "bus").touch()
    (bare_linux / "fonts.conf").touch()
    monkeypatch.setenv("LC_ALL", "kk_KZ.UTF-8")
    before = dict(os.environ)
    prepare_qt_environment(find_paths().resources, str(bare_linux / "fonts.conf"))
    assert dict(os.environ) == before


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_lack_nothing(bare_linux: Path, monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr("sys.platform", platform)
    before = dict(os.environ)
    prepare_qt_environment(find_paths().resources, str(bare_linux / "fonts.conf"))
    assert dict(os.environ) == before


def test_a_bundle_gives_other_programs_the_environment_that_it_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/of/the/bundle")
    restore_system_environment(bundled=False)
    assert os.environ["LD_LIBRARY_PATH"] == "/of/the/bundle", "from source it is the user's own"
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/of/the/user")
    restore_system_environment(bundled=True)
    assert os.environ["LD_LIBRARY_PATH"] == "/of/the/user"
    restore_system_environment(bundled=True)
    assert "LD_LIBRARY_PATH" not in os.environ


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_a_bundle_changes_no_environment_elsewhere(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/of/the/user")
    restore_system_environment(bundled=True)
    assert os.environ["LD_LIBRARY_PATH"] == "/of/the/user"


@pytest.mark.parametrize("name", DISPLAYS)
def test_on_linux_a_display_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    unset(monkeypatch, *DISPLAYS)
    assert not has_display()
    monkeypatch.setenv(name, "something")
    assert has_display()


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_there_is_always_a_display(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr("sys.platform", platform)
    unset(monkeypatch, *DISPLAYS)
    assert has_display()


def test_paper_needs_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    use_no_display()
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
