"""`kzref list`: addresses, titles and kinds."""

from typing import TYPE_CHECKING

from kzref.cli.libraries import open_library, say_empty
from kzref.cli.output import DONE, NOTHING, say

if TYPE_CHECKING:
    import argparse


def list_sections(options: "argparse.Namespace") -> int:
    sections = list(open_library(options).sections(options.kind.lower()))
    if options.json:
        import json

        data = [{"address": s.address, "title": s.title, "kind": s.kind} for s in sections]
        print(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        for section in sections:
            print(f"{section.address}\t{section.title}\t{section.kind}")
    if not sections and options.kind:
        say(f"there is no entry of the kind '{options.kind}'.")
    elif not sections:
        say_empty(options.library)
    return DONE if sections else NOTHING
