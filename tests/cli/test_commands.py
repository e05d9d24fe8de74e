"""The command line on the tiny pack: what is printed, what is written to standard error, and the exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kzref.library.cache import LibraryCache
from kzref.library.manifest import CURRENT_FILE, DATABASE_FILE
from kzref.library.store.segments import INDEX_FOLDER, segment_folder
from kzref.paths import Paths, find_paths

if TYPE_CHECKING:
    from conftest import Kzref

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")


def notice_of(text: str) -> str:
    """The notice on standard error, which has to be one line that begins with the program's name."""
    (line,) = text.splitlines()
    assert line.startswith("kzref: ")
    return line


@pytest.fixture
def tiny(kzref: "Kzref", tiny_pack: Path) -> "Kzref":
    """The program with the tiny pack compiled; here rather than by a process of its own, which takes longer."""
    found = find_paths()
    paths = Paths(found.content, found.resources, None, kzref.cache / "kzref" / "libraries", kzref.home / "data")
    LibraryCache(paths).open(tiny_pack).library.close()
    return kzref


def folder_in_use(kzref: "Kzref") -> Path:
    (current,) = (kzref.cache / "kzref" / "libraries").glob(f"*/{CURRENT_FILE}")
    return current.parent / current.read_text("ascii")


def test_search_json_has_the_promised_keys_and_no_others(tiny: "Kzref", tiny_pack: Path) -> None:
    run = tiny("--library", tiny_pack, "search", "part", "--json")
    assert (run.returncode, run.stderr) == (0, "")
    answer = json.loads(run.stdout)
    assert list(answer) == ["query", "total", "seconds", "suggestion", "hits"]
    assert answer["query"] == "part"
    assert answer["total"] == len(answer["hits"]) >= 2
    assert isinstance(answer["seconds"], float)
    assert answer["suggestion"] == ""
    for hit in answer["hits"]:
        assert list(hit) == ["address", "title", "kind", "score", "snippet"]
        assert isinstance(hit["score"], float)
    scores = [hit["score"] for hit in answer["hits"]]
    assert scores == sorted(scores, reverse=True)
    assert {"alpha/first", "alpha/second"} <= {hit["address"] for hit in answer["hits"]}


def test_search_names_what_it_found_in_words(tiny: "Kzref", tiny_pack: Path) -> None:
    run = tiny("--library", tiny_pack, "search", "okapis")
    assert run.returncode == 0
    assert run.stdout.splitlines()[0] == "Detail  [alpha/detail]  concept › Alpha › First part"
    assert "okapis" in run.stdout.splitlines()[1]
    assert "\x1b" not in run.stdout


def test_an_entry_is_shown_and_printed_by_its_former_address(kzref: "Kzref", tiny_pack: Path, tmp_path: Path) -> None:
    entry = tiny_pack / "entries" / "alpha.md"
    entry.write_text(entry.read_text("utf-8").replace("id: alpha\n", "id: alpha\nformerly: [aleph]\n"), "utf-8")
    run = kzref("--library", tiny_pack, "show", "aleph/detail")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines()[0] == "Detail"
    assert "alpha/detail" in run.stdout
    pdf = tmp_path / "aleph.pdf"
    run = kzref("--library", tiny_pack, "print", "aleph", "-o", pdf)
    assert (run.returncode, run.stderr) == (0, "")
    assert pdf.read_bytes().startswith(b"%PDF")


def test_search_says_what_else_was_searched(kzref_content: "Kzref") -> None:
    run = kzref_content("search", "осуждённых")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines()[-1] == "'осуждённых' was also searched as convicted person."


def test_search_takes_the_words_apart_or_together(tiny: "Kzref", tiny_pack: Path) -> None:
    apart = tiny("--library", tiny_pack, "search", "long", "quarrel", "--json")
    together = tiny("--library", tiny_pack, "search", "long quarrel", "--json")
    assert [h["address"] for h in json.loads(apart.stdout)["hits"]] == ["beta"]
    assert [h["address"] for h in json.loads(together.stdout)["hits"]] == ["beta"]


def test_search_by_kind_finds_entries_of_that_kind_alone(tiny: "Kzref", tiny_pack: Path) -> None:
    run = tiny("--library", tiny_pack, "search", "alpha", "--kind", "note", "--json")
    assert {hit["kind"] for hit in json.loads(run.stdout)["hits"]} <= {"note"}
    courts = tiny("--library", tiny_pack, "search", "tribunal", "--kind", "term", "--json")
    assert [hit["address"] for hit in json.loads(courts.stdout)["hits"]] == ["glossary/court"]


def test_search_prints_no_more_than_the_limit_and_says_how_many_there_are(tiny: "Kzref", tiny_pack: Path) -> None:
    run = tiny("--library", tiny_pack, "search", "part", "--limit", "1", "--json")
    answer = json.loads(run.stdout)
    assert len(answer["hits"]) == 1
    assert answer["total"] > 1
    words = tiny("--library", tiny_pack, "search", "part", "--limit", "1")
    assert words.stdout.splitlines()[-1] == f"1 of {answer['total']}"


@pytest.mark.parametrize(
    "query", ["okapi OR", '"', "(", "*", "kind:", "year:20", "-", "\\", "a" * 5000, "%s", "\x1b[2J"]
)
def test_no_query_breaks_the_search(tiny: "Kzref", tiny_pack: Path, query: str) -> None:
    run = tiny("--library", tiny_pack, "search", "--json", "--", query)
    assert run.returncode in (0, 1)
    assert "Traceback" not in run.stderr
    assert json.loads(run.stdout)["query"] == query


def test_nothing_found_is_said_and_ends_with_1(tiny: "Kzref", tiny_pack: Path) -> None:
    run = tiny("--library", tiny_pack, "search", "xylophone")
    assert run.returncode == 1
    assert run.stdout == ""
    assert "xylophone" in notice_of(run.stderr)


def test_nothing_found_is_still_json_where_json_is_asked_for(tiny: "Kzref", tiny_pack: Path) -> None:
    run = tiny("--library", tiny_pack, "search", "xylophone", "--json")
    assert run.returncode == 1
    answer = json.loads(run.stdout)
    assert (answer["total"], answer["hits"]) == (0, [])


def test_a_misspelt_word_is_offered_put_right(tiny: "Kzref", tiny_pack: Path) -> None:
    run = tiny("--library", tiny_pack, "search", "marmelade", "--json")
    assert json.loads(run.stdout)["suggestion"] == "marmalade"
    assert "marmalade" in tiny("--library", tiny_pack, "search", "marmelade").stdout


def test_show_prints_title_pinpoints_and_text_with_all_below(tiny: "Kzref", tiny_pack: Path) -> None:
    run = tiny("--library", tiny_pack, "show", "alpha")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines()[0] == "Alpha"
    for notice in (
        "Body 1",
        "concept",
        "1999–2001",
        "marmalade",
        "zebras",
        "okapis",
        "tapirs",
        "First part",
        "Detail",
    ):
        assert notice in run.stdout
    for markup in ("<p>", "kzref:", "{#"):
        assert markup not in run.stdout


def test_show_of_a_section_prints_that_section_alone(tiny: "Kzref", tiny_pack: Path) -> None:
    run = tiny("--library", tiny_pack, "show", "alpha/first")
    assert run.stdout.splitlines()[0] == "First part"
    assert "okapis" in run.stdout
    assert "tapirs" not in run.stdout


def test_show_of_a_part_names_its_entries(tiny: "Kzref", tiny_pack: Path) -> None:
    run = tiny("--library", tiny_pack, "show", "entries")
    for address in ("alpha", "beta", "gamma"):
        assert f"[{address}]" in run.stdout
    assert "zebras" not in run.stdout


def test_show_as_markdown_has_headings_of_the_right_rank(tiny: "Kzref", tiny_pack: Path) -> None:
    rows = tiny("--library", tiny_pack, "show", "alpha", "--format", "markdown").stdout.splitlines()
    headings = [row for row in rows if row.startswith("#")]
    assert headings == ["# Alpha", "## First part", "### Detail", "## Second part"]
    assert any("[Beta](kzref:beta)" in row for row in rows)


def test_show_as_html_is_a_whole_page(tiny: "Kzref", tiny_pack: Path) -> None:
    page = tiny("--library", tiny_pack, "show", "alpha", "--format", "html").stdout
    assert page.lower().startswith("<!doctype html>")
    assert page.rstrip().endswith("</html>")
    assert "<h1" in page
    assert "zebras" in page


def test_an_unknown_address_names_the_nearest_and_ends_with_1(tiny: "Kzref", tiny_pack: Path) -> None:
    for command in (["show", "alpha/secnd"], ["print", "alpha/secnd", "-o", tiny.home / "never.pdf"]):
        run = tiny("--library", tiny_pack, *command)
        assert run.returncode == 1
        assert run.stdout == ""
        assert "alpha/second" in notice_of(run.stderr)
    assert not (tiny.home / "never.pdf").exists()


def test_an_unknown_address_that_no_other_is_like_is_refused_with_what_to_do(tiny: "Kzref", tiny_pack: Path) -> None:
    run = tiny("--library", tiny_pack, "show", "zzz qqq")
    assert run.returncode == 1
    assert notice_of(run.stderr) == "kzref: There is no section at 'zzz qqq'. 'kzref list' names every address."


def test_list_names_every_section_in_order(tiny: "Kzref", tiny_pack: Path) -> None:
    run = tiny("--library", tiny_pack, "list")
    rows = [row.split("\t") for row in run.stdout.splitlines()]
    assert rows[0] == ["entries", "Entries", "part"]
    assert ["alpha/detail", "Detail", "concept"] in rows
    data = json.loads(tiny("--library", tiny_pack, "list", "--json").stdout)
    assert [[entry["address"], entry["title"], entry["kind"]] for entry in data] == rows


def test_list_json_is_an_array_of_addresses_titles_and_kinds(tiny: "Kzref", tiny_pack: Path) -> None:
    data = json.loads(tiny("--library", tiny_pack, "list", "--json").stdout)
    assert isinstance(data, list)
    assert {tuple(entry) for entry in data} == {("address", "title", "kind")}


def test_list_by_kind(tiny: "Kzref", tiny_pack: Path) -> None:
    run = tiny("--library", tiny_pack, "list", "--kind", "Term")
    assert [row.split("\t")[0] for row in run.stdout.splitlines()] == ["glossary/court", "glossary/parole"]
    none = tiny("--library", tiny_pack, "list", "--kind", "unicorn")
    assert none.returncode == 1
    assert "unicorn" in notice_of(none.stderr)


def test_every_listed_address_can_be_shown(tiny: "Kzref", tiny_pack: Path) -> None:
    for entry in json.loads(tiny("--library", tiny_pack, "list", "--json").stdout):
        run = tiny("--library", tiny_pack, "show", entry["address"])
        assert run.returncode == 0
        assert run.stdout.splitlines()[0] == entry["title"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nonsense"],
        ["search"],
        ["show"],
        ["show", "alpha", "beta"],
        ["show", "alpha", "--format", "docx"],
        ["list", "--limit", "3"],
        ["search", "alpha", "--limit", "0"],
        ["search", "alpha", "--limit", "many"],
        ["print", "alpha"],
        ["print", "-o", "out.pdf"],
        ["print", "alpha", "--all", "-o", "out.pdf"],
        ["check"],
        ["build"],
        ["--library"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_does_nothing(kzref: "Kzref", arguments: list[str]) -> None:
    run = kzref(*arguments)
    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr
    assert "Traceback" not in run.stderr
    assert not (kzref.home / "out.pdf").exists()


def test_help_and_version_end_with_0(kzref: "Kzref") -> None:
    from kzref import __version__

    run = kzref("--help")
    assert run.returncode == 0
    for command in ("search", "show", "list", "print", "check", "build", "verify", "publish"):
        assert command in run.stdout
        assert kzref(command, "--help").returncode == 0
    version = kzref("--version")
    assert (version.returncode, version.stdout.splitlines()[0]) == (0, f"kzref {__version__}")


def test_check_of_a_pack_without_fault_ends_with_0(kzref: "Kzref", tiny_pack: Path) -> None:
    run = kzref("check", tiny_pack)
    assert (run.returncode, run.stderr) == (0, "")
    assert "no faults" in run.stdout


FAULTS = {
    "entries/gamma.md": (
        "---\nid: gamma\ntitle: Gamma\nkind: unicorn\npinpoints: Body 4\n---\nText.\n\n[Link](kzref:nowhere/at-all).\n",
        {4: "unicorn", 9: "nowhere/at-all"},
    ),
    "entries/twin.md": ("---\nid: beta\ntitle: Twin\nkind: note\npinpoints: Body 3\n---\nText.\n", {2: "beta"}),
    "entries/bare.md": ("No front matter here [Body 1].\n", {1: "front matter"}),
    "entries/broken.md": ("---\nid: broken\ntitle: [\n---\nText [Body 1].\n", {4: "front matter"}),
    "figures/yearly.csv": ("year,value\n2001,1200\n2002,many\n2003,1100\n", {3: "2002,many"}),
}


@pytest.mark.parametrize("path", FAULTS)
def test_check_names_each_fault_with_its_file_and_line(kzref: "Kzref", tiny_pack: Path, path: str) -> None:
    text, expected = FAULTS[path]
    (tiny_pack / path).write_text(text, "utf-8")
    run = kzref("check", tiny_pack)
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    rows = run.stdout.splitlines()
    for line, notice in expected.items():
        assert [row for row in rows if row.startswith(f"{path}:{line}: ") and notice in row]


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_folder_that_is_none_is_refused_in_a_sentence(kzref: "Kzref", command: str) -> None:
    run = kzref(command, kzref.home / "nowhere")
    assert run.returncode == 1
    assert "nowhere" in notice_of(run.stderr)


def test_build_compiles_into_the_cache(kzref: "Kzref", tiny_pack: Path) -> None:
    run = kzref("build", tiny_pack)
    assert (run.returncode, run.stderr) == (0, "")
    assert "Tiny Pack" in run.stdout
    folder = folder_in_use(kzref)
    assert str(folder) in run.stdout
    kzref("--library", tiny_pack, "list")
    assert folder_in_use(kzref) == folder
    kzref("build", tiny_pack)
    assert folder_in_use(kzref) != folder


def test_a_plain_folder_of_markdown_opens_as_it_is(kzref: "Kzref", tmp_path: Path) -> None:
    plain = tmp_path / "plain folder"
    plain.mkdir()
    (plain / "Заметка.md").write_text("# О пингвинах\n\nПингвины не летают.\n", "utf-8")
    (plain / "other.md").write_text("About other birds.\n", "utf-8")
    listed = json.loads(kzref("--library", plain, "list", "--json").stdout)
    assert {entry["title"] for entry in listed} == {"О пингвинах", "Other"}
    found = json.loads(kzref("--library", plain, "search", "пингвины", "--json").stdout)
    address = found["hits"][0]["address"]
    assert address.isascii()
    assert "Пингвины не летают." in kzref("--library", plain, "show", address).stdout
    assert sorted(path.name for path in plain.iterdir()) == sorted(["Заметка.md", "other.md"])


def test_a_folder_without_markdown_is_told_to_be_one(kzref: "Kzref", tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "law.txt").write_text("Text", "utf-8")
    for arguments in (["build", tmp_path / "empty"], ["--library", tmp_path / "empty", "list"]):
        run = kzref(*arguments)
        assert notice_of(run.stderr) == f"kzref: no Markdown file was found in {tmp_path / 'empty'}."


def test_a_passage_that_is_no_markdown_stops_nothing_and_is_named(kzref: "Kzref", tmp_path: Path) -> None:
    laws = tmp_path / "laws"
    laws.mkdir()
    (laws / "a.md").write_text("# A\n\nText.\n\n## Odd\n\n" + "- " * 2000 + "x\n", "utf-8")
    (laws / "b.md").write_text("# B\n\n" + "[" * 50_000 + "\n", "utf-8")
    (laws / "c.md").write_text("# C\n\nText.\n", "utf-8")
    assert kzref("build", laws).returncode == 0
    assert len(kzref("--library", laws, "list").stdout.splitlines()) == 4
    assert kzref("check", laws).stdout.splitlines()[:-1] == [
        "a.md:6: lists are nested too deeply; the passage is shown as it is written",
        "b.md:2: there are too many brackets that nothing closes; the passage is shown as it is written",
    ]


def test_a_corrupt_database_is_mended_with_exactly_one_warning(tiny: "Kzref", tiny_pack: Path) -> None:
    database = folder_in_use(tiny) / DATABASE_FILE
    database.write_bytes(database.read_bytes()[:-4096])
    run = tiny("--library", tiny_pack, "show", "alpha")
    assert run.returncode == 0
    assert "zebras" in run.stdout
    notice_of(run.stderr)
    assert tiny("--library", tiny_pack, "show", "alpha").stderr == ""


def test_a_corrupt_index_is_mended_and_the_search_answers(tiny: "Kzref", tiny_pack: Path) -> None:
    for path in (segment_folder(folder_in_use(tiny), 0) / INDEX_FOLDER).iterdir():
        path.write_bytes(b"garbage" + path.read_bytes())
    run = tiny("--library", tiny_pack, "search", "okapis", "--json")
    assert run.returncode == 0
    assert [hit["address"] for hit in json.loads(run.stdout)["hits"]] == ["alpha/detail"]
    notice_of(run.stderr)
    assert tiny("--library", tiny_pack, "search", "okapis").stderr == ""


def test_an_unwritable_cache_is_said_and_the_command_works(kzref: "Kzref", tiny_pack: Path) -> None:
    in_the_way = kzref.home / "regular"
    in_the_way.write_text("", "utf-8")
    run = kzref("--library", tiny_pack, "search", "okapis", "--json", XDG_CACHE_HOME=str(in_the_way / "cache"))
    assert run.returncode == 0
    assert json.loads(run.stdout)["total"] == 1
    notice = notice_of(run.stderr)
    assert str(in_the_way / "cache") in notice
    assert "temporary" in notice
    assert list((kzref.home / "tmp").iterdir()) == []


@on_posix
def test_a_full_disk_is_told_in_a_sentence_and_leaves_nothing(kzref: "Kzref", tiny_pack: Path) -> None:
    # No file may grow beyond 4 KB: what a full disk does, on a machine whose disk is not.
    run = subprocess.run(
        ["sh", "-c", 'ulimit -f 8; exec "$@"', "sh", kzref.program, "--library", tiny_pack, "list"],
        env=kzref.environment(),
        cwd=kzref.home,
        capture_output=True,
        text=True,
    )
    assert "Traceback" not in run.stderr
    assert run.returncode == 1
    assert all(row.startswith("kzref: ") for row in run.stderr.splitlines())
    assert run.stderr
    assert [path for path in kzref.cache.rglob("*") if path.is_file()] == []


@on_posix
@pytest.mark.parametrize(
    "arguments", [["list"], ["show", "alpha"], ["search", "okapis"], ["check", "."], ["--help"]], ids=lambda a: a[0]
)
def test_a_reader_that_has_gone_is_no_trouble(tiny: "Kzref", tiny_pack: Path, arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        run = subprocess.run(
            [tiny.program, "--library", tiny_pack, *arguments],
            env=tiny.environment(),
            cwd=tiny_pack,
            stdout=writer,
            stderr=subprocess.PIPE,
            text=True,
        )
    finally:
        os.close(writer)
    assert run.stderr == ""
    assert run.returncode in (0, 1)


NEEDED = """
import json, sys
from kzref import cli
code = cli.main(sys.argv[1:])
loaded = sorted({"PySide6", "whoosh", "markdown", "nh3"} & set(sys.modules))
print(json.dumps([code, loaded]), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        (["show", "alpha"], []),
        (["show", "alpha", "--format", "html"], []),
        (["show", "alpha", "--format", "markdown"], []),
        (["list"], []),
        (["list", "--kind", "term", "--json"], []),
        (["search", "okapis"], ["whoosh"]),
        (["print", "alpha", "-o", "out.pdf"], ["PySide6"]),
    ],
    ids=" ".join,
)
def test_each_command_loads_only_what_it_needs(
    tiny: "Kzref", tiny_pack: Path, arguments: list[str], needed: list[str]
) -> None:
    run = tiny.python(NEEDED, "--library", tiny_pack, *arguments)
    assert json.loads(run.stderr.splitlines()[-1]) == [0, needed]


def test_importing_the_command_line_loads_none_of_them(kzref: "Kzref") -> None:
    code = "import sys, kzref.cli; print([n for n in ('PySide6', 'whoosh', 'markdown', 'nh3') if n in sys.modules])"
    assert kzref.python(code).stdout.strip() == "[]"


def test_a_check_needs_neither_qt_nor_an_index(kzref: "Kzref", tiny_pack: Path) -> None:
    run = kzref.python(NEEDED, "check", tiny_pack)
    code, loaded = json.loads(run.stderr.splitlines()[-1])
    assert code == 0
    assert not {"PySide6", "whoosh"} & set(loaded)


def test_no_command_opens_a_network_socket(kzref: "Kzref", tiny_pack: Path) -> None:
    watched = """
import sys
def hook(event, arguments):
    if event.startswith("socket.") and event != "socket.gethostname":
        raise SystemExit(f"a socket: {event}")
sys.addaudithook(hook)
from kzref import cli
sys.exit(cli.main(sys.argv[1:]))
"""
    text = "---\nid: gamma\ntitle: Gamma\nkind: note\n---\n![Far](http://127.0.0.1:9/a.png) <img src='http://127.0.0.1:9/'>\n"
    (tiny_pack / "entries" / "gamma.md").write_text(text, "utf-8")
    for arguments in (["list"], ["search", "alpha"], ["show", "gamma"], ["print", "gamma", "-o", "gamma.pdf"]):
        run = kzref.python(watched, "--library", tiny_pack, *arguments)
        assert (run.returncode, "a socket" in run.stderr) == (0, False), run.stderr
