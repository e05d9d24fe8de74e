"""The command line: a sibling of the window. Each command loads only what it needs."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kzref.cli.output import NOTHING, OutputError, end_output, say, write_nowhere
from kzref.cli.signals import ending_orderly
from kzref.errors import KzrefError

if TYPE_CHECKING:
    import argparse


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or the window where none is named. Return 0 done, 1 nothing found or refused, 2 usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        try:
            return _run(given)
        finally:
            end_output()
    except OutputError as error:
        write_nowhere()
        say(str(error))
        return NOTHING
    except KzrefError as error:
        say(str(error))
        return NOTHING
    except BrokenPipeError:
        # The reader of our output has gone ('kzref list | head'); nothing is left to be said to it.
        write_nowhere()
        return NOTHING
    except OSError as error:
        say(_told(error))
        return NOTHING
    except KeyboardInterrupt:
        say("stopped.")
        return 130


def _told(error: OSError) -> str:
    """What the system refused, and of which file."""
    names = " and ".join(
        os.fsdecode(name) for name in (error.filename, error.filename2) if isinstance(name, str | bytes)
    )
    reason = error.strerror or str(error)
    return f"{names} cannot be used: {reason}." if names else f"the system refuses something: {reason}."


def _run(given: list[str]) -> int:
    from kzref.cli.commands.window import open_window

    if not given:
        # The window alone needs nothing parsed, and starts the sooner.
        return open_window(None, "")
    from kzref.cli.arguments import parse

    options = parse(given)
    if not options.command:
        return open_window(options.library, options.address)
    with ending_orderly():
        return _command(options)


def _command(options: "argparse.Namespace") -> int:
    """Runs the command that was named."""
    match options.command:
        case "search":
            from kzref.cli.commands.search import search as run
        case "show":
            from kzref.cli.commands.show import show as run
        case "list":
            from kzref.cli.commands.list import list_sections as run
        case "print":
            from kzref.cli.commands.print import print_sections as run
        case "check":
            from kzref.cli.commands.packs import check as run
        case "build":
            from kzref.cli.commands.packs import build as run
        case "verify":
            from kzref.cli.commands.packs import verify as run
        case _:
            from kzref.cli.commands.packs import publish as run
    return run(options)
