"""The only message boxes and file choosers, behind a Protocol so that a test can answer them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


_MOMENT = 400
"""Milliseconds that a job may take without its progress being shown."""


_NAME_WIDTH = 420
"""Pixels, of the dialog that asks for a name."""


class Progressing(Protocol):
    """A job whose progress is shown."""

    def advance(self, done: int, of: int) -> None:
        """So much is done."""

    def close(self) -> None:
        """Close the dialog: the job has ended."""


class Dialogs(Protocol):
    """What the window asks of the user."""

    def tell(self, parent: "QWidget", title: str, text: str) -> None:
        """Show a sentence."""

    def show_page(self, parent: "QWidget", title: str, html: str) -> None:
        """Show a page."""

    def show_pages(self, parent: "QWidget", title: str, pages: Callable[[str], str]) -> None:
        """Show the page that is named "", and those that its links name."""

    def progress(self, parent: "QWidget", label: str, stopped: Callable[[], None]) -> Progressing:
        """Show the progress of a job that takes longer than a moment, with a button that calls stopped."""

    def crash(self, parent: "QWidget", details: str) -> None:
        """Show a bug with its details ready to copy."""

    def earlier_crash(self, parent: "QWidget", details: str) -> None:
        """Show the crash of an earlier run, with its details ready to copy."""

    def may_open(self, parent: "QWidget", address: str) -> bool:
        """Ask whether the browser may open a link to the internet."""

    def open_outside(self, address: str) -> None:
        """Open a link with the system's program for it."""

    def pdf_path(self, parent: "QWidget", suggested: str) -> Path | None:
        """Ask for the file of a PDF; None if none is chosen."""

    def folder(self, parent: "QWidget") -> Path | None:
        """Ask for a folder of Markdown; None if none is chosen."""

    def name(self, parent: "QWidget", title: str, label: str, suggested: str) -> str:
        """Ask for a name; empty if none is given."""


class _QtProgress:
    def __init__(self, parent: "QWidget", label: str, stopped: Callable[[], None]) -> None:
        from PySide6.QtCore import QCoreApplication, Qt
        from PySide6.QtWidgets import QProgressDialog

        stop = QCoreApplication.translate("Dialogs", "Stop")
        self._dialog = QProgressDialog(label, stop, 0, 1, parent)
        self._dialog.setWindowModality(Qt.WindowModality.WindowModal)
        self._dialog.setMinimumDuration(_MOMENT)
        self._dialog.setAutoReset(False)
        self._dialog.setMinimumWidth(340)
        self._dialog.canceled.connect(stopped)

    def advance(self, done: int, of: int) -> None:
        """So much is done."""
        self._dialog.setMaximum(of)
        self._dialog.setValue(done)

    def close(self) -> None:
        """Close the dialog: the job has ended."""
        self._dialog.blockSignals(True)
        # Also ends the timer that would show it a moment later.
        self._dialog.reset()
        self._dialog.deleteLater()


class QtDialogs:
    """The real ones."""

    def tell(self, parent: "QWidget", title: str, text: str) -> None:
        """Show a sentence."""
        from PySide6.QtWidgets import QMessageBox

        QMessageBox.information(parent, title, text)

    def show_page(self, parent: "QWidget", title: str, html: str) -> None:
        """Show a page beside the window, which can be used meanwhile."""
        from PySide6.QtCore import QCoreApplication, Qt
        from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout

        for shown in parent.findChildren(QDialog):
            if shown.windowTitle() == title:
                shown.close()
        dialog = QDialog(parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        text = QLabel(html)
        text.setWordWrap("<table" not in html)
        text.setMinimumWidth(420)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox()
        buttons.addButton(QCoreApplication.translate("Dialogs", "Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(dialog.reject)
        layout = QVBoxLayout(dialog)
        layout.setContentsMargins(28, 14, 28, 20)
        layout.setSpacing(18)
        layout.addWidget(text)
        layout.addWidget(buttons)
        dialog.show()

    def show_pages(self, parent: "QWidget", title: str, pages: Callable[[str], str]) -> None:
        """Show the page that is named "", and those that its links name."""
        from kzref.ui.help.help_browser import HelpBrowser

        HelpBrowser(parent, title, pages).exec()

    def progress(self, parent: "QWidget", label: str, stopped: Callable[[], None]) -> Progressing:
        """Show the progress of a job that takes longer than a moment, with a button that calls stopped."""
        return _QtProgress(parent, label, stopped)

    def crash(self, parent: "QWidget", details: str) -> None:
        """Show a bug with its details ready to copy."""
        from PySide6.QtCore import QCoreApplication

        sentence = QCoreApplication.translate("Dialogs", "kzref ran into an internal error. You can keep reading.")
        self._show_details(parent, sentence, details)

    def earlier_crash(self, parent: "QWidget", details: str) -> None:
        """Show the crash of an earlier run, with its details ready to copy."""
        from PySide6.QtCore import QCoreApplication

        sentence = QCoreApplication.translate("Dialogs", "kzref crashed the last time it ran.")
        self._show_details(parent, sentence, details)

    def _show_details(self, parent: "QWidget", sentence: str, details: str) -> None:
        from PySide6.QtCore import QCoreApplication
        from PySide6.QtGui import QGuiApplication
        from PySide6.QtWidgets import QMessageBox

        translate = QCoreApplication.translate
        box = QMessageBox(QMessageBox.Icon.Warning, translate("Dialogs", "Something went wrong"), "", parent=parent)
        box.setText(sentence)
        box.setInformativeText(translate("Dialogs", "These details help to fix the problem."))
        box.setDetailedText(details)
        copy = box.addButton(translate("Dialogs", "Copy details"), QMessageBox.ButtonRole.ActionRole)
        box.addButton(QMessageBox.StandardButton.Close)
        box.exec()
        if box.clickedButton() is copy:
            QGuiApplication.clipboard().setText(details)

    def may_open(self, parent: "QWidget", address: str) -> bool:
        """Ask whether the browser may open a link to the internet."""
        from PySide6.QtCore import QCoreApplication
        from PySide6.QtWidgets import QMessageBox

        translate = QCoreApplication.translate
        box = QMessageBox(parent)
        box.setWindowTitle(translate("Dialogs", "Open in browser?"))
        box.setText(translate("Dialogs", "This link leads to the internet:"))
        box.setInformativeText(address if len(address) <= 300 else address[:297] + "…")
        yes = box.addButton(translate("Dialogs", "Open in browser"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        return box.clickedButton() is yes

    def open_outside(self, address: str) -> None:
        """Open a link with the system's program for it."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        from kzref.paths import is_bundle
        from kzref.system.qt_environment import restore_system_environment

        restore_system_environment(is_bundle())
        QDesktopServices.openUrl(QUrl(address))

    def pdf_path(self, parent: "QWidget", suggested: str) -> Path | None:
        """Ask for the file of a PDF; None if none is chosen."""
        from PySide6.QtCore import QCoreApplication
        from PySide6.QtWidgets import QFileDialog

        translate = QCoreApplication.translate
        title, kinds = translate("Dialogs", "Save as PDF"), translate("Dialogs", "PDF files (*.pdf)")
        name, _ = QFileDialog.getSaveFileName(parent, title, suggested, kinds)
        if not name:
            return None
        return Path(name if name.lower().endswith(".pdf") else f"{name}.pdf")

    def folder(self, parent: "QWidget") -> Path | None:
        """Ask for a folder of Markdown; None if none is chosen."""
        from PySide6.QtCore import QCoreApplication
        from PySide6.QtWidgets import QFileDialog

        title = QCoreApplication.translate("Dialogs", "Open folder")
        name = QFileDialog.getExistingDirectory(parent, title)
        return Path(name) if name else None

    def name(self, parent: "QWidget", title: str, label: str, suggested: str) -> str:
        """Ask for a name; empty if none is given."""
        from PySide6.QtCore import QCoreApplication
        from PySide6.QtWidgets import QInputDialog

        dialog = QInputDialog(parent)
        dialog.setWindowTitle(title)
        dialog.setLabelText(label)
        dialog.setTextValue(suggested)
        dialog.setOkButtonText(QCoreApplication.translate("Dialogs", "Save"))
        dialog.setCancelButtonText(QCoreApplication.translate("Dialogs", "Cancel"))
        # Wide enough for its title, and for most searches.
        dialog.resize(_NAME_WIDTH, dialog.sizeHint().height())
        given = dialog.exec() == QInputDialog.DialogCode.Accepted
        return " ".join(dialog.textValue().split()) if given else ""
