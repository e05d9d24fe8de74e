"""What Qt loads from a Linux system, and the Debian package of each; asked only when Qt could not be loaded."""

from collections.abc import Callable, Sequence

# As in .ci/setup; a test holds the two against each other.
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


def _load(name: str) -> object:
    import ctypes

    return ctypes.CDLL(name)


def missing_libraries(load: Callable[[str], object] = _load) -> list[tuple[str, str]]:
    """The libraries that cannot be loaded, each with its package."""
    missing = []
    for name, package in LIBRARIES:
        try:
            load(name)
        except OSError:
            missing.append((name, package))
    return missing


def advice(missing: Sequence[tuple[str, str]]) -> str:
    """What is missing and how to get it, in one line; empty if nothing is."""
    if not missing:
        return ""
    names = " ".join(name for name, _ in missing)
    packages = " ".join(package for _, package in missing)
    return f"this system lacks {names}. On Debian or Ubuntu: apt-get install {packages}"
