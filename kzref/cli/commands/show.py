"""`kzref show`: a section with all below it."""

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kzref.cli.open_library import read_library
from kzref.cli.output import DONE, write_row, write_text

if TYPE_CHECKING:
    import argparse

    from kzref.library.store.library import Library
    from kzref.pack.sections import Section, SectionText

    Shown = tuple[Section, Sequence[SectionText], Sequence[Section]]
    """A section, its text with that below it, and what stands directly below it."""


def show(options: "argparse.Namespace") -> int:
    """Print a section as text, Markdown or HTML."""

    def found(library: "Library") -> "Shown":
        section = library.contents.section(options.address)
        return section, _own_bodies(library.pages.section_texts(section)), library.contents.children(section)

    section, section_texts, children = read_library(options, found)
    if options.format == "html":
        from kzref.messages.catalogue import english
        from kzref.render.pages.labels import page_labels
        from kzref.render.pages.page import standalone_html

        write_text(standalone_html(section_texts, page_labels(english)))
    elif options.format == "markdown":
        ranks = [min(body.section.depth - section.depth + 1, 6) for body in section_texts]
        pieces = (
            f"{'#' * rank} {b.section.title}\n\n{b.markdown}" for rank, b in zip(ranks, section_texts, strict=True)
        )
        write_text("\n\n".join(pieces))
    else:
        _show_text(section, section_texts, children)
    return DONE


def _own_bodies(section_texts: "Sequence[SectionText]") -> "Sequence[SectionText]":
    """The section with what is below it in its document; the entries of a part are named, not printed with it."""
    return [*section_texts[:1], *itertools.takewhile(lambda body: body.section.depth > 0, section_texts[1:])]


def _show_text(section: "Section", section_texts: "Sequence[SectionText]", children: "Sequence[Section]") -> None:
    from kzref.pack.sections import span_of_years

    write_row(section.title)
    write_row("=" * len(section.title))
    if section.titles:
        write_row(" · ".join(section.titles))
    write_row(" · ".join(part for part in (section.kind, span_of_years(section.years), section.address) if part))
    if section.pinpoints:
        write_row(f"Source: {section.pinpoints}")
    for body in section_texts:
        if body.section.address != section.address:
            write_text()
            write_row(body.section.title)
            if body.section.depth == section.depth + 1:
                write_row("-" * len(body.section.title))
        if body.text:
            write_text(f"\n{body.text}")
    entries = [child for child in children if child.depth == 0]
    if entries:
        write_text()
    for child in entries:
        write_row(f"{child.title}  [{child.address}]")
