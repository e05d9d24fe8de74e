"""A term in Russian or Kazakh finds what is written of it in the library's own language, and says so."""

import csv
import io

import pytest

from kzref.search.results.results import Results
from kzref.search.searcher import Searcher


def found(results: Results) -> set[str]:
    return {hit.section.address for hit in results.hits}


def terms_of(results: Results) -> list[str]:
    return [translation.title for translation in results.translations]


SKIPPER = {"bridge", "cabin", "glossary/skipper"}


@pytest.mark.parametrize(
    ("text", "term", "addresses"),
    [
        ("шкипер", "skipper", {*SKIPPER, "letter"}), ("ШКИПЕР", "skipper", {*SKIPPER, "letter"}), ("капитан судна", "skipper", SKIPPER),
        ("кеме басшысы", "skipper", SKIPPER), ("досрочное освобождение", "parole", {"release", "glossary/parole"}),
        ("шартты түрде босату", "parole", {"release", "glossary/parole"}), ("лампа", "lamp", {"mast", "glossary/lamp"}),
        ("шам", "lamp", {"mast", "glossary/lamp"}), ("SKP", "skipper", SKIPPER),
    ],
)  # fmt: skip
def test_a_term_finds_what_is_written_of_it_in_english(
    port_searcher: Searcher, text: str, term: str, addresses: set[str]
) -> None:
    results = port_searcher.search(text)
    assert found(results) == addresses
    (translation,) = results.translations
    assert (translation.title, translation.address) == (term, f"glossary/{term}")
    assert " ".join(translation.typed) == text.lower()
    assert translation.as_typed == text
    for words in translation.forms:
        assert all(form.isascii() for form in words)
        assert found(port_searcher.search(f'"{" ".join(words)}"')) <= addresses


@pytest.mark.parametrize(
    "text", ["шкипера", "шкиперы", "шкиперов", "капитана судна", "капитаны судна", "досрочного освобождения", "лампы"]
)
def test_a_russian_term_is_known_in_its_other_forms(port_searcher: Searcher, text: str) -> None:
    results = port_searcher.search(text)
    assert len(results.translations) == 1
    assert {"bridge", "release", "mast"} & found(results)


@pytest.mark.parametrize("text", ["кеме басшысының", "шартты түрде босатуды", "шамның", "шамдар"])
def test_a_kazakh_term_is_known_in_its_other_forms(port_searcher: Searcher, text: str) -> None:
    results = port_searcher.search(text)
    assert len(results.translations) == 1
    assert {"bridge", "release", "mast"} & found(results)


def test_a_hit_says_which_term_led_to_it_where_no_typed_word_stands_in_it(port_searcher: Searcher) -> None:
    through = {hit.section.address: hit.via for hit in port_searcher.search("шкипер").hits}
    # The page of the term and the letter have the very word.
    assert through == {"bridge": "skipper", "cabin": "skipper", "letter": "", "glossary/skipper": ""}


def test_what_was_found_through_a_term_is_marked(port_searcher: Searcher) -> None:
    for text, address, marked in (("шкипер", "bridge", "skipper"), ("шкипер", "cabin", "shipmaster"), ("шам", "mast", "lamp"),
                                  ("шартты түрде босату", "release", "parole"), ("шкипер", "letter", "шкипер")):  # fmt: skip
        (hit,) = [hit for hit in port_searcher.search(text).hits if hit.section.address == address]
        assert [hit.snippet.text[start:end] for start, end in hit.snippet.highlights] == [marked]
        assert hit.count == 1


def test_what_has_the_typed_word_itself_stands_before_what_was_found_through_it(port_searcher: Searcher) -> None:
    order = [hit.section.address for hit in port_searcher.search("шкипер").hits]
    assert order[0] == "glossary/skipper"
    assert order.index("letter") < order.index("bridge")


@pytest.mark.parametrize("text", ["skipper", "shipmaster", "parole", "rope", '"шкипер"', "шки*", "якорь"])
def test_english_words_and_words_taken_exactly_have_no_translations(port_searcher: Searcher, text: str) -> None:
    results = port_searcher.search(text)
    assert results.translations == ()
    assert all(hit.via == "" for hit in results.hits)


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("шкипер ИЛИ лампа", {*SKIPPER, "letter", "mast", "glossary/lamp"}), ("кеме басшысы НЕМЕСЕ шам", {*SKIPPER, "mast", "glossary/lamp"}),
        ("(досрочное освобождение) OR лампа", {"release", "glossary/parole", "mast", "glossary/lamp"}), ("title:шкипер", {"glossary/skipper"}),
        ("stand w/9 шкипер", {"bridge"}), ("шкипер w/9 stand", {"bridge"}), ("sleeps w/5 шкипер", {"cabin"}), ("шкипер AND (stand OR sleeps)", {"bridge", "cabin"}),
    ],
)  # fmt: skip
def test_terms_cross_within_operators_too(port_searcher: Searcher, text: str, addresses: set[str]) -> None:
    results = port_searcher.search(text)
    assert found(results) == addresses
    assert results.translations


def test_a_term_that_is_left_out_is_left_out_in_every_language(port_searcher: Searcher) -> None:
    for text in ("only -шкипер", "only НЕ шкипер", "only NOT (шкипер OR лампа)"):
        results = port_searcher.search(text)
        assert "bridge" not in found(results)
        assert terms_of(results)[0] == "skipper"
    # What is left out is marked nowhere.
    assert all(
        "skipper" not in hit.snippet.text[a:b]
        for hit in port_searcher.search("rope -шкипер").hits
        for a, b in hit.snippet.highlights
    )


def test_or_finds_at_least_what_each_side_finds(content_searcher: Searcher, content_terms: str) -> None:
    known = rows(content_terms)
    for one, other in zip(known[::37], known[11::37], strict=False):
        for language, operator in (("ru", "ИЛИ"), ("kk", "НЕМЕСЕ")):
            together = found(content_searcher.search(f"({one[language]}) {operator} ({other[language]})", 1000))
            for term in (one, other):
                assert found(content_searcher.search(f"({term[language]})", 1000)) <= together, term[language]


def test_exact_words_are_searched_in_their_own_language_alone(port_searcher: Searcher) -> None:
    assert found(port_searcher.search('"шкипер"')) == {"letter", "glossary/skipper"}


def test_only_the_whole_name_of_a_term_is_the_term(port_searcher: Searcher) -> None:
    for text in ("капитан", "судна", "судна капитан", "кеме", "освобождение"):
        assert port_searcher.search(text).translations == (), text


def test_several_terms_in_a_query_are_each_searched_in_english(port_searcher: Searcher) -> None:
    results = port_searcher.search("шкипер и досрочное освобождение")
    assert terms_of(results) == ["skipper", "parole"]
    assert {"bridge", "cabin", "release"} <= found(results)
    narrowed = port_searcher.search("шкипер bridge")
    assert terms_of(narrowed) == ["skipper"]
    assert found(narrowed) == {"bridge"}
    assert found(port_searcher.search("шкипер -bridge")) == {"cabin", "letter", "glossary/skipper"}


def test_a_term_that_is_also_searched_in_english_is_not_put_right(port_searcher: Searcher) -> None:
    for text in ("шкипер", "кеме басшысы", "лампа"):
        assert port_searcher.search(text).suggestion == ""


def rows(content_terms: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content_terms)))


@pytest.fixture(scope="module")
def written_in_english(content_searcher: Searcher, content_terms: str) -> dict[str, set[str]]:
    """The sections that have the English name of each term, by its id."""
    return {row["id"]: found(content_searcher.search(f'"{row["en"]}"', 1000)) for row in rows(content_terms)}


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_every_term_of_the_content_crosses_to_english(
    content_searcher: Searcher, content_terms: str, written_in_english: dict[str, set[str]], language: str
) -> None:
    missed, crossed = [], 0
    # What stands in quotation marks is searched as it is typed.
    for row in [row for row in rows(content_terms) if "«" not in row[language]]:
        results = content_searcher.search(row[language], 1000)
        through = {hit.section.address for hit in results.hits if hit.via}
        in_english_alone = written_in_english[row["id"]] - (found(results) - through)
        crossed += bool(through & in_english_alone)
        if not results.translations or (in_english_alone and not through & in_english_alone):
            missed.append(row[language])
    assert not missed
    assert crossed > 100


@pytest.mark.parametrize(
    ("text", "term", "entry"),
    [("уголовная политика", "criminal policy", "criminal-policy"), ("уголовной политики", "criminal policy", "criminal-policy"),
     ("Уголовную политику", "criminal policy", "criminal-policy"), ("қылмыстық саясат", "criminal policy", "criminal-policy"),
     ("қылмыстық саясаттың", "criminal policy", "criminal-policy"), ("құқықтық саясатты", "legal policy", "legal-policy"),
     ("правовой политике", "legal policy", "legal-policy")],
)  # fmt: skip
def test_terms_of_the_content_cross_in_all_their_forms(
    content_searcher: Searcher, text: str, term: str, entry: str
) -> None:
    results = content_searcher.search(text, 200)
    assert term in terms_of(results)
    assert entry in [hit.section.address for hit in results.hits[:5]]
    assert any(hit.via == term for hit in results.hits)


def test_of_two_terms_with_one_stem_the_one_that_was_typed_is_meant(content_searcher: Searcher) -> None:
    # Law, legality.
    assert terms_of(content_searcher.search("закон")) == ["law (statute)"]
    assert terms_of(content_searcher.search("законность")) == ["legality"]


def test_english_questions_to_the_content_have_no_translations(content_searcher: Searcher, content_terms: str) -> None:
    for row in rows(content_terms)[::6]:
        assert content_searcher.search(row["en"], 1).translations == (), row["en"]
