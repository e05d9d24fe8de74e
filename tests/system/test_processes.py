"""Signals, processes that run or have ended, and forking, on each system."""

import os
import signal
import subprocess
import sys
import threading

import pytest

from kzref.system.processes import (
    can_fork,
    exiting_on_termination,
    handle_termination,
    is_running,
    restore_default_signals,
    termination_signals,
)

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes without signals")


def ended_process() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@on_posix
def test_a_log_out_and_a_closed_terminal_end_a_process() -> None:
    assert termination_signals() == (signal.SIGTERM, signal.SIGHUP)


def test_windows_knows_no_closed_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    members = {name: number for name, number in signal.Signals.__members__.items() if name != "SIGHUP"}
    monkeypatch.setattr(signal.Signals, "_member_map_", members)
    assert termination_signals() == (signal.SIGTERM,)


@on_posix
def test_a_command_that_is_asked_to_end_exits_with_the_number_of_the_signal_and_is_not_interrupted_again() -> None:
    with pytest.raises(SystemExit) as ended, exiting_on_termination():
        try:
            os.kill(os.getpid(), signal.SIGTERM)
        finally:
            os.kill(os.getpid(), signal.SIGHUP)  # while it cleans up
    assert ended.value.code == 128 + signal.SIGTERM
    restore_default_signals_but_interrupt()


def restore_default_signals_but_interrupt() -> None:
    for number in termination_signals():
        signal.signal(number, signal.SIG_DFL)


@on_posix
def test_handlers_are_taken_back_at_the_end() -> None:
    with exiting_on_termination():
        assert signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


@on_posix
def test_a_signal_that_was_ignored_before_stays_ignored() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert handle_termination(lambda *_: None) == [signal.SIGTERM]
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        restore_default_signals_but_interrupt()


@on_posix
def test_a_worker_ends_by_signals_as_a_program_in_c_does() -> None:
    before = signal.getsignal(signal.SIGINT)
    try:
        restore_default_signals()
        assert {signal.getsignal(number) for number in (signal.SIGINT, *termination_signals())} == {signal.SIG_DFL}
    finally:
        signal.signal(signal.SIGINT, before)


@on_posix
def test_a_process_that_has_ended_is_not_running() -> None:
    assert is_running(os.getpid())
    assert not is_running(ended_process())
    assert not is_running(1 << 80), "no process has such a number"


@on_posix
def test_a_process_of_another_user_is_running(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_process: int, _signal: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "kill", refuse)
    assert is_running(1)


def test_on_windows_no_process_is_asked_because_that_would_end_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def kill(_process: int, _signal: int) -> None:
        pytest.fail("the process was ended")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "kill", kill)
    assert is_running(4)


@pytest.mark.parametrize(
    ("platform", "threads", "may_fork"),
    [("linux", 1, True), ("linux", 2, False), ("darwin", 1, False), ("win32", 1, False)],
)
def test_only_a_single_thread_on_linux_can_fork(
    monkeypatch: pytest.MonkeyPatch, platform: str, threads: int, may_fork: bool
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(threading, "active_count", lambda: threads)
    assert can_fork() == may_fork
