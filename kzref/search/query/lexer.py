"""The lexer of queries: a text becomes tokens, which are brackets, operators and nodes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from kzref.messages.message import Message, message
from kzref.search.query.filter_fields import TITLE, YEAR, field_named, filter_of
from kzref.search.query.nodes import (
    MAX_DISTANCE,
    MAX_WORDS,
    ExactTerm,
    Fuzzy,
    Near,
    Node,
    Pattern,
    Phrase,
    Prefix,
    Span,
    Title,
    Word,
    all_of,
)
from kzref.search.query.typed_text import TypedText
from kzref.search.text.tokenizer import UNSEGMENTED, Token, iter_tokens, tokenize


class TokenType(Enum):
    """What a token of a query is."""

    END = "end"
    OPEN = "("
    CLOSE = ")"
    AND = "and"
    OR = "or"
    NOT = "not"
    NEAR = "near"
    TITLE = "title"
    """The field before a bracket, as in title:(a b)."""
    NODE = "node"


@dataclass(frozen=True, slots=True)
class QueryToken:
    """A token of a query, and where it was typed."""

    type: TokenType
    span: Span
    text: str = ""
    """An operator as it was typed; empty for a sign of negation."""
    node: Node | None = None
    distance: int = 0
    """Of NEAR."""


_OPERATORS = {
    "AND": TokenType.AND, "И": TokenType.AND, "ЖӘНЕ": TokenType.AND, "&": TokenType.AND, "&&": TokenType.AND,
    "OR": TokenType.OR, "ИЛИ": TokenType.OR, "НЕМЕСЕ": TokenType.OR, "|": TokenType.OR, "||": TokenType.OR,
    "NOT": TokenType.NOT, "НЕ": TokenType.NOT, "ЕМЕС": TokenType.NOT,
}  # fmt: skip
_PIECE = re.compile(
    r"""(?P<open>\()|(?P<close>\))
    |(?P<near>(?<!\S)(?:[wWвВ]|near|NEAR)?/\ ?(?P<distance>\d{1,6})(?=[\s()]|$))
    |(?P<before_bracket>[-–−!]?\w+:(?=\()|[-–−!](?=\())
    |(?P<minus>[-–−!](?=["\w*?]))?(?:(?P<field>\w+):(?=["\w(*?.<>≥≤]))?(?:"(?P<phrase>[^"]*)(?P<closed>"?)(?:~(?P<slop>\d{1,6}))?|(?P<word>[^\s()"]+))""",
    re.VERBOSE,
)
_FUZZY = re.compile(r"(.+?)~(\d*)")
_LONG_WORD, _MAX_EDITS = 6, 2
"""Letters from which a word may have two edits, and the most edits."""
_LONG_CAPITALS = 6
"""Letters from which a word in capitals is no abbreviation."""
_MIN_PATTERN = 2
"""Letters that a pattern has at least besides its wildcards."""
_WORD_WITH_WILDCARDS = re.compile(r"[\w*?~'’ʼʻ‘\u00ad\u0300-\u036f\u05f4\u0900-\u0dff]+")
_MINUS = "-–−!"
_MAX_QUOTED = 20
"""Characters of the typed text that a notice quotes."""


class QueryLexer:
    """Cuts one typed text into tokens. notices: what is read otherwise than it was typed."""

    def __init__(self, typed: TypedText) -> None:
        self.notices: list[Message] = []
        self._typed = typed
        self._left = MAX_WORDS
        self._is_in_capitals = _is_in_capitals(typed.text)

    def tokens(self, prefix_last: bool) -> list[QueryToken]:
        """Return the tokens of the text. prefix_last: its last word is still being typed."""
        found: list[QueryToken] = []
        pieces = list(_PIECE.finditer(self._typed.text))
        for piece in pieces:
            if self._left <= 0:
                self._note_too_many_words()
                break
            is_typing = prefix_last and piece is pieces[-1]
            if piece["open"] or piece["close"]:
                found.append(QueryToken(TokenType(piece[0]), self._span(*piece.span())))
            elif piece["near"]:
                distance = self._distance(piece["distance"])
                found.append(QueryToken(TokenType.NEAR, self._span(*piece.span()), piece[0], distance=distance))
            elif piece["before_bracket"]:
                found += self._before_bracket(piece["before_bracket"], piece.start())
            elif piece["phrase"] is not None:
                found += self._phrase(piece, is_typing and not piece["closed"])
            else:
                found += self._word(piece, is_typing)
        return found

    def _span(self, start: int, end: int) -> Span:
        return self._typed.span(start, end)

    def _note_too_many_words(self) -> None:
        self.notices.append(message("search.too_many_words", limit=MAX_WORDS))

    def _distance(self, digits: str) -> int:
        if int(digits) > MAX_DISTANCE:
            self.notices.append(message("search.distance_too_large", distance=digits, limit=MAX_DISTANCE))
        return min(int(digits), MAX_DISTANCE)

    def _before_bracket(self, text: str, at: int) -> list[QueryToken]:
        """Return the tokens of a sign of negation, a field, or both before a bracket."""
        if text[0] in _MINUS:
            negation = QueryToken(TokenType.NOT, self._span(at, at + 1))
            return [negation, *(self._before_bracket(text[1:], at + 1) if text[1:] else [])]
        name = text[:-1]
        if field_named(name) == TITLE:
            return [QueryToken(TokenType.TITLE, self._span(at, at + len(text)))]
        self.notices.append(message("search.not_before_brackets", field=text))
        return [_node_token(node) for node in self._words(name, at)]

    def _terms(self, text: str, at: int) -> list[Token]:
        """Return the tokens of a piece of the text as far as the limit of words allows, with typed positions."""
        tokens = list(iter_tokens(text))
        kept = tokens[: max(self._left, 0)]
        if len(kept) < len(tokens):
            self._note_too_many_words()
        self._left -= len(tokens)
        return [Token(token.term, *self._span(at + token.start, at + token.end)) for token in kept]

    def _words(self, text: str, at: int) -> list[Node]:
        """Return the words of a piece of the text."""
        tokens = self._terms(text, at)
        return _unsegmented_word(tokens) if UNSEGMENTED.search(text) else [_word(token) for token in tokens]

    def _phrase(self, piece: re.Match[str], is_typing: bool) -> list[QueryToken]:
        if re.search(r"\w\*|\*\w", piece["phrase"]):
            self.notices.append(message("search.wildcard_in_phrase"))
        tokens = self._terms(piece["phrase"], piece.start("phrase"))
        if not tokens:
            return []
        if not piece["closed"]:
            self.notices.append(message("search.quotation_mark_missing"))
        if piece["slop"]:
            distance = self._distance(piece["slop"])
            words = tuple(map(_word, tokens))
            node: Node = Near(words, distance, span=_span_of_tokens(tokens)) if len(words) > 1 else words[0]
        elif is_typing:
            completed: list[Node] = [_exactly(tokens[:-1])] if tokens[:-1] else []
            node = all_of([*completed, _word(tokens[-1], is_prefix=True)])
        else:
            node = _exactly(tokens)
        return self._with_field(piece, piece["phrase"], [node], is_typing)

    def _word(self, piece: re.Match[str], is_typing: bool) -> list[QueryToken]:
        word, field = piece["word"], piece["field"]
        if not field and not piece["minus"] and word in _OPERATORS:
            if not self._is_in_capitals:
                return [QueryToken(_OPERATORS[word], self._span(*piece.span("word")), word)]
            self.notices.append(message("search.all_capitals", word=word))
        if not field and word[0] in _MINUS and not re.search(r"\w", word):
            return []
        self._note_misplaced_field(word, field)
        # A negated word is not completed: only the word itself is excluded.
        nodes = self._word_nodes(word, piece.start("word"), is_typing and not piece["minus"])
        return self._with_field(piece, word, nodes, is_typing) if nodes else []

    def _note_misplaced_field(self, word: str, field: str | None) -> None:
        """Add a notice if the name of a field in a word is not read as a field."""
        name, colon, value = word.partition(":")
        if not colon or not field_named(name):
            return
        if field:
            self.notices.append(message("search.field_after_field", field=field, text=word[:_MAX_QUOTED]))
        elif not value:
            self.notices.append(message("search.field_without_value", field=word))
        else:
            self.notices.append(message("search.field_value_unreadable", text=word[:_MAX_QUOTED]))

    def _word_nodes(self, word: str, at: int, is_typing: bool) -> list[Node]:
        """Return the nodes of what was typed without a space: plain words, patterns and fuzzy words."""
        bare = word.rstrip("?!.,;:…")
        pieces = [(bare, at)]
        if re.search(r"[*?~]", bare) and not re.fullmatch(r"[\d.,]+\*", bare):
            # "well-kno*" is a word and a prefix; "36.1*" is one number.
            pieces = [(found[0], at + found.start()) for found in _WORD_WITH_WILDCARDS.finditer(bare)]
        nodes = [node for text, start in pieces for node in self._piece_nodes(text, start)]
        if nodes and is_typing and re.search(r"\w$", word) and isinstance(nodes[-1], Word):
            nodes[-1] = Word(nodes[-1].term, is_prefix=True, span=nodes[-1].span)
        return nodes

    def _piece_nodes(self, piece: str, at: int) -> Sequence[Node]:
        fuzzy = _FUZZY.fullmatch(piece)
        if fuzzy and len(terms := tokenize(fuzzy[1])) == 1:
            return [self._fuzzy(terms[0], fuzzy[2], self._span(at, at + len(piece)))]
        if "*" in piece or "?" in piece:
            return self._pattern(piece, at)
        return self._words(piece, at)

    def _fuzzy(self, term: str, digits: str, span: Span) -> Node:
        self._left -= 1
        if not digits:
            return Fuzzy(term, 1 if len(term) < _LONG_WORD else 2, span=span)
        distance = int(digits[:3])
        if distance > _MAX_EDITS:
            self.notices.append(message("search.too_fuzzy", distance=digits[:9], limit=_MAX_EDITS))
        return Fuzzy(term, min(distance, _MAX_EDITS), span=span) if distance else ExactTerm(term, span=span)

    def _pattern(self, piece: str, at: int) -> list[Node]:
        if UNSEGMENTED.search(piece):
            parts = re.finditer(r"[^*?]+", piece)
            return _unsegmented_word([token for part in parts for token in self._terms(part[0], at + part.start())])
        self._left -= 1
        split = re.split(r"([*?])", piece)
        pattern = "".join(part if part in ("*", "?") else "".join(tokenize(part)) for part in split)
        pattern = re.sub(r"\*+", "*", pattern)
        letters = pattern.replace("*", "").replace("?", "")
        span = self._span(at, at + len(piece))
        if not letters:
            self.notices.append(message("search.pattern_matches_all", pattern=piece[:_MAX_QUOTED]))
            return []
        if re.fullmatch(r"[^*?]+\*", pattern):
            return [Prefix(letters, span=span)]
        if len(letters) < _MIN_PATTERN:
            self.notices.append(
                message("search.pattern_too_short", pattern=piece[:_MAX_QUOTED], limit=_MIN_PATTERN, word=letters)
            )
            return [Word(letters, span=span)]
        return [Pattern(pattern, span=span)]

    def _with_field(self, piece: re.Match[str], value: str, nodes: Sequence[Node], is_typing: bool) -> list[QueryToken]:
        """Return the tokens of nodes, behind the field and the sign of negation that they may have been typed with."""
        before = [QueryToken(TokenType.NOT, self._span(*piece.span("minus")))] if piece["minus"] else []
        if not piece["field"]:
            # The words of "criminal-law" are words of the query like all others.
            return [*before, *map(_node_token, [all_of(nodes)] if before else nodes)]
        condition = self._condition(piece, value, all_of(nodes), is_typing)
        if condition:
            return [*before, _node_token(condition)]
        return [*before, *map(_node_token, [*self._words(piece["field"], piece.start("field")), all_of(nodes)])]

    def _condition(self, piece: re.Match[str], value: str, node: Node, is_typing: bool) -> Node | None:
        """Return the node of a field with a value; None, and a notice, if it cannot be read as one."""
        name = piece["field"]
        field, span = field_named(name), Span(self._span(*piece.span("field")).start, node.span.end)
        if field is None:
            self.notices.append(message("search.unknown_field", field=name))
            return None
        if field == TITLE:
            return Title(node, span=span)
        condition = filter_of(field, value, is_typing, span)
        if condition is None and field == YEAR:
            self.notices.append(message("search.not_a_year", value=value[:_MAX_QUOTED], field=name))
        elif condition is None:
            self.notices.append(message("search.not_a_value", value=value[:_MAX_QUOTED], field=name))
        return condition


def _is_in_capitals(text: str) -> bool:
    """Return whether a text is in capitals and more than abbreviations, so that its AND and NOT are mere words."""
    words = [word for word in text.split() if word not in _OPERATORS]
    return text == text.upper() and any(len(word) >= _LONG_CAPITALS and word.isalpha() for word in words)


def _node_token(node: Node) -> QueryToken:
    return QueryToken(TokenType.NODE, node.span, node=node)


def _word(token: Token, is_prefix: bool = False) -> Word:
    return Word(token.term, is_prefix, span=Span(token.start, token.end))


def _unsegmented_word(tokens: Sequence[Token]) -> list[Node]:
    """Return the characters of a script without spaces as one word."""
    return [Word("".join(token.term for token in tokens), span=_span_of_tokens(tokens))] if tokens else []


def _exactly(tokens: Sequence[Token]) -> Node:
    terms, span = tuple(token.term for token in tokens), _span_of_tokens(tokens)
    return Phrase(terms, span=span) if len(terms) > 1 else ExactTerm(terms[0], span=span)


def _span_of_tokens(tokens: Sequence[Token]) -> Span:
    return Span(tokens[0].start, tokens[-1].end)
