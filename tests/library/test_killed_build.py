"""A kill at any moment of a build leaves the old library or the new one; builds at once do not harm each other."""

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kzref.library.cache import LibraryCache
from kzref.library.manifest import CURRENT_FILE, FileGroup, read_manifest, verify
from kzref.library.store.library import Library
from kzref.library.store.search_source import open_searcher
from kzref.paths import Paths

if TYPE_CHECKING:
    from conftest import Kzref

Closing = Callable[[Library], Library]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are POSIX")

PREPARE = """
import os, signal, sys
from pathlib import Path
from kzref.library.cache import LibraryCache
from kzref.paths import Paths
import kzref.library.builder.install
cache, pack = map(Path, sys.argv[1:3])
library_cache = LibraryCache(Paths(pack, pack, None, cache, cache))
"""
BUILD_ON_AND_ON = (
    PREPARE
    + """
print("ready", flush=True)
while True:
    library_cache.build(pack)[0].close()
"""
)
# Each child is killed at one of the events by which a build touches the cache, the first child at the first. The many
# files of the index stand for one another: of them, every fifth is taken.
KILLED_AT_EACH_STEP = (
    PREPARE
    + """
import json
TOUCHES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.scandir", "sqlite3.connect", "shutil.rmtree"}
states = []
for step in range(1, int(sys.argv[3])):
    child = os.fork()
    if not child:
        left, inside = step, 0

        def hook(event, arguments):
            global left, inside
            if event in TOUCHES and str(cache) in str(arguments[0]):
                inside += "index" in str(arguments[0])
                left -= "index" not in str(arguments[0]) or inside % 5 == 1
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        library_cache.build(pack)[0].close()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    there = sorted(path.name for path in cache.glob("*/*"))
    current = [path.read_text("ascii") for path in cache.glob("*/CURRENT")]
    states.append([status, current, there])
    if status == 0:
        break
print(json.dumps(states))
"""
)

# The folder is small, but its documents are rendered by workers all the same: copies, or processes begun afresh.
BUILD_BY_WORKERS = (
    PREPARE
    + """
import kzref.library.builder.compiler
from kzref.library.builder import workers
kzref.library.builder.compiler.should_use_processes = lambda size: True
workers._SMALLEST_BATCH = 100
workers.can_fork = lambda: sys.argv[3] == "fork"
print("ready", flush=True)
while True:
    library_cache.build(pack)[0].close()
    (pack / "entries" / "alpha.md").touch()
    for old in cache.glob("*/CURRENT"):
        old.unlink()
"""
)


def rename_pack(pack: Path, title: str) -> None:
    description = pack / "pack.toml"
    rows = description.read_text("utf-8").split("\n")
    description.write_text("\n".join(f'title = "{title}"' if r.startswith("title = ") else r for r in rows), "utf-8")


def whole_title(home: Path) -> str:
    """The title of the library in use, after every one of its files was found whole."""
    folder = home / (home / CURRENT_FILE).read_text("ascii")
    manifest = read_manifest(folder)
    for group in FileGroup:
        verify(folder, manifest, group)
    library = Library(folder)
    searcher = open_searcher(library)
    found = [hit.section.address for hit in searcher.search("okapis").hits]
    searcher.close()
    library.close()
    assert found == ["alpha/detail"]
    return library.about.title


def test_a_kill_during_a_build_leaves_the_old_library_or_the_new_one(
    library_cache: LibraryCache, own_paths: Paths, closing: Closing, kzref: "Kzref", tiny_pack: Path
) -> None:
    chance = random.Random(2021)
    rename_pack(tiny_pack, "Round 0")
    home = closing(library_cache.open(tiny_pack).library).folder.parent
    was = "Round 0"
    for round_ in range(1, 13):
        rename_pack(tiny_pack, f"Round {round_}")
        building = subprocess.Popen(
            [sys.executable, "-c", BUILD_ON_AND_ON, str(own_paths.cache), str(tiny_pack)],
            env=kzref.environment(),
            stdout=subprocess.PIPE,
        )
        assert building.stdout is not None
        assert building.stdout.readline() == b"ready\n"
        time.sleep(chance.random() * 0.3)
        building.send_signal(signal.SIGKILL)
        assert building.wait() == -signal.SIGKILL
        building.stdout.close()
        was = whole_title(home)
        assert was in (f"Round {round_ - 1}", f"Round {round_}")
        opened = library_cache.open(tiny_pack, for_search=True)
        assert closing(opened.library).about.title == f"Round {round_}"
        assert opened.notices == ()
    assert_swept(library_cache, home, tiny_pack)


def test_a_kill_at_any_step_leaves_the_old_library_or_the_new_one(
    library_cache: LibraryCache, own_paths: Paths, closing: Closing, kzref: "Kzref", tiny_pack: Path
) -> None:
    old = closing(library_cache.open(tiny_pack).library).folder
    rename_pack(tiny_pack, "Renamed")
    run = kzref.python(KILLED_AT_EACH_STEP, own_paths.cache, tiny_pack, "1000")
    assert run.returncode == 0, run.stderr
    states = json.loads(run.stdout)
    assert [status for status, _, _ in states[:-1]] == [signal.SIGKILL] * (len(states) - 1)
    assert states[-1][0] == 0
    # The steps reach from before the first file to after the swap.
    assert states[0][1] == [old.name]
    assert states[-2][1] != [old.name]
    for _, current, there in states:
        assert len(current) == 1
        assert current[0] in there
    home = old.parent
    assert whole_title(home) == "Renamed"
    opened = library_cache.open(tiny_pack, for_search=True)
    assert closing(opened.library).about.title == "Renamed"
    assert opened.notices == ()
    assert_swept(library_cache, home, tiny_pack)


def assert_swept(library_cache: LibraryCache, home: Path, pack: Path) -> None:
    """After whole builds there is nothing but the library in use and the one before it."""
    for _ in range(2):
        library_cache.build(pack)[0].close()
    names = sorted(path.name for path in home.iterdir())
    assert [name for name in names if name.startswith("library-")] == names[1:]
    assert names[0] == CURRENT_FILE
    assert len(names) == 3


@pytest.mark.parametrize(
    ("start", "kills", "longest"),
    [
        ("fork", 4, 0.5),
        pytest.param("fork", 40, 0.5, marks=pytest.mark.slow),
        pytest.param("spawn", 6, 3.0, marks=pytest.mark.slow),
    ],
)
def test_no_worker_outlives_a_killed_build(
    own_paths: Paths, kzref: "Kzref", tiny_pack: Path, start: str, kills: int, longest: float
) -> None:
    chance = random.Random(1888)
    for _ in range(kills):
        building = subprocess.Popen(
            [sys.executable, "-c", BUILD_BY_WORKERS, str(own_paths.cache), str(tiny_pack), start],
            env=kzref.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert building.stdout is not None
        assert building.stdout.readline() == b"ready\n"
        time.sleep(chance.random() * longest)
        building.send_signal(signal.SIGKILL)
        # Every worker holds the writing end of this pipe: it ends when the last of them has ended.
        assert building.communicate(timeout=60)[0] == b""
        assert building.returncode == -signal.SIGKILL


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_build_that_is_told_to_end_tidies_up(kzref: "Kzref", tiny_pack: Path, number: signal.Signals) -> None:
    for n in range(60):
        text = f"# Law {n}\n\n" + "".join(f"## § {p}\n\nBoat {p} of harbour {n}.\n\n" for p in range(150))
        (tiny_pack / "entries" / f"law-{n}.md").write_text(text, "utf-8")
    building = subprocess.Popen(
        [str(kzref.program), "build", str(tiny_pack)],
        env=kzref.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    libraries = kzref.cache / "kzref" / "libraries"
    for _ in range(2000):
        if list(libraries.glob("*/.building-*")):
            break
        time.sleep(0.01)
    building.send_signal(number)
    time.sleep(0.02)
    building.send_signal(number)  # as a log-out may: it does not stop the tidying up
    _, words = building.communicate(timeout=60)
    assert (building.returncode, words) == (128 + number, b"")
    (home,) = libraries.iterdir()
    assert list(home.iterdir()) == []


def test_a_kill_before_anything_was_built_is_nothing_but_a_first_time(
    library_cache: LibraryCache, own_paths: Paths, closing: Closing, kzref: "Kzref", tiny_pack: Path
) -> None:
    run = kzref.python(KILLED_AT_EACH_STEP, own_paths.cache, tiny_pack, "12")
    assert run.returncode == 0, run.stderr
    states = json.loads(run.stdout)
    assert [(status, current) for status, current, _ in states] == [(signal.SIGKILL, [])] * 11
    opened = library_cache.open(tiny_pack, for_search=True)
    library = closing(opened.library)
    assert opened.notices == ()
    assert whole_title(library.folder.parent) == "Tiny Pack"


@pytest.mark.parametrize("count", [2, 4])
def test_processes_that_build_at_once_all_end_well(kzref: "Kzref", tiny_pack: Path, count: int) -> None:
    code = (
        PREPARE.replace("library_cache =", "input()\nlibrary_cache =")
        + "\nfor _ in range(3): library_cache.build(pack)[0].close()\n"
    )
    cache = kzref.cache / "kzref" / "libraries"
    building = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(cache), str(tiny_pack)],
            env=kzref.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(count)
    ]
    for process in building:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    ends = [process.communicate(timeout=120)[1] for process in building]
    assert [(process.returncode, told) for process, told in zip(building, ends, strict=True)] == [(0, "")] * count
    (home,) = cache.iterdir()
    assert whole_title(home) == "Tiny Pack"
    found = kzref("--library", tiny_pack, "search", "okapis")
    assert (found.returncode, found.stderr) == (0, "")
    assert "alpha/detail" in found.stdout
