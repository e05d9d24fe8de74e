"""Sections as a document for the printer, the preview or a PDF: laid out once, painted as often as it is asked for."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPagedPaintDevice, QPainter, QTextDocument

from kzref.errors import Cancelled, KzrefError
from kzref.library.store.library import Library
from kzref.messages.message import message
from kzref.pack.sections import Section
from kzref.ui.printing.page_layout import LaidOutPages, RunningHead, StripLayout, run_out_timers, running_heads
from kzref.ui.printing.page_painter import PagePainter
from kzref.ui.printing.pagination import PageSlice, slices
from kzref.ui.printing.paper import page_measure
from kzref.ui.printing.print_text import PrintText
from kzref.ui.style.theme import Theme, read_theme

Progress = Callable[[int, int], bool]
"""Told how much is done of how much; returns whether to go on."""


def unwatched(_done: int, _total: int) -> bool:
    """Go on, whatever is done: for jobs whose progress nobody watches."""
    return True


class PrintDocument:
    """Some sections, ready to be printed on any device."""

    def __init__(
        self, library: Library, sections: Sequence[Section], resources: Path, with_subsections: bool = True
    ) -> None:
        self._library, self._sections = library, tuple(sections)
        self._theme: Theme = read_theme(resources, "paper")
        self._text = PrintText(library, sections, with_subsections)
        self._laid_out: LaidOutPages | None = None

    @property
    def title(self) -> str:
        """The title of the document: of its section, or of the library if it has several."""
        return self._sections[0].short_title if len(self._sections) == 1 else self._library.about.title

    def lay_out(self, device: QPagedPaintDevice, progress: Progress = unwatched) -> LaidOutPages:
        """Lay the pages out for devices of one measure. Takes long; may run in any thread.

        Raise Cancelled when progress says so.
        """
        measure = page_measure(device)
        layout = StripLayout(self._library, self._theme)
        strips = self._text.strips()
        pages: list[tuple[QTextDocument, PageSlice]] = []
        heads: dict[int, list[RunningHead]] = {}
        for number, html in enumerate(strips, 1):
            document = layout.lay_out(html, device, measure.width)
            pages += [(document, page) for page in slices(document, measure.text_height)]
            heads[id(document)] = running_heads(document, self._text.printed)
            if not progress(number, len(strips)):
                run_out_timers()
                raise Cancelled
        self._laid_out = LaidOutPages(measure, tuple(pages), heads, device)
        return self._laid_out

    def release(self) -> None:
        """Delete the pages, in the thread that laid them out."""
        run_out_timers()
        self._laid_out = None

    def move_to_window_thread(self) -> None:
        """Give the pages, laid out in another thread, to the window's, where they will be painted and deleted."""
        application = QCoreApplication.instance()
        run_out_timers()
        if self._laid_out and application:
            for document in dict.fromkeys(document for document, _ in self._laid_out.pages):
                document.moveToThread(application.thread())

    def paint(self, device: QPagedPaintDevice, progress: Progress = unwatched) -> int:
        """Print on a device. Return the number of pages. Raise Cancelled when progress says so."""
        laid_out = self._laid_out
        if laid_out is None or laid_out.measure != page_measure(device):
            laid_out = self.lay_out(device)
        painter = QPainter()
        if not painter.begin(device):
            raise KzrefError(message("print.cannot_write"))
        count = len(laid_out.pages)
        try:
            pages = PagePainter(painter, laid_out, self._theme, self._library.about)
            for number in range(1, count + 1):
                if number > 1:
                    device.newPage()
                pages.paint(number)
                if not progress(number, count):
                    run_out_timers()
                    raise Cancelled
        finally:
            painter.end()
        return count
