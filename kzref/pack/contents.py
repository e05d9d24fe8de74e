"""The order of a pack's contents: parts, folders and files, before any file is opened."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from kzref.pack.addresses import Address, join, slug
from kzref.pack.files.text_safety import one_line
from kzref.pack.pack import Pack, Part
from kzref.pack.source_files import is_markdown, source_files

_HEADS = ("index", "readme")


@dataclass(frozen=True, slots=True)
class FileEntry:
    """Where a Markdown file stands in the contents. heads_folder: it is the page of its folder."""

    path: str
    address: Address
    parent: Address | None
    heads_folder: bool = False


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """A branch of the contents that has no file of its own."""

    path: str
    address: Address
    parent: Address | None
    title: str
    about: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass
class _Branch:
    files: list[str] = field(default_factory=list)
    below: "dict[str, _Branch]" = field(default_factory=dict)


def read_contents(pack: Pack) -> Iterator[FileEntry | FolderEntry | Part]:
    """What the contents hold, in order: the declared parts first, then the rest by name."""
    root = _Branch()
    for path in source_files(pack.folder):
        if not is_markdown(path):
            continue
        branch = root
        for name in path.split("/")[:-1]:
            branch = branch.below.setdefault(name, _Branch())
        branch.files.append(path)
    for part in pack.parts:
        if not part.folder:
            yield part
            continue
        branch = _take(root, part.folder)
        head = _head(branch)
        if not head:
            yield FolderEntry(part.folder, part.address, None, part.title, part.about, part.titles)
        yield from _walk(pack, branch, part.folder, part.address, None, part.order)
    yield from _walk(pack, root, "", Address(""), None, ())


def _take(root: _Branch, folder: str) -> _Branch:
    """The branch of a folder, removed from the tree."""
    names = folder.split("/")
    branch = root
    for name in names[:-1]:
        branch = branch.below.setdefault(name, _Branch())
    return branch.below.pop(names[-1], _Branch())


def _head(branch: _Branch) -> str:
    """The file that is a folder's own page, or empty."""
    return min((f for f in branch.files if PurePosixPath(f).stem.lower() in _HEADS), default="")


def _walk(
    pack: Pack, branch: _Branch, path: str, address: Address, parent: Address | None, order: tuple[str, ...]
) -> Iterator[FileEntry | FolderEntry]:
    own = _head(branch)
    # The page of the whole folder heads nothing: it is called as the folder is.
    head = own if path else ""
    if head:
        yield FileEntry(head, address, parent, heads_folder=bool(len(branch.files) > 1 or branch.below))
    inner = address or None

    first = {stem: at for at, stem in reversed(list(enumerate(order)))}

    def rank(name: str) -> tuple[int, list[tuple[int, int, str]]]:
        return first.get(PurePosixPath(name).stem, len(order)), natural_key(name)

    for name in sorted(branch.files, key=rank):
        if name != head:
            stem = slug(pack.folder.name if name == own else PurePosixPath(name).stem)
            # In a declared pack an id stands alone; elsewhere the path keeps names apart.
            yield FileEntry(name, Address(stem) if pack.declared else join(address, stem), inner)
    for name in sorted(branch.below, key=natural_key):
        inside = branch.below[name]
        below_path, below = f"{path}/{name}" if path else name, join(address, slug(name))
        if not _head(inside):
            if not inside.files and not inside.below:
                continue
            yield FolderEntry(below_path, below, inner, one_line(name))
        yield from _walk(pack, inside, below_path, below, inner, ())


def natural_key(name: str) -> list[tuple[int, int, str]]:
    """Sorts 'Article 2' before 'Article 10'."""
    return [
        (0, int(p), "") if p.isdigit() and p.isascii() else (1, 0, p) for p in re.split(r"(\d+)", name.lower()) if p
    ]
