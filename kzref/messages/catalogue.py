"""The English catalogue, and how a message becomes words by it.

Its texts stand in `english/`, a module for each part of the program, as `translate("Core", "…")`: the form that Qt's
lupdate reads without importing anything.
"""

from collections.abc import Callable, Mapping
from functools import cache

from kzref.messages.english import cli, library, pack, pages, search, system, ui, userdata
from kzref.messages.message import Message, fill
from kzref.messages.text import Text


@cache
def english_texts() -> Mapping[str, Text]:
    """Return the whole catalogue, by key."""
    texts: dict[str, Text] = {}
    for module in (system, pack, search, pages, library, userdata, cli, ui):
        for key, text in module.TEXTS.items():
            texts[key] = text if isinstance(text, Text) else Text(text)
    return texts


def words(message: Message, pattern_of: Callable[[Text, object], str]) -> str:
    """Return the words of a message. pattern_of: chooses the pattern of a text for a count, in some language."""
    values = {name: words(value, pattern_of) if isinstance(value, Message) else value for name, value in message.values}
    return fill(pattern_of(english_texts()[message.key], values.get("count")), values)


def english(message: Message) -> str:
    """Return the English words of a message."""
    return words(message, Text.form)
