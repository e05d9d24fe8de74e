"""Lay strips of HTML out as pages: text documents, where each is cut, and where running heads begin to hold."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QSizeF, Qt, QThread, QUrl
from PySide6.QtGui import QImage, QPagedPaintDevice, QTextCursor, QTextDocument

from kzref.library.store.library import Library
from kzref.pack.addresses import Address
from kzref.pack.sections import Section
from kzref.render.html.links import picture_paths
from kzref.ui.printing.pagination import PageSlice
from kzref.ui.printing.paper import TEXT_POINTS, PageMeasure
from kzref.ui.reading.page_document import PAPER_LEADING, fill_document
from kzref.ui.style.theme import Theme

_ENDLESS = 2.0e7
"""Pixels of height, 800 pages. Qt counts in 26.6 bits, and what it adds up must stay below 33 million."""
_WIDEST_PICTURE = 600
"""Pixels at 96 to the inch: the width of the text."""


@dataclass(frozen=True, slots=True)
class RunningHead:
    """What stands in the head of a page from a height of its document on."""

    top: float
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class LaidOutPages:
    """Pages laid out for devices of one measure."""

    measure: PageMeasure
    pages: tuple[tuple[QTextDocument, PageSlice], ...]
    heads: Mapping[int, list[RunningHead]]
    """By the identity of the document."""
    device: QPagedPaintDevice
    """What the documents were measured on; they refer to it as long as they live."""


class StripLayout:
    """Makes the document of a strip, set in the type of paper."""

    def __init__(self, library: Library, theme: Theme) -> None:
        self._library, self._theme = library, theme

    def lay_out(self, html: str, device: QPagedPaintDevice, width: float) -> QTextDocument:
        """Return the document of a strip of HTML, laid out for a device. width: of the text, in dots."""
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.documentLayout().setPaintDevice(device)
        document.setPageSize(QSizeF(width, _ENDLESS))
        self._add_pictures(document, html)
        language = self._library.about.language or "en"
        fill_document(document, html, self._theme, self._library.assets.series, language, TEXT_POINTS, PAPER_LEADING)
        _let_code_wrap(document)
        # Set again once the text stands: only then is all of it laid out for the device.
        document.setPageSize(QSizeF(width, _ENDLESS))
        return document

    def _add_pictures(self, document: QTextDocument, html: str) -> None:
        for path in picture_paths(html):
            picture = QImage.fromData(self._library.assets.image(path) or b"")
            if picture.width() > _WIDEST_PICTURE:
                picture = picture.scaledToWidth(_WIDEST_PICTURE, Qt.TransformationMode.SmoothTransformation)
            kind = QTextDocument.ResourceType.ImageResource.value
            document.addResource(kind, QUrl(f"pack:{path}"), picture)


def running_heads(document: QTextDocument, printed: Mapping[Address, Section]) -> list[RunningHead]:
    """Return the entries that begin in a document, in the order of the paper, with the height of their headings."""
    heads: list[RunningHead] = []
    layout = document.documentLayout()
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel():
            fragments = block.begin()
            names = () if fragments.atEnd() else fragments.fragment().charFormat().anchorNames()
            section = printed.get(Address(names[0])) if names else None
            if section and (section.depth == 0 or not heads):
                heads.append(RunningHead(layout.blockBoundingRect(block).top(), section.short_title, section.address))
        block = block.next()
    return heads


def _let_code_wrap(document: QTextDocument) -> None:
    """Let lines of code go on below where the paper ends; on screen they can be scrolled to."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    block = document.begin()
    while block.isValid():
        block_format = block.blockFormat()
        if block_format.nonBreakableLines():
            block_format.setNonBreakableLines(False)
            cursor.setPosition(block.position())
            cursor.setBlockFormat(block_format)
        block = block.next()
    cursor.endEditBlock()


def run_out_timers() -> None:
    """Let the timers that laying out has started run out, before a document leaves the thread that laid it out.

    Only their own thread can end them, and documents are deleted in the window's, where timers may go on.
    """
    application = QCoreApplication.instance()
    if application and application.thread() != QThread.currentThread():
        QCoreApplication.processEvents()
