"""`kzref search`: sections by words."""

from typing import TYPE_CHECKING

from kzref.cli.open_library import read_library
from kzref.cli.output import DONE, NOTHING, say, write_json, write_marked, write_row
from kzref.messages.catalogue import english

if TYPE_CHECKING:
    import argparse

    from kzref.library.store.library import Library
    from kzref.search.results.results import Results


def search(options: "argparse.Namespace") -> int:
    """Print the sections that a query finds, best first."""
    kinds = frozenset([options.kind.lower()] if options.kind else [])

    def found(library: "Library") -> "Results":
        from kzref.library.store.search_source import open_searcher
        from kzref.search.query.nodes import SearchFilter

        return open_searcher(library).search(" ".join(options.query), options.limit, SearchFilter(kinds=kinds))

    results = read_library(options, found, for_search=True)
    if options.json:
        write_json(_as_data(results))
    else:
        _print_results(results)
    return DONE if results.hits else NOTHING


def _as_data(results: "Results") -> dict[str, object]:
    return {
        "query": results.query.text,
        "total": results.total,
        "seconds": round(results.seconds, 4),
        "suggestion": results.suggestion,
        "hits": [
            {
                "address": hit.section.address,
                "title": hit.section.title,
                "kind": hit.section.kind,
                "score": hit.score,
                "snippet": hit.snippet.text,
            }
            for hit in results.hits
        ],
    }


def _print_results(results: "Results") -> None:
    if results.notices:
        say(" ".join(map(english, results.notices)))
    if not results.hits:
        say(f"nothing found for '{results.query.text}'.")
    for hit in results.hits:
        where = " › ".join((hit.section.kind, *hit.location))
        write_row(f"{hit.section.title}  [{hit.section.address}]  {where}")
        write_marked(hit.snippet.text, hit.snippet.highlights)
    if results.total > len(results.hits):
        write_row(f"{len(results.hits)} of {results.total}")
    for translation in results.translations:
        write_row(f"'{translation.as_typed}' was also searched as {translation.title}.")
    if results.suggestion:
        write_row(f"Did you mean: {results.suggestion}")
