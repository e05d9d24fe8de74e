"""Evaluate the nodes of a query that name a value of a field: a kind, a language, years, an act or a person."""

from collections.abc import Sequence

from kzref.messages.message import Message, message
from kzref.search.engine.matches import Matches, intersection, matches_of
from kzref.search.index.fields import entity_terms
from kzref.search.index.postings_reader import PostingsReader
from kzref.search.query.nodes import EntityFilter, KindFilter, LanguageFilter, YearFilter

_NAMED_VALUES = 20
"""Values of a field that a notice names at most."""
_LONGEST_NAMED = 30
"""Characters of a typed value that a notice repeats."""


def evaluate_field(
    node: EntityFilter | KindFilter | LanguageFilter | YearFilter, reader: PostingsReader
) -> tuple[Matches, Message | None]:
    """Return the sections that a node matches, and a notice if its value does not exist."""
    match node:
        case EntityFilter():
            return _entities(node, reader), None
        case YearFilter(first, last):
            years = [year for year in reader.terms("year") if first <= int(year) <= last]
            return _unscored(reader, "year", years), None
        case KindFilter(name, is_prefix):
            matches = _values(reader, "kind", name, is_prefix)
            return matches, None if matches.mask else _no_kind(name, reader.values("kind"))
        case LanguageFilter(code, is_prefix):
            matches = _values(reader, "language", code, is_prefix)
            return matches, None if matches.mask else _no_language(code, reader.values("language"))


def _entities(node: EntityFilter, reader: PostingsReader) -> Matches:
    parts = []
    for at, form in enumerate(node.terms, 1):
        terms = entity_terms(node.kind, form)
        if node.is_prefix and at == len(node.terms):
            terms = list(dict.fromkeys((*terms, *reader.terms("entity", f"{node.kind}:{form}"))))
        parts.append(matches_of(reader.postings_of_any("entity", terms)))
    return intersection(reader.live, parts)


def _values(reader: PostingsReader, field: str, typed: str, is_prefix: bool) -> Matches:
    known = reader.values(field)
    return _unscored(reader, field, [v for v in known if v == typed or (is_prefix and v.startswith(typed))])


def _unscored(reader: PostingsReader, field: str, values: Sequence[str]) -> Matches:
    postings = reader.postings_of_any(field, values) if values else None
    return Matches(postings.mask if postings else 0)


def _no_kind(typed: str, known: Sequence[str]) -> Message:
    if not known:
        return message("search.no_kind", kind=typed[:_LONGEST_NAMED])
    return message("search.no_kind_but", kind=typed[:_LONGEST_NAMED], kinds=", ".join(known[:_NAMED_VALUES]))


def _no_language(typed: str, known: Sequence[str]) -> Message:
    if not known:
        return message("search.no_language", language=typed[:_LONGEST_NAMED])
    languages = ", ".join(known[:_NAMED_VALUES])
    return message("search.no_language_but", language=typed[:_LONGEST_NAMED], languages=languages)
