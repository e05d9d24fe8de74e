"""The results of a search."""

from collections.abc import Mapping
from dataclasses import dataclass

from kzref.messages.message import Message
from kzref.pack.sections import Section
from kzref.search.engine.translation import Translation
from kzref.search.query.nodes import Query
from kzref.search.results.snippets import NO_HIGHLIGHTS, Highlighter, Snippet


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that matches a query."""

    section: Section
    document_title: str
    """Title of the document that the section belongs to, or its own."""
    path: tuple[str, ...]
    """Titles of the sections above it, from the top."""
    score: float
    snippet: Snippet
    count: int
    """How many matches the section has; 0 where it was found by an entity that it is about."""
    via: str = ""
    """The term by which the section was found, if it has none of the typed words."""

    @property
    def shown_path(self) -> tuple[str, ...]:
        """Where the section is, in a line: its document, such as a law, and the heading next above it."""
        if self.document_title == self.section.title:
            return self.path[1:] or self.path
        # The first heading of a law often repeats the title that it has as a document.
        documents = [at for at, title in enumerate(self.path) if title.startswith(self.document_title)]
        return (self.document_title, *self.path[max(documents, default=-1) + 1 :][-1:])


@dataclass(frozen=True, slots=True)
class Results:
    """The results of a query. total counts every section that matches; hits are the first of them."""

    query: Query
    total: int
    seconds: float
    hits: tuple[Hit, ...]
    suggestion: str = ""
    """A query that would find more, to be offered and never applied."""
    notices: tuple[Message, ...] = ()
    """What was understood or done otherwise than it was typed, to be shown."""
    translations: tuple[Translation, ...] = ()
    """Terms that were searched in the language of the library as well."""
    facets: Mapping[str, tuple[tuple[str, int], ...]] | None = None
    """For each facet its values with their counts, the most frequent first; None until all hits are counted."""
    highlighter: Highlighter = NO_HIGHLIGHTS
    """Finds in any text what was asked for."""
    completions: tuple[str, ...] = ()
    """Queries that begin with the one that is being typed."""

    @property
    def complete(self) -> bool:
        """Whether total is exact; otherwise there are at least as many."""
        return self.facets is not None
