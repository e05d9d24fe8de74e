"""Problems: what is wrong in a pack, and where."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from kzref.messages.lists import one_after_another
from kzref.messages.message import Message, message
from kzref.pack.files.text_safety import one_line

_NAMED = 3
"""Problems that a notice names; the check names all."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to correct. The path is relative to the pack; line 1 is the first.

    Path and message quote what strangers have written: control characters and line breaks are taken out of both.
    """

    path: str
    line: int
    message: Message

    def __post_init__(self) -> None:
        object.__setattr__(self, "path", one_line(self.path))
        object.__setattr__(self, "message", _cleaned(self.message))

    @property
    def text(self) -> str:
        """The English words of the message, on one line."""
        from kzref.messages.catalogue import english  # most problems are never put into words

        return english(self.message)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


ReportProblem = Callable[[Problem], None]


def ignore_problem(_: Problem) -> None:
    """Do nothing: for readers that go on with what can be read."""


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by file, line and words, each once."""
    return tuple(sorted(set(problems), key=lambda problem: (problem.path, problem.line, problem.text)))


def problem_notices(folder: Path, problems: Iterable[Problem]) -> tuple[Message, ...]:
    """Return the notice of a folder's problems, which names the first few; nothing where there are none."""
    found = in_order(problems)
    if not found:
        return ()
    named = [message("problems.located", path=p.path, line=p.line, problem=p.message) for p in found[:_NAMED]]
    if len(found) > _NAMED:
        named.append(message("problems.more", count=len(found) - _NAMED))
    shown = one_line(str(folder))
    return (message("problems.notice", count=len(found), problems=one_after_another(named), folder=shown),)


def _cleaned(problem: Message) -> Message:
    """Return a message with each text in it on one line and fit to be shown."""
    return Message(problem.key, tuple((name, _cleaned_value(value)) for name, value in problem.values))


def _cleaned_value(value: str | int | float | Message) -> str | int | float | Message:
    if isinstance(value, Message):
        return _cleaned(value)
    return one_line(value) if isinstance(value, str) else value
