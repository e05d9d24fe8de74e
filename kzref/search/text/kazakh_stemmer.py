"""Kazakh words without their inflectional endings. Neither Snowball nor Whoosh has anything for Kazakh.

Endings follow each other in a fixed order - plural, possessive, case - and are taken off in the reverse one. Which
shape an ending has depends on the vowel and the sound before it; an ending whose shape does not fit is none. Where a
word can be read in several ways, every reading is given.
"""

from collections.abc import Iterator

_BACK, _FRONT = frozenset("аоұыяё"), frozenset("әеөүіэ")
_SEMIVOWELS = frozenset("уию")
_VOWELS = _BACK | _FRONT | _SEMIVOWELS
_VOICELESS = frozenset("пфкқтсшщчхцһбвгд")
"""Sounds after which endings begin with a voiceless one; final б, в, г and д of loan words are among them."""
_NASAL, _GLIDING = frozenset("мнң"), frozenset("рйуию")
_SIBILANT = frozenset("жз")

# Each ending with the sounds that may stand before it.
_AFTER_VOWEL = frozenset(_VOWELS)
_AFTER_VOICED = frozenset("лрйуию") | _NASAL | _SIBILANT
_CASES = {
    **dict.fromkeys(("ның", "нің"), _AFTER_VOWEL | _NASAL),
    **dict.fromkeys(("дың", "дің"), frozenset("лрйуию") | _SIBILANT),
    **dict.fromkeys(("тың", "тің", "ты", "ті", "қа", "ке", "та", "те", "тан", "тен", "пен"), _VOICELESS),
    **dict.fromkeys(("ға", "ге"), _AFTER_VOWEL | _AFTER_VOICED),
    **dict.fromkeys(("ны", "ні"), _AFTER_VOWEL),
    **dict.fromkeys(("ды", "ді"), _AFTER_VOICED),
    **dict.fromkeys(("да", "де"), _AFTER_VOWEL | _AFTER_VOICED),
    **dict.fromkeys(("дан", "ден"), _AFTER_VOWEL | frozenset("лрйуию") | _SIBILANT),
    **dict.fromkeys(("нан", "нен"), _NASAL),
    "мен": _AFTER_VOWEL | frozenset("лрйуию") | _NASAL,
    "бен": _SIBILANT,
    **dict.fromkeys(("дағы", "дегі"), _AFTER_VOWEL | _AFTER_VOICED),
    **dict.fromkeys(("тағы", "тегі"), _VOICELESS),
}
_ACCUSATIVE = {ending: before for ending, before in _CASES.items() if ending in ("ты", "ті", "ды", "ді")}
_GENITIVE = {ending: before for ending, before in _CASES.items() if ending in ("тың", "тің")}
_NO_HARMONY = frozenset(("мен", "пен", "бен"))
# After the possessive of the third person, which ends in ы or і.
_CASES_OF_POSSESSED = ("ның", "нің", "на", "не", "н", "нда", "нде", "нан", "нен", "мен", "ндағы", "ндегі")
_POSSESSIVES = {
    **dict.fromkeys(("сы", "сі"), _AFTER_VOWEL),
    **dict.fromkeys(("мыз", "міз", "ңыз", "ңіз"), _AFTER_VOWEL),
    **dict.fromkeys(("ы", "і", "ымыз", "іміз", "ыңыз", "іңіз"), _VOICELESS | _AFTER_VOICED | frozenset("ғл")),
}
_MINE = ("ым", "ім", "ың", "ің")
"""The possessives of the first and second person singular, which nouns such as «білім» and «қалың» seem to have."""
_CASES_OF_MINE = ("ның", "нің", "а", "е", "ды", "ді", "да", "де", "нан", "нен", "мен", "дағы", "дегі")
_MANY = ("лар", "лер", "дар", "дер", "тар", "тер")
_SHORT_NOUNS = frozenset([
    "алу", "бап", "баб", "бас", "бет", "беру", "дау", "ету", "жан", "жер", "жол", "жыл", "заң", "көз", "күш", "қан",
    "қол", "қою", "мал", "пай", "сөз", "сот", "тап", "таб", "тіл", "топ", "тоб", "түр", "шек", "шеш",
])  # fmt: skip
"""Nouns of three letters that may be mine; of others one cannot tell «біл-ім» from «сот-ым»."""
_LONG = 4
"""Letters from which a stem may be mine; of shorter ones only where the dative, -а, -е, leaves no doubt."""
_PLURALS = {
    **dict.fromkeys(("лар", "лер"), _AFTER_VOWEL | _GLIDING),
    **dict.fromkeys(("дар", "дер"), frozenset("лжз") | _NASAL),
    **dict.fromkeys(("тар", "тер"), _VOICELESS),
}
_VOICED_TO_VOICELESS = {"ғ": "қ", "г": "к", "б": "п"}
_SHORTENED = {
    "халқ": "халық", "орн": "орын", "мойн": "мойын", "ерн": "ерін", "көрк": "көрік", "әрп": "әріп", "ауз": "ауыз",
    "ерк": "ерік", "ғұмр": "ғұмыр", "құлқ": "құлық", "бөрк": "бөрік", "қарн": "қарын", "мұрн": "мұрын",
    "мүлк": "мүлік", "қауп": "қауіп", "қалп": "қалып", "ғұрп": "ғұрып", "нарқ": "нарық", "ырқ": "ырық",
    "даус": "дауыс", "қойн": "қойын", "көңл": "көңіл", "парз": "парыз", "пейл": "пейіл",
}  # fmt: skip
"""Stems that lose their last vowel before an ending that begins with one."""
_SHORT_STEMS = frozenset(["ел", "ер", "іс", "ұл", "үй", "су", "ат", "ой", "от", "ай", "ту", "тұ", "еу"])
_WHOLE = frozenset(("алтын", "жалын", "қатын", "отын", "түтін", "бүгін", "кейін", "дейін", "келін", "зейін", "үшін"))
"""Words that only look like the accusative of something possessed."""
_SHORTEST, _MOST = 3, 12


def kazakh_stems(form: str) -> tuple[str, ...]:
    """Every base form that a folded Kazakh word may be an inflected form of, itself first; at most twelve."""
    found = {form: None}
    for caseless in (form, *_without(form, _CASES), *_without_case_of_possessed(form)):
        found.setdefault(caseless)
        for single in (caseless, *_without_possessive(caseless)):
            found.setdefault(single)
            for stem in _without(single, _PLURALS):
                found.setdefault(stem)
    for stem in (*_without_mine(form, _LONG), *_without_case_of_mine(form)):
        found.setdefault(stem)
        for single in _without(stem, _PLURALS):
            found.setdefault(single)
    for stem in tuple(found):
        # Loan words: «субъектілер» of «субъект», and «процестің» of «процесс».
        if stem.endswith("кті") or (len(stem) > _SHORTEST and stem[-1] == stem[-2] and stem[-1] not in _VOWELS):
            found.setdefault(stem[:-1])
    return tuple(found)[:_MOST]


def _without(form: str, endings: dict[str, frozenset[str]]) -> Iterator[str]:
    """What is left of a word without each ending that it may have."""
    for length in range(4, 1, -1):
        ending = form[-length:]
        before = endings.get(ending)
        if before is not None and _may_end(form[:-length], ending, before):
            yield form[:-length]


def _without_case_of_possessed(form: str) -> Iterator[str]:
    """What is left of «саясатында», «саясатын» or «саясатына»: «саясаты»."""
    if form in _WHOLE:
        return
    for ending in _CASES_OF_POSSESSED:
        if form.endswith(ending) and form[-len(ending) - 1 : -len(ending)] in ("ы", "і"):
            left = form[: -len(ending)]
            if ending in _NO_HARMONY or len(ending) == 1 or _harmonious(left, ending):
                yield left


def _without_possessive(form: str) -> Iterator[str]:
    for length in range(4, 0, -1):
        ending = form[-length:]
        before = _POSSESSIVES.get(ending)
        stem = form[:-length]
        if before is None or not stem or (length == 1 and next(_without(form, _ACCUSATIVE), None)):
            continue  # «саясатты» is «саясат» with the ending of a case, and no «саясатт» of somebody's.
        if _may_end(stem, ending, before):
            # No word of Kazakh ends in ғ; in г and б loan words do.
            if stem[-1] != "ғ":
                yield stem
            if stem[-1] in _VOICED_TO_VOICELESS and ending[0] in "ыі":
                yield stem[:-1] + _VOICED_TO_VOICELESS[stem[-1]]
        if stem in _SHORTENED and ending[0] in "ыі":
            yield _SHORTENED[stem]


def _without_case_of_mine(form: str) -> Iterator[str]:
    """What is left of «құқығымды», «құқығыма» or «құқықтарыңнан»: «құқық» and «құқықтар»."""
    for ending in _CASES_OF_MINE:
        left = form[: -len(ending)]
        if form.endswith(ending) and left[-1:] in ("м", "ң") and (ending in _NO_HARMONY or _harmonious(left, ending)):
            yield from _without_mine(left, _SHORTEST if ending in ("а", "е") else _LONG)


def _without_mine(form: str, shortest: int) -> Iterator[str]:
    """What is left of «саясатым», «саясаттарың», «кінәм» or «қорғаушың»."""
    stem = form[:-2]
    if form.endswith(_MINE) and _harmonious(stem, form[-2:]) and stem[-1] not in _VOWELS - _SEMIVOWELS:
        if len(stem) >= shortest or stem in _SHORT_STEMS or stem in _SHORT_NOUNS:
            yield from _unvoiced(form, stem)
        if stem in _SHORTENED:
            yield _SHORTENED[stem]
    if form[-1:] in ("м", "ң") and len(form) > _LONG and _may_be_mine(form[:-1], shortest):
        yield form[:-1]


def _unvoiced(form: str, stem: str) -> Iterator[str]:
    """What a stem before a possessive may be by itself: «құқығ» is «құқық»."""
    if form.endswith(("тың", "тің")) and next(_without(form, _GENITIVE), None):
        return  # «құқықтың» is the genitive of «құқық».
    if stem[-1] != "ғ":
        yield stem
    if stem[-1] in _VOICED_TO_VOICELESS and not stem.endswith(_MANY):
        yield stem[:-1] + _VOICED_TO_VOICELESS[stem[-1]]


def _may_be_mine(stem: str, shortest: int) -> bool:
    """Whether a stem that ends in a vowel may have -м or -ң, which «қоғам» and «адам» seem to have."""
    if stem.endswith(("я", "ә", "шы", "ші")):
        return True
    return stem[-1] in _VOWELS and (shortest == _SHORTEST or (len(stem) > _LONG + 1 and stem[-1] not in "ыіу"))


def _may_end(stem: str, ending: str, before: frozenset[str]) -> bool:
    """Whether a stem is one, and may have the ending."""
    if len(stem) < _SHORTEST and stem not in _SHORT_STEMS:
        return False
    last = stem[-2:-1] if stem[-1] in "ьъ" else stem[-1]
    return last in before and (ending in _NO_HARMONY or _harmonious(stem, ending))


def _harmonious(stem: str, ending: str) -> bool:
    """Whether the vowels of an ending agree with the last one of the stem; у, и, ю and a soft sign agree with any."""
    vowel = next((letter for letter in reversed(stem) if letter in _VOWELS), "")
    if not vowel:
        return False
    ends = next((letter for letter in ending if letter in _VOWELS), "")
    if not ends or "ь" in stem[-2:] or vowel not in _BACK | _FRONT:
        return True
    return (vowel in _BACK) == (ends in _BACK)
