"""What every test may ask for: a tiny pack, paths of its own, the program as a process, the real library compiled."""

import contextlib
import json
import os
import sqlite3
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from kzref.library.cache import LibraryCache
from kzref.library.store.library import Library
from kzref.paths import Paths, find_paths

ROOT = Path(__file__).parents[1]
# Without this an assert of a helper says less when it fails, and is gone under `python -O`.
pytest.register_assert_rewrite(
    *{path.stem for path in (ROOT / "tests").rglob("*.py") if not path.stem.startswith(("test_", "conftest"))}
)

PATIENCE = 120
"""Seconds after which a process is taken to hang; nothing is measured by it."""


def pytest_configure() -> None:
    """Whatever process a test starts runs the code of this tree, not of another one that is installed."""
    os.environ["PYTHONPATH"] = str(ROOT)


def png(width: int = 1, height: int = 1) -> bytes:
    """A black picture of a size in pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(width + 1) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


TINY: Mapping[str, str | bytes] = {
    "pack.toml": """
id = "tiny"
title = "Tiny Pack"
edition = "0.9"
language = "en"
licence = "CC0-1.0"
about = "Four entries for tests."
start = "beta"

[source]
title = "A Small Source"
citation = "Doe J. A Small Source. 2001."

[source.pinpoints]
"Body" = "1-4"
"References" = "1-2"

[[parts]]
folder = "entries"
title = "Entries"
about = "Where the text is."
order = ["beta", "alpha"]

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
""".lstrip(),
    "entries/alpha.md": """
---
id: alpha
title: Alpha
titles: {ru: "Альфа", kk: "Әлфа"}
kind: concept
pinpoints: Body 1
terms: [court]
years: 1999-2001
see: [gamma]
---
Alpha opens the pack and mentions a marmalade [Body 1]. It leads to [Beta](kzref:beta).

![A picture](../pictures/inside.png)

## First part {#first}

The first part speaks of zebras [Body 2].

### Detail {#detail}

The detail speaks of okapis.

## Second part {#second}

The second part speaks of tapirs, and of [details](kzref:alpha/detail).
""".lstrip(),
    "entries/beta.md": """
---
id: beta
title: Beta
kind: act
pinpoints: Body 3
---
Beta rests on one work [@doe-2001] and was adopted after a long quarrel [Body 3].
""".lstrip(),
    "entries/gamma.md": """
---
id: gamma
title: Gamma
kind: note
pinpoints: Body 4
---
Gamma returns to the [details](kzref:alpha/detail) [Body 4].
""".lstrip(),
    "figures/yearly-page.md": """
---
id: yearly-figures
title: Yearly figures
kind: statistic
pinpoints: Body 2
years: 2001-2003
---
The sum is {{yearly:total}} [Body 2].

{{chart yearly}}

{{table yearly}}
""".lstrip(),
    "figures/yearly.csv": "year,value\n2001,1200\n2002,1350\n2003,1100\n",
    "figures/yearly.toml": 'title = "Yearly"\nunit = "persons"\nperiod = "2001-2003"\npinpoints = "Body 2"\nstated_total = 3650\n',
    "works.json": json.dumps(
        [
            {
                "id": "doe-2001",
                "type": "book",
                "title": "A Small Source",
                "author": [{"family": "Doe", "given": "J."}],
                "issued": {"date-parts": [[2001]]},
                "custom": {"number": 1, "cited": "Body 3", "about": "It is cited once."},
            },
            {
                "id": "roe-1999",
                "type": "book",
                "title": "Another Source",
                "author": [{"family": "Roe", "given": "R."}],
                "issued": {"date-parts": [[1999]]},
                "custom": {"number": 2, "about": "It is not cited."},
            },
        ],
        indent=1,
    ),
    "terms.csv": (
        "id,en,ru,kk,en_other,ru_other,kk_other,abbreviations,read_in,entry,about\n"
        "court,court,суд,сот,tribunal,,,,,alpha,Where cases are heard.\n"
        "parole,parole,досрочное освобождение,шартты түрде босату,,,,,,,Early release.\n"
    ),
    "pictures/inside.png": png(30, 20),
}
"""The files of the tiny pack. It has no fault; its six pinpoints are all cited."""


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Writes files by relative path, with the folders that they need."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


@dataclass(frozen=True, slots=True)
class Kzref:
    """Runs the program of this tree with a home and a cache of its own and nothing else of this machine's settings."""

    home: Path
    cache: Path

    @property
    def program(self) -> Path:
        """The command that is installed beside this Python; environment() sees to it that it runs this tree's code."""
        return Path(sys.executable).parent / ("kzref.exe" if sys.platform == "win32" else "kzref")

    def environment(self, **more: str) -> dict[str, str]:
        """What the process finds in its environment: neither a display nor a platform of Qt, unless given."""
        temporary = self.home / "tmp"
        temporary.mkdir(parents=True, exist_ok=True)
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
        own = {
            "HOME": str(self.home),
            "XDG_CACHE_HOME": str(self.cache),
            "XDG_DATA_HOME": str(self.home / "data"),
            "TMPDIR": str(temporary),
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        return kept | own | more

    def __call__(self, *arguments: str | Path, **more: str) -> "subprocess.CompletedProcess[str]":
        """Runs one command to its end; its output is text."""
        return subprocess.run(
            [str(self.program), *map(str, arguments)],
            env=self.environment(**more),
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE,
        )

    def python(self, code: str, *arguments: str | Path, **more: str) -> "subprocess.CompletedProcess[str]":
        """Runs Python code in the same surroundings."""
        return subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments)],
            env=self.environment(**more),
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE,
        )


@pytest.fixture
def make_png() -> Callable[[int, int], bytes]:
    """Makes a black picture of a width and height in pixels."""
    return png


@pytest.fixture
def tiny_files() -> dict[str, str | bytes]:
    """The files of the tiny pack, to be changed before they are written."""
    return dict(TINY)


@pytest.fixture
def write_pack(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Path]:
    """Writes files into a new folder 'pack' and answers it."""
    return lambda files: write_files(tmp_path / "pack", files)


@pytest.fixture
def tiny_pack(tmp_path: Path) -> Path:
    """The tiny pack in a folder of its own."""
    return write_files(tmp_path / "pack", TINY)


@pytest.fixture
def own_paths(tmp_path: Path) -> Paths:
    """The program's paths with a cache and a place for the user's data inside tmp_path."""
    found = find_paths()
    return Paths(found.content, found.resources, None, tmp_path / "cache" / "libraries", tmp_path / "data")


@pytest.fixture
def library_cache(own_paths: Paths) -> LibraryCache:
    """A library cache inside tmp_path."""
    return LibraryCache(own_paths)


@pytest.fixture
def closing() -> Iterator[Callable[[Library], Library]]:
    """Closes libraries when the test ends."""
    opened: list[Library] = []

    def keep(library: Library) -> Library:
        opened.append(library)
        return library

    yield keep
    for library in opened:
        library.close()


@pytest.fixture
def open_pack(library_cache: LibraryCache, closing: Callable[[Library], Library]) -> Callable[[Path], Library]:
    """Opens the library of a folder and closes it when the test ends."""
    return lambda folder: closing(library_cache.open(folder).library)


@pytest.fixture
def kzref(tmp_path: Path) -> Kzref:
    """The program as a process, with a home and an empty cache inside tmp_path."""
    home = tmp_path / "home"
    home.mkdir()
    return Kzref(home, tmp_path / "xdg-cache")


@pytest.fixture(scope="session")
def kzref_at() -> Callable[[Path, Path], Kzref]:
    """Makes the program as a process, with a home and a cache that are given."""
    return Kzref


@pytest.fixture(scope="session")
def content() -> Path:
    """The real content of the source tree."""
    return find_paths().content


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What the first command on a new machine ended with, and the cache home that it left."""

    ended: tuple[int, str, str]
    """Exit code, standard output and standard error."""
    cache: Path


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> FirstRun:
    """`kzref show` of the real content with an empty cache: once, even where several processes share the tests."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    ended = shared / "first-run.json"
    # SQLite's lock works on every system, and goes with the process that has it.
    with contextlib.closing(sqlite3.connect(shared / "first-run.lock", timeout=PATIENCE)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        if not ended.exists():
            home = shared / "first-run"
            home.mkdir(exist_ok=True)
            run = Kzref(home, shared / "first-run-cache")("show", "legal-policy-concept-2021")
            ended.write_text(json.dumps([run.returncode, run.stdout, run.stderr]), "utf-8")
    return FirstRun(tuple(json.loads(ended.read_text("utf-8"))), shared / "first-run-cache")


@pytest.fixture(scope="session")
def content_cache(first_run: FirstRun) -> Path:
    """A cache home in which the real content is compiled, shared by all tests. Not to be written to."""
    assert first_run.ended[0] == 0, first_run.ended
    return first_run.cache


@pytest.fixture(scope="session")
def content_library(content: Path, content_cache: Path) -> Iterator[Library]:
    """The real content, open."""
    found = find_paths()
    paths = Paths(found.content, found.resources, None, content_cache / "kzref" / "libraries", content_cache / "data")
    library = LibraryCache(paths).open(content).library
    yield library
    library.close()


@pytest.fixture
def kzref_content(tmp_path: Path, content_cache: Path) -> Kzref:
    """The program as a process, with its own home, on the real content that is compiled already."""
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    return Kzref(home, content_cache)
