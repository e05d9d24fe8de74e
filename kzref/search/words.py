"""Words as search sees them: cut, folded and stemmed alike at indexing and in a query."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_GROUPED = r"(?<![\d.,])\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+(?!\d)"
# Soft hyphens, stress marks and decomposed accents stand inside words.
_INSIDE = "\u00ad\u200b-\u200d\u0300-\u036f'’ʼ"
_WORD = re.compile(rf"{_GROUPED}|\d+(?:\.\d+)+|[^\W_]+(?:[{_INSIDE}]+[^\W_]+)*[\u0300-\u036f]*")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
# Latin letters that stand for their look-alikes inside Cyrillic words, as in official Kazakh texts.
_LOOK_ALIKE = str.maketrans("aceiopxyhkmt", "асеіорхуһкмт")
# Before the stemmer, which takes -ize off and leaves -ise.
_ISE = re.compile(r"(?<=[a-z]{4})is(e[dsr]?|ers|ing|ations?)$")
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
    word = unicodedata.normalize("NFC", word.lower()).translate(_DROPPED).replace("ё", "е")
    if word[:1].isdigit():
        return re.sub(r"[,\u00a0\u202f\u2009]", "", word)
    word = re.sub(r"['’ʼ]s$|['’ʼ]", "", word)
    if _CYRILLIC.search(word):
        word = word.translate(_LOOK_ALIKE)
    return word[:LONGEST_WORD]


def words(text: str) -> Iterator[Word]:
    """The words of a text in order. Grouped digits are one: 33,671 is found as 33671."""
    for found in _WORD.finditer(text):
        form = fold(found[0])
        if form:
            yield Word(form, found.start(), found.end())


@lru_cache(maxsize=200_000)
def stem(form: str) -> str:
    """What the forms of a folded word share, by Snowball for its script; numbers stay whole."""
    if len(form) < 4 or form[0].isdigit():
        return form
    english, russian = _stemmers()
    return russian(form) if _CYRILLIC.search(form) else _american(english(_ISE.sub(r"iz\1", form)))


def _american(stemmed: str) -> str:
    """Offence and offense, defence and defense, programme and program find each other."""
    if stemmed.endswith("enc") and stemmed in ("offenc", "defenc", "licenc", "pretenc"):
        return stemmed[:-1] + "s"
    if stemmed == "programm":
        return "program"
    return re.sub(r"(lab|behavi|col|fav|hon|hum|neighb)our", r"\1or", stemmed)


@lru_cache(maxsize=1)
def _stemmers():  # type: ignore[no-untyped-def]
    from whoosh.lang.snowball.english import EnglishStemmer
    from whoosh.lang.snowball.russian import RussianStemmer

    return EnglishStemmer().stem, RussianStemmer().stem


_COMMON_MORE = (
    "many much does will сколько какой какие бұл және мен пен бен үшін туралы қандай қашан кім не қанша неше қайда"
)
"""Words that the stop lists of Snowball lack, and the Kazakh ones, for which it has no list."""


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Folded words that tell nothing of what a text is about: articles, question words, auxiliary verbs."""
    from whoosh.lang.stopwords import stoplists

    return frozenset(fold(word) for word in (*stoplists["en"], *stoplists["ru"], *_COMMON_MORE.split()))


def stems(text: str) -> list[str]:
    """The stems of a text in order."""
    return [stem(word.form) for word in words(text)]
