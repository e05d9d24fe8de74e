"""What a bundle is made of, with licences: Python's packages by their metadata, libraries of the system by dpkg's."""

import json
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
NOTICES = ROOT / "resources" / "notices"

_QT = ("qt.txt", "lgpl-3.txt", "gpl-3.txt")

# By the package's name as registries normalise it: what for; the licence where its metadata say it in other words or
# not at all; the notices where it carries none.
_KNOWN: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "cached-property": ("used by whoosh-reloaded", "BSD-3-Clause", ()),
    "markdown": ("Markdown to HTML", "", ()),
    "nh3": ("cleaning of HTML", "MIT", ()),
    "platformdirs": ("folders of the user", "", ()),
    "pyinstaller": ("the program that starts the bundle", "GPL-2.0-or-later WITH Bootloader-exception", ()),
    "pyside6-essentials": ("Qt and its binding to Python: the window and paper", "LGPL-3.0-only", _QT),
    "pyyaml": ("front matter", "MIT", ()),
    "shiboken6": ("Qt's binding to Python", "LGPL-3.0-only", _QT),
    "snowballstemmer": ("stems of words", "BSD-3-Clause", ()),
    "whoosh-reloaded": ("full-text search", "BSD-2-Clause", ()),
}


class Component(NamedTuple):
    """One part of a bundle. licence is an SPDX expression where there is one; texts are names of files of notices."""

    name: str
    version: str
    licence: str
    purpose: str
    texts: tuple[str, ...]
    purl: str = ""


class Found(NamedTuple):
    """A part, and the notices that come with it: text by name of file."""

    component: Component
    notices: dict[str, str]


def own_parts(version: str) -> Iterator[Found]:
    """What is the project's own or kept in its tree."""
    licence = (ROOT / "LICENSE").read_text("utf-8")
    yield Found(Component("kzref", version, "Apache-2.0", "the program", ("kzref.txt",)), {"kzref.txt": licence})
    content = (ROOT / "content" / "LICENSE.txt").read_text("utf-8")
    yield Found(
        Component("Content", "", "CC-BY-4.0", "the reference on Kazakhstan", ("content.txt",)), {"content.txt": content}
    )
    fonts = (ROOT / "resources" / "fonts" / "OFL.txt").read_text("utf-8")
    yield Found(
        Component("Kzref Serif, Kzref Sans", "2.004", "OFL-1.1", "fonts, after Noto", ("fonts.txt",)),
        {"fonts.txt": fonts},
    )
    icons = "The icons of kzref are given to the public domain under CC0 1.0:\n\n    https://creativecommons.org/publicdomain/zero/1.0/\n"
    yield Found(Component("Icons", "", "CC0-1.0", "drawn for kzref", ("icons.txt",)), {"icons.txt": icons})


def python_packages() -> Iterator[Found]:
    """The packages that kzref depends on, all the way down, and the start of the bundle."""
    for name in [*sorted(_needed("kzref") - {"kzref"}, key=str.lower), "pyinstaller"]:
        yield _package(name)


def _needed(name: str) -> set[str]:
    """A distribution with all that it needs on any system."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        at = metadata.distribution(waiting.pop())
        if at.name in found:
            continue
        found.add(at.name)
        # Other markers ask for the system: what is not installed here is not in this bundle either.
        waiting += [
            re.split(r"[\s;<>=!~\[(]", line)[0]
            for line in at.requires or ()
            if "extra ==" not in line and "extra==" not in line
        ]
    return found


def _package(name: str) -> Found:
    at = metadata.distribution(name)
    known = re.sub(r"[-_.]+", "-", at.name).lower()
    purpose, licence, texts = _KNOWN.get(known, ("", "", ()))
    licence = licence or at.metadata["License-Expression"] or at.metadata["License"]
    notices = {} if texts else {f"{known}.txt": _licence_text(at)}
    purl = f"pkg:pypi/{known}@{at.version}"
    return Found(Component(at.name, at.version, licence, purpose, tuple(texts or notices), purl), notices)


def _licence_text(at: metadata.Distribution) -> str:
    named = [f for f in at.files or () if re.match(r"(licen[cs]e|copying)", f.name, re.I) and ".dist-info" in str(f)]
    if not named:
        raise SystemExit(f"packaging: {at.name} carries no licence text; add one to packaging/components.py.")
    return "\n\n".join(Path(str(f.locate())).read_text("utf-8").strip() for f in named) + "\n"


def crates() -> Iterator[Found]:
    """What is compiled into nh3, as it says itself."""
    at = metadata.distribution("nh3")
    for file in at.files or ():
        if "sboms" in file.parts:
            told = json.loads(Path(str(file.locate())).read_text("utf-8"))
            for part in told["components"]:
                licence = " AND ".join(said.get("expression", "") for said in part.get("licenses", []))
                texts = tuple(f"{n}.txt" for n in ("mpl-2.0", "unicode-3.0") if n in licence.lower()) or (
                    "nh3.txt",
                    "apache-2.0.txt",
                )
                yield Found(
                    Component(
                        part["name"], part["version"], licence, "compiled into nh3", texts, part["purl"].split("?")[0]
                    ),
                    {},
                )


def python_itself() -> Found:
    """The interpreter of this process."""
    homes = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix))
    texts = [home / "LICENSE.txt" for home in homes if (home / "LICENSE.txt").is_file()]
    text = texts[0].read_text("utf-8") if texts else (NOTICES / "python.txt").read_text("utf-8")
    purl = f"pkg:generic/python@{platform.python_version()}"
    component = Component("Python", platform.python_version(), "PSF-2.0", "runs the program", ("python.txt",), purl)
    return Found(component, {"python.txt": text})


def system_libraries(paths: Iterable[str]) -> Iterator[Found]:
    """The Debian packages that libraries were taken from, with their copyright files."""
    if not shutil.which("dpkg-query"):
        return
    real = sorted({str(Path(path).resolve()) for path in paths})
    packages = set()
    for path in real:
        # dpkg may know a file below /lib by its name below /usr/lib, and the other way round.
        other = path.removeprefix("/usr") if path.startswith("/usr/") else f"/usr{path}"
        told = subprocess.run(["dpkg-query", "-S", path, other], capture_output=True, text=True).stdout
        packages |= {line.split(": ")[0] for line in told.splitlines()}
    for package in sorted(packages):
        yield _debian(package)


def _debian(package: str) -> Found:
    asked = ["dpkg-query", "-W", "-f", "${binary:Package} ${Version} ${source:Package}", package]
    _, version, source = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
    name = package.split(":")[0]
    text = Path("/usr/share/doc", name, "copyright").read_text("utf-8", errors="replace")
    said = dict.fromkeys(re.findall(r"^License: *(\S+)", text, re.M))
    licence = ", ".join(list(said)[:3]) or "see its notice"
    purl = f"pkg:deb/debian/{name}@{version}"
    # Packages of one source have one copyright file.
    notice = f"debian-{source}.txt"
    return Found(
        Component(name, version, licence, f"library of the system, from {source}", (notice,), purl), {notice: text}
    )
