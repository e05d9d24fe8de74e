"""What a word weighs in a section: by where it stands, how often, and what kind of entry it is; in a byte."""

import math

_SCALE = 14.5
"""The largest weight: in the title, the names, the path and the text of a concept at once."""
# BM25's: how soon more of a word counts no more, and how much a long text weighs a word down.
_SATURATION, _LENGTH = 1.2, 0.6
_USUAL_WORDS = 200
"""Words of a usual section. A constant, so that a section weighs the same whatever else is indexed."""
_USUAL_NAMES = 8
_USUAL_TITLE = 16
"""Words of the title of a law, with its date and number, or of a title in three languages."""
TITLE, NAMES, PATH, BODY = 4.0, 3.0, 1.5, 1.0
"""Where a word counts how much."""
DOCUMENT_TITLE = 6.0
"""What a word counts in the title of a document, such as a law."""
EXPLAINED = 0.01
"""What the name of a term counts that an entry explains, beside that of the entry."""
NAMED, SAID = 2.0, 0.5
"""What the beginning of a word counts in a title or name, and elsewhere."""
# Entries that define stand before entries that mention.
_KINDS = {
    "definition": 1.15, "concept": 1.25, "statistic": 1.15, "act": 1.1, "stage": 1.1,
    "part": 0.7, "term": 0.45, "work": 0.8, "article": 0.9, "note": 0.85,
}  # fmt: skip

WEIGHTS = tuple(_SCALE * (byte / 255) ** 2 for byte in range(256))
"""The weight that a byte stands for. By squares, because most weights are small and have to be told apart."""

WEIGHT_BITS = 8
"""A posting on its way into the index is a section's number with so many bits below it for the weight."""


def packed(weight: float) -> int:
    """The byte of a weight, at least 1."""
    return min(255, max(1, round(255 * math.sqrt(weight / _SCALE))))


FACT = packed(1.0)
"""The byte of what is so or not so: a kind, a year."""


def title(of_document: bool) -> float:
    """What a word of a title counts."""
    return DOCUMENT_TITLE if of_document else TITLE


def kind_factor(kind: str) -> float:
    """What the words of an entry count more or less for its kind."""
    return _KINDS.get(kind, 1.0)


def counted(place: float, count: int, length: int) -> float:
    """What a word counts that stands count times among length words of the title, the names, the path or the text."""
    usual = _USUAL_WORDS if place == BODY else _USUAL_TITLE if place == DOCUMENT_TITLE else _USUAL_NAMES
    return place * (count / (count + _SATURATION * (1 - _LENGTH + _LENGTH * length / usual)))


def rarity(having: int, sections: int) -> float:
    """What a word tells that so many of all sections have: BM25's inverse document frequency."""
    return math.log(1 + (sections - having + 0.5) / (having + 0.5))
