"""Check of a pack: every problem with its file and line, and how much of the source is cited."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kzref.errors import AddressError
from kzref.messages.lists import alternatives
from kzref.messages.message import Message, message
from kzref.pack.addresses import SCHEME, Address, is_external, nearest_addresses, parse_address
from kzref.pack.contents import FileEntry, read_contents
from kzref.pack.data.series import PackSeries
from kzref.pack.document_reader import DocumentReader
from kzref.pack.documents import Document, SourceSection
from kzref.pack.files.pictures import picture_problem
from kzref.pack.files.text_safety import shortened
from kzref.pack.files.toml_fields import listed
from kzref.pack.former_address_check import FormerAddressCheck
from kzref.pack.kinds import PART, TERM, WORK
from kzref.pack.markdown.limits import DEEPEST_BOX, exceeded_limit, line_of_flattened
from kzref.pack.markdown.references import Reference, References, find_references, resolve_file, resolve_link
from kzref.pack.pack import DESCRIPTION, Pack, read_pack
from kzref.pack.pinpoints import Pinpoint, PinpointError, join_pinpoints
from kzref.pack.problems import Problem, in_order
from kzref.pack.source_files import is_markdown
from kzref.statistics.named_values import named_value

_MOST_COMPARISONS = 200_000
"""Names that all suggestions of a check together are chosen from; later problems have none."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found."""

    problems: tuple[Problem, ...]
    documents: int
    sections: int
    covered: int
    """Pinpoints of the source that are cited, of those that should be."""
    coverable: int

    @property
    def summary(self) -> Message:
        """One line for the end of the report."""
        documents = message("check.documents", count=self.documents)
        sections = message("check.sections", count=self.sections)
        count = len(self.problems)
        problems = message("check.problems", count=count) if count else message("check.no_problems")
        if not self.coverable:
            return message("check.summary", documents=documents, sections=sections, problems=problems)
        return message(
            "check.summary_of_source", documents=documents, sections=sections, covered=self.covered,
            coverable=self.coverable, problems=problems,
        )  # fmt: skip


def check_folder(folder: Path) -> CheckResult:
    """Check a pack or any folder of Markdown. Raise PackError if it cannot be opened at all."""
    problems: list[Problem] = []
    pack = read_pack(folder, problems.append)
    documents = list(DocumentReader(pack, problems.append).read_all())
    checker = _Checker(pack, documents, problems)
    checker.run()
    scheme = pack.source.scheme
    uncovered = scheme.uncovered(checker.cited)
    if uncovered:
        line = pack.lines.get("source.pinpoints", 1)
        problems.append(Problem(DESCRIPTION, line, message("pinpoint.not_cited", pinpoints=join_pinpoints(uncovered))))
    coverable = sum(p.part not in scheme.optional for p in scheme.all())
    sections = sum(len(document.sections) for document in documents)
    return CheckResult(in_order(problems), len(documents), sections, coverable - len(uncovered), coverable)


class _Checker:
    def __init__(self, pack: Pack, documents: list[Document], problems: list[Problem]) -> None:
        self._pack, self._documents, self._problems = pack, documents, problems
        self._sections: dict[Address, SourceSection] = {s.address: s for d in documents for s in d.sections}
        self._addresses: Mapping[str, Address] = {
            entry.path: entry.address for entry in read_contents(pack) if isinstance(entry, FileEntry)
        } | {d.path: d.root.address for d in documents if is_markdown(d.path)}
        self._former = FormerAddressCheck(documents, self._sections)
        self._works = set(pack.work_addresses())
        self._terms = set(pack.term_addresses())
        self._comparisons = 0
        self.cited: set[Pinpoint] = set()

    def run(self) -> None:
        """Check every document, the series and the references of the pack itself."""
        for document in self._documents:
            self._check_document(document)
        for series in self._pack.series.values():
            self._check_series(series)
        self._problems.extend(self._former.problems())
        if self._pack.start:
            self._check_address(self._pack.start, DESCRIPTION, self._pack.lines.get("start", 1))

    def _add(self, path: str, line: int, problem: Message) -> None:
        self._problems.append(Problem(path, line, problem))

    def _check_series(self, series: PackSeries) -> None:
        self.cited.update(series.pinpoints, series.total_pinpoints)
        if series.difference and not series.note:
            problem = message("series.total_differs", stated=series.stated_total, total=series.total)
            self._add(series.metadata_path, series.lines.get("stated_total", 1), problem)
        if series.note:
            self._check_address(series.note, series.metadata_path, series.lines.get("note", 1))

    def _check_document(self, document: Document) -> None:
        has_pinpoints = False
        for section in document.sections:
            references = self._references(document, section)
            cited = self._check_pinpoints(document, section, references.pinpoints)
            has_pinpoints |= bool(cited)
            self.cited.update(cited)
            self._check_links(document, references)
            self._check_names(document, references.works, self._works, _no_work)
            if self._pack.has_description:
                for reference in references.figures:
                    self._check_figure(document, reference)
            for address in section.see if section.kind != TERM else ():
                self._check_address(address, document.path, document.front.line("see"))
        root = document.root
        terms = [Reference(name, document.front.line("terms")) for name in root.terms]
        self._check_names(document, terms, self._terms, _no_term)
        is_exempt = root.kind in (PART, WORK, TERM) or not self._pack.source.scheme.parts
        if not has_pinpoints and not is_exempt:
            self._add(document.path, 1, message("document.no_pinpoints"))
        if root.kind != PART and not any(s.text.strip() for s in document.sections):
            self._add(document.path, root.line, message("document.no_text"))

    def _references(self, document: Document, section: SourceSection) -> References:
        """Return the references of a section; none, with a problem, if it is not read as Markdown."""
        limit = exceeded_limit(section.text, self._pack.has_description and self._pack.language == "en")
        if limit:
            self._add(document.path, section.text_line, message("markdown.not_read", reason=limit))
        elif (line := line_of_flattened(section.text)) is not None:
            self._add(document.path, section.text_line + line, message("markdown.flattened", depth=DEEPEST_BOX))
        found = find_references("" if limit else section.text, section.text_line, self._pack.source.scheme)
        # The text of a row of data is generated: its lines are not lines of a file.
        return found if is_markdown(document.path) else found.on_line(section.line)

    def _check_pinpoints(
        self, document: Document, section: SourceSection, references: Iterable[Reference]
    ) -> set[Pinpoint]:
        """Return the pinpoints that a section cites and the source has."""
        scheme = self._pack.source.scheme
        cited = set(section.pinpoints)
        for reference in references:
            try:
                found = scheme.parse(reference.target)
            except PinpointError as error:
                problem = message("pinpoint.citation", citation=reference.target, problem=error.message)
                self._add(document.path, reference.line, problem)
                continue
            if unknown := [p for p in found if not scheme.has(p)]:
                problem = message("pinpoint.not_in_source", pinpoints=join_pinpoints(unknown))
                self._add(document.path, reference.line, problem)
            cited.update(p for p in found if scheme.has(p))
        return cited

    def _check_links(self, document: Document, references: References) -> None:
        for reference in references.links:
            if is_external(reference.target):
                continue
            address = resolve_link(reference.target, document.path, document.root.address, self._addresses)
            if address is not None:
                self._check_address(address, document.path, reference.line)
            elif reference.target.lower().startswith(SCHEME):
                self._add(document.path, reference.line, message("link.address", target=shortened(reference.target)))
            else:
                self._add(document.path, reference.line, message("link.file", target=shortened(reference.target)))
        for reference in references.images:
            if reason := self._image_problem(reference.target, document.path):
                problem = message("image.not_shown", image=shortened(reference.target), reason=reason)
                self._add(document.path, reference.line, problem)

    def _image_problem(self, target: str, path: str) -> Message | None:
        file = None if is_external(target) else resolve_file(target, path)
        return message("image.not_in_folder") if file is None else picture_problem(self._pack.folder, file)

    def _check_names(
        self, document: Document, references: Iterable[Reference], known: set[str], unknown: Callable[[str], Message]
    ) -> None:
        """Check references to works or terms. unknown: makes the message for one that is not among the known."""
        for reference in references:
            if self._pack.has_description and reference.target not in known and (known or document.front.present):
                problem = self._with_suggestion(unknown(shortened(reference.target)), reference.target, known)
                self._add(document.path, reference.line, problem)

    def _with_suggestion(self, problem: Message, text: str, known: Collection[str]) -> Message:
        """Return a problem with the known names most similar to a text.

        Comparing each of many unknown names with each of many known ones would take too long.
        """
        self._comparisons += len(known)
        nearest = nearest_addresses(text, known) if self._comparisons <= _MOST_COMPARISONS else ()
        return message("check.did_you_mean", problem=problem, nearest=alternatives(nearest)) if nearest else problem

    def _check_figure(self, document: Document, reference: Reference) -> None:
        name, _, value_name = reference.target.partition(":")
        words = name.split()
        if not value_name and len(words) == 2 and words[0] in ("chart", "table"):
            name, value_name = words[1], "total"
        series = self._pack.series.get(name.strip())
        if series is None:
            problem = message("series.unknown", name=shortened(name), known=listed(self._pack.series))
            self._add(document.path, reference.line, problem)
        elif named_value(series, value_name.strip()) is None:
            problem = message("series.no_value", series=series.name, name=shortened(value_name))
            self._add(document.path, reference.line, problem)

    def _check_address(self, text: str, path: str, line: int) -> None:
        try:
            address = parse_address(text)
        except AddressError:
            self._add(path, line, message("field.address", text=shortened(text)))
            return
        if address in self._sections:
            return
        if present := self._former.present_address(address):
            self._add(path, line, message("address.former", address=address, present=present))
        else:
            problem = message("link.section", address=address)
            self._add(path, line, self._with_suggestion(problem, address, self._sections))


def _no_work(name: str) -> Message:
    return message("check.no_work", name=name)


def _no_term(name: str) -> Message:
    return message("check.no_term", name=name)
