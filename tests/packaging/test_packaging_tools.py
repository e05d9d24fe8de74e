"""What is distributed with the bundle: archive, checksums, notices, bill of materials, icons, files for desktops."""

import hashlib
import json
import os
import re
import shutil
import struct
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"
sys.path.insert(0, str(PACKAGING))

from archive import pack_tar, write_checksums  # noqa: E402
from bill_of_materials import bill  # noqa: E402
from components import Component, python_packages  # noqa: E402
from icon_files import write_icns, write_ico  # noqa: E402
from notices import source_components, version, write_notices  # noqa: E402

import kzref  # noqa: E402

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="of Linux")


def test_there_is_one_version_number() -> None:
    assert version() == kzref.__version__
    metainfo = ElementTree.parse(PACKAGING / "linux" / "kzref.metainfo.xml")
    assert metainfo.find("releases/release").get("version") == kzref.__version__  # type: ignore[union-attr]


def test_the_changelog_has_the_form_of_keep_a_changelog() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    heads = re.findall(r"^## (.*)$", text, re.M)
    assert heads[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", head) for head in heads[1:])
    sorts = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.*)$", text, re.M)) <= sorts


@on_linux
@pytest.mark.skipif(shutil.which("xz") is None, reason="xz is not installed")
def test_the_same_files_give_the_same_archive_whenever_they_were_written(tmp_path: Path) -> None:
    archives = []
    for name, time in (("one", 1_000_000_000), ("two", 1_700_000_000)):
        folder = tmp_path / name / "kzref"
        for file in ("b", "a") if name == "one" else ("a", "b"):
            (folder / "in").mkdir(parents=True, exist_ok=True)
            (folder / "in" / file).write_text(file, "utf-8")
            os.utime(folder / "in" / file, (time, time))
        (folder / "run").write_text("#!/bin/sh\n", "utf-8")
        (folder / "run").chmod(0o700 if name == "one" else 0o775)
        target = tmp_path / f"{name}.tar.xz"
        pack_tar(folder, target, 86_400)
        archives.append(target.read_bytes())
    assert archives[0] == archives[1]
    listed = subprocess.run(
        ["tar", "--utc", "--full-time", "-tvf", tmp_path / "one.tar.xz"], capture_output=True, text=True
    ).stdout.splitlines()
    assert [line.split()[-1] for line in listed] == ["kzref/", "kzref/in/", "kzref/in/a", "kzref/in/b", "kzref/run"]
    assert all("root/root" in line and "1970-01-02" in line for line in listed)
    assert [line[:10] for line in listed[-2:]] == ["-rw-r--r--", "-rwxr-xr-x"]


def test_the_sums_name_every_file_but_themselves(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"1")
    (tmp_path / "two").write_bytes(b"2")
    write_checksums(tmp_path)
    write_checksums(tmp_path)
    assert (tmp_path / "SHA256SUMS").read_text("utf-8").splitlines() == [
        f"{hashlib.sha256(data).hexdigest()}  {name}" for name, data in (("one", b"1"), ("two", b"2"))
    ]


def test_the_notices_in_the_tree_are_those_of_the_locked_packages(tmp_path: Path) -> None:
    """If this fails after requirements.lock or the version has changed: make notices."""
    kept = ROOT / "resources" / "notices"
    write_notices(source_components(), tmp_path)
    for written in tmp_path.iterdir():
        if written.name != "python.txt":  # of the Python that runs this
            assert written.read_text("utf-8") == (kept / written.name).read_text("utf-8"), written.name
    index = json.loads((kept / "components.json").read_text("utf-8"))
    assert {text for row in index for text in row["texts"]} <= {path.name for path in kept.iterdir()}


def test_every_package_is_gathered_with_what_it_needs_itself() -> None:
    names = {row.component.name.lower().replace("_", "-") for row in python_packages()}
    assert {
        "pyside6-essentials",
        "shiboken6",
        "whoosh-reloaded",
        "cached-property",
        "markdown",
        "pyyaml",
        "nh3",
        "snowballstemmer",
    } <= names
    assert "pytest" not in names


PARTS = [
    Component("kzref", "0.1.0", "Apache-2.0", "the program", ()),
    Component("Content", "", "CC-BY-4.0", "", ()),
    Component("zlib1g", "1:1.2", "Zlib, other", "", (), "pkg:deb/debian/zlib1g@1:1.2"),
    Component("Markdown", "3.0", "BSD-3-Clause", "", (), "pkg:pypi/markdown@3.0"),
    Component("nh3", "0.3", "MIT OR Apache-2.0", "", (), "pkg:pypi/nh3@0.3"),
]


def test_the_bill_of_materials_has_what_cyclonedx_asks_for() -> None:
    document = bill(PARTS, "ab" * 32)
    assert (document["bomFormat"], document["specVersion"], document["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", str(document["serialNumber"]))
    metadata, parts = document["metadata"], document["components"]
    assert isinstance(metadata, dict)
    assert isinstance(parts, list)
    assert metadata["component"]["name"] == "kzref"
    assert [part["name"] for part in parts] == ["Content", "Markdown", "nh3", "zlib1g"]
    references = [metadata["component"]["bom-ref"], *(part["bom-ref"] for part in parts)]
    assert len(set(references)) == len(references)
    licences = {part["name"]: part["licenses"] for part in parts}
    assert licences["nh3"] == [{"expression": "MIT OR Apache-2.0"}]
    assert licences["zlib1g"] == [{"license": {"name": "Zlib, other"}}]
    assert parts[0]["hashes"] == [{"alg": "SHA-256", "content": "ab" * 32}]


def test_the_same_parts_give_the_same_bill() -> None:
    assert bill(PARTS, "ab" * 32) == bill(PARTS, "ab" * 32)
    assert bill(PARTS, "ab" * 32)["serialNumber"] != bill(PARTS, "cd" * 32)["serialNumber"]


def test_the_icons_of_windows_and_macos_hold_the_png_files(tmp_path: Path) -> None:
    icons = ROOT / "resources" / "icons"
    ico = write_ico(icons, tmp_path / "kzref.ico").read_bytes()
    assert struct.unpack("<HHH", ico[:6]) == (0, 1, 5)
    for number, size in enumerate((16, 32, 48, 64, 256)):
        row = struct.unpack("<BBBBHHII", ico[6 + 16 * number : 22 + 16 * number])
        assert row[:2] == (size % 256, size % 256)
        assert ico[row[7] : row[7] + row[6]] == (icons / f"kzref-{size}.png").read_bytes()
    icns = write_icns(icons, tmp_path / "kzref.icns").read_bytes()
    assert icns[:4] == b"icns"
    assert struct.unpack(">I", icns[4:8])[0] == len(icns)
    at, seen = 8, []
    while at < len(icns):
        seen.append(icns[at : at + 4])
        length = struct.unpack(">I", icns[at + 4 : at + 8])[0]
        assert icns[at + 8 : at + 12] == b"\x89PNG"
        at += length
    assert seen == [b"icp4", b"icp5", b"icp6", b"ic07", b"ic08"]


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is not installed")
def test_the_desktop_file_is_valid() -> None:
    run = subprocess.run(
        ["desktop-file-validate", PACKAGING / "linux" / "kzref.desktop"], capture_output=True, text=True
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="appstream is not installed")
def test_the_metainfo_is_valid() -> None:
    run = subprocess.run(
        ["appstreamcli", "validate", "--no-net", PACKAGING / "linux" / "kzref.metainfo.xml"],
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout


def test_the_desktop_file_and_the_mime_type_speak_of_the_same() -> None:
    entry = (PACKAGING / "linux" / "kzref.desktop").read_text("utf-8")
    (kinds,) = re.findall(r"^MimeType=(.*)$", entry, re.M)
    declared = ElementTree.parse(PACKAGING / "linux" / "kzref.xml").getroot()[0].get("type")
    assert set(kinds.strip(";").split(";")) == {"x-scheme-handler/kzref", "text/markdown", declared}


@on_linux
def test_what_is_installed_is_removed_again_and_nothing_else(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    shutil.copytree(PACKAGING / "linux", tree / "packaging" / "linux")
    (tree / "resources").mkdir()
    shutil.copytree(ROOT / "resources" / "icons", tree / "resources" / "icons")
    program = tree / "dist" / "kzref" / "kzref"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\necho ran\n", "utf-8")
    program.chmod(0o755)
    script, to = tree / "packaging" / "linux" / "install.sh", tmp_path / "to"
    neighbour = to / "opt/it/share/applications/other.desktop"
    neighbour.parent.mkdir(parents=True)
    neighbour.write_text("", "utf-8")
    assert subprocess.run([script, "install", "/opt/it", to]).returncode == 0
    installed = {path.relative_to(to / "opt/it").as_posix() for path in to.rglob("*") if not path.is_dir()}
    assert {
        "bin/kzref",
        "lib/kzref/kzref",
        "share/applications/kzref.desktop",
        "share/mime/packages/kzref.xml",
    } <= installed
    assert len([name for name in installed if "hicolor" in name]) == 7
    assert subprocess.run([to / "opt/it/bin/kzref"], capture_output=True, text=True).stdout == "ran\n"
    assert "\nExec=/opt/it/bin/kzref %u\n" in (to / "opt/it/share/applications/kzref.desktop").read_text("utf-8")
    assert "\nTryExec=/opt/it/bin/kzref\n" in (to / "opt/it/share/applications/kzref.desktop").read_text("utf-8")
    assert subprocess.run([script, "uninstall", "/opt/it", to]).returncode == 0
    assert subprocess.run([script, "install", "/opt/my & it", to]).returncode == 0
    entry = (to / "opt/my & it/share/applications/kzref.desktop").read_text("utf-8")
    assert '\nExec="/opt/my & it/bin/kzref" %u\n' in entry
    assert subprocess.run([script, "uninstall", "/opt/my & it", to]).returncode == 0
    assert [path for path in to.rglob("*") if not path.is_dir()] == [neighbour]


@on_linux
def test_an_installation_without_a_bundle_or_with_half_a_path_is_refused_in_one_line(tmp_path: Path) -> None:
    script = shutil.copytree(PACKAGING / "linux", tmp_path / "packaging" / "linux") / "install.sh"
    for prefix in ("/opt", "opt"):
        run = subprocess.run([script, "install", prefix, tmp_path / "to"], capture_output=True, text=True)
        assert run.returncode in (1, 2)
        assert len(run.stderr.splitlines()) == 1
