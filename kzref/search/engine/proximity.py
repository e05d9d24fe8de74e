"""Phrases and nearness, made sure of on the tokens of a section: its folded words in a row, parted by spaces.

A break, "\\0", stands between title, names and text, and nothing is near across it.
"""

from collections.abc import Callable, Sequence, Set

from kzref.search.text.tokenizer import MAX_TERM_LENGTH

Tokens = Sequence[str]
"""Folded words in a row."""
Places = Callable[[Tokens], list[tuple[int, int]]]
"""Finds the places of something in a row: the number of its first and of its last word."""
BREAK = "\0"
_LONGEST = MAX_TERM_LENGTH + 1


def phrase(words: str, tokens: str) -> bool:
    """Whether words, with a space before, between and after, stand so in the tokens."""
    return words in tokens


def phrase_places(forms: tuple[str, ...], tokens: Tokens) -> list[tuple[int, int]]:
    """Where words stand one after the other in a row: the number of the first and of the last word of each place."""
    length = len(forms)
    return [
        (at, at + length - 1)
        for at, form in enumerate(tokens)
        if form == forms[0] and tuple(tokens[at : at + length]) == forms
    ]


def title_only(check: Callable[[str], bool], tokens: str) -> bool:
    """Whether the title alone passes a check."""
    return check(tokens[: tokens.index(BREAK)])


def near(parts: Sequence[Places], words: int, tokens: str) -> bool:
    """Whether each part stands somewhere so that the last is at most so many words from the first."""
    return any(_near(parts, words, field.split()) for field in tokens.split(BREAK))


def _near(parts: Sequence[Places], words: int, row: Tokens) -> bool:
    met: list[tuple[int, int, int]] = []
    for part, find in enumerate(parts):
        places = find(row)
        if not places:
            return False
        met += [(start, end, part) for start, end in places]
    met.sort()
    furthest = words + len(parts) - 2
    return len(parts) == 1 or any(
        _meets(met[at + 1 :], end, end + furthest, {part}, len(parts)) for at, (_, end, part) in enumerate(met)
    )


def _meets(following: Sequence[tuple[int, int, int]], end: int, until: int, parts: set[int], all_: int) -> bool:
    """Whether all parts are met before a place, none of them inside another."""
    for start, stop, part in following:
        if start > until:
            return False
        if part not in parts and start > end:
            parts.add(part)
            end = stop
            if len(parts) == all_:
                return True
    return False


def near_words(some: Sequence[str], others: Set[str], words: int, tokens: str) -> bool:
    """Whether one of some words stands at most so many words from one of others: near() for two words, and quicker.

    some: few words, because each is looked for in the tokens; what stands around them is cut out and no more.
    """
    reach = words * _LONGEST
    for form in some:
        key = f" {form} "
        at = tokens.find(key)
        while at >= 0:
            end = at + len(key) - 1
            before = tokens[max(at - reach, 0) : at + 1].rpartition(BREAK)[2].split()[-words:]
            after = tokens[end : end + reach].partition(BREAK)[0].split()[:words]
            if not others.isdisjoint(before) or not others.isdisjoint(after):
                return True
            at = tokens.find(key, end)
    return False
