"""The command line, a sibling of the window. Each command loads only what it needs."""

from kzref.cli.main import main

__all__ = ["main"]
