"""The components of a bundle with their licences: packages of Python by their metadata, of the system by dpkg's."""

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

# By the normalized name of a package: its purpose; its licence, where its metadata have no SPDX expression; the files
# of notices, where it contains none.
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
    """One component of a bundle. licence: an SPDX expression if there is one. texts: names of files of notices."""

    name: str
    version: str
    licence: str
    purpose: str
    texts: tuple[str, ...]
    purl: str = ""


class ComponentNotices(NamedTuple):
    """A component, and the notices that it adds: text by name of file."""

    component: Component
    notices: dict[str, str]


def own_components(version: str) -> Iterator[ComponentNotices]:
    """Yield what belongs to the project or is kept in its tree."""
    licence = (ROOT / "LICENSE").read_text("utf-8")
    yield ComponentNotices(
        Component("kzref", version, "Apache-2.0", "the program", ("kzref.txt",)), {"kzref.txt": licence}
    )
    content = (ROOT / "content" / "LICENSE.txt").read_text("utf-8")
    yield ComponentNotices(
        Component("Content", "", "CC-BY-4.0", "the reference on Kazakhstan", ("content.txt",)), {"content.txt": content}
    )
    fonts = (ROOT / "resources" / "fonts" / "OFL.txt").read_text("utf-8")
    yield ComponentNotices(
        Component("Kzref Serif, Kzref Sans", "2.004", "OFL-1.1", "fonts, after Noto", ("fonts.txt",)),
        {"fonts.txt": fonts},
    )
    icons = "The icons of kzref are given to the public domain under CC0 1.0:\n\n    https://creativecommons.org/publicdomain/zero/1.0/\n"
    yield ComponentNotices(Component("Icons", "", "CC0-1.0", "drawn for kzref", ("icons.txt",)), {"icons.txt": icons})


def python_packages() -> Iterator[ComponentNotices]:
    """Yield the packages that kzref depends on, directly or not, and PyInstaller, whose code starts the bundle."""
    for name in [*sorted(_dependencies("kzref") - {"kzref"}, key=str.lower), "pyinstaller"]:
        yield _package(name)


def _dependencies(name: str) -> set[str]:
    """Return the names of a distribution and of all that it depends on."""
    names: set[str] = set()
    waiting = [name]
    while waiting:
        distribution = metadata.distribution(waiting.pop())
        if distribution.name in names:
            continue
        names.add(distribution.name)
        # Other markers are about the system: what is not installed here is not in this bundle either.
        waiting += [
            re.split(r"[\s;<>=!~\[(]", line)[0]
            for line in distribution.requires or ()
            if "extra ==" not in line and "extra==" not in line
        ]
    return names


def _package(name: str) -> ComponentNotices:
    distribution = metadata.distribution(name)
    known = re.sub(r"[-_.]+", "-", distribution.name).lower()
    purpose, licence, texts = _KNOWN.get(known, ("", "", ()))
    licence = licence or distribution.metadata["License-Expression"] or distribution.metadata["License"]
    notices = {} if texts else {f"{known}.txt": _licence_text(distribution)}
    purl = f"pkg:pypi/{known}@{distribution.version}"
    component = Component(distribution.name, distribution.version, licence, purpose, tuple(texts or notices), purl)
    return ComponentNotices(component, notices)


def _licence_text(distribution: metadata.Distribution) -> str:
    files = [
        file
        for file in distribution.files or ()
        if re.match(r"(licen[cs]e|copying)", file.name, re.I) and ".dist-info" in str(file)
    ]
    if not files:
        raise SystemExit(f"packaging: {distribution.name} carries no licence text; add one to packaging/components.py.")
    return "\n\n".join(Path(str(f.locate())).read_text("utf-8").strip() for f in files) + "\n"


def crates() -> Iterator[ComponentNotices]:
    """Yield what is compiled into nh3, by its own bill of materials."""
    for file in metadata.distribution("nh3").files or ():
        if "sboms" in file.parts:
            bill = json.loads(Path(str(file.locate())).read_text("utf-8"))
            for part in bill["components"]:
                licence = " AND ".join(entry.get("expression", "") for entry in part.get("licenses", []))
                texts = tuple(f"{n}.txt" for n in ("mpl-2.0", "unicode-3.0") if n in licence.lower()) or (
                    "nh3.txt",
                    "apache-2.0.txt",
                )
                yield ComponentNotices(
                    Component(
                        part["name"], part["version"], licence, "compiled into nh3", texts, part["purl"].split("?")[0]
                    ),
                    {},
                )


def python_itself() -> ComponentNotices:
    """Return the interpreter of this process."""
    homes = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix))
    texts = [home / "LICENSE.txt" for home in homes if (home / "LICENSE.txt").is_file()]
    text = texts[0].read_text("utf-8") if texts else (NOTICES / "python.txt").read_text("utf-8")
    purl = f"pkg:generic/python@{platform.python_version()}"
    component = Component("Python", platform.python_version(), "PSF-2.0", "runs the program", ("python.txt",), purl)
    return ComponentNotices(component, {"python.txt": text})


def debian_packages(paths: Iterable[str]) -> Iterator[ComponentNotices]:
    """Yield the Debian packages that libraries were taken from, with their copyright files."""
    if not shutil.which("dpkg-query"):
        return
    packages = set()
    for path in sorted({str(Path(path).resolve()) for path in paths}):
        # dpkg may list a file below /lib by its name below /usr/lib, and the other way round.
        other = path.removeprefix("/usr") if path.startswith("/usr/") else f"/usr{path}"
        owners = subprocess.run(["dpkg-query", "-S", path, other], capture_output=True, text=True).stdout
        packages |= {line.split(": ")[0] for line in owners.splitlines()}
    for package in sorted(packages):
        yield _debian_package(package)


def _debian_package(package: str) -> ComponentNotices:
    command = ["dpkg-query", "-W", "-f", "${binary:Package} ${Version} ${source:Package}", package]
    _, version, source = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    name = package.split(":")[0]
    text = Path("/usr/share/doc", name, "copyright").read_text("utf-8", errors="replace")
    licences = dict.fromkeys(re.findall(r"^License: *(\S+)", text, re.M))
    licence = ", ".join(list(licences)[:3]) or "see its notice"
    purl = f"pkg:deb/debian/{name}@{version}"
    # Packages of one source have one copyright file.
    notice = f"debian-{source}.txt"
    return ComponentNotices(
        Component(name, version, licence, f"library of the system, from {source}", (notice,), purl), {notice: text}
    )
