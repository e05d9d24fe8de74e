"""`kzref search`: sections by words."""

import sys
from typing import TYPE_CHECKING

from kzref.cli.libraries import open_library
from kzref.cli.output import DONE, NOTHING, say

if TYPE_CHECKING:
    import argparse

    from kzref.search.results import Hit, Results


def search(options: "argparse.Namespace") -> int:
    library = open_library(options, for_search=True)
    from kzref.search.query import Narrowing

    kinds = frozenset([options.kind.lower()] if options.kind else [])
    results = library.searcher().search(" ".join(options.query), options.limit, Narrowing(kinds=kinds))
    if options.json:
        import json

        print(json.dumps(_results_data(results), ensure_ascii=False, indent=2))
    else:
        _print_results(results)
    return DONE if results.hits else NOTHING


def _results_data(results: "Results") -> dict[str, object]:
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
    if results.notice:
        say(results.notice)
    if not results.hits:
        say(f"nothing found for '{results.query.text}'.")
    for hit in results.hits:
        where = " › ".join((hit.section.kind, *hit.place))
        print(f"{hit.section.title}  [{hit.section.address}]  {where}")
        print(f"    {_marked(hit)}")
    if results.total > len(results.hits):
        print(f"{len(results.hits)} of {results.total}")
    for crossing in results.crossings:
        print(f"'{crossing.said}' was also searched as {crossing.title}.")
    if results.suggestion:
        print(f"Did you mean: {results.suggestion}")


def _marked(hit: "Hit") -> str:
    """The snippet, its hits bold on a terminal."""
    text = hit.snippet.text
    if not sys.stdout.isatty():
        return text
    pieces, at = [], 0
    for start, end in hit.snippet.marks:
        pieces += [text[at:start], "\x1b[1m", text[start:end], "\x1b[0m"]
        at = end
    return "".join([*pieces, text[at:]])
