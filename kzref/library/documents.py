"""Documents: the Markdown files of a pack, and what is made of its works and terms, cut into sections."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kzref.errors import AddressError
from kzref.library.addresses import Address, join, parse_address, slug, within_limit
from kzref.library.encodings import decode
from kzref.library.faults import Fault, Report, ignore_fault
from kzref.library.front_matter import FrontMatter, split_front_matter
from kzref.library.headings import cut_at_headings, plain_heading
from kzref.library.kinds import DOCUMENT, PART, TERM, WORK, Kind
from kzref.library.names import as_text, is_text
from kzref.library.outline import Folder, Place, outline
from kzref.library.pack import LARGEST_FILE, Pack, Part
from kzref.library.pinpoints import Pinpoint, join_pinpoints
from kzref.library.terms import Term
from kzref.library.works import Work

FIELDS = {
    "id", "title", "titles", "kind", "terms", "pinpoints", "see", "years", "language",
}  # fmt: skip


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

    @property
    def root(self) -> SourceSection:
        """The section that is the document itself."""
        return self.sections[0]


class DocumentReader:
    """Reads the documents of a pack in the order of its contents; addresses are unique across one reader."""

    def __init__(self, pack: Pack, report: Report = ignore_fault) -> None:
        self._pack, self._report = pack, report
        self._taken: set[Address] = set()
        self._counted: dict[Address, int] = {}
        """How often an address was wanted: headings of one name are not counted from the first each time."""
        self.by_path: dict[str, Address] = {}
        """The address of each Markdown file read so far."""

    def read_all(self) -> Iterator[Document]:
        """Every document, files and made ones."""
        for place in outline(self._pack):
            if isinstance(place, Folder):
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
            self._report(Fault(path, line, f"the address '{wanted}' is used twice; give one of them another id"))
        self._taken.add(address)
        return address

    def _folder(self, folder: Folder) -> Document:
        address = self._take(folder.address, folder.path or ".", 1, explicit=False)
        section = SourceSection(
            address, folder.title, 0, folder.parent, 1, folder.about, 1, PART, titles=tuple(folder.titles.values())
        )
        return Document(folder.path, self._pack.language, (section,), FrontMatter())

    def read(self, place: Place) -> Document | None:
        """One file; None, reported, where it cannot be read."""
        text = self._text(place.path)
        if text is None:
            return None
        if not is_text(place.path):
            self._report(Fault(as_text(place.path), 1, "the name of the file or of its folder is not UTF-8; rename it"))
        front = split_front_matter(text, place.path, self._report, lenient=not self._pack.declared)
        fields = _Fields(self._pack, front, place.path, self._report)
        if self._pack.declared and not front.present:
            self._report(Fault(place.path, 1, "the front matter is missing; begin with '---', id, title and kind"))
        wanted, explicit = fields.address(place.address)
        passages = list(cut_at_headings(front.text, front.first_line))
        lead = passages.pop(0)
        title, line, body, body_line = fields.text("title"), 1, lead.text, lead.text_line
        if passages and not lead.text.strip() and (not title or plain_heading(passages[0].heading) == title):
            first = passages.pop(0)
            title = title or plain_heading(first.heading)
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
            terms=fields.names("terms"),
            years=fields.years(),
            see=fields.see(),
            titles=fields.titles(),
        )
        language = fields.text("language") or self._pack.language
        return Document(place.path, language, (root, *self._below(root, passages, place.path)), front)

    def _below(self, root: SourceSection, passages: list, path: str) -> Iterator[SourceSection]:  # type: ignore[type-arg]
        above: list[tuple[int, SourceSection]] = [(0, root)]
        for passage in passages:
            while len(above) > 1 and above[-1][0] >= passage.level:
                above.pop()
            title = plain_heading(passage.heading)
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

    def _text(self, path: str) -> str | None:
        """The file as text; what is not UTF-8 is reported and read as far as can be told."""
        try:
            file = self._pack.folder / path
            if file.stat().st_size > LARGEST_FILE:
                self._report(Fault(path, 1, f"the file is larger than {LARGEST_FILE >> 20} MB and is left out"))
                return None
            data = file.read_bytes()
        except OSError as error:
            self._report(Fault(path, 1, f"cannot be read: {error.strerror}"))
            return None
        read = decode(data)
        if read.fault:
            self._report(Fault(path, read.line, read.fault))
        return as_text(read.text.replace("\r\n", "\n").replace("\r", "\n"))

    def _made_part(self, part: Part) -> Document:
        root = SourceSection(
            self._take(part.address, part.works or part.terms, 1, explicit=True),
            part.title, 0, None, 1, part.about, 1, PART, titles=tuple(part.titles.values()),
        )  # fmt: skip
        made = (
            [self._work(root, work) for work in self._pack.works]
            if part.works
            else [self._term(root, term) for term in self._pack.terms]
        )
        return Document(part.works or part.terms, self._pack.language, (root, *made), FrontMatter())

    def _work(self, root: SourceSection, work: Work) -> SourceSection:
        from kzref.library.made_text import work_text

        made = _made(root, self._take(join(root.address, work.name), "", 1, explicit=False), WORK, work.line)
        return replace(
            made,
            title=f"{work.number}. {work.title}",
            text=work_text(work),
            pinpoints=self._work_pinpoints(work),
            years=(work.year,) if work.year else (),
        )

    def _term(self, root: SourceSection, term: Term) -> SourceSection:
        from kzref.library.made_text import term_text

        made = _made(root, self._take(join(root.address, term.name), "", 1, explicit=False), TERM, term.line)
        return replace(
            made, title=term.preferred["en"], text=term_text(term), terms=(term.name,),
            see=(Address(term.entry),) if term.entry else (),
            titles=tuple(term.preferred[language] for language in ("ru", "kk")),
        )  # fmt: skip

    def _work_pinpoints(self, work: Work) -> tuple[Pinpoint, ...]:
        if not self._pack.source.plan.parts:
            return ()
        try:
            own = self._pack.source.plan.parse(f"References {work.number}; {work.cited}".rstrip("; "))
            return tuple(p for p in own if self._pack.source.plan.has(p))
        except ValueError as error:
            path = next(part.works for part in self._pack.parts if part.works)
            self._report(Fault(path, work.line, f"work '{work.name}': {error}"))
            return ()


def _made(root: SourceSection, address: Address, kind: Kind, line: int) -> SourceSection:
    return SourceSection(address, "", 1, root.address, line, "", line, kind)


def _pretty(path: Path) -> str:
    """A title made of a file name: 'legal-policy_2030.md' is 'Legal policy 2030'."""
    stem = path.parent.name if path.stem.lower() in ("index", "readme") and path.parent.name else path.stem
    words = re.sub(r"[-_\s]+", " ", as_text(stem)).strip()
    return words[:1].upper() + words[1:] or "Untitled"


class _Fields:
    """The fields of one front matter as typed values; each fault is reported with its line."""

    def __init__(self, pack: Pack, front: FrontMatter, path: str, report: Report) -> None:
        self._pack, self._front, self._path = pack, front, path
        # A stranger's folder may use front matter for anything: only a declared pack is held to the fields.
        self._report = report if pack.declared else ignore_fault
        for name in front.values.keys() - FIELDS:
            self._fault(name, f"unknown field '{name}'; known are {', '.join(sorted(FIELDS))}")

    def _fault(self, name: str, message: str) -> None:
        self._report(Fault(self._path, self._front.line(name), message))

    def text(self, name: str) -> str:
        """A field that is one line of text, or empty; field names of strangers may be capitalised."""
        value = self._front.values.get(name)
        if value is None and not self._pack.declared:
            value = self._front.values.get(name.capitalize())
        if value is None or isinstance(value, dict | list):
            if name in self._front.values and value is not None:
                self._fault(name, f"'{name}' is one line of text")
            return ""
        return " ".join(str(value).split())

    def names(self, name: str) -> tuple[str, ...]:
        """A field that is a list of short texts, or one."""
        value = self._front.values.get(name)
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(v, str | int) for v in value):
            return tuple(str(v).strip() for v in value)
        if isinstance(value, str | int):
            return tuple(part.strip() for part in str(value).split(",") if part.strip())
        self._fault(name, f"'{name}' is a list of short texts")
        return ()

    def titles(self) -> tuple[str, ...]:
        """The title in other languages, by language code."""
        value = self._front.values.get("titles")
        if value is None:
            return ()
        if isinstance(value, Mapping) and all(isinstance(v, str) for v in value.values()):
            return tuple(value.values())
        self._fault("titles", "'titles' is a table of language and title, such as 'ru: ...'")
        return ()

    def address(self, default: Address) -> tuple[Address, bool]:
        """The document's address and whether it was asked for."""
        wanted = self.text("id") if self._pack.declared else ""
        if not wanted:
            if self._pack.declared and self._front.values:
                self._fault("id", "the entry needs an id")
            return default, False
        try:
            return parse_address(wanted), True
        except AddressError:
            self._fault("id", f"'{wanted}' is not an address: use lower-case letters, digits and hyphens")
            return default, False

    def kind(self, default: Kind) -> Kind:
        """The kind of entry; an unknown one is a fault and becomes the default."""
        name = self.text("kind").lower()
        if not name:
            if self._pack.declared and self._front.values:
                self._fault("kind", f"the entry needs a kind: one of {', '.join(sorted(self._pack.kinds))}")
            return default
        if Kind(name) not in self._pack.kinds:
            self._fault("kind", f"unknown kind '{name}'; known are {', '.join(sorted(self._pack.kinds))}")
            return default
        return Kind(name)

    def pinpoints(self) -> tuple[Pinpoint, ...]:
        """Places of the source that the entry as a whole rests on."""
        plan = self._pack.source.plan
        text = "; ".join(self._front_list("pinpoints"))
        if not text or not plan.parts:
            return ()
        try:
            found = plan.parse(text)
        except ValueError as error:
            self._fault("pinpoints", f"pinpoints: {error}")
            return ()
        if unknown := [p for p in found if not plan.has(p)]:
            self._fault("pinpoints", f"the source has no {join_pinpoints(unknown)}")
        return tuple(p for p in found if plan.has(p))

    def _front_list(self, name: str) -> list[str]:
        value = self._front.values.get(name)
        if isinstance(value, list):
            return [str(v) for v in value]
        return [str(value)] if value else []

    def years(self) -> tuple[int, ...]:
        """The years that the entry speaks of; '2015-2022' stands for each of them."""
        years: set[int] = set()
        for text in self._front_list("years"):
            for piece in text.replace("–", "-").split(","):
                span = re.fullmatch(r"\s*(\d{4})(?:\s*-\s*(\d{4}))?\s*", piece)
                if not span or int(span[2] or span[1]) < int(span[1]):
                    self._fault("years", f"'{piece.strip()}' is not a year or a span of years such as 2015-2022")
                    continue
                years.update(range(int(span[1]), int(span[2] or span[1]) + 1))
        return tuple(sorted(years))

    def see(self) -> tuple[Address, ...]:
        """Entries to see also."""
        found: list[Address] = []
        for name in self.names("see") if self._pack.declared else ():
            try:
                found.append(parse_address(name))
            except AddressError:
                self._fault("see", f"'{name}' is not an address")
        return tuple(found)
