"""The guard around every read of an open library: an error that is due to rotten files becomes LibraryDamaged."""

import functools
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from kzref.errors import KzrefError
from kzref.library.manifest import verify_by_hash

_INTACT = "The files of the library are as they were written."


class Guard(AbstractContextManager[None]):
    """A context in which the files of a library are read.

    A file that has rotted can make SQLite, Whoosh or the program itself raise nearly anything. So whatever is raised,
    the files are checked by their hashes: LibraryDamaged is raised in its place where one differs. Where none does, it
    is a bug, and passes as it is.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        """Do nothing: only what is raised matters."""

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if not isinstance(error, Exception) or isinstance(error, KzrefError):
            return
        if _INTACT in getattr(error, "__notes__", ()):
            return  # An inner guard has checked the files already.
        verify_by_hash(self._folder)
        error.add_note(_INTACT)


class _Guarded(Protocol):
    guard: Guard


S = TypeVar("S", bound=_Guarded)
P = ParamSpec("P")
R = TypeVar("R")


def guarded(method: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
    """Return a method that runs within the guard of its object. Not for generators: they read when they are asked."""

    @functools.wraps(method)
    def within(self: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with self.guard:
            return method(self, *args, **kwargs)

    return within
