"""Which libraries of a Linux bundle are needed, and which of the system's go in too; build.spec asks."""

import platform
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


def with_stand_ins(binaries: Iterable[Entry], functions: dict[str, str], made: Path) -> list[Entry]:
    """The binaries, with some libraries replaced by ones that answer 0 to whatever they are asked.

    functions has, by name of library, a pattern of the names of its functions.
    """
    others = [entry for entry in binaries if Path(entry[0]).name not in functions]
    asked: set[tuple[str, str]] = set()
    for _, path, sort in others:
        if sort != "SYMLINK":
            told = subprocess.run(["objdump", "-T", path], capture_output=True, text=True, check=True).stdout
            asked |= set(re.findall(r"\*UND\*\s+\w+\s+(?:\((\w+)\)\s+)?(\w+)$", told, re.M))
    made.mkdir(parents=True, exist_ok=True)
    for name, pattern in functions.items():
        wanted = sorted(pair for pair in asked if re.fullmatch(pattern, pair[1]))
        others.append((name, str(_stand_in(name, wanted, made)), "BINARY"))
    return others


_ANSWERS = {"x86_64": "xorl %eax, %eax", "aarch64": "mov w0, #0"}
"""The instruction by which a processor answers 0."""


def _stand_in(name: str, wanted: list[tuple[str, str]], made: Path) -> Path:
    """Assembles a library of functions, each named with the version that it is asked for by, if any."""
    target, source, compiled, listed = (made / f"{name}{ending}" for ending in ("", ".s", ".o", ".map"))
    answer = _ANSWERS[platform.machine()]
    code = [f".globl {function}\n.type {function}, %function\n{function}: {answer}\nret\n" for _, function in wanted]
    source.write_text("".join(code) + '.section .note.GNU-stack, "", %progbits\n', "utf-8")
    subprocess.run(["as", "-o", compiled, source], check=True)
    versions = sorted({version for version, _ in wanted if version})
    rows = [f"{each} {{ {' '.join(f'{f};' for v, f in wanted if v == each)} }};\n" for each in versions]
    listed.write_text("".join(rows), "utf-8")
    scripted = ["--version-script", listed] if rows else []
    linking = ["ld", "-shared", "-s", "-z", "noseparate-code", "-soname", name, *scripted, "-o", target, compiled]
    subprocess.run(linking, check=True)
    return target


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
