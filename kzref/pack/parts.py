"""The parts of a pack: the top branches of its contents, as [[parts]] of pack.toml declare them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kzref.errors import AddressError
from kzref.messages.message import message
from kzref.pack.addresses import Address, UniqueAddresses, parse_name, slug
from kzref.pack.data.pack_data import PackData
from kzref.pack.data.terms import Term
from kzref.pack.data.works import Work
from kzref.pack.files.text_safety import one_line, shortened
from kzref.pack.files.toml_fields import TomlFields
from kzref.pack.files.toml_lines import TomlLines

_FIELDS = {"id", "title", "titles", "about", "folder", "works", "terms", "order"}


@dataclass(frozen=True, slots=True)
class Part:
    """A top branch of the contents: a folder of entries, a list of works, or a thesaurus."""

    address: Address
    title: str
    titles: Mapping[str, str]
    """The title in other languages, by language code."""
    about: str
    folder: str = ""
    file: str = ""
    """Of the works or terms, relative to the pack; a part has this or a folder."""
    works: tuple[Work, ...] = ()
    terms: tuple[Term, ...] = ()
    order: tuple[str, ...] = ()
    """File names without .md that come first, in this order; the others follow by name."""


class PartsReader:
    """Reads the parts of a pack.toml. No two have the same address, folder or file."""

    def __init__(
        self,
        fields_of: Callable[[Mapping[str, Any], Callable[[str], int]], TomlFields],
        lines: TomlLines,
        data: PackData,
    ) -> None:
        """fields_of: makes the fields of a table, given its values and the line of each."""
        self._fields_of, self._lines, self._data = fields_of, lines, data
        self._used_paths: set[str] = set()
        """The folders and files of the parts read so far."""
        self._addresses = UniqueAddresses()

    def read(self, tables: list[Mapping[str, Any]]) -> tuple[Part, ...]:
        """Return the parts of the tables; those that cannot be used are reported and left out."""
        parts = (self._read_part(index, table) for index, table in enumerate(tables))
        return tuple(part for part in parts if part)

    def _read_part(self, index: int, table: Mapping[str, Any]) -> Part | None:
        fields = self._fields_of(table, lambda name: self._lines.in_table("parts", index, name))
        fields.check_names(_FIELDS, "[[parts]]")
        kinds = [name for name in ("folder", "works", "terms") if isinstance(table.get(name), str)]
        explicit_id = fields.text("id")
        name = explicit_id or (one_line(table[kinds[0]]) if kinds else "")
        path = self._data.path_inside(table[kinds[0]], kinds[0] == "folder") if len(kinds) == 1 else ""
        if not path:
            fields.report_at(self._lines.of_table("parts", index), message("pack.part_content", part=shortened(name)))
            return None
        kind = kinds[0]
        if self._used_paths.intersection(_path_and_parents(path)):
            fields.report_field(kind, message("pack.path_of_two_parts", path=shortened(path)))
            return None
        self._used_paths.add(path)
        return Part(
            address=self._unique_address(name, bool(explicit_id), fields),
            title=fields.text("title") or name.capitalize(),
            titles=fields.texts("titles"),
            about=fields.prose("about"),
            folder=path if kind == "folder" else "",
            file="" if kind == "folder" else path,
            works=self._data.works(path) if kind == "works" else (),
            terms=self._data.terms(path) if kind == "terms" else (),
            order=fields.names("order"),
        )

    def _unique_address(self, name: str, is_explicit: bool, fields: TomlFields) -> Address:
        wanted = parse_or_make_name("id", name, fields) if is_explicit else slug(name)
        address, was_free = self._addresses.take(wanted)
        if not was_free:
            fields.report_field("id", message("pack.id_of_two_parts", id=wanted, address=address))
        return address


def parse_or_make_name(field: str, text: str, fields: TomlFields) -> str:
    """Return the name that a field states; a text that is no name is reported and made one."""
    try:
        return parse_name(text)
    except AddressError:
        name = slug(text)
        fields.report_field(field, message("pack.name_read_as", text=shortened(text), name=name))
        return name


def _path_and_parents(path: str) -> list[str]:
    """Return a path and the folders that contain it."""
    return ["/".join(path.split("/")[:end]) for end in range(1, path.count("/") + 2)]
