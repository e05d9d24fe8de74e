"""The system's libraries that Qt loads: which are missing, and how to install them. Asked only if Qt cannot start."""

from collections.abc import Callable

from kzref.messages.message import Message, message
from kzref.system.platforms import is_linux

# As in .ci/setup; a test compares the two.
LIBRARIES = (
    ("libGL.so.1", "libgl1"), ("libEGL.so.1", "libegl1"), ("libglib-2.0.so.0", "libglib2.0-0"),
    ("libfontconfig.so.1", "libfontconfig1"), ("libdbus-1.so.3", "libdbus-1-3"), ("libxkbcommon.so.0", "libxkbcommon0"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"), ("libX11.so.6", "libx11-6"), ("libX11-xcb.so.1", "libx11-xcb1"),
    ("libxcb.so.1", "libxcb1"), ("libxcb-cursor.so.0", "libxcb-cursor0"), ("libxcb-icccm.so.4", "libxcb-icccm4"),
    ("libxcb-image.so.0", "libxcb-image0"), ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    ("libxcb-randr.so.0", "libxcb-randr0"), ("libxcb-render.so.0", "libxcb-render0"),
    ("libxcb-render-util.so.0", "libxcb-render-util0"), ("libxcb-shape.so.0", "libxcb-shape0"),
    ("libxcb-shm.so.0", "libxcb-shm0"), ("libxcb-sync.so.1", "libxcb-sync1"), ("libxcb-util.so.1", "libxcb-util1"),
    ("libxcb-xfixes.so.0", "libxcb-xfixes0"), ("libxcb-xkb.so.1", "libxcb-xkb1"),
)  # fmt: skip
"""The name of each library, and its package in Debian."""


def _load(name: str) -> object:
    import ctypes

    return ctypes.CDLL(name)


def missing_libraries_message(load: Callable[[str], object] = _load) -> Message | None:
    """Return which libraries are missing and how to install them; None if none is, and on Windows and macOS.

    load: loads a library by its name, or raises OSError.
    """
    missing = [library for library in LIBRARIES if not _can_load(library[0], load)] if is_linux() else []
    if not missing:
        return None
    names, packages = (" ".join(column) for column in zip(*missing, strict=True))
    return message("system.missing_libraries", names=names, packages=packages)


def _can_load(name: str, load: Callable[[str], object]) -> bool:
    try:
        load(name)
    except OSError:
        return False
    return True
