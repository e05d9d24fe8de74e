"""The command line from the arguments to the exit code."""

import os
import sys
from collections.abc import Sequence

from kzref.cli.exit_codes import FAILURE, INTERRUPTED
from kzref.cli.output import OutputError, discard_output, flush_output, write_notice
from kzref.errors import AddressError, KzrefError, reason_of
from kzref.messages.message import Message, message


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or the window if none is named, and return the exit code.

    arguments: those of the command line if None.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        try:
            return _run(list(sys.argv[1:] if arguments is None else arguments))
        finally:
            flush_output()
    except OutputError as error:
        discard_output()
        write_notice(error.message)
    except AddressError as error:
        write_notice(_address_message(error))
    except KzrefError as error:
        write_notice(error.message)
    except BrokenPipeError:
        # The reader of the output has ended ('kzref list | head'): there is nobody to write to.
        discard_output()
    except OSError as error:
        write_notice(_system_message(error))
    except KeyboardInterrupt:
        write_notice(message("cli.stopped"))
        return INTERRUPTED
    return FAILURE


def _run(arguments: list[str]) -> int:
    from kzref.cli.commands.window import open_window

    if not arguments:
        # The window alone needs nothing parsed, and starts the sooner.
        return open_window(None, "")
    from kzref.cli.arguments import parse

    options = parse(arguments)
    if not options.command:
        return open_window(options.library, options.address)
    from kzref.cli.command_table import COMMANDS
    from kzref.system.processes import exiting_on_termination

    with exiting_on_termination():
        return COMMANDS[options.command].run(options)


def _address_message(error: AddressError) -> Message:
    """Return why an address is refused, and what to do on the command line if no other address is like it."""
    return error.message if error.nearest else message("cli.address_hint", refusal=error.message)


def _system_message(error: OSError) -> Message:
    """Return what the system refused, and for which files."""
    reason = reason_of(error)
    match [os.fsdecode(name) for name in (error.filename, error.filename2) if isinstance(name, str | bytes)]:
        case [file, other]:
            return message("cli.files_refused", file=file, other=other, reason=reason)
        case [file]:
            return message("cli.file_refused", file=file, reason=reason)
        case _:
            return message("cli.system_refused", reason=reason)
