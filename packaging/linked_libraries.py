"""The libraries that a Linux bundle is linked to: which it needs, and which of the system's it has to contain."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

Entry = tuple[str, str, str]
"""A row of PyInstaller's tables: name in the bundle, path of the file, type."""


def needed_by(path: str | Path) -> list[str]:
    """Return the names of the libraries that a file is linked to directly."""
    return re.findall(r"NEEDED\s+(\S+)", _headers(path))


def system_libraries() -> dict[str, str]:
    """Return the paths of the libraries for this processor that the dynamic linker knows, by name."""
    listing = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    paths: dict[str, str] = {}
    for name, abi, path in re.findall(r"^\s+(\S+) \(([^)]*)\) => (\S+)$", listing, re.M):
        if "x86-64" in abi or "AArch64" in abi:
            paths.setdefault(name, path)
    return paths


def with_system_libraries(binaries: Iterable[Entry], names: Iterable[str]) -> list[Entry]:
    """Return the binaries with libraries of the system added, by their names. Raise SystemExit if one is missing."""
    entries = list(binaries)
    known, present = system_libraries(), {Path(entry[0]).name for entry in entries}
    for name in sorted(set(names) - present):
        if name not in known:
            raise SystemExit(f"build.spec: this system lacks {name}; run '.ci/setup test'.")
        entries.append((name, known[name], "BINARY"))
    return entries


def reachable(binaries: Iterable[Entry], left_to_system: set[str]) -> list[Entry]:
    """Return what extensions, plug-ins and Python itself are linked to, directly or not.

    PyInstaller collects more. left_to_system: names of libraries that the bundle does not contain.
    """
    files = [entry for entry in binaries if entry[2] != "SYMLINK" and Path(entry[0]).name not in left_to_system]
    by_name = {Path(entry[0]).name: entry for entry in files}
    waiting = [e for e in files if e[2] == "EXTENSION" or "plugins" in e[0] or Path(e[0]).name.startswith("libpython")]
    needed: dict[str, Entry] = {}
    while waiting:
        entry = waiting.pop()
        if entry[0] not in needed:
            needed[entry[0]] = entry
            waiting += [by_name[name] for name in needed_by(entry[1]) if name in by_name]
    return list(needed.values())


def missing_in(folder: Path) -> set[str]:
    """Return the names of the libraries that a bundle is linked to and does not contain."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink() and _is_elf(path)]
    present = {path.name for path in folder.rglob("*.so*")}
    return {name for path in files for name in needed_by(path)} - present


def newest_glibc(folder: Path) -> str:
    """Return the newest version of the C library that a bundle needs, such as 2.36."""
    versions = {(2, 17)}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and _is_elf(path):
            named = re.findall(r"GLIBC_(\d+)\.(\d+)", _headers(path))
            versions |= {(int(major), int(minor)) for major, minor in named}
    return ".".join(map(str, max(versions)))


def _headers(path: str | Path) -> str:
    """Return what objdump prints about the libraries and versions that a file needs."""
    return subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=True).stdout


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"
