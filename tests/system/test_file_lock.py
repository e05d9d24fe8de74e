"""A lock between processes: one holds it, a dead one holds nothing, and no file of it stays."""

import os
import subprocess
import sys
import types
from pathlib import Path

import pytest

from kzref.system import file_lock
from kzref.system.file_lock import LockedError, locked, open_locked

HOLD = (
    "import sys, time; from pathlib import Path; from kzref.system.file_lock import LockedError, locked\n"
    "with locked(Path(sys.argv[1])): print(flush=True); time.sleep(600)\n"
)


def test_a_lock_is_held_by_one_at_a_time_and_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_lock, "_TIMEOUT", 0.0)
    with locked(tmp_path / "lock"):
        with pytest.raises(LockedError), locked(tmp_path / "lock"):
            pass
        assert (tmp_path / "lock").exists()
    assert list(tmp_path.iterdir()) == []
    with locked(tmp_path / "lock"):
        pass


def test_a_killed_process_holds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_lock, "_TIMEOUT", 0.0)
    holding = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path / "lock")], stdout=subprocess.PIPE)
    assert holding.stdout is not None
    holding.stdout.readline()
    with pytest.raises(LockedError), locked(tmp_path / "lock"):
        pass
    holding.kill()
    holding.communicate()
    with locked(tmp_path / "lock"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_lock_whose_file_was_removed_is_not_taken_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lock").touch()
    lock = file_lock._lock

    def removed_before_it_is_locked(handle: int) -> bool:
        monkeypatch.setattr(file_lock, "_lock", lock)
        (tmp_path / "lock").unlink()
        return lock(handle)

    monkeypatch.setattr(file_lock, "_lock", removed_before_it_is_locked)
    handle = open_locked(tmp_path / "lock")
    assert handle is not None
    assert os.path.samestat(os.fstat(handle), (tmp_path / "lock").stat())
    assert open_locked(tmp_path / "lock") is None
    os.close(handle)


class FakeMsvcrt(types.ModuleType):
    """Locks a byte of a file for one handle, as Windows does."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        super().__init__("msvcrt")
        self.taken: dict[tuple[int, int], int] = {}

    def locking(self, handle: int, mode: int, length: int) -> None:
        assert (mode, length) == (self.LK_NBLCK, 1)
        key = os.fstat(handle).st_ino, os.lseek(handle, 0, os.SEEK_CUR)
        if key in self.taken and self.taken[key] != handle:
            raise PermissionError(13, "Permission denied")
        self.taken[key] = handle


def test_on_windows_one_byte_far_behind_the_text_is_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = FakeMsvcrt()
    monkeypatch.setitem(sys.modules, "msvcrt", fake)
    monkeypatch.setattr(sys, "platform", "win32")
    handle = open_locked(tmp_path / "log")
    assert handle is not None
    assert open_locked(tmp_path / "log") is None
    os.write(handle, b"text")
    assert (tmp_path / "log").read_bytes() == b"text"
    ((_, place),) = fake.taken
    assert place > 1 << 20
    os.close(handle)


def test_on_windows_a_file_that_is_just_being_removed_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "msvcrt", FakeMsvcrt())
    monkeypatch.setattr(sys, "platform", "win32")
    opened, refusals = os.open, [PermissionError(13, "Permission denied")] * 2

    def being_removed(path: Path, *arguments: int) -> int:
        if refusals:
            raise refusals.pop()
        return opened(path, *arguments)

    monkeypatch.setattr(os, "open", being_removed)
    with locked(tmp_path / "lock"):
        assert (tmp_path / "lock").exists()
    assert list(tmp_path.iterdir()) == []


def test_where_a_file_system_has_no_locks_work_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")

    def flock(_handle: int, _mode: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", flock)
    with locked(tmp_path / "lock"):
        pass
    assert list(tmp_path.iterdir()) == []
