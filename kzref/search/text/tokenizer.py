"""Words as search sees them: cut and folded alike at indexing and in a query."""

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
# Scripts that do not part words, and Korean, which hangs its endings on them: each character is a word.
_UNPARTED = (
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
_LETTER = rf"[^\W_{_UNPARTED}]"
_JOINED = rf"(?:[{_HIDDEN}{_ACCENTS}{_SIGNS}{_APOSTROPHES}]|(?<=[א-ת])\"(?=[א-ת]))"
_ENDS = rf"[{_SIGNS}{_ACCENTS}]*"
_WORD = re.compile(rf"{_NUMBER}|{_ELIDED}|[{_UNPARTED}]{_ENDS}|{_LETTER}+(?:{_JOINED}+{_LETTER}+)*{_ENDS}")
UNPARTED = re.compile(f"[{_UNPARTED}]")
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
LONGEST_WORD = 64


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its folded form, and where it stands (offsets into the text that was given)."""

    form: str
    start: int
    end: int


def fold(word: str) -> str:
    """One word in the form that all its spellings share, not stemmed: lower case, NFC, ё as е, no soft hyphens."""
    if word.isascii():
        word = word.lower()
        return re.sub("[,'`]", "", word) if word[:1].isdigit() else _bare(word)[:LONGEST_WORD]
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
    return word[:LONGEST_WORD]


def _bare(word: str) -> str:
    """A word of ASCII without apostrophes."""
    return _POSSESSIVE.sub("", word).translate(_SAME) if "'" in word or "`" in word else word


def unaccented(form: str) -> str:
    """A folded word of the Latin alphabet as those type it who have no accents on their keys; others as they are."""
    if form.isascii() or not _LATIN.search(form) or CYRILLIC.search(form):
        return form
    return _without_accents(form).translate(_UNACCENTED)


def _without_accents(form: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", form) if not "\u0300" <= c <= "\u036f")


def characters(form: str) -> tuple[str, ...]:
    """The characters of what was typed in a script that does not part words, each of which is one; else none."""
    return tuple(forms(form)) if UNPARTED.search(form) else ()


# The words of a language are few beside those of its texts.
_folded = lru_cache(maxsize=200_000)(fold)


def words(text: str) -> Iterator[Word]:
    """The words of a text in order. Grouped digits are one: 33,671 is found as 33671."""
    for found in _WORD.finditer(text):
        form = _folded(found[0])
        if form:
            yield Word(form, found.start(), found.end())


def word_spans(text: str, count: int, sure: int, form: str) -> list[tuple[int, int]]:
    """Where the first words of forms() stand in a text. form: the one whose number is sure, to be certain."""
    spans = list(islice(map(re.Match.span, _WORD.finditer(text)), count))
    if sure < len(spans) and _folded(text[slice(*spans[sure])]) == form:
        return spans
    # Something is cut like a word and folds to nothing.
    return list(islice((found.span() for found in _WORD.finditer(text) if _folded(found[0])), count))


def forms(text: str) -> list[str]:
    """The folded words of a text in order: words() without their places, for whole libraries."""
    return [form for form in map(_folded, _WORD.findall(text)) if form]
