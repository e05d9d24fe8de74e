"""Integrity of a pack: its MANIFEST lists the SHA-256 of each file as it was published."""

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from kzref.errors import PackError
from kzref.messages.message import Message, message
from kzref.pack.files.reading import (
    LARGEST_FILE,
    LARGEST_TOML,
    UnreadableSourceError,
    open_source,
    read_source_bytes,
    read_source_text,
)
from kzref.pack.files.text_safety import one_line
from kzref.pack.files.toml_fields import parse_toml
from kzref.pack.pack import DESCRIPTION
from kzref.pack.problems import ignore_problem
from kzref.pack.source_files import check_readable
from kzref.paths import existing_folder

NAME = "MANIFEST"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


class Differences(NamedTuple):
    """How a folder differs from what was published, by relative path."""

    altered: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether there is any."""
        return any(self)

    @property
    def lines(self) -> tuple[Message, ...]:
        """A line for each file, as 'kzref verify' prints them."""
        return (
            *(message("verify.altered", file=one_line(name)) for name in self.altered),
            *(message("verify.missing", file=one_line(name)) for name in self.missing),
            *(message("verify.extra", file=one_line(name)) for name in self.extra),
        )


def is_published(folder: Path) -> bool:
    """Return whether a folder has a MANIFEST."""
    return os.path.lexists(folder / NAME)


def publish(folder: Path) -> int:
    """Write the MANIFEST of a folder, replacing an older one at once; return the number of files it lists."""
    folder = existing_folder(folder)
    check_readable(folder)
    hashes = _file_hashes(folder)
    for name, sha in hashes.items():
        if name.splitlines() != [name]:
            raise PackError(message("publish.line_break", name=repr(name)))
        if not sha:
            raise PackError(message("publish.unreadable", file=one_line(str(folder / name))))
    temporary = folder / f".{NAME}.new"
    try:
        temporary.write_bytes(_manifest_text(hashes))
        temporary.replace(folder / NAME)
    except OSError as error:
        raise PackError(message("publish.cannot_write", file=folder / NAME, reason=error.strerror)) from error
    return len(hashes)


def find_differences(folder: Path) -> Differences:
    """Return what differs from the MANIFEST; the manifest itself if it is missing or cannot be read."""
    folder = existing_folder(folder)
    check_readable(folder)
    if not is_published(folder):
        return Differences(missing=(NAME,))
    published, found = _read_manifest(folder / NAME), _file_hashes(folder)
    if not published:
        return Differences(altered=(NAME,))
    return Differences(
        altered=tuple(name for name in sorted(published.keys() & found.keys()) if published[name] != found[name]),
        missing=tuple(sorted(published.keys() - found.keys())),
        extra=tuple(sorted(found.keys() - published.keys())),
    )


def edition_hash(folder: Path) -> str:
    """Return the SHA-256 of the MANIFEST as it should be: of the file itself as long as nothing has changed."""
    return hashlib.sha256(_manifest_text(_file_hashes(folder))).hexdigest()


def edition_name(folder: Path) -> str:
    """Return the edition that pack.toml states, such as "1.0"; empty if it states none."""
    text = read_source_text(folder / DESCRIPTION, DESCRIPTION, ignore_problem, LARGEST_TOML)
    data = parse_toml(text, DESCRIPTION, ignore_problem) if text else None
    edition = data.get("edition") if data else None
    return one_line(edition) if isinstance(edition, str) else ""


def _manifest_text(hashes: Mapping[str, str]) -> bytes:
    """Return a manifest in the format of sha256sum."""
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes)).encode("utf-8", "surrogateescape")


def _read_manifest(path: Path) -> dict[str, str]:
    """Return the hashes by path; empty if the file is not as publish() writes it."""
    try:
        text = read_source_bytes(path, LARGEST_FILE).decode("utf-8", "surrogateescape")
    except UnreadableSourceError:
        return {}
    lines = [_LINE.fullmatch(line) for line in text.replace("\r\n", "\n").removesuffix("\n").split("\n")]
    hashes = {line[2]: line[1] for line in lines if line}
    return hashes if len(hashes) == len(lines) else {}


def _file_hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file but hidden ones, by relative path; empty for a link or an unreadable file."""
    found: dict[str, str] = {}
    queue = [(str(folder), "")]
    while queue:
        here, above = queue.pop()
        try:
            entries = list(os.scandir(here))
        except OSError:
            found[above.rstrip("/") or "."] = ""
            continue
        for entry in entries:
            name = above + entry.name
            if entry.name.startswith(".") or name == NAME:
                continue
            if entry.is_dir(follow_symlinks=False):
                queue.append((entry.path, f"{name}/"))
            else:
                found[name] = _file_hash(entry.path)
    return found


def _file_hash(file: str) -> str:
    """Return the SHA-256 of a file; empty, which is never as published, if it is no file or cannot be read."""
    try:
        with open_source(Path(file)) as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except (OSError, UnreadableSourceError):
        return ""
