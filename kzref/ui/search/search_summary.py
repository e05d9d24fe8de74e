"""What stands above the hits: how many there are, what was understood otherwise, and how the search may go on."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from kzref.render.html.escape import escape
from kzref.ui.widgets.fill import fill

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
    lines = [
        f"{escape(fill(_tr('in the results of “%1”'), text))} {_link('in', text, _tr('leave'))}" for text in within
    ]
    if results.hits:
        lines.append(fill(_tr("%1 found") if results.complete else _tr("more than %1 found"), results.total))
    else:
        nothing = _tr("Nothing found for “%1”. Try fewer letters or another word.")
        lines.append(escape(fill(nothing, results.query.text)))
    if results.notice:
        lines.append(escape(_tr(results.notice)))
    if results.suggestion:
        wanted = _link("ask", results.suggestion, results.suggestion)
        lines.append(fill(escape(_tr("Did you mean %1?")), wanted))
    for crossing in results.translations:
        title = escape(crossing.title)
        link = _link("open", crossing.address, crossing.title) if crossing.address else title
        lines.append(fill(escape(_tr("“%1” was also searched as %2.")), escape(crossing.said), link))
    if going_on.entries:
        links = " · ".join(_link("open", section.address, section.title) for section in going_on.entries)
        lines.append(fill(escape(_tr("Open: %1")), links))
    if going_on.queries:
        links = " · ".join(_link("ask", query, query) for query in going_on.queries)
        lines.append(fill(escape(_tr("Tab completes: %1")), links))
    return "<br>".join(lines)


def address_summary(text: str, section: "Section | None") -> str:
    """Return what stands in place of hits while an address is written out in the box, as HTML."""
    if section:
        return fill(escape(_tr("Enter opens %1.")), _link("open", section.address, section.title))
    return escape(fill(_tr("There is no section at “%1”."), text))


def _link(what: str, value: str, shown: str) -> str:
    return f'<a href="{what}:{escape(value)}">{escape(shown)}</a>'


def _tr(text: str) -> str:
    return QCoreApplication.translate("SearchController", text)
