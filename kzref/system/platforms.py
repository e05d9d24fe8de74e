"""Which operating system this is. Only this package asks; everything else calls functions that know."""

import sys


def is_linux() -> bool:
    """Return whether this is Linux."""
    return _platform() == "linux"


def is_windows() -> bool:
    """Return whether this is Windows."""
    return _platform() == "win32"


def is_macos() -> bool:
    """Return whether this is macOS."""
    return _platform() == "darwin"


def system_name() -> str:
    """Return a short name of the system, such as linux."""
    return _platform()


def system_description() -> str:
    """Return the name and version of the system and its processor, for a report."""
    import platform

    return platform.platform()


def _platform() -> str:
    # A plain string: a type checker would take the branches of other systems for code that is never reached.
    return sys.platform
