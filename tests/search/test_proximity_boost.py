"""What stands together comes before what is scattered, and an entry before what mentions it."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search_helpers import compiled, entry

from kzref.library.store.search_source import open_searcher
from kzref.search.engine.proximity_boost import WordGroup, boost
from kzref.search.engine.word_matching import OneOf
from kzref.search.searcher import Searcher

FILL = "so the story goes on and on with many other words in it. " * 3
FILES = {
    "pack.toml": 'id = "wharf"\ntitle = "Wharf"\nedition = "1"\nlanguage = "en"\n\n[[parts]]\nfolder = "entries"\ntitle = "Entries"\n\n'
                 '[[parts]]\nid = "glossary"\ntitle = "Glossary"\nterms = "terms.csv"\n',
    "terms.csv": "id,en,ru,kk,en_other,ru_other,kk_other,abbreviations,read_in,entry,about\n"
                 "code,Harbour Code,Портовый кодекс,Порт кодексі,,,,ПК РК; PK,,harbour-law,Rules.\n",
    "entries/scattered.md": entry("One", f"The anchor hangs. {FILL} Its chain rusts. {FILL} Another anchor. {FILL}"),
    "entries/together.md": entry("Two", f"{FILL} {FILL} Here an anchor chain is forged. {FILL} {FILL}"),
    "entries/harbour-law.md": entry("The law of 1997", "It orders the quays."),
    "entries/mentions.md": entry("Quays", "The Harbour Code, the Harbour Code and again the Harbour Code speak of quays, not Shipton."),
    "entries/code-2002.md": entry("Book of quays, 2002", "New."), "entries/code-1995.md": entry("Book of quays, 1995", "Old."),
}  # fmt: skip


@pytest.fixture(scope="module")
def wharf(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    return open_searcher(compiled(tmp_path_factory.mktemp("wharf"), FILES))


def titles(searcher: Searcher, text: str) -> list[str]:
    return [hit.section.title for hit in searcher.search(text).hits]


def test_words_side_by_side_come_before_more_of_them_scattered(wharf: Searcher) -> None:
    assert titles(wharf, "anchor chain")[:2] == ["Two", "One"]
    assert titles(wharf, "chain of the anchor")[:2] == ["Two", "One"]
    # In the order of the contents nothing is moved.
    assert set(titles(wharf, "anchor AND chain")) == {"One", "Two"}


@pytest.mark.parametrize(
    "name", ["Harbour Code", "harbor code", "Портовый кодекс", "Портового кодекса", "Порт кодексі", "ПК РК", "PK"]
)
def test_any_name_of_a_term_leads_to_the_entry_that_explains_it(wharf: Searcher, name: str) -> None:
    assert titles(wharf, name)[0] == "The law of 1997"


def test_a_term_in_another_language_is_marked_where_it_stands_whole(wharf: Searcher) -> None:
    (hit,) = [hit for hit in wharf.search("ПК РК").hits if hit.section.title == "Quays"]
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.highlights] == ["Harbour Code"] * 3
    assert hit.count == 3


def test_a_year_tells_two_titles_apart_and_need_not_be_typed(wharf: Searcher) -> None:
    assert titles(wharf, "book of quays 2002")[0] == "Book of quays, 2002"
    assert titles(wharf, "Book of quays, 1995")[0] == "Book of quays, 1995"
    assert set(titles(wharf, "book of quays")[:2]) == {"Book of quays, 2002", "Book of quays, 1995"}


@pytest.mark.parametrize(("typed", "name"), [("Шиптон", "Shipton"), ("Шиптона", "Shipton"), ("ШИПТОНОМ", "Shipton")])
def test_a_name_in_cyrillic_letters_is_also_searched_in_latin_ones_and_that_is_said(
    wharf: Searcher, typed: str, name: str
) -> None:
    results = wharf.search(typed)
    assert [hit.section.title for hit in results.hits] == ["Quays"]
    (translation,) = results.translations
    assert (translation.as_typed, translation.title) == (typed, name)
    assert results.suggestion == ""


@pytest.mark.parametrize("typed", ["Книга", "шип", "Шиптонский", "воюет", "революця", "-Шиптон", '"Шиптон"', "Shipton"])
def test_other_words_are_not_spelt_in_latin_letters(wharf: Searcher, typed: str) -> None:
    assert wharf.search(typed).translations == ()


def test_what_stands_nowhere_is_put_right_though_other_words_are_found(wharf: Searcher) -> None:
    results = wharf.search("anchor chian")
    assert results.total
    assert results.suggestion == "anchor chain"


WORDS = st.lists(st.sampled_from("abcxy"), min_size=1, max_size=14)


@given(WORDS, st.sampled_from(["ab", "abc"]))
def test_closeness_is_that_of_the_shortest_stretch_with_all_words(row: list[str], asked: str) -> None:
    spans = [
        max(places) - min(places) + 1
        for places in combinations(range(len(row)), len(asked))
        if {row[place] for place in places} == set(asked)
    ]
    group = WordGroup((tuple(OneOf({word}) for word in asked),), 1.0)
    factor = boost([group], f"  \0  \0 {' '.join(row)} ")
    expected = 1 + 0.6 / (1 + (min(spans) - len(asked)) / 4) if spans else 1
    assert factor == pytest.approx(expected)
