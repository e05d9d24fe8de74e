"""Errors that the user can understand and act on. Each carries a message; str(error) gives its English words."""

import os
from pathlib import Path

from kzref.messages.lists import alternatives
from kzref.messages.message import Message, message


class KzrefError(Exception):
    """Something the user can understand and act on; everything else that is raised is a bug."""

    def __init__(self, sentence: Message) -> None:
        self.message = sentence
        super().__init__(self.message)

    def __str__(self) -> str:
        from kzref.messages.catalogue import english  # most errors are never put into words

        return english(self.message)


class ReasonedError(OSError):
    """A file cannot be used, for a reason that the system has no words for."""

    def __init__(self, number: int, reason: Message, path: Path) -> None:
        super().__init__(number, os.strerror(number), str(path))
        self.reason = reason


def reason_of(error: OSError) -> Message:
    """Return why a file cannot be used, to stand within a sentence."""
    return error.reason if isinstance(error, ReasonedError) else message("plain", text=error.strerror or error)


class UserDataError(KzrefError):
    """What belongs to the user cannot be saved."""


class PackError(KzrefError):
    """A folder cannot be opened as a pack at all."""


class AddressError(KzrefError):
    """An address is malformed or names no section; nearest: known addresses that are like it, the best first."""

    def __init__(self, address: str, nearest: tuple[str, ...] = ()) -> None:
        shown = address if len(address) <= 80 else address[:77] + "..."
        if nearest:
            super().__init__(message("address.did_you_mean", address=shown, nearest=alternatives(nearest)))
        else:
            super().__init__(message("address.unknown", address=shown))
        self.nearest = nearest


class LibraryDamaged(KzrefError):
    """A compiled library is not what its manifest says; it has to be rebuilt."""


class LibraryOutdated(LibraryDamaged):
    """A compiled library is of an earlier or later version of the program; it is rebuilt without a notice."""


class Cancelled(KzrefError):
    """The user stopped a job."""

    def __init__(self) -> None:
        super().__init__(message("stopped"))
