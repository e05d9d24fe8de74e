"""A pack: a folder of Markdown, with or without a pack.toml that describes it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kzref.errors import PackError
from kzref.library.addresses import Address, parse_address, slug
from kzref.library.faults import Fault, Report, ignore_fault
from kzref.library.kinds import KINDS, Kind
from kzref.library.names import as_text
from kzref.library.pinpoints import SourcePlan, parse_numbers
from kzref.library.series import Series, read_series
from kzref.library.terms import Term, parse_terms
from kzref.library.toml_lines import field_line, table_line
from kzref.library.works import Work, parse_works

DESCRIPTION = "pack.toml"
LARGEST_FILE = 32 * 1024 * 1024
_FIELDS = {"id", "title", "titles", "edition", "language", "licence", "about", "start", "kinds", "source", "parts"}
_PART_FIELDS = {"id", "title", "titles", "about", "folder", "works", "terms", "order"}


@dataclass(frozen=True, slots=True)
class Source:
    """The work that a pack retells: bibliographic data, and the places in it that can be pointed at."""

    data: Mapping[str, Any] = field(default_factory=dict)
    plan: SourcePlan = field(default_factory=lambda: SourcePlan({}))

    @property
    def citation(self) -> str:
        """One line for the foot of a printed page; empty where no source is named."""
        return str(self.data.get("citation", ""))


@dataclass(frozen=True, slots=True)
class Part:
    """A top branch of the contents: a folder of entries, a list of works, or a thesaurus."""

    address: Address
    title: str
    titles: Mapping[str, str]
    about: str
    folder: str = ""
    works: str = ""
    terms: str = ""
    order: tuple[str, ...] = ()
    """File names without .md that come first, in this order; the others follow by name."""


@dataclass(frozen=True, slots=True)
class Pack:
    """What is known of a folder before its documents are read."""

    folder: Path
    declared: bool
    """Whether it has a pack.toml; without one, names are taken from what is there."""
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
    works: tuple[Work, ...] = ()
    works_part: Address | None = None
    terms: tuple[Term, ...] = ()
    terms_part: Address | None = None
    series: Mapping[str, Series] = field(default_factory=dict)

    def work_addresses(self) -> dict[str, Address]:
        """Where each work cited stands, by its name."""
        return {work.name: Address(f"{self.works_part}/{work.name}") for work in self.works}

    def term_addresses(self) -> dict[str, Address]:
        """Where each term stands, by its name."""
        return {term.name: Address(f"{self.terms_part}/{term.name}") for term in self.terms}


def read_pack(folder: Path, report: Report = ignore_fault) -> Pack:
    """The pack in a folder; PackError if there is no such folder or its pack.toml is beyond use."""
    folder = folder.expanduser()
    if not folder.is_dir():
        raise PackError(f"{folder} is not a folder. Name the folder that holds the Markdown files.")
    try:
        folder = folder.resolve()
        description = folder / DESCRIPTION
        declared = description.is_file()
        data = tomllib.loads(description.read_text("utf-8")) if declared else {}
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{folder / DESCRIPTION} cannot be read as TOML: {error}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"{folder / DESCRIPTION} cannot be read: {error}.") from error
    return _Description(folder, declared, data, report).pack()


class _Description:
    """Reads the tables of a pack.toml, reporting each fault with its line."""

    def __init__(self, folder: Path, declared: bool, data: Mapping[str, Any], report: Report) -> None:
        self._folder, self._declared, self._data, self._report = folder, declared, data, report
        self._text_read = (folder / DESCRIPTION).read_text("utf-8") if declared else ""

    def pack(self) -> Pack:
        data = self._data
        if self._declared:
            self._check_fields(data, _FIELDS, "")
            for name in ("id", "title"):
                if not isinstance(data.get(name), str) or not data[name].strip():
                    self._fault(name, f"the pack needs {'an' if name == 'id' else 'a'} {name}")
        source = self._source()
        parts = self._parts()
        works = [part for part in parts if part.works]
        terms = [part for part in parts if part.terms]
        return Pack(
            folder=self._folder,
            declared=self._declared,
            id=slug(str(data.get("id") or self._folder.name)),
            title=str(data.get("title") or as_text(self._folder.name)),
            edition=str(data.get("edition", "")),
            language=str(data.get("language", "")),
            licence=str(data.get("licence", "")),
            about=str(data.get("about", "")),
            start=str(data.get("start", "")),
            source=source,
            parts=parts,
            kinds=frozenset([*KINDS, *map(Kind, self._names(data, "kinds"))]),
            works=self._works(works[0].works) if works else (),
            works_part=works[0].address if works else None,
            terms=self._terms(terms[0].terms) if terms else (),
            terms_part=terms[0].address if terms else None,
            series=self._series(source.plan) if self._declared else {},
        )

    def _fault(self, name: str, message: str) -> None:
        self._report(Fault(DESCRIPTION, field_line(self._text_read, name), message))

    def _table(self, holder: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        """A field that is a table, or nothing."""
        value = holder.get(name, {})
        if isinstance(value, dict):
            return value
        self._fault(name, f"'{name}' is a table")
        return {}

    def _names(self, holder: Mapping[str, Any], name: str) -> tuple[str, ...]:
        """A field that is a list of short texts, or nothing."""
        value = holder.get(name, [])
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(value)
        self._fault(name, f"'{name}' is a list of names in quotation marks")
        return ()

    def _check_fields(self, table: Mapping[str, Any], known: set[str], where: str) -> None:
        for name in table.keys() - known:
            self._fault(name, f"unknown field '{name}'{where}; known are {', '.join(sorted(known))}")

    def _source(self) -> Source:
        data = self._table(self._data, "source")
        parts: dict[str, tuple[str, ...]] = {}
        for name, numbers in self._table(data, "pinpoints").items():
            try:
                parts[name] = tuple(parse_numbers(str(numbers)))
            except ValueError as error:
                self._fault(name, f"pinpoints of '{name}': {error}")
        bibliography = {key: value for key, value in data.items() if key not in ("pinpoints", "optional")}
        return Source(bibliography, SourcePlan(parts, frozenset(self._names(data, "optional"))))

    def _parts(self) -> tuple[Part, ...]:
        tables = self._data.get("parts", [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self._fault("parts", "the parts are tables, each under a line [[parts]]")
            return ()
        parts = (self._part(index, table) for index, table in enumerate(tables))
        return tuple(part for part in parts if part)

    def _part(self, index: int, table: Mapping[str, Any]) -> Part | None:
        self._check_fields(table, _PART_FIELDS, " in [[parts]]")
        holds = [name for name in ("folder", "works", "terms") if isinstance(table.get(name), str)]
        name = str(table.get("id") or table.get(holds[0] if holds else "", ""))
        if len(holds) != 1 or not self._inside(table[holds[0]]):
            message = f"the part '{as_text(name)}' needs one 'folder', 'works' or 'terms' that is in the pack"
            self._report(Fault(DESCRIPTION, table_line(self._text_read, "parts", index), message))
            return None
        return Part(
            address=parse_address(slug(name)),
            title=str(table.get("title") or name.capitalize()),
            titles=self._table(table, "titles"),
            about=str(table.get("about", "")),
            order=self._names(table, "order"),
            **{holds[0]: table[holds[0]].strip("/")},
        )

    def _inside(self, relative: str) -> bool:
        if "\0" in relative:
            return False
        path = (self._folder / relative).resolve()
        return path.exists() and path.is_relative_to(self._folder)

    def _text(self, relative: str) -> str | None:
        try:
            return (self._folder / relative).read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            self._report(Fault(relative, 1, f"cannot be read: {error}"))
            return None

    def _works(self, relative: str) -> tuple[Work, ...]:
        text = self._text(relative)
        return () if text is None else parse_works(text, relative, self._report)

    def _terms(self, relative: str) -> tuple[Term, ...]:
        text = self._text(relative)
        return () if text is None else parse_terms(text, relative, self._report)

    def _series(self, plan: SourcePlan) -> dict[str, Series]:
        found: dict[str, Series] = {}
        for path in sorted(self._folder.rglob("*.csv")):
            relative = path.relative_to(self._folder).as_posix()
            if path.with_suffix(".toml").is_file() and not path.is_symlink():
                series = read_series(path, relative, plan, self._report)
                if series:
                    found[series.name] = series
        return found
