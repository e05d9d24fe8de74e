"""A sentence for the reader as a value. The core makes it; the window and the command line put it into words."""

import re
from collections.abc import Mapping
from typing import NamedTuple, Union

Value = Union[str, int, float, "Message"]

_PLACE = re.compile(r"\{(\w+)\}")


class Message(NamedTuple):
    """The key of a text in the catalogue, and what stands in its places."""

    key: str
    values: tuple[tuple[str, Value], ...] = ()


def message(key: str, **values: object) -> Message:
    """Return the message of a key of the catalogue, with a value for each of its places.

    A plural form is chosen by the value of `count`, a whole number. Values are numbers, messages, or become text.
    """
    return Message(key, tuple((name, _value(value)) for name, value in values.items()))


def _value(value: object) -> Value:
    return value if isinstance(value, str | int | float | Message) else str(value)


def fill(pattern: str, values: Mapping[str, object]) -> str:
    """Return a pattern with its places, such as {count}, replaced by values, all in one pass.

    What a value says is never taken for a place. A place without a value stays as it is written.
    """
    return _PLACE.sub(lambda place: str(values.get(place[1], place[0])), pattern)


def places(pattern: str) -> frozenset[str]:
    """Return the names of the places of a pattern."""
    return frozenset(_PLACE.findall(pattern))
