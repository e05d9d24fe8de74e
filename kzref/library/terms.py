"""The thesaurus: legal terms in English, Russian and Kazakh, one row of a CSV each."""

import csv
import io
from dataclasses import dataclass

from kzref.library.faults import Fault, Report

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
    """The official text in which the pairs were read; empty where they could not be checked."""
    entry: str
    """Address of the entry that explains the term, or empty."""
    about: str
    line: int

    def forms(self) -> tuple[str, ...]:
        """Every form in every language, abbreviations too, without repeats."""
        every = [*self.preferred.values(), *(f for forms in self.other.values() for f in forms), *self.abbreviations]
        return tuple(dict.fromkeys(form for form in every if form))


def parse_terms(text: str, path: str, report: Report) -> tuple[Term, ...]:
    """The terms of a CSV with the columns COLUMNS; several forms in a cell are parted by semicolons."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        report(Fault(path, 1, f"the columns of a thesaurus are {','.join(COLUMNS)}"))
        return ()
    terms: dict[str, Term] = {}
    for row in reader:
        line = reader.line_num
        if None in row or None in row.values():
            report(Fault(path, line, f"the row has not {len(COLUMNS)} cells; quote cells that hold a comma"))
            continue
        cells = {key: " ".join(value.split()) for key, value in row.items()}
        if not cells["id"] or not cells["en"]:
            report(Fault(path, line, "a term needs an id and its English form"))
            continue
        if cells["id"] in terms:
            report(Fault(path, line, f"the term '{cells['id']}' stands twice"))
            continue
        for language in LANGUAGES:
            if not cells[language]:
                report(Fault(path, line, f"the term '{cells['id']}' has no form in '{language}'"))
        terms[cells["id"]] = Term(
            name=cells["id"],
            preferred={language: cells[language] for language in LANGUAGES},
            other={language: _several(cells[f"{language}_other"]) for language in LANGUAGES},
            abbreviations=_several(cells["abbreviations"]),
            read_in=cells["read_in"],
            entry=cells["entry"],
            about=cells["about"],
            line=line,
        )
    return tuple(terms.values())


def _several(cell: str) -> tuple[str, ...]:
    return tuple(form.strip() for form in cell.split(";") if form.strip())
