"""What people type on the command line: options on either side, queries with a minus, paths that are none, odd bytes."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kzref.cli.argument_types import library_of, path_of
from kzref.cli.arguments import parse
from kzref.errors import KzrefError, PackError
from kzref.paths import existing_folder

if TYPE_CHECKING:
    from conftest import Kzref

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")


def notice_of(run: "subprocess.CompletedProcess[str]") -> str:
    """The one sentence on standard error with which a command was refused."""
    assert run.returncode == 1, run.stderr
    (line,) = run.stderr.splitlines()
    assert line.startswith("kzref: ")
    return line


@pytest.fixture
def tiny(kzref: "Kzref", tiny_pack: Path) -> "Kzref":
    """The program with the tiny pack compiled."""
    assert kzref("build", tiny_pack).returncode == 0
    return kzref


@pytest.mark.parametrize(
    "words",
    [
        ["--library", "{}", "list"],
        ["--library={}", "list"],
        ["list", "--library", "{}"],
        ["list", "--library={}"],
        ["--library", "nowhere", "list", "--library", "{}"],
        ["--library", "nowhere", "--library", "{}", "list"],
        ["search", "--library", "{}", "okapis"],
        ["search", "okapis", "--library", "{}"],
        ["show", "--library", "{}", "alpha/detail"],
        ["show", "alpha/detail", "--library={}"],
        ["print", "--library", "{}", "alpha/detail", "-o", "out.pdf"],
    ],
    ids=" ".join,
)
def test_the_library_may_be_named_on_either_side_of_the_command_and_the_last_one_counts(
    tiny: "Kzref", tiny_pack: Path, words: list[str]
) -> None:
    run = tiny(*(word.format(tiny_pack) for word in words))
    assert (run.returncode, run.stderr) == (0, "")
    assert {"list": "alpha/detail", "search": "Detail", "show": "okapis", "print": "out.pdf: 1 page"}[
        next(word for word in words if word in ("list", "search", "show", "print"))
    ] in run.stdout


@pytest.mark.parametrize(
    "words",
    [["--version", "--library", "{}"], ["list", "--version", "--library={}"], ["--library", "{}", "list", "--version"]],
    ids=" ".join,
)
def test_the_version_of_a_pack_is_told_wherever_it_is_asked_for(
    kzref: "Kzref", tiny_pack: Path, words: list[str]
) -> None:
    run = kzref(*(word.format(tiny_pack) for word in words))
    assert (run.returncode, run.stderr) == (0, "")
    assert "edition 0.9" in run.stdout


QUERIES = {
    "-alpha": ["-alpha"],
    "part -second": ["part", "-second"],
    "-second part": ["-second", "part"],
    "-5": ["-5"],
    "-json": ["-json"],
    "--json": ["--", "--json"],
    "-x --limit": ["--", "-x", "--limit"],
    "list": ["list"],
    "search": ["search"],
    "--": ["--", "--"],
    "first part": ["first", "part"],
}


@pytest.mark.parametrize("options", [["--json", "--limit", "3"], ["--limit=3", "--json"]], ids=" ".join)
@pytest.mark.parametrize("query", QUERIES)
def test_a_query_may_begin_with_a_minus_and_stand_before_or_behind_the_options(
    tiny: "Kzref", tiny_pack: Path, query: str, options: list[str]
) -> None:
    words = QUERIES[query]
    lines = [["search", *options, *words]]
    if "--" not in words:
        lines += [["search", *words, *options], ["search", *words[:1], *options, *words[1:]]]
    for line in lines:
        run = tiny("--library", tiny_pack, *line)
        answer = json.loads(run.stdout)
        assert answer["query"] == query
        assert len(answer["hits"]) <= 3


def test_a_word_with_a_minus_is_left_out_of_what_is_found(tiny: "Kzref", tiny_pack: Path) -> None:
    run = tiny("--library", tiny_pack, "search", "speaks", "-zebras", "--json")
    addresses = {hit["address"] for hit in json.loads(run.stdout)["hits"]}
    assert "alpha/second" in addresses
    assert "alpha/first" not in addresses


@pytest.mark.parametrize("word", ["--jsno", "--jso", "--lib", "--limit=0"])
def test_an_option_that_is_misspelt_or_cut_short_is_wrong_usage_and_no_query(kzref: "Kzref", word: str) -> None:
    run = kzref("search", "alpha", word)
    assert (run.returncode, run.stdout) == (2, "")
    assert word.partition("=")[0] in run.stderr


@pytest.mark.parametrize(("path", "notice"), [("a\0b", "NUL"), ("", "empty")], ids=["NUL", "empty"])
@pytest.mark.parametrize(
    "words", [["build", "{}"], ["print", "alpha", "-o", "{}"], ["--library", "{}", "list"]], ids=lambda w: w[0]
)
def test_a_path_that_no_file_can_have_is_wrong_usage(
    words: list[str], path: str, notice: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse([word.format(path) for word in words])
    assert ended.value.code == 2
    assert notice in capsys.readouterr().err


def test_what_stands_behind_two_minuses_is_no_command() -> None:
    assert parse(["--", "list"]).command == ""
    assert parse(["--", "list"]).address == "list"


LONG = "a" * 300
PATHS = {
    "a user that is not there": "~nosuchuser/x",
    "a name that is too long": LONG,
    "a path that is too long": f"/{LONG}/{LONG}",
    "bytes that are no text": os.fsdecode(b"\xff\xfe"),
    "a control character": "x\x1b[31m\x07",
    "a line break": "a\nb",
    "a file": "regular",
    "below a file": "regular/below",
}


@on_posix
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())
@pytest.mark.parametrize(
    "words",
    [["build", "{}"], ["check", "{}"], ["verify", "{}"], ["publish", "{}"], ["--library", "{}", "list"]],
    ids=lambda words: words[-1] if words[-1] == "list" else words[0],
)
def test_a_path_that_is_no_folder_is_refused_in_one_sentence_that_names_it(
    kzref: "Kzref", path: str, words: list[str]
) -> None:
    (kzref.home / "regular").write_text("", "utf-8")
    notice = notice_of(kzref(*(word.format(path) for word in words)))
    assert "output" not in notice
    assert path[:40] in notice or not path.isprintable()
    assert "\x1b" not in notice
    assert "\x07" not in notice


@on_posix
@pytest.mark.parametrize(
    "address", [LONG, "a" * 100_000, os.fsdecode(b"\xff"), "\x1b[2J", "~nosuchuser", "file://[x", ""]
)
@pytest.mark.parametrize("words", [["show", "{}"], ["print", "{}", "-o", "out.pdf"]], ids=lambda words: words[0])
def test_an_address_that_is_none_is_refused_in_one_sentence(
    tiny: "Kzref", tiny_pack: Path, words: list[str], address: str
) -> None:
    notice = notice_of(tiny("--library", tiny_pack, *(word.format(address) for word in words)))
    assert "There is no section at" in notice
    assert "\x1b" not in notice


@on_posix
@pytest.mark.parametrize("kind", ["--kind=\udcff", "--kind=a\nb", f"--kind={LONG}"])
@pytest.mark.parametrize("words", [["list"], ["search", "alpha"]], ids=lambda words: words[0])
def test_a_kind_that_is_none_is_refused_in_one_sentence(
    tiny: "Kzref", tiny_pack: Path, words: list[str], kind: str
) -> None:
    notice_of(tiny("--library", tiny_pack, *words, kind))


@on_posix
@pytest.mark.parametrize("target", [LONG, f"{LONG}/out.pdf", f"./{'b' * 250}.pdf/x"])
def test_a_pdf_that_cannot_be_written_is_told_with_its_name(tiny: "Kzref", tiny_pack: Path, target: str) -> None:
    notice = notice_of(tiny("--library", tiny_pack, "print", "alpha", "-o", target))
    assert target.removeprefix("./")[:200] in notice
    assert "the output" not in notice


@on_posix
@pytest.mark.parametrize("words", [["build", "."], ["check", "."], ["verify", "."], ["--library", ".", "list"]])
def test_a_working_directory_that_was_removed_is_told_so(kzref: "Kzref", words: list[str]) -> None:
    run = subprocess.run(
        ["sh", "-c", 'mkdir gone; cd gone; rmdir ../gone; exec "$@"', "sh", kzref.program, *words],
        env=kzref.environment(),
        cwd=kzref.home,
        capture_output=True,
        text=True,
    )
    notice = notice_of(run)
    assert "not there any more" in notice


@pytest.mark.parametrize("text", ["file://[x", "file://[::1/x"])
def test_an_address_of_a_file_that_is_malformed_is_refused(text: str) -> None:
    with pytest.raises(KzrefError, match="not the address of a file"):
        path_of(text)


def test_a_file_with_a_name_that_no_system_takes_is_nobody_s(tmp_path: Path) -> None:
    for path in (Path("/" + LONG), tmp_path / "a\0b", Path("\udcff")):
        assert library_of(path) == path
        with pytest.raises(PackError):
            existing_folder(path)


def test_a_folder_that_may_not_be_read_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(PackError, match=f"The folder {tmp_path} cannot be read: Permission denied"):
        existing_folder(tmp_path)
