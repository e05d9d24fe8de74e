"""The thesaurus of a pack: legal terms in English, Russian and Kazakh, one row of a CSV each."""

from dataclasses import dataclass

from kzref.errors import AddressError
from kzref.messages.message import Message, message
from kzref.pack.addresses import parse_address
from kzref.pack.data.row_names import row_name
from kzref.pack.files.csv_rows import CsvRow, csv_head, csv_rows
from kzref.pack.files.text_safety import one_line, shortened
from kzref.pack.problems import Problem, ReportProblem

COLUMNS = ("id", "en", "ru", "kk", "en_other", "ru_other", "kk_other", "abbreviations", "read_in", "entry", "about")
LANGUAGES = ("en", "ru", "kk")


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its preferred and other forms by language; the lists are in the order of the file."""

    name: str
    preferred: dict[str, str]
    other: dict[str, tuple[str, ...]]
    abbreviations: tuple[str, ...]
    read_in: str
    """The official text in which the forms were read; empty if they could not be checked."""
    entry: str
    """Address of the entry that explains the term, or empty."""
    about: str
    line: int

    def forms(self) -> tuple[str, ...]:
        """Return every form in every language and the abbreviations, each once."""
        every = [*self.preferred.values(), *(f for forms in self.other.values() for f in forms), *self.abbreviations]
        return tuple(dict.fromkeys(form for form in every if form))


def parse_terms(text: str, path: str, report: ReportProblem) -> tuple[Term, ...]:
    """Return the terms of a CSV with the columns COLUMNS; semicolons separate several forms in a cell."""
    if tuple(csv_head(text)) != COLUMNS:
        report(Problem(path, 1, message("terms.columns", columns=",".join(COLUMNS))))
        return ()
    terms: dict[str, Term] = {}
    for row in csv_rows(text, len(COLUMNS), path, report, _wrong_width):
        term = _term(row, path, report)
        if term and term.name in terms:
            report(Problem(path, row.line, message("term.twice", term=term.name)))
        elif term:
            terms[term.name] = term
    return tuple(terms.values())


def _wrong_width(_row: str) -> Message:
    return message("terms.cells", cells=len(COLUMNS))


def _term(row: CsvRow, path: str, report: ReportProblem) -> Term | None:
    """Return the term of a row; None, reported, if it has no id or no English form."""

    def report_row(problem: Message) -> None:
        report(Problem(path, row.line, problem))

    cells = dict(zip(COLUMNS, map(one_line, row.cells), strict=True))
    if not cells["id"] or not cells["en"]:
        report_row(message("term.needs_id"))
        return None
    name = row_name(row.cells[0].strip(), report_row)
    for language in LANGUAGES:
        if not cells[language]:
            report_row(message("term.form", term=name, language=language))
    entry = ""
    if cells["entry"]:
        try:
            entry = parse_address(cells["entry"])
        except AddressError:
            report_row(message("term.entry", entry=shortened(cells["entry"]), term=name))
    return Term(
        name=name,
        preferred={language: cells[language] for language in LANGUAGES},
        other={language: _split_forms(cells[f"{language}_other"]) for language in LANGUAGES},
        abbreviations=_split_forms(cells["abbreviations"]),
        read_in=cells["read_in"],
        entry=entry,
        about=cells["about"],
        line=row.line,
    )


def _split_forms(cell: str) -> tuple[str, ...]:
    return tuple(form.strip() for form in cell.split(";") if form.strip())
