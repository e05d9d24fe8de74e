"""Kinds of entry. A pack may add others in pack.toml."""

from typing import NewType

Kind = NewType("Kind", str)

KINDS = tuple(
    Kind(name)
    for name in (
        "article", "concept", "definition", "stage", "event", "act", "statistic", "institution", "person",
        "recommendation", "factor", "method", "work", "note", "term", "part", "document",
    )
)  # fmt: skip
PART = Kind("part")
DOCUMENT = Kind("document")
WORK = Kind("work")
TERM = Kind("term")
