"""Did you mean: a query whose misspelt words are put right, to be offered and never applied."""

import re
from collections.abc import Callable, Iterator

from kzref.errors import Cancelled
from kzref.search.index.postings_reader import PostingsReader
from kzref.search.query.lexer import printable
from kzref.search.query.nodes import ExactTerm, Phrase, Query, Word
from kzref.search.text.stemming import stems
from kzref.search.text.tokenizer import iter_tokens

_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[ .]\d{3})+(?![\d.,])")
"""A number as it is written elsewhere: 33 671, 33.671."""
_SHORTEST = 4
_FAR = 6
"""Letters from which two of a word may be wrong."""


def suggestion(columns: PostingsReader, query: Query, languages: tuple[str, ...], cancelled: Callable[[], bool]) -> str:
    """The query with the words that no section has put right, or empty. Raises Cancelled when asked to stop."""
    if query.pinpoint:
        return ""
    typed = printable(query.read)
    joined = _GROUPED.sub(lambda number: re.sub(r"\D", "", number[0]), typed)
    if joined != typed and any(columns.has("exact", number) for number in re.findall(r"\d{4,}", joined)):
        return joined
    corrections = _corrections(columns, query, languages, cancelled)
    if not corrections:
        return ""
    text, at = [], 0
    for word in iter_tokens(typed):
        if word.term in corrections:
            text += [typed[at : word.start], corrections[word.term]]
            at = word.end
    return "".join([*text, typed[at:]])


def _corrections(
    columns: PostingsReader, query: Query, languages: tuple[str, ...], cancelled: Callable[[], bool]
) -> dict[str, str]:
    """The words of a query that no section has, with those that are meant."""
    found: dict[str, str] = {}
    for form, exactly in dict.fromkeys(_plain(query)):
        if cancelled():
            raise Cancelled
        if len(form) < _SHORTEST or form[0].isdigit() or columns.has("exact", form):
            continue
        if not exactly and any(columns.has("stem", stem) for stem in stems(form, languages)):
            continue
        near = _nearest(columns, form)
        if near:
            found[form] = near
    return found


def _plain(query: Query) -> Iterator[tuple[str, bool]]:
    """The words of a query that could be misspelt, and whether each is asked for exactly as it is written."""
    for node in query.text_nodes:
        if isinstance(node, Word | ExactTerm):
            yield node.term, isinstance(node, ExactTerm)
        elif isinstance(node, Phrase):
            yield from ((form, True) for form in node.terms)


def _nearest(columns: PostingsReader, form: str) -> str:
    """The word nearest to a form; of those that are as near, the commonest. Two letters may have changed places."""
    swapped = [form[:i] + form[i + 1] + form[i] + form[i + 2 :] for i in range(len(form) - 1)]
    there = [each for each in swapped if each != form and columns.has("exact", each)]
    for distance in (1, 2) if len(form) >= _FAR else (1,):
        found = [each for each in columns.fuzzy_forms(form, distance) if each != form and not each[0].isdigit()]
        found = [*there, *found]
        if found:
            return max(found, key=lambda each: (columns.document_frequency("exact", each), each))
    return ""
