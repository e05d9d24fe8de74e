"""The words of the window: places of a translated sentence filled, and messages of the core put into words."""

from PySide6.QtCore import QCoreApplication

from kzref.messages.message import Message, fill
from kzref.messages.text import Text


def filled(sentence: str, **values: object) -> str:
    """Return a sentence, already in the reader's language, with its named places filled, all in one pass."""
    return fill(sentence, values)


def text_of(message: Message) -> str:
    """Return the words of a message in the reader's language; in English where there is no translation."""
    from kzref.messages.catalogue import words  # the first page shows no message

    return words(message, _pattern)


def _pattern(text: Text, count: object) -> str:
    number = int(count) if isinstance(count, int | float) else -1
    translated = QCoreApplication.translate("Core", text.other, "", number)
    # Qt gives the source text back where it has no translation, and knows no English plural.
    return text.form(count) if translated == text.other else translated
