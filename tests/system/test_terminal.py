"""What is known of a terminal, on each system."""

import io
import sys

import pytest

from kzref.system.terminal import is_terminal, shows_bold


class Terminal(io.StringIO):
    """A stream that a person reads."""

    def isatty(self) -> bool:
        return True


def test_a_file_and_a_missing_stream_are_no_terminal() -> None:
    assert not is_terminal(io.StringIO())
    assert not is_terminal(None)
    assert is_terminal(Terminal())


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_a_terminal_shows_bold_text(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert shows_bold(Terminal())
    assert not shows_bold(io.StringIO())


def test_on_windows_only_the_terminal_that_names_itself_shows_bold_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delenv("WT_SESSION", raising=False)
    assert not shows_bold(Terminal())
    monkeypatch.setenv("WT_SESSION", "3f3d")
    assert shows_bold(Terminal())
