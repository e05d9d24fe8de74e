"""Searching the real content: what a lawyer types first."""

import csv
import io

import pytest
from search_helpers import notice_of

from kzref.search.searcher import Searcher


def addresses(searcher: Searcher, text: str, limit: int = 20) -> list[str]:
    return [hit.section.address for hit in searcher.search(text, limit).hits]


def test_the_convicted_of_a_year_are_found_with_their_figure(content_searcher: Searcher) -> None:
    assert "convicted-2015-2022" in addresses(content_searcher, "convicted 2017", 3)
    assert "convicted-2015-2022" in addresses(content_searcher, "33,671")
    assert addresses(content_searcher, "33,671") == addresses(content_searcher, "33671")


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_term_or_its_entry_is_found_by_its_name_in_each_language(
    content_searcher: Searcher, content_terms: str, language: str
) -> None:
    rows = list(csv.DictReader(io.StringIO(content_terms)))
    assert len(rows) > 50
    missed = [
        row[language]
        for row in rows[::3]
        if not {f"glossary/{row['id']}", row["entry"]} & set(addresses(content_searcher, row[language], 5))
    ]
    assert not missed


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_criminal_policy_is_found_in_russian_and_kazakh(
    content_searcher: Searcher, content_terms: str, language: str
) -> None:
    (row,) = [row for row in csv.DictReader(io.StringIO(content_terms)) if row["id"] == "criminal-policy"]
    assert row["entry"] in addresses(content_searcher, row[language], 3)


@pytest.mark.parametrize(("british", "american"), [("humanisation", "humanization"), ("offence", "offense")])
def test_both_spellings_find_the_same(content_searcher: Searcher, british: str, american: str) -> None:
    assert set(addresses(content_searcher, british, 500)) == set(addresses(content_searcher, american, 500))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("imprisonmant", "imprisonment"), ("imprisanmant", "imprisonment"), ("imprsonmet", "imprisonment"), ("imprisonnmentt", "imprisonment"),
        ("polisy", "policy"), ("polisi", "policy"), ("pollisy", "policy"), ("cryme", "crime"), ("crme", "crime"),
        # Of a short word one letter may be wrong, of a longer one two.
        ("crymi", ""), ("imprasanmant", ""),
    ],
)  # fmt: skip
def test_a_misspelt_term_is_offered_its_spelling(content_searcher: Searcher, typed: str, meant: str) -> None:
    results = content_searcher.search(typed)
    assert (results.total, results.suggestion) == (0, meant)
    assert not meant or content_searcher.search(meant).total


@pytest.mark.parametrize("text", ["33 671", "33.671"])
def test_a_number_that_is_grouped_otherwise_is_offered_as_it_stands_here(content_searcher: Searcher, text: str) -> None:
    assert content_searcher.search(text).suggestion == "33671"
    assert content_searcher.search("33671").total == content_searcher.search("33,671").total > 0


@pytest.mark.parametrize("text", ["results 36.11", "RESULTS 36.11", "[Results 36.11]"])
def test_a_pinpoint_is_known_however_it_is_written(content_searcher: Searcher, text: str) -> None:
    assert content_searcher.search(text).total == content_searcher.search("Results 36.11").total > 0


@pytest.mark.parametrize("text", ["саясаттың", "саясатқа", "мемлекеттік саясатты", "құқықтың", "кодексте"])
def test_a_kazakh_term_in_any_case_leads_to_its_entry_as_the_base_form_does(
    content_searcher: Searcher, text: str
) -> None:
    base = {
        "саясаттың": "саясат",
        "саясатқа": "саясат",
        "мемлекеттік саясатты": "мемлекеттік саясат",
        "құқықтың": "құқық",
        "кодексте": "кодекс",
    }
    first = content_searcher.search(base[text]).hits[0].section.address
    assert content_searcher.search(text).hits[0].section.address == first


def test_a_kind_that_is_none_is_told_with_those_that_there_are(content_searcher: Searcher) -> None:
    notice = notice_of(content_searcher.search("kind:acts"))
    assert "'acts'" in notice
    assert "act, article, concept" in notice
