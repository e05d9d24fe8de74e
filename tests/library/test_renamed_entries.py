"""An entry that was renamed is found by its former addresses, wherever the library takes an address."""

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kzref.errors import AddressError
from kzref.library.builder.install import build_and_install
from kzref.library.manifest import DATABASE_FILE
from kzref.library.store.library import Library
from kzref.library.store.search_source import open_searcher

Files = dict[str, str | bytes]
Open = Callable[[Path], Library]
Write = Callable[[Mapping[str, str | bytes]], Path]


def replaced(files: Files, path: str, *pairs: tuple[str, str]) -> None:
    text = files[path]
    assert isinstance(text, str)
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    files[path] = text


@pytest.fixture
def renamed(tiny_files: Files, write_pack: Write) -> Path:
    """The tiny pack, in which alpha was called aleph, and beta was beth. Gamma links to both as they were."""
    replaced(tiny_files, "entries/alpha.md", ("id: alpha\n", "id: alpha\nformerly: [aleph]\n"))
    replaced(tiny_files, "entries/beta.md", ("id: beta\n", "id: beta\nformerly: [beth, archive/beth]\n"))
    links = ("kzref:alpha/detail", "kzref:aleph/detail) and [it](kzref:archive/beth")
    replaced(tiny_files, "entries/gamma.md", links, ("kind: note\n", "kind: note\nsee: [aleph/second, beth]\n"))
    return write_pack(tiny_files)


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("aleph", "alpha"),
        ("kzref:Aleph/", "alpha"),
        ("aleph/detail", "alpha/detail"),
        ("aleph/nothing", "alpha"),
        ("archive/beth", "beta"),
        ("beth/any/depth", "beta"),
    ],
)
def test_a_former_address_is_opened(open_pack: Open, renamed: Path, former: str, present: str) -> None:
    contents = open_pack(renamed).contents
    assert contents.section(former).address == present
    assert contents.find(former) == contents.find(present)


def test_what_no_entry_was_called_is_still_unknown(open_pack: Open, renamed: Path) -> None:
    contents = open_pack(renamed).contents
    assert contents.find("archive") is None
    with pytest.raises(AddressError):
        contents.section("alep")


def test_a_present_address_is_never_taken_for_a_former_one(
    open_pack: Open, tiny_files: Files, write_pack: Write
) -> None:
    replaced(tiny_files, "entries/alpha.md", ("id: alpha\n", "id: alpha\nformerly: [beta, gamma]\n"))
    contents = open_pack(write_pack(tiny_files)).contents
    assert contents.section("beta").title == "Beta"
    assert contents.section("gamma").title == "Gamma"


def test_of_two_entries_with_one_former_address_the_first_is_opened(write_pack: Write, open_pack: Open) -> None:
    files = {f"{name}.md": f"---\nformerly: old\n---\n# {name}\n\nText.\n" for name in ("ab", "aa", "ba")}
    assert open_pack(write_pack(files)).contents.section("old").address == "aa"


def test_links_and_see_also_by_former_addresses_lead_on_and_back(open_pack: Open, renamed: Path) -> None:
    library = open_pack(renamed)

    def page(address: str):  # type: ignore[no-untyped-def]
        return library.pages.page_of(library.contents.section(address))

    assert [section.address for section in page("gamma").see] == ["alpha/second", "beta"]
    assert "gamma" in [section.address for section in page("alpha").backlinks]
    assert "gamma" in [section.address for section in page("beta").backlinks]


def test_an_act_is_known_by_its_former_address_to_who_searches_for_what_is_about_it(
    open_pack: Open, renamed: Path
) -> None:
    searcher = open_searcher(open_pack(renamed))
    try:
        about = {hit.section.address for hit in searcher.search("act:Beta").hits}
    finally:
        searcher.close()
    assert "gamma" in about


def test_a_renamed_folder_is_found_with_all_that_is_in_it(open_pack: Open, write_pack: Write) -> None:
    folder = write_pack(
        {
            "laws/index.md": "---\nformerly: [acts, statutes/old]\n---\n# Laws\n\nAll of them.\n",
            "laws/customs.md": "# Customs\n\nText.\n\n## Fees\n\nNone.\n",
        }
    )
    contents = open_pack(folder).contents
    assert contents.section("acts").address == "laws"
    assert contents.section("acts/customs/fees").address == "laws/customs/fees"
    assert contents.section("statutes/old/customs").address == "laws/customs"
    assert contents.section("acts/ships").address == "laws"


# The front matter of a.md and of b.md, before and after.
CHANGES = {
    "named": (("", ""), ("formerly: [old]", "")),
    "given up": (("formerly: [old]", ""), ("", "")),
    "moved": (("formerly: [old]", ""), ("", "formerly: [old]")),
    "twice, then once": (("formerly: [old]", "formerly: [old]"), ("", "formerly: [old]")),
    "text only": (("formerly: [old]", ""), ("formerly: [old]\nlanguage: en", "")),
}


def write(folder: Path, front: tuple[str, str], section: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, fields in zip(("a", "b"), front, strict=True):
        text = f"---\n{fields}\n---\n# {name.upper()}\n\nText.\n\n## {section}\n\nMore.\n"
        (folder / f"{name}.md").write_text(text, "utf-8")
    for number in range(20):
        (folder / f"c{number}.md").write_text("# C\n\nSee [it](kzref:old/goal).\n", "utf-8")
    return folder


def stored(library: Path) -> dict[str, list[tuple[object, ...]]]:
    database = sqlite3.connect(library / DATABASE_FILE)
    try:
        tables = ("former_addresses", "redirects")
        return {table: sorted(database.execute(f"SELECT * FROM {table}")) for table in tables}
    finally:
        database.close()


@pytest.mark.parametrize("change", CHANGES)
def test_an_incremental_build_leaves_the_former_addresses_that_a_full_one_does(change: str, tmp_path: Path) -> None:
    before, after = CHANGES[change]
    folder = write(tmp_path / "pack", before, "Goal")
    build_and_install(tmp_path / "home", folder, None)
    write(folder, after, "Aim")
    incremental = build_and_install(tmp_path / "home", folder, None)
    full = build_and_install(tmp_path / "another home", folder, None)
    assert (incremental / "segment-1").is_dir(), "not everything was compiled"
    assert stored(incremental) == stored(full)


def test_a_file_that_was_renamed_is_found_by_its_former_name_after_the_next_build(tmp_path: Path) -> None:
    folder = write(tmp_path / "pack", ("", ""), "Goal")
    build_and_install(tmp_path / "home", folder, None)
    text = (folder / "a.md").read_text("utf-8")
    (folder / "a.md").unlink()
    (folder / "anew.md").write_text(text.replace("---\n", "---\nformerly: a\n", 1), "utf-8")
    library = Library(build_and_install(tmp_path / "home", folder, None))
    try:
        assert library.contents.section("a/goal").address == "anew/goal"
    finally:
        library.close()
