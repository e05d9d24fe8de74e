"""`kzref show`: a section with all below it."""

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kzref.cli.argument_types import text_argument
from kzref.cli.exit_codes import SUCCESS
from kzref.cli.library_access import read_library
from kzref.cli.output import write_row, write_sentence, write_text
from kzref.messages.message import message

if TYPE_CHECKING:
    import argparse

    from kzref.cli.parser import Parser, Subparsers
    from kzref.library.store.library import Library
    from kzref.pack.sections import Section, SectionText

    Shown = tuple[Section, Sequence[SectionText], Sequence[Section]]
    """A section, its text with all below it, and its children."""

_DEEPEST_HEADING = 6
"""Levels of headings that Markdown has."""


def add_parser(parsers: "Subparsers", common: "Parser") -> None:
    """Add the parser of the command's arguments."""
    parser = parsers.add_parser("show", parents=[common], help="print a section with all below it")
    parser.add_argument("address", type=text_argument)
    parser.add_argument("--format", choices=("text", "markdown", "html"), default="text")


def run(options: "argparse.Namespace") -> int:
    """Print a section as text, Markdown or HTML."""

    def read(library: "Library") -> "Shown":
        section = library.contents.section(options.address)
        texts = _within_document(library.pages.section_texts(section))
        return section, texts, library.contents.children(section)

    section, texts, children = read_library(options, read)
    match options.format:
        case "html":
            _print_html(texts)
        case "markdown":
            _print_markdown(section, texts)
        case _:
            _print_text(section, texts, children)
    return SUCCESS


def _within_document(texts: "Sequence[SectionText]") -> "Sequence[SectionText]":
    """Return the section with all below it in its document; the entries of a part are listed, not printed with it."""
    return [*texts[:1], *itertools.takewhile(lambda text: text.section.depth > 0, texts[1:])]


def _print_html(texts: "Sequence[SectionText]") -> None:
    from kzref.messages.catalogue import english
    from kzref.render.pages.labels import page_labels
    from kzref.render.pages.page import standalone_html

    write_text(standalone_html(texts, page_labels(english)))


def _print_markdown(section: "Section", texts: "Sequence[SectionText]") -> None:
    levels = [min(text.section.depth - section.depth + 1, _DEEPEST_HEADING) for text in texts]
    pieces = (f"{'#' * level} {t.section.title}\n\n{t.markdown}" for level, t in zip(levels, texts, strict=True))
    write_text("\n\n".join(pieces))


def _print_text(section: "Section", texts: "Sequence[SectionText]", children: "Sequence[Section]") -> None:
    _print_head(section)
    for text in texts:
        if text.section.address != section.address:
            write_text()
            write_row(text.section.title)
            if text.section.depth == section.depth + 1:
                write_row("-" * len(text.section.title))
        if text.text:
            write_text(f"\n{text.text}")
    entries = [child for child in children if child.depth == 0]
    if entries:
        write_text()
    for entry in entries:
        write_row(f"{entry.title}  [{entry.address}]")


def _print_head(section: "Section") -> None:
    from kzref.pack.sections import span_of_years

    write_row(section.title)
    write_row("=" * len(section.title))
    if section.titles:
        write_row(" · ".join(section.titles))
    write_row(" · ".join(part for part in (section.kind, span_of_years(section.years), section.address) if part))
    if section.pinpoints:
        write_sentence(message("cli.source", pinpoints=section.pinpoints))
