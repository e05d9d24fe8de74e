"""The command line: a sibling of the window. Each command loads only what it needs."""

import gc
import itertools
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kzref.errors import Cancelled, KzrefError

if TYPE_CHECKING:
    import argparse

    from kzref.compiled.store import Library
    from kzref.library.sections import Body, Section
    from kzref.search.results import Hit, Results

DONE, NOTHING, USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command, or the window where none is named. Answers 0 done, 1 nothing found or refused, 2 usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        try:
            return _run(given)
        finally:
            # What is still to be written fails here, where it can be told, and not while Python shuts down.
            if sys.stdout:
                sys.stdout.flush()
    except KzrefError as error:
        _say(str(error))
        return NOTHING
    except BrokenPipeError:
        # The reader of our output has gone ('kzref list | head'); nothing is left to be said to it.
        _write_nowhere()
        return NOTHING
    except OSError as error:
        _write_nowhere()
        _say(f"the output cannot be written: {error.strerror}.")
        return NOTHING
    except KeyboardInterrupt:
        _say("stopped.")
        return 130


def _run(given: list[str]) -> int:
    if not given:
        # The window alone needs nothing parsed, and starts the sooner.
        return _window(None, "")
    from kzref.arguments import parse

    options = parse(given)
    if not options.command:
        return _window(options.library, options.address)
    return _COMMANDS[options.command](options)


def _write_nowhere() -> None:
    """Gives standard output up, so that closing it fails no more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(message: str) -> None:
    print(f"kzref: {message}", file=sys.stderr)


def _open(options: "argparse.Namespace", for_search: bool = False) -> "Library":
    """The library that the command works on; notices go to standard error."""
    from kzref.compiled.shelf import Shelf
    from kzref.paths import find_paths

    paths = find_paths()
    opened = Shelf(paths).open(options.library or paths.content, _progress(), for_search)
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


def _window(folder: Path | None, address: str) -> int:
    from kzref.paths import has_display

    if not has_display():
        _say(
            "there is no display to open a window on. Without one: 'kzref list', 'kzref search QUERY', "
            "'kzref show ADDRESS' and 'kzref print ADDRESS -o FILE.pdf'."
        )
        return NOTHING
    # Nothing made before the first page is garbage; the window turns the collector on again.
    gc.disable()
    try:
        from kzref.ui.app import run
    except ImportError as error:
        _say(_missing_library(error))
        return NOTHING
    return run(folder, address)


def _missing_library(error: ImportError) -> str:
    """What to install when Qt itself cannot be loaded."""
    from kzref.ui.needs import advice, missing_libraries

    lacking = advice(missing_libraries()) if sys.platform == "linux" else ""
    return f"Qt cannot be loaded: {lacking or error}"


def _search(options: "argparse.Namespace") -> int:
    library = _open(options, for_search=True)
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
        _say(results.notice)
    if not results.hits:
        _say(f"nothing found for '{results.query.text}'.")
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


def _show(options: "argparse.Namespace") -> int:
    library = _open(options)
    section = library.section(options.address)
    bodies = _own_bodies(library.bodies(section))
    if options.format == "html":
        from kzref.render.page import standalone_html
        from kzref.render.wording import Wording

        print(standalone_html(bodies, Wording()))
    elif options.format == "markdown":
        base = section.depth
        print(
            "\n\n".join(f"{'#' * min(b.section.depth - base + 1, 6)} {b.section.title}\n\n{b.markdown}" for b in bodies)
        )
    else:
        _show_text(section, bodies, library.children(section))
    return DONE


def _own_bodies(bodies: "Sequence[Body]") -> "Sequence[Body]":
    """The section with what is below it in its document; the entries of a part are named, not printed with it."""
    return [*bodies[:1], *itertools.takewhile(lambda body: body.section.depth > 0, bodies[1:])]


def _show_text(section: "Section", bodies: "Sequence[Body]", children: "Sequence[Section]") -> None:
    from kzref.library.sections import span_of_years

    print(section.title)
    print("=" * len(section.title))
    if section.titles:
        print(" · ".join(section.titles))
    print(" · ".join(part for part in (section.kind, span_of_years(section.years), section.address) if part))
    if section.pinpoints:
        print(f"Source: {section.pinpoints}")
    for body in bodies:
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


def _list(options: "argparse.Namespace") -> int:
    sections = list(_open(options).sections(options.kind.lower()))
    if options.json:
        import json

        data = [{"address": s.address, "title": s.title, "kind": s.kind} for s in sections]
        print(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        for section in sections:
            print(f"{section.address}\t{section.title}\t{section.kind}")
    if not sections and options.kind:
        _say(f"there is no entry of the kind '{options.kind}'.")
    elif not sections:
        _say_empty(options.library)
    return DONE if sections else NOTHING


def _say_empty(folder: Path | None) -> None:
    """Why there is nothing to read in a library."""
    from kzref.paths import find_paths

    _say(f"no Markdown file was found in {folder or find_paths().content}.")


def _print(options: "argparse.Namespace") -> int:
    if bool(options.address) == options.all:
        _say("name the sections to print, or --all for the whole library.")
        return USAGE
    library = _open(options)
    chosen = list(library.children(None)) if options.all else [library.section(a) for a in options.address]
    if not chosen:
        _say_empty(options.library)
        return NOTHING
    # Paper needs no display, and must not fail for want of one.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from kzref.paths import do_without, find_paths

    do_without(find_paths().resources)
    try:
        from kzref.ui.printing import print_to_pdf
    except ImportError as error:
        _say(_missing_library(error))
        return NOTHING
    pages = print_to_pdf(library, chosen, options.output)
    print(f"{options.output}: {pages} page{'s' * (pages != 1)}")
    return DONE


def _check(options: "argparse.Namespace") -> int:
    from kzref.library.check import check_folder

    checked = check_folder(options.folder)
    for fault in checked.faults:
        print(fault)
    print(checked.summary)
    return NOTHING if checked.faults else DONE


def _build(options: "argparse.Namespace") -> int:
    from kzref.compiled.shelf import Shelf
    from kzref.paths import find_paths

    try:
        library, notices = Shelf(find_paths()).build(options.folder, _progress())
    except KeyboardInterrupt as stop:
        raise Cancelled from stop
    for notice in notices:
        _say(notice)
    print(f"{library.about.title}: {library.about.sections} sections compiled into {library.folder}")
    if not int(library.about.sections):
        _say_empty(options.folder)
    return DONE


def _verify(options: "argparse.Namespace") -> int:
    from kzref.compiled.published import look_thoroughly, version_text
    from kzref.library.edition import NAME
    from kzref.paths import find_paths

    paths = find_paths()
    folder = options.folder or options.library or paths.content
    found = look_thoroughly(paths, folder)
    for line in found.lines:
        print(line)
    if found:
        hint = f" 'kzref publish {folder}' makes a manifest." if found.missing == (NAME,) else ""
        _say(f"{folder} is not as published: {len(found.lines)} file{'s' * (len(found.lines) != 1)}.{hint}")
        return NOTHING
    print(f"As published: {version_text(folder).splitlines()[-1]}")
    return DONE


def _publish(options: "argparse.Namespace") -> int:
    from kzref.library.edition import NAME, publish

    print(f"{options.folder / NAME}: {publish(options.folder)} files")
    return DONE


_COMMANDS: "dict[str, Callable[[argparse.Namespace], int]]" = {
    "search": _search,
    "show": _show,
    "list": _list,
    "print": _print,
    "check": _check,
    "build": _build,
    "verify": _verify,
    "publish": _publish,
}
