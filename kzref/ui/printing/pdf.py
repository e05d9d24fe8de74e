"""PDF files of sections, from the window and from the command line."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QGuiApplication, QPdfWriter

from kzref import __version__
from kzref.atomic_file import replace_file
from kzref.errors import KzrefError
from kzref.library.store.library import Library
from kzref.messages.message import message
from kzref.pack.sections import Section
from kzref.paths import find_paths
from kzref.ui.printing.paper import RESOLUTION, page_layout
from kzref.ui.printing.print_document import PrintDocument, Progress, unwatched
from kzref.ui.style.fonts import load_fonts


def pdf_writer(buffer: QBuffer, title: str) -> QPdfWriter:
    """Return a writer of PDFs on our paper."""
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(page_layout())
    writer.setTitle(title)
    writer.setCreator(f"kzref {__version__}")
    return writer


def write_pdf(document: PrintDocument, target: Path, progress: Progress = unwatched) -> int:
    """Write a PDF beside its place and put it there. Return the number of pages. May run in any thread.

    Raise KzrefError if it cannot be written, Cancelled when progress says so.
    """
    _check_target(target)
    # Made in memory: Qt does not report when a disk is full.
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = pdf_writer(buffer, document.title)
    # Laying out takes the first half of the time, painting the second.
    document.lay_out(writer, lambda done, total: progress(done, 2 * total))
    pages = document.paint(writer, lambda done, total: progress(total + done, 2 * total))
    document.release()
    del writer
    try:
        replace_file(target, bytes(buffer.data().data()))
    except OSError as error:
        raise KzrefError(message("pdf.cannot_write", file=target, reason=error.strerror)) from error
    return pages


def print_to_pdf(library: Library, sections: Sequence[Section], target: Path) -> int:
    """Print sections, each with its subsections, to a PDF without a window. Return the number of pages."""
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    resources = find_paths().resources
    load_fonts(resources)
    pages = write_pdf(PrintDocument(library, sections, resources), target)
    del application
    return pages


def _check_target(target: Path) -> None:
    """Raise KzrefError if no PDF can be written to a place, before any work is done."""
    try:
        if target.exists() and not target.is_file():
            raise KzrefError(message("pdf.no_file", file=target))
        if not target.parent.is_dir():
            raise KzrefError(message("pdf.no_folder", folder=target.parent))
    except OSError as error:
        raise KzrefError(message("pdf.cannot_write", file=target, reason=error.strerror)) from error
