"""Read the data of a pack: works, terms and series, each with a name that is unique in the pack."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from kzref.messages.message import Message, message
from kzref.pack.data.series import PackSeries
from kzref.pack.data.series_files import read_series
from kzref.pack.data.terms import Term, parse_terms
from kzref.pack.data.works import Work, parse_works
from kzref.pack.files.reading import passes_link, read_source_text
from kzref.pack.files.text_safety import shortened
from kzref.pack.pinpoints import PinpointScheme
from kzref.pack.problems import Problem, ReportProblem

_Row = TypeVar("_Row", Work, Term)


class PackData:
    """Reads the data files of one pack. Of two rows or series of one name the first is kept; the other is reported."""

    def __init__(self, folder: Path, report: ReportProblem) -> None:
        self._folder, self._report = folder, report
        self._works: dict[str, str] = {}
        """The file of each work read so far."""
        self._terms: dict[str, str] = {}

    def path_inside(self, relative: str, is_folder: bool) -> str:
        """Return the normalized path of a file or folder in the pack; empty if there is none, or it is a link."""
        names = [name for name in relative.split("/") if name not in ("", ".")]
        path = "/".join(names)
        if not path or ".." in names or "\\" in path or "\0" in path or relative.startswith("/") or Path(path).drive:
            return ""
        file = self._folder / path
        if passes_link(self._folder, path) or not os.path.lexists(file):
            return ""
        return path if os.path.isdir(file) == is_folder else ""  # noqa: PTH112  # Path.is_dir raises without permission

    def works(self, path: str) -> tuple[Work, ...]:
        """Return the works of a CSL-JSON file."""
        text = read_source_text(self._folder / path, path, self._report)
        found = () if text is None else parse_works(text, path, self._report)
        return self._without_duplicates(found, path, self._works, _work_in_two_files)

    def terms(self, path: str) -> tuple[Term, ...]:
        """Return the terms of a CSV file."""
        text = read_source_text(self._folder / path, path, self._report)
        found = () if text is None else parse_terms(text, path, self._report)
        return self._without_duplicates(found, path, self._terms, _term_in_two_files)

    def _without_duplicates(
        self, rows: tuple[_Row, ...], path: str, files: dict[str, str], problem: Callable[[str, str], Message]
    ) -> tuple[_Row, ...]:
        unique = []
        for row in rows:
            if first := files.get(row.name):
                self._report(Problem(path, row.line, problem(row.name, shortened(first))))
            else:
                files[row.name] = path
                unique.append(row)
        return tuple(unique)

    def series(self, files: Mapping[str, object], scheme: PinpointScheme) -> dict[str, PackSeries]:
        """Return the series of the pack by name: each CSV with a TOML next to it."""
        found: dict[str, PackSeries] = {}
        for path in sorted(files):
            if not path.endswith(".csv") or f"{path[:-4]}.toml" not in files:
                continue
            series = read_series(self._folder / path, path, scheme, self._report)
            if series is None:
                continue
            if series.name in found:
                first = shortened(found[series.name].path)
                problem = message("series.two_files", series=shortened(series.name), file=first)
                self._report(Problem(path, 1, problem))
            else:
                found[series.name] = series
        return found


def _work_in_two_files(name: str, file: str) -> Message:
    return message("work.in_two_files", name=name, file=file)


def _term_in_two_files(name: str, file: str) -> Message:
    return message("term.in_two_files", name=name, file=file)
