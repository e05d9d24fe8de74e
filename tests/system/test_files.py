"""Flushing, private folders and careful opening, on each system."""

import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from kzref.errors import ReasonedError
from kzref.messages.catalogue import english
from kzref.system.files import flush_file, flush_folder, is_private, make_private, untrusted_read_flags

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions and pipes of POSIX")


@pytest.fixture
def flushed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The inodes of what was flushed to the disk."""
    inodes: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda handle: inodes.append(os.fstat(handle).st_ino))
    return inodes


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_a_file_is_flushed_on_every_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flushed: list[int], platform: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    (tmp_path / "file").write_bytes(b"content")
    flush_file(tmp_path / "file")
    assert flushed == [(tmp_path / "file").stat().st_ino]


@on_posix
@pytest.mark.parametrize(("platform", "is_flushed"), [("linux", True), ("darwin", True), ("win32", False)])
def test_a_folder_is_flushed_wherever_it_can_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flushed: list[int], platform: str, is_flushed: bool
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    flush_folder(tmp_path)
    assert flushed == [tmp_path.stat().st_ino] * is_flushed


@on_posix
def test_a_folder_that_others_may_enter_is_made_private(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    assert not is_private(tmp_path)
    make_private(tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o700
    assert is_private(tmp_path)


@on_posix
def test_a_folder_that_others_may_read_but_not_write_is_private(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert is_private(tmp_path)


@on_posix
def test_a_folder_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = os.getuid() + 1
    monkeypatch.setattr(os, "getuid", lambda: other)
    assert not is_private(tmp_path)
    with pytest.raises(ReasonedError) as refused:
        make_private(tmp_path)
    assert english(refused.value.reason) == "it belongs to another user"


def test_windows_has_no_owners_to_ask_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delattr(os, "getuid", raising=False)
    make_private(tmp_path)
    assert is_private(tmp_path)


@on_posix
def test_neither_a_link_is_followed_nor_a_pipe_waited_for(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("elsewhere")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="link"):
        os.open(tmp_path / "link", untrusted_read_flags())
    os.close(os.open(tmp_path / "pipe", untrusted_read_flags()))


def test_on_windows_line_ends_are_read_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = SimpleNamespace(O_RDONLY=0, O_BINARY=0x8000)
    monkeypatch.setattr("kzref.system.files.os", windows)
    assert untrusted_read_flags() == 0x8000
