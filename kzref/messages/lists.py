"""Lists within sentences, as messages: each language joins them in its own way."""

from collections.abc import Sequence

from kzref.messages.message import Message, message


def alternatives(items: Sequence[str]) -> Message:
    """Return 'a', or 'a or b or c'. There is one item at least."""
    if len(items) == 1:
        return message("plain", text=items[0])
    return message("list.or", first=items[0], rest=alternatives(items[1:]))


def one_after_another(items: Sequence[Message]) -> Message:
    """Return sentences or parts of them with a semicolon between. There is one item at least."""
    if len(items) == 1:
        return items[0]
    return message("list.semicolon", first=items[0], rest=one_after_another(items[1:]))
