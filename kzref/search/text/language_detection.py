"""Which language a text is written in, told by its commonest words and its letters."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from kzref.search.text.tokenizer import CYRILLIC, normalize

_LANGUAGES = ("da", "de", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pt", "ru", "sv")
_KAZAKH = (
    "және мен пен бен үшін туралы бойынша болып табылады осы сол бұл ол оның оларды арқылы немесе емес екі бір жоқ бар "
    "деп ретінде кейін дейін сондай ақ тиіс өз өзі барлық мүмкін кезінде негізінде сәйкес жөніндегі"
)
# By letters that the folded words of no other language of their kind have, the more certain first.
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
_READ = 400
"""Words of a text that are looked at."""
_LONG = 20
"""Words in which a language would have shown all its letters."""
_ENOUGH, _SHARE = 3, 0.12
"""Common words from which a language is taken for certain: so many, and so large a part of all."""
_TELLING = 0.04
"""Part of the words that have a letter by which a language is told."""
_FEW_OF_SCRIPT = 0.02
"""The same for signs that stand among those of a larger script: kana, and the letters of Persian."""


def language_of(forms: Sequence[str], otherwise: str) -> str:
    """The language of folded words as a code of two letters; otherwise where they do not tell."""
    read = forms[:_READ]
    text = " ".join(read)
    if _OTHER_SCRIPT.search(text):
        found = _by_script(text, len(read))
        if found:
            return found
    cyrillic = [form for form in read if CYRILLIC.search(form)] if CYRILLIC.search(text) else []
    if len(cyrillic) * 2 > len(read):
        return _of_cyrillic(cyrillic, otherwise)
    # What is written in Latin letters is neither Russian nor Kazakh, whatever the pack says.
    counted = _counted(read)
    best = max(counted, key=lambda language: (counted[language], language == otherwise), default="")
    by_letters = "" if text.isascii() else _by_letters(text, len(read), _LATIN_LETTERS)
    if by_letters and by_letters != best and counted.get(best, 0) < 2 * _SHARE * len(read):
        return by_letters
    return best if counted.get(best, 0) >= max(_ENOUGH, _SHARE * len(read)) else otherwise


def _of_cyrillic(words: Sequence[str], otherwise: str) -> str:
    text = " ".join(words)
    found = _by_letters(text, len(words), _CYRILLIC_LETTERS)
    if found:
        return found
    if len(words) >= _LONG and "і" not in text and _by_letters(text, len(words), (("ky or mn", "ңөү"),)):
        # Kazakh has these letters too, but a longer text of it has others besides.
        return "ky" if "ң" in text else "mn"
    if sum(1 for word in words if _KAZAKH_I.search(word)) * 4 > len(words):
        return "kk"  # Too short to have one of the letters that are Kazakh alone.
    if text.count("ъ") * 16 > len(words) and not re.search("[ыэё]", text):
        return "bg"
    common = _counted(words).get("ru", 0)
    return "ru" if common >= max(_ENOUGH, _SHARE * len(words) / 2) else otherwise


def _by_script(text: str, words: int) -> str:
    for language, letters in _SCRIPTS:
        share = _FEW_OF_SCRIPT if language in ("ja", "fa") else 0.5
        if len(re.findall(f"[{letters}]+", text)) > share * words:
            return language
    return ""


def _by_letters(text: str, words: int, letters_of: Sequence[tuple[str, str]]) -> str:
    for language, letters in letters_of:
        if len(re.findall(f"[{letters}]", text)) > max(_TELLING * words, 1):
            return language
    return ""


def _counted(words: Sequence[str]) -> dict[str, int]:
    """How many of some words are common ones of each language."""
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
    """Folded words of a language that tell nothing of what a text is about; none of a language that is not known."""
    if language == "kk":
        return frozenset(normalize(word) for word in _KAZAKH.split())
    from whoosh.lang.stopwords import stoplists

    return frozenset(normalize(word) for word in stoplists.get(language, ()))


_ASKING = "many much does will сколько какой какие қандай қашан кім не қанша неше қайда"
"""Words of questions that the lists of Snowball lack, and the Kazakh ones, for which it has no list."""


@lru_cache(maxsize=8)
def common_words(languages: Collection[str]) -> frozenset[str]:
    """Folded words that tell nothing of what is looked for: articles, question words, auxiliary verbs."""
    asking = frozenset(normalize(word) for word in _ASKING.split())
    return asking.union(*(common_words_of(language) for language in languages))


_LETTERS_OF = {"spa": "es", "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "rus": "ru", "kaz": "kk"}


def language_code(said: str) -> str:
    """The code of two letters of a language as a file names it, such as 'es-ES' or 'spa'; as it is where it is none."""
    code = re.split("[-_]", said.strip().lower())[0]
    return _LETTERS_OF.get(code, code) if re.fullmatch("[a-z]{2,3}", code) else said
