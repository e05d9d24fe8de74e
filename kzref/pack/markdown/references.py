"""Find the references of a passage: links, images, works, figures and pinpoints, each with its line."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from kzref.errors import AddressError
from kzref.pack.addresses import SCHEME, Address, join, parse_address, slug
from kzref.pack.markdown.code_spans import code_ranges
from kzref.pack.pinpoints import PinpointScheme

CITATION_PATTERN = re.compile(r"\[@([A-Za-z0-9._-]+)\]")
FIGURE_PATTERN = re.compile(r"\{\{\s*+([^{}\s][^{}\n]{0,119}?)\s*+\}\}")
_LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*<?([^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)>?")
_BREAK, _NO_BREAK = re.compile("\n"), re.compile(r"[^\n]")
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:\s*<?(\S+?)>?(?:\s|$)", re.M)


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference: its target, and its line in the file."""

    target: str
    line: int


@dataclass(frozen=True, slots=True)
class References:
    """All references of a passage."""

    links: tuple[Reference, ...]
    images: tuple[Reference, ...]
    works: tuple[Reference, ...]
    figures: tuple[Reference, ...]
    pinpoints: tuple[Reference, ...]

    def on_line(self, line: int) -> "References":
        """Return the same references, all on one line."""
        kinds = (self.links, self.images, self.works, self.figures, self.pinpoints)
        return References(*(tuple(Reference(each.target, line) for each in references) for references in kinds))


def find_references(text: str, first_line: int, scheme: PinpointScheme) -> References:
    """Return the references of a passage; code has none. first_line: the line of the passage in its file."""
    shown = _without_code(text)
    line = _Lines(text, first_line)
    links: list[Reference] = []
    images: list[Reference] = []
    for found in [*_LINK.finditer(shown), *_DEFINITION.finditer(shown)]:
        (images if found[0].startswith("!") else links).append(line.reference(found))
    pattern = scheme.citation_pattern
    return References(
        tuple(links),
        tuple(images),
        tuple(map(line.reference, CITATION_PATTERN.finditer(shown))),
        tuple(map(line.reference, FIGURE_PATTERN.finditer(shown))),
        tuple(map(line.reference, pattern.finditer(shown))) if pattern else (),
    )


def _without_code(text: str) -> str:
    """Return the text with spaces in the place of code."""
    shown: list[str] = []
    at = 0
    for start, end in code_ranges(text):
        shown += [text[at:start], _NO_BREAK.sub(" ", text[start:end])]
        at = end
    return "".join([*shown, text[at:]])


class _Lines:
    def __init__(self, text: str, first_line: int) -> None:
        self._breaks = [found.start() for found in _BREAK.finditer(text)]
        self._first = first_line

    def reference(self, found: re.Match[str]) -> Reference:
        """Return the reference of a match of one group, with the line where it begins."""
        return Reference(found[1], self._first + bisect_left(self._breaks, found.start()))


def resolve_link(target: str, path: str, root: Address, addresses: Mapping[str, Address]) -> Address | None:
    """Return the address that a link such as 'kzref:a/b', 'other.md#part' or '#part' leads to, or None.

    path and addresses (path to address) are relative to the pack. A section that does not exist is not noticed here.
    """
    if target.lower().startswith(SCHEME):
        try:
            return parse_address(target)
        except AddressError:
            return None
    path_part, _, fragment = _unquote(target).partition("#")
    if not path_part:
        return join(root, slug(fragment)) if fragment else None
    file = _inside(path, path_part)
    if file is None:
        return None
    address = next(
        (addresses[f] for f in (file, f"{file}.md", f"{file}/index.md", f"{file}/README.md") if f in addresses), None
    )
    if address is None:
        return None
    return join(address, slug(fragment)) if fragment else address


def _unquote(text: str) -> str:
    from urllib.parse import unquote

    return unquote(text)


def resolve_file(target: str, path: str) -> str | None:
    """Return the file that an image of a document names, relative to the pack; None for anything outside it."""
    if ":" in target or target.startswith(("/", "\\", "#")):
        return None
    return _inside(path, _unquote(target.partition("?")[0]))


def _inside(path: str, target: str) -> str | None:
    if "\\" in target or "\0" in target:
        return None
    parts: list[str] = []
    base = "" if target.startswith("/") else str(PurePosixPath(path).parent)
    for part in [*base.split("/"), *target.split("/")]:
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) or None
