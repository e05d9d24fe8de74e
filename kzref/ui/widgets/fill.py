"""Numbered places in a sentence, filled all at once."""

import re

_PLACE = re.compile(r"%([1-9])")


def fill(pattern: str, *values: object) -> str:
    """Return a sentence with %1, %2 and so on replaced by values, in one pass.

    What a value says is never taken for a place, as it would be by one replacement after the other. A place without a
    value stays as it is written.
    """

    def value_of(place: re.Match[str]) -> str:
        number = int(place[1])
        return str(values[number - 1]) if number <= len(values) else place[0]

    return _PLACE.sub(value_of, pattern)
