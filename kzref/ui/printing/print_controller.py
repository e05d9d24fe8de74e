"""Printing from the window: to a printer, to its preview, to a PDF. Pages are laid out off the window's thread."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QWidget

from kzref.pack.addresses import slug
from kzref.pack.sections import Section
from kzref.ui.background import CancelToken, Lane
from kzref.ui.dialogs.dialogs import Dialogs, Progressing
from kzref.ui.reading.navigator import Navigator
from kzref.ui.widgets.fill import fill

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from kzref.ui.printing.print_document import PrintDocument


class PrintController(QObject):
    """What is printed is the section that is read: its whole page, or everything below it."""

    told = Signal(str)
    """What was done, for the status bar."""
    _advanced = Signal(int, int)

    def __init__(self, navigator: Navigator, dialogs: Dialogs, resources: Path, lane: Lane, window: QWidget) -> None:
        super().__init__(window)
        self._navigator, self._dialogs, self._resources, self._window = navigator, dialogs, resources, window
        self._lane = lane
        self._then: Callable[[Any], None] = self._nothing
        self._shown: Progressing | None = None
        self._connect()

    def _connect(self) -> None:
        self._advanced.connect(self._on_advanced)
        self._lane.done.connect(self._on_done)
        self._lane.refused.connect(self._on_refused)
        self._lane.crashed.connect(self._on_crashed)

    def _nothing(self, _: object) -> None:
        """Stands where nothing is being printed."""

    def _chosen(self) -> Sequence[Section]:
        """The section at hand; on the start page the whole library."""
        if self._navigator.section:
            return (self._navigator.section,)
        return self._navigator.library.contents.children(None) if self._navigator.library else ()

    def _paper(self, with_below: bool) -> "PrintDocument | None":
        from kzref.ui.printing.print_document import PrintDocument

        chosen = self._chosen()
        if self._navigator.library is None or not chosen:
            return None
        return PrintDocument(
            self._navigator.library, chosen, self._resources, with_below or self._navigator.section is None
        )

    def _printer(self, title: str) -> "QPrinter":
        from PySide6.QtGui import QPageLayout, QPageSize
        from PySide6.QtPrintSupport import QPrinter

        from kzref.ui.printing.print_document import MARGINS, RESOLUTION

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(RESOLUTION)
        printer.setPageLayout(
            QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, MARGINS)
        )
        printer.setDocName(title)
        return printer

    def _work(
        self, said: str, job: Callable[[SignalInstance, CancelToken], object], then: Callable[[Any], None]
    ) -> None:
        """Runs a job off the window's thread, with its progress shown, and hands its result on."""
        self._then = then
        self._shown = self._dialogs.progress(self._window, said, self._on_stopped)
        self._lane.start(partial(job, self._advanced))

    @Slot(int, int)
    def _on_advanced(self, done: int, of: int) -> None:
        if self._shown:
            self._shown.advance(done, of)

    def _end(self) -> None:
        if self._shown:
            self._shown.close()
            self._shown = None

    def _on_stopped(self) -> None:
        self._lane.cancel()
        self._end()
        self.told.emit(self.tr("Stopped; nothing was printed."))

    @Slot(object)
    def _on_done(self, result: object) -> None:
        self._end()
        self._then(result)

    @Slot(str)
    def _on_refused(self, reason: str) -> None:
        self._end()
        self._dialogs.tell(self._window, self.tr("The PDF was not made"), reason)

    @Slot(object)
    def _on_crashed(self, _: object) -> None:
        self._end()

    @Slot()
    def save_pdf(self) -> None:
        """Asks for a file and writes the section with all below it."""
        paper = self._paper(with_below=True)
        if paper is None:
            return
        target = self._dialogs.pdf_path(self._window, f"{slug(paper.title)}.pdf")
        if target:
            self._work(self.tr("Writing the PDF"), partial(_write, paper, target), partial(self._on_written, target))

    def _on_written(self, target: Path, pages: object) -> None:
        self.told.emit(fill(self.tr("Written to %1, pages: %2"), target, pages))

    @Slot()
    def print_preview(self) -> None:
        """Shows how the section and what is below it come out."""
        self._lay_out(with_below=True, then=self._preview)

    def _lay_out(self, with_below: bool, then: Callable[[Any], None]) -> None:
        paper = self._paper(with_below)
        if paper:
            self._work(self.tr("Laying out the pages"), partial(_prepare, paper), then)

    def _preview(self, prepared: "PrintDocument") -> None:
        from PySide6.QtPrintSupport import QPrintPreviewDialog

        printer = self._printer(prepared.title)
        dialog = QPrintPreviewDialog(printer, self._window)
        dialog.paintRequested.connect(prepared.paint)
        dialog.resize(1000, 800)
        dialog.exec()
        dialog.deleteLater()

    @Slot()
    def print_section(self) -> None:
        """Prints the section itself."""
        self._lay_out(with_below=False, then=self._print)

    @Slot()
    def print_below(self) -> None:
        """Prints the section with everything below it."""
        self._lay_out(with_below=True, then=self._print)

    def _print(self, prepared: "PrintDocument") -> None:
        from PySide6.QtPrintSupport import QPrintDialog

        printer = self._printer(prepared.title)
        dialog = QPrintDialog(printer, self._window)
        if dialog.exec():
            pages = prepared.paint(printer)
            self.told.emit(fill(self.tr("Sent to the printer, pages: %1"), pages))
        dialog.deleteLater()


def _watched(advanced: SignalInstance, stop: CancelToken) -> Callable[[int, int], bool]:
    def progress(done: int, of: int) -> bool:
        advanced.emit(done, of)
        return not stop()

    return progress


def _write(paper: "PrintDocument", target: Path, advanced: SignalInstance, stop: CancelToken) -> int:
    from kzref.ui.printing.print_document import write_pdf

    return write_pdf(paper, target, _watched(advanced, stop))


def _prepare(paper: "PrintDocument", advanced: SignalInstance, stop: CancelToken) -> "PrintDocument":
    from PySide6.QtCore import QBuffer

    from kzref.ui.printing.print_document import pdf_writer

    # A PDF that is never written has the measure of our printer. The writer does not keep its buffer: it must.
    never_written = QBuffer()
    measured_on = pdf_writer(never_written, paper.title)
    never_written.setParent(measured_on)
    paper.prepare(measured_on, _watched(advanced, stop))
    paper.hand_over()
    return paper
