"""The order of a pack's contents: parts, folders and files, before any file is opened."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from kzref.pack.addresses import Address, join, slug
from kzref.pack.files.text_safety import one_line
from kzref.pack.pack import Pack
from kzref.pack.parts import Part
from kzref.pack.source_files import is_markdown, source_files

_FOLDER_PAGES = ("index", "readme")


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A Markdown file in the contents."""

    path: str
    address: Address
    """The one that it gets unless its front matter names another, or another file has it."""
    parent: Address | None
    is_folder_page: bool = False
    """Whether it is the page of its folder, and the folder holds more than this page."""


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """A folder in the contents that has no page of its own."""

    path: str
    address: Address
    parent: Address | None
    title: str
    about: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass
class _Branch:
    """The Markdown files of a folder and its folders."""

    files: list[str] = field(default_factory=list)
    folders: "dict[str, _Branch]" = field(default_factory=dict)

    @property
    def page(self) -> str:
        """The file that is the page of the folder; empty if there is none."""
        return min((f for f in self.files if PurePosixPath(f).stem.lower() in _FOLDER_PAGES), default="")

    def descendant(self, names: list[str]) -> "_Branch":
        """Return the branch of a folder by the names on the way to it; it is added if there is none."""
        branch = self
        for name in names:
            branch = branch.folders.setdefault(name, _Branch())
        return branch

    def pop(self, path: str) -> "_Branch":
        """Remove and return the branch of a folder."""
        *above, name = path.split("/")
        return self.descendant(above).folders.pop(name, _Branch())


def read_contents(pack: Pack) -> Iterator[FileEntry | FolderEntry | Part]:
    """Yield the entries of the contents in order: the parts first, then the rest by name."""
    root = _Branch()
    for path in source_files(pack.folder):
        if is_markdown(path):
            root.descendant(path.split("/")[:-1]).files.append(path)
    for part in pack.parts:
        if not part.folder:
            yield part
            continue
        branch = root.pop(part.folder)
        if not branch.page:
            yield FolderEntry(part.folder, part.address, None, part.title, part.about, part.titles)
        yield from _entries(pack, branch, part.folder, part.address, None, part.order)
    yield from _entries(pack, root, "", Address(""), None, ())


def _entries(
    pack: Pack, branch: _Branch, path: str, address: Address, parent: Address | None, order: tuple[str, ...]
) -> Iterator[FileEntry | FolderEntry]:
    """Yield the entries of a folder: its page, its files, its folders. path and address are empty for the whole pack.

    order: file names without suffix that come first.
    """
    # The page of the whole pack is not above the others: it is an entry among them, named like the pack's folder.
    own_page = branch.page
    page = own_page if path else ""
    if page:
        yield FileEntry(page, address, parent, is_folder_page=bool(len(branch.files) > 1 or branch.folders))
    inner = address or None
    ranks = {stem: rank for rank, stem in reversed(list(enumerate(order)))}

    def rank(name: str) -> tuple[int, list[tuple[int, int, str]]]:
        return ranks.get(PurePosixPath(name).stem, len(order)), natural_key(name)

    for name in sorted(branch.files, key=rank):
        if name != page:
            stem = slug(pack.folder.name if name == own_page else PurePosixPath(name).stem)
            # With a description ids are unique in the pack; elsewhere the path keeps names apart.
            yield FileEntry(name, Address(stem) if pack.has_description else join(address, stem), inner)
    for name in sorted(branch.folders, key=natural_key):
        inside = branch.folders[name]
        folder_path, folder_address = f"{path}/{name}" if path else name, join(address, slug(name))
        if not inside.page:
            if not inside.files and not inside.folders:
                continue
            yield FolderEntry(folder_path, folder_address, inner, one_line(name))
        yield from _entries(pack, inside, folder_path, folder_address, inner, ())


def natural_key(name: str) -> list[tuple[int, int, str]]:
    """Return a sort key by which 'Article 2' comes before 'Article 10'."""
    return [
        (0, int(p), "") if p.isdigit() and p.isascii() else (1, 0, p) for p in re.split(r"(\d+)", name.lower()) if p
    ]
