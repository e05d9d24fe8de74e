"""Opening a library in the window: what stands in place of its page until it is read, or if it cannot be."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from kzref.library.store.library import Library
from kzref.ui.dialogs.dialogs import Dialogs
from kzref.ui.library.library_loader import LibraryLoader
from kzref.ui.reading.area import ReadingArea
from kzref.ui.widgets.texts import filled
from kzref.ui.window.status_bar import StatusBar

if TYPE_CHECKING:
    from kzref.ui.library.progress_view import ProgressView

_LARGEST_DESCRIPTION = 256 * 1024
"""Bytes of a pack.toml that are read for its title alone."""


class LibraryController(QObject):
    """Opens the libraries that a window reads."""

    waiting_changed = Signal(bool)
    """Whether a library is being prepared, and nothing can be read meanwhile."""
    library_changed = Signal(object)
    """The library that is read from now on; its first page follows."""

    def __init__(
        self,
        opening: LibraryLoader,
        area: ReadingArea,
        stack: QStackedWidget,
        status: StatusBar,
        dialogs: Dialogs,
        reference: Path,
        window: QWidget,
    ) -> None:
        """stack: shows the page, or something in its place; reference: the folder of the shipped pack."""
        super().__init__(window)
        self._opening, self._area, self._stack, self._status = opening, area, stack, status
        self._dialogs, self._reference, self._window = dialogs, reference, window
        self._wanted_address = ""
        self._folder = Path()
        opening.began.connect(self._on_began)
        opening.opened.connect(self._on_opened)
        opening.renewed.connect(self._on_renewed)
        opening.told.connect(status.show_message)
        opening.refused.connect(self._on_refused)
        opening.stopped.connect(self._on_stopped)

    @cached_property
    def waiting(self) -> "ProgressView":
        """What stands in place of the page, made when it is first needed."""
        from kzref.ui.library.progress_view import ProgressView

        view = ProgressView()
        self._stack.addWidget(view)
        self._opening.advanced.connect(view.advance)
        view.stop_pressed.connect(self._opening.stop)
        view.folder_wanted.connect(self.open_folder)
        view.reference_wanted.connect(self.open_reference)
        return view

    def open(self, folder: Path, address: str = "") -> None:
        """Read the library of a folder, at a section if one is named."""
        self._wanted_address = address
        self._opening.open(folder)

    @Slot()
    def open_folder(self) -> None:
        """Ask for a folder of Markdown and open it."""
        folder = self._dialogs.folder(self._window)
        if folder:
            self.open(folder)

    @Slot()
    def open_reference(self) -> None:
        """Open the pack that is shipped with the program."""
        self.open(self._reference)

    @Slot()
    def reload(self) -> None:
        """Look whether the folder has changed, and read it anew if so."""
        if self._area.library is None:
            self._opening.open(self._opening.folder)
        elif self._opening.look_again():
            self._status.show_message(self.tr("Checking for changed files…"))

    @Slot(str)
    def rebuild(self, reason: str) -> None:
        """Compile the folder that is read anew, for a reason, and read on at the same place."""
        self._status.show_message(reason)
        self._wanted_address = self._area.section.address if self._area.section else self._wanted_address
        self._opening.rebuild()

    @Slot(str)
    def _on_began(self, folder: str) -> None:
        text = self.tr(
            "Preparing “{title}” for reading and search. This happens once, and again when its files change."
        )
        self.waiting.wait_for(filled(text, title=self._title_of(Path(folder))))
        self._stack.setCurrentWidget(self.waiting)
        self.waiting_changed.emit(True)

    def _title_of(self, folder: Path) -> str:
        """What the library of a folder is called, as far as that is known before it is compiled."""
        library = self._area.library
        return library.about.title if library and folder == self._folder else described_title(folder)

    @Slot(object, object)
    def _on_opened(self, library: Library, notices: tuple[str, ...]) -> None:
        if not library.about.sections and self._opening.folder != self._folder:
            text = self.tr("“{folder}” contains no Markdown files (.md).")
            self._on_refused(filled(text, folder=self._opening.folder))
            return
        again = self._area.library is not None and self._opening.folder == self._folder
        self._folder = self._opening.folder
        self._stack.setCurrentWidget(self._area)
        self.library_changed.emit(library)
        # Before it is read: why an address cannot be opened is worth more than how the library came about.
        for notice in notices:
            self._status.show_message(notice)
        if again:
            self._area.reload_library(library, self._wanted_address)
        else:
            self._area.open_library(library, self._wanted_address)
        self.waiting_changed.emit(False)

    @Slot(object, object)
    def _on_renewed(self, library: Library, notices: tuple[str, ...]) -> None:
        """Reads on in a library that says what the folder says now."""
        if self._area.section:
            self._wanted_address = self._area.section.address
        self._on_opened(library, (self.tr("The folder changed and was reloaded."), *notices))

    @Slot(str)
    def _on_refused(self, reason: str) -> None:
        if self._area.library:
            self._opening.folder = self._folder
            self._show_page()
            self._dialogs.tell(self._window, self.tr("Cannot open the folder"), reason)
        else:
            self._show_instead(reason)

    @Slot()
    def _on_stopped(self) -> None:
        if self._area.library:
            self._opening.folder = self._folder
            self._show_page()
        else:
            self._show_instead(self.tr("Stopped. The folder was not prepared for reading."))

    def _show_page(self) -> None:
        self._stack.setCurrentWidget(self._area)
        self.waiting_changed.emit(False)

    def _show_instead(self, reason: str) -> None:
        self.waiting.tell(reason)
        self._stack.setCurrentWidget(self.waiting)
        self.waiting_changed.emit(True)


def described_title(folder: Path) -> str:
    """Return the title that a folder's pack.toml gives it, or else its name."""
    import tomllib

    from kzref.pack.files.reading import UnreadableSourceError, read_source_bytes
    from kzref.pack.files.text_safety import one_line, shortened

    try:
        title = tomllib.loads(read_source_bytes(folder / "pack.toml", _LARGEST_DESCRIPTION).decode("utf-8-sig")).get(
            "title"
        )
    except (UnreadableSourceError, ValueError, RecursionError):
        title = None
    return shortened(title) if isinstance(title, str) and title.strip() else one_line(folder.resolve().name)
