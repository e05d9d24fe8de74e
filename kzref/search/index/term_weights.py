"""The weight of a term in a section, by field, term frequency and kind of entry (after BM25F), packed into a byte."""

import math

_HIGHEST = 14.5
"""The highest weight: a term in the title, the names, the path and the text of a concept at once."""
_SATURATION, _LENGTH_NORMALIZATION = 1.2, 0.6
"""k1 and b of BM25: how soon further occurrences count no more, and how much a long text lowers the weight."""
_AVERAGE_BODY = 200
"""Tokens of an average section. A constant, so that a weight does not depend on what else is indexed."""
_AVERAGE_NAMES = 8
_AVERAGE_DOCUMENT_TITLE = 16
"""Tokens of the title of a law, with its date and number, or of a title in three languages."""
TITLE, NAMES, PATH, BODY = 4.0, 3.0, 1.5, 1.0
"""Weights of the fields of a section."""
DOCUMENT_TITLE = 6.0
"""Weight of the title of a document, such as a law."""
EXPLAINED_TERM = 0.01
"""Weight of the exact title of a term that has an entry of its own, so that the entry comes first."""
FORM_IN_NAMES, FORM_IN_BODY = 2.0, 0.5
"""Weights of a word form, or a prefix of it, in the title or the names, and elsewhere."""
# Entries that define come before entries that mention.
_KIND_FACTORS = {
    "definition": 1.15, "concept": 1.25, "statistic": 1.15, "act": 1.1, "stage": 1.1,
    "part": 0.7, "term": 0.45, "work": 0.8, "article": 0.9, "note": 0.85,
}  # fmt: skip

WEIGHTS = tuple(_HIGHEST * (byte / 255) ** 2 for byte in range(256))
"""The weight that each byte means. Quadratic, because most weights are small and need the finer steps."""

WEIGHT_BITS = 8
"""A posting being built is the number of a section, shifted by these bits, and below it the byte of the weight."""


def packed(weight: float) -> int:
    """Return the byte of a weight, at least 1."""
    return min(255, max(1, round(255 * math.sqrt(weight / _HIGHEST))))


PRESENT = packed(1.0)
"""The byte of what is only there or not: a kind, a year."""


def title_weight(is_document: bool) -> float:
    """Return the weight of the title of a section."""
    return DOCUMENT_TITLE if is_document else TITLE


def kind_factor(kind: str) -> float:
    """Return the factor of all weights of an entry of a kind."""
    return _KIND_FACTORS.get(kind, 1.0)


def term_weight(field: float, count: int, length: int) -> float:
    """Return the weight of a term.

    field: the weight of the field; count: occurrences of the term in it; length: tokens of the field.
    """
    average = _AVERAGE_BODY if field == BODY else _AVERAGE_DOCUMENT_TITLE if field == DOCUMENT_TITLE else _AVERAGE_NAMES
    normalized = 1 - _LENGTH_NORMALIZATION + _LENGTH_NORMALIZATION * length / average
    return field * (count / (count + _SATURATION * normalized))


def inverse_document_frequency(document_frequency: int, sections: int) -> float:
    """Return the IDF of BM25 for a term that document_frequency of all sections have."""
    return math.log(1 + (sections - document_frequency + 0.5) / (document_frequency + 0.5))
