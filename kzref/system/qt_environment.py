"""The environment that Qt runs in: what to set before it starts, and to take back before another program does."""

import os
from pathlib import Path

from kzref.system.platforms import is_linux, is_macos, is_windows

_FONT_CONFIGURATION = "/etc/fonts/fonts.conf"
_NO_BUS = "disabled:"


def prepare_qt_environment(resources: Path, font_configuration: str = _FONT_CONFIGURATION) -> None:
    """Set what Qt's libraries look for and a bare Linux system lacks; Windows and macOS lack nothing.

    Without a configuration of fonts, fontconfig complains. Without a session of D-Bus, it would start a server of its
    own, which opens sockets and outlives the window. Without a language, Qt complains that its text is not UTF-8.
    """
    if not is_linux():
        return
    known = os.environ.keys()
    named = [name for name in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(name)] or ["LC_CTYPE"]
    if os.environ.get(named[0], "C") in ("C", "POSIX"):
        os.environ["LC_ALL" if named[0] == "LC_ALL" else "LC_CTYPE"] = "C.UTF-8"
    if not os.path.exists(font_configuration) and not known & {"FONTCONFIG_FILE", "FONTCONFIG_PATH"}:  # noqa: PTH110
        os.environ["FONTCONFIG_FILE"] = str(resources / "fonts" / "fonts.conf")
    session = os.environ.get("XDG_RUNTIME_DIR", "/nonexistent") + "/bus"
    if "DBUS_SESSION_BUS_ADDRESS" not in known and not os.path.exists(session):  # noqa: PTH110
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = _NO_BUS


def use_no_display() -> None:
    """Let Qt draw without a display, as for paper."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


def restore_system_environment(bundled: bool) -> None:
    """Take out of the environment what the start of this program has put into it, before another one is started.

    bundled: whether this program is a bundle, whose start names its own libraries to the linker of Linux. The linker
    has read it by then; a browser must not be given our libraries.
    """
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS") == _NO_BUS:
        del os.environ["DBUS_SESSION_BUS_ADDRESS"]
    if bundled and is_linux():
        before = os.environ.pop("LD_LIBRARY_PATH_ORIG", "")
        os.environ.pop("LD_LIBRARY_PATH", None)
        if before:
            os.environ["LD_LIBRARY_PATH"] = before


def has_display() -> bool:
    """Return whether a window can be expected to open: always on Windows and macOS; elsewhere the environment tells."""
    if is_windows() or is_macos() or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
