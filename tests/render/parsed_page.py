"""The HTML of a page as a tree, read by the standard parser rather than by what wrote it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_EMPTY = {"img", "br", "hr", "meta", "input", "link", "embed", "base"}


@dataclass
class Node:
    """One element, with the text and the elements that stand in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: "list[Node | str]" = field(default_factory=list)

    def __iter__(self) -> "Iterator[Node]":
        for each in self.inside:
            if isinstance(each, Node):
                yield each
                yield from each

    def all(self, tag: str, name: str = "") -> "list[Node]":
        """The elements below with a tag and, where one is given, a class."""
        return [n for n in self if n.tag == tag and (not name or name in n.attributes.get("class", "").split())]

    def one(self, tag: str, name: str = "") -> "Node":
        """The only such element."""
        (matching,) = self.all(tag, name)
        return matching

    @property
    def text(self) -> str:
        """What a reader sees of it, in one line."""
        pieces = (each if isinstance(each, str) else " " if each.tag == "br" else each.text for each in self.inside)
        return re.sub(r"[ \n]+", " ", "".join(pieces)).strip(" ")

    def rows(self) -> list[list[str]]:
        """The cells of a table by row."""
        return [[cell.text for cell in row if cell.tag in ("td", "th")] for row in self.all("tr")]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("page")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(node)
        if tag not in _EMPTY:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag in [node.tag for node in self.open[1:]]:
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)

    def handle_comment(self, data: str) -> None:
        self.open[-1].inside.append(Node("!comment"))

    def handle_decl(self, decl: str) -> None:
        self.open[-1].inside.append(Node("!declaration"))

    def handle_pi(self, data: str) -> None:
        self.open[-1].inside.append(Node("!instruction"))

    def unknown_decl(self, data: str) -> None:
        self.open[-1].inside.append(Node("!unknown"))


def parsed(html: str) -> Node:
    """The tree of a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.open[0]
