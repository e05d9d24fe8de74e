"""What a search answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from kzref.pack.sections import Section
from kzref.search.engine.translation import Translation
from kzref.search.query.nodes import Query
from kzref.search.results.snippets import NOTHING, Marker, Snippet


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that answers a query."""

    section: Section
    within: str
    """Title of the document that the section belongs to, or its own."""
    path: tuple[str, ...]
    """Titles of what it stands in, from the top."""
    score: float
    snippet: Snippet
    count: int
    """How many words of the section are hits; none where it was found by what it is about."""
    through: str = ""
    """The term that led here, where none of the words that were typed stands here."""

    @property
    def place(self) -> tuple[str, ...]:
        """Where it stands, in a line: its document, such as a law, and the heading next above it."""
        if self.within == self.section.title:
            return self.path[1:] or self.path
        # The first heading of a law often repeats the title that it has as a document.
        documents = [at for at, title in enumerate(self.path) if title.startswith(self.within)]
        return (self.within, *self.path[max(documents, default=-1) + 1 :][-1:])


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query. total counts every section found, of which hits are the first ones."""

    query: Query
    total: int
    seconds: float
    hits: tuple[Hit, ...]
    suggestion: str = ""
    """A query that would find more, to be offered and never applied."""
    notice: str = ""
    """What was done otherwise than asked, to be shown."""
    translations: tuple[Translation, ...] = ()
    """Terms that were searched in the library's language as well."""
    facets: Mapping[str, tuple[tuple[str, int], ...]] | None = None
    """For each facet its values with how many sections have them, most first; None until all are counted."""
    marker: Marker = NOTHING
    """Finds in any text what was asked for."""
    completions: tuple[str, ...] = ()
    """How a query that is being typed may go on."""

    @property
    def complete(self) -> bool:
        """Whether total is exact; otherwise there are at least so many."""
        return self.facets is not None
