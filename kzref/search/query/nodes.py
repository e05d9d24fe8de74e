"""The nodes of a query: a bounded tree of conditions that a section has to meet."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kzref.messages.message import Message
from kzref.search.text.tokenizer import Token

MAX_LENGTH, MAX_WORDS, MAX_DEPTH = 1000, 48, 20
"""Limits of a query: characters that are read, words that are searched, and levels of nested brackets."""
MAX_DISTANCE = 99
"""The largest distance of `Near`, in words."""


class Span(NamedTuple):
    """Positions in the text of a query as it was typed (`Query.text`): from start up to end."""

    start: int
    end: int


_NOT_TYPED = Span(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spanned:
    """What was typed somewhere. Nodes that ask for the same are equal wherever they were typed."""

    span: Span = field(default=_NOT_TYPED, compare=False, repr=False)
    """Where it was typed, without quotation marks and brackets; empty for what was not typed, such as a translation."""


@dataclass(frozen=True, slots=True)
class Word(_Spanned):
    """A word in any of its forms. is_prefix: it is still being typed, and every word that begins with it matches."""

    term: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class ExactTerm(_Spanned):
    """One word exactly as it is written."""

    term: str


@dataclass(frozen=True, slots=True)
class Prefix(_Spanned):
    """All words that begin with a prefix."""

    prefix: str


@dataclass(frozen=True, slots=True)
class Pattern(_Spanned):
    """All words that match a pattern, in which * stands for any letters and ? for one."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Fuzzy(_Spanned):
    """All words within an edit distance (letters inserted, deleted or changed)."""

    term: str
    distance: int


@dataclass(frozen=True, slots=True)
class Phrase(_Spanned):
    """Words exactly as they are written, one after the other."""

    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near(_Spanned):
    """Nodes with at most `distance` words between them, in any order."""

    nodes: "tuple[Node, ...]"
    distance: int


@dataclass(frozen=True, slots=True)
class Title(_Spanned):
    """A node that has to match in the title."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class EntityFilter(_Spanned):
    """Entries that are, or link to, an act or person with this name. kind: 'act' or 'person'."""

    kind: str
    terms: tuple[str, ...]
    is_prefix: bool = False
    """Whether every word that begins with the last one matches; likewise the values of kinds and languages."""


@dataclass(frozen=True, slots=True)
class KindFilter(_Spanned):
    """Entries of a kind."""

    kind: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class LanguageFilter(_Spanned):
    """Sections in a language, by its code of two letters."""

    language: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class YearFilter(_Spanned):
    """Entries about any of the years from first to last."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class And(_Spanned):
    """All of these."""

    nodes: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Or(_Spanned):
    """Any of these."""

    nodes: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Not(_Spanned):
    """Everything that does not match a node."""

    node: "Node"


TextNode = Word | ExactTerm | Prefix | Pattern | Fuzzy | Phrase
"""What is looked for in the text itself, and highlighted there."""
Node = TextNode | Near | Title | EntityFilter | KindFilter | LanguageFilter | YearFilter | And | Or | Not


def all_of(nodes: "Sequence[Node]") -> "Node":
    """Return nodes, at least one, as a single node that matches where all of them match."""
    return nodes[0] if len(nodes) == 1 else And(tuple(nodes), span=span_of(nodes))


def span_of(nodes: "Sequence[Node]") -> Span:
    """Return the span from the first of some nodes, at least one, to the last."""
    return Span(min(node.span.start for node in nodes), max(node.span.end for node in nodes))


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query: all of its nodes have to match. notices: what was understood otherwise than it was typed."""

    text: str
    nodes: tuple[Node, ...] = ()
    strict: bool = False
    """Whether AND or OR was typed, so that a section that lacks a word is no hit."""
    pinpoint: str = ""
    notices: tuple[Message, ...] = ()
    tokens: tuple[Token, ...] = ()
    """The tokens of what was read of the text, with their positions in the text."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.nodes and not self.pinpoint

    @property
    def text_nodes(self) -> tuple[TextNode, ...]:
        """What is looked for in the text itself, each once: what is to be highlighted in a hit."""
        found: list[TextNode] = []
        for node in self.nodes:
            _gather(node, found)
        return tuple(dict.fromkeys(found))

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms of what was read of the text, in order."""
        return tuple(token.term for token in self.tokens)


def _gather(node: Node, found: list[TextNode]) -> None:
    match node:
        case Not():
            return
        case And(nodes) | Or(nodes) | Near(nodes, _):
            for each in nodes:
                _gather(each, found)
        case Title(inner):
            _gather(inner, found)
        case EntityFilter(_, terms):
            found += [Word(term) for term in terms]
        case KindFilter() | LanguageFilter() | YearFilter():
            return
        case _:
            found.append(node)


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What hits are restricted to: any of these kinds, any of these years, and any of these languages."""

    kinds: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()
    within: tuple[str, ...] = ()
    """Queries among whose hits is searched."""
