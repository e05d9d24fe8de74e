"""The library cache: a library is built when it is needed, built again when its folder changes, and installed in one step."""

import gc
import itertools
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kzref.errors import Cancelled, KzrefError, PackError
from kzref.library.cache import LibraryCache
from kzref.library.manifest import CURRENT_FILE, MANIFEST_FILE, hash_files, read_manifest
from kzref.library.store.library import Library
from kzref.library.store.search_source import open_searcher
from kzref.messages.catalogue import english
from kzref.paths import Paths

Open = Callable[[Path], Library]
Closing = Callable[[Library], Library]

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")


def home_of(library: Library) -> Path:
    return library.folder.parent


def test_the_first_opening_compiles_and_the_second_does_not(open_pack: Open, tiny_pack: Path) -> None:
    first, second = open_pack(tiny_pack), open_pack(tiny_pack)
    assert first.folder == second.folder


def test_opening_an_unchanged_folder_tells_nothing(
    library_cache: LibraryCache, closing: Closing, tiny_pack: Path
) -> None:
    for _ in range(2):
        opened = library_cache.open(tiny_pack)
        closing(opened.library)
        assert opened.notices == ()


def test_before_anything_is_compiled_nothing_is_ready(library_cache: LibraryCache, tiny_pack: Path) -> None:
    assert library_cache.open_existing(tiny_pack) is None


def test_what_was_compiled_is_ready(
    library_cache: LibraryCache, closing: Closing, open_pack: Open, tiny_pack: Path
) -> None:
    made = open_pack(tiny_pack)
    ready = library_cache.open_existing(tiny_pack)
    assert ready is not None
    assert closing(ready).folder == made.folder
    assert not library_cache.is_stale(tiny_pack)


def test_what_another_version_has_compiled_is_not_ready(
    library_cache: LibraryCache, open_pack: Open, tiny_pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_pack(tiny_pack)
    monkeypatch.setattr("kzref.library.staleness.__version__", "99.0")
    assert library_cache.open_existing(tiny_pack) is None
    assert library_cache.is_stale(tiny_pack)


def changed_bytes(pack: Path) -> None:
    # The same size and the same time: only the bytes differ by one letter.
    path = pack / "entries" / "beta.md"
    state = path.stat()
    path.write_bytes(path.read_bytes().replace(b"quarrel", b"quarreI"))
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + 1_000_000))


def added(pack: Path) -> None:
    (pack / "entries" / "delta.md").write_text("---\nid: delta\ntitle: Delta\nkind: note\n---\nNew.\n", "utf-8")


def renamed(pack: Path) -> None:
    (pack / "entries" / "beta.md").rename(pack / "entries" / "omega.md")


def other_figures(pack: Path) -> None:
    (pack / "figures" / "yearly.csv").write_text("year,value\n2001,1\n2002,2\n2003,3\n", "utf-8")


def other_picture(pack: Path) -> None:
    path = pack / "pictures" / "inside.png"
    path.write_bytes(path.read_bytes() + b"more")


def other_description(pack: Path) -> None:
    path = pack / "pack.toml"
    path.write_text(path.read_text("utf-8").replace("Tiny Pack", "Little Pack"), "utf-8")


def removed(pack: Path) -> None:
    (pack / "entries" / "gamma.md").unlink()


@pytest.mark.parametrize(
    "change", [changed_bytes, added, renamed, removed, other_figures, other_picture, other_description]
)
def test_a_changed_folder_is_compiled_anew(
    library_cache: LibraryCache, open_pack: Open, closing: Closing, tiny_pack: Path, change: Callable[[Path], None]
) -> None:
    before = open_pack(tiny_pack).folder
    assert not library_cache.is_stale(tiny_pack)
    change(tiny_pack)
    assert library_cache.is_stale(tiny_pack)
    # What was compiled before may be read until the new one is there.
    ready = library_cache.open_existing(tiny_pack)
    assert ready is not None
    assert closing(ready).folder == before
    opened = library_cache.open(tiny_pack)
    assert closing(opened.library).folder != before
    assert opened.notices == ()


def test_the_library_made_anew_says_what_the_folder_says_now(open_pack: Open, tiny_pack: Path) -> None:
    assert open_pack(tiny_pack).contents.section("gamma").title == "Gamma"
    removed(tiny_pack)
    added(tiny_pack)
    library = open_pack(tiny_pack)
    assert library.contents.section("delta").title == "Delta"
    with pytest.raises(KzrefError):
        library.contents.section("gamma")


def test_a_touched_file_compiles_nothing(open_pack: Open, tiny_pack: Path) -> None:
    before = open_pack(tiny_pack).folder
    for path in tiny_pack.rglob("*.*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert open_pack(tiny_pack).folder == before


def test_a_file_that_is_no_part_of_a_pack_compiles_nothing(open_pack: Open, tiny_pack: Path) -> None:
    before = open_pack(tiny_pack).folder
    (tiny_pack / "letter.docx").write_bytes(b"not ours")
    (tiny_pack / ".git").mkdir()
    (tiny_pack / ".git" / "notes.md").write_text("hidden", "utf-8")
    assert open_pack(tiny_pack).folder == before


def test_after_a_touch_the_files_need_not_be_read_again(open_pack: Open, tiny_pack: Path) -> None:
    folder = open_pack(tiny_pack).folder
    told_before = read_manifest(folder).listing
    os.utime(tiny_pack / "pack.toml", (1_000_000_000, 1_000_000_000))
    open_pack(tiny_pack)
    after = read_manifest(folder)
    assert after.listing != told_before
    # The new listing is the one of the folder as it is: opening once more changes nothing.
    written = (folder / MANIFEST_FILE).stat().st_mtime_ns
    open_pack(tiny_pack)
    assert (folder / MANIFEST_FILE).stat().st_mtime_ns == written


def test_another_version_of_the_program_compiles_anew(
    library_cache: LibraryCache, open_pack: Open, tiny_pack: Path, closing: Closing
) -> None:
    library = open_pack(tiny_pack)
    manifest = library.folder / MANIFEST_FILE
    program = read_manifest(library.folder).program_version
    manifest.write_text(manifest.read_text("utf-8").replace(program, program + "-older"), "utf-8")
    opened = library_cache.open(tiny_pack)
    assert closing(opened.library).folder != library.folder
    assert opened.notices == ()


def test_the_manifest_names_every_file_with_its_hash(open_pack: Open, tiny_pack: Path) -> None:
    folder = open_pack(tiny_pack).folder
    manifest = read_manifest(folder)
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {
        MANIFEST_FILE,
        "verified.json",
    }
    assert set(manifest.files) == there
    assert manifest.files == hash_files(folder)
    assert manifest.source == str(tiny_pack.resolve())


def test_two_folders_have_libraries_of_their_own(open_pack: Open, tiny_pack: Path, tmp_path: Path) -> None:
    other = shutil.copytree(tiny_pack, tmp_path / "other")
    other_description(other)
    assert open_pack(tiny_pack).about.title == "Tiny Pack"
    assert open_pack(other).about.title == "Little Pack"
    assert home_of(open_pack(tiny_pack)) != home_of(open_pack(other))


def test_one_folder_by_two_names_has_one_library(open_pack: Open, tiny_pack: Path, tmp_path: Path) -> None:
    try:
        (tmp_path / "link").symlink_to(tiny_pack, target_is_directory=True)
    except OSError:
        pytest.skip("Links cannot be made here")
    assert open_pack(tiny_pack).folder == open_pack(tmp_path / "link").folder
    assert open_pack(tiny_pack).folder == open_pack(tiny_pack / ".." / tiny_pack.name).folder


@pytest.mark.parametrize("name", ["missing", "file"])
def test_what_is_not_a_folder_is_refused_in_a_sentence(library_cache: LibraryCache, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(PackError, match=name):
        library_cache.open(tmp_path / name)
    assert library_cache.open_existing(tmp_path) is None


def test_a_pack_toml_beyond_use_is_told_and_the_folder_opens(
    library_cache: LibraryCache, closing: Closing, tiny_pack: Path
) -> None:
    (tiny_pack / "pack.toml").write_text('title = "x"\nid = [', "utf-8")
    opened = library_cache.open(tiny_pack)
    titles = {section.title for section in closing(opened.library).contents.sections()}
    assert {"Alpha", "Beta", "Gamma", "Yearly figures"} <= titles
    (notice,) = map(english, opened.notices)
    assert "pack.toml:2: cannot be read as TOML" in notice


def test_a_file_without_end_is_not_read_to_tell_whether_the_folder_has_changed(
    library_cache: LibraryCache, closing: Closing, tiny_pack: Path
) -> None:
    for name in ("pictures/film.png", "figures/huge.csv", "figures/huge.md"):
        with (tiny_pack / name).open("wb") as file:
            file.truncate(1 << 38)
    opened = library_cache.open(tiny_pack)
    closing(opened.library)
    assert any("figures/huge.md:1: is larger than 32 MB" in english(notice) for notice in opened.notices)
    os.utime(tiny_pack / "entries" / "beta.md", (1, 1))
    assert not library_cache.is_stale(tiny_pack)


def test_a_build_tells_how_far_it_is(library_cache: LibraryCache, closing: Closing, tiny_pack: Path) -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, of: int) -> bool:
        told.append((done, of))
        return True

    closing(library_cache.open(tiny_pack, progress).library)
    files = len(list(tiny_pack.rglob("*.md")))
    assert {of for _, of in told} == {files}
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (files, files)


@pytest.mark.parametrize("at", [0, 1, 3])
def test_a_stopped_build_leaves_nothing(
    library_cache: LibraryCache, own_paths: Paths, tiny_pack: Path, at: int
) -> None:
    def progress(done: int, of: int) -> bool:
        return done < at

    with pytest.raises(Cancelled):
        library_cache.open(tiny_pack, progress)
    assert [path for path in own_paths.cache.rglob("*") if path.is_file()] == []
    assert list(own_paths.cache.glob("*/*")) == []


def test_a_stopped_build_leaves_the_library_that_was_there(
    library_cache: LibraryCache, open_pack: Open, tiny_pack: Path
) -> None:
    before = open_pack(tiny_pack)
    there = sorted(path.name for path in home_of(before).iterdir())
    with pytest.raises(Cancelled):
        library_cache.build(tiny_pack, lambda _done, _of: False)
    assert sorted(path.name for path in home_of(before).iterdir()) == there
    assert open_pack(tiny_pack).folder == before.folder


def test_old_libraries_do_not_pile_up(library_cache: LibraryCache, closing: Closing, tiny_pack: Path) -> None:
    for _ in range(5):
        library, notices = library_cache.build(tiny_pack)
        closing(library)
        assert notices == ()
    names = sorted(path.name for path in home_of(library).iterdir())
    assert CURRENT_FILE in names
    # The newest, and the one before it for whoever still reads it.
    assert len([name for name in names if name.startswith("library-")]) == 2
    assert len(names) == 3


def test_a_library_that_is_read_is_not_disturbed_by_the_next_build(open_pack: Open, tiny_pack: Path) -> None:
    reading = open_pack(tiny_pack)
    searcher = open_searcher(reading)
    other_description(tiny_pack)
    removed(tiny_pack)
    newer = open_pack(tiny_pack)
    try:
        assert newer.about.title == "Little Pack"
        assert reading.contents.section("gamma").title == "Gamma"
        assert [hit.section.address for hit in searcher.search("okapis").hits] == ["alpha/detail"]
    finally:
        searcher.close()


def test_what_a_killed_build_left_is_swept_by_the_next(
    library_cache: LibraryCache, open_pack: Open, tiny_pack: Path
) -> None:
    home = home_of(open_pack(tiny_pack))
    # A process that has ended: its number is nobody's any more.
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = home / f".building-{ended.pid}-abcdefgh"
    (left / "segment-0" / "index").mkdir(parents=True)
    (left / "library.sqlite").write_bytes(b"half")
    (home / f"{CURRENT_FILE}.{ended.pid}").write_text("library-none", "ascii")
    for _ in range(2):
        library_cache.build(tiny_pack)[0].close()
    names = [path.name for path in home.iterdir()]
    assert not [name for name in names if name.startswith(".building")] or sys.platform == "win32"
    assert [name for name in names if name.startswith(CURRENT_FILE)] == [CURRENT_FILE]


@on_posix
def test_a_build_that_is_still_at_work_is_left_alone(
    library_cache: LibraryCache, open_pack: Open, tiny_pack: Path
) -> None:
    home = home_of(open_pack(tiny_pack))
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        at_work = home / f".building-{other.pid}-abcdefgh"
        at_work.mkdir()
        library_cache.build(tiny_pack)[0].close()
        assert at_work.is_dir()
        old = time.time() - 3 * 24 * 3600
        os.utime(at_work, (old, old))
        library_cache.build(tiny_pack)[0].close()
        assert not at_work.exists()
    finally:
        other.communicate(b"\n")


def test_an_unwritable_cache_is_said_and_a_temporary_folder_does(
    tmp_path: Path, own_paths: Paths, closing: Closing, tiny_pack: Path
) -> None:
    (tmp_path / "regular").write_text("in the way", "utf-8")
    below = tmp_path / "regular" / "cache"
    library_cache = LibraryCache(Paths(own_paths.content, own_paths.resources, None, below, own_paths.user_data))
    opened = library_cache.open(tiny_pack)
    library = closing(opened.library)
    assert library.contents.section("alpha").title == "Alpha"
    (notice,) = map(english, opened.notices)
    assert str(below) in notice
    assert "temporary" in notice
    assert not library.folder.is_relative_to(tmp_path / "regular")
    assert (tmp_path / "regular").read_text("utf-8") == "in the way"


def test_a_library_of_the_cache_is_private_to_its_user(open_pack: Open, tiny_pack: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Rights are kept otherwise there")
    folder = open_pack(tiny_pack).folder
    assert folder.stat().st_mode & 0o077 == 0
    assert folder.parent.stat().st_mode & 0o022 == 0


def test_a_build_that_is_cancelled_at_any_step_closes_its_files(library_cache: LibraryCache, tiny_pack: Path) -> None:
    steps: list[int] = []
    library_cache.build(tiny_pack, lambda done, _total: not steps.append(done)).library.close()
    assert len(steps) > 3
    for last in range(len(steps)):
        (tiny_pack / "changed.md").write_text(f"# Changed {last}\n", "utf-8")
        calls = itertools.count()
        with pytest.raises(Cancelled):
            library_cache.build(tiny_pack, lambda _done, _total, calls=calls, last=last: next(calls) < last)  # type: ignore[misc]
    # A file that nobody has closed is warned of when it is collected, and a warning fails the test.
    gc.collect()
