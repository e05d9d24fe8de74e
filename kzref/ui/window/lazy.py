"""Parts of a window that are made when they are first used, because the first page does not need them."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Lazy(Generic[T]):
    """Makes a thing once, when it is first called for."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self.made: T | None = None
        """The thing, or None if nobody has called for it yet."""

    def __call__(self) -> T:
        """Return the thing."""
        if self.made is None:
            self.made = self._make()
        return self.made
