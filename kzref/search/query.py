"""What the user typed as a bounded value: clauses and filters. Any text is a query; nothing here raises."""

import re
import unicodedata
from dataclasses import dataclass

from kzref.library.pinpoints import Pinpoint
from kzref.search.words import common_words, words

LONGEST, MOST_WORDS = 256, 24
_PIECE = re.compile(r'(-)?(?:(\w+):(?=[\w"]))?(?:"([^"]*)"?|(\S+))')
_FIELDS = ("kind", "year")


@dataclass(frozen=True, slots=True)
class Clause:
    """Folded words that belong together: one word, or a phrase. A prefix clause is one unfinished word."""

    forms: tuple[str, ...]
    phrase: bool = False
    prefix: bool = False
    negated: bool = False

    @property
    def is_common(self) -> bool:
        """Whether it is a word such as 'how' or 'the', which tells nothing of what is looked for."""
        return not self.phrase and not self.prefix and self.forms[0] in common_words()


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query. All clauses are wanted; notice says what was taken otherwise than it was typed."""

    text: str
    clauses: tuple[Clause, ...]
    kinds: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    pinpoint: str = ""
    notice: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not (any(not c.negated for c in self.clauses) or self.kinds or self.years or self.pinpoint)

    @property
    def forms(self) -> tuple[str, ...]:
        """The wanted words, to be marked in what is shown."""
        return tuple(form for clause in self.clauses if not clause.negated for form in clause.forms)


def parse_query(text: str, unfinished: bool = False) -> Query:
    """The query of a text: words, "phrases", -words, word*, kind:act, year:2017, or a pinpoint such as Results 36.11.

    unfinished: the last word is still being typed and stands for all that begin like it.
    """
    clean = printable(text)
    notice = ""
    if len(clean) > LONGEST:
        clean, notice = clean[:LONGEST], f"Only the first {LONGEST} characters were searched."
    pinpoint = re.fullmatch(r"\s*\[?([A-Z][A-Za-z ]*?)\s+(\d+(?:\.\d+)?)\]?\s*", clean)
    clauses: list[Clause] = []
    kinds: list[str] = []
    years: list[int] = []
    for found in _PIECE.finditer(clean):
        minus, field, phrase, word = found.groups()
        value = (phrase if phrase is not None else word).strip()
        if field and field.lower() in _FIELDS and not minus:
            if field.lower() == "kind":
                kinds.append(value.lower())
                continue
            if span := re.fullmatch(r"(\d{4})(?:\.\.(\d{4}))?", value):
                begins, ends = sorted((int(span[1]), int(span[2] or span[1])))
                years += range(begins, ends + 1)
                continue
        if field:
            value = f"{field} {value}"
            notice = notice or f"'{field}:' is not a field and was searched as a word."
        clauses += _clauses(value, minus is not None, phrase is not None)
    clauses, notice = _bounded(clauses, notice)
    if unfinished and clauses and re.search(r"[\w]$", clean):
        last = clauses[-1]
        if not last.phrase and not last.prefix:
            clauses[-1] = Clause(last.forms, prefix=True, negated=last.negated)
    return Query(
        text=text,
        clauses=tuple(clauses),
        kinds=tuple(kinds),
        years=tuple(years),
        pinpoint=str(Pinpoint(pinpoint[1], pinpoint[2])).lower() if pinpoint else "",
        notice=notice,
    )


def printable(text: str) -> str:
    """A text in NFC without characters that cannot be shown."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if c.isprintable() or c.isspace())


def _clauses(value: str, negated: bool, phrase: bool) -> list[Clause]:
    forms = tuple(word.form for word in words(value))
    if not forms:
        return []
    if phrase and len(forms) > 1:
        return [Clause(forms, phrase=True, negated=negated)]
    prefix = value.endswith("*") and len(forms) == 1
    return [Clause((form,), prefix=prefix, negated=negated) for form in forms]


def _bounded(clauses: list[Clause], notice: str) -> tuple[list[Clause], str]:
    kept: list[Clause] = []
    count = 0
    for clause in clauses:
        count += len(clause.forms)
        if count > MOST_WORDS:
            return kept, f"Only the first {MOST_WORDS} words were searched."
        kept.append(clause)
    return kept, notice
