"""Did you mean: a query with its misspelt words corrected, to be offered and never applied."""

import re
from collections.abc import Callable, Iterator

from kzref.errors import Cancelled
from kzref.search.index.postings_reader import PostingsReader
from kzref.search.query.nodes import MAX_LENGTH, ExactTerm, Phrase, Query, Word
from kzref.search.query.typed_text import printable
from kzref.search.text.stemming import stems

_GROUPED_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:[ .]\d{3})+(?![\d.,])")
"""A number with its digits in groups, as it is written elsewhere: 33 671, 33.671."""
_MIN_LENGTH = 4
"""Letters from which a word is corrected."""
_LONG_WORD = 6
"""Letters from which a word may have two edits."""


def suggestion(reader: PostingsReader, query: Query, languages: tuple[str, ...], cancelled: Callable[[], bool]) -> str:
    """Return the query with those of its words corrected that no section has, or empty.

    Raise Cancelled when asked to stop.
    """
    if query.pinpoint:
        return ""
    read = query.text[:MAX_LENGTH]
    ungrouped = _GROUPED_NUMBER.sub(lambda number: re.sub(r"\D", "", number[0]), read)
    if ungrouped != read and any(reader.has("exact", number) for number in re.findall(r"\d{4,}", ungrouped)):
        return printable(ungrouped)
    corrections = _corrections(reader, query, languages, cancelled)
    if not corrections:
        return ""
    text, at = [], 0
    for token in query.tokens:
        if token.term in corrections:
            text += [read[at : token.start], corrections[token.term]]
            at = token.end
    return printable("".join([*text, read[at:]]))


def _corrections(
    reader: PostingsReader, query: Query, languages: tuple[str, ...], cancelled: Callable[[], bool]
) -> dict[str, str]:
    """Return the terms of a query that no section has, with those that are probably meant."""
    found: dict[str, str] = {}
    for term, is_exact in dict.fromkeys(_correctable(query)):
        if cancelled():
            raise Cancelled
        if len(term) < _MIN_LENGTH or term[0].isdigit() or reader.has("exact", term):
            continue
        if not is_exact and any(reader.has("stem", stem) for stem in stems(term, languages)):
            continue
        nearest = _nearest(reader, term)
        if nearest:
            found[term] = nearest
    return found


def _correctable(query: Query) -> Iterator[tuple[str, bool]]:
    """Yield the terms of a query that may be misspelt, and whether each is searched exactly as it is written."""
    for node in query.text_nodes:
        if isinstance(node, Word | ExactTerm):
            yield node.term, isinstance(node, ExactTerm)
        elif isinstance(node, Phrase):
            yield from ((term, True) for term in node.terms)


def _nearest(reader: PostingsReader, term: str) -> str:
    """Return the word nearest to a term, of several the most frequent; two letters may have changed places."""
    swapped = [term[:i] + term[i + 1] + term[i] + term[i + 2 :] for i in range(len(term) - 1)]
    transposed = [word for word in swapped if word != term and reader.has("exact", word)]
    for distance in (1, 2) if len(term) >= _LONG_WORD else (1,):
        edited = [word for word in reader.fuzzy_forms(term, distance) if word != term and not word[0].isdigit()]
        found = [*transposed, *edited]
        if found:
            return max(found, key=lambda word: (reader.document_frequency("exact", word), word))
    return ""
