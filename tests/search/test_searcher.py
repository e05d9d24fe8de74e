"""What a search finds, in which order, and what it says beside."""

from collections.abc import Callable

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from search_helpers import notice_of

from kzref.errors import Cancelled
from kzref.library.store.library import Library
from kzref.library.store.search_source import open_searcher
from kzref.search.engine import verification
from kzref.search.engine.ranking import Order
from kzref.search.index import postings_reader
from kzref.search.query.nodes import MAX_LENGTH, SearchFilter
from kzref.search.results.results import Results
from kzref.search.searcher import Searcher
from kzref.search.text.language_detection import common_words
from kzref.search.text.tokenizer import iter_tokens

Titles = Callable[..., list[str]]

PIECES = st.sampled_from(
    ['"', "-", "*", ":", "kind:", "kind:act", "year:2017", "year:2015..2017", "year:99999", "[", "]", "(", ")", " ", " ", "\0",
     "\ud800", "\u200e", "\u00ad", "²", "١٢٣٤", "\n", "lantern", "quatermaster", "ёлка", "құқық", "Body 7", "gull", "a", "AND",
     "OR", "NOT", "w/3", "title:", "~", "~2", "-", "la*", "*n", "language:ru"]
)  # fmt: skip
ANYTHING = st.text() | st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)


def assert_in_order(results: Results, text: str, limit: int) -> None:
    assert len(results.hits) == min(results.total, limit)
    if not results.notices:  # What has only some of the words comes after what has all, whatever it scores.
        scores = [hit.score for hit in results.hits]
        assert scores == sorted(scores, reverse=True)
    assert len({hit.section.position for hit in results.hits}) == len(results.hits)
    assert results.complete
    assert results.seconds >= 0
    # A suggestion that repeats what was typed leads nowhere.
    assert results.suggestion != text or not text
    for hit in results.hits:
        assert all(0 <= start < end <= len(hit.snippet.text) for start, end in hit.snippet.highlights)


@settings(deadline=None)
@given(ANYTHING, st.booleans())
@example("quater\0master", False)
@example("quater\u200emaster", False)
@example("kind:", True)
@example('kind:""', True)
@example("\0", True)
def test_any_text_is_answered(searcher: Searcher, text: str, prefix_last: bool) -> None:
    assert_in_order(searcher.search(text, 5, prefix_last=prefix_last), text, 5)


@pytest.mark.parametrize("prefix_last", [False, True])
@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "(" * 50_000 + ")" * 50_000, '"' * 100_000, "-" * 100_000, "*" * 100_000, "a" * 100_000, "щ" * 100_000,
     "\0" * 100_000, "\ud800" * 100_000, "a* " * 30_000, "kind:a " * 15_000, "year:1000..3000 " * 6_000, "quatermasterr " * 7_000,
     "a\u0301" * 50_000, '"a b" ' * 17_000, " ".join(f"w{n}eight" for n in range(10_000)), "1,234" * 20_000, "\\" * 100_000],
    ids=lambda text: ascii(text[:6]) if isinstance(text, str) else text,
)  # fmt: skip
def test_a_hundred_thousand_characters_are_answered(searcher: Searcher, text: str, prefix_last: bool) -> None:
    assert_in_order(searcher.search(text, 5, prefix_last=prefix_last), text, 5)


def vocabulary(texts: dict[str, str]) -> list[str]:
    """The words of the library that tell something, without numbers."""
    found = {word.term for title, text in texts.items() for word in iter_tokens(f"{title}\n{text}")}
    return sorted(form for form in found - common_words(("en", "ru", "kk")) if not form.isdigit())


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_what_has_all_words_comes_first_and_a_minus_takes_away(
    titles: Titles, searcher: Searcher, texts: dict[str, str], data: st.DataObject
) -> None:
    every = st.sampled_from(vocabulary(texts))
    one, other = data.draw(every), data.draw(every)
    first, second = set(titles(one)), set(titles(other))
    assert set(titles(f"{one} -{other}")) == first - second
    results = searcher.search(f"{one} {other}", 100)
    found = [hit.section.title for hit in results.hits]
    both = len(first & second)
    assert set(found[:both]) == first & second
    # What follows has one of them; it never happens that nothing is shown although something has one.
    assert found
    assert set(found[both:]) <= first ^ second
    # What has only some of the words is said to be so.
    assert bool(results.notices) == (len(found) > both)


def test_the_exact_name_comes_first_whatever_kind_bears_it(titles: Titles) -> None:
    assert titles("parole") == ["parole", "Parole board: parole granted, parole refused"]
    assert titles("Parole!")[0] == "parole"


@pytest.mark.parametrize("unseen", ["\0", "\u200e", "\u00ad", "\ud800", "\x1b", "\u202e"])
def test_characters_that_nobody_sees_do_not_part_a_typed_word(titles: Titles, unseen: str) -> None:
    assert titles(f"{unseen}lan{unseen}tern{unseen}") == titles("lantern")


def test_words_that_tell_nothing_do_not_narrow_what_is_found(searcher: Searcher, titles: Titles) -> None:
    for text in ("Where is the lantern?", "what about lantern", "как lantern", "туралы lantern"):
        results = searcher.search(text, 100)
        assert {hit.section.title for hit in results.hits} == set(titles("lantern"))
        assert not results.notices
    assert titles("the")


def test_every_entry_is_found_by_each_of_its_words_typed_letter_by_letter(
    titles: Titles, texts: dict[str, str]
) -> None:
    for title, text in texts.items():
        for form in {word.term for word in iter_tokens(f"{title}\n{text}")}:
            for length in range(1, len(form) + 1):
                assert title in titles(form[:length], prefix_last=True), form[:length]


def test_every_phrase_of_a_text_is_found_as_it_stands(titles: Titles, texts: dict[str, str]) -> None:
    for title, text in texts.items():
        forms = [word.term for word in iter_tokens(text)][:30]
        for at in range(len(forms) - 2):
            assert title in titles('"{} {} {}"'.format(*forms[at : at + 3]))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"wet rope"', {"Silver herring"}), ('"rope wet"', set()), ('"wet dries"', set()), ('"WET Rope', {"Silver herring"}),
        ('"running man"', {"Silver herring"}), ('"run man"', set()), ('"runs man"', set()), ('"silver herring"', {"Silver herring"}),
        ('net -"wet rope"', {"Reversed"}), ('"herring a net"', set()), ('net "man runs" -silver', {"Reversed"}),
    ],
)  # fmt: skip
def test_a_phrase_is_found_in_its_order_and_forms_alone(titles: Titles, text: str, found: set[str]) -> None:
    assert set(titles(text)) == found


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("LANTERN", "Lantern"), ("convictions", "Verdict"), ("HARBOUR Courts", "Verdict"), ("offense", "Verdict"),
        ("behavior", "Defence"), ("labor", "Defence"), ("program", "Defence"), ("defense", "Defence"),
        ("organization", "Defence"), ("organizations", "Defence"),
        ("осужденного", "Приговор"), ("МОРЯКОВ", "Приговор"), ("приговоры", "Приговор"), ("мед", "Мёд"), ("МЁД", "Мёд"),
        ("е\u0308лка", "Мёд"), ("замок", "Мёд"), ("за\u0301мок", "Мёд"), ("ҚҰҚЫҚ", "Құқық"), ("құқық", "Құқық"),
        ("cafe\u0301", "Caf\u00e9 Zo\u00eb"), ("CAF\u00c9", "Caf\u00e9 Zo\u00eb"), ("zo\u00eb", "Caf\u00e9 Zo\u00eb"),
    ],
)  # fmt: skip
def test_a_word_is_found_in_every_form_case_and_spelling(titles: Titles, text: str, title: str) -> None:
    assert title in titles(text)


def test_a_word_without_its_accent_is_found_or_suggested(searcher: Searcher) -> None:
    results = searcher.search("cafe")
    assert results.total == 1 or results.suggestion == "caf\u00e9"


@pytest.mark.parametrize(
    "text", ["skipper", "shipmaster", "шкипер", "шкипера", "капитан судна", "кеме басшысы", "КЕМЕ", "SKP", "skp"]
)
def test_a_term_in_any_language_finds_the_entry_that_it_is_explained_in(titles: Titles, text: str) -> None:
    # Neither the title nor the text of the entry has any of these words.
    assert set(titles(text)) == {"Helm", "skipper"}


def test_a_title_is_found_before_a_text_and_the_exact_title_first(titles: Titles) -> None:
    assert titles("lantern") == ["Lantern", "Lantern oil of the west", "Keeper"]
    for number in range(12):
        assert titles(f"gull {number}")[0] == f"Gull {number}"
    assert titles("lantern OIL of the west")[0] == "Lantern oil of the west"
    assert titles("buoy") == ["Buoy", "Buoy by buoy"]


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("dyke", "", {"Dyke Act", "Dyke note"}), ("dyke", "act", {"Dyke Act"}), ("dyke kind:note", "", {"Dyke note"}),
        ("KIND:Note dyke", "", {"Dyke note"}), ("dyke (kind:act OR kind:note)", "", {"Dyke Act", "Dyke note"}), ("kind:act kind:note", "", set()), ("kind:act", "", {"Dyke Act"}),
        ("dyke", "stage", set()), ("dyke kind:nothing", "", set()), ("kind:note -dyke", "", {"Places"}), ("lantern", "act", set()),
    ],
)  # fmt: skip
def test_a_kind_leaves_only_its_own(titles: Titles, text: str, kind: str, found: set[str]) -> None:
    assert set(titles(text, kind=kind)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("dyke year:2016", {"Dyke Act"}), ("dyke year:2014", set()), ("year:2014..2015", {"Dyke Act"}), ("2021", {"Dyke note"}),
        ("year:2017..2021", {"Dyke Act", "Dyke note"}), ("1888", {"Dyke note"}), ("year:1888", set()),
    ],
)  # fmt: skip
def test_a_year_finds_what_is_about_it_and_alone_also_what_names_it(titles: Titles, text: str, found: set[str]) -> None:
    assert set(titles(text)) == found


@pytest.mark.parametrize("text", ["dyke year:2017..2014", "dyke year:1700..2015", "dyke year:0001..2015"])
def test_years_that_cannot_be_searched_as_typed_are_told_of(searcher: Searcher, text: str) -> None:
    results = searcher.search(text)
    # Of the two entries about dykes only the act is about 2015.
    assert results.notices or [hit.section.title for hit in results.hits] == ["Dyke Act"]


@pytest.mark.parametrize(("text", "found"), [("Body 7", ["Dyke Act"]), ("[Body 8]", ["Places"])])
def test_a_place_of_the_source_finds_what_cites_it_and_suggests_nothing(
    searcher: Searcher, text: str, found: list[str]
) -> None:
    results = searcher.search(text)
    assert [hit.section.title for hit in results.hits] == found
    assert results.suggestion == notice_of(results) == ""


@pytest.mark.parametrize("limit", [1, 5, 12, 100])
def test_all_are_counted_and_the_first_are_given(searcher: Searcher, titles: Titles, limit: int) -> None:
    results = searcher.search("gull", limit)
    assert results.total == 12
    assert [hit.section.title for hit in results.hits] == titles("gull")[:limit]


@pytest.mark.parametrize("text", ["", " ", '""', "???", "*", "()"])
def test_nothing_wanted_finds_nothing(searcher: Searcher, text: str) -> None:
    results = searcher.search(text)
    assert (results.total, results.hits, results.suggestion) == (0, (), "")


@pytest.mark.parametrize("text", ["-lantern", "NOT lantern", "НЕ lantern", "-(lantern)"])
def test_a_minus_alone_finds_everything_else(searcher: Searcher, coast: Library, text: str) -> None:
    found = {hit.section.address for hit in searcher.search(text, 1000).hits}
    assert found == {section.address for section in coast.contents.sections()} - {"lantern", "keeper", "lantern-oil"}


def test_everything_that_was_taken_otherwise_is_told(searcher: Searcher) -> None:
    # Too long, and no section has all the words.
    results = searcher.search("lantern herring " + " " * MAX_LENGTH + "more")
    assert results.total
    assert str(MAX_LENGTH) in notice_of(results)
    assert "some" in notice_of(results)


@settings(deadline=None)
@given(st.data())
def test_a_misspelling_is_not_corrected_but_a_word_that_would_find_something_is_offered(
    titles: Titles, searcher: Searcher, texts: dict[str, str], data: st.DataObject
) -> None:
    word = data.draw(st.sampled_from([form for form in vocabulary(texts) if len(form) > 6]))
    at = data.draw(st.integers(1, len(word) - 2))
    wrong = word[:at] + word[at + 1 :]
    results = searcher.search(wrong)
    assume(not results.total)
    assert results.suggestion != wrong
    assert titles(results.suggestion)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("quatermaster", "quartermaster"),
        ("  Quatermaster!  ", "  quartermaster!  "),
        ("kind:concept quatermaster -lantern", "kind:concept quartermaster -lantern"),
        ('"quatermaster sleeps"', '"quartermaster sleeps"'),
        ("quatermaster turpentyne", "quartermaster turpentine"),
        ("пригвор", "приговор"),
    ],
)
def test_a_suggestion_is_the_query_with_its_words_put_right(searcher: Searcher, text: str, suggestion: str) -> None:
    results = searcher.search(text)
    assert results.suggestion == suggestion
    right = searcher.search(suggestion)
    assert right.total > 0
    assert right.suggestion == ""


@pytest.mark.parametrize(
    "text", ["quatermaster OR turpentyne", "quatermaster w/2 sleeps", "-lantern quatermaster", "(quatermaster)"]
)
def test_a_suggestion_keeps_the_operators(searcher: Searcher, text: str) -> None:
    results = searcher.search(text)
    assert results.suggestion == text.replace("quater", "quarter").replace("tyne", "tine")
    assert searcher.search(results.suggestion).total > 0


@pytest.mark.parametrize(
    "text", ["-quatermaster lantern", "quatermast*", "quatermasrer~2 lantern", "title:lantern -quatermaster"]
)
def test_nothing_is_put_right_in_what_is_excluded_or_a_pattern(searcher: Searcher, text: str) -> None:
    assert searcher.search(text).suggestion == ""


def test_what_is_found_as_it_is_typed_is_not_put_right(searcher: Searcher, texts: dict[str, str]) -> None:
    for form in [*vocabulary(texts), "defense", "convictions", "shipmaster", "glossary", "осужденного"]:
        assert searcher.search(form).suggestion == "", form


def test_a_hit_knows_its_document_and_shows_the_words_marked(searcher: Searcher) -> None:
    (hit,) = searcher.search("quartermaster").hits
    assert (hit.section.title, hit.document_title) == ("Long", "Long")
    ((start, end),) = hit.snippet.highlights
    assert hit.snippet.text[start:end] == "quartermaster"
    assert hit.snippet.text.startswith("Here the quartermaster sleeps.")


def test_a_snippet_is_text_as_the_reader_sees_it(searcher: Searcher) -> None:
    (hit,) = searcher.search("turpentine").hits
    assert hit.snippet.text == 'Never write <b onclick="x"> & such turpentine here.'


def test_no_snippet_is_of_a_negated_word(searcher: Searcher) -> None:
    (hit,) = searcher.search("rope -herring").hits
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.highlights] == ["rope"]


def test_a_hit_tells_how_many_words_were_found_and_where_it_stands(searcher: Searcher) -> None:
    by_title = {hit.section.title: hit for hit in searcher.search("lantern").hits}
    assert {title: hit.count for title, hit in by_title.items()} == {
        "Lantern": 1,
        "Lantern oil of the west": 1,
        "Keeper": 5,
    }
    assert all(hit.path == ("Entries",) for hit in by_title.values())
    # Nothing of the dyke act itself says what kind it is.
    assert [hit.count for hit in searcher.search("kind:act").hits] == [0]


def test_strict_queries_are_never_taken_more_loosely(searcher: Searcher) -> None:
    for text in ("lantern AND herring", '"wet rope" AND lantern', "lantern AND herring AND dyke"):
        results = searcher.search(text)
        assert (results.total, results.notices) == (0, ())
    # Unlike the same words without an operator.
    assert searcher.search("lantern herring").total == 4


def test_common_words_count_where_an_operator_joins_them(searcher: Searcher, titles: Titles) -> None:
    assert set(titles("the AND lantern")) == {"Keeper", "Lantern oil of the west"}
    assert set(titles("the lantern")) == set(titles("lantern"))


def test_of_many_words_those_that_have_all_but_one_come_next(searcher: Searcher) -> None:
    results = searcher.search("rope wet dries herring turpentine")
    assert results.hits[0].section.title == "Silver herring"
    assert results.notices


def test_where_hardly_any_section_lacks_one_word_alone_those_that_have_any_of_them_follow(
    searcher: Searcher, titles: Titles
) -> None:
    any_of_them = set(titles("rope OR wet OR dries OR herring OR turpentine"))
    assert set(titles("rope wet dries herring turpentine")) == any_of_them
    assert len(any_of_them) > 1


@pytest.mark.parametrize(
    ("typed", "search_filter", "found"),
    [
        ("dyke", SearchFilter(years=frozenset({2016})), {"Dyke Act"}), ("dyke", SearchFilter(years=frozenset({2016, 2021})), {"Dyke Act", "Dyke note"}),
        ("dyke", SearchFilter(frozenset({"note"}), frozenset({2016})), set()), ("dyke", SearchFilter(languages=frozenset({"ru"})), set()),
        ("приговор", SearchFilter(languages=frozenset({"ru"})), {"Приговор"}), ("lantern", SearchFilter(within=("night",)), {"Lantern"}),
        ("lantern", SearchFilter(within=("lantern -oil", '"old lantern"')), {"Keeper"}), ("lantern", SearchFilter(within=("nothing-such",)), set()),
        ("gull", SearchFilter(within=("gull 3 OR gull 4", "-3")), {"Gull 4"}),
    ],
)  # fmt: skip
def test_results_are_narrowed_and_searched_in(
    searcher: Searcher, typed: str, search_filter: SearchFilter, found: set[str]
) -> None:
    results = searcher.search(typed, 100, search_filter)
    assert {hit.section.title for hit in results.hits} == found
    assert results.total == len(found)


def test_an_act_is_found_with_what_links_to_it(titles: Titles) -> None:
    assert set(titles("act:dyke")) == {"Dyke Act"}
    assert titles("person:dyke") == []


def test_the_newest_come_first_by_year(searcher: Searcher) -> None:
    found = [hit.section.title for hit in searcher.search("dyke OR lantern", order=Order.YEAR).hits]
    assert found == ["Dyke note", "Dyke Act", "Keeper", "Lantern oil of the west", "Lantern"]


def test_too_many_words_for_a_pattern_are_told_of(coast: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings_reader, "MAX_TERMS", 2)
    opened = open_searcher(coast)
    results = opened.search("*er*", 100)
    opened.close()
    assert results.hits
    assert "only the first" in notice_of(results)


def test_a_search_stops_at_each_step_where_it_is_asked_to(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "_BATCH", 1)
    for text in (
        "quatermaster", "quatermaster turpentyne", '"wet rope"', "rope w/5 wet", '"wet rope" OR "net was"', "-(rope w/5 wet)", "title:la*",
        "lantern herring \"a gull\"",
    ):  # fmt: skip
        asked = 0

        def count() -> bool:
            nonlocal asked
            asked += 1
            return False

        whole = searcher.search(text, cancelled=count)
        assert asked > 0, text
        for step in range(asked):
            answers = iter([False] * step + [True])
            with pytest.raises(Cancelled):
                searcher.search(text, cancelled=lambda answers=answers: next(answers))
        # What was stopped leaves the searcher as it was.
        assert searcher.search(text).hits == whole.hits


def test_a_pattern_of_many_words_stops_where_it_is_asked_to(content_searcher: Searcher) -> None:
    with pytest.raises(Cancelled):
        content_searcher.search("*in*", cancelled=lambda: True)
    assert content_searcher.search("*in*").total


def test_two_searchers_of_a_library_do_not_disturb_each_other(coast: Library, titles: Titles) -> None:
    other = open_searcher(coast)
    assert [hit.section.title for hit in other.search("lantern").hits] == titles("lantern")
    other.close()
    assert titles("lantern")
