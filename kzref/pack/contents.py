"""The order of a pack's contents: parts, folders and files, before any file is opened."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from kzref.pack.addresses import Address, join, slug
from kzref.pack.files.text_safety import one_line
from kzref.pack.pack import Pack, Part
from kzref.pack.source_files import is_markdown, source_files

_FOLDER_PAGES = ("index", "readme")


@dataclass(frozen=True, slots=True)
class FileEntry:
    """Where a Markdown file stands in the contents. heads_folder: it is the page of its folder."""

    path: str
    address: Address
    parent: Address | None
    is_folder_page: bool = False


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
    folders: "dict[str, _Branch]" = field(default_factory=dict)


def read_contents(pack: Pack) -> Iterator[FileEntry | FolderEntry | Part]:
    """What the contents hold, in order: the declared parts first, then the rest by name."""
    root = _Branch()
    for path in source_files(pack.folder):
        if not is_markdown(path):
            continue
        branch = root
        for name in path.split("/")[:-1]:
            branch = branch.folders.setdefault(name, _Branch())
        branch.files.append(path)
    for part in pack.parts:
        if not part.folder:
            yield part
            continue
        branch = _pop_branch(root, part.folder)
        page = _folder_page(branch)
        if not page:
            yield FolderEntry(part.folder, part.address, None, part.title, part.about, part.titles)
        yield from _branch_entries(pack, branch, part.folder, part.address, None, part.order)
    yield from _branch_entries(pack, root, "", Address(""), None, ())


def _pop_branch(root: _Branch, folder: str) -> _Branch:
    """The branch of a folder, removed from the tree."""
    names = folder.split("/")
    branch = root
    for name in names[:-1]:
        branch = branch.folders.setdefault(name, _Branch())
    return branch.folders.pop(names[-1], _Branch())


def _folder_page(branch: _Branch) -> str:
    """The file that is a folder's own page, or empty."""
    return min((f for f in branch.files if PurePosixPath(f).stem.lower() in _FOLDER_PAGES), default="")


def _branch_entries(
    pack: Pack, branch: _Branch, path: str, address: Address, parent: Address | None, order: tuple[str, ...]
) -> Iterator[FileEntry | FolderEntry]:
    own = _folder_page(branch)
    # The page of the whole folder heads nothing: it is called as the folder is.
    page = own if path else ""
    if page:
        yield FileEntry(page, address, parent, is_folder_page=bool(len(branch.files) > 1 or branch.folders))
    inner = address or None

    first = {stem: at for at, stem in reversed(list(enumerate(order)))}

    def rank(name: str) -> tuple[int, list[tuple[int, int, str]]]:
        return first.get(PurePosixPath(name).stem, len(order)), natural_key(name)

    for name in sorted(branch.files, key=rank):
        if name != page:
            stem = slug(pack.folder.name if name == own else PurePosixPath(name).stem)
            # In a declared pack an id stands alone; elsewhere the path keeps names apart.
            yield FileEntry(name, Address(stem) if pack.has_description else join(address, stem), inner)
    for name in sorted(branch.folders, key=natural_key):
        inside = branch.folders[name]
        below_path, below = f"{path}/{name}" if path else name, join(address, slug(name))
        if not _folder_page(inside):
            if not inside.files and not inside.folders:
                continue
            yield FolderEntry(below_path, below, inner, one_line(name))
        yield from _branch_entries(pack, inside, below_path, below, inner, ())


def natural_key(name: str) -> list[tuple[int, int, str]]:
    """Sorts 'Article 2' before 'Article 10'."""
    return [
        (0, int(p), "") if p.isdigit() and p.isascii() else (1, 0, p) for p in re.split(r"(\d+)", name.lower()) if p
    ]
