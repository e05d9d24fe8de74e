"""The window on a library that rots on its medium: it is made again, said in one line, and read on at the same place."""

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kzref.library.manifest import CURRENT_FILE, DATABASE_FILE, read_manifest, record_verified
from kzref.library.store.segments import TEXTS_FILE

if TYPE_CHECKING:
    from conftest import Kzref

WATCHED = """
import sys
from pathlib import Path
from kzref import paths
from kzref.library import manifest
from kzref.ui import app
from kzref.ui.window.status_bar import StatusBar
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

if sys.argv[3] == "large":
    manifest._CRC_LIMIT = -1  # as if each file were too large to be looked at whole

def window():
    return next(w for w in QApplication.topLevelWidgets() if type(w).__name__ == "MainWindow")

told = []
tell = StatusBar.show_message

def remember(self, text):
    told.append(text)
    tell(self, text)

def crash(_, details):
    print(details, file=sys.stderr)
    QApplication.exit(3)

StatusBar.show_message, app.MainWindow.show_crash = remember, crash

def watch():
    here = window()
    here.controllers.search().focus()
    here.box.setText("okapis")
    finish()

def finish(left=600):
    here = window()
    mended = any("is not as it was written" in text for text in told) and not here._loader._lane._pool.activeThreadCount()
    if left and not (mended and here.area.navigator.section and here.controllers.search().results):
        QTimer.singleShot(100, lambda: finish(left - 1))
        return
    print(here.area.view.toPlainText())
    print("HITS", [hit.section.address for hit in here.controllers.search().results.hits] if here.controllers.search().results else None)
    print("TOLD", *told)
    QApplication.exit(0)

start = QTimer()
start.setSingleShot(True)
start.timeout.connect(watch)
made = QApplication.exec

def execute(*_):
    start.start(300)
    return made()

QApplication.exec = execute
sys.exit(app.run(Path(sys.argv[1]), sys.argv[2]))
"""


@pytest.mark.parametrize(
    ("name", "size"),
    [
        (f"segment-0/{TEXTS_FILE}", "small"),
        (DATABASE_FILE, "large"),
        (f"segment-0/{TEXTS_FILE}", "large"),
        ("segment-0/index/MAIN_1.trm", "large"),
    ],
)
def test_a_window_on_a_rotten_library_reads_on_in_one_made_again(
    kzref: "Kzref", tiny_pack: Path, name: str, size: str
) -> None:
    assert kzref("build", tiny_pack).returncode == 0
    (folder,) = (kzref.cache / "kzref" / "libraries").glob("*/library-*")
    data = (folder / name).read_bytes()
    # All but the head, which opening reads: what is wrong shows while the window stands.
    (folder / name).write_bytes(data[:100] + random.Random(1).randbytes(len(data) - 100))
    record_verified(folder, read_manifest(folder))
    run = kzref.python(WATCHED, tiny_pack, "alpha/second", size, QT_QPA_PLATFORM="offscreen")
    assert run.returncode == 0, run.stderr
    assert "Traceback" not in run.stderr
    assert "tapirs" in run.stdout
    assert "HITS ['alpha/detail']" in run.stdout
    assert f"{name} is not as it was written" in run.stdout
    assert (folder.parent / CURRENT_FILE).read_text("ascii") != folder.name
