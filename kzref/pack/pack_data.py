"""The data of a pack: works, terms and series, each of a name of its own in the whole pack."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from kzref.pack.files.reading import passes_link, read_source_text
from kzref.pack.files.text_safety import shortened
from kzref.pack.pinpoints import PinpointScheme
from kzref.pack.problems import Problem, ReportProblem
from kzref.pack.series import Series, read_series
from kzref.pack.terms import Term, parse_terms
from kzref.pack.works import Work, parse_works

_Row = TypeVar("_Row", Work, Term)


class PackData:
    """Reads the data files of one pack. Of two rows or series of one name the first is kept, and both are named."""

    def __init__(self, folder: Path, report: ReportProblem) -> None:
        self._folder, self._report = folder, report
        self._works: dict[str, str] = {}
        """The file of each work read so far."""
        self._terms: dict[str, str] = {}

    def path_inside(self, relative: str, is_folder: bool) -> str:
        """Return the path of a file or folder that is in the pack, without detours; empty for anything else."""
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
        return self._without_duplicates(found, path, self._works, "work")

    def terms(self, path: str) -> tuple[Term, ...]:
        """Return the terms of a CSV file."""
        text = read_source_text(self._folder / path, path, self._report)
        found = () if text is None else parse_terms(text, path, self._report)
        return self._without_duplicates(found, path, self._terms, "term")

    def _without_duplicates(
        self, rows: tuple[_Row, ...], path: str, files: dict[str, str], kind: str
    ) -> tuple[_Row, ...]:
        kept = []
        for row in rows:
            if first := files.get(row.name):
                message = f"the {kind} '{row.name}' is in '{shortened(first)}' too; that one is read, this one left out"
                self._report(Problem(path, row.line, message))
            else:
                files[row.name] = path
                kept.append(row)
        return tuple(kept)

    def series(self, files: Mapping[str, object], scheme: PinpointScheme) -> dict[str, Series]:
        """Return the series of the pack by name: each CSV with a TOML beside it."""
        found: dict[str, Series] = {}
        for path in sorted(files):
            if not path.endswith(".csv") or f"{path[:-4]}.toml" not in files:
                continue
            series = read_series(self._folder / path, path, scheme, self._report)
            if series is None:
                continue
            if series.name in found:
                first = shortened(found[series.name].path)
                message = f"two series have the name '{shortened(series.name)}'; '{first}' is read, this one left out"
                self._report(Problem(path, 1, message))
            else:
                found[series.name] = series
        return found
