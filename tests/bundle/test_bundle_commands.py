"""The bundle on the command line: every command, without a display, without Python, and on folders of one's own."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import BUNDLE, ROOT, Program
from pypdf import PdfReader

sys.path.insert(0, str(ROOT / "packaging"))

from linked_libraries import missing_in

import kzref

INSIDE = BUNDLE / "_internal"


def test_the_version_names_program_edition_and_content(bundle: Program) -> None:
    run = bundle("--version")
    assert (run.returncode, run.stderr) == (0, "")
    sha = hashlib.sha256((ROOT / "content" / "MANIFEST").read_bytes()).hexdigest()[:12]
    assert run.stdout == f"kzref {kzref.__version__}\ncontent edition 1.0, hash {sha}\n"


def test_search_finds_at_once_in_the_library_that_is_shipped(bundle: Program) -> None:
    run = bundle("search", "convicted 2017", "--json")
    assert (run.returncode, run.stderr) == (0, "")
    assert json.loads(run.stdout)["total"] > 0
    assert not (bundle.home / ".cache").exists(), "nothing had to be compiled"


def test_show_list_and_check(bundle: Program) -> None:
    shown = bundle("show", "convicted-2015-2022")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "33,671" in shown.stdout
    html = bundle("show", "criminal-policy/goal", "--format", "html")
    assert (html.returncode, html.stderr) == (0, "")
    listed = bundle("list")
    assert len(listed.stdout.splitlines()) > 400
    checked = bundle("check", ROOT / "content")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "no faults" in checked.stdout


def test_print_needs_no_display(bundle: Program) -> None:
    run = bundle("print", "convicted-2015-2022", "-o", "out.pdf")
    assert (run.returncode, run.stderr) == (0, "")
    text = " ".join(page.extract_text() for page in PdfReader(bundle.home / "out.pdf").pages)
    assert "33,671" in text


def test_commands_load_no_graphical_library(bundle: Program) -> None:
    for command in (["search", "crime"], ["show", "crime"], ["list"], ["verify"], ["--version"]):
        run = bundle(*command, LD_DEBUG="files", LD_DEBUG_OUTPUT=str(bundle.home / "loaded"))
        assert run.returncode == 0
    loaded = "".join(path.read_text("utf-8") for path in bundle.home.glob("loaded.*"))
    assert "libpython" in loaded
    assert set(re.findall(r"lib(?:Qt6|GL|EGL|X11|xcb|wayland)\w*", loaded)) == set()


@pytest.mark.parametrize("locale", ["ja_JP.EUC-JP", "kk_KZ.PT154", "C", "xx_YY"])
def test_it_speaks_utf8_in_every_locale(bundle: Program, locale: str) -> None:
    language, _, encoding = locale.partition(".")
    if encoding:
        made = subprocess.run(["localedef", "-i", language, "-f", encoding, bundle.home / locale], capture_output=True)
        if made.returncode:
            pytest.skip(f"{locale} cannot be made on this machine")
    run = bundle("search", "уголовная политика", LOCPATH=str(bundle.home), LC_ALL=locale)
    assert (run.returncode, run.stderr) == (0, "")
    assert "criminal-policy" in run.stdout
    assert "уголовн" in bundle("show", "criminal-policy", LOCPATH=str(bundle.home), LC_ALL=locale).stdout.lower()


def test_verify_finds_the_bundle_as_published(bundle: Program) -> None:
    run = bundle("verify")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("As published: content edition 1.0")


def test_an_altered_byte_is_named(own_bundle: Program) -> None:
    inside = own_bundle.path.parent / "_internal"
    page = inside / "content" / "concepts" / "crime.md"
    data = bytearray(page.read_bytes())
    data[-2] ^= 1
    page.write_bytes(data)
    run = own_bundle("verify")
    assert (run.returncode, run.stdout) == (1, "altered: concepts/crime.md\n")
    assert len(run.stderr.splitlines()) == 1
    assert "not as published" in own_bundle("--version").stdout


def test_an_altered_byte_of_the_compiled_library_is_named(own_bundle: Program) -> None:
    library = own_bundle.path.parent / "_internal" / "libraries" / "content" / "library.sqlite"
    data = bytearray(library.read_bytes())
    data[-1] ^= 1
    library.write_bytes(data)
    run = own_bundle("verify")
    assert (run.returncode, run.stdout) == (1, "altered: libraries/content/library.sqlite\n")


@pytest.mark.parametrize("pages", [3, 400], ids=["in one process", "in several"])
def test_another_folder_is_compiled_and_searched(bundle: Program, pages: int) -> None:
    folder = bundle.home / "pages"
    folder.mkdir()
    words = "The zebra stood beside the okapi and looked at the tapirs of the marsh. " * 12
    for number in range(pages):
        (folder / f"page-{number}.md").write_text(f"# Page {number}\n\n{words}\n", "utf-8")
    built = bundle("build", folder)
    assert (built.returncode, built.stderr) == (0, "")
    found = bundle("--library", folder, "search", "okapi", "--json")
    assert json.loads(found.stdout)["total"] == pages


def test_files_in_older_encodings_and_other_scripts_are_read(bundle: Program) -> None:
    laws = bundle.home / "laws"
    laws.mkdir()
    (laws / "russian.md").write_bytes("# Кодекс\n\nВсякая кража наказуема по этому закону.\n".encode("cp1251"))
    (laws / "french.md").write_bytes("# Code pénal\n\nLe délit est puni par l'État.\n".encode("cp1252"))
    (laws / "chinese.md").write_bytes("# 刑法\n\n盗窃公私财物，处三年以下有期徒刑。\n".encode("utf-16"))
    for query, title in (("кражи", "Кодекс"), ("etat delit", "Code pénal"), ("有期徒刑", "刑法")):
        found = bundle("--library", laws, "search", query)
        assert (found.returncode, found.stdout.split("  ")[0]) == (0, title), found.stderr


def test_the_helpers_of_a_large_build_do_not_open_a_window(bundle: Program) -> None:
    reading, writing = os.pipe()
    code = f"from multiprocessing.resource_tracker import main;main({reading})"
    helper = subprocess.Popen(
        [bundle.path, "-c", code], env=bundle.environment(), pass_fds=[reading], stderr=subprocess.PIPE
    )
    os.close(reading)
    os.close(writing)
    assert helper.communicate(timeout=30) == (None, b"")
    assert helper.returncode == 0
    for words in (["search", "multiprocessing"], ["show", "multiprocessing"]):
        run = bundle(*words)
        assert run.returncode == 1
        assert len(run.stderr.splitlines()) == 1


def test_it_runs_from_anywhere_and_through_a_link(own_bundle: Program, tmp_path: Path) -> None:
    link = tmp_path / "bin" / "kzref"
    link.parent.mkdir()
    link.symlink_to(own_bundle.path)
    run = Program(link, own_bundle.home)("search", "crime")
    assert (run.returncode, run.stderr) == (0, "")


def test_nothing_is_written_into_the_bundle(own_bundle: Program) -> None:
    def states() -> dict[Path, tuple[int, int]]:
        return {p: (p.stat().st_size, p.stat().st_mtime_ns) for p in own_bundle.path.parent.rglob("*") if p.is_file()}

    before = states()
    for command in (["search", "crime"], ["verify"], ["list"]):
        own_bundle(*command)
    changed = {path.name for path, state in states().items() if before.get(path) != state}
    assert changed <= {"verified.json"}


def test_only_the_c_library_and_what_is_optional_is_left_to_the_system() -> None:
    of_libc = {"ld-linux-x86-64.so.2", "libc.so.6", "libdl.so.2", "libm.so.6", "libpthread.so.0", "librt.so.1"}
    assert missing_in(BUNDLE) - of_libc <= {"libcups.so.2"}


def test_no_link_dangles_and_nothing_of_other_programs_is_inside() -> None:
    assert [path for path in BUNDLE.rglob("*") if path.is_symlink() and not path.exists()] == []
    names = {path.name for path in BUNDLE.rglob("*")}
    for stranger in ("libssl", "libcrypto", "libQt6Qml", "libQt6Quick", "libQt6Pdf", "libQt6Network", "opengl32sw"):
        assert [name for name in names if name.startswith(stranger)] == []


def test_every_library_of_the_system_has_its_notice() -> None:
    parts = json.loads((INSIDE / "resources" / "notices" / "components.json").read_text("utf-8"))
    names = {part["name"] for part in parts}
    assert {"Python", "PySide6_Essentials", "Markdown", "libxcb1", "libdbus-1-3", "libstdc++6"} <= names
    for part in parts:
        for text in part["texts"]:
            assert (INSIDE / "resources" / "notices" / text).stat().st_size > 100


@pytest.mark.skipif(not list((ROOT / "dist").glob("*.tar.xz")), reason="there is no archive: make bundle")
def test_the_archive_holds_the_bundle_and_is_small_enough(tmp_path: Path) -> None:
    (archive,) = (ROOT / "dist").glob("kzref-*-linux-*.tar.xz")
    assert subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=ROOT / "dist").returncode == 0
    assert archive.stat().st_size <= 33e6
    entries = [path.lstat() for path in [BUNDLE, *BUNDLE.rglob("*")]]
    assert sum(entry.st_size for entry in entries) <= 105e6, "as du -b counts"
    assert sum(entry.st_blocks * 512 for entry in entries) <= 105e6, "in whole blocks of the disk"
    subprocess.run(["tar", "-xJf", archive, "-C", tmp_path], check=True)
    home = tmp_path / "home"
    home.mkdir()
    unpacked = Program(tmp_path / "kzref" / "kzref", home)
    assert unpacked("verify").returncode == 0
    compared = ["diff", "-rq", "--exclude=verified.json", BUNDLE, tmp_path / "kzref"]
    assert subprocess.run(compared, capture_output=True, text=True).stdout == ""
    shutil.rmtree(tmp_path / "kzref")


def test_the_bill_of_materials_names_what_is_inside() -> None:
    (bill,) = (ROOT / "dist").glob("*.cdx.json")
    bill_of_materials = json.loads(bill.read_text("utf-8"))
    assert bill_of_materials["metadata"]["component"]["version"] == kzref.__version__
    assert {"Markdown", "nh3", "Python", "libxcb1", "ammonia"} <= {
        part["name"] for part in bill_of_materials["components"]
    }
