"""Stems: what the forms of a word share, in the languages that a library is written in."""

import re
from collections.abc import Callable
from functools import lru_cache

from kzref.search.text.kazakh_stemmer import kazakh_stems
from kzref.search.text.russian_stemmer import russian_stems
from kzref.search.text.snowball import snowball_stemmer
from kzref.search.text.tokenizer import CYRILLIC, strip_accents

_ONLY_KAZAKH = re.compile("[әғқңөұүһі]")
# Before the stemmer, which takes -ize off and leaves -ise.
_ISE = re.compile(r"(?<=[a-z]{4})is(e[dsr]?|ers|ing|ations?)$")
_MIN_LENGTH = 4
"""Letters from which a word of the Latin alphabet is stemmed."""
_MAX_ENDING = 3
_ARABIC = re.compile("[\u0621-\u06d5]")
_ARTICLE = re.compile("^(?:[\u0648\u0641\u0628\u0643\u0644])?(?:\u0627\u0644|\u0644\u0644)(?=.{3})")


@lru_cache(maxsize=300_000)  # A text has far fewer different words than words.
def stems(term: str, languages: tuple[str, ...] = ("en",)) -> tuple[str, ...]:
    """Return the stems that a term may have. Two terms are forms of the same word if they share any.

    languages: the languages of the text; for a query, those of the library.
    """
    if term[:1].isdigit():
        return (term,)
    if CYRILLIC.search(term):
        return _cyrillic(term, "kk" in languages, "ru" in languages)
    if len(term) < _MIN_LENGTH:
        return (term,)
    if _ARABIC.match(term):
        return _arabic(term)
    stemless = [language for language in languages if is_stemless(language)]
    latin = [language for language in languages if language in _SNOWBALL]
    if not latin and not any(stemless):
        latin = ["en"]
    found = dict.fromkeys(_latin(term, language) for language in latin)
    if stemless:
        found.setdefault(term)
    return tuple(found)


def is_stemless(language: str) -> bool:
    """Return whether there is no stemmer for a language; an unknown language, "", has none either."""
    return language not in _SNOWBALL and language not in ("ru", "kk")


def indexed_stems(term: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return the stems that a term of a text is indexed by: also those of it without accents, as it may be typed.

    A query with accents finds only words with the same accents.
    """
    found = stems(term, languages)
    bare = strip_accents(term)
    if bare == term:
        return found
    return tuple(dict.fromkeys((*found, *stems(bare, languages), *map(strip_accents, found))))


def variant_prefix(term: str) -> tuple[str, int]:
    """Return a prefix of all forms of a word in a language without a stemmer, and their maximum length."""
    return term[: max(_MIN_LENGTH, len(term) * 3 // 4)], len(term) + _MAX_ENDING


def _cyrillic(term: str, kazakh: bool, russian: bool) -> tuple[str, ...]:
    if _ONLY_KAZAKH.search(term) or (kazakh and not russian):
        return kazakh_stems(term)
    if russian and not kazakh:
        return russian_stems(term)
    # A title or a query is too short to tell which of the two languages it is in.
    return tuple(dict.fromkeys((*russian_stems(term), *kazakh_stems(term))))


def _arabic(term: str) -> tuple[str, ...]:
    """Return a word as it is, and without its article and the particle before that."""
    return tuple(dict.fromkeys((term, _ARTICLE.sub("", term))))


@lru_cache(maxsize=50_000)  # The same words are stemmed for several combinations of languages.
def _latin(term: str, language: str) -> str:
    if language == "en":
        return _american(_snowball(language)(_ISE.sub(r"iz\1", term)))
    return _snowball(language)(term)


def _american(stemmed: str) -> str:
    """Return the stem of the American spelling: offense for offence, labor for labour, program for programme."""
    if stemmed.endswith("enc") and stemmed in ("offenc", "defenc", "licenc", "pretenc"):
        return stemmed[:-1] + "s"
    return re.sub(r"(?<=[a-z]{3})our(?=$|it|abl)", "or", _OTHERWISE.get(stemmed, stemmed))


_OTHERWISE = {
    "programm": "program", "judgement": "judgment", "acknowledgement": "acknowledgment", "center": "centr",
    "theater": "theatr", "fulfil": "fulfill", "enrol": "enroll", "skilful": "skill", "cancell": "cancel",
}  # fmt: skip
"""American and British stems that differ in other ways."""


_SNOWBALL = {
    "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish", "fr": "french",
    "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian", "pt": "portuguese", "ro": "romanian",
    "sv": "swedish",
}  # fmt: skip
"""Languages of the Latin alphabet that Snowball has a stemmer for."""


@lru_cache(maxsize=len(_SNOWBALL))
def _snowball(language: str) -> Callable[[str], str]:
    return snowball_stemmer(_SNOWBALL[language])
