"""The command line: a sibling of the window. Each command loads only what it needs."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kzref import __version__
from kzref.errors import Cancelled, KzrefError

if TYPE_CHECKING:
    from kzref.compiled.store import Library
    from kzref.library.sections import Body, Section
    from kzref.search.searcher import Hit, Results

COMMANDS = ("search", "show", "list", "print", "check", "build")
DONE, NOTHING, USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command, or the window where none is named. Answers 0 done, 1 nothing found or refused, 2 usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        options = _parse(given)
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except KzrefError as error:
        _say(str(error))
        return NOTHING
    except BrokenPipeError:
        # The reader of our output has gone ('kzref list | head'); nothing is left to be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOTHING
    except KeyboardInterrupt:
        _say("stopped.")
        return 130


def _parse(given: list[str]) -> argparse.Namespace:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--library", type=Path, metavar="FOLDER", help="another pack or folder of Markdown")
    common.add_argument("--version", action="version", version=f"kzref {__version__}")
    if any(word in COMMANDS for word in _words(given)[:1]):
        return _command_parser(common).parse_args(given)
    parser = argparse.ArgumentParser(
        prog="kzref",
        parents=[common],
        description="An offline legal reference. Without a command it opens the window.",
        epilog="Commands: " + ", ".join(COMMANDS) + ". 'kzref COMMAND --help' tells more of each.",
    )
    parser.add_argument("address", nargs="?", default="", help="the section to open, such as criminal-policy/goal")
    parser.set_defaults(run=_window)
    return parser.parse_args(given)


def _words(given: list[str]) -> list[str]:
    """The arguments that are neither options nor the folder of --library."""
    found: list[str] = []
    skip = False
    for word in given:
        if skip:
            skip = False
        elif word == "--library":
            skip = True
        elif not word.startswith("-"):
            found.append(word)
    return found


def _command_parser(common: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kzref", parents=[common])
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    search = commands.add_parser("search", help="find sections by words")
    search.add_argument("query", nargs="+", help='words, "phrases", -not, begin*, kind:act, year:2017')
    search.add_argument("--kind", default="", help="only entries of this kind")
    search.add_argument("--limit", type=_positive, default=20, help="most hits to print (20)")
    search.add_argument("--json", action="store_true", help="print JSON")
    search.set_defaults(run=_search)

    show = commands.add_parser("show", help="print a section with all below it")
    show.add_argument("address")
    show.add_argument("--format", choices=("text", "markdown", "html"), default="text")
    show.set_defaults(run=_show)

    listing = commands.add_parser("list", help="print addresses, titles and kinds")
    listing.add_argument("--kind", default="", help="only entries of this kind")
    listing.add_argument("--json", action="store_true", help="print JSON")
    listing.set_defaults(run=_list)

    paper = commands.add_parser("print", help="print sections to a PDF")
    paper.add_argument("address", nargs="*", help="sections, each with all below it")
    paper.add_argument("--all", action="store_true", help="the whole library")
    paper.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pdf")
    paper.set_defaults(run=_print)

    check = commands.add_parser("check", help="name each fault of a pack with its file and line")
    check.add_argument("folder", type=Path)
    check.set_defaults(run=_check)

    build = commands.add_parser("build", help="compile a pack into the cache")
    build.add_argument("folder", type=Path)
    build.set_defaults(run=_build)
    return parser


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1 up")
    return int(text)


def _say(message: str) -> None:
    print(f"kzref: {message}", file=sys.stderr)


def _open(options: argparse.Namespace) -> "Library":
    """The library that the command works on; notices go to standard error."""
    from kzref.compiled.shelf import Shelf
    from kzref.paths import find_paths

    paths = find_paths()
    opened = Shelf(paths).open(options.library or paths.content, _progress())
    for notice in opened.notices:
        _say(notice)
    return opened.library


def _progress() -> Callable[[int, int], bool] | None:
    """Tells the progress of a build on a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, of: int) -> bool:
        if done == of or done % 50 == 0:
            print(f"\rCompiling {done} of {of} files", end="\n" if done == of else "", file=sys.stderr, flush=True)
        return True

    return tell


def _window(options: argparse.Namespace) -> int:
    from kzref.paths import has_display

    if not has_display():
        _say(
            "there is no display to open a window on. Without one: 'kzref list', 'kzref search QUERY', "
            "'kzref show ADDRESS' and 'kzref print ADDRESS -o FILE.pdf'."
        )
        return NOTHING
    try:
        from kzref.ui.app import run
    except ImportError as error:
        _say(_missing_library(error))
        return NOTHING
    return run(options.library, options.address)


def _missing_library(error: ImportError) -> str:
    """What to install when Qt itself cannot be loaded."""
    return (
        f"Qt cannot be loaded: {error}. On Debian or Ubuntu: apt-get install libgl1 libegl1 libfontconfig1 "
        "libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libdbus-1-3."
    )


def _search(options: argparse.Namespace) -> int:
    library = _open(options)
    results = library.searcher().search(" ".join(options.query), options.limit, options.kind.lower())
    if options.json:
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
        _say(results.notice)
    if not results.hits:
        _say(f"nothing found for '{results.query.text}'.")
    for hit in results.hits:
        print(f"{hit.section.title}  [{hit.section.address}]  {hit.section.kind}")
        print(f"    {_marked(hit)}")
    if results.total > len(results.hits):
        print(f"{len(results.hits)} of {results.total}")
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


def _show(options: argparse.Namespace) -> int:
    library = _open(options)
    section = library.section(options.address)
    bodies = library.bodies(section)
    if options.format == "html":
        from kzref.render.page import standalone_html
        from kzref.render.wording import Wording

        print(standalone_html(bodies, Wording()))
    elif options.format == "markdown":
        base = section.depth
        print("\n\n".join(f"{'#' * min(b.section.depth - base + 1, 6)} {b.section.title}\n\n{b.markdown}" for b in bodies))
    else:
        _show_text(section, bodies, library.children(section))
    return DONE


def _show_text(section: "Section", bodies: "Sequence[Body]", children: "Sequence[Section]") -> None:
    print(section.title)
    print("=" * len(section.title))
    if section.titles:
        print(" · ".join(section.titles))
    years = ", ".join(str(year) for year in section.years)
    print(" · ".join(part for part in (section.kind, years, section.address) if part))
    if section.pinpoints:
        print(f"Source: {section.pinpoints}")
    for body in bodies:
        if body.section.depth == 0 and body.section.address != section.address:
            continue  # An entry of a part is named below, not printed with it.
        if body.section.address != section.address:
            if body.section.depth == section.depth + 1:
                print(f"\n{body.section.title}\n{'-' * len(body.section.title)}")
            else:
                print(f"\n{body.section.title}")
        if body.text:
            print(f"\n{body.text}")
    entries = [child for child in children if child.depth == 0]
    if entries:
        print()
    for child in entries:
        print(f"{child.title}  [{child.address}]")


def _list(options: argparse.Namespace) -> int:
    sections = list(_open(options).sections(options.kind.lower()))
    if options.json:
        data = [{"address": s.address, "title": s.title, "kind": s.kind} for s in sections]
        print(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        for section in sections:
            print(f"{section.address}\t{section.title}\t{section.kind}")
    if not sections:
        _say(f"there is no entry of the kind '{options.kind}'.")
    return DONE if sections else NOTHING


def _print(options: argparse.Namespace) -> int:
    if bool(options.address) == options.all:
        _say("name the sections to print, or --all for the whole library.")
        return USAGE
    library = _open(options)
    chosen = list(library.children(None)) if options.all else [library.section(a) for a in options.address]
    # Paper needs no display, and must not fail for want of one.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from kzref.ui.printing import print_to_pdf
    except ImportError as error:
        _say(_missing_library(error))
        return NOTHING
    pages = print_to_pdf(library, chosen, options.output)
    print(f"{options.output}: {pages} page{'s' * (pages != 1)}")
    return DONE


def _check(options: argparse.Namespace) -> int:
    from kzref.library.check import check_folder

    checked = check_folder(options.folder)
    for fault in checked.faults:
        print(fault)
    print(checked.summary)
    return NOTHING if checked.faults else DONE


def _build(options: argparse.Namespace) -> int:
    from kzref.compiled.shelf import Shelf
    from kzref.paths import find_paths

    try:
        library, notices = Shelf(find_paths()).build(options.folder, _progress())
    except KeyboardInterrupt as stop:
        raise Cancelled from stop
    for notice in notices:
        _say(notice)
    print(f"{library.about.title}: {library.about.sections} sections compiled into {library.folder}")
    return DONE
