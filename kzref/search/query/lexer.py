"""The pieces of a query: what was typed, cut into words, phrases, fields and operators."""

import re
import unicodedata
from dataclasses import dataclass

from kzref.search.query.nodes import (
    MAX_DISTANCE,
    MAX_WORDS,
    EntityFilter,
    ExactTerm,
    Fuzzy,
    KindFilter,
    LanguageFilter,
    Near,
    Node,
    Pattern,
    Phrase,
    Prefix,
    Title,
    Word,
    YearFilter,
    all_of,
)
from kzref.search.text.tokenizer import UNSEGMENTED, tokenize

AND, OR, NOT = "AND", "OR", "NOT"
_OPERATORS = {
    "AND": AND, "И": AND, "ЖӘНЕ": AND, "OR": OR, "ИЛИ": OR, "НЕМЕСЕ": OR, "NOT": NOT, "НЕ": NOT, "ЕМЕС": NOT,
    "&": AND, "&&": AND, "|": OR, "||": OR,
}  # fmt: skip
_FIELDS = {
    "title": "title", "заголовок": "title", "название": "title", "тақырып": "title", "атауы": "title",
    "kind": "kind", "вид": "kind", "түрі": "kind",
    "year": "year", "год": "year", "жыл": "year",
    "language": "language", "lang": "language", "язык": "language", "тіл": "language", "тілі": "language",
    "act": "act", "акт": "act", "person": "person", "лицо": "person", "тұлға": "person", "author": "person",
    "автор": "person",
}  # fmt: skip
_PIECE = re.compile(
    r"""(?P<open>\()|(?P<close>\))
    |(?P<near>(?<!\S)(?:[wWвВ]|near|NEAR)?/\ ?(?P<words>\d{1,6})(?=[\s()]|$))
    |(?P<bare>[-–−!]?\w+:(?=\()|[-–−!](?=\())
    |(?P<minus>[-–−!](?=["\w*?]))?(?:(?P<field>\w+):(?=["\w(*?.<>≥≤]))?(?:"(?P<phrase>[^"]*)(?P<closed>"?)(?:~(?P<slop>\d{1,6}))?|(?P<word>[^\s()"]+))""",
    re.VERBOSE,
)
_ALIKE = re.compile(r"(.+?)~(\d*)")
_LONG, _MOST_WRONG = 6, 2
"""Letters from which two of a word may be wrong, and how many at most."""
_LONG_IN_CAPITALS = 6
"""Letters from which a word in capitals is no abbreviation."""
_FEWEST_LETTERS = 2
"""Letters that a pattern has at least besides its stars."""
_BETWEEN = re.compile(r"[^\w*?~'’ʼʻ‘\u00ad\u0300-\u036f\u05f4\u0900-\u0dff]+")
"""What parts the words of a piece with stars, as it parts those of a text."""
_YEARS = re.compile(r"(\d{4})?(?:(\.{2,3}|…|[-–—])(\d{4})?)?")
_SINCE = re.compile(r"([<>]=?|[≤≥])(\d{4})")
_EARLIEST, _LATEST = 0, 9999
_MINUS = "-–−!"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: '(', ')', an operator, 'near' with its distance, or a node."""

    what: str
    node: Node | None = None
    words: int = 0
    text: str = ""


def printable(text: str) -> str:
    """A text in NFC without characters that cannot be shown."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if c.isprintable() or c.isspace())


class QueryLexer:
    """Cuts a text into tokens and keeps what is to be said of it."""

    def __init__(self) -> None:
        self.notices: list[str] = []
        self._left = MAX_WORDS
        self._shouted = False

    def say(self, sentence: str) -> None:
        """Keeps a sentence for the user."""
        self.notices.append(sentence)

    def tokens(self, text: str, prefix_last: bool) -> list[Token]:
        """The tokens of a text. prefix_last: its last word is."""
        found: list[Token] = []
        pieces = list(_PIECE.finditer(text))
        self._shouted = _is_shouted(text)
        for piece in pieces:
            if self._left <= 0:
                self.say(f"Only the first {MAX_WORDS} words were searched.")
                break
            last = prefix_last and piece is pieces[-1]
            if piece["open"] or piece["close"]:
                found.append(Token(piece[0]))
            elif piece["near"]:
                found.append(Token("near", words=self._distance(piece["words"]), text=piece[0]))
            elif piece["bare"]:
                found += self._before_bracket(piece["bare"])
            elif piece["phrase"] is not None:
                found += self._phrase(piece, last)
            else:
                found += self._word(piece, last)
        return found

    def _distance(self, digits: str) -> int:
        if int(digits) > MAX_DISTANCE:
            self.say(f"At most {MAX_DISTANCE} words may lie between; {digits} was taken as {MAX_DISTANCE}.")
        return min(int(digits), MAX_DISTANCE)

    def _before_bracket(self, bare: str) -> list[Token]:
        if bare[0] in _MINUS:
            return [Token(NOT)] + (self._before_bracket(bare[1:]) if bare[1:] else [])
        name = bare[:-1]
        if _FIELDS.get(name.lower()) == "title":
            return [Token("title")]
        self.say(f"'{bare}' does not stand before brackets and was searched as a word.")
        return [Token("node", node) for node in self._plain(name)]

    def _plain(self, text: str) -> list[Node]:
        """The words of a text, as far as there is room for them."""
        found = tokenize(text)
        kept = found[: max(self._left, 0)]
        if len(kept) < len(found):
            self.say(f"Only the first {MAX_WORDS} words were searched.")
        self._left -= len(found)
        if kept and UNSEGMENTED.search(text):
            return [Word("".join(kept))]  # Written without spaces, it is one thing.
        return [Word(form) for form in kept]

    def _phrase(self, piece: re.Match[str], last: bool) -> list[Token]:
        said = tokenize(piece["phrase"])
        if re.search(r"\w\*|\*\w", piece["phrase"]):
            self.say("Between quotation marks words are searched as they are written; the star was left out.")
        if len(said) > self._left:
            said = said[: max(self._left, 0)]
            self.say(f"Only the first {MAX_WORDS} words were searched.")
        self._left -= len(said)
        if not said:
            return []
        if not piece["closed"]:
            self.say("A quotation mark is missing at the end.")
        if piece["slop"]:
            words: list[Node] = [Word(form) for form in said]
            node: Node = Near(tuple(words), self._distance(piece["slop"])) if len(words) > 1 else words[0]
        elif last and not piece["closed"]:
            ended: list[Node] = [_exactly(said[:-1])] if said[:-1] else []
            node = all_of([*ended, Word(said[-1], is_prefix=True)])
        else:
            node = _exactly(said)
        return self._in_field(piece["field"], piece["phrase"], node, piece["minus"], last=last and not piece["closed"])

    def _word(self, piece: re.Match[str], last: bool) -> list[Token]:
        word, field = piece["word"], piece["field"]
        if not field and not piece["minus"] and word in _OPERATORS:
            if not self._shouted:
                return [Token(_OPERATORS[word], text=word)]
            self.say(f"Everything is in capitals, so '{word}' was searched as a word.")
        if not field and word[0] in _MINUS and not re.search(r"\w", word):
            return []
        self._look_for_fields(word, field)
        # What is to be left out is what was typed, and not all that begins like it.
        nodes = self._form(word, last and not piece["minus"])
        if not nodes:
            return []
        return self._in_field(field, word, all_of(nodes), piece["minus"], nodes, last)

    def _look_for_fields(self, word: str, field: str | None) -> None:
        """Says where the name of a field is none."""
        name, colon, value = word.partition(":")
        if not colon or name.lower() not in _FIELDS:
            return
        if field:
            self.say(f"After '{field}:' there can be no other field; '{word[:20]}' was searched as words.")
        elif not value:
            self.say(f"'{word}' has nothing behind it and was searched as a word.")
        else:
            self.say(f"'{word[:20]}' is no field with a value and was searched as words.")

    def _form(self, word: str, last: bool) -> list[Node]:
        """The nodes of what stands between two spaces: words with stars, with a tilde, or plain."""
        nodes: list[Node] = []
        bare = word.rstrip("?!.,;:…")
        pieces = [bare]
        if re.search(r"[*?~]", bare) and not re.fullmatch(r"[\d.,]+\*", bare):
            # «well-kno*» is a word and a beginning; "36.1*" is one number.
            pieces = [piece for piece in _BETWEEN.split(bare) if piece]
        for piece in pieces:
            nodes += self._piece(piece)
        if nodes and last and re.search(r"\w$", word) and isinstance(nodes[-1], Word):
            nodes[-1] = Word(nodes[-1].term, is_prefix=True)
        return nodes

    def _piece(self, piece: str) -> list[Node]:
        alike = _ALIKE.fullmatch(piece)
        if alike and len(found := tokenize(alike[1])) == 1:
            return self._alike(found[0], alike[2])
        if "*" in piece or "?" in piece:
            return self._pattern(piece)
        return self._plain(piece)

    def _alike(self, form: str, digits: str) -> list[Node]:
        self._left -= 1
        if not digits:
            return [Fuzzy(form, 1 if len(form) < _LONG else 2)]
        distance = int(digits[:3])
        if distance > _MOST_WRONG:
            self.say(f"'~{digits[:9]}' was taken as ~2: words may differ by two letters at most.")
        return [Fuzzy(form, min(distance, _MOST_WRONG))] if distance else [ExactTerm(form)]

    def _pattern(self, piece: str) -> list[Node]:
        if UNSEGMENTED.search(piece):
            return self._plain(piece.replace("*", "").replace("?", ""))
        self._left -= 1
        parts = [part if part in ("*", "?") else "".join(tokenize(part)) for part in re.split(r"([*?])", piece)]
        pattern = re.sub(r"\*+", "*", "".join(parts))
        plain = pattern.replace("*", "").replace("?", "")
        if not plain:
            self.say(f"'{piece[:20]}' stands for every word and was left out.")
            return []
        if re.fullmatch(r"[^*?]+\*", pattern):
            return [Prefix(plain)]
        if len(plain) < _FEWEST_LETTERS:
            self.say(f"'{piece[:20]}' needs two letters at least and was searched as '{plain}'.")
            return [Word(plain)]
        return [Pattern(pattern)]

    def _in_field(
        self,
        field: str | None,
        value: str,
        node: Node,
        minus: str | None,
        several: list[Node] | None = None,
        last: bool = False,
    ) -> list[Token]:
        before = [Token(NOT)] if minus else []
        if not field:
            # The words of "criminal-law" are words of the query like all others.
            return [*before, *(Token("node", each) for each in (several if several and not minus else [node]))]
        known = _FIELDS.get(field.lower())
        filtered = self._filter(known, field, value, node, last) if known else None
        if filtered is not None:
            return [*before, Token("node", filtered)]
        if not known:
            self.say(f"'{field}:' is not a field and was searched as a word.")
        return [*before, *(Token("node", each) for each in [*self._plain(field), node])]

    def _filter(self, known: str, field: str, value: str, node: Node, last: bool) -> Node | None:
        """The node of a field, or None, with a notice, where its value cannot be used. last: it is being typed."""
        begun = last or value.endswith("*")
        plain = value.strip().lower().rstrip("*")
        if known == "title":
            return Title(node)
        if known in ("act", "person") and tokenize(plain):
            return EntityFilter(known, tuple(tokenize(plain)), begun)
        if known == "kind" and plain:
            return KindFilter(plain, begun)
        if known == "language" and plain:
            return LanguageFilter(plain, begun)
        years = _years(plain, last) if known == "year" else None
        if years is None:
            wanted = "a year such as 2017 or 2015..2018" if known == "year" else "a value"
            self.say(f"'{value[:20]}' is not {wanted}; '{field}:' was searched as a word.")
        return years


def _years(text: str, is_prefix: bool) -> YearFilter | None:
    """Years such as 2017, 2015..2018, 2015.. and >2015; None if a text is nothing of it."""
    if is_prefix and re.fullmatch(r"\d{1,3}", text):
        return YearFilter(int(text.ljust(4, "0")), int(text.ljust(4, "9")))
    since = _SINCE.fullmatch(text)
    if since:
        sign, year = since[1], int(since[2])
        apart = 0 if "=" in sign or sign in "≤≥" else 1
        return YearFilter(_EARLIEST, year - apart) if sign[0] in "<≤" else YearFilter(year + apart, _LATEST)
    span = _YEARS.fullmatch(text)
    if not span or not (span[1] or span[3]):
        return None
    first = int(span[1] or _EARLIEST)
    last = int(span[3] or _LATEST) if span[2] else first
    return YearFilter(min(first, last), max(first, last))


def as_typed_by_hand(text: str) -> str:
    """A text with the quotation marks of books as plain ones, and without spaces that part the digits of a number."""
    text = re.sub(r"(?<!\d)\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)", lambda n: re.sub(r"\D", "", n[0]), text)
    text = re.sub(r'[«“„]([^«»“”„"]*)[»”“]', r'"\1"', text)
    text = re.sub(r'»([^«»"]*)«', r'"\1"', text)
    return re.sub(r'[«“„]([^«»“”„"]*)$', r'"\1', text)


def _is_shouted(text: str) -> bool:
    """Whether a text has no small letters and is more than abbreviations, so that its AND and NOT are mere words."""
    said = [word for word in text.split() if word not in _OPERATORS]
    return text == text.upper() and any(len(word) >= _LONG_IN_CAPITALS and word.isalpha() for word in said)


def _exactly(said: list[str]) -> Node:
    return Phrase(tuple(said)) if len(said) > 1 else ExactTerm(said[0])
