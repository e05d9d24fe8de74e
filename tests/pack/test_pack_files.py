"""What lies in a folder beside Markdown is opened with care, and what is left out is named."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kzref.errors import PackError
from kzref.library.cache import LibraryCache
from kzref.messages.catalogue import english
from kzref.messages.message import message
from kzref.pack.check import check_folder
from kzref.pack.document_reader import DocumentReader
from kzref.pack.files.reading import LARGEST_DATA, LARGEST_TOML
from kzref.pack.integrity import NAME, find_differences, publish
from kzref.pack.pack import read_pack
from kzref.pack.problems import Problem, problem_notices

Files = dict[str, str | bytes]
Write = Callable[[Mapping[str, str | bytes]], Path]

on_posix = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="There are no pipes among files here")
as_a_user = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="This user may read everything, or rights are others here"
)
DATA = ["pack.toml", "works.json", "terms.csv", "figures/yearly.csv", "figures/yearly.toml", "entries/beta.md"]
UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def titles(folder: Path) -> list[str]:
    return [s.title for d in DocumentReader(read_pack(folder)).read_all() for s in d.sections]


def texts(folder: Path, path: str) -> list[str]:
    return [problem.text for problem in check_folder(folder).problems if problem.path == path]


@on_posix
@pytest.mark.parametrize("path", DATA)
def test_a_pipe_in_place_of_a_file_is_named_and_not_waited_for(tiny_files: Files, write_pack: Write, path: str) -> None:
    folder = write_pack(tiny_files)
    (folder / path).unlink()
    os.mkfifo(folder / path)
    assert any("not a regular file" in message for message in texts(folder, path))
    assert "Alpha" in titles(folder)


@pytest.mark.parametrize("path", DATA)
def test_a_link_in_place_of_a_file_is_named_and_not_followed(
    tiny_files: Files, write_pack: Write, tmp_path: Path, path: str
) -> None:
    folder = write_pack(tiny_files)
    (folder / path).rename(tmp_path / "elsewhere")
    try:
        (folder / path).symlink_to(tmp_path / "elsewhere")
    except OSError:
        pytest.skip("links cannot be made here")
    assert any("symbolic link" in message for message in texts(folder, path))
    assert "Alpha" in titles(folder)


def test_a_folder_of_data_that_is_a_link_is_not_followed(tiny_files: Files, write_pack: Write, tmp_path: Path) -> None:
    toml = str(tiny_files["pack.toml"]).replace('works = "works.json"', 'works = "lists/works.json"')
    folder = write_pack(tiny_files | {"pack.toml": toml})
    (tmp_path / "lists").mkdir()
    (folder / "works.json").rename(tmp_path / "lists" / "works.json")
    try:
        (folder / "lists").symlink_to(tmp_path / "lists")
    except OSError:
        pytest.skip("links cannot be made here")
    assert any("no link" in message for message in texts(folder, "pack.toml"))
    assert not read_pack(folder).works


@pytest.mark.parametrize(
    ("path", "largest"), [("works.json", LARGEST_DATA), ("terms.csv", LARGEST_DATA), ("pack.toml", LARGEST_TOML)]
)
def test_data_that_is_too_large_is_named_and_left_out(
    tiny_files: Files, write_pack: Write, path: str, largest: int
) -> None:
    folder = write_pack(tiny_files)
    with (folder / path).open("r+b") as file:
        file.truncate(largest + 1)
    assert any("larger than" in message for message in texts(folder, path))
    assert "Alpha" in titles(folder)


@pytest.mark.parametrize("path", ["pack.toml", "works.json", "terms.csv", "figures/yearly.csv", "figures/yearly.toml"])
def test_a_byte_order_mark_does_no_harm(tiny_files: Files, write_pack: Write, path: str) -> None:
    folder = write_pack(tiny_files | {path: b"\xef\xbb\xbf" + str(tiny_files[path]).encode()})
    assert check_folder(folder).problems == ()


@as_a_user
@pytest.mark.parametrize("path", [*DATA, "pictures/inside.png"])
def test_a_file_without_the_right_to_read_it_is_named(tiny_files: Files, write_pack: Write, path: str) -> None:
    folder = write_pack(tiny_files)
    (folder / path).chmod(0)
    problems = [str(problem) for problem in check_folder(folder).problems]
    assert any(path.rpartition("/")[2] in problem and "Permission denied" in problem for problem in problems), problems


@as_a_user
def test_a_folder_without_the_right_to_look_into_it_is_named(tiny_files: Files, write_pack: Write) -> None:
    folder = write_pack(tiny_files | {"notes/deep/x.md": "# X"})
    (folder / "notes").chmod(0)
    try:
        assert any("the folder cannot be read" in message for message in texts(folder, "notes"))
        assert "Alpha" in titles(folder)
    finally:
        (folder / "notes").chmod(0o700)


@as_a_user
@pytest.mark.parametrize("rights", [0, 0o400, 0o100])
def test_a_pack_without_the_right_to_look_into_it_says_so(
    tiny_pack: Path, library_cache: LibraryCache, rights: int
) -> None:
    tiny_pack.chmod(rights)
    try:
        for act in (read_pack, library_cache.open, find_differences, publish):
            with pytest.raises(PackError, match=f"The folder {tiny_pack} cannot be read: Permission denied"):
                act(tiny_pack)  # type: ignore[operator]
    finally:
        tiny_pack.chmod(0o700)


@pytest.mark.parametrize("name", ["a" * 300, "~nosuchuser/x", "a\0b"])
def test_a_folder_of_an_impossible_name_is_refused_with_words(
    library_cache: LibraryCache, tmp_path: Path, name: str
) -> None:
    folder = Path(name) if name.startswith("~") else tmp_path / name
    for act in (read_pack, library_cache.open, find_differences, publish):
        with pytest.raises(PackError, match="folder"):
            act(folder)  # type: ignore[operator]


@as_a_user
def test_what_can_be_read_again_is_read_again(write_pack: Write, library_cache: LibraryCache) -> None:
    folder = write_pack({"a.md": "# A", "b.md": "# B"})
    (folder / "b.md").chmod(0)
    first = library_cache.open(folder)
    assert [notice for notice in first.notices if "b.md:1: cannot be read: Permission denied" in english(notice)]
    (folder / "b.md").chmod(0o600)
    again = library_cache.open(folder)
    assert [section.title for section in again.library.contents.sections()] == ["A", "B"]
    assert again.notices == ()
    for opened in (first, again):
        opened.library.close()


def test_a_build_tells_of_faults_in_one_short_notice(write_pack: Write, library_cache: LibraryCache) -> None:
    folder = write_pack({f"{n}.md": "# Größe".encode("cp1252") for n in range(50)})
    opened = library_cache.open(folder)
    opened.library.close()
    (notice,) = map(english, opened.notices)
    assert "50 faults" in notice
    assert "0.md:1: is not UTF-8" in notice
    assert f"kzref check {folder}" in notice
    assert len(notice) < 1000


def test_the_notice_of_faults_counts_each_once() -> None:
    problem = Problem("a.md", 1, message("document.no_text"))
    assert problem_notices(Path("x"), []) == ()
    (notice,) = problem_notices(Path("x"), [problem, problem])
    assert "1 fault: a.md:1: the entry has no text." in english(notice)


@pytest.mark.skipif(sys.platform == "win32", reason="paths cannot be so long there")
def test_folders_past_a_sensible_depth_are_named_and_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\nText\n")
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    try:
        (problem,) = check_folder(tmp_path).problems
        assert "folders deep" in problem.text
        assert titles(tmp_path) == ["A"]
        assert set(find_differences(tmp_path).missing) == {NAME}
    finally:
        subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)


@pytest.mark.skipif(sys.platform == "win32", reason="names cannot have line breaks there")
def test_no_name_of_a_file_or_folder_parts_a_row_or_turns_its_direction(write_pack: Write) -> None:
    folder = write_pack(
        {"two\nlines\x1b[31m\u202e/a\nb.md": "no text for a title", "c\u2028d\u202e.md": "[x](nowhere.md)"}
    )
    for title in titles(folder):
        assert title.splitlines() == [title]
        assert not UNFIT.search(title)
    for problem in check_folder(folder).problems:
        assert len(str(problem).splitlines()) == 1
        assert not UNFIT.search(str(problem))


def test_a_manifest_with_control_characters_prints_none(tiny_pack: Path) -> None:
    (tiny_pack / NAME).write_text(f"{'0' * 64}  a\x1b[31m\u202eb.md\n", "utf-8")
    assert not any(UNFIT.search(english(line)) for line in find_differences(tiny_pack).lines)


@on_posix
def test_a_manifest_that_is_a_pipe_is_not_waited_for(tiny_pack: Path) -> None:
    os.mkfifo(tiny_pack / NAME)
    os.mkfifo(tiny_pack / "extra.md")
    assert find_differences(tiny_pack).altered == (NAME,)
