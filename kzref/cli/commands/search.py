"""`kzref search`: sections by words."""

from typing import TYPE_CHECKING

from kzref.cli.argument_types import number_argument, text_argument
from kzref.cli.exit_codes import FAILURE, SUCCESS
from kzref.cli.library_access import read_library
from kzref.cli.output import write_highlighted, write_json, write_notice, write_row, write_sentence
from kzref.messages.message import message

if TYPE_CHECKING:
    import argparse

    from kzref.cli.parser import Parser, Subparsers
    from kzref.library.store.library import Library
    from kzref.search.results.results import Results


def add_parser(parsers: "Subparsers", common: "Parser") -> None:
    """Add the parser of the command's arguments."""
    parser = parsers.add_parser(
        "search",
        parents=[common],
        help="find sections by words",
        usage="%(prog)s [options] QUERY ...",
        epilog="What stands behind -- is the query, even if it looks like an option.",
    )
    parser.add_argument(
        "query",
        nargs="+",
        type=text_argument,
        metavar="QUERY",
        help='words, "phrases", -not, begin*, kind:act, year:2017',
    )
    parser.add_argument("--kind", default="", type=text_argument, help="only entries of this kind")
    parser.add_argument("--limit", type=number_argument, default=20, help="most hits to print (20)")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: "argparse.Namespace") -> int:
    """Print the sections that a query finds, best first."""
    kinds = frozenset([options.kind.lower()] if options.kind else [])

    def search(library: "Library") -> "Results":
        from kzref.library.store.search_source import open_searcher
        from kzref.search.query.nodes import SearchFilter

        return open_searcher(library).search(" ".join(options.query), options.limit, SearchFilter(kinds=kinds))

    results = read_library(options, search, for_search=True)
    if options.json:
        write_json(_as_data(results))
    else:
        _print_results(results)
    return SUCCESS if results.hits else FAILURE


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
    for notice in results.notices:
        write_notice(notice)
    if not results.hits:
        write_notice(message("cli.nothing_found", query=results.query.text))
    for hit in results.hits:
        path = " › ".join((hit.section.kind, *hit.shown_path))
        write_row(f"{hit.section.title}  [{hit.section.address}]  {path}")
        write_highlighted(hit.snippet.text, hit.snippet.highlights)
    if results.total > len(results.hits):
        write_sentence(message("cli.shown_of_total", shown=len(results.hits), total=results.total))
    for translation in results.translations:
        write_sentence(message("cli.also_searched", typed=translation.as_typed, term=translation.title))
    if results.suggestion:
        write_sentence(message("cli.did_you_mean", suggestion=results.suggestion))
