"""No control character of any source reaches a terminal, and what cannot be written is named."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzref.cli.output import write_highlighted, write_json, write_notice, write_row, write_text
from kzref.messages.message import message
from kzref.pack.files.control_characters import visible_json, visible_line, visible_text

if TYPE_CHECKING:
    from conftest import Kzref

OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
HOSTILE = "\x1b]0;renamed\x07\x1b[31mred\x9b2J\u202e\x7f\x00\x85end"
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes there")


def escaped(text: str) -> str:
    """The text in a TOML, YAML or JSON string, by escapes."""
    return "".join(letter if letter.isalnum() else f"\\u{ord(letter):04x}" for letter in text)


@pytest.fixture
def hostile(tmp_path: Path, kzref: "Kzref") -> Path:
    """A pack with control characters wherever a file can hold them."""
    folder = tmp_path / "hostile"
    (folder / "entries").mkdir(parents=True)
    title = escaped(HOSTILE)
    (folder / "pack.toml").write_text(
        f'id = "h"\ntitle = "Pack {title}"\nedition = "1 {title}"\n[[parts]]\nfolder = "entries"\ntitle = "Part {title}"\n'
        '[[parts]]\nid = "works"\ntitle = "Works"\nworks = "works.json"\n'.replace("\\u0000", "\\u0001"),
        "utf-8",
    )
    entities = "".join(f"&#{ord(letter)};" for letter in HOSTILE)
    (folder / "entries" / "a.md").write_text(
        f'---\nid: a\ntitle: "Entry {title} walrus\\nsecond line"\ntitles: {{ru: "R {title}"}}\nkind: note\n---\n'
        f"walrus {entities} word\n\n## Head {entities} walrus\n\n{HOSTILE} raw\n",
        "utf-8",
    )
    work = [{"id": "w-1", "type": "book", "title": f"Work {HOSTILE}\u2028x", "custom": {"number": 1, "cited": "x"}}]
    (folder / "works.json").write_text(json.dumps(work), "utf-8")
    kzref("build", folder)
    return folder


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["list", "--json"],
        ["show", "a"],
        ["show", "a", "--format", "html"],
        ["show", "a", "--format", "markdown"],
        ["show", "works/w-1"],
        ["show", "entries"],
        ["search", "walrus"],
        ["search", "walrus", "--json"],
        ["search", HOSTILE.replace("\x00", "")],
        ["show", HOSTILE.replace("\x00", "")],
        ["list", "--kind", HOSTILE.replace("\x00", "")],
        ["list", f"--{HOSTILE}".replace("\x00", "")],
        ["search", "a", "--limit", HOSTILE.replace("\x00", "")],
        ["--version"],
        ["check", "{}"],
        ["build", "{}"],
        ["verify", "{}"],
    ],
    ids=lambda words: " ".join(words)[:24].encode("ascii", "ignore").decode(),
)
def test_no_control_character_reaches_the_terminal(kzref: "Kzref", hostile: Path, words: list[str]) -> None:
    run = kzref("--library", hostile, *(word.replace("{}", str(hostile)) for word in words))
    assert "Traceback" not in run.stderr
    assert OBEYED.findall(run.stdout + run.stderr) == []
    assert run.stdout or run.stderr
    if "--json" in words:
        assert "walrus" in str(json.loads(run.stdout))


def test_each_entry_is_one_row_of_the_list(kzref: "Kzref", hostile: Path) -> None:
    rows = kzref("--library", hostile, "list").stdout.splitlines()
    listed = json.loads(kzref("--library", hostile, "list", "--json").stdout)
    assert [row.split("\t")[0] for row in rows] == [entry["address"] for entry in listed]
    assert {len(row.split("\t")) for row in rows} == {3}


@on_linux
def test_the_names_of_files_are_printed_in_one_line_each(kzref: "Kzref", tiny_pack: Path) -> None:
    assert kzref("publish", tiny_pack).returncode == 0
    (tiny_pack / "entries" / "a\x1b[31m\nb.md").write_text("# A\n", "utf-8")
    run = kzref("verify", tiny_pack)
    assert run.stdout == "extra: entries/a\ufffd[31m b.md\n"
    for words in (["check", tiny_pack], ["build", tiny_pack]):
        assert "\x1b" not in (run := kzref(*words)).stdout + run.stderr


@given(st.text(alphabet=st.characters(max_codepoint=0x2FFF)))
def test_what_is_made_visible_keeps_its_length_and_its_letters(text: str) -> None:
    for shown in (visible_text(text), visible_line(text)):
        assert len(shown) == len(text)
        assert OBEYED.search(shown) is None
        assert all(new == old or not old.isprintable() for new, old in zip(shown, text, strict=True))
    assert len(visible_line(text).splitlines()) <= 1
    assert visible_text(text).count("\n") == text.count("\n")


@given(st.text(), st.text())
def test_json_says_the_same_with_its_control_characters_escaped(key: str, value: str) -> None:
    written = visible_json({key: [value]}, 1)
    assert json.loads(written) == {key: [value]}
    assert OBEYED.search(written) is None


def test_hits_stay_bold_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    write_highlighted("a \x1b word", ((4, 8),))
    assert capsys.readouterr().out == "    a ␛ \x1b[1mword\x1b[0m\n"


def test_everything_that_prints_makes_it_visible(capsys: pytest.CaptureFixture[str]) -> None:
    write_text("a\x1bb\nc\td")
    write_row("a\nb", "c\td")
    write_json({"a": "\x9b"})
    write_notice(message("plain", text="a\x07\nb"))
    printed = capsys.readouterr()
    assert printed.out == 'a␛b\nc\td\na␊b\tc␉d\n{\n  "a": "\\u009b"\n}\n'
    assert printed.err == "kzref: a␇␊b\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("words", [["list"], ["show", "alpha"], ["search", "okapis"], ["--help"], ["--version"]])
def test_an_output_that_cannot_be_written_is_told_as_the_output(
    kzref: "Kzref", tiny_pack: Path, words: list[str]
) -> None:
    kzref("build", tiny_pack)
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [kzref.program, "--library", tiny_pack, *words],
            env=kzref.environment(),
            cwd=kzref.home,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert (run.returncode, run.stderr) == (1, "kzref: the output cannot be written: No space left on device.\n")
