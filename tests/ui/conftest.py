"""A window on a small compiled pack, with dialogs that answer as a test wishes."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk import Desk, FakeDialogs
from PySide6.QtCore import QBuffer, QObject
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kzref.compiled.shelf import Shelf
from kzref.compiled.store import Library
from kzref.paths import Paths, find_paths
from kzref.ui.fonts import load_fonts, sans
from kzref.ui.garbage import Garbage
from kzref.ui.opening import LibraryOpening
from kzref.ui.tasks import Lane
from kzref.ui.window import Window
from kzref.userdata.settings import Settings

PICTURE = QColor(210, 20, 120)
CATCH = {"2001": 1200, "2002": 1800, "2003": 600, "2004": 2400}
_FILLING = (
    "The water comes in twice a day and goes out twice, and whoever keeps a boat here learns to read "
    "the stones before the clock does. Nothing in this paragraph matters to anyone but the page it fills."
)


def filling(count: int) -> str:
    """Paragraphs that make a page long."""
    return "\n\n".join([_FILLING] * count)


HARBOUR = f"""---
id: harbour
title: The harbour
kind: concept
pinpoints: Body 1
see: [currents]
---
The harbour lies open to the west [Body 1]. The beacon burns at its mouth. It leads to the [spring tide](kzref:currents/spring),
to [a place that is not](kzref:atlantis), to [the network](https://example.org/tides?a=1), and rests on [@doe-2001].

!!! note "Remember"
    A callout about ropes.

A footnote explains the bollard[^1].

[^1]: A bollard is a post of iron.

![A picture](../pictures/tide.png)

{filling(9)}

## The quay {{#quay}}

On the quay a second beacon burns, and beside it a third beacon.

{filling(9)}

## The mole {{#mole}}

The mole is long.

### The steps {{#steps}}

The steps are slippery.

{filling(24)}
"""

CURRENTS = f"""---
id: currents
title: Currents
kind: note
pinpoints: Body 2
---
Currents run past the beacon.

{filling(7)}

## Spring tide {{#spring}}

The spring tide is the highest.

{filling(9)}

## Neap tide {{#neap}}

The neap tide is the lowest, and is called quadrature.

{filling(9)}
"""

_PACK = """id = "tides"
title = "Handbook of Tides"
edition = "3.1"
language = "en"
licence = "CC0-1.0"
about = "A book about water, for tests."
start = "harbour"

[source]
title = "On Tides"
citation = "Doe J. On Tides. 2001."

[source.pinpoints]
"Body" = "1-9"
"References" = "1-1"

[[parts]]
folder = "guide"
title = "Guide"
order = ["harbour", "currents"]

[[parts]]
folder = "figures"
title = "Figures"

[[parts]]
id = "works"
title = "Works cited"
works = "works.json"

[[parts]]
id = "glossary"
title = "Glossary"
terms = "terms.csv"
"""
_CATCH_PAGE = """---
id: catch-page
title: The catch
kind: statistic
pinpoints: Body 3
---
Here is the catch of four years [Body 3].

{{chart catch}}

{{table catch}}
"""
_TERMS = (
    "id,en,ru,kk,en_other,ru_other,kk_other,abbreviations,read_in,entry,about\n"
    "ebb,ebb,отлив,қайту,,,,,,harbour,The water going out.\n"
)
_WORK = {
    "id": "doe-2001", "type": "book", "title": "On Tides", "author": [{"family": "Doe", "given": "J."}],
    "issued": {"date-parts": [[2001]]}, "custom": {"number": 1, "cited": "Body 1", "about": "It is cited once."},
}  # fmt: skip


def picture() -> bytes:
    """A picture of one colour, 30 by 20."""
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(PICTURE)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def _pack_files() -> dict[str, str]:
    rows = "".join(f"{year},{value}\n" for year, value in CATCH.items())
    return {
        "pack.toml": _PACK,
        "guide/harbour.md": HARBOUR,
        "guide/currents.md": CURRENTS,
        "figures/catch-page.md": _CATCH_PAGE,
        "figures/catch.csv": f"year,value\n{rows}",
        "figures/catch.toml": 'title = "Catch of herring"\nunit = "barrels"\npinpoints = "Body 3"\nstated_total = 6000\n',
        "works.json": json.dumps([_WORK]),
        "terms.csv": _TERMS,
    }


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """As app.run makes the application, but on no display."""
    return ["kzref", "-platform", "offscreen", "-style", "fusion"]


@pytest.fixture(scope="session")
def resources() -> Path:
    """Fonts, icons and themes of the source tree."""
    return find_paths().resources


@pytest.fixture(scope="session")
def application(qapp: QApplication, resources: Path) -> QApplication:
    """The application with the bundled fonts."""
    load_fonts(resources)
    qapp.setApplicationName("kzref")
    qapp.setFont(sans())
    Garbage(qapp)
    return qapp


@pytest.fixture(scope="session")
def tides(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small pack."""
    folder = tmp_path_factory.mktemp("tides") / "tides"
    for name, text in _pack_files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (folder / "pictures").mkdir()
    (folder / "pictures" / "tide.png").write_bytes(picture())
    return folder


@pytest.fixture(scope="session")
def ui_paths(tmp_path_factory: pytest.TempPathFactory, tides: Path, resources: Path) -> Paths:
    """Paths with a cache in which the small pack is compiled."""
    base = tmp_path_factory.mktemp("ui")
    paths = Paths(tides, resources, None, base / "cache", base / "data")
    Shelf(paths).open(tides).library.close()
    return paths


@pytest.fixture
def library(ui_paths: Paths, tides: Path) -> Iterator[Library]:
    """The small pack, open."""
    opened = Shelf(ui_paths).open(tides).library
    yield opened
    opened.close()


@pytest.fixture
def dialogs() -> FakeDialogs:
    """Dialogs that nobody has to answer."""
    return FakeDialogs()


Open = Callable[..., Desk]


@pytest.fixture
def open_window(
    application: QApplication, qtbot: QtBot, ui_paths: Paths, dialogs: FakeDialogs, tmp_path: Path
) -> Iterator[Open]:
    """Opens the window as ui/app.py does; its cache is the session's, or one of its own."""
    owner = QObject()
    desks: list[Desk] = []
    crashes: list[BaseException] = []

    def make(
        folder: Path | None = None,
        address: str = "",
        settings: Settings | None = None,
        size: tuple[int, int] = (1280, 800),
        own_cache: bool = False,
    ) -> Desk:
        paths = ui_paths._replace(cache=tmp_path / "cache") if own_cache else ui_paths
        opening_lane, search_lane, print_lane = Lane(owner), Lane(owner), Lane(owner)
        opening = LibraryOpening(Shelf(paths), opening_lane, owner)
        window = Window(paths, settings or Settings(theme="light"), opening, search_lane, print_lane, dialogs)
        for lane in (opening_lane, search_lane, print_lane):
            lane.crashed.connect(crashes.append)
        desk = Desk(window, opening, opening_lane, search_lane, dialogs, qtbot)
        desks.append(desk)
        if size != (0, 0):
            window.resize(*size)
        window.open_library(folder or paths.content, address)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.view.setFocus()
        desk.settle()
        return desk

    yield make
    for desk in desks:
        desk.window.close()
        desk.opening_lane.finish()
        if desk.window.reader.library:
            desk.window.reader.library.close()
        desk.window.deleteLater()
    owner.deleteLater()
    QApplication.setPalette(QPalette())
    QApplication.processEvents()
    assert crashes == []


@pytest.fixture
def desk(open_window: Open) -> Desk:
    """The window on the small pack, at its start page."""
    return open_window()
