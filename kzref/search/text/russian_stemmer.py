"""Russian stems: Snowball's, and a second one for the forms that it takes for something else."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol

_VOWELS = frozenset("аеёиоуыэюя")
_FLEETING = ("ок", "ек", "ец", "ень")
_DECLINED = ("ам", "ям", "ах", "ях", "ом", "ем", "ов", "ев")
"""Endings of cases, which Snowball knows."""
_PLURAL_ENDS = ("ам", "ем", "ом", "ов", "ев")
"""Ends of genitives without an ending, such as «программ», «систем» and «основ», which look like those."""
_FLED = {
    "тюрем": "тюрьма", "писем": "письмо", "судеб": "судьба", "денег": "деньги", "земель": "земля", "чисел": "число",
    "сотен": "сотня", "строек": "стройка", "отец": "отцу", "заем": "займу", "наем": "найму", "имя": "имени",
    "время": "времени", "бремя": "бремени", "мать": "матери", "дочь": "дочери",
    **dict.fromkeys(["дня", "дню", "дне", "днем", "дни", "дней", "дням", "днями", "днях"], "день"),
}  # fmt: skip
"""Forms with another stem than the rest of their word."""
_LONG = 5
"""Letters from which the last vowel of a word may be a fleeting one."""


class _Stem(Protocol):
    def __call__(self, word: str) -> str: ...


@lru_cache(maxsize=50_000)
def russian_stems(form: str) -> tuple[str, ...]:
    """The Snowball stem of a folded word, and that of its other cases where Snowball gives them another.

    Snowball takes «орган», «печать» and «систему» for forms of verbs and adjectives and cuts them, but not «органу»,
    «печатью» and «система»; and it knows nothing of vowels that come and go, as in «проступок» and «проступка».
    """
    stem = _snowball()
    found = {stem(form): None}
    for other in _other_cases(form):
        found.setdefault(stem(other))
    for singular in tuple(found):
        # «гражданин», and «граждане» without its -ин-.
        if singular.endswith(("анин", "янин")):
            found.setdefault(singular[:-2])
    return tuple(found)


def _other_cases(form: str) -> Iterator[str]:
    """Forms of the same word that Snowball does not mistake, where it may mistake this one."""
    if len(form) > 2 and form[-1] not in _VOWELS and form[-1] not in "ьйъ" and not form.endswith(_DECLINED):
        yield f"{form}у"
    elif len(form) > 3 and form.endswith(_PLURAL_ENDS):
        yield f"{form}а"
    elif len(form) > 3 and form.endswith(("ны", "на")):
        yield f"{form[:-1]}у"
    if len(form) >= _LONG:
        yield from _of_long(form)
    if form in _FLED:
        yield _FLED[form]


def _of_long(form: str) -> Iterator[str]:
    if form[-1] == "ь" or form.endswith(("ли", "ти")):
        yield f"{form[:-1]}ю"  # «печать», «автомобили» and «области» are no verbs.
    elif form.endswith("ите"):
        yield f"{form[:-1]}ам"  # Nor is «защите».
    elif form.endswith(("ему", "ому")):
        yield f"{form[:-1]}а"  # «систему» and «аксиому» are no adjectives such as «синему» and «новому».
    elif form.endswith("ец"):
        yield form[:-2] + ("й" if form[-3] in _VOWELS else "ь") + "цу"  # «австралийца» and «владельца».
    if form.endswith(_FLEETING):
        soft = form.endswith("ь")
        consonants = form[:-3] + form[-2] if soft else form[:-2] + form[-1]
        if consonants[-2] not in _VOWELS:
            yield consonants + ("ю" if soft else "у")


@lru_cache(maxsize=1)
def _snowball() -> _Stem:
    from whoosh.lang.snowball.russian import RussianStemmer

    made: _Stem = RussianStemmer().stem
    return made
