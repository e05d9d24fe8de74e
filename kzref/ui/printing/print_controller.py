"""Printing from the window: to a printer, to its preview, to a PDF. Pages are laid out off the window's thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QWidget

from kzref.messages.message import message
from kzref.pack.addresses import slug
from kzref.pack.sections import Section
from kzref.ui.background import CancelToken, Lane
from kzref.ui.dialogs.dialogs import Dialogs, Progressing
from kzref.ui.reading.area import ReadingArea
from kzref.ui.widgets.texts import text_of

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from kzref.ui.printing.print_document import PrintDocument


@dataclass(frozen=True, slots=True)
class _PrintJob:
    """What is being laid out or written."""

    progress: Progressing
    on_done: Callable[[Any], None]
    """Called with the result, after the progress was closed."""


class PrintController(QObject):
    """Prints the section that is read: its page, or everything below it too. On the start page, the whole library."""

    message_shown = Signal(str)
    """What was done, for the status bar."""
    _progressed = Signal(int, int)

    def __init__(self, area: ReadingArea, dialogs: Dialogs, resources: Path, lane: Lane, window: QWidget) -> None:
        super().__init__(window)
        self._area, self._dialogs, self._resources, self._window = area, dialogs, resources, window
        self._lane = lane
        self._job: _PrintJob | None = None
        self._connect()

    def _connect(self) -> None:
        self._progressed.connect(self._on_progressed)
        self._lane.done.connect(self._on_done)
        self._lane.failed.connect(self._on_failed)
        self._lane.crashed.connect(self._on_crashed)

    def _chosen(self) -> Sequence[Section]:
        """Return the section that is read; on the start page the whole library."""
        if self._area.section:
            return (self._area.section,)
        return self._area.library.contents.children(None) if self._area.library else ()

    def _document(self, with_subsections: bool) -> "PrintDocument | None":
        from kzref.ui.printing.print_document import PrintDocument

        library, chosen = self._area.library, self._chosen()
        if library is None or not chosen:
            return None
        return PrintDocument(library, chosen, self._resources, with_subsections or self._area.section is None)

    def _printer(self, title: str) -> "QPrinter":
        from PySide6.QtPrintSupport import QPrinter

        from kzref.ui.printing.paper import RESOLUTION, page_layout

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(RESOLUTION)
        printer.setPageLayout(page_layout())
        printer.setDocName(title)
        return printer

    def _start(
        self, label: str, work: Callable[[SignalInstance, CancelToken], object], on_done: Callable[[Any], None]
    ) -> None:
        """Run work off the window's thread, with its progress shown, and hand its result on."""
        self._job = _PrintJob(self._dialogs.progress(self._window, label, self._on_stopped), on_done)
        self._lane.start(partial(work, self._progressed))

    @Slot(int, int)
    def _on_progressed(self, done: int, total: int) -> None:
        if self._job:
            self._job.progress.advance(done, total)

    def _end_job(self) -> _PrintJob | None:
        job, self._job = self._job, None
        if job:
            job.progress.close()
        return job

    def _on_stopped(self) -> None:
        self._lane.cancel()
        self._end_job()
        self.message_shown.emit(self.tr("Stopped. Nothing was printed."))

    @Slot(object)
    def _on_done(self, result: object) -> None:
        job = self._end_job()
        if job:
            job.on_done(result)

    @Slot(str)
    def _on_failed(self, reason: str) -> None:
        self._end_job()
        self._dialogs.tell(self._window, self.tr("The PDF was not saved"), reason)

    @Slot(object)
    def _on_crashed(self, _: object) -> None:
        self._end_job()

    @Slot()
    def save_pdf(self) -> None:
        """Ask for a file and write the section with its subsections."""
        document = self._document(with_subsections=True)
        if document is None:
            return
        target = self._dialogs.pdf_path(self._window, f"{slug(document.title)}.pdf")
        if target:
            work = partial(_write, document, target)
            self._start(self.tr("Saving the PDF"), work, partial(self._on_written, target))

    def _on_written(self, target: Path, pages: object) -> None:
        self.message_shown.emit(text_of(message("pdf.saved", count=pages, file=target)))

    @Slot()
    def print_preview(self) -> None:
        """Show the pages of the section with its subsections."""
        self._lay_out(with_subsections=True, on_done=self._preview)

    def _lay_out(self, with_subsections: bool, on_done: Callable[[Any], None]) -> None:
        document = self._document(with_subsections)
        if document:
            self._start(self.tr("Preparing the pages"), partial(_lay_out, document), on_done)

    def _preview(self, laid_out: "PrintDocument") -> None:
        from PySide6.QtPrintSupport import QPrintPreviewDialog

        printer = self._printer(laid_out.title)
        dialog = QPrintPreviewDialog(printer, self._window)
        dialog.paintRequested.connect(laid_out.paint)
        dialog.resize(1000, 800)
        dialog.exec()
        dialog.deleteLater()

    @Slot()
    def print_section(self) -> None:
        """Print the section alone."""
        self._lay_out(with_subsections=False, on_done=self._print)

    @Slot()
    def print_below(self) -> None:
        """Print the section with its subsections."""
        self._lay_out(with_subsections=True, on_done=self._print)

    def _print(self, laid_out: "PrintDocument") -> None:
        from PySide6.QtPrintSupport import QPrintDialog

        printer = self._printer(laid_out.title)
        dialog = QPrintDialog(printer, self._window)
        if dialog.exec():
            pages = laid_out.paint(printer)
            self.message_shown.emit(text_of(message("print.sent", count=pages)))
        dialog.deleteLater()


def _progress(progressed: SignalInstance, stop: CancelToken) -> Callable[[int, int], bool]:
    def progress(done: int, total: int) -> bool:
        progressed.emit(done, total)
        return not stop()

    return progress


def _write(document: "PrintDocument", target: Path, progressed: SignalInstance, stop: CancelToken) -> int:
    from kzref.ui.printing.pdf import write_pdf

    return write_pdf(document, target, _progress(progressed, stop))


def _lay_out(document: "PrintDocument", progressed: SignalInstance, stop: CancelToken) -> "PrintDocument":
    from PySide6.QtCore import QBuffer

    from kzref.ui.printing.pdf import pdf_writer

    # A PDF that is never written has the measure of our printer. The writer does not keep its buffer: it must.
    never_written = QBuffer()
    measured_on = pdf_writer(never_written, document.title)
    never_written.setParent(measured_on)
    document.lay_out(measured_on, _progress(progressed, stop))
    document.move_to_window_thread()
    return document
