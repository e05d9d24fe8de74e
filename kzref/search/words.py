"""Words as search sees them: cut and folded alike at indexing and in a query."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

_GROUPED = r"(?<![\d.,])\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+(?!\d)"
# Soft hyphens, stress marks and decomposed accents stand inside words.
_INSIDE = "\u00ad\u200b-\u200d\u0300-\u036f'’ʼ"
_WORD = re.compile(rf"{_GROUPED}|\d+(?:\.\d+)+|[^\W_]+(?:[{_INSIDE}]+[^\W_]+)*[\u0300-\u036f]*")
CYRILLIC = re.compile(r"[\u0400-\u052f]")
# Latin letters that stand for their look-alikes inside Cyrillic words, as in official Kazakh texts.
_LOOK_ALIKE = str.maketrans("abceiopxyhkmtə", "авсеіорхуһкмтә")
# In lower case it looks like another one.
_CAPITAL_ALIKE = str.maketrans("H", "Н")
_DROPPED = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\ufeff\u0301"))
LONGEST_WORD = 64


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its folded form, and where it stands (offsets into the text that was given)."""

    form: str
    start: int
    end: int


def fold(word: str) -> str:
    """One word in the form that all its spellings share, not stemmed: lower case, NFC, ё as е, no soft hyphens."""
    if CYRILLIC.search(word):
        word = word.translate(_CAPITAL_ALIKE)
    word = unicodedata.normalize("NFC", word.lower()).translate(_DROPPED).replace("ё", "е")
    if word[:1].isdigit():
        return re.sub(r"[,\u00a0\u202f\u2009]", "", word)
    word = re.sub(r"['’ʼ]s$|['’ʼ]", "", word)
    if CYRILLIC.search(word):
        word = word.translate(_LOOK_ALIKE)
    return word[:LONGEST_WORD]


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
