"""What a terminal can show."""

import os
from typing import TextIO

from kzref.system.platforms import is_windows


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether a person reads a stream; a program for windows has no streams on Windows."""
    return bool(stream and stream.isatty())


def shows_bold(stream: TextIO | None) -> bool:
    """Return whether a stream obeys escape sequences: on Windows only in its newer terminal, which names itself."""
    return is_terminal(stream) and (not is_windows() or "WT_SESSION" in os.environ)
