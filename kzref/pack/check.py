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
from kzref.pack.kinds import PART, TERM, WORK
from kzref.pack.markdown.limits import DEEPEST_BOX, exceeded_limit, line_of_flattened
from kzref.pack.markdown.references import Reference, References, find_references, resolve_file, resolve_link
from kzref.pack.pack import DESCRIPTION, Pack, read_pack
from kzref.pack.pinpoints import Pinpoint, join_pinpoints
from kzref.pack.problems import Problem
from kzref.pack.series import Series
from kzref.pack.source_files import is_markdown

_MOST_COMPARISONS = 200_000
"""Names that all hints of a check together are chosen from: past that, faults are told without."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found."""

    problems: tuple[Problem, ...]
    documents: int
    sections: int
    covered: int
    coverable: int

    @property
    def summary(self) -> str:
        """One line for the end of the report."""
        entries = f"{self.documents} documents, {self.sections} sections"
        cover = f", {self.covered} of {self.coverable} pinpoints of the source cited" if self.coverable else ""
        problems = "no faults" if not self.problems else f"{len(self.problems)} fault{'s' * (len(self.problems) > 1)}"
        return f"{entries}{cover}: {problems}."


def check_folder(folder: Path) -> CheckResult:
    """Checks a pack or any folder of Markdown; PackError if it cannot be opened at all."""
    problems: list[Problem] = []
    pack = read_pack(folder, problems.append)
    reader = DocumentReader(pack, problems.append)
    documents = list(reader.read_all())
    check = _Checker(pack, documents, problems)
    check.run()
    scheme = pack.source.scheme
    uncovered = scheme.uncovered(check.cited)
    if uncovered:
        line = pack.lines.get("source.pinpoints", 1)
        problems.append(Problem(DESCRIPTION, line, f"nothing cites {join_pinpoints(uncovered)}"))
    coverable = sum(p.part not in scheme.optional for p in scheme.all())
    sections = sum(len(document.sections) for document in documents)
    return CheckResult(tuple(sorted(set(problems))), len(documents), sections, coverable - len(uncovered), coverable)


class _Checker:
    def __init__(self, pack: Pack, documents: list[Document], problems: list[Problem]) -> None:
        self._pack, self._documents, self._problems = pack, documents, problems
        self._sections: dict[Address, SourceSection] = {s.address: s for d in documents for s in d.sections}
        self._addresses: Mapping[str, Address] = {
            entry.path: entry.address for entry in read_contents(pack) if isinstance(entry, FileEntry)
        } | {d.path: d.root.address for d in documents if is_markdown(d.path)}
        self._works = set(pack.work_addresses())
        self._terms = set(pack.term_addresses())
        self._comparisons = 0
        self.cited: set[Pinpoint] = set()

    def run(self) -> None:
        """Checks every document, the series and the pack's own references."""
        for document in self._documents:
            self._check_document(document)
        for series in self._pack.series.values():
            self._check_series(series)
        if self._pack.start:
            self._check_address(self._pack.start, DESCRIPTION, self._pack.lines.get("start", 1))

    def _check_series(self, series: Series) -> None:
        self.cited.update(series.pinpoints, series.total_pinpoints)
        if series.difference and not series.note:
            message = (
                f"the stated total {series.stated_total} differs from the sum {series.total}; "
                "name the editorial note that explains it in 'note'"
            )
            self._problems.append(Problem(series.metadata_path, series.lines.get("stated_total", 1), message))
        if series.note:
            self._check_address(series.note, series.metadata_path, series.lines.get("note", 1))

    def _check_document(self, document: Document) -> None:
        has_pinpoints = False
        for section in document.sections:
            references = self._readable_references(document, section)
            if not is_markdown(document.path):
                references = references.on_line(section.line)  # Made of a row of data: its lines are of no file.
            cited = self._pinpoints(document, section, references.pinpoints)
            has_pinpoints |= bool(cited)
            self.cited.update(cited)
            self._check_links(document, references)
            self._check_names(document, references.works, self._works, "no work has the id '{}'")
            if self._pack.has_description:
                for reference in references.figures:
                    self._check_figure(document, reference)
            for address in section.see if section.kind != TERM else ():
                self._check_address(address, document.path, document.front.line("see"))
        root = document.root
        self._check_names(
            document,
            [Reference(name, document.front.line("terms")) for name in root.terms],
            self._terms,
            "the thesaurus has no term '{}'",
        )
        is_exempt = root.kind in (PART, WORK, TERM) or not self._pack.source.scheme.parts
        if not has_pinpoints and not is_exempt:
            self._problems.append(
                Problem(document.path, 1, "the entry has no pinpoints; say where in the source it stands")
            )
        if root.kind != PART and not any(s.text.strip() for s in document.sections):
            self._problems.append(Problem(document.path, root.line, "the entry has no text"))

    def _readable_references(self, document: Document, section: SourceSection) -> References:
        """The references of a section; none where it is not read as Markdown, which is a fault."""
        limit = exceeded_limit(section.text, self._pack.has_description and self._pack.language == "en")
        if limit:
            message = f"{limit}; the passage is shown as it is written"
            self._problems.append(Problem(document.path, section.text_line, message))
        elif (line := line_of_flattened(section.text)) is not None:
            message = (
                f"quotations or callouts stand in one another more than {DEEPEST_BOX} deep; the inner ones have no box"
            )
            self._problems.append(Problem(document.path, section.text_line + line, message))
        return find_references("" if limit else section.text, section.text_line, self._pack.source.scheme)

    def _pinpoints(self, document: Document, section: SourceSection, references: Iterable[Reference]) -> set[Pinpoint]:
        scheme = self._pack.source.scheme
        cited = set(section.pinpoints)
        for reference in references:
            try:
                found = scheme.parse(reference.target)
            except ValueError as error:
                self._problems.append(Problem(document.path, reference.line, f"[{reference.target}]: {error}"))
                continue
            if unknown := [p for p in found if not scheme.has(p)]:
                self._problems.append(
                    Problem(document.path, reference.line, f"the source has no {join_pinpoints(unknown)}")
                )
            cited.update(p for p in found if scheme.has(p))
        return cited

    def _check_links(self, document: Document, references: References) -> None:
        for reference in references.links:
            if is_external(reference.target):
                continue
            address = resolve_link(reference.target, document.path, document.root.address, self._addresses)
            if address is not None:
                self._check_address(address, document.path, reference.line)
                continue
            target = shortened(reference.target)
            is_address = reference.target.lower().startswith(SCHEME)
            wrong = f"'{target}' is not an address" if is_address else f"the folder has no '{target}'"
            self._problems.append(Problem(document.path, reference.line, f"broken link: {wrong}"))
        for reference in references.images:
            file = None if is_external(reference.target) else resolve_file(reference.target, document.path)
            wrong = "is not a file of the folder" if file is None else picture_problem(self._pack.folder, file)
            if wrong:
                message = f"image '{shortened(reference.target)}' {wrong} and is not shown"
                self._problems.append(Problem(document.path, reference.line, message))

    def _check_names(self, document: Document, references: Iterable[Reference], known: set[str], message: str) -> None:
        for reference in references:
            if self._pack.has_description and reference.target not in known and (known or document.front.present):
                wrong = message.format(shortened(reference.target)) + self._hint(reference.target, known)
                self._problems.append(Problem(document.path, reference.line, wrong))

    def _hint(self, text: str, known: Collection[str]) -> str:
        """What may be meant; to compare each of many faults with each of many names would take too long."""
        self._comparisons += len(known)
        near = nearest_addresses(text, known) if self._comparisons <= _MOST_COMPARISONS else ()
        return f"; did you mean {' or '.join(near)}?" if near else ""

    def _check_figure(self, document: Document, reference: Reference) -> None:
        name, _, what = reference.target.partition(":")
        words = name.split()
        if not what and len(words) == 2 and words[0] in ("chart", "table"):
            name, what = words[1], "total"
        series = self._pack.series.get(name.strip())
        if series is None:
            message = f"no series is called '{shortened(name)}'; there are {listed(self._pack.series)}"
            self._problems.append(Problem(document.path, reference.line, message))
        elif figure(series, what.strip()) is None:
            message = f"the series '{series.name}' has no figure '{shortened(what)}'; ask for {FIGURES}"
            self._problems.append(Problem(document.path, reference.line, message))

    def _check_address(self, text: str, path: str, line: int) -> None:
        try:
            address = parse_address(text)
        except AddressError:
            self._problems.append(Problem(path, line, f"'{shortened(text)}' is not an address"))
            return
        if address not in self._sections:
            message = f"broken link: there is no section '{address}'{self._hint(address, self._sections)}"
            self._problems.append(Problem(path, line, message))
