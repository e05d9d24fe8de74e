"""A stemmer for Kazakh, for which Snowball has none: words without their inflectional endings.

Endings follow each other in a fixed order - plural, possessive, case - and are removed in the reverse order. The shape
of an ending depends on the vowel and the sound before it; what does not have the right shape is no ending. If a word
can be analysed in several ways, all of its stems are returned.
"""

from collections.abc import Iterator

_BACK, _FRONT = frozenset("аоұыяё"), frozenset("әеөүіэ")
_SEMIVOWELS = frozenset("уию")
_VOWELS = _BACK | _FRONT | _SEMIVOWELS
_VOICELESS = frozenset("пфкқтсшщчхцһбвгд")
"""Sounds after which endings begin with a voiceless one, with the final б, в, г and д of loan words."""
_NASAL, _GLIDING = frozenset("мнң"), frozenset("рйуию")
_SIBILANT = frozenset("жз")

# Each ending with the sounds that it may follow.
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
_CASES_AFTER_POSSESSIVE = ("ның", "нің", "на", "не", "н", "нда", "нде", "нан", "нен", "мен", "ндағы", "ндегі")
_POSSESSIVES = {
    **dict.fromkeys(("сы", "сі"), _AFTER_VOWEL),
    **dict.fromkeys(("мыз", "міз", "ңыз", "ңіз"), _AFTER_VOWEL),
    **dict.fromkeys(("ы", "і", "ымыз", "іміз", "ыңыз", "іңіз"), _VOICELESS | _AFTER_VOICED | frozenset("ғл")),
}
_PERSONAL = ("ым", "ім", "ың", "ің")
"""The possessives of the first and second person singular, which nouns such as «білім» and «қалың» seem to have."""
_CASES_AFTER_PERSONAL = ("ның", "нің", "а", "е", "ды", "ді", "да", "де", "нан", "нен", "мен", "дағы", "дегі")
_PLURAL_ENDINGS = ("лар", "лер", "дар", "дер", "тар", "тер")
_SHORT_NOUNS = frozenset([
    "алу", "бап", "баб", "бас", "бет", "беру", "дау", "ету", "жан", "жер", "жол", "жыл", "заң", "көз", "күш", "қан",
    "қол", "қою", "мал", "пай", "сөз", "сот", "тап", "таб", "тіл", "топ", "тоб", "түр", "шек", "шеш",
])  # fmt: skip
"""Nouns of three letters that may have a personal ending; of others one cannot tell «біл-ім» from «сот-ым»."""
_MIN_PERSONAL = 4
"""Letters from which a stem may have a personal ending; shorter ones only with the dative -а, -е, which is certain."""
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
_UNINFLECTED = frozenset(
    ("алтын", "жалын", "қатын", "отын", "түтін", "бүгін", "кейін", "дейін", "келін", "зейін", "үшін")
)
"""Words that only look like an accusative after a possessive."""
_MIN_STEM, _MAX_STEMS = 3, 12


def kazakh_stems(term: str) -> tuple[str, ...]:
    """Return every stem that a Kazakh term may be a form of, at most twelve: the term itself comes first."""
    found = {term: None}
    for caseless in (term, *_without(term, _CASES), *_without_case_after_possessive(term)):
        found.setdefault(caseless)
        for single in (caseless, *_without_possessive(caseless)):
            found.setdefault(single)
            for stem in _without(single, _PLURALS):
                found.setdefault(stem)
    for stem in (*_without_personal(term, _MIN_PERSONAL), *_without_case_after_personal(term)):
        found.setdefault(stem)
        for single in _without(stem, _PLURALS):
            found.setdefault(single)
    for stem in tuple(found):
        # Loan words: «субъектілер» of «субъект», and «процестің» of «процесс».
        if stem.endswith("кті") or (len(stem) > _MIN_STEM and stem[-1] == stem[-2] and stem[-1] not in _VOWELS):
            found.setdefault(stem[:-1])
    return tuple(found)[:_MAX_STEMS]


def _without(term: str, endings: dict[str, frozenset[str]]) -> Iterator[str]:
    """Yield a word without each of the endings that it may have."""
    for length in range(4, 1, -1):
        ending = term[-length:]
        before = endings.get(ending)
        if before is not None and _may_end(term[:-length], ending, before):
            yield term[:-length]


def _without_case_after_possessive(term: str) -> Iterator[str]:
    """Yield «саясаты» for «саясатында», «саясатын» or «саясатына»."""
    if term in _UNINFLECTED:
        return
    for ending in _CASES_AFTER_POSSESSIVE:
        if term.endswith(ending) and term[-len(ending) - 1 : -len(ending)] in ("ы", "і"):
            left = term[: -len(ending)]
            if ending in _NO_HARMONY or len(ending) == 1 or _harmonious(left, ending):
                yield left


def _without_possessive(term: str) -> Iterator[str]:
    for length in range(4, 0, -1):
        ending = term[-length:]
        before = _POSSESSIVES.get(ending)
        stem = term[:-length]
        if before is None or not stem or (length == 1 and next(_without(term, _ACCUSATIVE), None)):
            continue  # «саясатты» is «саясат» in the accusative, and not «саясатт» with a possessive.
        if _may_end(stem, ending, before):
            # No word of Kazakh ends in ғ; in г and б loan words do.
            if stem[-1] != "ғ":
                yield stem
            if stem[-1] in _VOICED_TO_VOICELESS and ending[0] in "ыі":
                yield stem[:-1] + _VOICED_TO_VOICELESS[stem[-1]]
        if stem in _SHORTENED and ending[0] in "ыі":
            yield _SHORTENED[stem]


def _without_case_after_personal(term: str) -> Iterator[str]:
    """Yield «құқық» for «құқығымды» and «құқығыма», and «құқықтар» for «құқықтарыңнан»."""
    for ending in _CASES_AFTER_PERSONAL:
        left = term[: -len(ending)]
        if term.endswith(ending) and left[-1:] in ("м", "ң") and (ending in _NO_HARMONY or _harmonious(left, ending)):
            yield from _without_personal(left, _MIN_STEM if ending in ("а", "е") else _MIN_PERSONAL)


def _without_personal(term: str, shortest: int) -> Iterator[str]:
    """Yield «саясат» for «саясатым», and likewise for «саясаттарың», «кінәм» or «қорғаушың»."""
    stem = term[:-2]
    if term.endswith(_PERSONAL) and _harmonious(stem, term[-2:]) and stem[-1] not in _VOWELS - _SEMIVOWELS:
        if len(stem) >= shortest or stem in _SHORT_STEMS or stem in _SHORT_NOUNS:
            yield from _unvoiced(term, stem)
        if stem in _SHORTENED:
            yield _SHORTENED[stem]
    if term[-1:] in ("м", "ң") and len(term) > _MIN_PERSONAL and _may_have_personal_ending(term[:-1], shortest):
        yield term[:-1]


def _unvoiced(term: str, stem: str) -> Iterator[str]:
    """Yield what a stem before a possessive may be by itself: «құқық» for «құқығ»."""
    if term.endswith(("тың", "тің")) and next(_without(term, _GENITIVE), None):
        return  # «құқықтың» is the genitive of «құқық».
    if stem[-1] != "ғ":
        yield stem
    if stem[-1] in _VOICED_TO_VOICELESS and not stem.endswith(_PLURAL_ENDINGS):
        yield stem[:-1] + _VOICED_TO_VOICELESS[stem[-1]]


def _may_have_personal_ending(stem: str, shortest: int) -> bool:
    """Return whether a stem that ends in a vowel may have -м or -ң, which «қоғам» and «адам» seem to have."""
    if stem.endswith(("я", "ә", "шы", "ші")):
        return True
    return stem[-1] in _VOWELS and (shortest == _MIN_STEM or (len(stem) > _MIN_PERSONAL + 1 and stem[-1] not in "ыіу"))


def _may_end(stem: str, ending: str, before: frozenset[str]) -> bool:
    """Return whether a stem is long enough for one, and may have the ending."""
    if len(stem) < _MIN_STEM and stem not in _SHORT_STEMS:
        return False
    last = stem[-2:-1] if stem[-1] in "ьъ" else stem[-1]
    return last in before and (ending in _NO_HARMONY or _harmonious(stem, ending))


def _harmonious(stem: str, ending: str) -> bool:
    """Return whether the vowels of an ending agree with the last one of the stem; у, и, ю and ь go with any."""
    vowel = next((letter for letter in reversed(stem) if letter in _VOWELS), "")
    if not vowel:
        return False
    ends = next((letter for letter in ending if letter in _VOWELS), "")
    if not ends or "ь" in stem[-2:] or vowel not in _BACK | _FRONT:
        return True
    return (vowel in _BACK) == (ends in _BACK)
