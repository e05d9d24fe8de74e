"""The system is asked for when it is needed, so that a test may pretend another one."""

import sys

import pytest

from kzref.system.platforms import is_linux, is_macos, is_windows, system_description, system_name


@pytest.mark.parametrize(
    ("platform", "answers"),
    [
        ("linux", (True, False, False)),
        ("win32", (False, True, False)),
        ("darwin", (False, False, True)),
        ("freebsd14", (False, False, False)),
    ],
)
def test_each_system_is_known(monkeypatch: pytest.MonkeyPatch, platform: str, answers: tuple[bool, ...]) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert (is_linux(), is_windows(), is_macos()) == answers
    assert system_name() == platform


def test_a_report_says_what_it_was_run_on() -> None:
    assert system_description()
