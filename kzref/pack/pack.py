"""A pack: a folder of Markdown, with or without a pack.toml that describes it."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kzref.errors import AddressError
from kzref.messages.message import message
from kzref.pack.addresses import Address, join, parse_address, parse_name, slug
from kzref.pack.data.pack_data import PackData
from kzref.pack.data.series import PackSeries
from kzref.pack.data.terms import Term
from kzref.pack.data.works import Work
from kzref.pack.files.reading import LARGEST_TOML, read_source_text
from kzref.pack.files.text_safety import is_language_code, one_line, shortened
from kzref.pack.files.toml_fields import TomlFields, parse_toml
from kzref.pack.files.toml_lines import TomlLines, toml_lines
from kzref.pack.kinds import KINDS, Kind
from kzref.pack.parts import Part, PartsReader, parse_or_make_name
from kzref.pack.problems import Problem, ReportProblem, ignore_problem
from kzref.pack.source_description import Source, read_source
from kzref.pack.source_files import check_readable, scan_folder
from kzref.paths import existing_folder

DESCRIPTION = "pack.toml"
_FIELDS = {"id", "title", "titles", "edition", "language", "licence", "about", "start", "kinds", "source", "parts"}
_FIELDS_WITH_LINES = ("start", "source.pinpoints")
"""Fields that the check reports problems of."""


@dataclass(frozen=True, slots=True)
class Pack:
    """What is known of a folder before its documents are read."""

    folder: Path
    has_description: bool
    """Whether it has a pack.toml that can be read; without one, names are derived from files and headings."""
    id: str
    title: str
    edition: str
    language: str
    licence: str
    about: str
    start: str
    source: Source
    parts: tuple[Part, ...]
    kinds: frozenset[Kind]
    series: Mapping[str, PackSeries] = field(default_factory=dict)
    """By name."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """The lines of some fields of pack.toml."""

    @property
    def works(self) -> tuple[Work, ...]:
        """The works of all parts; no two have the same name."""
        return tuple(work for part in self.parts for work in part.works)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms of all parts; no two have the same name."""
        return tuple(term for part in self.parts for term in part.terms)

    def work_addresses(self) -> dict[str, Address]:
        """Return the address of each work, by its name."""
        return {work.name: join(part.address, work.name) for part in self.parts for work in part.works}

    def term_addresses(self) -> dict[str, Address]:
        """Return the address of each term, by its name."""
        return {term.name: join(part.address, term.name) for part in self.parts for term in part.terms}


def read_pack(folder: Path, report: ReportProblem = ignore_problem) -> Pack:
    """Return the pack in a folder. Raise PackError if there is no such folder or it cannot be read.

    A pack.toml that cannot be read is reported, and the folder is read as one without it.
    """
    folder = existing_folder(folder)
    check_readable(folder)
    scan = scan_folder(folder)
    for problem in scan.skipped:
        report(problem)
    text, data = _read_description(folder, report)
    if data is None:
        name = folder.name
        return Pack(
            folder, False, slug(name), one_line(name), "", "", "", "", "", Source(), (), frozenset(KINDS)
        )  # fmt: skip
    return _DescriptionReader(folder, data, toml_lines(text), report).pack(scan.files)


def _read_description(folder: Path, report: ReportProblem) -> tuple[str, Mapping[str, Any] | None]:
    """Return the text and the data of the pack.toml of a folder; the data is None if it cannot be read."""
    if not os.path.lexists(folder / DESCRIPTION):
        return "", None
    problems: list[Problem] = []
    text = read_source_text(folder / DESCRIPTION, DESCRIPTION, problems.append, LARGEST_TOML)
    data = None if text is None else parse_toml(text, DESCRIPTION, problems.append)
    for problem in problems:
        shown = problem.message if data is not None else message("pack.read_without", problem=problem.message)
        report(Problem(problem.path, problem.line, shown))
    return text or "", data


class _DescriptionReader:
    """Reads the fields of a pack.toml; problems are reported with their line."""

    def __init__(self, folder: Path, data: Mapping[str, Any], lines: TomlLines, report: ReportProblem) -> None:
        self._folder, self._lines, self._report = folder, lines, report
        self._fields = self._fields_of(data, lines.of)

    def _fields_of(self, values: Mapping[str, Any], line_of: Callable[[str], int]) -> TomlFields:
        return TomlFields(values, DESCRIPTION, line_of, self._report)

    def pack(self, files: Mapping[str, os.stat_result]) -> Pack:
        """Return the pack that the description describes. files: by relative path, to find series among them."""
        fields = self._fields
        fields.check_names(_FIELDS)
        fields.texts("titles")
        title = fields.text("title")
        name = self._id()
        if not title:
            fields.report_field("title", message("pack.needs_title"))
        source = read_source(self._fields_of(fields.table("source"), self._lines.of))
        data = PackData(self._folder, self._report)
        return Pack(
            folder=self._folder,
            has_description=True,
            id=name,
            title=title or one_line(self._folder.name),
            edition=fields.text("edition"),
            language=self._language(),
            licence=fields.text("licence"),
            about=fields.prose("about"),
            start=self._start(),
            source=source,
            parts=self._parts(data),
            kinds=frozenset([*KINDS, *self._kinds()]),
            series=data.series(files, source.scheme),
            lines={name: self._lines.of(name) for name in _FIELDS_WITH_LINES},
        )

    def _id(self) -> str:
        text = self._fields.text("id")
        if text:
            return parse_or_make_name("id", text, self._fields)
        self._fields.report_field("id", message("pack.needs_id"))
        return slug(self._folder.name)

    def _language(self) -> str:
        text = self._fields.text("language")
        if not text or is_language_code(text):
            return text
        self._fields.report_field("language", message("field.language", text=shortened(text)))
        return ""

    def _start(self) -> str:
        text = self._fields.text("start")
        try:
            return parse_address(text) if text else ""
        except AddressError:
            self._fields.report_field("start", message("field.address", text=shortened(text)))
            return ""

    def _kinds(self) -> list[Kind]:
        found = []
        for name in self._fields.names("kinds"):
            try:
                found.append(Kind(parse_name(name)))
            except AddressError:
                self._fields.report_field("kinds", message("pack.kind", text=shortened(name)))
        return found

    def _parts(self, data: PackData) -> tuple[Part, ...]:
        tables = self._fields.values.get("parts", [])
        if isinstance(tables, list) and all(isinstance(table, dict) for table in tables):
            return PartsReader(self._fields_of, self._lines, data).read(tables)
        self._fields.report_field("parts", message("pack.parts"))
        return ()
