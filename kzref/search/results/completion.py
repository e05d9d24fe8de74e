"""How what is being typed may go on: terms, titles and words of what it finds, to be offered."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from kzref.search.query.lexer import printable
from kzref.search.query.nodes import Query, Word
from kzref.search.text.tokenizer import iter_tokens, tokenize

MOST = 4
_EACH = 2
_SHORTEST = 2
"""Letters from which a word can be guessed."""


def completions(query: Query, terms: Iterable[str], titles: Sequence[str], tokens: Iterable[str]) -> tuple[str, ...]:
    """Queries that begin with what was typed and go on.

    terms: forms of terms that begin so; titles and tokens: of the first sections found, best first.
    """
    typed = printable(query.read).lstrip()
    last = next((node for node in reversed(query.nodes) if isinstance(node, Word) and node.is_prefix), None)
    if last is None or len(last.term) < _SHORTEST:
        return ()
    begun = " ".join(tokenize(typed))
    named = [title for title in titles if " ".join(tokenize(title)).startswith(begun)]
    going_on = re.compile(f"(?<= ){re.escape(last.term)}[^ ]*")
    counted = Counter(form for row in tokens for form in going_on.findall(row))
    before = typed[: [word.start for word in iter_tokens(typed)][-1]]
    told = [f"{before}{form}" for form, _ in counted.most_common(_EACH + 1)]
    found = dict.fromkeys((*list(terms)[:_EACH], *dict.fromkeys(named[:_EACH]), *told[:_EACH]))
    different: dict[str, str] = {}
    for each in found:
        same = " ".join(tokenize(each))
        if same != begun:
            different.setdefault(same, each)
    return tuple(different.values())[:MOST]
