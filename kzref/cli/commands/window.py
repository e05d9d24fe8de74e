"""The command line without a command: the window."""

import gc
from pathlib import Path

from kzref.cli.exit_codes import FAILURE
from kzref.cli.output import write_notice
from kzref.cli.qt_import import qt_import_message
from kzref.messages.message import message
from kzref.system.qt_environment import has_display


def open_window(folder: Path | None, address: str) -> int:
    """Open the window on the library of a folder, at an address unless it is empty. Return its exit code."""
    if not has_display():
        write_notice(message("cli.no_display"))
        return FAILURE
    # Nothing made before the first page is garbage; the window starts the collector again.
    gc.disable()
    try:
        from kzref.ui.app import run
    except ImportError as error:
        write_notice(qt_import_message(error))
        return FAILURE
    return run(folder, address)
