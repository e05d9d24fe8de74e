"""What can go wrong in words that are fit for the reader: str(error) is shown as it is."""


class KzrefError(Exception):
    """Something the user can understand and act on; everything else that is raised is a bug."""


class PackError(KzrefError):
    """A folder cannot be opened as a pack at all."""


class AddressError(KzrefError):
    """An address is malformed or leads nowhere; the nearest known ones are named."""

    def __init__(self, address: str, nearest: tuple[str, ...] = ()) -> None:
        shown = address if len(address) <= 80 else address[:77] + "..."
        hint = f" Did you mean {' or '.join(nearest)}?" if nearest else " 'kzref list' names every address."
        super().__init__(f"There is no section at '{shown}'.{hint}")
        self.nearest = nearest


class LibraryDamaged(KzrefError):
    """A compiled library is not what its manifest says; it has to be rebuilt."""


class LibraryOutdated(LibraryDamaged):
    """A compiled library is of an earlier or later version of the program; nobody need be told that it is rebuilt."""


class Cancelled(KzrefError):
    """The user stopped a job."""

    def __init__(self) -> None:
        super().__init__("Stopped.")
