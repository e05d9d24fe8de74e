"""What is searched off the GUI thread for the box."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzref.library.store.library import Library
from kzref.ui.background import CancelToken

if TYPE_CHECKING:
    from kzref.search.engine.ranking import Order
    from kzref.search.query.nodes import SearchFilter
    from kzref.search.results.results import Hit, Results
    from kzref.search.searcher import Searcher


class OpenSearcher:
    """The searcher of a library, opened in the thread that searches, once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._searcher: Searcher | None = None

    def __call__(self) -> "Searcher":
        """Return it. Raise LibraryDamaged if the index is not as it was written."""
        if self._searcher is None:
            from kzref.library.store.search_source import open_searcher

            self._searcher = open_searcher(self._library)
        return self._searcher


@dataclass(frozen=True, slots=True)
class SearchJob:
    """Searches for a text."""

    searcher: Callable[[], "Searcher"]
    text: str
    limit: int
    search_filter: "SearchFilter"
    order: "Order"
    count_all: bool

    def __call__(self, stop: CancelToken) -> "Results":
        """Return what is found."""
        return self.searcher().search(
            self.text,
            self.limit,
            self.search_filter,
            order=self.order,
            prefix_last=True,
            count_all=self.count_all,
            cancelled=stop,
        )


@dataclass(frozen=True, slots=True)
class Titled:
    """The hit that has just the title that was typed, if there is one."""

    hit: "Hit | None"


@dataclass(frozen=True, slots=True)
class TitleJob:
    """Looks for it among what is found, in whatever order that is listed."""

    searcher: Callable[[], "Searcher"]
    text: str
    search_filter: "SearchFilter"

    def __call__(self, stop: CancelToken) -> Titled:
        """Return the best hit, if its title says just what was typed."""
        from kzref.search.text.tokenizer import tokenize

        results = self.searcher().search(self.text, 1, self.search_filter, cancelled=stop)
        wanted = tokenize(self.text)
        return Titled(next((hit for hit in results.hits if tokenize(hit.section.title) == wanted), None))
