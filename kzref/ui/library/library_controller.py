"""Open libraries in the window, and show the progress, or why one cannot be opened, in place of the page."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from kzref.library.store.library import Library
from kzref.ui.dialogs.dialogs import Dialogs
from kzref.ui.library.library_loader import LibraryLoader, OpenRequest
from kzref.ui.reading.area import ReadingArea
from kzref.ui.widgets.texts import filled
from kzref.ui.window.status_bar import StatusBar

if TYPE_CHECKING:
    from kzref.ui.library.progress_view import ProgressView

_LARGEST_DESCRIPTION = 256 * 1024
"""Bytes of a pack.toml that is read only for its title."""


class LibraryController(QObject):
    """Opens the libraries that a window shows."""

    waiting_changed = Signal(bool)
    """Whether a library is being prepared, and nothing can be read meanwhile."""
    library_changed = Signal(object)
    """The library that is shown from now on; its first page follows."""

    def __init__(
        self,
        loader: LibraryLoader,
        area: ReadingArea,
        stack: QStackedWidget,
        status: StatusBar,
        dialogs: Dialogs,
        reference: Path,
        window: QWidget,
    ) -> None:
        """stack: shows the page, or something in its place; reference: the folder of the shipped pack."""
        super().__init__(window)
        self._loader, self._area, self._stack, self._status = loader, area, stack, status
        self._dialogs, self._reference, self._window = dialogs, reference, window
        self._request: OpenRequest | None = None
        """That of the library that is shown. Its address is empty unless the library does not have it yet."""
        loader.build_started.connect(self._on_build_started)
        loader.opened.connect(self._on_opened)
        loader.reloaded.connect(self._on_reloaded)
        loader.message_shown.connect(status.show_message)
        loader.failed.connect(self._on_failed)
        loader.stopped.connect(self._on_stopped)

    @cached_property
    def progress_view(self) -> "ProgressView":
        """What is shown in place of the page, created on first access."""
        from kzref.ui.library.progress_view import ProgressView

        view = ProgressView()
        self._stack.addWidget(view)
        self._loader.progressed.connect(view.advance)
        view.stop_pressed.connect(self._loader.stop)
        view.folder_requested.connect(self.open_folder)
        view.reference_requested.connect(self.open_reference)
        return view

    def open(self, request: OpenRequest) -> None:
        """Open the library of a folder, at a section if the request has an address."""
        self._loader.open(request)

    @Slot()
    def open_folder(self) -> None:
        """Ask for a folder of Markdown and open it."""
        folder = self._dialogs.folder(self._window)
        if folder:
            self.open(OpenRequest(folder))

    @Slot()
    def open_reference(self) -> None:
        """Open the pack that is shipped with the program."""
        self.open(OpenRequest(self._reference))

    @Slot()
    def reload(self) -> None:
        """Check whether the folder has changed, and reload it if so. Without a library, try to open it again."""
        if self._request is None:
            self.open(self._loader.request)
        elif self._loader.check_now(self._request):
            self._status.show_message(self.tr("Checking for changed files…"))

    @Slot(str)
    def rebuild(self, reason: str) -> None:
        """Compile the folder of the shown library again for a reason, which is shown, and open it where the user reads.

        Do nothing during a build: its library replaces the shown one anyway.
        """
        if self._request and self._loader.rebuild(self._at_current_section(self._request)):
            self._status.show_message(reason)

    def _at_current_section(self, request: OpenRequest) -> OpenRequest:
        """Return the request with the address of the section that is read, if there is one."""
        section = self._area.section
        return request._replace(address=section.address) if section else request

    def _is_shown(self, request: OpenRequest) -> bool:
        return self._request is not None and self._request.folder == request.folder

    @Slot(object)
    def _on_build_started(self, request: OpenRequest) -> None:
        text = self.tr(
            "Preparing “{title}” for reading and search. This happens once, and again when its files change."
        )
        self.progress_view.show_work(filled(text, title=self._title_of(request)))
        self._stack.setCurrentWidget(self.progress_view)
        self.waiting_changed.emit(True)

    def _title_of(self, request: OpenRequest) -> str:
        """Return the title of a library, as far as it is known before the library is compiled."""
        library = self._area.library
        return library.about.title if library and self._is_shown(request) else described_title(request.folder)

    @Slot(object, object, object)
    def _on_opened(self, request: OpenRequest, library: Library, notices: tuple[str, ...]) -> None:
        if library.about.sections or self._is_shown(request):
            self._show(request, library, notices)
            return
        text = self.tr("“{folder}” contains no Markdown files (.md).")
        self._on_failed(filled(text, folder=request.folder))
        # A library that was compiled when the folder was empty may be stale.
        self._loader.check_later(self._request or request)

    @Slot(object, object, object)
    def _on_reloaded(self, request: OpenRequest, library: Library, notices: tuple[str, ...]) -> None:
        notices = (self.tr("The folder changed and was reloaded."), *notices)
        self._on_opened(self._at_current_section(request), library, notices)

    def _show(self, request: OpenRequest, library: Library, notices: tuple[str, ...]) -> None:
        """Show a library at an address. One of the same folder as before keeps the history and the scroll position."""
        reloaded = self._is_shown(request)
        # Set before anything is read: if that finds the library damaged, this is what has to be compiled again.
        self._request = request
        self._stack.setCurrentWidget(self._area)
        self.library_changed.emit(library)
        # Shown first, so that they do not hide why an address cannot be opened.
        for notice in notices:
            self._status.show_message(notice)
        if reloaded:
            self._area.reload_library(library, request.address)
        else:
            self._area.open_library(library, request.address)
        self._request = OpenRequest(request.folder) if self._area.section else request
        self.waiting_changed.emit(False)
        self._loader.check_later(self._request)

    @Slot(str)
    def _on_failed(self, reason: str) -> None:
        if self._area.library:
            self._show_page()
            self._dialogs.tell(self._window, self.tr("Cannot open the folder"), reason)
        else:
            self._show_failure(reason)

    @Slot()
    def _on_stopped(self) -> None:
        if self._area.library:
            self._show_page()
        else:
            self._show_failure(self.tr("Stopped. The folder was not prepared for reading."))

    def _show_page(self) -> None:
        self._stack.setCurrentWidget(self._area)
        self.waiting_changed.emit(False)

    def _show_failure(self, reason: str) -> None:
        self.progress_view.show_failure(reason)
        self._stack.setCurrentWidget(self.progress_view)
        self.waiting_changed.emit(True)


def described_title(folder: Path) -> str:
    """Return the title in a folder's pack.toml, or else the name of the folder."""
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
