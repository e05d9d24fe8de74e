"""`kzref show`: a section with all below it."""

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kzref.cli.libraries import read_library
from kzref.cli.output import DONE, write_row, write_text

if TYPE_CHECKING:
    import argparse

    from kzref.compiled.store import Library
    from kzref.library.sections import Body, Section

    Shown = tuple[Section, Sequence[Body], Sequence[Section]]
    """A section, its text with that below it, and what stands directly below it."""


def show(options: "argparse.Namespace") -> int:
    """Print a section as text, Markdown or HTML."""

    def found(library: "Library") -> "Shown":
        section = library.section(options.address)
        return section, _own_bodies(library.bodies(section)), library.children(section)

    section, bodies, children = read_library(options, found)
    if options.format == "html":
        from kzref.render.page import standalone_html
        from kzref.render.wording import Wording

        write_text(standalone_html(bodies, Wording()))
    elif options.format == "markdown":
        ranks = [min(body.section.depth - section.depth + 1, 6) for body in bodies]
        pieces = (f"{'#' * rank} {b.section.title}\n\n{b.markdown}" for rank, b in zip(ranks, bodies, strict=True))
        write_text("\n\n".join(pieces))
    else:
        _show_text(section, bodies, children)
    return DONE


def _own_bodies(bodies: "Sequence[Body]") -> "Sequence[Body]":
    """The section with what is below it in its document; the entries of a part are named, not printed with it."""
    return [*bodies[:1], *itertools.takewhile(lambda body: body.section.depth > 0, bodies[1:])]


def _show_text(section: "Section", bodies: "Sequence[Body]", children: "Sequence[Section]") -> None:
    from kzref.library.sections import span_of_years

    write_row(section.title)
    write_row("=" * len(section.title))
    if section.titles:
        write_row(" · ".join(section.titles))
    write_row(" · ".join(part for part in (section.kind, span_of_years(section.years), section.address) if part))
    if section.pinpoints:
        write_row(f"Source: {section.pinpoints}")
    for body in bodies:
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
