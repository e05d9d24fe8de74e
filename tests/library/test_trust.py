"""Only what this program wrote for this user is opened: damage is mended with one warning, a trap never sprung."""

import contextlib
import json
import os
import pickle
import re
import shutil
import sqlite3
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from whoosh.fields import ID, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

import kzref as kzref_package
from kzref.errors import LibraryDamaged
from kzref.library.cache import LibraryCache
from kzref.library.manifest import (
    CURRENT_FILE,
    DATABASE_FILE,
    FORMAT,
    MANIFEST_FILE,
    file_crc,
    hash_files,
    read_manifest,
    write_manifest,
)
from kzref.library.store.library import Library
from kzref.library.store.search_source import open_searcher
from kzref.library.store.segments import INDEX_FOLDER, TEXTS_FILE, segment_folder
from kzref.messages.catalogue import english
from kzref.paths import Paths
from kzref.search.index.fields import FIELDS

if TYPE_CHECKING:
    from conftest import Kzref

Open = Callable[[Path], Library]
Closing = Callable[[Library], Library]

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="Rights and links are kept otherwise there")


def flip_a_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def remove(path: Path) -> None:
    path.unlink()


def replace_by_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def replace_by_another_database(path: Path) -> None:
    path.unlink()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE about (name, value)")
    other.commit()
    other.close()


DAMAGES = [flip_a_bit, truncate, empty, remove, replace_by_a_folder]


def closed(library: Library) -> Path:
    library.close()
    return library.folder


def index_of(folder: Path) -> Path:
    """Where a library has its index."""
    return segment_folder(folder, 0) / INDEX_FOLDER


DATABASES = [Path(DATABASE_FILE), segment_folder(Path(), 0) / TEXTS_FILE]


@pytest.mark.parametrize("database", DATABASES, ids=["sections", "texts"])
@pytest.mark.parametrize("damage", [*DAMAGES, replace_by_another_database])
def test_a_corrupt_database_is_made_again_with_one_warning(
    library_cache: LibraryCache, closing: Closing, tiny_pack: Path, damage: Callable[[Path], None], database: Path
) -> None:
    folder = closed(library_cache.open(tiny_pack).library)
    damage(folder / database)
    opened = library_cache.open(tiny_pack)
    library = closing(opened.library)
    assert library.contents.section("alpha/second").title == "Second part"
    (notice,) = map(english, opened.notices)
    assert len(notice.splitlines()) == 1
    again = library_cache.open(tiny_pack)
    assert closing(again.library).folder == library.folder
    assert again.notices == ()


@pytest.mark.parametrize("database", DATABASES, ids=["sections", "texts"])
def test_every_bit_of_the_databases_counts(library_cache: LibraryCache, tiny_pack: Path, database: Path) -> None:
    folder = closed(library_cache.open(tiny_pack).library)
    whole = (folder / database).read_bytes()
    for at in range(0, len(whole), len(whole) // 40):
        data = bytearray(whole)
        data[at] ^= 0x80
        (folder / database).write_bytes(data)
        assert library_cache.open_existing(tiny_pack) is None
    (folder / database).write_bytes(whole)
    ready = library_cache.open_existing(tiny_pack)
    assert ready is not None
    ready.close()


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_corrupt_index_is_made_again_for_a_search_with_one_warning(
    library_cache: LibraryCache, closing: Closing, tiny_pack: Path, damage: Callable[[Path], None]
) -> None:
    folder = closed(library_cache.open(tiny_pack).library)
    damage(max(index_of(folder).iterdir(), key=lambda path: path.stat().st_size))
    opened = library_cache.open(tiny_pack, for_search=True)
    searcher = open_searcher(closing(opened.library))
    try:
        assert [hit.section.address for hit in searcher.search("okapis").hits] == ["alpha/detail"]
    finally:
        searcher.close()
    assert len(opened.notices) == 1


def test_a_corrupt_index_does_not_keep_the_text_from_being_read(
    library_cache: LibraryCache, closing: Closing, tiny_pack: Path
) -> None:
    folder = closed(library_cache.open(tiny_pack).library)
    for path in index_of(folder).iterdir():
        empty(path)
    opened = library_cache.open(tiny_pack)
    library = closing(opened.library)
    assert library.folder == folder
    assert "zebras" in library.pages.section_texts(library.contents.section("alpha/first"))[0].text
    with pytest.raises(LibraryDamaged):
        open_searcher(library)


DESCRIBED = '"program_version": "", "source": "", "listing": "", "content": "", "checksums": {}'
MANIFESTS = {
    "empty": "",
    "no JSON": "{",
    "a list": "[]",
    "a number": "1",
    "no fields": "{}",
    "a format that is none": f'{{{DESCRIBED}, "format": "x", "files": {{}}}}',
    "no files": None,
    "files that are a list": f'{{{DESCRIBED}, "format": {FORMAT}, "files": []}}',
    "sums that are none": f'{{{DESCRIBED}, "format": {FORMAT}, "files": {{}}, "checksums": 1}}',
    "a listing that is no text": f'{{{DESCRIBED}, "format": {FORMAT}, "files": {{}}, "listing": 1}}',
    "nested too deeply": "[" * 100_000,
}


@pytest.mark.parametrize("text", MANIFESTS.values(), ids=MANIFESTS.keys())
def test_a_corrupt_manifest_is_made_again_with_one_warning(
    library_cache: LibraryCache, closing: Closing, tiny_pack: Path, text: str | None
) -> None:
    folder = closed(library_cache.open(tiny_pack).library)
    manifest = folder / MANIFEST_FILE
    if text is None:
        data = json.loads(manifest.read_text("utf-8"))
        text = json.dumps(data | {"files": {}})
    manifest.write_text(text, "utf-8")
    assert library_cache.open_existing(tiny_pack) is None
    opened = library_cache.open(tiny_pack)
    assert closing(opened.library).folder != folder
    assert len(opened.notices) == 1


def test_a_library_of_another_version_is_made_again_without_a_word(
    library_cache: LibraryCache, closing: Closing, tiny_pack: Path
) -> None:
    folder = closed(library_cache.open(tiny_pack).library)
    manifest = folder / MANIFEST_FILE
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | {"format": FORMAT + 1}), "utf-8")
    opened = library_cache.open(tiny_pack)
    assert closing(opened.library).folder != folder
    assert opened.notices == ()


class Trap:
    """A pickle that makes a file when it is loaded."""

    def __init__(self, sprung: Path) -> None:
        self.sprung = sprung

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return os.mkdir, (str(self.sprung),)


def plant(index: Path, sprung: Path) -> None:
    """Puts a table of contents as Whoosh writes it into an index, with a trap where the pickled schema stands."""
    trap = pickle.dumps(Trap(sprung), 2)
    TOC(Schema(**{name: ID() for name in FIELDS}), [], 1).write(FileStorage(str(index)), "MAIN")
    (toc,) = index.glob("_MAIN_*.toc")
    data = toc.read_bytes()
    at = data.index(b"\x80")
    toc.write_bytes(data[:at] + trap + data[at + len(trap) :])


def plant_in_the_terms(index: Path, sprung: Path) -> None:
    """Puts a trap where Whoosh's file of terms has a pickle: at its end, before its length."""
    trap = pickle.dumps(Trap(sprung), 2)
    (terms,) = index.glob("*.trm")
    data = terms.read_bytes()
    at = len(data) - 4 - struct.unpack("!i", data[-4:])[0]
    terms.write_bytes(data[:at] + trap + data[at + len(trap) :])


OPEN_WITH_WHOOSH = """
import sys
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.filetables import HashReader
storage = FileStorage(sys.argv[1], readonly=True)
storage.open_index(indexname="MAIN") if sys.argv[2] == "toc" else HashReader.open(storage, "MAIN_1.trm")
"""


def test_the_trap_of_these_tests_springs_when_whoosh_opens_it(
    open_pack: Open, kzref: "Kzref", tiny_pack: Path, tmp_path: Path
) -> None:
    index = shutil.copytree(index_of(open_pack(tiny_pack).folder), tmp_path / "index")
    for planted, where in ((plant, "toc"), (plant_in_the_terms, "terms")):
        planted(index, tmp_path / where)
        kzref.python(OPEN_WITH_WHOOSH, index, where)
        assert (tmp_path / where).is_dir()


def test_an_index_that_its_manifest_vouches_for_runs_no_code(
    library_cache: LibraryCache, closing: Closing, tiny_pack: Path, tmp_path: Path
) -> None:
    folder = closed(library_cache.open(tiny_pack).library)
    plant(index_of(folder), tmp_path / "sprung")
    plant_in_the_terms(index_of(folder), tmp_path / "sprung")
    vouch_for(folder)
    library = closing(library_cache.open(tiny_pack).library)
    assert library.folder == folder
    with contextlib.suppress(KeyError, struct.error):  # What cannot be read is no pickle either.
        open_searcher(library).search("okapis")
    assert not (tmp_path / "sprung").exists()


NO_PICKLES = """
import pickle, sys

class Refused:
    def __init__(self, *_, **__):
        raise SystemExit("something was unpickled")

pickle.load = pickle.loads = pickle.Unpickler = Refused
from kzref.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_nothing_of_a_library_is_unpickled(kzref: "Kzref", tiny_pack: Path) -> None:
    for words, expected in ((["search", "okapis"], "Detail"), (["show", "alpha"], "zebras"), (["list"], "gamma")):
        run = kzref.python(NO_PICKLES, "--library", tiny_pack, *words)
        assert (run.returncode, expected in run.stdout, run.stderr) == (0, True, "")


def test_only_a_build_reads_back_what_it_has_marshalled() -> None:
    """What turns bytes into objects of any kind is used in one place: the runs that a build writes for itself."""
    package = Path(kzref_package.__file__).parent
    wanted = re.compile(r"^\s*(?:import|from) (?:pickle|marshal|shelve)\b", re.M)
    found = {path.name for path in package.rglob("*.py") if wanted.search(path.read_text("utf-8"))}
    assert found == {"postings_builder.py"}


def test_a_doctored_index_is_never_opened(
    library_cache: LibraryCache, closing: Closing, tiny_pack: Path, tmp_path: Path
) -> None:
    folder = closed(library_cache.open(tiny_pack).library)
    plant(index_of(folder), tmp_path / "sprung")
    library = closing(library_cache.open(tiny_pack).library)
    with pytest.raises(LibraryDamaged):
        open_searcher(library)
    opened = library_cache.open(tiny_pack, for_search=True)
    open_searcher(closing(opened.library)).close()
    assert len(opened.notices) == 1
    assert not (tmp_path / "sprung").exists()


def consistent_copy(folder: Path, target: Path, sprung: Path) -> Path:
    """A library elsewhere with a trap in its index and a manifest that vouches for it."""
    shutil.copytree(folder, target)
    plant(index_of(target), sprung)
    vouch_for(target)
    return target


def vouch_for(folder: Path) -> None:
    """Writes the manifest of a library for its files as they are."""
    files = hash_files(folder)
    sums = {name: file_crc(folder / name) for name in files}
    write_manifest(folder, read_manifest(folder)._replace(files=files, checksums=sums))


@pytest.mark.parametrize("name", ["{outside}", "../library-elsewhere", "library-../../library-elsewhere", "..", "."])
def test_a_current_that_points_outside_the_cache_is_not_followed(
    library_cache: LibraryCache, closing: Closing, tiny_pack: Path, tmp_path: Path, name: str
) -> None:
    folder = closed(library_cache.open(tiny_pack).library)
    outside = consistent_copy(folder, folder.parent.parent / "library-elsewhere", tmp_path / "sprung")
    (folder.parent / CURRENT_FILE).write_text(name.format(outside=outside), "utf-8")
    opened = library_cache.open(tiny_pack, for_search=True)
    library = closing(opened.library)
    open_searcher(library).close()
    assert library.folder.parent == folder.parent
    assert library.folder != outside
    assert len(opened.notices) == 1
    assert not (tmp_path / "sprung").exists()


@on_posix
def test_a_library_that_is_a_link_out_of_the_cache_is_not_opened(
    library_cache: LibraryCache, closing: Closing, tiny_pack: Path, tmp_path: Path
) -> None:
    folder = closed(library_cache.open(tiny_pack).library)
    elsewhere = consistent_copy(folder, tmp_path / "unpacked", tmp_path / "sprung")
    (folder.parent / "library-linked").symlink_to(elsewhere, target_is_directory=True)
    (folder.parent / CURRENT_FILE).write_text("library-linked", "ascii")
    library = closing(library_cache.open(tiny_pack, for_search=True).library)
    assert library.folder.resolve().parent == folder.parent.resolve()
    open_searcher(library).close()
    assert not (tmp_path / "sprung").exists()


@on_posix
@pytest.mark.parametrize("rights", [0o777, 0o770, 0o707, 0o722])
def test_a_library_that_others_can_write_is_not_opened(
    library_cache: LibraryCache, closing: Closing, tiny_pack: Path, rights: int
) -> None:
    folder = closed(library_cache.open(tiny_pack).library)
    folder.chmod(rights)
    opened = library_cache.open(tiny_pack)
    library = closing(opened.library)
    assert library.folder != folder
    assert len(opened.notices) == 1
    assert library.folder.stat().st_mode & 0o022 == 0


@on_posix
def test_a_cache_folder_that_others_can_write_is_not_trusted(
    library_cache: LibraryCache, closing: Closing, tiny_pack: Path
) -> None:
    folder = closed(library_cache.open(tiny_pack).library)
    folder.parent.chmod(0o777)
    opened = library_cache.open(tiny_pack)
    library = closing(opened.library)
    # Others could have put another library in its place: it is refused, and what is made again is out of their reach.
    assert library.folder != folder
    assert len(opened.notices) == 1
    assert library.folder.parent.stat().st_mode & 0o022 == 0


@on_posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="Only root gives files away")
def test_a_library_of_another_user_is_not_opened(
    library_cache: LibraryCache, closing: Closing, tiny_pack: Path
) -> None:
    folder = closed(library_cache.open(tiny_pack).library)
    os.chown(folder, 65534, 65534)
    opened = library_cache.open(tiny_pack)
    assert closing(opened.library).folder != folder
    assert len(opened.notices) == 1


@pytest.mark.parametrize("data", [b"", b"library-gone", b"\xff\xfe", b"library-\0", b"x" * 5000])
def test_a_current_that_names_no_library_is_mended(
    library_cache: LibraryCache, closing: Closing, tiny_pack: Path, data: bytes
) -> None:
    folder = closed(library_cache.open(tiny_pack).library)
    (folder.parent / CURRENT_FILE).write_bytes(data)
    library = closing(library_cache.open(tiny_pack).library)
    assert library.contents.section("alpha").title == "Alpha"
    assert (library.folder.parent / CURRENT_FILE).read_text("ascii") == library.folder.name


def test_the_library_of_a_bundle_is_opened_without_compiling(
    library_cache: LibraryCache, own_paths: Paths, closing: Closing, tiny_pack: Path, tmp_path: Path
) -> None:
    from kzref.library.builder.install import build_for_bundle

    shipped = tmp_path / "bundle" / "libraries"
    build_for_bundle(tiny_pack, shipped / "content")
    bundled = LibraryCache(
        Paths(tiny_pack.resolve(), own_paths.resources, shipped, own_paths.cache, own_paths.user_data)
    )
    opened = bundled.open(tiny_pack)
    assert closing(opened.library).folder == shipped / "content"
    assert opened.notices == ()
    assert not own_paths.cache.exists()
    assert sorted(path.name for path in shipped.iterdir()) == ["content"]
    assert read_manifest(shipped / "content").files == hash_files(shipped / "content")


def test_a_corrupt_library_of_a_bundle_is_made_again_in_the_cache(
    own_paths: Paths, closing: Closing, tiny_pack: Path, tmp_path: Path
) -> None:
    from kzref.library.builder.install import build_for_bundle

    shipped = tmp_path / "bundle" / "libraries"
    build_for_bundle(tiny_pack, shipped / "content")
    flip_a_bit(shipped / "content" / DATABASE_FILE)
    bundled = LibraryCache(
        Paths(tiny_pack.resolve(), own_paths.resources, shipped, own_paths.cache, own_paths.user_data)
    )
    opened = bundled.open(tiny_pack)
    library = closing(opened.library)
    assert library.folder.is_relative_to(own_paths.cache)
    assert library.contents.section("alpha").title == "Alpha"
    assert len(opened.notices) == 1
    again = bundled.open(tiny_pack, for_search=True)
    assert closing(again.library).folder == library.folder, "it is made once, and not at every start"
    assert again.notices == ()
    assert bundled.find_damage(tiny_pack) is None
