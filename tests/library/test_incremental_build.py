"""A library that is made anew after a change is the one that compiling everything would make."""

import os
import sqlite3
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from kzref.errors import Cancelled
from kzref.library.builder.install import build_and_install
from kzref.library.manifest import DATABASE_FILE, FileGroup, read_manifest, verify
from kzref.library.store.library import Library
from kzref.library.store.search_source import open_searcher

LAWS = {
    f"law-{n:02}.md": f"# Law {n}\n\nPreamble {n}.\n\n## § 1 Scope\n\nIt binds harbour {n}. See [another](law-{n + 1:02}.md).\n\n"
    f"## § 2 Fines\n\nWhoever sinks a boat pays {n} crowns.\n\n### Details\n\nAt once.\n"
    for n in range(12)
} | {
    "more/index.md": "# More laws\n\nWhat else there is.\n\n## Ahead\n\nA word ahead.\n",
    "more/late.md": "# Late law\n\nIt came late.\n",
}


@pytest.fixture
def laws(tmp_path: Path) -> Path:
    for name, text in LAWS.items():
        (tmp_path / "laws" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "laws" / name).write_text(text, "utf-8")
    return tmp_path / "laws"


def rows(library: Path) -> dict[str, object]:
    """All that a reader or a search sees of a library, without the numbers that differ."""
    opened = Library(library)
    searcher = open_searcher(opened)
    try:
        found: dict[str, object] = {
            section.address: (
                section,
                opened.pages.section_texts(section, with_subsections=False),
                opened.pages.page_of(section),
            )
            for section in opened.contents.sections()
        }
        found["order"] = [section.address for section in opened.contents.sections()]
        for query in (
            "harbour",
            "law",
            "law*",
            '"whoever sinks"',
            '"a zebra"',
            '"a boat pays"',
            "late",
            "crowns -harbour",
            "sinks w/3 boat",
            "zebra",
            "l",
            "scope",
        ):
            results = searcher.search(query, 500)
            found[query] = (
                [(hit.section, hit.snippet, hit.count) for hit in results.hits],
                results.total,
                results.facets,
            )
    finally:
        searcher.close()
        opened.close()
    return found


def segments(library: Path) -> list[str]:
    return sorted(path.name for path in library.glob("segment-*"))


CHANGES: list[Mapping[str, str]] = [
    {"law-03.md": "# Law 3\n\nA zebra crossing.\n"},
    {"law-00.md": LAWS["law-00.md"] + "\n## § 3 New\n\nA zebra.\n\n## § 4\n\nMore.\n"},
    {"law-11.md": "# Law 11\n"},
    {"more/index.md": "# More laws\n\nLess.\n", "law-05.md": LAWS["law-05.md"].replace("crowns", "zebras")},
    {"more/late.md": "# Late law\n\n## One\n\n## Two\n\nzebra\n"},
    {"law-02.md": LAWS["law-02.md"] + "\n"},
]


@pytest.mark.parametrize("with_pairs", [True, False], ids=["large", "small"])
@pytest.mark.parametrize("changes", CHANGES, ids="+".join)
def test_a_changed_file_leaves_the_library_that_compiling_everything_makes(
    laws: Path, tmp_path: Path, changes: Mapping[str, str], with_pairs: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if with_pairs:
        # Of a large library only the first segment is large.
        monkeypatch.setattr("kzref.search.index.index_writer.BIGRAMS_FROM", 20)
    build_and_install(tmp_path / "home", laws, None)
    for name, text in changes.items():
        (laws / name).write_text(text, "utf-8")
    patched = build_and_install(tmp_path / "home", laws, None)
    assert segments(patched) == ["segment-0", "segment-1"]
    whole = build_and_install(tmp_path / "other", laws, None)
    assert segments(whole) == ["segment-0"]
    assert rows(patched) == rows(whole)


def test_change_after_change_stays_in_one_second_layer(laws: Path, tmp_path: Path) -> None:
    made = build_and_install(tmp_path / "home", laws, None)
    for n, changes in enumerate(CHANGES):
        for name, text in changes.items():
            (laws / name).write_text(f"{text}\n\nIn round {n}.\n", "utf-8")
        made = build_and_install(tmp_path / "home", laws, None)
    assert segments(made) == ["segment-0", "segment-1"]
    whole = build_and_install(tmp_path / "other", laws, None)
    assert rows(made) == rows(whole)


def test_only_what_has_changed_is_rendered(laws: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_and_install(tmp_path / "home", laws, None)
    (laws / "law-03.md").write_text("# Law 3\n\nChanged.\n", "utf-8")
    monkeypatch.setattr("kzref.library.builder.install.compile_pack", None)
    made = build_and_install(tmp_path / "home", laws, None)
    database = sqlite3.connect(made / DATABASE_FILE)
    assert database.execute("SELECT path FROM files WHERE segment = 1").fetchall() == [("law-03.md",)]
    database.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
def test_files_and_folders_whose_names_are_no_text_are_compiled_with_the_rest(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/l\xe9yes"
    Path(os.fsdecode(folder + b"/c\xf3digo")).mkdir(parents=True)
    for name in (b"a.md", b"\xff\xfe.md", b"c\xf3digo/ley.md", b"c\xf3digo/\xff.png"):
        Path(os.fsdecode(folder + b"/" + name)).write_text("# Ley\n\nTexto.\n", "utf-8")
    laws = Path(os.fsdecode(folder))
    build_and_install(tmp_path / "home", laws, None)
    (laws / os.fsdecode(b"c\xf3digo/ley.md")).write_text("# Ley\n\nA zebra.\n", "utf-8")
    patched = build_and_install(tmp_path / "home", laws, None)
    assert segments(patched) == ["segment-0", "segment-1"]
    assert rows(patched) == rows(build_and_install(tmp_path / "other", laws, None))
    assert len(rows(patched)["order"]) == 4  # type: ignore[arg-type]


def test_what_is_taken_over_is_vouched_for(laws: Path, tmp_path: Path) -> None:
    build_and_install(tmp_path / "home", laws, None)
    (laws / "law-03.md").write_text("# Law 3\n\nChanged.\n", "utf-8")
    made = build_and_install(tmp_path / "home", laws, None)
    (made / "verified.json").unlink()
    for part in FileGroup:
        verify(made, read_manifest(made), part)


@pytest.mark.parametrize(
    "change",
    [
        lambda laws: (laws / "law-99.md").write_text("# Law 99\n", "utf-8"),
        lambda laws: (laws / "law-03.md").unlink(),
        lambda laws: (laws / "law-03.md").rename(laws / "law-3.md"),
        lambda laws: (laws / "figures.csv").write_text("year,value\n", "utf-8"),
    ],
    ids=["added", "removed", "renamed", "data"],
)
def test_other_files_than_before_are_compiled_with_everything(laws: Path, tmp_path: Path, change: object) -> None:
    build_and_install(tmp_path / "home", laws, None)
    change(laws)  # type: ignore[operator]
    made = build_and_install(tmp_path / "home", laws, None)
    assert segments(made) == ["segment-0"]
    assert rows(made) == rows(build_and_install(tmp_path / "other", laws, None))


def test_a_change_that_other_entries_show_compiles_everything(tiny_pack: Path, tmp_path: Path) -> None:
    build_and_install(tmp_path / "home", tiny_pack, None)
    file = next(tiny_pack.rglob("alpha.md"))
    file.write_text(file.read_text("utf-8").replace("id: alpha", "id: omega"), "utf-8")
    made = build_and_install(tmp_path / "home", tiny_pack, None)
    assert segments(made) == ["segment-0"]


def test_a_damaged_library_is_not_built_on(laws: Path, tmp_path: Path) -> None:
    before = build_and_install(tmp_path / "home", laws, None)
    (laws / "law-03.md").write_text("# Law 3\n\nChanged.\n", "utf-8")
    texts = before / "segment-0" / "texts.sqlite"
    data = bytearray(texts.read_bytes())
    data[len(data) // 2] ^= 1
    texts.write_bytes(data)
    made = build_and_install(tmp_path / "home", laws, None)
    assert segments(made) == ["segment-0"]


def test_a_stopped_change_leaves_the_library_before(laws: Path, tmp_path: Path) -> None:
    before = build_and_install(tmp_path / "home", laws, None)
    (laws / "law-03.md").write_text("# Law 3\n\nChanged.\n", "utf-8")
    with pytest.raises(Cancelled):
        build_and_install(tmp_path / "home", laws, lambda _done, _of: False)
    assert (tmp_path / "home" / "CURRENT").read_text("utf-8") == before.name
