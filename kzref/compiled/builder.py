"""Compiling a pack: its documents rendered into SQLite and indexed, section by section."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

from kzref.compiled.manifest import DATABASE, INDEX
from kzref.compiled.schema import INDEXES, TABLES
from kzref.compiled.series_json import series_data
from kzref.errors import Cancelled
from kzref.library.addresses import Address
from kzref.library.documents import Document, DocumentReader, SourceSection
from kzref.library.faults import Report, ignore_fault
from kzref.library.outline import Place, outline
from kzref.library.pack import Pack
from kzref.library.pinpoints import Pinpoint, join_pinpoints
from kzref.library.references import find_marks
from kzref.render.markdown_html import Rendered, Renderer
from kzref.search.index import Entry, IndexBuilder

Progress = Callable[[int, int], bool]
"""Told how many of how many files are done; answers whether to go on."""

PAGE_LIMIT = 60_000
"""Characters of text up to which a section is shown together with all below it."""
_LARGEST_IMAGE = 8 * 1024 * 1024
_SUMMARY = 160
_SECTIONS_BETWEEN = 20
"""Sections after which a build looks whether it is still wanted."""


def always(_done: int, _all: int) -> bool:
    """Goes on without telling anyone."""
    return True


def build(pack: Pack, folder: Path, progress: Progress = always, report: Report = ignore_fault) -> int:
    """Compiles a pack into an empty folder and answers the number of sections. Raises Cancelled when told to stop."""
    folder.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(folder / DATABASE)
    index = IndexBuilder(folder / INDEX)
    try:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.executescript(TABLES)
        compiler = _Compiler(pack, database, index, report)
        compiler.run(progress)
        database.executescript(INDEXES)
        database.commit()
        database.execute("PRAGMA optimize")
    except BaseException:
        index.cancel()
        database.close()
        raise
    index.commit()
    database.close()
    return compiler.count


class _Compiler:
    def __init__(self, pack: Pack, database: sqlite3.Connection, index: IndexBuilder, report: Report) -> None:
        self._pack, self._database, self._index = pack, database, index
        self._reader = DocumentReader(pack, report)
        self._files = [place for place in outline(pack) if isinstance(place, Place)]
        self._places = {place.path: place.address for place in self._files}
        self._positions: dict[Address, int] = {}
        self._titles: list[str] = []
        self._parents: list[int] = []
        self._sizes: list[int] = []
        self._depths: list[int] = []
        self._terms = {term.name: term for term in pack.terms}
        self.count = 0

    def run(self, progress: Progress) -> None:
        """Writes every document, then what is known only at the end."""
        documents: Iterable[Document] = self._reader.read_all()
        retold: dict[Pinpoint, Address] = {}
        if self._pack.declared:
            # A declared pack is small: its addresses and what it retells are known before anything is rendered.
            documents = list(documents)
            self._places |= self._reader.by_path
            retold = self._retold(documents)
        renderer = Renderer(self._pack, self._places, retold)
        total = len(self._files)
        for done, document in enumerate(documents):
            for number, section in enumerate(document.sections):
                if number % _SECTIONS_BETWEEN == 0 and not progress(min(done, total), total):
                    raise Cancelled
                self._section(renderer, document, section)
        progress(total, total)
        self._finish()

    def _retold(self, documents: Iterable[Document]) -> dict[Pinpoint, Address]:
        """The section of the retold article that each pinpoint is shown at; works for the list of references."""
        plan = self._pack.source.plan
        found: dict[Pinpoint, Address] = {}
        for document in documents:
            for section in document.sections:
                if section.kind == "work":
                    found |= {p: section.address for p in section.pinpoints if p.part == "References"}
                if section.kind != "article":
                    continue
                for mark in find_marks(section.text, 1, plan).pinpoints:
                    try:
                        pinpoints = plan.parse(mark.target)
                    except ValueError:
                        continue
                    for pinpoint in pinpoints:
                        found.setdefault(pinpoint, section.address)
        return found

    def _section(self, renderer: Renderer, document: Document, section: SourceSection) -> None:
        position = self.count
        self.count += 1
        self._positions[section.address] = position
        parent = self._positions[section.parent] if section.parent else -1
        rendered = renderer.render(document, section)
        self._titles.append(section.title)
        self._parents.append(parent)
        self._sizes.append(len(rendered.text))
        self._depths.append(section.depth)
        prose = None if rendered.prose == rendered.text else rendered.prose
        self._database.execute(
            "INSERT INTO sections VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                position,
                section.address,
                parent if parent >= 0 else None,
                section.depth,
                section.kind,
                section.title,
                json.dumps(section.titles, ensure_ascii=False),
                document.language,
                join_pinpoints(rendered.pinpoints),
                json.dumps(section.years),
                _summary(rendered.prose),
                position,
                position,
                json.dumps(section.see),
            ),
        )
        self._database.execute(
            "INSERT INTO bodies VALUES (?,?,?,?,?)",
            (position, rendered.html, rendered.text, prose, rendered.markdown),
        )
        targets = dict.fromkeys([*rendered.links, *section.see])
        self._database.executemany("INSERT INTO links VALUES (?,?)", [(position, target) for target in targets])
        self._images(rendered)
        self._index.add(self._entry(position, parent, document.root, section, rendered))

    def _entry(
        self, position: int, parent: int, root: SourceSection, section: SourceSection, rendered: Rendered
    ) -> Entry:
        path: list[str] = []
        while parent >= 0 and len(path) < 6:
            path.append(self._titles[parent])
            parent = self._parents[parent]
        terms = [self._terms[name] for name in section.terms if name in self._terms]
        return Entry(
            position=position,
            kind=section.kind,
            title=section.title,
            path="\n".join(reversed(path)),
            titles=section.titles,
            term_forms=tuple(form for term in terms for form in term.forms()),
            prose=rendered.prose,
            pinpoints=tuple(str(p) for p in rendered.pinpoints),
            years=section.years or (root.years if section is not root else ()),
        )

    def _images(self, rendered: Rendered) -> None:
        for path in rendered.images:
            file = (self._pack.folder / path).resolve()
            # A symbolic link inside the pack may lead out of it.
            if not file.is_relative_to(self._pack.folder) or not file.is_file() or not _is_image(file):
                continue
            self._database.execute("INSERT OR IGNORE INTO images VALUES (?,?)", (path, file.read_bytes()))

    def _finish(self) -> None:
        """Where each section ends and which page shows it."""
        count = self.count
        last = list(range(count))
        sizes = list(self._sizes)
        for position in range(count - 1, -1, -1):
            parent = self._parents[position]
            if parent >= 0:
                last[parent] = max(last[parent], last[position])
                sizes[parent] += sizes[position]
        page = list(range(count))
        for position in range(count):
            parent = self._parents[position]
            # Documents have pages of their own: a section joins its parent's page only below a document.
            if self._depths[position] > 0:
                top = page[parent]
                if sizes[top] <= PAGE_LIMIT:
                    page[position] = top
        self._database.executemany(
            "UPDATE sections SET last = ?, page = ? WHERE position = ?",
            ((last[p], page[p], p) for p in range(count) if last[p] != p or page[p] != p),
        )
        pack = self._pack
        about = {
            "id": pack.id, "title": pack.title, "edition": pack.edition, "language": pack.language,
            "licence": pack.licence, "about": pack.about, "start": pack.start,
            "citation": pack.source.citation, "sections": str(count),
        }  # fmt: skip
        self._database.executemany("INSERT INTO about VALUES (?,?)", about.items())
        self._database.executemany(
            "INSERT INTO series VALUES (?,?)",
            [(name, json.dumps(series_data(series), ensure_ascii=False)) for name, series in pack.series.items()],
        )


def _is_image(file: Path) -> bool:
    """Whether a file is of a raster format that is shown, by its first bytes, and not too large."""
    if file.stat().st_size > _LARGEST_IMAGE:
        return False
    with file.open("rb") as opened:
        head = opened.read(12)
    return head.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8")) or (head[:4] == b"RIFF" and head[8:] == b"WEBP")


def _summary(prose: str) -> str:
    """The beginning of a text, cut at a word."""
    first = " ".join(prose.split("\n", 3)[:2]) if prose else ""
    if len(first) <= _SUMMARY:
        return first
    return first[: first.rfind(" ", 0, _SUMMARY)].rstrip(",;:–-") + " …"
