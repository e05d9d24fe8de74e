"""The folders of the user, as each system has them."""

import os
from pathlib import Path
from typing import NamedTuple

from kzref.errors import KzrefError
from kzref.messages.message import message
from kzref.system.platforms import is_linux


class UserFolders(NamedTuple):
    """The folders of a program in the home folder of its user."""

    cache: Path
    """For what can be made again."""
    data: Path
    """For what the user has made."""


def user_folders(application: str) -> UserFolders:
    """Return the folders of a program; on Linux by the variables and defaults of the XDG specification.

    Raise KzrefError if the user has no home folder.
    """
    if is_linux():
        # Two lines of the specification; the library that knows every system takes 4 ms of a cold start.
        return UserFolders(
            _xdg_folder("XDG_CACHE_HOME", ".cache") / application,
            _xdg_folder("XDG_DATA_HOME", ".local/share") / application,
        )
    from platformdirs import PlatformDirs

    folders = PlatformDirs(application, appauthor=False)
    return UserFolders(Path(folders.user_cache_dir), Path(folders.user_data_dir))


def _xdg_folder(variable: str, below_home: str) -> Path:
    """Return the folder that a variable names, or else one below the home folder."""
    named = os.environ.get(variable, "")
    if os.path.isabs(named):  # noqa: PTH117
        return Path(named)
    try:
        return Path.home() / below_home
    except RuntimeError as error:
        raise KzrefError(message("system.no_home")) from error
