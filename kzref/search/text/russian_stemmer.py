"""Russian stems: Snowball's, and others for the forms that Snowball takes for something else."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from kzref.search.text.snowball import snowball_stemmer

_VOWELS = frozenset("аеёиоуыэюя")
_FLEETING = ("ок", "ек", "ец", "ень")
_DECLINED = ("ам", "ям", "ах", "ях", "ом", "ем", "ов", "ев")
"""Case endings that Snowball knows."""
_LIKE_DECLINED = ("ам", "ем", "ом", "ов", "ев")
"""Ends of genitives plural without an ending, such as «программ», «систем» and «основ», which look like those."""
_IRREGULAR = {
    "тюрем": "тюрьма", "писем": "письмо", "судеб": "судьба", "денег": "деньги", "земель": "земля", "чисел": "число",
    "сотен": "сотня", "строек": "стройка", "отец": "отцу", "заем": "займу", "наем": "найму", "имя": "имени",
    "время": "времени", "бремя": "бремени", "мать": "матери", "дочь": "дочери",
    **dict.fromkeys(["дня", "дню", "дне", "днем", "дни", "дней", "дням", "днями", "днях"], "день"),
}  # fmt: skip
"""Forms with another stem than the other forms of their word, and one of those."""
_MIN_LENGTH = 5
"""Letters from which a word may be a long one, whose last vowel may be fleeting."""


@lru_cache(maxsize=50_000)
def russian_stems(term: str) -> tuple[str, ...]:
    """Return the Snowball stem of a term, and those of its other cases where Snowball gives them another.

    Snowball takes «орган», «печать» and «систему» for forms of verbs and adjectives and cuts them, but not «органу»,
    «печатью» and «система»; and it does not know fleeting vowels, as in «проступок» and «проступка».
    """
    stem = _snowball()
    found = {stem(term): None}
    for other in _other_cases(term):
        found.setdefault(stem(other))
    for singular in tuple(found):
        # «гражданин», and «граждане» without its -ин-.
        if singular.endswith(("анин", "янин")):
            found.setdefault(singular[:-2])
    return tuple(found)


def _other_cases(term: str) -> Iterator[str]:
    """Yield forms of the same word that Snowball stems correctly, where it may be wrong about this one."""
    if len(term) > 2 and term[-1] not in _VOWELS and term[-1] not in "ьйъ" and not term.endswith(_DECLINED):
        yield f"{term}у"
    elif len(term) > 3 and term.endswith(_LIKE_DECLINED):
        yield f"{term}а"
    elif len(term) > 3 and term.endswith(("ны", "на")):
        yield f"{term[:-1]}у"
    if len(term) >= _MIN_LENGTH:
        yield from _of_long(term)
    if term in _IRREGULAR:
        yield _IRREGULAR[term]


def _of_long(term: str) -> Iterator[str]:
    """Yield the same of a word with at least _MIN_LENGTH letters."""
    if term[-1] == "ь" or term.endswith(("ли", "ти")):
        yield f"{term[:-1]}ю"  # «печать», «автомобили» and «области» are no verbs.
    elif term.endswith("ите"):
        yield f"{term[:-1]}ам"  # Nor is «защите».
    elif term.endswith(("ему", "ому")):
        yield f"{term[:-1]}а"  # «систему» and «аксиому» are no adjectives such as «синему» and «новому».
    elif term.endswith("ец"):
        yield term[:-2] + ("й" if term[-3] in _VOWELS else "ь") + "цу"  # «австралийца» and «владельца».
    if term.endswith(_FLEETING):
        soft = term.endswith("ь")
        consonants = term[:-3] + term[-2] if soft else term[:-2] + term[-1]
        if consonants[-2] not in _VOWELS:
            yield consonants + ("ю" if soft else "у")


@lru_cache(maxsize=1)
def _snowball() -> Callable[[str], str]:
    return snowball_stemmer("russian")
