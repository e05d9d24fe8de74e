"""The libraries that are measured: the content, and a country's legislation whole and in part.

The legislation is any folder of Markdown that KZREF_CORPUS names; without it only the content is measured.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from kzref.library.store.library import Library

HERE = Path(__file__).parents[2]
KEPT = HERE / "build" / "bench"
PART = 10_000
"""Sections of the smaller corpus."""
_BUILD = """
import resource, sys, time
from pathlib import Path
from kzref.library.builder.install import build_and_install
began = time.perf_counter()
made = build_and_install(Path(sys.argv[1]), Path(sys.argv[2]), None)
seconds = time.perf_counter() - began
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
others = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(seconds, own // 1024, others // 1024, made)
"""


@dataclass(frozen=True, slots=True)
class Built:
    """A compiled corpus: how long it took, in seconds, and the most memory in MB of this process and of a worker."""

    name: str
    folder: Path
    library: Path
    seconds: float
    memory: int
    worker_memory: int


def folders() -> dict[str, Path]:
    """The folders to be measured, by name."""
    found = {"content": HERE / "content"}
    given = os.environ.get("KZREF_CORPUS")
    if given:
        found["10,000 sections"] = _part(Path(given))
        found["whole corpus"] = Path(given)
    return found


def _part(corpus: Path) -> Path:
    """The first files of a corpus that have together so many headings."""
    part = KEPT / "part"
    if part.is_dir():
        return part
    count = 0
    for file in sorted(corpus.rglob("*.md")):
        target = part / file.relative_to(corpus)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
        count += sum(line.startswith("#") for line in file.read_text("utf-8", "replace").splitlines())
        if count >= PART:
            break
    return part


def build(name: str, folder: Path, anew: bool = True) -> Built:
    """Compiles a folder in a process of its own; the whole corpus is kept for the next time unless asked anew."""
    home = KEPT / name.replace(" ", "-").replace(",", "")
    if anew:
        shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", _BUILD, home, folder], capture_output=True, text=True, check=True, cwd=HERE
    )
    seconds, own, others, made = done.stdout.split(maxsplit=3)
    return Built(name, folder, Path(made.strip()), float(seconds), int(own), int(others))


def change_and_build(built: Built) -> float:
    """Seconds to make a library anew after a paragraph was added to one of its files; the file is put back."""
    file = sorted(built.folder.rglob("*.md"))[len(list(built.folder.rglob("*.md"))) // 2]
    before, state = file.read_bytes(), file.stat()
    file.write_bytes(before + b"\n\nOne more paragraph.\n")
    try:
        return build(built.name, built.folder, anew=False).seconds
    finally:
        file.write_bytes(before)
        os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
        build(built.name, built.folder, anew=False)


def opened(built: Built) -> Library:
    """The library that is in use now."""
    home = built.library.parent
    return Library(home / (home / "CURRENT").read_text("utf-8").strip())


@dataclass(frozen=True, slots=True)
class Asked:
    """A query for kzref and the same for FTS5."""

    kzref: str
    fts5: str


def queries(library: Library, count: int = 60) -> dict[str, list[Asked]]:
    """Queries of each sort, made of words that stand in the library; the same on each run."""
    chance = random.Random(1997)
    database = sqlite3.connect(f"{(library.folder / 'segment-0' / 'texts.sqlite').as_uri()}?mode=ro", uri=True)
    (size,) = database.execute("SELECT max(number) + 1 FROM tokens").fetchone()
    rows: list[list[str]] = []
    while len(rows) < count:
        number = chance.randrange(size)
        found = database.execute("SELECT tokens FROM tokens WHERE number = ?", [number]).fetchone()
        words = [w for w in found[0].rpartition("\0")[2].split() if w.isalpha()] if found else []
        if len(words) >= 12:
            rows.append(words)
    database.close()
    made: dict[str, list[Asked]] = {name: [] for name in SORTS}
    for words in rows:
        at = chance.randrange(len(words) - 6)
        one, other = chance.choice(words), max(words[at : at + 6], key=len)
        long = max(words, key=len)
        letters = chance.choice(words)[: chance.randint(2, 5)]
        three = words[at : at + 3]
        made["keystroke"].append(Asked(letters, f'"{letters}"*'))
        made["word"].append(Asked(one, f'"{one}"'))
        made["two words"].append(Asked(f"{one} {other}", f'"{one}" "{other}"'))
        made["boolean"].append(Asked(f"({one} OR {long}) AND {other}", f'("{one}" OR "{long}") AND "{other}"'))
        made["without"].append(Asked(f"{other} NOT {one}", f'"{other}" NOT "{one}"'))
        made["field"].append(Asked(f"title:{other}", f'title:"{other}"'))
        made["phrase"].append(Asked(f'"{" ".join(three)}"', f'"{" ".join(three)}"'))
        made["proximity"].append(Asked(f"{words[at]} w/5 {words[at + 3]}", f'NEAR("{words[at]}" "{words[at + 3]}", 4)'))
        made["fuzzy"].append(Asked(f"{long[:9]}~", ""))
        made["did you mean"].append(Asked(f"{other[:-1]}{other[-2:]}{'q' if len(other) < 5 else ''}", ""))
    return made


SORTS = (
    "keystroke", "word", "two words", "boolean", "without", "field", "phrase", "proximity", "fuzzy", "did you mean",
)  # fmt: skip


def timed(ask: object, asked: list[str]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds of asking each once."""
    taken = []
    for text in asked:
        began = time.perf_counter()
        ask(text)  # type: ignore[operator]
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    return taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
