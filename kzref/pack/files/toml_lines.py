"""Find the lines of the fields and tables of a TOML file, which tomllib does not give."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Table:
    line: int
    fields: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TomlLines:
    """The lines of fields and tables, from 1."""

    _fields: Mapping[str, int]
    _tables: Mapping[str, list[_Table]]

    def of(self, name: str) -> int:
        """Return the line on which a field of that name is first set or a table of that name begins; 1 if none."""
        return self._fields.get(name, 1)

    def of_table(self, name: str, index: int) -> int:
        """Return the line of the head of a table in an array of tables, by name and number from 0; 1 if none."""
        tables = self._tables.get(name, ())
        return tables[index].line if index < len(tables) else 1

    def in_table(self, name: str, index: int, wanted: str) -> int:
        """Return the line of a field of such a table, or else the line of the table."""
        tables = self._tables.get(name, ())
        return tables[index].fields.get(wanted, tables[index].line) if index < len(tables) else self.of(wanted)


def toml_lines(text: str) -> TomlLines:
    """Return the lines of the fields and tables of a TOML text, in one pass."""
    fields: dict[str, int] = {}
    tables: dict[str, list[_Table]] = {}
    table = _Table(1)
    for line, row in enumerate(text.split("\n"), 1):
        start = row.lstrip()
        if start.startswith("["):
            name = _bare(start.lstrip("[").partition("]")[0])
            fields.setdefault(name, line)
            table = _Table(line)
            if start.startswith("[["):
                tables.setdefault(name, []).append(table)
            continue
        name, equals, _ = start.partition("=")
        if equals:
            fields.setdefault(_bare(name), line)
            table.fields.setdefault(_bare(name), line)
    return TomlLines(fields, tables)


def _bare(name: str) -> str:
    return name.strip().strip("\"'").strip()
