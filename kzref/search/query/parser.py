"""The parser of queries. Any text is a query; notices tell what is read otherwise than it was typed."""

import re
from collections.abc import Sequence

from kzref.messages.message import Message, message
from kzref.pack.pinpoints import Pinpoint
from kzref.search.query.lexer import QueryLexer, QueryToken, TokenType
from kzref.search.query.nodes import (
    MAX_DEPTH,
    MAX_LENGTH,
    And,
    ExactTerm,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Query,
    Span,
    Title,
    Word,
    all_of,
    span_of,
)
from kzref.search.query.typed_text import TypedText, read_typed
from kzref.search.text.tokenizer import tokenize

_PINPOINT = re.compile(r"\s*\[?([A-Za-z][A-Za-z ]*?)\s+(\d+(?:\.\d+)?)\]?\s*")
_JOINING = (TokenType.OR, TokenType.AND)
_ENDS = (TokenType.END, TokenType.CLOSE)
_END = QueryToken(TokenType.END, Span(0, 0))


def parse_query(text: str, prefix_last: bool = False) -> Query:
    """Return the query of a text.

    prefix_last: the last word is still being typed, and every word that begins with it matches.
    """
    typed = read_typed(text)
    lexer = QueryLexer(typed)
    tokens = lexer.tokens(prefix_last and bool(re.search(r"\w$", typed.text)))
    parser = _Parser(tokens)
    nodes = parser.parse()
    notices = [*lexer.notices, *parser.notices]
    if len(text) > MAX_LENGTH:
        notices.insert(0, message("search.too_long", limit=MAX_LENGTH))
    if text.strip() and not nodes and not notices:
        notices.append(message("search.no_words"))
    return Query(
        text=text,
        nodes=nodes,
        strict=parser.has_operator,
        pinpoint=_pinpoint(typed),
        notices=tuple(dict.fromkeys(notices)),
        tokens=typed.tokens(),
    )


def _pinpoint(typed: TypedText) -> str:
    """Return the pinpoint that a text is, in lower case, or empty."""
    found = _PINPOINT.fullmatch(typed.text)
    return str(Pinpoint(found[1], found[2])).lower() if found else ""


class _Parser:
    """A recursive descent: NEAR binds more closely than NOT, NOT than AND, and AND than OR."""

    def __init__(self, tokens: Sequence[QueryToken]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self.notices: list[Message] = []
        self.has_operator = False
        """Whether AND or OR has joined anything."""

    def parse(self) -> tuple[Node, ...]:
        """Return the nodes, all of which have to match."""
        nodes: list[Node] = []
        while self._next is not TokenType.END:
            node = self._or()
            if node is not None:
                nodes += node.nodes if isinstance(node, And) else (node,)
            if self._next is TokenType.CLOSE:
                self.notices.append(message("search.unmatched_bracket"))
                self._take()
        return tuple(nodes)

    @property
    def _next(self) -> TokenType:
        return self._tokens[self._at].type if self._at < len(self._tokens) else TokenType.END

    def _take(self) -> QueryToken:
        """Return the next token and go on behind it."""
        token = self._tokens[self._at] if self._at < len(self._tokens) else _END
        self._at += 1
        return token

    def _or(self) -> Node | None:
        found: list[Node] = []
        left = self._and()
        while self._next is TokenType.OR:
            operator = self._take()
            right = self._and()
            if left is None or right is None:
                left = _joined(left, *self._as_words(operator), right)
                continue
            self.has_operator = True
            found.append(left)
            left = right
        found += [left] if left is not None else []
        if not found:
            return None
        return found[0] if len(found) == 1 else Or(tuple(found), span=span_of(found))

    def _and(self) -> Node | None:
        nodes: list[Node] = []
        while self._next not in (*_ENDS, TokenType.OR):
            if self._next is TokenType.AND:
                operator = self._take()
                if not nodes or self._next in (*_ENDS, *_JOINING):
                    nodes += self._as_words(operator)
                else:
                    self.has_operator = True
                continue
            node = self._not()
            if node is not None:
                nodes.append(node)
        return all_of(nodes) if nodes else None

    def _as_words(self, operator: QueryToken) -> list[Node]:
        """Return an operator that joins nothing as the word that it is."""
        self.notices.append(message("search.operator_alone", operator=operator.text))
        return [Word(term, span=operator.span) for term in tokenize(operator.text)]

    def _not(self) -> Node | None:
        negation, is_negated = None, False
        while self._next is TokenType.NOT:
            operator = self._take()
            negation, is_negated = negation or operator, not is_negated
            if self._next in (*_ENDS, *_JOINING):
                return all_of(self._as_words(operator)) if operator.text else None
        node = self._near()
        if node is None or negation is None or not is_negated:
            return node
        return Not(_completed(node), span=Span(negation.span.start, node.span.end))

    def _near(self) -> Node | None:
        node = self._item()
        while self._next is TokenType.NEAR:
            operator = self._take()
            is_followed = self._next in (TokenType.NODE, TokenType.OPEN, TokenType.TITLE)
            right = self._item() if is_followed else None
            if node is None or right is None or not (_may_be_near(node) and _may_be_near(right)):
                self.notices.append(message("search.near_without_words", operator=operator.text))
                node = _joined(node, right)
            else:
                node = _near(node, right, operator.distance)
        return node

    def _item(self) -> Node | None:
        if self._next in _ENDS:
            return None
        token = self._take()
        if token.type is TokenType.TITLE:
            inner = self._item()
            return Title(inner, span=Span(token.span.start, inner.span.end)) if inner is not None else None
        if token.type is TokenType.OPEN:
            return self._group()
        if token.type is TokenType.NEAR:
            self.notices.append(message("search.near_without_words", operator=token.text))
        return token.node

    def _group(self) -> Node | None:
        """Return what stands in brackets, of which the first has been taken."""
        if self._depth >= MAX_DEPTH:
            self.notices.append(message("search.too_deep", limit=MAX_DEPTH))
            return None
        self._depth += 1
        node = self._or()
        self._depth -= 1
        if self._next is TokenType.CLOSE:
            self._take()
        else:
            self.notices.append(message("search.bracket_missing"))
        return node


def _joined(*nodes: Node | None) -> Node | None:
    """Return those of some nodes that are there as one, or None."""
    found = [node for node in nodes if node is not None]
    return all_of(found) if found else None


def _near(left: Node, right: Node, distance: int) -> Node:
    """Return two nodes near each other. In a w/5 b w/3 c each pair has its own distance."""
    if isinstance(left, Near):
        pair = (left.nodes[-1], right)
        return all_of([left, Near(pair, distance, span=span_of(pair))])
    if isinstance(left, And) and isinstance(last := left.nodes[-1], Near):
        pair = (last.nodes[-1], right)
        return all_of([*left.nodes, Near(pair, distance, span=span_of(pair))])
    return Near((left, right), distance, span=span_of((left, right)))


def _completed(node: Node) -> Node:
    """Return a node to be excluded: a word as it was typed, and not every word that begins with it."""
    return Word(node.term, span=node.span) if isinstance(node, Word) else node


def _may_be_near(node: Node) -> bool:
    if isinstance(node, Or):
        return all(_may_be_near(each) for each in node.nodes)
    if isinstance(node, And):
        return isinstance(node.nodes[-1], Near)
    return isinstance(node, Word | ExactTerm | Prefix | Pattern | Fuzzy | Phrase | Near)
