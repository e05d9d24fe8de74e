"""What a window keeps of the pages that it has shown: python tests/bench/soak.py [PAGES].

Opens pages of the content one after another and tells the memory of the process and the documents that live.
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from kzref.library.cache import LibraryCache
from kzref.paths import find_paths
from kzref.render.pages.page import page_html
from kzref.ui.reading.page_labels import page_labels
from kzref.ui.reading.page_view import PageView
from kzref.ui.startup.gc_timer import GcTimer
from kzref.ui.style.fonts import load_fonts, sans
from kzref.ui.style.theme import read_theme

TOLD = (20, 100, 200, 400, 600, 800, 1000)


def resident_mb() -> float:
    """Memory of this process, on Linux."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else TOLD[-1]
    application = QApplication(["kzref", "-style", "fusion"])
    paths = find_paths()._replace(cache=Path(tempfile.mkdtemp()))
    load_fonts(paths.resources)
    application.setFont(sans())
    collector = GcTimer(application)
    library = LibraryCache(paths).open(paths.content).library
    view = PageView(read_theme(paths.resources, "light"))
    view.set_sources(library.assets.series, library.assets.image)
    view.resize(1000, 800)
    view.show()
    roots = [section for section in library.contents.sections() if section.page == section.address]
    for number in range(1, most + 1):
        root = roots[number * 7 % len(roots)]
        view.show_html(page_html(library.pages.page_of(root), page_labels()), root.language)
        view.go_to(root.address)
        if number % 5 == 0:
            view.set_zoom(100 + number % 2 * 25)
        application.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if number in TOLD:
            collector._on_timeout()
            print(f"{number:5} pages: {resident_mb():6.1f} MB, {len(view.findChildren(QTextDocument))} documents")


if __name__ == "__main__":
    main()
