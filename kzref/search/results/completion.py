"""Completions: queries that begin with the one that is being typed, made of terms, titles and words of its hits."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from kzref.search.query.nodes import Query, Word
from kzref.search.query.typed_text import printable
from kzref.search.text.tokenizer import tokenize

MAX_COMPLETIONS = 4
_MAX_OF_EACH = 2
_MIN_LENGTH = 2
"""Letters from which a word is completed."""


def completions(
    query: Query, names: Iterable[str], titles: Sequence[str], token_texts: Iterable[str]
) -> tuple[str, ...]:
    """Return queries that begin with a query.

    names: names of terms that begin with it; titles and token_texts: of its first hits, best first.
    """
    last = next((node for node in reversed(query.nodes) if isinstance(node, Word) and node.is_prefix), None)
    if last is None or len(last.term) < _MIN_LENGTH:
        return ()
    typed = " ".join(query.terms)
    titles = [title for title in titles if " ".join(tokenize(title)).startswith(typed)]
    completing = re.compile(f"(?<= ){re.escape(last.term)}[^ ]*")
    counted = Counter(term for tokens in token_texts for term in completing.findall(tokens))
    before = printable(query.text[: last.span.start]).lstrip()
    words = [f"{before}{term}" for term, _ in counted.most_common(_MAX_OF_EACH + 1)]
    candidates = (*list(names)[:_MAX_OF_EACH], *dict.fromkeys(titles[:_MAX_OF_EACH]), *words[:_MAX_OF_EACH])
    different: dict[str, str] = {}
    for candidate in candidates:
        terms = " ".join(tokenize(candidate))
        if terms != typed:
            different.setdefault(terms, candidate)
    return tuple(different.values())[:MAX_COMPLETIONS]
