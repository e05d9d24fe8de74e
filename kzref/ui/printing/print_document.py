"""Paper: sections as a document for the printer, the preview or a PDF, with running head and page numbers."""

import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QThread, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QPen,
    QTextCursor,
    QTextDocument,
)

from kzref import __version__
from kzref.atomic_file import replace_file
from kzref.errors import Cancelled, KzrefError
from kzref.library.store.library import Library
from kzref.pack.addresses import Address
from kzref.pack.sections import Section
from kzref.paths import find_paths
from kzref.render.html.links import localize_links, picture_paths
from kzref.render.pages.chunks import cut
from kzref.render.pages.page import section_head_html
from kzref.ui.printing.pagination import PageSlice, slices
from kzref.ui.reading.page_document import PAPER_LEADING, set_page
from kzref.ui.reading.page_labels import page_labels
from kzref.ui.style.fonts import load_fonts, sans
from kzref.ui.style.theme import Theme, read_theme
from kzref.ui.widgets.fill import fill

POINTS = 10.0
RESOLUTION = 1200
"""Dots per inch of the layout: coarser ones round the widths of words and give more pages."""
MARGINS = QMarginsF(24, 14, 30, 13)
"""Millimetres. The outer margin is wide, for the reader's pencil."""
_BAND_INCHES = 0.46
_ENDLESS = 2.0e7
"""Pixels of height, 800 pages. Qt counts in 26.6 bits, and what it adds up must stay below 33 million."""
_LONGEST_STRIP = 60_000
"""Characters of HTML after which the next entry begins a document of its own: some 25 pages, a sixth of a second."""
_COSTLIEST_STRIP = 600_000.0
"""Microseconds to lay out, after which a section goes on in another strip, at the top of a page."""
_WIDEST_PICTURE = 600
"""Pixels at 96 to the inch: the width of the text."""


Progress = Callable[[int, int], bool]
"""Told how much is done of how much; answers whether to go on."""


def _unwatched(_done: int, _of: int) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class _Head:
    """Where a running head begins to hold."""

    top: float
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class _Laid:
    """Pages laid out for devices of one measure."""

    measure: tuple[float, float, int]
    """Width and height of the printable area in dots, and dots per inch."""
    pages: tuple[tuple[QTextDocument, PageSlice], ...]
    heads: Mapping[int, list[_Head]]
    """By the identity of the document."""
    device: QPagedPaintDevice
    """What the documents were measured on; they refer to it as long as they live."""


class PrintDocument:
    """Sections ready to be printed on any device, as often as it is asked for."""

    def __init__(self, library: Library, sections: Sequence[Section], resources: Path, with_below: bool = True) -> None:
        self._library, self._sections, self._with_below = library, tuple(sections), with_below
        self._theme: Theme = read_theme(resources, "paper")
        self._wording = page_labels()
        self._printed: dict[Address, Section] = {}
        self._laid: _Laid | None = None

    @property
    def title(self) -> str:
        """What the document is called."""
        return self._sections[0].short_title if len(self._sections) == 1 else self._library.about.title

    def _htmls(self) -> list[str]:
        """The HTML of what is printed, in strips that each stay within the height and the time that Qt can lay out."""
        strips: list[list[str]] = [[]]
        room, cost = _LONGEST_STRIP, 0.0
        for one, htmls in self._entries():
            if room < 0 and one.depth == 0:
                strips.append([])
                room, cost = _LONGEST_STRIP, 0.0
            size = 0
            for html in htmls:
                size = 0
                for piece in cut(html):
                    if strips[-1] and cost + piece.cost > _COSTLIEST_STRIP:
                        strips.append([])
                        room, cost = _LONGEST_STRIP, 0.0
                    strips[-1].append(piece.html)
                    cost += piece.cost
                    size += len(piece.html)
            strips[-1].append("\n")
            # Characters of the text, the last of the two.
            room -= size + 200
        return [localize_links("".join(strip), self._printed, keep_others=False) for strip in strips]

    def _entries(self) -> Iterator[tuple[Section, tuple[str, str]]]:
        """What is printed, each section once, as heading and text."""
        self._printed = {}
        for section in self._sections:
            ranks: dict[Address, int] = {}
            for body in self._library.section_texts(section, self._with_below):
                one = body.section
                if one.address in self._printed:
                    continue
                self._printed[one.address] = one
                rank = ranks[one.parent] + 1 if one.parent in ranks else 1
                ranks[one.address] = rank
                yield one, (section_head_html(one, self._wording, rank) + "\n", body.html)

    def prepare(self, device: QPagedPaintDevice, progress: Progress = _unwatched) -> "_Laid":
        """Lays the pages out for devices of this one's measure. What takes long; may run in any thread.

        Raises Cancelled when progress says so.
        """
        width, height, dots = _measure(device)
        room = height - 2 * dots * _BAND_INCHES
        htmls = self._htmls()
        pages: list[tuple[QTextDocument, PageSlice]] = []
        heads: dict[int, list[_Head]] = {}
        for number, html in enumerate(htmls, 1):
            document = self._lay_out(html, device, width)
            pages += [(document, page) for page in slices(document, room)]
            heads[id(document)] = self._heads(document)
            if not progress(number, len(htmls)):
                _end_timers()
                raise Cancelled
        self._laid = _Laid((width, height, dots), tuple(pages), heads, device)
        return self._laid

    def forget(self) -> None:
        """Lets the pages go, in the thread that laid them out."""
        _end_timers()
        self._laid = None

    def hand_over(self) -> None:
        """Gives what was laid out in another thread to the window's."""
        application = QCoreApplication.instance()
        _end_timers()
        if self._laid and application:
            for document in dict.fromkeys(document for document, _ in self._laid.pages):
                document.moveToThread(application.thread())

    def paint(self, device: QPagedPaintDevice, progress: Progress = _unwatched) -> int:
        """Prints on a device; answers the number of pages. Raises Cancelled when progress says so."""
        laid = self._laid
        if laid is None or laid.measure != _measure(device):
            laid = self.prepare(device)
        size = QSizeF(*laid.measure[:2])
        painter = QPainter()
        if not painter.begin(device):
            raise KzrefError("The printer or the file cannot be written.")
        try:
            for number, (document, page) in enumerate(laid.pages, 1):
                if number > 1:
                    device.newPage()
                self._paint_page(painter, document, page, laid.heads[id(document)], (number, len(laid.pages)), size)
                if not progress(number, len(laid.pages)):
                    _end_timers()
                    raise Cancelled
        finally:
            painter.end()
        return len(laid.pages)

    def _lay_out(self, html: str, device: QPagedPaintDevice, width: float) -> QTextDocument:
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.documentLayout().setPaintDevice(device)
        language = self._library.about.language or "en"
        document.setPageSize(QSizeF(width, _ENDLESS))
        for path in picture_paths(html):
            picture = QImage.fromData(self._library.image(path) or b"")
            if picture.width() > _WIDEST_PICTURE:
                picture = picture.scaledToWidth(_WIDEST_PICTURE, Qt.TransformationMode.SmoothTransformation)
            kind = QTextDocument.ResourceType.ImageResource.value
            document.addResource(kind, QUrl(f"pack:{path}"), picture)
        set_page(document, html, self._theme, self._library.series, language, POINTS, PAPER_LEADING)
        _break_lines(document)
        # Set again once the text stands: only then is all of it laid out anew for the device.
        document.setPageSize(QSizeF(width, _ENDLESS))
        return document

    def _paint_page(
        self,
        painter: QPainter,
        document: QTextDocument,
        page: PageSlice,
        heads: list[_Head],
        folio: tuple[int, int],
        size: QSizeF,
    ) -> None:
        width, height = size.width(), size.height()
        band = painter.device().logicalDpiY() * _BAND_INCHES
        if heads:
            # The entry that the page begins in, or the first that begins on it.
            at = max(bisect_right([head.top for head in heads], page.top + band / 2) - 1, 0)
            self._paint_head(painter, heads[at], width, band)
        self._paint_foot(painter, *folio, QRectF(0, height - band, width, band))
        self._paint_text(painter, document, page, width, band)

    def _heads(self, document: QTextDocument) -> list[_Head]:
        """Entries in the order of the paper, with the place of their headings."""
        found: list[_Head] = []
        layout = document.documentLayout()
        block = document.begin()
        while block.isValid():
            if block.blockFormat().headingLevel():
                fragments = block.begin()
                names = () if fragments.atEnd() else fragments.fragment().charFormat().anchorNames()
                section = self._printed.get(Address(names[0])) if names else None
                if section and (section.depth == 0 or not found):
                    found.append(_Head(layout.blockBoundingRect(block).top(), section.short_title, section.address))
            block = block.next()
        return found

    def _paint_head(self, painter: QPainter, head: _Head, width: float, band: float) -> None:
        font, metrics = _band_font(painter)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.dim))
        line = QRectF(0, 0, width, band * 0.5)
        address_width = min(metrics.horizontalAdvance(head.address), width * 0.45)
        address = metrics.elidedText(head.address, Qt.TextElideMode.ElideMiddle, address_width + 1)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, address)
        room = width - address_width - metrics.averageCharWidth() * 4
        title = metrics.elidedText(head.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        painter.setPen(QPen(QColor(self._theme.rule), band * 0.012))
        painter.drawLine(0, int(band * 0.56), int(width), int(band * 0.56))

    def _paint_foot(self, painter: QPainter, number: int, count: int, area: QRectF) -> None:
        font, metrics = _band_font(painter)
        painter.setFont(font)
        painter.setPen(QPen(QColor(self._theme.rule), area.height() * 0.012))
        y = area.top() + area.height() * 0.3
        painter.drawLine(0, int(y), int(area.width()), int(y))
        painter.setPen(QColor(self._theme.dim))
        folio = fill(QCoreApplication.translate("PrintDocument", "page %1 of %2"), number, count)
        below = QRectF(0, y + area.height() * 0.08, area.width(), area.height() * 0.62)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, folio)
        about = self._library.about
        source = about.citation or " · ".join(part for part in (about.title, about.edition) if part)
        room = QRectF(0, below.top(), area.width() - metrics.horizontalAdvance(folio) * 1.5, below.height())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(room, int(flags) | int(Qt.TextFlag.TextWordWrap.value), source)

    def _paint_text(
        self, painter: QPainter, document: QTextDocument, page: PageSlice, width: float, band: float
    ) -> None:
        y = band
        if page.head:
            _paint_strip(painter, document, QRectF(0, page.head.top, width, page.head.height), y, self._theme)
            y += page.head.height
        # Two pixels more, for the rule below the last row of a table.
        strip = QRectF(0, page.top, width, page.bottom - page.top + 2)
        _paint_strip(painter, document, strip, y, self._theme)


def _break_lines(document: QTextDocument) -> None:
    """Lets lines of code go on below where the paper ends; on screen they can be scrolled to."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    block = document.begin()
    while block.isValid():
        form = block.blockFormat()
        if form.nonBreakableLines():
            form.setNonBreakableLines(False)
            cursor.setPosition(block.position())
            cursor.setBlockFormat(form)
        block = block.next()
    cursor.endEditBlock()


def _band_font(painter: QPainter) -> tuple[QFont, QFontMetricsF]:
    font = sans(7.4)
    return font, QFontMetricsF(font, painter.device())


def _end_timers() -> None:
    """Lets the timers run out that laying out has begun: only their own thread can, and documents end in the window's.

    In the window's thread they may go on.
    """
    application = QCoreApplication.instance()
    if application and application.thread() != QThread.currentThread():
        QCoreApplication.processEvents()


def _measure(device: QPagedPaintDevice) -> tuple[float, float, int]:
    """Width and height of the printable area in dots, and dots per inch."""
    dots = device.logicalDpiX()
    area = device.pageLayout().paintRectPixels(dots)
    return float(area.width()), float(area.height()), dots


def _paint_strip(painter: QPainter, document: QTextDocument, strip: QRectF, y: float, theme: Theme) -> None:
    painter.save()
    painter.translate(0, y - strip.top())
    painter.setClipRect(strip)
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor(theme.ink))
    context.clip, context.palette = strip, palette
    document.documentLayout().draw(painter, context)
    painter.restore()


def pdf_writer(made: QBuffer, title: str) -> QPdfWriter:
    """What writes a PDF, on A4 with our margins."""
    writer = QPdfWriter(made)
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, MARGINS))
    writer.setTitle(title)
    writer.setCreator(f"kzref {__version__}")
    return writer


def _check(target: Path) -> None:
    """Raise KzrefError if no PDF can be written to a place, before any work is done."""
    try:
        if target.exists() and not target.is_file():
            raise KzrefError(f"{target} is not a file; name a file to write the PDF to.")
        if not target.parent.is_dir():
            raise KzrefError(f"{target.parent} is not a folder; the PDF was not made.")
    except OSError as error:
        raise KzrefError(f"{target} cannot be written: {error.strerror}.") from error


def write_pdf(paper: PrintDocument, target: Path, progress: Progress = _unwatched) -> int:
    """Writes a PDF beside its place and puts it there; answers the number of pages.

    May run in any thread. Raises KzrefError if it cannot be written, Cancelled when progress says so.
    """
    _check(target)
    # Made in memory: Qt does not tell when a disk is full.
    made = QBuffer()
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = pdf_writer(made, paper.title)
    # Laying out takes the first half of the time, painting the second.
    paper.prepare(writer, lambda done, of: progress(done, 2 * of))
    pages = paper.paint(writer, lambda done, of: progress(of + done, 2 * of))
    paper.forget()
    del writer
    try:
        replace_file(target, bytes(made.data().data()))
    except OSError as error:
        raise KzrefError(f"{target} cannot be written: {error.strerror}.") from error
    return pages


def print_to_pdf(library: Library, sections: Sequence[Section], target: Path) -> int:
    """Prints sections, each with all below it, to a PDF without a window; answers the number of pages."""
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    resources = find_paths().resources
    load_fonts(resources)
    pages = write_pdf(PrintDocument(library, sections, resources), target)
    del application
    return pages
