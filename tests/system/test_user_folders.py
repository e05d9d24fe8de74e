"""Where each system keeps what a program has of its user."""

import sys
from pathlib import Path

import platformdirs
import pytest

from kzref.errors import KzrefError
from kzref.system.user_folders import user_folders


def no_home() -> Path:
    raise RuntimeError("Could not determine home directory.")


@pytest.fixture
def linux(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A home folder on Linux without any variable of XDG."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_on_linux_they_are_those_of_the_xdg_specification(linux: Path) -> None:
    assert user_folders("kzref") == (linux / ".cache" / "kzref", linux / ".local" / "share" / "kzref")


def test_on_linux_the_variables_of_xdg_name_them(linux: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(linux / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", "not/absolute")
    assert user_folders("kzref") == (linux / "cache" / "kzref", linux / ".local" / "share" / "kzref")


def test_on_linux_a_user_without_a_home_needs_none_if_both_are_named(
    linux: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", no_home)
    monkeypatch.setenv("XDG_CACHE_HOME", str(linux / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(linux / "data"))
    assert user_folders("kzref").data == linux / "data" / "kzref"
    monkeypatch.delenv("XDG_DATA_HOME")
    with pytest.raises(KzrefError, match="XDG_DATA_HOME"):
        user_folders("kzref")


@pytest.mark.parametrize(("platform", "module"), [("win32", "windows"), ("darwin", "macos")])
def test_on_other_systems_they_are_where_platformdirs_knows_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, module: str
) -> None:
    class Folders:
        """What platformdirs would answer on the system."""

        def __init__(self, application: str, *, appauthor: bool) -> None:
            assert not appauthor
            self.user_cache_dir = str(tmp_path / module / application / "cache")
            self.user_data_dir = str(tmp_path / module / application / "data")

    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(platformdirs, "PlatformDirs", Folders)
    base = tmp_path / module / "kzref"
    assert user_folders("kzref") == (base / "cache", base / "data")
