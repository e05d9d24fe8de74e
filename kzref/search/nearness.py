"""Phrases and nearness, made sure of on the tokens of a section: its folded words in a row, parted by spaces.

A break, "\\0", stands between title, names and text, and nothing is near across it.
"""

from collections.abc import Callable, Sequence

Tokens = Sequence[str]
"""Folded words in a row."""
Places = Callable[[Tokens], list[tuple[int, int]]]
"""Finds the places of something in a row: the number of its first and of its last word."""
BREAK = "\0"


def phrase(words: str, tokens: str) -> bool:
    """Whether words, with a space before, between and after, stand so in the tokens."""
    return words in tokens


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
