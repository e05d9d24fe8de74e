"""Where things are: the one module that knows a source tree from an installed package and from a bundle."""

import os
import sys
from pathlib import Path
from typing import NamedTuple

from kzref.errors import KzrefError, PackError

APPLICATION = "kzref"


class Paths(NamedTuple):
    """The folders that the program works with."""

    content: Path
    """The pack that is shipped with the program."""
    resources: Path
    """Fonts, icons, themes and translations."""
    shipped_libraries: Path | None
    """Libraries compiled when the bundle was made; None outside a bundle."""
    cache: Path
    """This user's compiled libraries."""
    user_data: Path
    """Settings and what the user makes; never swept."""


def _shipped() -> tuple[Path, Path | None]:
    """The folder that holds content/ and resources/, and the bundle's compiled libraries if this is one."""
    if getattr(sys, "frozen", False):
        bundle = Path(sys._MEIPASS)  # type: ignore[attr-defined]  # PyInstaller's own attribute
        return bundle, bundle / "libraries"
    package = Path(__file__).resolve().parent
    installed = package / "_shipped"
    return (installed if installed.is_dir() else package.parent), None


def find_paths() -> Paths:
    """The paths of this process; XDG_* variables and their like on other systems are respected."""
    root, libraries = _shipped()
    cache, data = _user_folders()
    return Paths(
        content=root / "content",
        resources=root / "resources",
        shipped_libraries=libraries,
        cache=cache / "libraries",
        user_data=data,
    )


def _user_folders() -> tuple[Path, Path]:
    """The program's folders for what can be made again and for what cannot."""
    platform: str = sys.platform
    if platform == "linux":
        # Two lines of the XDG specification; the library that knows every system takes 10 ms of a cold start.
        return _xdg_folder("XDG_CACHE_HOME", ".cache"), _xdg_folder("XDG_DATA_HOME", ".local/share")
    from platformdirs import PlatformDirs

    user = PlatformDirs(APPLICATION, appauthor=False)
    return Path(user.user_cache_dir), Path(user.user_data_dir)


def _xdg_folder(variable: str, below_home: str) -> Path:
    """The program's folder below the one that a variable names, or below the home folder."""
    named = os.environ.get(variable, "")
    if os.path.isabs(named):  # noqa: PTH117
        return Path(named) / APPLICATION
    try:
        return Path.home() / below_home / APPLICATION
    except RuntimeError as error:
        raise KzrefError(
            "There is no home folder to keep anything in: set HOME, or both XDG_CACHE_HOME and XDG_DATA_HOME."
        ) from error


def expand(path: Path) -> Path:
    """Return a path with its ~ replaced by a home folder. Raise PackError if there is no such user."""
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise PackError(f"{path} names the home folder of a user that this system does not know.") from error


def existing_folder(path: Path) -> Path:
    """Return the absolute path of a folder that can be read. Raise PackError, which names it, if there is none."""
    folder = expand(path)
    try:
        if not folder.is_dir():
            raise PackError(f"{folder} is not a folder. Name the folder that holds the Markdown files.")
        os.scandir(folder).close()
        return folder.resolve(strict=True)
    except FileNotFoundError as error:  # It stands below a working directory that has been removed.
        raise PackError(f"{folder} is not there any more.") from error
    except OSError as error:
        raise PackError(f"The folder {folder} cannot be read: {error.strerror or error}.") from error
    except (RuntimeError, ValueError) as error:  # links that lead in a circle, a NUL character
        raise PackError(f"{folder} is not a folder: it is not a name that a folder can have.") from error


_NO_BUS = "disabled:"


def do_without(resources: Path, configuration: str = "/etc/fonts/fonts.conf") -> None:
    """Before Qt is started on a Linux system that lacks what its libraries look for.

    Without a configuration of fonts, fontconfig complains. Without a session of D-Bus, it would start a server of its
    own, which opens sockets and outlives the window. Without a language, Qt complains that its text is not UTF-8.
    """
    if sys.platform != "linux":
        return
    known = os.environ.keys()
    named = [name for name in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(name)] or ["LC_CTYPE"]
    if os.environ.get(named[0], "C") in ("C", "POSIX"):
        os.environ["LC_ALL" if named[0] == "LC_ALL" else "LC_CTYPE"] = "C.UTF-8"
    if not os.path.exists(configuration) and not known & {"FONTCONFIG_FILE", "FONTCONFIG_PATH"}:  # noqa: PTH110
        os.environ["FONTCONFIG_FILE"] = str(resources / "fonts" / "fonts.conf")
    session = os.environ.get("XDG_RUNTIME_DIR", "/nonexistent") + "/bus"
    if "DBUS_SESSION_BUS_ADDRESS" not in known and not os.path.exists(session):  # noqa: PTH110
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = _NO_BUS


def leave_bundle() -> None:
    """Takes what our own start has put into the environment out of it, before another program is started.

    The linker has read it by then; the browser must not be given our libraries.
    """
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS") == _NO_BUS:
        del os.environ["DBUS_SESSION_BUS_ADDRESS"]
    if getattr(sys, "frozen", False) and sys.platform == "linux":
        before = os.environ.pop("LD_LIBRARY_PATH_ORIG", "")
        os.environ.pop("LD_LIBRARY_PATH", None)
        if before:
            os.environ["LD_LIBRARY_PATH"] = before


def has_display() -> bool:
    """Whether a window can be expected to open: always outside Linux, where the environment tells."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def code_stamp() -> str:
    """Changes when the code that compiles libraries does, when run from source; empty in a bundle."""
    if getattr(sys, "frozen", False):
        return ""
    package = Path(__file__).resolve().parent
    newest = 0
    for room in ("statistics", "pack", "render", "search", "library"):
        for folder, _, files in os.walk(package / room):
            times = (Path(folder, name).stat().st_mtime_ns for name in files if name.endswith(".py"))
            newest = max([newest, *times])
    return f"{newest:x}"
