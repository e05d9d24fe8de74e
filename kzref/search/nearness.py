"""Phrases and nearness, made sure of on the tokens of a section: its folded words in a row, parted by spaces.

A break, "\\0", stands between title, names and text, and nothing is near across it.
"""

from collections.abc import Callable, Sequence

Tokens = Sequence[tuple[int, str]]
"""Folded words with their places, which a break leaves a gap in."""
Places = Callable[[Tokens], list[tuple[int, int]]]
BREAK = "\0"
_GAP = 1000


def phrase(words: str, tokens: str) -> bool:
    """Whether words, with a space before, between and after, stand so in the tokens."""
    return words in tokens


def title_only(check: Callable[[str], bool], tokens: str) -> bool:
    """Whether the title alone passes a check."""
    return check(tokens[: tokens.index(BREAK)])


def placed(tokens: str) -> list[tuple[int, str]]:
    """The words with their places."""
    found: list[tuple[int, str]] = []
    place = 0
    for form in tokens.split():
        if form == BREAK:
            place += _GAP
        else:
            found.append((place, form))
            place += 1
    return found


def near(parts: Sequence[Places], words: int, tokens: str) -> bool:
    """Whether each part stands somewhere so that the last is at most so many words from the first."""
    row = placed(tokens)
    met: list[tuple[int, int, int]] = []
    for part, find in enumerate(parts):
        places = find(row)
        if not places:
            return False
        met += [(start, end, part) for start, end in places]
    if len(parts) == 1:
        return True
    met.sort()
    furthest = words + len(parts) - 2
    for at, (_, end, part) in enumerate(met):
        if _meets(met[at + 1 :], end + furthest, {part}, {met[at][0]}, len(parts)):
            return True
    return False


def _meets(following: Sequence[tuple[int, int, int]], until: int, parts: set[int], starts: set[int], all_: int) -> bool:
    """Whether all parts are met before a place, each at a place of its own."""
    for start, _, part in following:
        if start > until:
            return False
        if part not in parts and start not in starts:
            parts.add(part)
            starts.add(start)
            if len(parts) == all_:
                return True
    return False
