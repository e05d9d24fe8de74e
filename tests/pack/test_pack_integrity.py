"""The manifest of a published pack: each file that differs from it is named, and nothing else is."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kzref.errors import PackError
from kzref.messages.catalogue import english
from kzref.pack.integrity import NAME, Differences, edition_hash, edition_name, find_differences, publish


@pytest.fixture
def published(tiny_pack: Path) -> Path:
    publish(tiny_pack)
    return tiny_pack


def test_what_was_just_published_differs_in_nothing(published: Path) -> None:
    assert find_differences(published) == Differences()
    assert not find_differences(published)


def test_each_file_of_the_pack_is_named_with_its_hash(published: Path) -> None:
    lines = (published / NAME).read_text("utf-8").splitlines()
    files = [path for path in published.rglob("*") if path.is_file() and path.name != NAME]
    assert lines == sorted(lines, key=lambda line: line.split("  ")[1])
    assert {
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(published).as_posix()}" for path in files
    } == set(lines)


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not installed")
def test_other_programs_can_check_it(published: Path) -> None:
    assert subprocess.run(["sha256sum", "--check", "--strict", "--quiet", NAME], cwd=published).returncode == 0


def test_one_altered_byte_is_named(published: Path) -> None:
    page = published / "entries" / "alpha.md"
    page.write_bytes(page.read_bytes().replace(b"marmalade", b"marmalada"))
    assert find_differences(published) == Differences(altered=("entries/alpha.md",))


def test_the_times_of_files_do_not_matter(published: Path) -> None:
    os.utime(published / "entries" / "alpha.md", (1, 1))
    assert not find_differences(published)


def test_a_missing_and_an_extra_file_are_named(published: Path) -> None:
    (published / "entries" / "gamma.md").unlink()
    (published / "entries" / "delta.md").write_text("# Delta\n", "utf-8")
    assert tuple(map(english, find_differences(published).lines)) == (
        "missing: entries/gamma.md",
        "extra: entries/delta.md",
    )


def test_a_file_that_gives_way_to_a_link_is_altered(published: Path, tmp_path: Path) -> None:
    page = published / "entries" / "alpha.md"
    page.rename(tmp_path / "alpha.md")
    try:
        page.symlink_to(tmp_path / "alpha.md")
    except OSError:
        pytest.skip("links cannot be made here")
    assert find_differences(published).altered == ("entries/alpha.md",)


def test_hidden_files_are_no_part_of_an_edition(published: Path) -> None:
    (published / ".DS_Store").write_bytes(b"of the file manager")
    (published / ".git").mkdir()
    (published / ".git" / "config").write_text("", "utf-8")
    assert not find_differences(published)


@pytest.mark.parametrize("text", [b"", b"nonsense\n", b"\xff\xfe\n", b"abc  entries/alpha.md\n"])
def test_a_manifest_that_is_none_is_named_itself(published: Path, text: bytes) -> None:
    (published / NAME).write_bytes(text)
    assert find_differences(published) == Differences(altered=(NAME,))


def test_a_manifest_that_is_gone_is_named_itself(published: Path) -> None:
    (published / NAME).unlink()
    assert find_differences(published) == Differences(missing=(NAME,))


def test_the_hash_of_an_edition_is_that_of_its_manifest_until_a_file_changes(published: Path) -> None:
    sha = hashlib.sha256((published / NAME).read_bytes()).hexdigest()
    assert edition_hash(published) == sha
    (published / "terms.csv").write_bytes((published / "terms.csv").read_bytes() + b"\n")
    assert edition_hash(published) != sha


def test_an_edition_has_the_name_that_the_pack_gives_it(published: Path) -> None:
    assert edition_name(published) == "0.9"
    (published / "pack.toml").unlink()
    assert edition_name(published) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="names cannot have line breaks there")
def test_what_a_manifest_cannot_hold_is_refused(tiny_pack: Path) -> None:
    (tiny_pack / "two\nlines.md").write_text("# Two\n", "utf-8")
    with pytest.raises(PackError, match="line break"):
        publish(tiny_pack)
    (tiny_pack / "two\nlines.md").unlink()
    (tiny_pack / "link.md").symlink_to(tiny_pack / "terms.csv")
    with pytest.raises(PackError, match=r"link\.md"):
        publish(tiny_pack)


def test_the_content_is_as_published(content: Path) -> None:
    """If this fails after a change of content on purpose: make manifest."""
    assert find_differences(content).lines == ()
