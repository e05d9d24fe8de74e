"""Faults: what is wrong in a pack, where, and what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to mend. The path is relative to the pack; line 1 is the first."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


Report = Callable[[Fault], None]


def ignore_fault(_: Fault) -> None:
    """For readers that go on with what can be read."""
