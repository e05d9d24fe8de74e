"""`kzref show`: a section with all below it."""

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kzref.cli.libraries import open_library
from kzref.cli.output import DONE

if TYPE_CHECKING:
    import argparse

    from kzref.library.sections import Body, Section


def show(options: "argparse.Namespace") -> int:
    library = open_library(options)
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
