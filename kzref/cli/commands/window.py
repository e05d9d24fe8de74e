"""The command line without a command: the window."""

import gc
from pathlib import Path

from kzref.cli.output import NOTHING, missing_library, say


def open_window(folder: Path | None, address: str) -> int:
    """Open the window on the library of a folder, at an address if one is named."""
    from kzref.paths import has_display

    if not has_display():
        say(
            "there is no display to open a window on. Without one: 'kzref list', 'kzref search QUERY', "
            "'kzref show ADDRESS' and 'kzref print ADDRESS -o FILE.pdf'."
        )
        return NOTHING
    # Nothing made before the first page is garbage; the window turns the collector on again.
    gc.disable()
    try:
        from kzref.ui.app import run
    except ImportError as error:
        say(missing_library(error))
        return NOTHING
    return run(folder, address)
