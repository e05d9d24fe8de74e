"""Documents: the Markdown files of a pack, and what is made of its works and terms, cut into sections."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kzref.pack.addresses import Address, join, slug, within_limit
from kzref.pack.contents import FileEntry, FolderEntry, read_contents
from kzref.pack.document_fields import DocumentFields
from kzref.pack.files.source_text import LARGEST_FILE, source_text
from kzref.pack.files.text_safety import is_text, one_line
from kzref.pack.kinds import DOCUMENT, PART, TERM, WORK, Kind
from kzref.pack.markdown.front_matter import FrontMatter, split_front_matter
from kzref.pack.markdown.headings import plain_heading, split_at_headings
from kzref.pack.pack import Pack, Part
from kzref.pack.pinpoints import Pinpoint
from kzref.pack.problems import Problem, ReportProblem, ignore_problem
from kzref.pack.terms import Term
from kzref.pack.works import Work


@dataclass(frozen=True, slots=True)
class SourceSection:
    """A heading with its Markdown, addressed. Depth 0 is the document itself."""

    address: Address
    title: str
    depth: int
    parent: Address | None
    line: int
    text: str
    text_line: int
    kind: Kind
    pinpoints: tuple[Pinpoint, ...] = ()
    terms: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    see: tuple[Address, ...] = ()
    titles: tuple[str, ...] = ()
    """The title in other languages."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file of a pack, or one made of its data. The path is relative to the pack."""

    path: str
    language: str
    sections: tuple[SourceSection, ...]
    front: FrontMatter
    formerly: tuple[Address, ...] = ()
    """Former addresses of the document and of its sections."""

    @property
    def root(self) -> SourceSection:
        """The section that is the document itself."""
        return self.sections[0]


class DocumentReader:
    """Reads the documents of a pack in the order of its contents; addresses are unique across one reader."""

    def __init__(self, pack: Pack, report: ReportProblem = ignore_problem) -> None:
        self._pack, self._report = pack, report
        self._taken: set[Address] = set()
        self._counted: dict[Address, int] = {}
        """How often an address was wanted: headings of one name are not counted from the first each time."""
        self.by_path: dict[str, Address] = {}
        """The address of each Markdown file read so far."""

    def read_all(self) -> Iterator[Document]:
        """Every document, files and made ones."""
        for place in read_contents(self._pack):
            if isinstance(place, FolderEntry):
                yield self._folder(place)
            elif isinstance(place, Part):
                yield self._made_part(place)
            else:
                document = self.read(place)
                if document:
                    yield document

    def _take(self, wanted: Address, path: str, line: int, explicit: bool) -> Address:
        """The address, made unique; a repeated explicit one is a fault."""
        address, count = wanted, self._counted.get(wanted, 1)
        while address in self._taken:
            count += 1
            address = within_limit(f"{wanted}-{count}")
        self._counted[wanted] = count
        if count > 1 and explicit:
            self._report(Problem(path, line, f"the address '{wanted}' is used twice; give one of them another id"))
        self._taken.add(address)
        return address

    def _folder(self, folder: FolderEntry) -> Document:
        address = self._take(folder.address, folder.path or ".", 1, explicit=False)
        section = SourceSection(
            address, folder.title, 0, folder.parent, 1, folder.about, 1, PART, titles=tuple(folder.titles.values())
        )
        return Document(folder.path, self._pack.language, (section,), FrontMatter())

    def read(self, place: FileEntry) -> Document | None:
        """One file; None, reported, where it cannot be read."""
        text = source_text(self._pack.folder / place.path, place.path, self._report, LARGEST_FILE)
        if text is None:
            return None
        if not is_text(place.path):
            self._report(Problem(place.path, 1, "the name of the file or of its folder is not UTF-8; rename it"))
        front = split_front_matter(text, place.path, self._report, lenient=not self._pack.declared)
        fields = DocumentFields(self._pack, front, place.path, self._report)
        if self._pack.declared and not front.present:
            self._report(Problem(place.path, 1, "the front matter is missing; begin with '---', id, title and kind"))
        wanted, explicit = fields.address(place.address)
        passages = list(split_at_headings(front.text, front.first_line))
        lead = passages.pop(0)
        title, line, body, body_line = fields.text("title"), 1, lead.text, lead.text_line
        if passages and not lead.text.strip() and (not title or one_line(plain_heading(passages[0].heading)) == title):
            first = passages.pop(0)
            title = title or one_line(plain_heading(first.heading))
            line, body, body_line = first.line, first.text, first.text_line
        address = self._take(wanted, place.path, front.line("id"), explicit)
        self.by_path[place.path] = address
        root = SourceSection(
            address=address,
            title=title or _pretty(Path(place.path)),
            depth=0,
            parent=place.parent,
            line=line,
            text=body,
            text_line=body_line,
            kind=fields.kind(PART if place.heads_folder and not self._pack.declared else DOCUMENT),
            pinpoints=fields.pinpoints(),
            terms=tuple(map(str.lower, fields.names("terms"))),
            years=fields.years(),
            see=fields.see(),
            titles=fields.titles(),
        )
        language = fields.language() or self._pack.language
        return Document(
            place.path, language, (root, *self._below(root, passages, place.path)), front, fields.formerly()
        )

    def _below(self, root: SourceSection, passages: list, path: str) -> Iterator[SourceSection]:  # type: ignore[type-arg]
        above: list[tuple[int, SourceSection]] = [(0, root)]
        for passage in passages:
            while len(above) > 1 and above[-1][0] >= passage.level:
                above.pop()
            title = one_line(plain_heading(passage.heading))
            wanted = join(root.address, slug(passage.name or title))
            section = SourceSection(
                address=self._take(wanted, path, passage.line, bool(passage.name)),
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

    def _made_part(self, part: Part) -> Document:
        root = SourceSection(
            self._take(part.address, part.file, 1, explicit=True),
            part.title, 0, None, 1, part.about, 1, PART, titles=tuple(part.titles.values()),
        )  # fmt: skip
        works = [self._work(part, root, work) for work in part.works]
        terms = [self._term(part, root, term) for term in part.terms]
        return Document(part.file, self._pack.language, (root, *works, *terms), FrontMatter())

    def _row(self, part: Part, root: SourceSection, name: str, kind: Kind, line: int) -> SourceSection:
        """The section of a work or term, without its text."""
        address = self._take(join(part.address, name), part.file, line, explicit=True)
        return SourceSection(address, "", 1, root.address, line, "", line, kind)

    def _work(self, part: Part, root: SourceSection, work: Work) -> SourceSection:
        from kzref.pack.generated import work_markdown

        return replace(
            self._row(part, root, work.name, WORK, work.line),
            title=f"{work.number}. {work.title}",
            text=work_markdown(work),
            pinpoints=self._work_pinpoints(part, work),
            years=(work.year,) if work.year else (),
        )

    def _term(self, part: Part, root: SourceSection, term: Term) -> SourceSection:
        from kzref.pack.generated import term_markdown

        return replace(
            self._row(part, root, term.name, TERM, term.line),
            title=term.preferred["en"], text=term_markdown(term), terms=(term.name,),
            see=(Address(term.entry),) if term.entry else (),
            titles=tuple(term.preferred[language] for language in ("ru", "kk")),
        )  # fmt: skip

    def _work_pinpoints(self, part: Part, work: Work) -> tuple[Pinpoint, ...]:
        plan = self._pack.source.plan
        if not plan.parts:
            return ()
        try:
            own = plan.parse(f"References {work.number}; {work.cited}".rstrip("; "))
            return tuple(p for p in own if plan.has(p))
        except ValueError as error:
            self._report(Problem(part.file, work.line, f"work '{work.name}': {error}"))
            return ()


def _pretty(path: Path) -> str:
    """A title made of a file name: 'legal-policy_2030.md' is 'Legal policy 2030'."""
    stem = path.parent.name if path.stem.lower() in ("index", "readme") and path.parent.name else path.stem
    words = re.sub(r"[-_\s]+", " ", one_line(stem)).strip()
    return words[:1].upper() + words[1:] or "Untitled"
