"""Texts cut into terms: normalized words, the same for indexing and for queries."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

_APOSTROPHES = "'’ʼʻ‘`´ʹʽ"
# What is written on letters or after them, and is a part of the word; of Indic scripts all but the stops.
_ACCENTS = "\u0300-\u036f"
_SIGNS = (
    "\u055b-\u055e\u0591-\u05c7\u05f3\u05f4\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0971-\u0dff"
)
# Scripts written without spaces between words, and Korean, whose endings are attached: each character is a term.
_UNSEGMENTED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003ffff"
)
# Soft hyphens, stress marks and decomposed accents stand inside words.
_HIDDEN = "\u00ad\u200b-\u200d"
_NUMBER = (
    r"(?=\d)(?:(?<![\d.,])\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+(?!\d)"  # with its digits in groups
    r"|\d+(?:\.\d+)+)"
)
# French and Italian: «l'homme» and «dell'articolo» are two words.
_ELIDED = (
    r"(?<![^\W_])(?=\w{1,7}['’])"
    r"(?i:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|un|[dn]ell|all|dall|sull|coll|quell|quest)['’](?=[^\W\d_]{2})"
)
_LETTER = rf"[^\W_{_UNSEGMENTED}]"
_JOINED = rf"(?:[{_HIDDEN}{_ACCENTS}{_SIGNS}{_APOSTROPHES}]|(?<=[א-ת])\"(?=[א-ת]))"
_ENDS = rf"[{_SIGNS}{_ACCENTS}]*"
_WORD = re.compile(rf"{_NUMBER}|{_ELIDED}|[{_UNSEGMENTED}]{_ENDS}|{_LETTER}+(?:{_JOINED}+{_LETTER}+)*{_ENDS}")
UNSEGMENTED = re.compile(f"[{_UNSEGMENTED}]")
CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[a-z\u00c0-\u024f\u1e00-\u1eff]")
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
# Latin letters that stand for their look-alikes inside Cyrillic words, as in official Kazakh texts.
_LOOK_ALIKE = str.maketrans("abceiopxyhkmtə", "авсеіорхуһкмтә")
# In lower case it looks like another one.
_CAPITAL_ALIKE = str.maketrans("H", "Н")
_DROPPED = [
    *map(ord, f'\u00ad\u200b\u200c\u200d\ufeff\u0301\u0307\u0640\u0670\u05f3\u05f4"{_APOSTROPHES}'),
    *range(0x55B, 0x55F), *range(0x591, 0x5C8), *range(0x610, 0x61B), *range(0x64B, 0x660), *range(0x6D6, 0x6EE),
]  # fmt: skip
_SAME = dict.fromkeys(_DROPPED) | str.maketrans(
    {
        "ё": "е", "ς": "σ", "ı": "i", "ș": "ş", "ț": "ţ",
        "\u0623": "\u0627", "\u0625": "\u0627", "\u0622": "\u0627", "\u0671": "\u0627",  # alef with hamza, madda, wasla
        "\u0649": "\u064a", "\u06cc": "\u064a", "\u0626": "\u064a", "\u06a9": "\u0643",  # yeh and kaf, Persian ones too
        "\u0629": "\u0647", "\u0624": "\u0648",  # teh marbuta as heh, waw with hamza
    }
)  # fmt: skip
"""Letters that are written in several ways in one language, and signs that are left out as often as not."""
_POSSESSIVE = re.compile(r"['’ʼ]s$", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=\d)[ºª]$")
_UNACCENTED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"})
MAX_TERM_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: its term, and its offsets into the text."""

    term: str
    start: int
    end: int


def normalize(word: str) -> str:
    """Return the term that all spellings of a word share, not stemmed: lower case, NFC, ё as е, no soft hyphens."""
    if word.isascii():
        word = word.lower()
        return re.sub("[,'`]", "", word) if word[:1].isdigit() else _without_apostrophes(word)[:MAX_TERM_LENGTH]
    if CYRILLIC.search(word):
        word = word.translate(_CAPITAL_ALIKE)
    word = unicodedata.normalize("NFC", _POSSESSIVE.sub("", word).lower()).translate(_SAME)
    if not word.isascii() and any(map(str.isdecimal, word)):
        word = "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in word)
    if word[:1].isdigit():
        return _ORDINAL.sub("", re.sub(r"[,\u00a0\u202f\u2009]", "", word))
    if CYRILLIC.search(word):
        word = word.translate(_LOOK_ALIKE)
    elif _GREEK.search(word):
        # In capitals nobody writes them.
        word = _without_accents(word)
    return word[:MAX_TERM_LENGTH]


def _without_apostrophes(word: str) -> str:
    """Return a word of ASCII without apostrophes."""
    return _POSSESSIVE.sub("", word).translate(_SAME) if "'" in word or "`" in word else word


def strip_accents(term: str) -> str:
    """Return a term of the Latin alphabet as it is typed on a keyboard without accents; other terms unchanged."""
    if term.isascii() or not _LATIN.search(term) or CYRILLIC.search(term):
        return term
    return _without_accents(term).translate(_UNACCENTED)


def _without_accents(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not "\u0300" <= c <= "\u036f")


def unsegmented_terms(word: str) -> tuple[str, ...]:
    """Return the terms, a character each, of a word in a script without spaces; none for any other word."""
    return tuple(tokenize(word)) if UNSEGMENTED.search(word) else ()


# A text has far fewer different words than words.
_term_of = lru_cache(maxsize=200_000)(normalize)


def iter_tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text in order. A number with grouped digits is one: 33,671 has the term 33671."""
    for word in _WORD.finditer(text):
        term = _term_of(word[0])
        if term:
            yield Token(term, word.start(), word.end())


def term_spans(text: str, count: int, at: int, term: str) -> list[tuple[int, int]]:
    """Return the offsets of the first `count` terms of a text. term: the one at index `at`, to check them by."""
    spans = list(islice(map(re.Match.span, _WORD.finditer(text)), count))
    if at < len(spans) and _term_of(text[slice(*spans[at])]) == term:
        return spans
    # Something matches like a word and is normalized to nothing.
    return list(islice((word.span() for word in _WORD.finditer(text) if _term_of(word[0])), count))


def tokenize(text: str) -> list[str]:
    """Return the terms of a text in order: iter_tokens() without offsets, and faster."""
    return [term for term in map(_term_of, _WORD.findall(text)) if term]
