"""What is not a KzrefError is a bug: it is logged, kept, and shown with its details ready to copy."""

import faulthandler
import logging
import os
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from kzref import __version__
from kzref.errors import LibraryDamaged
from kzref.messages.message import message
from kzref.system.platforms import system_description, system_name
from kzref.userdata.crash_logs import CrashLog

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType

Show = Callable[[str], None]

_LOGGER, _QT_LOGGER = logging.getLogger("kzref"), logging.getLogger("kzref.qt")
_LEVELS = {
    "QtDebugMsg": logging.DEBUG,
    "QtInfoMsg": logging.INFO,
    "QtWarningMsg": logging.WARNING,
    "QtCriticalMsg": logging.ERROR,
}
"""The levels of Qt's messages, by the names of their types."""


def details_of(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> str:
    """Return the details that a bug report needs."""
    import traceback

    text = "".join(traceback.format_exception(kind, error, trace))
    return f"kzref {versions()}, {system_description()}\n\n{text}"


def versions() -> str:
    """Return the versions of the program and of what it runs on, for a report."""
    from PySide6.QtCore import qVersion

    return f"{__version__}, Qt {qVersion()}, Python {sys.version.partition(' ')[0]}, {system_name()}"


class CrashHooks:
    """Catches what nobody caught, wherever it was raised."""

    def __init__(self, log: CrashLog) -> None:
        from PySide6.QtCore import qInstallMessageHandler

        self._show: Show | None = None
        self._mend: Show | None = None
        self._showing = False
        self._missed = False
        self._log = log
        if log.file:
            faulthandler.enable(log.file)
        elif sys.stderr:  # The program of the window has none on Windows.
            faulthandler.enable()
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
        # Kept until there is a window: where none can be opened, one sentence takes their place.
        self._early: list[tuple[int, str]] | None = []
        qInstallMessageHandler(self._on_qt_message)

    def show_with(self, show: Show) -> None:
        """From now on the details are also shown."""
        self._show = show
        early, self._early = self._early or [], None
        for level, text in early:
            _QT_LOGGER.log(level, "%s", text)

    def mend_with(self, mend: Show) -> None:
        """From now on a damaged library is no crash: the sentence that tells of it is handed over instead."""
        self._mend = mend

    def report(self, error: BaseException) -> None:
        """Treat an exception, such as that of a job, as uncaught."""
        self._on_exception(type(error), error, error.__traceback__)

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            from PySide6.QtCore import QCoreApplication

            QCoreApplication.quit()
            return
        if self._mend and issubclass(kind, LibraryDamaged):
            self._mend(str(error))
            return
        details = details_of(kind, error, trace)
        _LOGGER.critical("%s", details)
        self._log.write(details)
        # A crash while the box is open must not open a tower of boxes.
        if not self._show or self._showing or threading.current_thread() is not threading.main_thread():
            # It stays in the log, and is offered at the next start.
            self._missed = True
            return
        self._showing = True
        try:
            self._show(details)
        finally:
            self._showing = False
        if not self._missed:
            self._log.mark_seen()

    def _on_thread_exception(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._on_exception(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def _on_unraisable(self, unraisable: "sys.UnraisableHookArgs") -> None:
        _LOGGER.error("%s", details_of(unraisable.exc_type, unraisable.exc_value, unraisable.exc_traceback))

    def _on_qt_message(self, kind: "QtMsgType", _context: "QMessageLogContext", text: str) -> None:
        """Log Qt's messages. The last one before an abort becomes one clear line, without a core dump."""
        if kind.name == "QtFatalMsg":
            faulthandler.disable()
            reason = " ".join(text.split())
            if "platform plugin" in reason:
                reason = _no_platform()
            else:
                self._log.write(f"Qt: {reason}")
            print(f"kzref: {reason}", file=sys.stderr, flush=True)  # noqa: T201  # there may be no stderr at all
            os._exit(1)
        level = _LEVELS.get(kind.name, logging.WARNING)
        if self._early is not None:
            self._early.append((level, text))
        else:
            _QT_LOGGER.log(level, "%s", text)


def _no_platform() -> str:
    """Why Qt found no way to open a window."""
    from kzref.messages.catalogue import english
    from kzref.system.qt_libraries import missing_libraries_message

    missing = missing_libraries_message()
    if missing:
        return english(message("qt.no_window", reason=missing))
    return english(message("qt.no_display"))
