"""Detect the language of a text by its most frequent words and its letters."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from kzref.search.text.tokenizer import CYRILLIC, normalize

_LANGUAGES = ("da", "de", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pt", "ru", "sv")
_KAZAKH = (
    "және мен пен бен үшін туралы бойынша болып табылады осы сол бұл ол оның оларды арқылы немесе емес екі бір жоқ бар "
    "деп ретінде кейін дейін сондай ақ тиіс өз өзі барлық мүмкін кезінде негізінде сәйкес жөніндегі"
)
# By letters that no other language of the same script has in its terms, the more certain first.
_CYRILLIC_LETTERS = (("uk", "їєґ"), ("sr", "ђћљњџј"), ("kk", "әғқұһ"), ("be", "ў"), ("tg", "ҷӣӯ"))
_LATIN_LETTERS = (
    ("pl", "łąęśźż"), ("cs", "řěů"), ("sk", "ľĺŕ"), ("vi", "ơưđạảấầẩậắằặẹẻếềểệọỏốồổộớờởợụủứừửự"), ("tr", "ğ"),
    ("az", "ə"), ("ro", "ăţ"), ("hu", "őű"), ("lv", "āīķļņģ"), ("lt", "ėįų"), ("is", "ðþ"), ("hr", "đć"),
)  # fmt: skip
_SCRIPTS = (
    ("ja", "\u3040-\u30ff"), ("zh", "\u3400-\u9fff"), ("ko", "\uac00-\ud7a3"), ("th", "\u0e00-\u0e7f"),
    ("el", "\u0370-\u03ff"), ("ka", "\u10a0-\u10ff"), ("hy", "\u0530-\u058f"), ("he", "\u05d0-\u05ea"),
    ("fa", "\u067e\u0686\u0698\u06af"), ("ar", "\u0621-\u064a"), ("hi", "\u0900-\u097f"), ("bn", "\u0980-\u09ff"),
    ("ta", "\u0b80-\u0bff"),
)  # fmt: skip
_OTHER_SCRIPT = re.compile("[\u0370-\u03ff\u0530-\u10ff\u3040-\ud7a3]")
_KAZAKH_I = re.compile("[іңөү]")
_MAX_TERMS = 400
"""Terms of a text that are read."""
_LONG_TEXT = 20
"""Terms among which all letters of a language occur."""
_MIN_COMMON, _COMMON_SHARE = 3, 0.12
"""Common words by which a language is certain: their number, and their share of the terms."""
_LETTER_SHARE = 0.04
"""Share of a language's own letters, by the number of terms, by which it is certain."""
_SCRIPT_SHARE, _MIXED_SCRIPT_SHARE = 0.5, 0.02
"""The same for a script, and for letters that are mixed with those of another language: kana, and Persian ones."""


def language_of(terms: Sequence[str], otherwise: str) -> str:
    """Return the language of terms in a row as a code of two letters, or `otherwise` if they do not tell."""
    read = terms[:_MAX_TERMS]
    text = " ".join(read)
    if _OTHER_SCRIPT.search(text):
        found = _by_script(text, len(read))
        if found:
            return found
    cyrillic = [term for term in read if CYRILLIC.search(term)] if CYRILLIC.search(text) else []
    if len(cyrillic) * 2 > len(read):
        return _of_cyrillic(cyrillic, otherwise)
    # A text in Latin letters is neither Russian nor Kazakh, even if its pack says so.
    counted = _common_counts(read)
    best = max(counted, key=lambda language: (counted[language], language == otherwise), default="")
    by_letters = "" if text.isascii() else _by_letters(text, len(read), _LATIN_LETTERS)
    if by_letters and by_letters != best and counted.get(best, 0) < 2 * _COMMON_SHARE * len(read):
        return by_letters
    return best if counted.get(best, 0) >= max(_MIN_COMMON, _COMMON_SHARE * len(read)) else otherwise


def _of_cyrillic(words: Sequence[str], otherwise: str) -> str:
    text = " ".join(words)
    found = _by_letters(text, len(words), _CYRILLIC_LETTERS)
    if found:
        return found
    if len(words) >= _LONG_TEXT and "і" not in text and _are_frequent("ңөү", text, len(words)):
        # Kazakh has these letters too, but a text of this length has others that are only Kazakh.
        return "ky" if "ң" in text else "mn"
    if sum(1 for word in words if _KAZAKH_I.search(word)) * 4 > len(words):
        return "kk"  # Too short for the letters that only Kazakh has.
    if text.count("ъ") * 16 > len(words) and not re.search("[ыэё]", text):
        return "bg"
    common = _common_counts(words).get("ru", 0)
    return "ru" if common >= max(_MIN_COMMON, _COMMON_SHARE * len(words) / 2) else otherwise


def _by_script(text: str, words: int) -> str:
    for language, letters in _SCRIPTS:
        share = _MIXED_SCRIPT_SHARE if language in ("ja", "fa") else _SCRIPT_SHARE
        if len(re.findall(f"[{letters}]+", text)) > share * words:
            return language
    return ""


def _by_letters(text: str, words: int, letters_of: Sequence[tuple[str, str]]) -> str:
    return next((language for language, letters in letters_of if _are_frequent(letters, text, words)), "")


def _are_frequent(letters: str, text: str, words: int) -> bool:
    """Return whether letters are frequent in a text with a number of words."""
    return len(re.findall(f"[{letters}]", text)) > max(_LETTER_SHARE * words, 1)


def _common_counts(words: Sequence[str]) -> dict[str, int]:
    """Return how many of the words are common ones, by language."""
    known = _common_by_word()
    counted: dict[str, int] = {}
    for word in words:
        for language in known.get(word, ()):
            counted[language] = counted.get(language, 0) + 1
    return counted


@lru_cache(maxsize=1)
def _common_by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language in (*_LANGUAGES, "kk"):
        for word in common_words_of(language):
            found[word] = (*found.get(word, ()), language)
    return found


@lru_cache(maxsize=len(_LANGUAGES) + 1)
def common_words_of(language: str) -> frozenset[str]:
    """Return the terms of the function words of a language; none if it has no list."""
    if language == "kk":
        return frozenset(normalize(word) for word in _KAZAKH.split())
    from whoosh.lang.stopwords import stoplists

    return frozenset(normalize(word) for word in stoplists.get(language, ()))


_QUESTION_WORDS = "many much does will сколько какой какие қандай қашан кім не қанша неше қайда"
"""Question words that Whoosh's lists lack, and the Kazakh ones, for which it has no list."""


@lru_cache(maxsize=8)
def common_words(languages: Collection[str]) -> frozenset[str]:
    """Return the terms that tell nothing of what is searched for: articles, question words, auxiliary verbs."""
    question_words = frozenset(normalize(word) for word in _QUESTION_WORDS.split())
    return question_words.union(*(common_words_of(language) for language in languages))


_TWO_LETTER_CODES = {
    "spa": "es",
    "eng": "en",
    "deu": "de",
    "ger": "de",
    "fra": "fr",
    "fre": "fr",
    "rus": "ru",
    "kaz": "kk",
}


def language_code(name: str) -> str:
    """Return the code of two letters of a language that a file names, such as 'es-ES', or the name itself."""
    code = re.split("[-_]", name.strip().lower())[0]
    return _TWO_LETTER_CODES.get(code, code) if re.fullmatch("[a-z]{2,3}", code) else name
