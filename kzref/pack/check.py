"""The check of a pack: every fault with its file and line, and what of the source is covered."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kzref.errors import AddressError
from kzref.pack.addresses import SCHEME, Address, is_external, nearest_addresses, parse_address
from kzref.pack.contents import FileEntry, read_contents
from kzref.pack.documents import Document, DocumentReader, SourceSection
from kzref.pack.figures import FIGURES, figure
from kzref.pack.files.pictures import picture_problem
from kzref.pack.files.text_safety import shortened
from kzref.pack.files.toml_fields import listed
from kzref.pack.former_address_check import FormerAddressCheck
from kzref.pack.kinds import PART, TERM, WORK
from kzref.pack.markdown.limits import DEEPEST_BOX, exceeds_limits, line_of_flattened
from kzref.pack.markdown.references import Reference, References, find_references, resolve_file, resolve_link
from kzref.pack.pack import DESCRIPTION, Pack, read_pack
from kzref.pack.pinpoints import Pinpoint, join_pinpoints
from kzref.pack.problems import Problem
from kzref.pack.series import Series
from kzref.pack.source_files import is_markdown

_MOST_COMPARED = 200_000
"""Names that all hints of a check together are chosen from: past that, faults are told without."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found."""

    faults: tuple[Problem, ...]
    documents: int
    sections: int
    covered: int
    coverable: int

    @property
    def summary(self) -> str:
        """One line for the end of the report."""
        entries = f"{self.documents} documents, {self.sections} sections"
        cover = f", {self.covered} of {self.coverable} pinpoints of the source cited" if self.coverable else ""
        faults = "no faults" if not self.faults else f"{len(self.faults)} fault{'s' * (len(self.faults) > 1)}"
        return f"{entries}{cover}: {faults}."


def check_folder(folder: Path) -> Checked:
    """Checks a pack or any folder of Markdown; PackError if it cannot be opened at all."""
    faults: list[Problem] = []
    pack = read_pack(folder, faults.append)
    reader = DocumentReader(pack, faults.append)
    documents = list(reader.read_all())
    check = _Check(pack, documents, faults)
    check.run()
    plan = pack.source.plan
    uncovered = plan.uncovered(check.cited)
    if uncovered:
        line = pack.lines.get("source.pinpoints", 1)
        faults.append(Problem(DESCRIPTION, line, f"nothing cites {join_pinpoints(uncovered)}"))
    coverable = sum(p.part not in plan.optional for p in plan.all())
    sections = sum(len(document.sections) for document in documents)
    return Checked(tuple(sorted(set(faults))), len(documents), sections, coverable - len(uncovered), coverable)


class _Check:
    def __init__(self, pack: Pack, documents: list[Document], faults: list[Problem]) -> None:
        self._pack, self._documents, self._faults = pack, documents, faults
        self._known: dict[Address, SourceSection] = {s.address: s for d in documents for s in d.sections}
        self._places: Mapping[str, Address] = {
            place.path: place.address for place in read_contents(pack) if isinstance(place, FileEntry)
        } | {d.path: d.root.address for d in documents if is_markdown(d.path)}
        self._former = FormerAddressCheck(documents, self._known)
        self._works = set(pack.work_addresses())
        self._terms = set(pack.term_addresses())
        self._compared = 0
        self.cited: set[Pinpoint] = set()

    def run(self) -> None:
        """Checks every document, the series and the pack's own references."""
        for document in self._documents:
            self._document(document)
        for series in self._pack.series.values():
            self._series(series)
        self._faults.extend(self._former.problems())
        if self._pack.start:
            self._known_address(self._pack.start, DESCRIPTION, self._pack.lines.get("start", 1))

    def _series(self, series: Series) -> None:
        self.cited.update(series.pinpoints, series.total_pinpoints)
        if series.difference and not series.note:
            message = (
                f"the stated total {series.stated_total} differs from the sum {series.total}; "
                "name the editorial note that explains it in 'note'"
            )
            self._faults.append(Problem(series.described_in, series.lines.get("stated_total", 1), message))
        if series.note:
            self._known_address(series.note, series.described_in, series.lines.get("note", 1))

    def _document(self, document: Document) -> None:
        pinned = False
        for section in document.sections:
            marks = self._readable_marks(document, section)
            if not is_markdown(document.path):
                marks = marks.at(section.line)  # Made of a row of data: its lines are of no file.
            cited = self._pinpoints(document, section, marks.pinpoints)
            pinned |= bool(cited)
            self.cited.update(cited)
            self._links(document, marks)
            self._named(document, marks.works, self._works, "no work has the id '{}'")
            if self._pack.declared:
                for mark in marks.figures:
                    self._figure(document, mark)
            for address in section.see if section.kind != TERM else ():
                self._known_address(address, document.path, document.front.line("see"))
        root = document.root
        self._named(
            document,
            [Reference(name, document.front.line("terms")) for name in root.terms],
            self._terms,
            "the thesaurus has no term '{}'",
        )
        exempt = root.kind in (PART, WORK, TERM) or not self._pack.source.plan.parts
        if not pinned and not exempt:
            self._faults.append(
                Problem(document.path, 1, "the entry has no pinpoints; say where in the source it stands")
            )
        if root.kind != PART and not any(s.text.strip() for s in document.sections):
            self._faults.append(Problem(document.path, root.line, "the entry has no text"))

    def _readable_marks(self, document: Document, section: SourceSection) -> References:
        """The references of a section; none where it is not read as Markdown, which is a fault."""
        limit = exceeds_limits(section.text, self._pack.declared and self._pack.language == "en")
        if limit:
            message = f"{limit}; the passage is shown as it is written"
            self._faults.append(Problem(document.path, section.text_line, message))
        elif (line := line_of_flattened(section.text)) is not None:
            message = (
                f"quotations or callouts stand in one another more than {DEEPEST_BOX} deep; the inner ones have no box"
            )
            self._faults.append(Problem(document.path, section.text_line + line, message))
        return find_references("" if limit else section.text, section.text_line, self._pack.source.plan)

    def _pinpoints(self, document: Document, section: SourceSection, marks: Iterable[Reference]) -> set[Pinpoint]:
        plan = self._pack.source.plan
        cited = set(section.pinpoints)
        for mark in marks:
            try:
                found = plan.parse(mark.target)
            except ValueError as error:
                self._faults.append(Problem(document.path, mark.line, f"[{mark.target}]: {error}"))
                continue
            if unknown := [p for p in found if not plan.has(p)]:
                self._faults.append(Problem(document.path, mark.line, f"the source has no {join_pinpoints(unknown)}"))
            cited.update(p for p in found if plan.has(p))
        return cited

    def _links(self, document: Document, marks: References) -> None:
        for mark in marks.links:
            if is_external(mark.target):
                continue
            address = resolve_link(mark.target, document.path, document.root.address, self._places)
            if address is not None:
                self._known_address(address, document.path, mark.line)
                continue
            target = shortened(mark.target)
            is_address = mark.target.lower().startswith(SCHEME)
            wrong = f"'{target}' is not an address" if is_address else f"the folder has no '{target}'"
            self._faults.append(Problem(document.path, mark.line, f"broken link: {wrong}"))
        for mark in marks.images:
            file = None if is_external(mark.target) else resolve_file(mark.target, document.path)
            wrong = "is not a file of the folder" if file is None else picture_problem(self._pack.folder, file)
            if wrong:
                message = f"image '{shortened(mark.target)}' {wrong} and is not shown"
                self._faults.append(Problem(document.path, mark.line, message))

    def _named(self, document: Document, marks: Iterable[Reference], known: set[str], message: str) -> None:
        for mark in marks:
            if self._pack.declared and mark.target not in known and (known or document.front.present):
                wrong = message.format(shortened(mark.target)) + self._hint(mark.target, known)
                self._faults.append(Problem(document.path, mark.line, wrong))

    def _hint(self, text: str, known: Collection[str]) -> str:
        """What may be meant; to compare each of many faults with each of many names would take too long."""
        self._compared += len(known)
        near = nearest_addresses(text, known) if self._compared <= _MOST_COMPARED else ()
        return f"; did you mean {' or '.join(near)}?" if near else ""

    def _figure(self, document: Document, mark: Reference) -> None:
        name, _, what = mark.target.partition(":")
        words = name.split()
        if not what and len(words) == 2 and words[0] in ("chart", "table"):
            name, what = words[1], "total"
        series = self._pack.series.get(name.strip())
        if series is None:
            message = f"no series is called '{shortened(name)}'; there are {listed(self._pack.series)}"
            self._faults.append(Problem(document.path, mark.line, message))
        elif figure(series, what.strip()) is None:
            message = f"the series '{series.name}' has no figure '{shortened(what)}'; ask for {FIGURES}"
            self._faults.append(Problem(document.path, mark.line, message))

    def _known_address(self, text: str, path: str, line: int) -> None:
        try:
            address = parse_address(text)
        except AddressError:
            self._faults.append(Problem(path, line, f"'{shortened(text)}' is not an address"))
            return
        if address in self._known:
            return
        if present := self._former.present_address(address):
            message = f"'{address}' is a former address; write '{present}'"
        else:
            message = f"broken link: there is no section '{address}'{self._hint(address, self._known)}"
        self._faults.append(Problem(path, line, message))
