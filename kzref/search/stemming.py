"""What the forms of a word share, in the languages that a library is written in."""

import re
from collections.abc import Callable
from functools import lru_cache

from kzref.search.kazakh import kazakh_stems
from kzref.search.russian import russian_stems
from kzref.search.words import CYRILLIC

_ONLY_KAZAKH = re.compile("[әғқңөұүһі]")
# Before the stemmer, which takes -ize off and leaves -ise.
_ISE = re.compile(r"(?<=[a-z]{4})is(e[dsr]?|ers|ing|ations?)$")
_SHORTEST = 4
"""Letters from which a word of the Latin alphabet is cut to its stem."""


@lru_cache(maxsize=300_000)  # The words of a language are few beside those of its texts.
def stems(form: str, languages: tuple[str, ...] = ("en",)) -> tuple[str, ...]:
    """The stems that a folded word may have; two words are forms of one when they share any.

    languages: those that the text is written in; of a query, those of the library.
    """
    if form[:1].isdigit():
        return (form,)
    if CYRILLIC.search(form):
        return _cyrillic(form, "kk" in languages, "ru" in languages)
    if len(form) < _SHORTEST:
        return (form,)
    latin = [language for language in languages if language in _SNOWBALL] or ["en"]
    if len(latin) == 1:
        return (_latin(form, latin[0]),)
    return tuple(dict.fromkeys(_latin(form, language) for language in latin))


def _cyrillic(form: str, kazakh: bool, russian: bool) -> tuple[str, ...]:
    if _ONLY_KAZAKH.search(form) or (kazakh and not russian):
        return kazakh_stems(form)
    if russian and not kazakh:
        return russian_stems(form)
    # Of a title or a question alone nobody can tell which of the two it is.
    return tuple(dict.fromkeys((*russian_stems(form), *kazakh_stems(form))))


def _latin(form: str, language: str) -> str:
    if language == "en":
        return _american(_snowball(language)(_ISE.sub(r"iz\1", form)))
    return _snowball(language)(form)


def _american(stemmed: str) -> str:
    """Offence and offense, labour and labor, programme and program find each other."""
    if stemmed.endswith("enc") and stemmed in ("offenc", "defenc", "licenc", "pretenc"):
        return stemmed[:-1] + "s"
    return re.sub(r"(?<=[a-z]{3})our(?=$|it|abl)", "or", _OTHERWISE.get(stemmed, stemmed))


_OTHERWISE = {
    "programm": "program", "judgement": "judgment", "acknowledgement": "acknowledgment", "center": "centr",
    "theater": "theatr", "fulfil": "fulfill", "enrol": "enroll", "skilful": "skill", "cancell": "cancel",
}  # fmt: skip
"""American and British stems that differ in other ways."""


_SNOWBALL = frozenset(["da", "de", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pt", "ro", "sv"])
"""Languages of the Latin alphabet that Snowball has a stemmer for."""


@lru_cache(maxsize=len(_SNOWBALL))
def _snowball(language: str) -> Callable[[str], str]:
    if language == "en":
        from whoosh.lang.snowball.english import EnglishStemmer

        english: Callable[[str], str] = EnglishStemmer().stem
        return english
    # Brings the stemmers of all languages, which a library in English need not wait for.
    from whoosh.lang import stemmer_for_language

    stem: Callable[[str], str] = stemmer_for_language(language)
    return stem
