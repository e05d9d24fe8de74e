"""The fields of the index, and the terms of those that the index and a query have to derive in the same way."""

from collections.abc import Iterable

from kzref.search.text.stemming import stems

FIELDS = (
    "bigram", "entity", "exact", "exact_title", "kind", "language", "pinpoint", "prefix", "stem", "title", "year",
)  # fmt: skip
"""In the order in which they are written.

exact: the word forms of a section; stem: their stems; title: the stems of its titles; prefix: the first letters of its
word forms; entity: the act or person that it is about.
"""
LONGEST_PREFIX = 6
"""Letters up to which prefixes of words are indexed, so that a word that is being typed takes one look-up."""
TITLE_LANGUAGES = ("ru", "kk", "en")
"""Titles and terms may be in any of these languages in every pack."""


def exact_title(terms: Iterable[str]) -> str:
    """Return the term of the field "exact_title" for the terms of a title: their first stems, as one term."""
    return " ".join(stems(term, TITLE_LANGUAGES)[0] for term in terms)


def entity_terms(kind: str, form: str) -> list[str]:
    """Return the terms of the field "entity" for a word in the title of an act or person."""
    return [f"{kind}:{stem}" for stem in stems(form, TITLE_LANGUAGES)]
