"""The main job on the real content, with the program as a process: search, show, list, print, check, and no display."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from kzref import cli

if TYPE_CHECKING:
    from conftest import FirstRun, Kzref

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="A display can be missing there")
HIGHEST = "33,671"
"""Persons convicted in 2017, as the article writes the number."""


def text_of(path: Path) -> list[str]:
    """The text of each page of a PDF, blanks made one."""
    if shutil.which("pdftotext"):
        run = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, encoding="utf-8")
        pages = run.stdout.split("\f")[:-1]
    else:
        # It takes twenty times as long, but needs nothing of the system.
        pages = [page.extract_text() for page in PdfReader(path).pages]
    return [" ".join(page.split()) for page in pages]


def pictures_of(path: Path) -> set[tuple[int, int]]:
    """Width and height of each picture in a PDF."""
    found = set()
    for page in PdfReader(path).pages:
        objects = page["/Resources"].get_object().get("/XObject", {})  # type: ignore[union-attr]
        for named in objects.get_object().values() if objects else ():
            one = named.get_object()
            if one["/Subtype"] == "/Image":
                found.add((int(one["/Width"]), int(one["/Height"])))
    return found


@pytest.fixture(scope="module")
def printed(
    kzref_at: Callable[[Path, Path], "Kzref"], content_cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The page of the convicted, printed to a PDF."""
    home = tmp_path_factory.mktemp("printed")
    run = kzref_at(home, content_cache)("print", "convicted-2015-2022", "-o", "convicted.pdf")
    assert (run.returncode, run.stderr) == (0, "")
    return home / "convicted.pdf"


def test_the_program_that_is_tested_is_that_of_this_tree(kzref: "Kzref") -> None:
    here = Path(__file__).parents[1] / "kzref"
    assert Path(cli.__file__).parents[1] == here
    assert kzref.python("from kzref import cli; print(cli.__file__)").stdout.strip() == cli.__file__
    assert cli.__file__ in kzref("--version", PYTHONVERBOSE="1").stderr


def test_convicted_2017_is_found_and_the_figure_stands_in_what_is_shown(kzref_content: "Kzref") -> None:
    run = kzref_content("search", "convicted 2017", "--json")
    assert (run.returncode, run.stderr) == (0, "")
    answer = json.loads(run.stdout)
    assert list(answer) == ["query", "total", "seconds", "suggestion", "hits"]
    assert answer["query"] == "convicted 2017"
    assert answer["total"] > 0
    assert all(list(hit) == ["address", "title", "kind", "score", "snippet"] for hit in answer["hits"])
    shown = [kzref_content("show", hit["address"]).stdout for hit in answer["hits"]]
    assert any(HIGHEST in text for text in shown)


def test_show_prints_the_title_the_pinpoints_and_the_figure(kzref_content: "Kzref") -> None:
    shown = kzref_content("show", "convicted-2015-2022").stdout
    assert shown.startswith("Persons convicted, 2015-2022\n")
    assert "Results 36.11" in shown
    assert HIGHEST in shown
    assert "{{" not in shown


def test_the_example_of_an_address_is_a_section(kzref_content: "Kzref") -> None:
    shown = kzref_content("show", "criminal-policy/goal")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith("Goal\n")


def test_list_names_all_that_is_in_the_content(kzref_content: "Kzref", content: Path) -> None:
    data = json.loads(kzref_content("list", "--json").stdout)
    addresses = {entry["address"] for entry in data}
    ids = {re.search(r"^id: (\S+)$", path.read_text("utf-8"), re.M)[1] for path in content.rglob("*.md")}  # type: ignore[index]
    assert ids <= addresses
    assert len(addresses) == len(data)
    works = json.loads(kzref_content("list", "--kind", "work", "--json").stdout)
    assert len(works) == len(json.loads((content / "references" / "works.json").read_text("utf-8")))


def test_an_unknown_address_of_the_content_names_the_nearest(kzref_content: "Kzref") -> None:
    run = kzref_content("show", "criminal-policy/gaol")
    assert run.returncode == 1
    assert "criminal-policy/goal" in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_check_of_the_content_ends_with_0(kzref: "Kzref", content: Path) -> None:
    run = kzref("check", content)
    assert (run.returncode, run.stderr) == (0, "")


def test_a_broken_link_in_the_content_is_named_with_file_and_line(
    kzref: "Kzref", content: Path, tmp_path: Path
) -> None:
    faulty = shutil.copytree(content, tmp_path / "faulty")
    page = faulty / "stages" / "legal-policy-concept-2009.md"
    rows = page.read_text("utf-8").split("\n")
    rows.append("A [link](kzref:criminal-polisy) that leads nowhere.")
    page.write_text("\n".join(rows), "utf-8")
    run = kzref("check", faulty)
    assert run.returncode == 1
    (problem,) = [row for row in run.stdout.splitlines() if "criminal-polisy" in row]
    assert problem.startswith(f"stages/legal-policy-concept-2009.md:{len(rows)}: ")


def test_the_first_command_on_a_new_machine_compiles_by_itself(first_run: "FirstRun") -> None:
    code, shown, stderr = first_run.ended
    assert (code, stderr) == (0, "")
    assert shown.startswith("Concept of Legal Policy until 2030\n")


def test_the_pdf_has_its_title_its_address_its_pages_and_the_figure(printed: Path) -> None:
    pages = text_of(printed)
    whole = " ".join(pages)
    assert "Persons convicted, 2015-2022" in pages[0]
    assert HIGHEST in whole
    for number, page in enumerate(pages, 1):
        assert "convicted-2015-2022" in page
        assert f"page {number} of {len(pages)}" in page


def test_the_pdf_names_the_source_at_the_foot_of_each_page(printed: Path) -> None:
    assert all("10.58262/ks.v12i1.325" in page for page in text_of(printed))


def test_the_chart_on_paper_is_drawn_with_lines(printed: Path) -> None:
    assert pictures_of(printed) == set()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_other_programs_read_the_text_of_the_pdf(printed: Path) -> None:
    run = subprocess.run(["pdftotext", "-layout", printed, "-"], capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0
    text = run.stdout
    for words in ("Persons convicted, 2015-2022", "convicted-2015-2022", "page 1 of", HIGHEST):
        assert words in text


def test_several_sections_are_printed_into_one_pdf(kzref_content: "Kzref") -> None:
    target = kzref_content.home / "two.pdf"
    run = kzref_content("print", "criminal-policy/goal", "legal-policy-concept-2002", "-o", target)
    assert (run.returncode, run.stderr) == (0, "")
    whole = " ".join(text_of(target))
    for words in ("criminal-policy/goal", "First Concept of Legal Policy"):
        assert words in whole
    assert f"{len(PdfReader(target).pages)} page" in run.stdout


def test_kazakh_letters_come_out_of_the_pdf(kzref_content: "Kzref") -> None:
    target = kzref_content.home / "kazakh.pdf"
    assert kzref_content("print", "criminal-policy", "-o", target).returncode == 0
    assert "Қылмыстық саясат" in " ".join(text_of(target))


def test_the_whole_library_is_printed_with_every_entry(kzref_content: "Kzref") -> None:
    target = kzref_content.home / "all.pdf"
    run = kzref_content("print", "--all", "-o", target)
    assert (run.returncode, run.stderr) == (0, "")
    pages = text_of(target)
    assert len(pages) > 100
    assert f"page {len(pages)} of {len(pages)}" in pages[-1]
    letters = re.sub(r"\W", "", " ".join(pages))
    listed = json.loads(kzref_content("list", "--json").stdout)
    assert [entry["title"] for entry in listed if re.sub(r"\W", "", entry["title"]) not in letters] == []


def test_paper_shows_the_pictures_of_the_pack_and_of_nowhere_else(
    kzref: "Kzref", tmp_path: Path, make_png: Callable[[int, int], bytes]
) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "inside.png").write_bytes(make_png(30, 20))
    outside = tmp_path / "outside.png"
    outside.write_bytes(make_png(70, 50))
    (folder / "page.md").write_text(
        "# Page\n\n![Inside](inside.png)\n\n![Outside](../outside.png)\n\n"
        f'Also <img src="{outside}"> and <img src="../outside.png"> and <img src="{outside.as_uri()}">.\n',
        "utf-8",
    )
    target = tmp_path / "page.pdf"
    run = kzref("--library", folder, "print", "page", "-o", target)
    assert run.returncode == 0
    assert (70, 50) not in pictures_of(target)
    assert pictures_of(target) == {(30, 20)}
    assert run.stderr == ""


REFUSED = {
    "below a file": "regular/out.pdf",
    "in a folder that is not there": "nowhere/out.pdf",
    "a folder": "folder",
}


@pytest.mark.parametrize("name", REFUSED.values(), ids=REFUSED.keys())
def test_a_target_that_cannot_be_written_is_told_and_leaves_nothing(kzref: "Kzref", tiny_pack: Path, name: str) -> None:
    (kzref.home / "regular").write_text("kept", "utf-8")
    (kzref.home / "folder").mkdir()
    run = kzref("--library", tiny_pack, "print", "alpha", "-o", name)
    assert (run.returncode, run.stdout) == (1, "")
    (line,) = run.stderr.splitlines()
    assert line.startswith("kzref: ")
    assert str(Path(name).name if name == "folder" else Path(name).parent) in line
    assert (kzref.home / "regular").read_text("utf-8") == "kept"
    assert sorted(path.name for path in kzref.home.iterdir() if path.name != "data") == ["folder", "regular", "tmp"]
    assert list((kzref.home / "folder").iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="ulimit is POSIX")
def test_a_full_disk_leaves_no_half_written_pdf_and_keeps_the_old_one(kzref_content: "Kzref") -> None:
    target = kzref_content.home / "out.pdf"
    target.write_bytes(b"the old one")
    run = subprocess.run(
        [
            "sh",
            "-c",
            'ulimit -f 16; exec "$@"',
            "sh",
            kzref_content.program,
            "print",
            "convicted-2015-2022",
            "-o",
            target,
        ],
        env=kzref_content.environment(),
        capture_output=True,
        text=True,
    )
    assert "Traceback" not in run.stderr
    assert run.returncode == 1
    assert [row for row in run.stderr.splitlines() if row.startswith("kzref: ")]
    assert target.read_bytes() == b"the old one"
    assert sorted(path.name for path in kzref_content.home.glob("*.pdf*")) == ["out.pdf"]
    assert list(kzref_content.home.glob(".*")) == []


@on_linux
def test_a_pdf_never_takes_the_place_of_what_is_not_a_file(kzref: "Kzref", tiny_pack: Path) -> None:
    pipe = kzref.home / "pipe.pdf"
    os.mkfifo(pipe)
    run = kzref("--library", tiny_pack, "print", "alpha", "-o", pipe)
    assert pipe.is_fifo()
    assert run.returncode == 1
    assert len(run.stderr.splitlines()) == 1


def test_a_library_without_text_is_told_and_no_pdf_is_made(kzref: "Kzref", tmp_path: Path) -> None:
    run = kzref("--library", tmp_path, "print", "--all", "-o", "out.pdf")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == f"kzref: no Markdown file was found in {tmp_path}.\n"
    assert not (kzref.home / "out.pdf").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="modes and links are of POSIX")
def test_a_pdf_over_a_link_is_written_to_what_it_leads_to_and_keeps_its_mode(kzref: "Kzref", tiny_pack: Path) -> None:
    target, link = kzref.home / "target.pdf", kzref.home / "link.pdf"
    target.write_bytes(b"old")
    target.chmod(0o600)
    link.symlink_to(target)
    run = kzref("--library", tiny_pack, "print", "alpha", "-o", link)
    assert (run.returncode, run.stderr) == (0, "")
    assert link.is_symlink()
    assert target.read_bytes().startswith(b"%PDF-")
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("there", [True, False], ids=["there", "not there"])
def test_a_folder_is_no_place_for_a_pdf(kzref: "Kzref", tiny_pack: Path, there: bool) -> None:
    if there:
        (kzref.home / "new").mkdir()
    run = kzref("--library", tiny_pack, "print", "alpha", "-o", "new/")
    assert run.returncode == 2
    assert "'new/' is a folder; name a file in it" in run.stderr
    assert (kzref.home / "new").exists() == there


def test_a_pdf_may_have_the_longest_name_that_a_file_may_have(kzref: "Kzref", tiny_pack: Path) -> None:
    name = "n" * 251 + ".pdf"
    run = kzref("--library", tiny_pack, "print", "alpha", "-o", name)
    assert (run.returncode, run.stderr) == (0, "")
    assert (kzref.home / name).is_file()


def test_paper_leaves_nothing_of_a_huge_page_out(kzref: "Kzref", tmp_path: Path) -> None:
    rows = "".join(f"| row{n} | value{n} |\n" for n in range(3000))
    code = "".join(f"code{n}_" for n in range(400))
    word = "".join(f"w{n}" for n in range(4000))
    text = f"# Huge\n\n| a | b |\n|---|---|\n{rows}\n{word}\n\n```\n{code}\n```\n"
    (tmp_path / "huge.md").write_text(text, "utf-8")
    run = kzref("--library", tmp_path, "print", "huge", "-o", "huge.pdf")
    assert (run.returncode, run.stderr) == (0, "")
    printed = "".join("".join(page.extract_text().split()) for page in PdfReader(kzref.home / "huge.pdf").pages)
    assert all(f"row{n}value{n}" in printed for n in range(3000))
    assert all(f"code{n}_" in printed or f"code{n}" in printed for n in range(400))
    assert sum(f"w{n}w{n + 1}" in printed for n in range(3999)) > 3700


def test_printing_needs_no_display(kzref_content: "Kzref") -> None:
    target = kzref_content.home / "out.pdf"
    run = kzref_content("print", "crime", "-o", target, DISPLAY=":99999", QT_QPA_PLATFORM="xcb")
    assert (run.returncode, run.stderr) == (0, "")
    assert target.read_bytes().startswith(b"%PDF-")


def assert_refused_for_want_of_a_display(run: "subprocess.CompletedProcess[str]") -> None:
    assert run.returncode == 1
    assert run.stdout == ""
    assert "Traceback" not in run.stderr
    (line,) = run.stderr.splitlines()
    assert line.startswith("kzref: ")
    for command in ("list", "search", "show", "print"):
        assert f"kzref {command}" in line


@on_linux
@pytest.mark.parametrize("arguments", [[], ["criminal-policy/goal"]], ids=["start", "address"])
def test_without_a_display_one_line_names_the_commands(kzref_content: "Kzref", arguments: list[str]) -> None:
    assert_refused_for_want_of_a_display(kzref_content(*arguments))


@on_linux
@pytest.mark.parametrize(
    "display",
    [{"DISPLAY": ":99999"}, {"WAYLAND_DISPLAY": "kzref-none"}, {"QT_QPA_PLATFORM": "nonsense"}],
    ids=["x11", "wayland", "platform"],
)
def test_a_display_that_cannot_be_opened_is_one_line_and_no_core_dump(
    kzref_content: "Kzref", display: dict[str, str]
) -> None:
    # Without this folder libwayland adds a line of its own.
    (kzref_content.home / "run").mkdir(mode=0o700)
    assert_refused_for_want_of_a_display(kzref_content(**display, XDG_RUNTIME_DIR=str(kzref_content.home / "run")))
    assert list(kzref_content.home.glob("core*")) == []
