"""Rot on the medium: bytes that change while size, times and inode stay. What shows is mended, and nothing ends in a trace."""

import random
import shutil
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kzref.errors import LibraryDamaged
from kzref.library import manifest as manifest_module
from kzref.library.builder.install import build_and_install
from kzref.library.cache import LibraryCache
from kzref.library.manifest import (
    DATABASE_FILE,
    VERIFIED_FILE,
    altered_files,
    file_hash,
    read_manifest,
    record_verified,
)
from kzref.library.store.library import Library
from kzref.library.store.search_source import open_searcher
from kzref.library.store.segments import TEXTS_FILE, segment_folder
from kzref.messages.catalogue import english
from kzref.search.index.fields import FIELDS

if TYPE_CHECKING:
    from conftest import Kzref

Closing = Callable[[Library], Library]
Damage = Callable[[bytearray, random.Random], bytearray]
QUERIES = ("okapis", "zeb*", "zebrs", '"first part"', "kind:act", "суд", "*pirs", "beta OR gamma", "year:2001")


def flip(data: bytearray, chance: random.Random) -> bytearray:
    for _ in range(8):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return data


def zero(data: bytearray, chance: random.Random) -> bytearray:
    at = chance.randrange(len(data))
    size = min(chance.choice((16, 512, 4096)), len(data) - at)
    return data[:at] + bytes(size) + data[at + size :]


def scramble(data: bytearray, chance: random.Random) -> bytearray:
    at = chance.randrange(len(data))
    size = min(chance.choice((16, 512, 4096)), len(data) - at)
    return data[:at] + chance.randbytes(size) + data[at + size :]


def truncate(data: bytearray, chance: random.Random) -> bytearray:
    return data[: chance.randrange(len(data))]


DAMAGES: dict[str, Damage] = {"flipped": flip, "zeroed": zero, "scrambled": scramble, "truncated": truncate}


def rot(file: Path, damage: Damage, chance: random.Random) -> None:
    """Damages a file; the stamp of its library says of it as it is now that it was verified."""
    whole = file.read_bytes()
    while file.read_bytes() == whole:
        file.write_bytes(damage(bytearray(whole), chance))
    folder = next(above for above in file.parents if above.name.startswith("library-"))
    record_verified(folder, read_manifest(folder))


def everything(library: Library) -> object:
    """All that is shown of a library, in list, page, contents and search."""
    searcher = open_searcher(library)
    try:
        found = []
        for query in QUERIES:
            results = searcher.search(query, prefix_last=True)
            hits = [
                (hit.section, hit.score, hit.snippet.text, hit.snippet.highlights, hit.path) for hit in results.hits
            ]
            found.append((hits, results.total, results.suggestion, results.facets, results.completions))
    finally:
        searcher.close()
    sections = list(library.contents.sections())
    return (
        found,
        sections,
        [library.pages.page_of(section) for section in sections],
        [library.contents.children(section) for section in sections],
        [library.contents.breadcrumbs(section) for section in sections],
        library.contents.kinds(),
        library.contents.languages(),
        library.assets.image("pictures/inside.png"),
        library.assets.series("yearly"),
        library.about,
    )


@pytest.fixture
def segmented(library_cache: LibraryCache, tiny_pack: Path) -> Iterator[Path]:
    """The folder of a library of two segments."""
    library_cache.open(tiny_pack).library.close()
    page = tiny_pack / "entries" / "gamma.md"
    page.write_text(page.read_text("utf-8").replace("returns", "comes back at last"), "utf-8")
    library = library_cache.open(tiny_pack).library
    library.close()
    assert segment_folder(library.folder, 1).is_dir()
    yield library.folder


def files_of(folder: Path) -> list[str]:
    return sorted(read_manifest(folder).files)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_rot_in_any_file_is_found_when_the_library_is_opened_and_mended_from_the_folder(
    library_cache: LibraryCache, closing: Closing, tiny_pack: Path, segmented: Path, damage: Damage, tmp_path: Path
) -> None:
    wanted = everything(closing(library_cache.open(tiny_pack).library))
    saved = shutil.copytree(segmented.parent, tmp_path / "saved")
    for number, name in enumerate(files_of(segmented)):
        shutil.rmtree(segmented.parent)
        shutil.copytree(saved, segmented.parent)
        rot(segmented / name, damage, random.Random(number))
        opened = library_cache.open(tiny_pack, for_search=True)
        assert everything(closing(opened.library)) == wanted, name
        (notice,) = map(english, opened.notices)
        assert str(segmented / name) in notice
        assert len(notice.splitlines()) == 1


@pytest.mark.parametrize("seed", range(40))
def test_rot_that_is_not_looked_for_is_told_when_it_shows_and_is_never_a_crash(
    library_cache: LibraryCache,
    closing: Closing,
    tiny_pack: Path,
    segmented: Path,
    seed: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Of a large library not every byte is looked at when it is opened: here of none.
    monkeypatch.setattr(manifest_module, "_CRC_LIMIT", -1)
    chance = random.Random(seed)
    wanted = everything(closing(library_cache.open(tiny_pack).library))
    name = chance.choice(files_of(segmented))
    rot(segmented / name, chance.choice(list(DAMAGES.values())), chance)
    try:
        everything(closing(library_cache.open(tiny_pack, for_search=True).library))
    except LibraryDamaged as damage:
        assert name.rpartition("/")[2] in str(damage)
        # Whoever opens it now finds it damaged, and what is made again has nothing of it.
        assert everything(closing(library_cache.open(tiny_pack, for_search=True).library)) == wanted


def test_a_library_made_again_takes_nothing_over_from_a_rotten_one(
    library_cache: LibraryCache, closing: Closing, tiny_pack: Path, segmented: Path
) -> None:
    texts = segment_folder(segmented, 0) / TEXTS_FILE
    rot(texts, zero, random.Random(1))
    page = tiny_pack / "entries" / "gamma.md"
    page.write_text(page.read_text("utf-8").replace("at last", "again"), "utf-8")
    made = build_and_install(segmented.parent, tiny_pack.resolve(), None)
    assert not segment_folder(made, 1).exists()
    assert file_hash(segment_folder(made, 0) / TEXTS_FILE) == read_manifest(made).files[f"segment-0/{TEXTS_FILE}"]


def test_what_fails_in_a_whole_library_is_a_bug_and_no_damage(library_cache: LibraryCache, tiny_pack: Path) -> None:
    library = library_cache.open(tiny_pack).library
    library.close()
    with pytest.raises(Exception, match="closed database") as failure:
        library.contents.section("alpha")
    assert not isinstance(failure.value, LibraryDamaged)
    assert failure.value.__notes__ == ["The files of the library are as they were written."]


def test_what_was_noted_of_a_damaged_library_is_forgotten(
    library_cache: LibraryCache, tiny_pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest_module, "_CRC_LIMIT", -1)
    folder = library_cache.open(tiny_pack).library.folder
    rot(folder / DATABASE_FILE, lambda data, _: data[:1000], random.Random(1))
    with pytest.raises(LibraryDamaged):
        Library(folder)
    assert DATABASE_FILE not in (folder / VERIFIED_FILE).read_text("utf-8")


@pytest.mark.parametrize(
    "words", [["list"], ["show", "alpha"], ["search", "okapis"], ["print", "alpha", "-o", "a.pdf"]]
)
def test_every_command_mends_what_has_rotted_with_one_warning(
    kzref: "Kzref", tiny_pack: Path, words: list[str]
) -> None:
    whole = kzref("--library", tiny_pack, *words)
    assert (whole.returncode, whole.stderr) == (0, "")
    (folder,) = (kzref.cache / "kzref" / "libraries").glob("*/library-*")
    name = "segment-0/index/MAIN_1.pst" if words[0] == "search" else f"segment-0/{TEXTS_FILE}"
    rot(folder / name, zero, random.Random(2))
    mended = kzref("--library", tiny_pack, *words)
    assert (mended.returncode, mended.stdout) == (0, whole.stdout)
    (warning,) = mended.stderr.splitlines()
    assert warning.startswith("kzref: ")
    assert "made again" in warning


def test_terms_that_lead_back_to_themselves_are_damage_and_no_endless_search(
    library_cache: LibraryCache, closing: Closing, tiny_pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest_module, "_CRC_LIMIT", -1)
    library = closing(library_cache.open(tiny_pack).library)
    (terms,) = library.folder.glob("segment-0/index/*.trm")
    data = bytearray(terms.read_bytes())
    at = data.index(FIELDS.index("kind").to_bytes(2, "big") + b"concept")
    key, _ = struct.unpack("!ii", data[at - 8 : at])
    # The length of its value leads back to where the term begins.
    struct.pack_into("!i", data, at - 4, -8 - key)
    terms.write_bytes(data)
    record_verified(library.folder, read_manifest(library.folder))
    searcher = open_searcher(library)
    with pytest.raises(LibraryDamaged):
        searcher.search("okapis")  # Every kind is counted in what is found.


def test_what_a_killed_check_left_beside_its_stamp_is_no_part_of_a_library(
    library_cache: LibraryCache, tiny_pack: Path
) -> None:
    library = library_cache.open(tiny_pack).library
    library.close()
    (library.folder / f"{VERIFIED_FILE}.12345").write_text("{}", "utf-8")
    assert altered_files(library.folder) == []
