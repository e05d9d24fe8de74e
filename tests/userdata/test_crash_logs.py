"""What a process dies of is kept for the next start, until the user has seen it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kzref.userdata import crash_logs
from kzref.userdata.crash_logs import CrashLog, find_unseen, mark_seen

ABORT = "faulthandler.enable(log.file); os.abort()"
THROW = "log.write('Traceback: the tide is out')"


def run(folder: Path, last_words: str) -> int:
    """Runs a process that opens its log and dies; answers how it ended."""
    code = (
        "import faulthandler, os, sys; from pathlib import Path; from kzref.userdata.crash_logs import CrashLog\n"
        f"log = CrashLog(Path(sys.argv[1]), '1.2, Python 3'); {last_words}\n"
    )
    return subprocess.run([sys.executable, "-c", code, str(folder)], stderr=subprocess.DEVNULL).returncode


def test_a_process_that_ends_well_leaves_nothing_to_be_seen_and_its_log_goes(tmp_path: Path) -> None:
    assert run(tmp_path, "pass") == 0
    assert find_unseen(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_what_a_process_died_of_is_found_until_it_was_seen(tmp_path: Path) -> None:
    assert run(tmp_path, ABORT) != 0
    for _ in range(2):
        (crash,) = find_unseen(tmp_path)
        assert crash.details.startswith("kzref 1.2, Python 3")
        assert "Fatal Python error: Aborted" in crash.details
        assert "line 2 in <module>" in crash.details
    mark_seen([crash])
    assert find_unseen(tmp_path) == []
    assert "Aborted" in crash.path.read_text("utf-8"), "it can still be sent"


def test_each_process_has_a_log_of_its_own(tmp_path: Path) -> None:
    run(tmp_path, ABORT)
    run(tmp_path, THROW)
    run(tmp_path, "pass")
    newest, oldest = find_unseen(tmp_path)
    assert "the tide is out" in newest.details
    assert "Aborted" in oldest.details


def test_the_log_of_a_running_process_is_left_alone(tmp_path: Path) -> None:
    log = CrashLog(tmp_path, "1.2")
    log.write("Traceback: shown in a box by and by")
    empty = CrashLog(tmp_path, "1.2")
    assert log.file is not None
    assert empty.file is not None
    assert find_unseen(tmp_path) == []
    assert len(list(tmp_path.iterdir())) == 2
    log.file.close()
    empty.file.close()
    assert len(find_unseen(tmp_path)) == 1
    assert len(list(tmp_path.iterdir())) == 1


def test_what_was_seen_while_the_process_ran_is_not_offered_again(tmp_path: Path) -> None:
    run(tmp_path, f"{THROW}; log.mark_seen()")
    assert find_unseen(tmp_path) == []
    run(tmp_path, f"{THROW}; log.mark_seen(); {ABORT}")
    (crash,) = find_unseen(tmp_path)
    assert "Aborted" in crash.details
    assert "tide" not in crash.details


def test_only_so_many_logs_stay(tmp_path: Path) -> None:
    for n in range(25):
        old = tmp_path / f"crash-{n:02}.log"
        old.write_text(f"kzref 1\ncrash {n}\n", "utf-8")
        os.utime(old, (n, n))
    assert [crash.details.split()[-1] for crash in find_unseen(tmp_path)] == [str(n) for n in range(24, 14, -1)]
    assert len(list(tmp_path.iterdir())) == 10


def test_a_fault_again_and_again_does_not_fill_the_disk(tmp_path: Path) -> None:
    log = CrashLog(tmp_path, "1.2")
    for _ in range(3000):
        log.write("Traceback: " + "tide " * 100)
    assert log.file is not None
    log.file.close()
    (path,) = tmp_path.iterdir()
    assert path.stat().st_size < 300_000
    (crash,) = find_unseen(tmp_path)
    assert len(crash.details) <= 65536


def test_half_a_character_in_a_report_is_no_second_fault(tmp_path: Path) -> None:
    log = CrashLog(tmp_path, "1.2")
    log.write("query: \ud800")
    assert log.file is not None
    log.file.close()
    assert r"\ud800" in find_unseen(tmp_path)[0].details


def test_where_no_log_can_be_made_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    log = CrashLog(tmp_path / "file", "1.2")
    log.write("lost")
    assert log.file is None
    assert find_unseen(tmp_path / "file") == find_unseen(tmp_path / "none") == []


def test_a_log_of_any_bytes_is_shown_as_far_as_it_can_be(tmp_path: Path) -> None:
    (tmp_path / "crash.log").write_bytes(b"Fatal Python error\xff\x00\n")
    assert "Fatal Python error" in find_unseen(tmp_path)[0].details


def test_a_process_that_waits_for_its_lock_does_not_lose_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another window looks through the logs at the very moment a new one is made."""
    wait_locked = crash_logs.wait_locked

    def looked_at_meanwhile(path: Path) -> int:
        path.touch()
        assert find_unseen(tmp_path) == []
        return wait_locked(path)

    monkeypatch.setattr(crash_logs, "wait_locked", looked_at_meanwhile)
    log = CrashLog(tmp_path, "1.2")
    log.write("kept")
    assert log.file is not None
    log.file.close()
    assert "kept" in find_unseen(tmp_path)[0].details
