"""Read the documents of a pack in the order of its contents, and give each section its address."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from kzref.messages.message import message
from kzref.pack.addresses import Address, UniqueAddresses, join, slug
from kzref.pack.contents import FileEntry, FolderEntry, read_contents
from kzref.pack.data.terms import Term
from kzref.pack.data.works import Work
from kzref.pack.document_fields import DocumentFields
from kzref.pack.documents import Document, SourceSection
from kzref.pack.files.reading import LARGEST_FILE, read_source_text
from kzref.pack.files.text_safety import is_valid_utf8, one_line
from kzref.pack.kinds import DOCUMENT, PART, TERM, WORK, Kind
from kzref.pack.markdown.front_matter import FrontMatter, split_front_matter
from kzref.pack.markdown.headings import Passage, plain_heading, split_at_headings
from kzref.pack.pack import Pack
from kzref.pack.parts import Part
from kzref.pack.pinpoints import Pinpoint, PinpointError
from kzref.pack.problems import Problem, ReportProblem, ignore_problem


class DocumentReader:
    """Reads the documents of one pack; no two sections that it returns have the same address."""

    def __init__(self, pack: Pack, report: ReportProblem = ignore_problem) -> None:
        self._pack, self._report = pack, report
        self._addresses = UniqueAddresses()
        self.by_path: dict[str, Address] = {}
        """The address of each Markdown file read so far."""

    def read_all(self) -> Iterator[Document]:
        """Yield every document: files, folders without a page of their own, works and terms."""
        for entry in read_contents(self._pack):
            if isinstance(entry, FolderEntry):
                yield self._folder_document(entry)
            elif isinstance(entry, Part):
                yield self._data_document(entry)
            elif document := self.read(entry):
                yield document

    def read(self, entry: FileEntry) -> Document | None:
        """Return the document of a file; None, reported, if it cannot be read."""
        text = read_source_text(self._pack.folder / entry.path, entry.path, self._report, LARGEST_FILE)
        if text is None:
            return None
        if not is_valid_utf8(entry.path):
            self._report(Problem(entry.path, 1, message("document.name_not_utf8")))
        front = split_front_matter(text, entry.path, self._report, lenient=not self._pack.has_description)
        fields = DocumentFields(self._pack, front, entry.path, self._report)
        if self._pack.has_description and not front.present:
            self._report(Problem(entry.path, 1, message("front_matter.missing")))
        wanted, is_explicit = fields.address(entry.address)
        opening, below = _split_opening(fields.text("title"), split_at_headings(front.text, front.first_line))
        address = self._unique_address(wanted, entry.path, front.line("id"), is_explicit)
        self.by_path[entry.path] = address
        root = self._root(entry, address, opening, fields)
        sections = (root, *self._subsections(root, below, entry.path))
        language = fields.language() or self._pack.language
        return Document(entry.path, language, sections, front, fields.formerly())

    def _root(self, entry: FileEntry, address: Address, opening: "_Opening", fields: DocumentFields) -> SourceSection:
        is_part = entry.is_folder_page and not self._pack.has_description
        return SourceSection(
            address=address,
            title=opening.title or _title_from_name(Path(entry.path)),
            depth=0,
            parent=entry.parent,
            line=opening.line,
            text=opening.text,
            text_line=opening.text_line,
            kind=fields.kind(PART if is_part else DOCUMENT),
            pinpoints=fields.pinpoints(),
            terms=tuple(map(str.lower, fields.names("terms"))),
            years=fields.years(),
            see=fields.see(),
            titles=fields.titles(),
        )

    def _unique_address(self, wanted: Address, path: str, line: int, is_explicit: bool) -> Address:
        """Return the address, made unique; an explicit one that is used already is reported."""
        address, was_free = self._addresses.take(wanted)
        if is_explicit and not was_free:
            self._report(Problem(path, line, message("document.address_twice", address=wanted)))
        return address

    def _subsections(self, root: SourceSection, passages: Iterable[Passage], path: str) -> Iterator[SourceSection]:
        above: list[tuple[int, SourceSection]] = [(0, root)]
        for passage in passages:
            while len(above) > 1 and above[-1][0] >= passage.level:
                above.pop()
            title = one_line(plain_heading(passage.heading))
            wanted = join(root.address, slug(passage.explicit_id or title))
            section = SourceSection(
                address=self._unique_address(wanted, path, passage.line, bool(passage.explicit_id)),
                title=title or "Untitled",
                depth=len(above),
                parent=above[-1][1].address,
                line=passage.line,
                text=passage.text,
                text_line=passage.text_line,
                kind=root.kind,
            )
            above.append((passage.level, section))
            yield section

    def _folder_document(self, folder: FolderEntry) -> Document:
        address = self._unique_address(folder.address, folder.path or ".", 1, is_explicit=False)
        section = SourceSection(
            address, folder.title, 0, folder.parent, 1, folder.about, 1, PART, titles=tuple(folder.titles.values())
        )
        return Document(folder.path, self._pack.language, (section,), FrontMatter())

    def _data_document(self, part: Part) -> Document:
        root = SourceSection(
            self._unique_address(part.address, part.file, 1, is_explicit=True),
            part.title, 0, None, 1, part.about, 1, PART, titles=tuple(part.titles.values()),
        )  # fmt: skip
        works = [self._work_section(part, root, work) for work in part.works]
        terms = [self._term_section(part, root, term) for term in part.terms]
        return Document(part.file, self._pack.language, (root, *works, *terms), FrontMatter())

    def _row_section(self, part: Part, root: SourceSection, name: str, kind: Kind, line: int) -> SourceSection:
        """Return the section of a work or term, without title and text."""
        address = self._unique_address(join(part.address, name), part.file, line, is_explicit=True)
        return SourceSection(address, "", 1, root.address, line, "", line, kind)

    def _work_section(self, part: Part, root: SourceSection, work: Work) -> SourceSection:
        from kzref.pack.generated import work_markdown

        return replace(
            self._row_section(part, root, work.name, WORK, work.line),
            title=f"{work.number}. {work.title}",
            text=work_markdown(work),
            pinpoints=self._work_pinpoints(part, work),
            years=(work.year,) if work.year else (),
        )

    def _term_section(self, part: Part, root: SourceSection, term: Term) -> SourceSection:
        from kzref.pack.generated import term_markdown

        return replace(
            self._row_section(part, root, term.name, TERM, term.line),
            title=term.preferred["en"], text=term_markdown(term), terms=(term.name,),
            see=(Address(term.entry),) if term.entry else (),
            titles=tuple(term.preferred[language] for language in ("ru", "kk")),
        )  # fmt: skip

    def _work_pinpoints(self, part: Part, work: Work) -> tuple[Pinpoint, ...]:
        scheme = self._pack.source.scheme
        if not scheme.parts:
            return ()
        try:
            found = scheme.parse(f"References {work.number}; {work.cited}".rstrip("; "))
        except PinpointError as error:
            problem = message("work.pinpoints", work=work.name, problem=error.message)
            self._report(Problem(part.file, work.line, problem))
            return ()
        return tuple(p for p in found if scheme.has(p))


class _Opening(NamedTuple):
    """The title of a document, and the text before its first subsection."""

    title: str
    line: int
    text: str
    text_line: int


def _split_opening(title: str, passages: Iterable[Passage]) -> tuple[_Opening, list[Passage]]:
    """Return the opening of a document and the passages below it. title: of the front matter, or empty.

    A heading that nothing comes before is the title, unless the front matter states another one.
    """
    lead, *below = passages
    if below and not lead.text.strip():
        first = below[0]
        heading = one_line(plain_heading(first.heading))
        if title in ("", heading):
            return _Opening(heading, first.line, first.text, first.text_line), below[1:]
    return _Opening(title, 1, lead.text, lead.text_line), below


def _title_from_name(path: Path) -> str:
    """Return a title made of a file name: 'Legal policy 2030' of 'legal-policy_2030.md'."""
    stem = path.parent.name if path.stem.lower() in ("index", "readme") and path.parent.name else path.stem
    words = re.sub(r"[-_\s]+", " ", one_line(stem)).strip()
    return words[:1].upper() + words[1:] or "Untitled"
