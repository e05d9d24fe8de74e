"""The lines above the hits: their number, notices, suggestions and completions."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from kzref.messages.message import message
from kzref.render.html.escape import escape
from kzref.ui.widgets.texts import filled, text_of

if TYPE_CHECKING:
    from kzref.pack.sections import Section
    from kzref.search.results.results import Results

_MOST_OFFERED = 4


class Continuations(NamedTuple):
    """How what is typed may go on: to other queries, and to entries of just that title."""

    queries: tuple[str, ...] = ()
    entries: "tuple[Section, ...]" = ()

    @property
    def completion(self) -> str:
        """What the Tab key makes of it, or empty."""
        return self.queries[0] if self.queries else self.entries[0].title if self.entries else ""


def continuations(results: "Results", earlier: str) -> Continuations:
    """Return how the query of some results may go on. earlier: an earlier query that begins with it, or empty."""
    titled = {hit.section.title: hit.section for hit in reversed(results.hits)}
    offered = dict.fromkeys((*filter(None, [earlier]), *results.completions))
    queries = tuple(text for text in offered if text == earlier or text not in titled)
    entries = tuple(titled[text] for text in offered if text != earlier and text in titled)
    return Continuations(queries[:_MOST_OFFERED], entries[:_MOST_OFFERED])


def summary(results: "Results", within: tuple[str, ...], going_on: Continuations) -> str:
    """Return the lines above the hits as HTML. Links: ask:QUERY, open:ADDRESS, in:QUERY to leave its results."""
    translate = QCoreApplication.translate
    lines = []
    for query in within:
        scope = filled(translate("SearchSummary", "within the results for “{query}”"), query=query)
        everything = translate("SearchSummary", "search everything")
        lines.append(f"{escape(scope)} {_link('in', query, everything)}")
    lines.append(escape(_count(results)))
    if results.notices:
        lines.append(escape(" ".join(map(text_of, results.notices))))
    if results.suggestion:
        pattern = translate("SearchSummary", "Did you mean {query}?")
        lines.append(filled(escape(pattern), query=_link("ask", results.suggestion, results.suggestion)))
    for translation in results.translations:
        title = escape(translation.title)
        link = _link("open", translation.address, translation.title) if translation.address else title
        pattern = translate("SearchSummary", "“{words}” was also searched as {term}.")
        lines.append(filled(escape(pattern), words=escape(translation.as_typed), term=link))
    if going_on.entries:
        links = " · ".join(_link("open", section.address, section.title) for section in going_on.entries)
        lines.append(filled(escape(translate("SearchSummary", "Open: {entries}")), entries=links))
    if going_on.queries:
        links = " · ".join(_link("ask", query, query) for query in going_on.queries)
        lines.append(filled(escape(translate("SearchSummary", "Complete with Tab: {queries}")), queries=links))
    return "<br>".join(lines)


def _count(results: "Results") -> str:
    """Return how many results there are, as far as it is known."""
    if not results.hits:
        pattern = QCoreApplication.translate(
            "SearchSummary", "No results for “{query}”. Try fewer letters or another word."
        )
        return filled(pattern, query=results.query.text)
    if results.complete:
        return text_of(message("search.results", count=results.total))
    return text_of(message("search.more_results", count=results.total))


def address_summary(text: str, section: "Section | None") -> str:
    """Return what is shown in place of hits while an address is typed in the box, as HTML."""
    if section:
        pattern = QCoreApplication.translate("SearchSummary", "Press Enter to open {title}.")
        return filled(escape(pattern), title=_link("open", section.address, section.title))
    return escape(text_of(message("address.unknown", address=text)))


def _link(action: str, value: str, shown: str) -> str:
    return f'<a href="{action}:{escape(value)}">{escape(shown)}</a>'
