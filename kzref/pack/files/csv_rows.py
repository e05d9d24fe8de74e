"""The rows of a CSV: one that is wrong is a fault with its line, and the rows after it are read all the same."""

import csv
from collections.abc import Iterator
from typing import NamedTuple

from kzref.pack.files.text_safety import shortened
from kzref.pack.problems import Problem, ReportProblem


class CsvRow(NamedTuple):
    """The cells of a row, and the line on which it begins, from 1."""

    line: int
    cells: list[str]


class _Lines:
    """The lines of a text, from any one on."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self.position = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def ended_in_quotation(self, first: int) -> bool:
        """Return whether a row of several lines has come to the end of the text in want of a quotation mark."""
        ended = self.position == len(self._lines) and self.position > first + 1
        return ended and bool(sum(line.count('"') for line in self._lines[first:]) % 2)

    def __next__(self) -> str:
        if self.position == len(self._lines):
            raise StopIteration
        self.position += 1
        return self._lines[self.position - 1] + "\n"


def csv_head(text: str) -> list[str]:
    """Return the cells of the first line; none where it cannot be read."""
    try:
        return next(csv.reader([text.partition("\n")[0]]), [])
    except csv.Error:
        return []


def csv_rows(text: str, width: int, path: str, report: ReportProblem, wrong: str) -> Iterator[CsvRow]:
    """Yield the rows below the first line that have so many cells; others are reported. Empty rows are passed over.

    wrong: what is said of a row that has not; '{}' in it stands for the row.
    """
    lines = _Lines(text)
    lines.position = 1
    reader = csv.reader(lines)
    while True:
        first = lines.position
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            report(Problem(path, first + 1, f"the row cannot be read: {error}"))
        else:
            if len(cells) == width and not lines.ended_in_quotation(first):
                yield CsvRow(first + 1, cells)
                continue
            if not any(cell.strip() for cell in cells):
                continue
            report(Problem(path, first + 1, wrong.replace("{}", shortened(",".join(cells)))))
        # A quotation mark that is never closed takes the rows after it into its cell: they are read anew.
        lines.position = first + 1
