"""The thesaurus: one row a term, three languages, and every fault with its line."""

import pytest

from kzref.pack.data.terms import COLUMNS, Term, parse_terms
from kzref.pack.generated import term_markdown
from kzref.pack.problems import Problem

HEAD = ",".join(COLUMNS)
COURT = "court,court,суд,сот,tribunal; bench,трибунал,,SC;CC,Code of 2014,alpha,Where cases are heard."


def parse(*rows: str, head: str = HEAD) -> tuple[tuple[Term, ...], list[Problem]]:
    problems: list[Problem] = []
    return parse_terms("\n".join([head, *rows]) + "\n", "terms.csv", problems.append), problems


def test_a_term_is_read_with_all_its_forms() -> None:
    (term,), problems = parse(COURT)
    assert not problems
    assert term.preferred == {"en": "court", "ru": "суд", "kk": "сот"}
    assert term.other == {"en": ("tribunal", "bench"), "ru": ("трибунал",), "kk": ()}
    assert term.abbreviations == ("SC", "CC")
    assert (term.entry, term.read_in, term.line) == ("alpha", "Code of 2014", 2)
    assert set(term.forms()) == {"court", "суд", "сот", "tribunal", "bench", "трибунал", "SC", "CC"}


def test_a_form_that_stands_twice_is_told_once() -> None:
    (term,), _ = parse("court,court,суд,сот,court; tribunal; tribunal,,,,,,")
    assert sorted(term.forms()) == sorted({"court", "суд", "сот", "tribunal"})


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("prison,prison,тюрьма", "11 cells"),
        ("prison,prison,тюрьма,түрме,,,,,,,about, with a comma", "11 cells"),
        (",prison,тюрьма,түрме,,,,,,,", "needs an id"),
        ("prison,,тюрьма,түрме,,,,,,,", "needs an id"),
        ("prison,prison,,түрме,,,,,,,", "'ru'"),
        ("prison,prison,тюрьма,,,,,,,,", "'kk'"),
        (COURT, "twice"),
    ],
)
def test_what_is_wrong_with_a_row_is_named_with_its_line(row: str, expected: str) -> None:
    terms, problems = parse(COURT, row, "law,law,закон,заң,,,,,,,")
    assert [(f.path, f.line) for f in problems] == [("terms.csv", 3)]
    assert expected in problems[0].text
    assert {"court", "law"} <= {term.name for term in terms}, "the other rows are read"


def test_other_columns_are_a_fault_of_the_first_line() -> None:
    terms, problems = parse(COURT, head=HEAD.replace("kk", "kz"))
    assert (terms, [f.line for f in problems]) == ((), [1])


def test_an_empty_thesaurus_is_a_fault() -> None:
    problems: list[Problem] = []
    assert parse_terms("", "terms.csv", problems.append) == ()
    assert len(problems) == 1


def test_a_quoted_cell_may_hold_a_comma_and_a_line_break() -> None:
    terms, problems = parse(
        'court,court,суд,сот,,,,,,,"Where cases,\nall of them, are heard."', "law,law,закон,,,,,,,,"
    )
    assert terms[0].about == "Where cases, all of them, are heard."
    assert [f.line for f in problems] == [4]


@pytest.mark.parametrize(
    "row",
    [
        "x" * 140_000 + ",a,а,а,,,,,,,",
        'prison,prison,тюрьма,түрме,"a cell that is never closed,,,,,,',
        'prison,prison,тюрьма,түрме,,,,,,,"the last cell is never closed',
        '"prison,prison,тюрьма,түрме,,,,,,,',
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_the_rows_after_it_are_read(row: str) -> None:
    terms, problems = parse(COURT, row, "law,law,закон,заң,,,,,,,", "fine,fine,штраф,айыппұл,,,,,,,")
    assert [(f.path, f.line) for f in problems] == [("terms.csv", 3)]
    assert [term.name for term in terms] == ["court", "law", "fine"]


def test_a_term_whose_entry_is_no_address_is_named_and_kept() -> None:
    (term,), (problem,) = parse(COURT.replace(",alpha,", ",../../alpha,"))
    assert "'../../alpha'" in problem.text
    assert "kzref:" not in term_markdown(term)


def test_the_text_of_a_term_names_its_forms_its_entry_and_where_they_were_read() -> None:
    (term,), _ = parse(COURT)
    text = term_markdown(term)
    for known in (*term.forms(), "kzref:alpha", "Code of 2014", "Where cases are heard."):
        assert known in text


def test_a_term_that_was_not_checked_says_so() -> None:
    (term,), _ = parse("court,court,суд,сот,,,,,,,")
    assert "Not checked" in term_markdown(term)
