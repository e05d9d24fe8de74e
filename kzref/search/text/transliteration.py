"""Latin spellings of names that were typed in Cyrillic letters."""

import re
from collections.abc import Callable, Iterable
from itertools import islice, product

from kzref.search.text.russian_stemmer import russian_stems
from kzref.search.text.tokenizer import CYRILLIC

# By letter, the commonest spelling first: the practice of passports, of libraries and of scholarly journals.
_LATIN = {
    "а": ("a",), "б": ("b",), "в": ("v",), "г": ("g",), "д": ("d",), "е": ("e", "ye"), "ж": ("zh", "j"), "з": ("z",),
    "и": ("i",), "й": ("y", "i", "j"), "к": ("k", "c"), "л": ("l",), "м": ("m",), "н": ("n",), "о": ("o",), "п": ("p",),
    "р": ("r",), "с": ("s",), "т": ("t",), "у": ("u",), "ф": ("f",), "х": ("kh", "h"), "ц": ("ts", "c"), "ч": ("ch",),
    "ш": ("sh",), "щ": ("shch", "sch"), "ъ": ("",), "ы": ("y",), "ь": ("",), "э": ("e",), "ю": ("yu", "iu", "ju"),
    "я": ("ya", "ia", "ja"), "ә": ("a", "ae"), "ғ": ("g", "gh"), "қ": ("k", "q"), "ң": ("n", "ng"), "ө": ("o",),
    "ұ": ("u",), "ү": ("u",), "һ": ("h",), "і": ("i",),
    "кс": ("ks", "x"), "ий": ("iy", "y", "ii"), "ый": ("yy", "y"),
}  # fmt: skip
_PIECE = re.compile("кс|[иы]й$|.")
IN_CYRILLIC = frozenset(["be", "bg", "kk", "ky", "mn", "ru", "sr", "tg", "uk"])
"""Languages that are written in Cyrillic letters, names included."""
_MIN_LENGTH = 4
"""Letters from which a word may be a name."""
_MAX_ENDING = 2
"""Letters that may follow a stem, such as the a of a woman's name."""
_MAX_SPELLINGS, _MAX_FOUND = 64, 4


def latin_spellings(term: str, with_prefix: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """Return words of the library that may be a Cyrillic term in Latin letters.

    with_prefix: returns all words of the library that begin with a prefix.
    """
    if len(term) < _MIN_LENGTH or not CYRILLIC.search(term) or any(letter not in _LATIN for letter in term):
        return ()
    for stem in dict.fromkeys((term, *russian_stems(term))):
        if len(stem) < _MIN_LENGTH or any(letter not in _LATIN for letter in stem):
            continue  # Snowball works on Latin letters itself, and now and then leaves some of them.
        found: dict[str, None] = {}
        for spelling in islice(_spellings(stem), _MAX_SPELLINGS):
            found |= dict.fromkeys(
                other for other in with_prefix(spelling) if len(other) <= len(spelling) + _MAX_ENDING
            )
        if found:
            return tuple(found)[:_MAX_FOUND]
    return ()


def _spellings(stem: str) -> Iterable[str]:
    """Yield the Latin spellings of a stem, the most common first."""
    return ("".join(letters) for letters in product(*(_LATIN[piece] for piece in _PIECE.findall(stem))))
