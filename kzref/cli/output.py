"""What commands say and how they end."""

import os
import sys

DONE, NOTHING, USAGE = 0, 1, 2
"""Exit codes: 0 done, 1 nothing found or refused, 2 usage."""


def say(message: str) -> None:
    print(f"kzref: {message}", file=sys.stderr)


def write_nowhere() -> None:
    """Gives standard output up, so that closing it fails no more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def missing_library(error: ImportError) -> str:
    """What to install when Qt itself cannot be loaded."""
    from kzref.ui.needs import advice, missing_libraries

    lacking = advice(missing_libraries()) if sys.platform == "linux" else ""
    return f"Qt cannot be loaded: {lacking or error}"
