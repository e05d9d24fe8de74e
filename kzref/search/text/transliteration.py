"""Names that were typed in Cyrillic letters, as texts in Latin letters may spell them."""

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
"""Languages whose texts spell names in Cyrillic letters as they were typed."""
_SHORTEST = 4
"""Letters from which a word is taken for a name."""
_ENDING = 2
"""Letters that may follow a stem, such as the a of a woman's name."""
_MOST_SPELLINGS, _MOST_FOUND = 64, 4


def latin_forms(form: str, beginning: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """Words that a folded Cyrillic word may be in Latin letters. beginning: gives all words that begin so."""
    if len(form) < _SHORTEST or not CYRILLIC.search(form) or any(letter not in _LATIN for letter in form):
        return ()
    for stem in dict.fromkeys((form, *russian_stems(form))):
        if len(stem) < _SHORTEST or any(letter not in _LATIN for letter in stem):
            continue  # Snowball works on Latin letters itself, and now and then leaves some of them.
        found: dict[str, None] = {}
        for spelled in islice(_spellings(stem), _MOST_SPELLINGS):
            found |= dict.fromkeys(other for other in beginning(spelled) if len(other) <= len(spelled) + _ENDING)
        if found:
            return tuple(found)[:_MOST_FOUND]
    return ()


def _spellings(stem: str) -> Iterable[str]:
    return ("".join(letters) for letters in product(*(_LATIN[piece] for piece in _PIECE.findall(stem))))
