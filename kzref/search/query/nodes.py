"""What the user asked for, as a bounded value: a tree of what has to be there."""

from collections.abc import Sequence
from dataclasses import dataclass, field

LONGEST, MOST_WORDS, DEEPEST = 1000, 48, 20
"""Characters of a query that are read, words that are searched, and brackets that may stand in brackets."""
FURTHEST = 99
"""Words that may lie between two that are to stand near each other."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its forms. unfinished: it is still being typed, and stands for all that begin like it."""

    form: str
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class ExactTerm:
    """One word exactly as it is written."""

    form: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """All words that begin so."""

    letters: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """All words of a pattern, in which * stands for any letters and ? for one."""

    letters: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """All words that are written almost so: with at most so many letters otherwise."""

    form: str
    distance: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words as they are written, one after the other."""

    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """What stands at most so many words apart, in any order."""

    nodes: "tuple[Node, ...]"
    words: int


@dataclass(frozen=True, slots=True)
class Title:
    """What stands in the title."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class About:
    """Entries that are, or link to, an act or person of this name. what: 'act' or 'person'."""

    what: str
    forms: tuple[str, ...]
    unfinished: bool = False
    """Whether the last word stands for all that begin like it; likewise of kinds and languages."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Entries of a kind."""

    name: str
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """Sections that are written in a language, by its code of two letters."""

    code: str
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Years:
    """Entries that speak of any of these years."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    nodes: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these."""

    nodes: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever this is not."""

    node: "Node"


Said = Word | ExactTerm | Prefix | Pattern | Fuzzy | Phrase
"""What is looked for in the text itself, and marked there."""
Node = Said | Near | Title | About | Kind | Language | Years | And | Or | Not


def all_of(nodes: "Sequence[Node]") -> "Node":
    """All of some nodes, at least one, as a single node."""
    return nodes[0] if len(nodes) == 1 else And(tuple(nodes))


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query: all of its nodes are wanted. notices: what was taken otherwise than it was typed."""

    text: str
    nodes: tuple[Node, ...] = ()
    strict: bool = False
    """Whether AND or OR was written, so that what lacks a word is no answer."""
    pinpoint: str = ""
    notices: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.nodes and not self.pinpoint

    @property
    def said(self) -> tuple[Said, ...]:
        """What is wanted in the text itself, to be marked in what is shown."""
        found: list[Said] = []
        for node in self.nodes:
            _gather(node, found)
        return tuple(dict.fromkeys(found))

    @property
    def read(self) -> str:
        """What of the text was read."""
        return self.text[:LONGEST]

    @property
    def notice(self) -> str:
        """The notices as one text."""
        return " ".join(self.notices)


def _gather(node: Node, found: list[Said]) -> None:
    match node:
        case Not():
            return
        case And(nodes) | Or(nodes) | Near(nodes, _):
            for each in nodes:
                _gather(each, found)
        case Title(inner):
            _gather(inner, found)
        case About(_, forms):
            found += [Word(form) for form in forms]
        case Kind() | Language() | Years():
            return
        case _:
            found.append(node)


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What results are narrowed to: any of these kinds, and any of these years, and any of these languages."""

    kinds: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()
    within: tuple[str, ...] = field(default=())
    """Queries whose results are searched in."""
