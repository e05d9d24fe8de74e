"""How fast the search is, beside FTS5 doing the same work in the same run: 20 hits with their snippets.

Prints a table for each corpus. Nothing is asserted of times, because machines differ.
"""

import shutil
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from baselines import Fts5, sections_of
from corpus import HERE, SORTS, build, change_and_build, folders, opened, queries, timed

from kzref.library.store.search_source import open_searcher

_COLD = """
import sys, time
from pathlib import Path
from kzref.library.store.library import Library
from kzref.library.store.search_source import open_searcher
began = time.perf_counter()
searcher = open_searcher(Library(Path(sys.argv[1])))
searcher.search(sys.argv[2], 20)
taken = (time.perf_counter() - began) * 1000
for text in sys.argv[3:]:
    searcher.search(text, 20, prefix_last=True, count_all=False)
status = Path("/proc/self/status").read_text()
private, resident = (int(status.partition(name)[2].split()[0]) // 1024 for name in ("RssAnon:", "VmRSS:"))
print(taken, private, resident)
"""


@pytest.mark.parametrize("name", list(folders()))
def test_speed_beside_fts5(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built = build(name, folders()[name])
    again = change_and_build(built)
    library = opened(built)
    searcher = open_searcher(library)
    began = time.perf_counter()
    fts5 = Fts5(
        tmp_path / "fts5.sqlite",
        sections_of(library.folder / "library.sqlite", library.folder / "segment-0" / "texts.sqlite"),
    )
    indexing = time.perf_counter() - began
    asked = queries(library)
    lines = [f"\n== {name}: {library.about.sections:,} sections"]
    lines.append(
        f"building {built.seconds:.1f} s, {built.memory} MB and {built.worker_memory} MB a worker; "
        f"after one file changed {again:.2f} s; FTS5 indexes the ready text in {indexing:.1f} s"
    )
    texts = [each.kzref for each in asked["two words"]]
    cold = subprocess.run(
        [sys.executable, "-c", _COLD, library.folder, *texts], capture_output=True, text=True, check=True, cwd=HERE
    )
    first, private, memory = cold.stdout.split()
    lines.append(
        f"opening to the first result {float(first):.0f} ms; memory {private} MB of its own, {memory} MB with mapped files"
    )
    lines.append(f"{'':14}{'kzref p50':>10}{'p95':>8}{'FTS5 p50':>10}{'p95':>8}{'ratio p95':>11}  ms")
    for sort in SORTS:
        mine = [each.kzref for each in asked[sort]]
        theirs = [each.fts5 for each in asked[sort] if each.fts5]
        for text in mine[:5]:
            searcher.search(text, 20)
        middle, slow = timed(partial(searcher.search, limit=20, prefix_last=sort == "keystroke", count_all=False), mine)
        line = f"{sort:14}{middle:10.2f}{slow:8.2f}"
        if theirs:
            for text in theirs[:5]:
                fts5.search(text)
            their_middle, their_slow = timed(fts5.search, theirs)
            line += f"{their_middle:10.2f}{their_slow:8.2f}{slow / their_slow:11.2f}"
        lines.append(line)
    for sort in ("phrase", "proximity"):
        middle, slow = timed(lambda text: searcher.search(text, 20), [each.kzref for each in asked[sort]])
        lines.append(f"{sort + ', all':14}{middle:10.2f}{slow:8.2f}")
    with capsys.disabled():
        print("\n".join(lines))
    searcher.close()
    library.close()
    shutil.rmtree(tmp_path)
