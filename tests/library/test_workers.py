"""Compiling on several processors gives the library that one gives; stopping stops the others too."""

import os
import sqlite3
import time
from pathlib import Path

import pytest

from kzref.errors import Cancelled, PackError
from kzref.library.builder import workers
from kzref.library.builder.compiler import compile_pack
from kzref.library.builder.progress import ignore_progress
from kzref.library.manifest import DATABASE_FILE
from kzref.pack.pack import read_pack


def write_laws(folder: Path, count: int = 30) -> Path:
    folder.mkdir()
    for n in range(count):
        text = f"# Law {n}\n\n" + "".join(f"## § {p}\n\nBoat {p} of harbour {n} pays crowns.\n\n" for p in range(20))
        (folder / f"law-{n:02}.md").write_text(text, "utf-8")
    return folder


def texts(library: Path) -> list[tuple[object, ...]]:
    database = sqlite3.connect(library / DATABASE_FILE)
    database.execute("ATTACH ? AS texts", [str(library / "segment-0" / "texts.sqlite")])
    query = "SELECT * FROM sections JOIN texts.section_texts USING (number) JOIN texts.tokens USING (number) ORDER BY position"
    rows = database.execute(query).fetchall()
    database.close()
    return rows


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kzref.library.builder.compiler.should_use_processes", lambda _size: True)
    monkeypatch.setattr(workers, "_SMALLEST_BATCH", 1000)


@pytest.mark.parametrize("forking", [True, False], ids=["fork", "spawn"])
def test_several_processes_make_the_same_library(
    tmp_path: Path, many: None, monkeypatch: pytest.MonkeyPatch, forking: bool
) -> None:
    if forking and not hasattr(os, "fork"):
        pytest.skip("processes cannot be copied here")
    monkeypatch.setattr(workers, "can_fork", lambda: forking)
    pack = read_pack(write_laws(tmp_path / "laws"))
    told: list[tuple[int, int]] = []
    compile_pack(pack, tmp_path / "several", lambda done, of: bool(told.append((done, of))) or True)
    monkeypatch.setattr("kzref.library.builder.compiler.should_use_processes", lambda _size: False)
    compile_pack(pack, tmp_path / "one", ignore_progress)
    assert texts(tmp_path / "several") == texts(tmp_path / "one")
    assert len(texts(tmp_path / "one")) == 30 * 21
    assert told[0] == (0, 30)
    assert told[-1] == (30, 30)
    assert told == sorted(told)


def test_stopping_ends_the_processes(tmp_path: Path, many: None) -> None:
    pack = read_pack(write_laws(tmp_path / "laws"))
    began = time.monotonic()
    with pytest.raises(Cancelled):
        compile_pack(pack, tmp_path / "stopped", lambda done, _of: done < 3)
    assert time.monotonic() - began < 30


def test_a_killed_process_is_told_of(tmp_path: Path, many: None, monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(os, "fork"):
        pytest.skip("processes cannot be copied here")
    monkeypatch.setattr(workers, "can_fork", lambda: True)
    monkeypatch.setattr(workers, "_compile_batch", _die)
    with pytest.raises(PackError, match="ended from outside"):
        compile_pack(read_pack(write_laws(tmp_path / "laws")), tmp_path / "killed", ignore_progress)


def _die(_documents: object, _run: object) -> None:
    os._exit(9)
