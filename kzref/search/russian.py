"""Russian stems: Snowball's, and a second one for the forms that it takes for something else."""

from functools import lru_cache
from typing import Protocol

_VOWELS = frozenset("аеёиоуыэюя")
_FLEETING = ("ок", "ек", "ец", "ень")
_DECLINED = ("ам", "ям", "ах", "ях", "ом", "ем", "ов", "ев")
"""Endings of cases, which Snowball knows."""
_PLURAL_ENDS = ("ам", "ем", "ом", "ов", "ев")
"""Ends of genitives without an ending, such as «программ», «систем» and «основ», which look like those."""
_FLED = {"тюрем": "тюрьма", "писем": "письмо", "судеб": "судьба", "денег": "деньги"}
_LONG = 5
"""Letters from which the last vowel of a word may be a fleeting one."""


class _Stem(Protocol):
    def __call__(self, word: str) -> str: ...


def russian_stems(form: str) -> tuple[str, ...]:
    """The Snowball stem of a folded word, and that of its other cases where Snowball gives them another.

    Snowball takes «орган», «органы» and «аким» for forms of verbs and cuts them, but not «органу» and «акиму»; and
    it knows nothing of vowels that come and go, as in «проступок» and «проступка».
    """
    stem = _snowball()
    found = {stem(form): None}
    if len(form) > 2 and form[-1] not in _VOWELS and form[-1] not in "ьйъ" and not form.endswith(_DECLINED):
        found.setdefault(stem(f"{form}у"))
    elif len(form) > 3 and form.endswith(_PLURAL_ENDS):
        found.setdefault(stem(f"{form}а"))
    elif len(form) > 3 and form.endswith(("ны", "на")):
        found.setdefault(stem(f"{form[:-1]}у"))
    if len(form) >= _LONG and form.endswith(_FLEETING):
        soft = form.endswith("ь")
        consonants = form[:-3] + form[-2] if soft else form[:-2] + form[-1]
        if consonants[-2] not in _VOWELS:
            found.setdefault(stem(consonants + ("ю" if soft else "у")))
    if form in _FLED:
        found.setdefault(stem(_FLED[form]))
    for singular in tuple(found):
        # «гражданин», and «граждане» without its -ин-.
        if singular.endswith(("анин", "янин")):
            found.setdefault(singular[:-2])
    return tuple(found)


@lru_cache(maxsize=1)
def _snowball() -> _Stem:
    from whoosh.lang.snowball.russian import RussianStemmer

    made: _Stem = RussianStemmer().stem
    return made
