"""Printing from the window: to a printer, to its preview, to a PDF."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from kzref.errors import KzrefError
from kzref.library.addresses import slug
from kzref.library.sections import Section
from kzref.ui.dialogs import Dialogs
from kzref.ui.reader import Reader

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from kzref.ui.printing import Paper


class PrintCommands(QObject):
    """What is printed is the section that is read: its whole page, or everything below it."""

    told = Signal(str)
    """What was done, for the status bar."""

    def __init__(self, reader: Reader, dialogs: Dialogs, resources: Path, window: QWidget) -> None:
        super().__init__(window)
        self._reader, self._dialogs, self._resources, self._window = reader, dialogs, resources, window

    def _chosen(self) -> Sequence[Section]:
        """The section at hand; on the start page the whole library."""
        if self._reader.section:
            return (self._reader.section,)
        return self._reader.library.children(None) if self._reader.library else ()

    def _paper(self, with_below: bool) -> "Paper | None":
        from kzref.ui.printing import Paper

        chosen = self._chosen()
        if self._reader.library is None or not chosen:
            return None
        return Paper(self._reader.library, chosen, self._resources, with_below or self._reader.section is None)

    def _printer(self, title: str) -> "QPrinter":
        from PySide6.QtGui import QPageLayout, QPageSize
        from PySide6.QtPrintSupport import QPrinter

        from kzref.ui.printing import MARGINS, RESOLUTION

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(RESOLUTION)
        printer.setPageLayout(
            QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, MARGINS)
        )
        printer.setDocName(title)
        return printer

    @Slot()
    def save_pdf(self) -> None:
        """Asks for a file and writes the section with all below it."""
        from kzref.ui.printing import write_pdf

        paper = self._paper(with_below=True)
        if paper is None:
            return
        target = self._dialogs.pdf_path(self._window, f"{slug(paper.title)}.pdf")
        if target is None:
            return
        try:
            pages = write_pdf(paper, target)
        except KzrefError as error:
            self._dialogs.tell(self._window, self.tr("The PDF was not made"), str(error))
            return
        self.told.emit(self.tr("Written to %1, pages: %2").replace("%2", str(pages)).replace("%1", str(target)))

    @Slot()
    def print_preview(self) -> None:
        """Shows how the section and what is below it come out."""
        from PySide6.QtPrintSupport import QPrintPreviewDialog

        paper = self._paper(with_below=True)
        if paper is None:
            return
        dialog = QPrintPreviewDialog(self._printer(paper.title), self._window)
        dialog.paintRequested.connect(paper.paint)
        dialog.resize(1000, 800)
        dialog.exec()

    @Slot()
    def print_section(self) -> None:
        """Prints the section itself."""
        self._print(with_below=False)

    @Slot()
    def print_below(self) -> None:
        """Prints the section with everything below it."""
        self._print(with_below=True)

    def _print(self, with_below: bool) -> None:
        from PySide6.QtPrintSupport import QPrintDialog

        paper = self._paper(with_below)
        if paper is None:
            return
        printer = self._printer(paper.title)
        dialog = QPrintDialog(printer, self._window)
        if dialog.exec():
            pages = paper.paint(printer)
            self.told.emit(self.tr("Sent to the printer, pages: %1").replace("%1", str(pages)))
