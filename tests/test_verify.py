"""`kzref verify`, `publish`, `--version`, and the forms in which a desktop passes a file or address to the program."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kzref.cli.argument_types import library_of, path_of
from kzref.cli.arguments import parse
from kzref.pack.addresses import parse_address

if TYPE_CHECKING:
    from conftest import Kzref


def test_the_own_content_is_as_published(kzref: "Kzref") -> None:
    run = kzref("verify")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("As published: content edition ")


def test_each_file_that_differs_is_named_and_the_end_is_1(kzref: "Kzref", tiny_pack: Path) -> None:
    assert kzref("publish", tiny_pack).returncode == 0
    assert kzref("verify", tiny_pack).returncode == 0
    page = tiny_pack / "entries" / "alpha.md"
    page.write_bytes(page.read_bytes().replace(b"marmalade", b"marmalada"))
    (tiny_pack / "works.json").unlink()
    (tiny_pack / "new.md").write_text("# New\n", "utf-8")
    run = kzref("verify", tiny_pack)
    assert run.returncode == 1
    assert run.stdout.splitlines() == ["altered: entries/alpha.md", "missing: works.json", "extra: new.md"]
    assert run.stderr == f"kzref: {tiny_pack} is not as published: 3 files.\n"


def test_a_pack_that_was_never_published_is_told_how(kzref: "Kzref", tiny_pack: Path) -> None:
    run = kzref("verify", tiny_pack)
    assert (run.returncode, run.stdout) == (1, "missing: MANIFEST\n")
    assert "kzref publish" in run.stderr


def test_a_folder_that_is_not_there_is_one_line(kzref: "Kzref", tmp_path: Path) -> None:
    for command in ("verify", "publish"):
        run = kzref(command, tmp_path / "nowhere")
        assert (run.returncode, run.stdout) == (1, "")
        assert run.stderr.startswith("kzref: ")
        assert len(run.stderr.splitlines()) == 1


def test_the_version_of_another_pack_is_asked_for_with_its_folder(kzref: "Kzref", tiny_pack: Path) -> None:
    assert kzref("publish", tiny_pack).returncode == 0
    run = kzref("--library", tiny_pack, "--version")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines()[1].startswith("content edition 0.9, hash ")


@pytest.mark.parametrize(
    "text",
    [
        "kzref://criminal-policy/goal",
        "kzref:criminal-policy/goal",
        "criminal-policy/goal",
        "KZREF://criminal-policy/goal/",
    ],
)
def test_a_link_of_the_desktop_is_an_address(text: str) -> None:
    assert parse([text]).address == text
    assert parse_address(text) == "criminal-policy/goal"


def test_a_file_of_a_pack_opens_its_pack(tiny_pack: Path) -> None:
    page = tiny_pack / "entries" / "alpha.md"
    for given in (str(page), page.as_uri(), str(tiny_pack / "pack.toml"), str(tiny_pack), tiny_pack.as_uri()):
        options = parse([given])
        assert (options.library, options.address) == (tiny_pack, "")


def test_a_file_of_no_pack_opens_its_folder(tmp_path: Path) -> None:
    page = tmp_path / "Пример 1.md"
    page.write_text("# Page\n", "utf-8")
    assert parse([page.as_uri()]).library == tmp_path


def test_an_address_is_never_taken_for_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "criminal-policy").mkdir()
    assert path_of("criminal-policy") is None
    assert path_of("./criminal-policy") == Path("criminal-policy")
    assert library_of(tmp_path / "nowhere") == tmp_path / "nowhere"
