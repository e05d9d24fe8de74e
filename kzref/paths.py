"""Where things are: the one module that can tell a source tree from an installed package and from a bundle."""

import os
import sys
from pathlib import Path
from typing import NamedTuple

from kzref.errors import PackError, reason_of
from kzref.messages.message import message
from kzref.system.user_folders import user_folders

APPLICATION = "kzref"


class Paths(NamedTuple):
    """The folders that the program works with."""

    content: Path
    """The pack that is shipped with the program."""
    resources: Path
    """Fonts, icons, themes and translations."""
    shipped_libraries: Path | None
    """Libraries compiled when the bundle was built; None outside a bundle."""
    cache: Path
    """The compiled libraries of this user."""
    user_data: Path
    """Settings and what the user has made; never cleaned up."""


def find_paths() -> Paths:
    """Return the paths of this process. Raise KzrefError if the user has no home folder."""
    root = _shipped_folder()
    user = user_folders(APPLICATION)
    return Paths(
        content=root / "content",
        resources=root / "resources",
        shipped_libraries=root / "libraries" if is_bundle() else None,
        cache=user.cache / "libraries",
        user_data=user.data,
    )


def is_bundle() -> bool:
    """Return whether the program runs from a bundle."""
    return bool(getattr(sys, "frozen", False))


def source_folder() -> Path | None:
    """Return the folder of the program's own modules; None in a bundle, which has no source files."""
    return None if is_bundle() else Path(__file__).resolve().parent


def _shipped_folder() -> Path:
    """Return the folder of content/ and resources/: in the bundle, the installed package or the source tree."""
    package = source_folder()
    if package is None:
        return Path(sys._MEIPASS)  # type: ignore[attr-defined]  # PyInstaller's own attribute
    installed = package / "_shipped"
    return installed if installed.is_dir() else package.parent


def expand(path: Path) -> Path:
    """Return a path with its ~ replaced by a home folder. Raise PackError if there is no such user."""
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise PackError(message("folder.unknown_user", path=path)) from error


def existing_folder(path: Path) -> Path:
    """Return the absolute path of a folder that can be read. Raise PackError, which names it, if there is none."""
    folder = expand(path)
    try:
        if not folder.is_dir():
            raise PackError(message("folder.is_none", folder=folder))
        os.scandir(folder).close()
        return folder.resolve(strict=True)
    except FileNotFoundError as error:  # It is below a working directory that has been removed.
        raise PackError(message("folder.is_gone", folder=folder)) from error
    except OSError as error:
        raise PackError(message("folder.unreadable", folder=folder, reason=reason_of(error))) from error
    except (RuntimeError, ValueError) as error:  # symbolic links in a circle, a NUL character
        raise PackError(message("folder.impossible_name", folder=folder)) from error
