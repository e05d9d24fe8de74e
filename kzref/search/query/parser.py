"""Reading what was typed. Any text is a query; nothing here raises or runs on, and what is not understood is said."""

import re

from kzref.pack.pinpoints import Pinpoint
from kzref.search.query.lexer import AND, NOT, OR, QueryLexer, Token, as_typed_by_hand, printable
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
    Title,
    Word,
    all_of,
)
from kzref.search.text.tokenizer import tokenize

_PINPOINT = re.compile(r"\s*\[?([A-Za-z][A-Za-z ]*?)\s+(\d+(?:\.\d+)?)\]?\s*")


def parse_query(text: str, prefix_last: bool = False) -> Query:
    """The query of a text.

    prefix_last: the last word is still being typed and stands for all that begin like it.
    """
    # Within a Hebrew abbreviation it is no quotation mark.
    clean = as_typed_by_hand(re.sub(r'(?<=[א-ת])"(?=[א-ת])', "\u05f4", printable(text)))
    lexer = QueryLexer()
    if len(clean) > MAX_LENGTH:
        clean = clean[:MAX_LENGTH]
        lexer.say(f"Only the first {MAX_LENGTH} characters were searched.")
    pinpoint = _PINPOINT.fullmatch(clean)
    tokens = lexer.tokens(clean, prefix_last and bool(re.search(r"\w$", clean)))
    parser = _Parser(tokens, lexer)
    nodes = parser.parse()
    if text.strip() and not nodes and not lexer.notices:
        lexer.say("There is nothing in this to be searched for.")
    return Query(
        text=text,
        nodes=nodes,
        strict=parser.joined,
        pinpoint=str(Pinpoint(pinpoint[1], pinpoint[2])).lower() if pinpoint else "",
        notices=tuple(dict.fromkeys(lexer.notices)),
    )


class _Parser:
    """Builds the tree: near before not, not before and, and before or."""

    def __init__(self, tokens: list[Token], lexer: QueryLexer) -> None:
        self._tokens, self._lexer = tokens, lexer
        self._at = 0
        self._depth = 0
        self.joined = False
        """Whether AND or OR has joined anything."""

    def parse(self) -> tuple[Node, ...]:
        """The nodes that are all wanted."""
        nodes: list[Node] = []
        while self._at < len(self._tokens):
            node = self._either()
            if node is not None:
                nodes += node.nodes if isinstance(node, And) else (node,)
            if self._peek() == ")":
                self._lexer.say("A bracket is closed that was not opened.")
                self._at += 1
        return tuple(nodes)

    def _peek(self) -> str:
        return self._tokens[self._at].what if self._at < len(self._tokens) else ""

    def _either(self) -> Node | None:
        found: list[Node] = []
        left = self._all()
        while self._peek() == OR:
            operator = self._take()
            right = self._all()
            if left is None or right is None:
                left = all_of([each for each in (left, *self._stray(operator), right) if each is not None])
                continue
            self.joined = True
            found.append(left)
            left = right
        found += [left] if left is not None else []
        if not found:
            return None
        return found[0] if len(found) == 1 else Or(tuple(found))

    def _all(self) -> Node | None:
        nodes: list[Node] = []
        while self._peek() not in ("", ")", OR):
            if self._peek() == AND:
                operator = self._take()
                if not nodes or self._peek() in ("", ")", OR, AND):
                    nodes += self._stray(operator)
                else:
                    self.joined = True
                continue
            node = self._not()
            if node is not None:
                nodes.append(node)
        return all_of(nodes) if nodes else None

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _stray(self, operator: Token) -> list[Node]:
        """An operator that joins nothing is a word like others."""
        self._lexer.say(f"'{operator.text}' has nothing on one of its sides and was searched as a word.")
        return [Word(form) for form in tokenize(operator.text)]

    def _not(self) -> Node | None:
        negated = False
        while self._peek() == NOT:
            operator = self._take()
            negated = not negated
            if self._peek() in ("", ")", OR, AND):
                return all_of(self._stray(operator)) if operator.text else None
        node = self._near()
        return Not(_finished(node)) if negated and node is not None else node

    def _near(self) -> Node | None:
        node = self._item()
        while self._peek() == "near":
            operator = self._take()
            right = self._item() if self._peek() in ("node", "(", "title") else None
            if node is None or right is None or not (_may_be_near(node) and _may_be_near(right)):
                self._lexer.say(f"'{operator.text}' stands between words or phrases only and was left out.")
                node = all_of([each for each in (node, right) if each is not None]) if node or right else None
            elif isinstance(node, Near):
                # a w/5 b w/3 c: each pair has its own distance.
                node = And((node, Near((node.nodes[-1], right), operator.words)))
            elif isinstance(node, And) and isinstance(node.nodes[-1], Near):
                node = And((*node.nodes, Near((node.nodes[-1].nodes[-1], right), operator.words)))
            else:
                node = Near((node, right), operator.words)
        return node

    def _item(self) -> Node | None:
        what = self._peek()
        if what == "title":
            self._at += 1
            node = self._item()
            return Title(node) if node is not None else None
        if what == "(":
            self._at += 1
            if self._depth >= MAX_DEPTH:
                self._lexer.say(f"Brackets may stand {MAX_DEPTH} deep; deeper ones were left out.")
                return None
            self._depth += 1
            node = self._either()
            self._depth -= 1
            if self._peek() == ")":
                self._at += 1
            else:
                self._lexer.say("A bracket is not closed.")
            return node
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        if token is None or what != "node":
            if what == "near":
                self._lexer.say(f"'{self._take().text}' stands between words or phrases only and was left out.")
            elif what not in ("", ")"):
                self._at += 1
            return None
        self._at += 1
        return token.node


def _finished(node: Node) -> Node:
    """What is to be left out: the word that was typed, and not all that begins like it."""
    return Word(node.term) if isinstance(node, Word) else node


def _may_be_near(node: Node) -> bool:
    if isinstance(node, Or):
        return all(_may_be_near(each) for each in node.nodes)
    if isinstance(node, And):
        return isinstance(node.nodes[-1], Near)
    return isinstance(node, Word | ExactTerm | Prefix | Pattern | Fuzzy | Phrase | Near)
