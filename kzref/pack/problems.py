"""Faults: what is wrong in a pack, where, and what to do about it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from kzref.pack.files.text_safety import one_line

_NAMED = 3
"""Faults that a notice names; the check names all."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend. The path is relative to the pack; line 1 is the first. Path and message are one line each."""

    path: str
    line: int
    message: str

    def __post_init__(self) -> None:
        # They quote what strangers have written, and are shown on terminals.
        object.__setattr__(self, "path", one_line(self.path))
        object.__setattr__(self, "message", one_line(self.message))

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


ReportProblem = Callable[[Problem], None]


def ignore_problem(_: Problem) -> None:
    """For readers that go on with what can be read."""


def problem_notices(folder: Path, problems: Iterable[Problem]) -> tuple[str, ...]:
    """Return what a reader of the folder is told of its faults: one notice that names the first few; none if none."""
    found = sorted(set(problems))
    if not found:
        return ()
    named = "; ".join(map(str, found[:_NAMED]))
    rest = f"; and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    count = "1 fault" if len(found) == 1 else f"{len(found)} faults"
    return (f"The folder has {count}: {named}{rest}. 'kzref check {one_line(str(folder))}' names all.",)
