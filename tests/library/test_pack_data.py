"""The data of a pack in a library: whatever a stranger has written, the folder opens, and the work grows with it alone."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType

import pytest

from kzref.library.builder.compiler import compile_pack
from kzref.library.cache import LibraryCache
from kzref.library.store.library import Library
from kzref.library.store.search_source import open_searcher
from kzref.pack.check import check_folder
from kzref.pack.data.terms import COLUMNS
from kzref.pack.pack import read_pack
from kzref.pack.source_files import source_files

Files = dict[str, str | bytes]
Write = Callable[[Mapping[str, str | bytes]], Path]
Open = Callable[[Path], Library]

# The file, what stands there, and what a stranger has written instead.
HOSTILE = {
    "lists in lists": ("pack.toml", 'edition = "0.9"', "edition = " + "[" * 5000),
    "a number without end": ("pack.toml", 'edition = "0.9"', "edition = " + "9" * 6000),
    "titles that are numbers": ("pack.toml", 'title = "Figures"', 'title = "Figures"\ntitles = {ru = 5}'),
    "titles that are lists": ("pack.toml", 'title = "Figures"', 'title = "Figures"\ntitles = {ru = ["x"]}'),
    "a half of a character in a work": ("works.json", '"Another Source"', '"\\ud800"'),
    "a year without end": ("works.json", "1999\n", "Infinity\n"),
    "a year of 5000 digits": ("works.json", "1999\n", "9" * 5000 + "\n"),
    "a year in exponents": ("works.json", "1999\n", "1e999\n"),
    "a cell without end in a thesaurus": ("terms.csv", "Early release.", "x" * 140_000),
    "a cell without end in a series": ("figures/yearly.csv", "1350", "x" * 140_000),
    "a figure of 40 digits": ("figures/yearly.csv", "1350", "1e40"),
    "a figure of 300 digits": ("figures/yearly.csv", "1350", "1e300"),
    "a figure of a million digits": ("figures/yearly.csv", "1350", "1e999999"),
    "a figure of a million decimals": ("figures/yearly.csv", "1350", "1e-999999"),
    "figures that differ as far as can be": ("figures/yearly.csv", "1350", "999999999999999999.000000000001"),
    "a total of 40 digits": ("figures/yearly.toml", "3650", "1e40"),
    "an id that leads out": ("terms.csv", "parole,parole", "../../a,parole"),
    "an id with spaces": ("terms.csv", "parole,parole", "A B!,parole"),
    "an id that turns its direction": ("terms.csv", "parole,parole", "a\u202eb,parole"),
    "a picture of a long name": ("entries/alpha.md", "inside.png", "a" * 300 + ".png"),
}


READ = {"a half of a character in a work", "figures that differ as far as can be"}
"""Of these no fault is told: what can be shown of them is."""


@pytest.mark.parametrize("what", HOSTILE)
def test_whatever_the_data_of_a_pack_is_the_folder_opens(
    tiny_files: Files, write_pack: Write, library_cache: LibraryCache, what: str
) -> None:
    path, old, new = HOSTILE[what]
    text = str(tiny_files[path])
    assert text.count(old) == 1
    folder = write_pack(tiny_files | {path: text.replace(old, new)})
    opened = library_cache.open(folder)
    try:
        sections = list(opened.library.contents.sections())
        assert {"Alpha", "Beta", "Gamma", "Yearly figures"} <= {section.title for section in sections}
        for section in sections:
            assert opened.library.contents.section(section.address) == section, "what is listed can be shown"
            opened.library.pages.page_of(section)
    finally:
        opened.library.close()
    if what not in READ:
        assert any(problem.path == path for problem in check_folder(folder).problems)


@pytest.mark.parametrize("year", [-1200, 1600, 1901, 2099, 2300, 9999])
def test_a_file_of_any_time_is_compiled_and_compiled_again(
    write_pack: Write, library_cache: LibraryCache, year: int
) -> None:
    folder = write_pack({f"{n}.md": f"# T{n}\n\nText {n}" for n in range(5)})
    time = (year - 1970) * 31_556_952
    try:
        os.utime(folder / "0.md", (time, time))
        os.utime(folder / "1.md", (time, time))
    except (OSError, OverflowError):
        pytest.skip("files cannot have such a time here")
    library_cache.open(folder).library.close()
    assert not library_cache.is_stale(folder)
    (folder / "0.md").write_text("# Other\n\nText 0", "utf-8")
    os.utime(folder / "0.md", (time + 5, time + 5))
    opened = library_cache.open(folder)
    assert [section.title for section in opened.library.contents.sections()] == ["Other", "T1", "T2", "T3", "T4"]
    opened.library.close()


def test_terms_and_works_of_every_list_are_found_at_their_own_address(
    tiny_files: Files, write_pack: Write, open_pack: Open
) -> None:
    more = '\n[[parts]]\nid = "more-works"\nworks = "more.json"\n\n[[parts]]\nid = "more-terms"\nterms = "more.csv"\n'
    beta = str(tiny_files["entries/beta.md"]).replace("[@doe-2001]", "[@doe-2001] and [@poe-1845]")
    files = {
        "pack.toml": str(tiny_files["pack.toml"]) + more,
        "more.json": json.dumps([{"id": "poe-1845", "title": "The Raven", "custom": {"number": 9}}]),
        "more.csv": ",".join(COLUMNS) + "\nfine,fine,штраф,айыппұл,,,,,,,\n",
        "entries/beta.md": beta,
    }
    library = open_pack(write_pack(tiny_files | files))
    (body,) = library.pages.section_texts(library.contents.section("beta"))
    assert 'href="kzref:more-works/poe-1845"' in body.html
    assert 'href="kzref:works/doe-2001"' in body.html
    assert library.contents.section("more-works/poe-1845").title == "9. The Raven"
    crossing = open_searcher(library).search("штраф").translations
    assert [each.address for each in crossing] == ["more-terms/fine"]


def test_a_file_that_goes_while_the_folder_is_listed_stops_nothing(
    tiny_pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kzref.library.builder import compiler

    def gone(folder: Path) -> dict[str, os.stat_result]:
        (tiny_pack / "entries" / "beta.md").unlink()
        return source_files(folder)

    monkeypatch.setattr(compiler, "source_files", gone)
    sections = compile_pack(read_pack(tiny_pack), tmp_path / "library")
    monkeypatch.undo()
    assert sections == compile_pack(read_pack(tiny_pack), tmp_path / "of what is left")


def steps(work: Callable[[], object]) -> int:
    """How many calls and returns some work is made of, of Python and of C alike."""
    count = 0

    def counted(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def many_fields(count: int) -> Files:
    return {"pack.toml": 'id = "a"\ntitle = "b"\n' + "".join(f"field{n} = {n}\n" for n in range(count))}


def many_kinds(count: int) -> Files:
    kinds = ", ".join(f'"k{n}"' for n in range(count))
    page = "---\nid: a{}\ntitle: A\nkind: none\n---\nText\n"
    return {"pack.toml": f'id = "a"\ntitle = "b"\nkinds = [{kinds}]\n'} | {
        f"{n}.md": page.format(n) for n in range(count // 10)
    }


def many_parts(count: int) -> Files:
    parts = "".join(f'[[parts]]\nfolder = "{"f" if n % 2 else "none"}{n}"\n' for n in range(count))
    return {"pack.toml": f'id = "a"\ntitle = "b"\n{parts}'} | {
        f"f{n}/a.md": f"---\nid: e{n}\ntitle: E\nkind: note\n---\nText\n" for n in range(1, count, 2)
    }


def many_parts_of_one_id(count: int) -> Files:
    parts = "".join(f'[[parts]]\nid = "same"\nfolder = "f{n}"\n' for n in range(count))
    return {"pack.toml": f'id = "a"\ntitle = "b"\n{parts}'} | {f"f{n}/a.png": b"" for n in range(count)}


def many_works(count: int) -> Files:
    works = [
        {"id": f"w{n}", "title": f"Work {n}", "author": 5, "issued": {"date-parts": [[2001]]}} for n in range(count)
    ]
    pack = 'id = "a"\ntitle = "b"\n[source.pinpoints]\nReferences = "1-999"\n[[parts]]\nid = "w"\nworks = "w.json"\n'
    return {"pack.toml": pack, "w.json": json.dumps(works, indent=1)}


def many_terms(count: int) -> Files:
    rows = "".join(f"t{n},term {n},термин {n},термин {n},other {n},,,,,a,About.\n" for n in range(count))
    pack = 'id = "a"\ntitle = "b"\n[[parts]]\nid = "t"\nterms = "t.csv"\n'
    entry = "---\nid: a\ntitle: A\nkind: note\n---\nText\n"
    return {"pack.toml": pack, "t.csv": f"{','.join(COLUMNS)}\n{rows}", "a.md": entry}


def many_rows(count: int) -> Files:
    marks = "".join(f"{{{{s:l{n}}}}} {{{{s:total}}}} {{{{s:highest}}}}\n" for n in range(count // 10))
    return {
        "pack.toml": 'id = "a"\ntitle = "b"\n',
        "s.csv": "label,value\n" + "".join(f"l{n},{n}\n" for n in range(count)),
        "s.toml": 'title = "S"\nunit = "u"\n',
        "a.md": f"---\nid: a\ntitle: A\nkind: note\n---\n{marks}",
    }


def many_years(count: int) -> Files:
    years = ", ".join(f"{1000 + n}-{2000 + n}" for n in range(count // 10))
    return {"a.md": f"---\nyears: [{years}]\n---\nText\n"}


MANY = [many_fields, many_kinds, many_parts, many_parts_of_one_id, many_works, many_terms, many_rows, many_years]


@pytest.mark.parametrize("act", ["check", "build"])
@pytest.mark.parametrize("many", MANY)
def test_four_times_as_much_data_is_four_times_the_work(
    write_pack: Write, tmp_path: Path, many: Callable[[int], Files], act: str
) -> None:
    def work(count: int) -> int:
        folder = tmp_path / f"{count}"
        for name, data in many(count).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
        if act == "check":
            return steps(lambda: check_folder(folder))
        return steps(lambda: compile_pack(read_pack(folder), tmp_path / f"library-{count}"))

    work(20)
    few = work(200)
    assert work(800) < few * 6


def test_a_long_query_looks_through_the_terms_once(write_pack: Write, open_pack: Open) -> None:
    searcher = open_searcher(open_pack(write_pack(many_terms(400))))

    def work(words: int) -> int:
        return steps(lambda: searcher.search("термин " * words))

    work(2)
    assert work(32) < work(4) * 3
