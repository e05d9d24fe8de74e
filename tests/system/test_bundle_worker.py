"""By which arguments a bundle knows that multiprocessing started it, and by which it does not."""

import multiprocessing.resource_tracker
import multiprocessing.spawn

import pytest

from kzref.system.bundle_worker import run_as_worker

TRACKER = "from multiprocessing.resource_tracker import main;main(5)"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """With what the parts of multiprocessing were started."""
    calls: list[object] = []
    monkeypatch.setattr(multiprocessing.spawn, "spawn_main", lambda **values: calls.append(values))
    monkeypatch.setattr(multiprocessing.resource_tracker, "main", calls.append)
    return calls


def test_a_spawned_process_gets_its_numbers(started: list[object]) -> None:
    assert run_as_worker(["kzref", "--multiprocessing-fork", "tracker_fd=5", "pipe_handle=7", "parent_pid=None"])
    assert started == [{"tracker_fd": 5, "pipe_handle": 7, "parent_pid": None}]


def test_the_tracker_of_resources_gets_its_pipe(started: list[object]) -> None:
    assert run_as_worker(["kzref", "-B", "-S", "-c", TRACKER])
    assert started == [5]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["search", "multiprocessing"],
        ["multiprocessing"],
        ["search", "--multiprocessing-fork"],
        ["--multiprocessing-fork"],
        ["--multiprocessing-fork", "pipe_handle=seven"],
        ["--multiprocessing-fork", "pipe_handle=7", "list"],
        [TRACKER],
        ["search", "-c", f"{TRACKER} "],
        ["-c", "from multiprocessing.resource_tracker import main;main(x)"],
    ],
    ids=" ".join,
)
def test_whatever_else_a_user_types_is_left_to_the_program(started: list[object], arguments: list[str]) -> None:
    assert not run_as_worker(["kzref", *arguments])
    assert started == []
