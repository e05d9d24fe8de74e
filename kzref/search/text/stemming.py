"""What the forms of a word share, in the languages that a library is written in."""

import re
from collections.abc import Callable
from functools import lru_cache

from kzref.search.text.kazakh_stemmer import kazakh_stems
from kzref.search.text.russian_stemmer import russian_stems
from kzref.search.text.tokenizer import CYRILLIC, unaccented

_ONLY_KAZAKH = re.compile("[әғқңөұүһі]")
# Before the stemmer, which takes -ize off and leaves -ise.
_ISE = re.compile(r"(?<=[a-z]{4})is(e[dsr]?|ers|ing|ations?)$")
_SHORTEST = 4
"""Letters from which a word of the Latin alphabet is cut to its stem."""
_LONGEST_ENDING = 3
_ARABIC = re.compile("[\u0621-\u06d5]")
_ARTICLE = re.compile("^(?:[\u0648\u0641\u0628\u0643\u0644])?(?:\u0627\u0644|\u0644\u0644)(?=.{3})")


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
    if _ARABIC.match(form):
        return _arabic(form)
    stemless = [language for language in languages if is_stemless(language)]
    latin = [language for language in languages if language in _SNOWBALL]
    if not latin and not any(stemless):
        latin = ["en"]
    found = dict.fromkeys(_latin(form, language) for language in latin)
    if stemless:
        found.setdefault(form)
    return tuple(found)


def is_stemless(language: str) -> bool:
    """Whether nothing is known of how a language inflects its words; of a text whose language is unknown neither."""
    return language not in _SNOWBALL and language not in ("ru", "kk")


def indexed_stems(form: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The stems that a word of a text is found by: also those of it without accents, for who types none.

    What is typed with its accents finds nothing else.
    """
    found = stems(form, languages)
    bare = unaccented(form)
    if bare == form:
        return found
    return tuple(dict.fromkeys((*found, *stems(bare, languages), *map(unaccented, found))))


def beginning_of_kin(form: str) -> tuple[str, int]:
    """How forms of a word begin in a language without a stemmer, and how long they are at most."""
    return form[: max(_SHORTEST, len(form) * 3 // 4)], len(form) + _LONGEST_ENDING


def _cyrillic(form: str, kazakh: bool, russian: bool) -> tuple[str, ...]:
    if _ONLY_KAZAKH.search(form) or (kazakh and not russian):
        return kazakh_stems(form)
    if russian and not kazakh:
        return russian_stems(form)
    # Of a title or a question alone nobody can tell which of the two it is.
    return tuple(dict.fromkeys((*russian_stems(form), *kazakh_stems(form))))


def _arabic(form: str) -> tuple[str, ...]:
    """A word, and what is left of it without its article and the particle before that."""
    return tuple(dict.fromkeys((form, _ARTICLE.sub("", form))))


@lru_cache(maxsize=50_000)  # Titles are stemmed in more languages than the text below them, with the same words.
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
