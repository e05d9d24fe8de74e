"""Queries on the contents of a library: sections by address, parent and kind, without their texts."""

from collections.abc import Iterator

from kzref.errors import AddressError
from kzref.library.store.database import LibraryDatabase, Queries
from kzref.library.store.former_addresses import find_present_address
from kzref.library.store.guard import guarded
from kzref.library.store.rows import select_sections
from kzref.pack.addresses import Address, parse_address
from kzref.pack.kinds import Kind
from kzref.pack.sections import Section


class ContentsQueries(Queries):
    """The sections of a library and how they are nested."""

    def __init__(self, database: LibraryDatabase, start_address: str) -> None:
        """start_address: the section that the pack wants to be read first; empty if it names none."""
        super().__init__(database)
        self._start_address = start_address

    @guarded
    def find(self, text: str) -> Section | None:
        """Return the section at an address, present or former, or None where there is none."""
        try:
            address = parse_address(text)
        except AddressError:
            return None
        return self._at(address) or self._at_former(address)

    def _at_former(self, address: Address) -> Section | None:
        present = find_present_address(self._database.connection, address)
        return self._at(present) if present else None

    def _at(self, address: Address) -> Section | None:
        return self._first("WHERE address = ?", address)

    @guarded
    def section(self, text: str) -> Section:
        """Return the section at an address. Raise AddressError, which names the nearest ones, if there is none."""
        section = self.find(text)
        if section is None:
            from kzref.library.store.nearest import nearest

            raise AddressError(text, nearest(self._database.connection, text))
        return section

    @guarded
    def start_section(self) -> Section | None:
        """Return the section to show first: the pack's own choice, or the first that has text."""
        chosen = self.find(self._start_address) if self._start_address else None
        with_text = "WHERE summary != '' ORDER BY position LIMIT 1"
        return chosen or self._first(with_text) or self._first("ORDER BY position LIMIT 1")

    @guarded
    def children(self, parent: Section | None, limit: int = -1) -> tuple[Section, ...]:
        """Return the sections directly below one, or at the top for None. limit: negative for all."""
        if parent is None:
            return self._all("WHERE parent IS NULL ORDER BY position LIMIT ?", limit)
        return self._all("WHERE parent = ? ORDER BY position LIMIT ?", parent.position, limit)

    @guarded
    def children_after(self, parent: Section | None, position: int, limit: int) -> tuple[Section, ...]:
        """Return the sections directly below one, or at the top for None, that follow a position."""
        condition = "WHERE parent IS ? AND position > ? ORDER BY position LIMIT ?"
        return self._all(condition, parent.position if parent else None, position, limit)

    def sections(self, kind: str = "") -> Iterator[Section]:
        """Yield every section in order, of one kind if it is given."""
        with self.guard:
            condition, values = ("WHERE kind = ?", [kind]) if kind else ("", [])
            yield from select_sections(self._database.connection, f"{condition} ORDER BY position", values)

    @guarded
    def kinds(self) -> tuple[tuple[Kind, int], ...]:
        """Return the kinds that occur, with how many sections each has."""
        rows = self._execute("SELECT kind, count(*) FROM sections GROUP BY kind ORDER BY min(position)")
        return tuple((Kind(kind), count) for kind, count in rows)

    @guarded
    def languages(self) -> tuple[str, ...]:
        """Return the languages that the sections are written in, the commonest first."""
        rows = self._execute("SELECT language FROM sections GROUP BY language ORDER BY count(*) DESC")
        return tuple(language for (language,) in rows if language)

    @guarded
    def breadcrumbs(self, section: Section) -> tuple[Section, ...]:
        """Return the sections that one is nested in, from the top, without itself."""
        above: list[Section] = []
        while section.parent:
            parent = self._at(section.parent)
            if parent is None or parent.position >= section.position:
                raise ValueError(f"{section.address} is below {section.parent}, which does not precede it")
            section = parent
            above.append(section)
        return tuple(reversed(above))

    def _all(self, condition: str, *values: object) -> tuple[Section, ...]:
        return tuple(select_sections(self._database.connection, condition, values))

    def _first(self, condition: str, *values: object) -> Section | None:
        return next(select_sections(self._database.connection, condition, values), None)
