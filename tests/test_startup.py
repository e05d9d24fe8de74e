"""What is loaded before the window has painted its first page: each module more makes every start slower."""

import json
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Kzref

PACKAGES = {
    "kzref": {"cli", "errors", "library", "messages", "pack", "paths", "render", "system", "ui", "userdata"},
    "kzref.cli": {"commands", "exit_codes", "main", "output", "qt_import"},
    "kzref.cli.commands": {"window"},
    "kzref.library": {"cache", "manifest", "staleness", "store"},
    "kzref.pack": {"addresses", "files", "former_addresses", "kinds", "sections"},
    "kzref.pack.files": {"control_characters"},
    "kzref.render": {"html", "pages"},
    "kzref.ui": {"app", "background", "dialogs", "library", "reading", "search", "startup", "style", "widgets", "window"},
    "kzref.ui.search": {"search_box"},
}  # fmt: skip
"""The packages that may be loaded only in part, with their modules that may be. What they hold is not listed further."""
LIBRARIES = {"PySide6", "shiboken6", "shibokensupport", "signature_bootstrap"}
"""All that may be loaded of other projects: Qt, and what belongs to its binding."""

START = """
import json, os, sys
from pathlib import Path
import kzref.cli.commands.window  # as the command line does
import kzref.ui.app as app
from PySide6.QtCore import QTimer

class WatchedWindow(app.MainWindow):
    def paintEvent(self, event):
        QTimer.singleShot(0, self.report)  # once the widgets in it are painted as well
        super().paintEvent(event)

    def report(self):
        has_qt_namespace = "Qt" in vars(sys.modules["PySide6.QtCore"])
        print(json.dumps([self.windowTitle(), has_qt_namespace, sorted(sys.modules)]), flush=True)
        os._exit(0)

app.MainWindow = WatchedWindow
app.run(None, "")
"""


@pytest.fixture
def first_page(kzref_content: "Kzref") -> tuple[str, bool, list[str]]:
    """Title of the window, whether the Qt namespace was made, and the modules that were loaded, at the first paint."""
    run = kzref_content.python(START, QT_QPA_PLATFORM="offscreen")
    assert run.returncode == 0, run.stderr
    title, has_qt_namespace, modules = json.loads(run.stdout)
    return title, has_qt_namespace, modules


def test_nothing_is_loaded_before_the_first_page_that_it_does_not_need(first_page: tuple[str, bool, list[str]]) -> None:
    title, has_qt_namespace, modules = first_page
    assert "Criminal Policy" in title, "the page was there"
    for package, allowed in PACKAGES.items():
        loaded = {name.split(".")[package.count(".") + 1] for name in modules if name.startswith(f"{package}.")}
        assert loaded - allowed == set(), package
    others = {name.partition(".")[0] for name in modules} - sys.stdlib_module_names
    assert {name for name in others if not name.startswith("_")} - LIBRARIES - {"kzref"} == set()
    assert not has_qt_namespace, "its two hundred enums take long to make"
