"""Which libraries of a Linux bundle are needed, and which of the system's go in too; build.spec asks."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

Entry = tuple[str, str, str]
"""Of PyInstaller's tables: name in the bundle, where it comes from, what sort of thing it is."""


def needed_by(path: str | Path) -> list[str]:
    """The names of the libraries that a file is linked to itself."""
    told = subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=True).stdout
    return re.findall(r"NEEDED\s+(\S+)", told)


def system_libraries() -> dict[str, str]:
    """The path of each library of this processor that the system's linker knows, by name."""
    told = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    found: dict[str, str] = {}
    for name, abi, path in re.findall(r"^\s+(\S+) \(([^)]*)\) => (\S+)$", told, re.M):
        if "x86-64" in abi or "AArch64" in abi:
            found.setdefault(name, path)
    return found


def with_system(binaries: Iterable[Entry], wanted: Iterable[str]) -> list[Entry]:
    """The binaries, with libraries of the system by name, and what those are linked to that is named as well."""
    entries = list(binaries)
    known, there, asked = system_libraries(), {Path(entry[0]).name for entry in entries}, set(wanted)
    for name in sorted(asked - there):
        if name not in known:
            raise SystemExit(f"build.spec: this system lacks {name}; run '.ci/setup test'.")
        entries.append((name, known[name], "BINARY"))
    return entries


def reachable(binaries: Iterable[Entry], left_to_system: set[str]) -> list[Entry]:
    """What extensions, plug-ins and Python itself link to, directly or not; PyInstaller also brings the rest."""
    files = [entry for entry in binaries if entry[2] != "SYMLINK" and Path(entry[0]).name not in left_to_system]
    by_name = {Path(entry[0]).name: entry for entry in files}
    waiting = [e for e in files if e[2] == "EXTENSION" or "plugins" in e[0] or Path(e[0]).name.startswith("libpython")]
    found: dict[str, Entry] = {}
    while waiting:
        entry = waiting.pop()
        if entry[0] not in found:
            found[entry[0]] = entry
            waiting += [by_name[name] for name in needed_by(entry[1]) if name in by_name]
    return list(found.values())


def missing_in(folder: Path) -> set[str]:
    """The libraries that a finished bundle is linked to and leaves to the system."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink() and _is_elf(path)]
    there = {path.name for path in folder.rglob("*.so*")}
    return {name for path in files for name in needed_by(path)} - there


def newest_glibc(folder: Path) -> str:
    """The newest version of the C library that a finished bundle asks for, such as 2.36."""
    found = {(2, 17)}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and _is_elf(path):
            told = subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=True).stdout
            found |= {(int(major), int(minor)) for major, minor in re.findall(r"GLIBC_(\d+)\.(\d+)", told)}
    return ".".join(map(str, max(found)))


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"
