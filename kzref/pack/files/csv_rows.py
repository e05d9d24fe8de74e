"""Read the rows of a CSV: a row that is wrong is a problem with its line, and the rows after it are still read."""

import csv
from collections.abc import Callable, Iterator
from typing import NamedTuple

from kzref.messages.message import Message, message
from kzref.pack.files.text_safety import shortened
from kzref.pack.problems import Problem, ReportProblem


class CsvRow(NamedTuple):
    """The cells of a row, and the line on which it begins, from 1."""

    line: int
    cells: list[str]


class _Lines:
    """Iterator over the lines of a text that can be set back."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self.position = 0
        """Index of the next line, from 0."""

    def __iter__(self) -> Iterator[str]:
        return self

    def ended_in_quotation(self, first: int) -> bool:
        """Return whether a row of several lines reached the end of the text without its closing quotation mark."""
        has_ended = self.position == len(self._lines) and self.position > first + 1
        return has_ended and bool(sum(line.count('"') for line in self._lines[first:]) % 2)

    def __next__(self) -> str:
        if self.position == len(self._lines):
            raise StopIteration
        self.position += 1
        return self._lines[self.position - 1] + "\n"


def csv_head(text: str) -> list[str]:
    """Return the cells of the first line; an empty list if it cannot be read."""
    try:
        return next(csv.reader([text.partition("\n")[0]]), [])
    except csv.Error:
        return []


def csv_rows(
    text: str, width: int, path: str, report: ReportProblem, wrong_width: Callable[[str], Message]
) -> Iterator[CsvRow]:
    """Yield the rows below the first line that have `width` cells; others are reported. Empty rows are skipped.

    wrong_width: makes the message for a row of another width, which it is given shortened.
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
            report(Problem(path, first + 1, message("csv.row_unreadable", reason=error)))
        else:
            if len(cells) == width and not lines.ended_in_quotation(first):
                yield CsvRow(first + 1, cells)
                continue
            if not any(cell.strip() for cell in cells):
                continue
            report(Problem(path, first + 1, wrong_width(shortened(",".join(cells)))))
        # A quotation mark without its closing one takes the following rows into its cell: they are read again.
        lines.position = first + 1
