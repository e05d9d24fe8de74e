"""Replacing a file whole: what stood there is kept or replaced, and nothing is left beside it."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kzref.atomic_file import replace_file, replacing

posix = pytest.mark.skipif(sys.platform == "win32", reason="modes and links are of POSIX")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_made_where_there_was_none(tmp_path: Path) -> None:
    replace_file(tmp_path / "new", b"content")
    assert (tmp_path / "new").read_bytes() == b"content"
    assert names(tmp_path) == ["new"]


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    replace_file(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"
    assert names(tmp_path) == ["file"]


def test_an_error_while_writing_keeps_the_old_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(RuntimeError), replacing(tmp_path / "file") as temporary:
        temporary.write_bytes(b"half")
        raise RuntimeError
    assert (tmp_path / "file").read_bytes() == b"old"
    assert names(tmp_path) == ["file"]


def test_the_old_file_stands_until_the_new_one_is_whole(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with replacing(tmp_path / "file") as temporary:
        temporary.write_bytes(b"new")
        assert (tmp_path / "file").read_bytes() == b"old"
        assert temporary.parent == tmp_path
    assert (tmp_path / "file").read_bytes() == b"new"


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_mode_of_a_file_is_kept(tmp_path: Path, mode: int) -> None:
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "file").chmod(mode)
    replace_file(tmp_path / "file", b"new")
    assert (tmp_path / "file").stat().st_mode & 0o777 == mode


@posix
def test_a_new_file_has_the_mode_that_any_new_file_has(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    replace_file(tmp_path / "new", b"")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "plain").stat().st_mode


@posix
@pytest.mark.parametrize("exists", [True, False], ids=["a file", "nothing yet"])
def test_a_symbolic_link_stays_and_what_it_leads_to_is_written(tmp_path: Path, exists: bool) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    if exists:
        (folder / "target").write_bytes(b"old")
    (tmp_path / "link").symlink_to(folder / "target")
    replace_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (folder / "target").read_bytes() == b"new"
    assert (names(tmp_path), names(folder)) == (["elsewhere", "link"], ["target"])


@posix
def test_a_ring_of_links_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "ring").symlink_to(tmp_path / "ring")
    with pytest.raises(OSError, match="ring"):
        replace_file(tmp_path / "ring", b"new")
    assert names(tmp_path) == ["ring"]


def test_a_name_as_long_as_a_name_may_be_can_be_written(tmp_path: Path) -> None:
    name = "n" * 251 + ".pdf"
    replace_file(tmp_path / name, b"content")
    assert names(tmp_path) == [name]


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError):
        replace_file(tmp_path / "folder", b"")
    assert names(tmp_path) == ["folder"]


def test_no_folder_is_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        replace_file(tmp_path / "missing" / "file", b"")
    assert names(tmp_path) == []


@posix
def test_what_is_not_a_file_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(OSError, match="not a file"):
        replace_file(tmp_path / "fifo", b"")
    assert (tmp_path / "fifo").is_fifo()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="no protection holds for root")
def test_a_file_that_is_protected_stays(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "file").chmod(0o444)
    with pytest.raises(PermissionError):
        replace_file(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"old"


@posix
def test_what_a_killed_process_left_is_removed_by_the_next_save(tmp_path: Path) -> None:
    code = (
        "import os, pathlib, sys; from kzref.atomic_file import replacing\n"
        "with replacing(pathlib.Path(sys.argv[1])) as temporary:\n"
        "    temporary.write_bytes(b'half'); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, tmp_path / "file"], check=False, timeout=60)
    assert len(names(tmp_path)) == 1
    replace_file(tmp_path / "other", b"")
    assert names(tmp_path) == ["other"]


def test_what_another_save_is_writing_is_left_to_it(tmp_path: Path) -> None:
    with replacing(tmp_path / "slow") as temporary:
        replace_file(tmp_path / "quick", b"quick")
        temporary.write_bytes(b"slow")
    assert (tmp_path / "slow").read_bytes() == b"slow"
    assert names(tmp_path) == ["quick", "slow"]


def test_files_of_others_that_look_alike_are_left_alone(tmp_path: Path) -> None:
    others = [".kzref-notes.tmp", ".kzref-99999999", "kzref-99999999-ab.tmp"]
    for name in others:
        (tmp_path / name).write_bytes(b"")
    replace_file(tmp_path / "new", b"")
    assert names(tmp_path) == sorted([*others, "new"])


def test_many_threads_that_write_one_file_leave_one_whole_file(tmp_path: Path) -> None:
    def write(letter: int) -> None:
        for _ in range(20):
            replace_file(tmp_path / "file", bytes([letter]) * 5000)

    threads = [threading.Thread(target=write, args=(letter,)) for letter in b"abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set((tmp_path / "file").read_bytes())) == 1
    assert names(tmp_path) == ["file"]
