"""Qt that cannot be loaded, as a sentence."""

from kzref.messages.message import Message, message


def qt_import_message(error: ImportError) -> Message:
    """Return why Qt cannot be loaded, and what to install if libraries of the system are missing."""
    from kzref.system.qt_libraries import missing_libraries_message

    return message("cli.no_qt", reason=missing_libraries_message() or error)
