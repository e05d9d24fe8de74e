"""A pack: a folder of Markdown, with or without a pack.toml that describes it."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kzref.errors import AddressError
from kzref.pack.addresses import Address, join, parse_address, parse_name, slug, within_limit
from kzref.pack.files.reading import LARGEST_FILE, LARGEST_TOML, read_source_text
from kzref.pack.files.text_safety import is_language_code, one_line, shortened
from kzref.pack.files.toml_fields import TomlFields, parse_toml
from kzref.pack.files.toml_lines import TomlLines, toml_lines
from kzref.pack.kinds import KINDS, Kind
from kzref.pack.pack_data import PackData
from kzref.pack.pinpoints import PinpointScheme, parse_numbers
from kzref.pack.problems import Problem, ReportProblem, ignore_problem
from kzref.pack.series import Series
from kzref.pack.source_files import check_readable, scan_folder
from kzref.pack.terms import Term
from kzref.pack.works import Work
from kzref.paths import existing_folder

__all__ = ["DESCRIPTION", "LARGEST_FILE", "Pack", "Part", "Source", "read_pack"]

DESCRIPTION = "pack.toml"
_FIELDS = {"id", "title", "titles", "edition", "language", "licence", "about", "start", "kinds", "source", "parts"}
_PART_FIELDS = {"id", "title", "titles", "about", "folder", "works", "terms", "order"}
_LARGEST_PINPOINT = 10**9
_NAMED_IN_CHECK = ("start", "source.pinpoints")


@dataclass(frozen=True, slots=True)
class Source:
    """The work that a pack retells: bibliographic data, and the places in it that can be pointed at."""

    data: Mapping[str, Any] = field(default_factory=dict)
    scheme: PinpointScheme = field(default_factory=lambda: PinpointScheme({}))
    citation: str = ""
    """One line for the foot of a printed page; empty where no source is named."""


@dataclass(frozen=True, slots=True)
class Part:
    """A top branch of the contents: a folder of entries, a list of works, or a thesaurus."""

    address: Address
    title: str
    titles: Mapping[str, str]
    about: str
    folder: str = ""
    file: str = ""
    """Of the works or terms, relative to the pack; a part has this or a folder."""
    works: tuple[Work, ...] = ()
    terms: tuple[Term, ...] = ()
    order: tuple[str, ...] = ()
    """File names without .md that come first, in this order; the others follow by name."""


@dataclass(frozen=True, slots=True)
class Pack:
    """What is known of a folder before its documents are read."""

    folder: Path
    has_description: bool
    """Whether it has a pack.toml that can be read; without one, names are taken from what is there."""
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
    series: Mapping[str, Series] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    """The lines of some fields of pack.toml."""

    @property
    def works(self) -> tuple[Work, ...]:
        """The works of all parts; no two have one name."""
        return tuple(work for part in self.parts for work in part.works)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms of all parts; no two have one name."""
        return tuple(term for part in self.parts for term in part.terms)

    def work_addresses(self) -> dict[str, Address]:
        """Where each work cited stands, by its name."""
        return {work.name: join(part.address, work.name) for part in self.parts for work in part.works}

    def term_addresses(self) -> dict[str, Address]:
        """Where each term stands, by its name."""
        return {term.name: join(part.address, term.name) for part in self.parts for term in part.terms}


def read_pack(folder: Path, report: ReportProblem = ignore_problem) -> Pack:
    """The pack in a folder. Raise PackError if there is no such folder or it cannot be looked into.

    A pack.toml that is beyond use is reported, and the folder read as one that has none.
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
    return _DescriptionReader(folder, data, toml_lines(text), scan.files, report).pack()


def _read_description(folder: Path, report: ReportProblem) -> tuple[str, Mapping[str, Any] | None]:
    """The text and the data of the pack.toml of a folder; no data where there is none that can be read."""
    if not os.path.lexists(folder / DESCRIPTION):
        return "", None
    problems: list[Problem] = []
    text = read_source_text(folder / DESCRIPTION, DESCRIPTION, problems.append, LARGEST_TOML)
    data = None if text is None else parse_toml(text, DESCRIPTION, problems.append)
    plain = "" if data is not None else f"; the folder is read as one without {DESCRIPTION}"
    for problem in problems:
        report(Problem(problem.path, problem.line, problem.message + plain))
    return text or "", data


class _DescriptionReader:
    """Reads the tables of a pack.toml, reporting each fault with its line."""

    def __init__(
        self, folder: Path, data: Mapping[str, Any], lines: TomlLines, files: Mapping[str, os.stat_result],
        report: ReportProblem,
    ) -> None:  # fmt: skip
        self._folder, self._lines, self._files, self._report = folder, lines, files, report
        self._fields = self._fields_of(data, lines.of)
        self._data = PackData(folder, report)
        self._used_paths: set[str] = set()
        """The folders and files of the parts read so far."""
        self._addresses: set[str] = set()
        self._counts: dict[str, int] = {}
        """How often an id of a part was wanted."""

    def _fields_of(self, values: Mapping[str, Any], line_of: Callable[[str], int]) -> TomlFields:
        return TomlFields(values, DESCRIPTION, line_of, self._report)

    def pack(self) -> Pack:
        """The pack that the description tells of."""
        fields = self._fields
        fields.check_names(_FIELDS)
        fields.texts("titles")
        name, title = fields.text("id"), fields.text("title")
        for needed, value in (("id", name), ("title", title)):
            if not value:
                fields.report_field(needed, f"the pack needs {'an' if needed == 'id' else 'a'} {needed}")
        source = self._source()
        return Pack(
            folder=self._folder,
            has_description=True,
            id=self._name("id", name, fields) if name else slug(self._folder.name),
            title=title or one_line(self._folder.name),
            edition=fields.text("edition"),
            language=self._language(),
            licence=fields.text("licence"),
            about=fields.prose("about"),
            start=self._start(),
            source=source,
            parts=self._parts(),
            kinds=frozenset([*KINDS, *self._kinds()]),
            series=self._data.series(self._files, source.scheme),
            lines={name: self._lines.of(name) for name in _NAMED_IN_CHECK},
        )

    def _name(self, field_name: str, text: str, fields: TomlFields) -> str:
        try:
            return parse_name(text)
        except AddressError:
            name = slug(text)
            fields.report_field(field_name, f"{_not_a_name(text)}; it is read as '{name}'")
            return name

    def _language(self) -> str:
        text = self._fields.text("language")
        if not text or is_language_code(text):
            return text
        self._fields.report_field("language", f"'{shortened(text)}' is not the code of a language, such as 'kk'")
        return ""

    def _start(self) -> str:
        text = self._fields.text("start")
        try:
            return parse_address(text) if text else ""
        except AddressError:
            self._fields.report_field("start", f"'{shortened(text)}' is not an address")
            return ""

    def _kinds(self) -> list[Kind]:
        found = []
        for name in self._fields.names("kinds"):
            try:
                found.append(Kind(parse_name(name)))
            except AddressError:
                self._fields.report_field("kinds", f"kinds: {_not_a_name(name)}")
        return found

    def _source(self) -> Source:
        fields = self._fields_of(self._fields.table("source"), self._lines.of)
        parts: dict[str, tuple[str, ...]] = {}
        for name, numbers in fields.table("pinpoints").items():
            try:
                parts[name] = tuple(parse_numbers(_numbers_text(name, numbers)))
            except ValueError as error:
                fields.report_field(name, f"pinpoints of '{shortened(name)}': {error}")
        bibliography = {key: value for key, value in fields.values.items() if key not in ("pinpoints", "optional")}
        return Source(bibliography, PinpointScheme(parts, frozenset(fields.names("optional"))), fields.text("citation"))

    def _parts(self) -> tuple[Part, ...]:
        tables = self._fields.values.get("parts", [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self._fields.report_field("parts", "the parts are tables, each under a line [[parts]]")
            return ()
        parts: dict[str, Part] = {}
        for index, table in enumerate(tables):
            part = self._part(index, table)
            if part:
                parts[part.address] = part
        return tuple(parts.values())

    def _part(self, index: int, table: Mapping[str, Any]) -> Part | None:
        fields = self._fields_of(table, lambda name: self._lines.within("parts", index, name))
        fields.check_names(_PART_FIELDS, " in [[parts]]")
        holds = [name for name in ("folder", "works", "terms") if isinstance(table.get(name), str)]
        own = fields.text("id")
        name = own or (one_line(table[holds[0]]) if holds else "")
        path = self._data.path_inside(table[holds[0]], holds[0] == "folder") if len(holds) == 1 else ""
        if not path:
            message = (
                f"the part '{shortened(name)}' needs one 'folder', 'works' or 'terms' that is in the pack, no link"
            )
            self._report(Problem(DESCRIPTION, self._lines.of_table("parts", index), message))
            return None
        if self._used_paths.intersection(_path_and_parents(path)):
            fields.report_field(holds[0], f"'{shortened(path)}' is of two parts; the first keeps it")
            return None
        self._used_paths.add(path)
        what = holds[0]
        return Part(
            address=self._address(name, bool(own), fields),
            title=fields.text("title") or name.capitalize(),
            titles=fields.texts("titles"),
            about=fields.prose("about"),
            folder=path if what == "folder" else "",
            file="" if what == "folder" else path,
            works=self._data.works(path) if what == "works" else (),
            terms=self._data.terms(path) if what == "terms" else (),
            order=fields.names("order"),
        )

    def _address(self, name: str, explicit: bool, fields: TomlFields) -> Address:
        """The address of a part, unlike those of the parts before it."""
        wanted = self._name("id", name, fields) if explicit else slug(name)
        address, count = wanted, self._counts.get(wanted, 1)
        while address in self._addresses:
            count += 1
            address = within_limit(f"{wanted}-{count}")
        if count > 1:
            fields.report_field("id", f"two parts have the id '{wanted}'; this one is read as '{address}'")
        self._counts[wanted] = count
        self._addresses.add(address)
        return Address(address)


def _path_and_parents(path: str) -> list[str]:
    """A path and the folders that it lies in."""
    return ["/".join(path.split("/")[:end]) for end in range(1, path.count("/") + 2)]


def _numbers_text(name: str, numbers: object) -> str:
    """The numbers of a place of the source as they are written. Raise ValueError for what is none."""
    if isinstance(numbers, int) and 0 < numbers < _LARGEST_PINPOINT:
        return str(numbers)
    if not isinstance(numbers, str) or name != one_line(name):
        raise ValueError('is no line such as "Results" = "1-32, 33.1-33.14"')
    return numbers


def _not_a_name(text: str) -> str:
    return f"'{shortened(text)}' is not a name of lower-case letters, digits and hyphens"
