"""Tables, with cells separated outside of code as the pack's own scanner finds it."""

import re

from markdown import Markdown
from markdown.extensions.tables import TableExtension, TableProcessor

from kzref.pack.markdown.code_spans import code_spans

_BAR = re.compile(r"\\.|\|")


class Tables(TableExtension):
    """Replaces Markdown's own tables, which search for the end of code from each backtick of a row."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Markdown's own name
        """Register the processor with Markdown's priority for tables."""
        super().extendMarkdown(md)
        md.parser.blockprocessors.register(_Table(md.parser, self.getConfigs()), "table", 75)


class _Table(TableProcessor):
    def _split(self, row: str) -> list[str]:
        cells: list[str] = []
        cell = at = 0
        for start, end in [*((span.start, span.end) for span in code_spans(row, 0, len(row))), (len(row), len(row))]:
            for bar in _BAR.finditer(row, at, start):
                if bar[0] == "|":
                    cells.append(row[cell : bar.start()])
                    cell = bar.end()
            at = end
        return [*cells, row[cell:]]
