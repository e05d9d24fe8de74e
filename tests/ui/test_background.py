"""Work off the window's thread: only what is still wanted is reported."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kzref.errors import Cancelled, KzrefError
from kzref.messages.message import message
from kzref.ui.background import CancelToken, Lane, make_lanes


@dataclass
class Reports:
    done: list[object] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    crashed: list[object] = field(default_factory=list)
    threads: set[int] = field(default_factory=set)

    def add_result(self, result: object) -> None:
        self.done.append(result)
        self.threads.add(threading.get_ident())

    @property
    def empty(self) -> bool:
        return not (self.done or self.failed or self.crashed)


@pytest.fixture
def lane(qapp, qtbot: QtBot) -> Iterator[Lane]:  # type: ignore[no-untyped-def]
    owner = QObject()
    made = Lane(owner)
    yield made
    made.finish()
    owner.deleteLater()


@pytest.fixture
def reports(lane: Lane) -> Reports:
    collected = Reports()
    lane.done.connect(collected.add_result)
    lane.failed.connect(collected.failed.append)
    lane.crashed.connect(collected.crashed.append)
    return collected


def raising(error: Exception):  # type: ignore[no-untyped-def]
    def job(stop: CancelToken) -> object:
        raise error

    return job


def test_a_result_comes_on_the_windows_thread_from_another_one(lane: Lane, reports: Reports, qtbot: QtBot) -> None:
    with qtbot.waitSignal(lane.done):
        lane.start(lambda stop: threading.get_ident())
    assert reports.threads == {threading.get_ident()}
    assert reports.done != [threading.get_ident()]


def test_only_the_newest_result_is_reported(lane: Lane, reports: Reports, qtbot: QtBot) -> None:
    gate = threading.Event()
    started = threading.Event()

    def slow(stop: CancelToken) -> str:
        started.set()
        gate.wait(20)
        return "old"

    lane.start(slow)
    assert started.wait(20)
    lane.start(lambda stop: "between")
    lane.start(lambda stop: "new")
    gate.set()
    qtbot.waitUntil(lambda: bool(reports.done), timeout=20_000)
    QTest.qWait(50)
    assert reports.done == ["new"]
    assert reports.threads == {threading.get_ident()}


def test_a_newer_job_tells_the_older_to_stop(lane: Lane, reports: Reports, qtbot: QtBot) -> None:
    started, stopped = threading.Event(), threading.Event()

    def patient(stop: CancelToken) -> None:
        started.set()
        while not stop():
            threading.Event().wait(0.005)
        stopped.set()
        raise Cancelled

    lane.start(patient)
    assert started.wait(20)
    lane.start(lambda stop: stop())
    assert stopped.wait(20)
    qtbot.waitUntil(lambda: bool(reports.done), timeout=20_000)
    assert reports.done == [False]
    assert (reports.failed, reports.crashed) == ([], [])


def test_an_error_that_the_user_can_act_on_is_reported_in_its_own_words(
    lane: Lane, reports: Reports, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(lane.failed):
        lane.start(raising(KzrefError(message("plain", text="The cupboard is bare."))))
    assert reports == Reports(failed=["The cupboard is bare."])


def test_anything_else_is_a_crash_with_the_exception_itself(lane: Lane, reports: Reports, qtbot: QtBot) -> None:
    error = ZeroDivisionError("nought")
    with qtbot.waitSignal(lane.crashed):
        lane.start(raising(error))
    assert reports.crashed == [error]
    assert error.__traceback__ is not None
    assert (reports.done, reports.failed) == ([], [])


def test_a_job_that_was_cancelled_reports_nothing(lane: Lane, reports: Reports, qtbot: QtBot) -> None:
    started, gate = threading.Event(), threading.Event()

    def job(stop: CancelToken) -> str:
        started.set()
        gate.wait(20)
        return "too late"

    lane.start(job)
    assert started.wait(20)
    lane.cancel()
    gate.set()
    lane._pool.waitForDone(20_000)
    QTest.qWait(50)
    assert reports.empty


@pytest.mark.parametrize("error", [KzrefError(message("plain", text="late")), ValueError("late"), Cancelled()])
def test_the_failure_of_a_job_that_was_cancelled_reports_nothing(
    lane: Lane, reports: Reports, error: Exception
) -> None:
    started, gate = threading.Event(), threading.Event()

    def job(stop: CancelToken) -> str:
        started.set()
        gate.wait(20)
        raise error

    lane.start(job)
    assert started.wait(20)
    lane.cancel()
    gate.set()
    lane._pool.waitForDone(20_000)
    QTest.qWait(50)
    assert reports.empty


def test_a_job_that_says_it_was_stopped_reports_nothing(lane: Lane, reports: Reports) -> None:
    lane.start(raising(Cancelled()))
    lane._pool.waitForDone(20_000)
    QTest.qWait(50)
    assert reports.empty


def test_finish_waits_until_the_thread_is_idle(lane: Lane, reports: Reports) -> None:
    started, over = threading.Event(), threading.Event()

    def job(stop: CancelToken) -> None:
        started.set()
        while not stop():
            threading.Event().wait(0.005)
        threading.Event().wait(0.2)
        over.set()

    lane.start(job)
    assert started.wait(20)
    lane.finish()
    assert over.is_set()
    QTest.qWait(20)
    assert reports.empty


def test_a_lane_works_again_after_a_failure(lane: Lane, reports: Reports, qtbot: QtBot) -> None:
    with qtbot.waitSignal(lane.crashed):
        lane.start(raising(ValueError()))
    with qtbot.waitSignal(lane.done):
        lane.start(lambda stop: 7)
    assert reports.done == [7]


def test_a_finished_lane_takes_no_more_jobs(lane: Lane, reports: Reports, qtbot: QtBot) -> None:
    ran: list[int] = []
    lane.finish()
    lane.start(lambda stop: ran.append(1))
    qtbot.wait(100)
    assert ran == []
    assert reports.empty


def test_a_crash_in_any_lane_of_a_window_is_reported(qapp, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    owner = QObject()
    reported: list[BaseException] = []
    lanes = make_lanes(owner, reported.append)
    errors = [ZeroDivisionError(name) for name in lanes._fields]
    for lane, error in zip(lanes, errors, strict=True):
        lane.start(raising(error))
    qtbot.waitUntil(lambda: len(reported) == len(errors), timeout=20_000)
    assert set(reported) == set(errors)
    for lane in lanes:
        lane.finish()
    owner.deleteLater()
