"""Which language a text is written in, told by its commonest words and its letters."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from kzref.search.words import CYRILLIC, fold

_LANGUAGES = ("da", "de", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pt", "ru", "sv")
_KAZAKH = (
    "және мен пен бен үшін туралы бойынша болып табылады осы сол бұл ол оның оларды арқылы немесе емес екі бір жоқ бар "
    "деп ретінде кейін дейін сондай ақ тиіс өз өзі барлық мүмкін кезінде негізінде сәйкес жөніндегі"
)
_KAZAKH_LETTERS = re.compile("[әғқңөұүһі]")

_READ = 400
"""Words of a text that are looked at."""
_ENOUGH = 3
"""Common words from which a language is taken for certain."""


def language_of(forms: Sequence[str], otherwise: str) -> str:
    """The language of folded words as a code of two letters; otherwise where they do not tell."""
    known = _common_by_word()
    counted: dict[str, int] = {}
    for form in forms[:_READ]:
        for language in known.get(form, ()):
            counted[language] = counted.get(language, 0) + 1
    cyrillic = [form for form in forms[:_READ] if CYRILLIC.search(form)]
    if len(cyrillic) * 2 > min(len(forms), _READ):
        kazakh = sum(1 for form in cyrillic if _KAZAKH_LETTERS.search(form))
        if kazakh * 4 > len(cyrillic):
            return "kk"
        return "ru" if counted.get("ru", 0) >= _ENOUGH else otherwise
    # What is written in Latin letters is neither Russian nor Kazakh, whatever the pack says.
    best = max(counted, key=lambda language: (counted[language], language == otherwise), default="")
    return best if counted.get(best, 0) >= _ENOUGH else otherwise


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
        return frozenset(fold(word) for word in _KAZAKH.split())
    from whoosh.lang.stopwords import stoplists

    return frozenset(fold(word) for word in stoplists.get(language, ()))


_ASKING = "many much does will сколько какой какие қандай қашан кім не қанша неше қайда"
"""Words of questions that the lists of Snowball lack, and the Kazakh ones, for which it has no list."""


@lru_cache(maxsize=8)
def common_words(languages: Collection[str]) -> frozenset[str]:
    """Folded words that tell nothing of what is looked for: articles, question words, auxiliary verbs."""
    asking = frozenset(fold(word) for word in _ASKING.split())
    return asking.union(*(common_words_of(language) for language in languages))
