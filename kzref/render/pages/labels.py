"""The fixed words of a page in the reader's language. Those in the language of a text are in `pack/text_labels.py`."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from kzref.messages.message import Message, message
from kzref.pack.kinds import Kind


class PageLabels(NamedTuple):
    """The fixed words of a page."""

    see_also: str
    backlinks: str
    kinds: Mapping[str, str]

    def kind(self, kind: Kind) -> str:
        """Return the label of a kind of section. A kind defined by a pack is called by its name."""
        return self.kinds.get(kind) or kind.replace("-", " ").capitalize()


def page_labels(words: Callable[[Message], str]) -> PageLabels:
    """Return the labels in some language. words: puts a message into words."""
    kinds = {
        "article": message("kind.article"),
        "concept": message("kind.concept"),
        "definition": message("kind.definition"),
        "stage": message("kind.stage"),
        "event": message("kind.event"),
        "act": message("kind.act"),
        "statistic": message("kind.statistic"),
        "institution": message("kind.institution"),
        "person": message("kind.person"),
        "recommendation": message("kind.recommendation"),
        "factor": message("kind.factor"),
        "method": message("kind.method"),
        "work": message("kind.work"),
        "note": message("kind.note"),
        "term": message("kind.term"),
        "part": message("kind.part"),
        "document": message("kind.document"),
    }
    return PageLabels(
        see_also=words(message("page.see_also")),
        backlinks=words(message("page.backlinks")),
        kinds={kind: words(label) for kind, label in kinds.items()},
    )
