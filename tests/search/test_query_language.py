"""What the language of queries promises, told by naive code over the texts of a library with few words."""

import re
import time
from collections.abc import Callable, Sequence
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from search_helpers import notice_of

from kzref.search.engine import execution
from kzref.search.engine.ranking import Order
from kzref.search.query.nodes import SearchFilter
from kzref.search.results.results import Results
from kzref.search.searcher import Searcher
from kzref.search.text.tokenizer import iter_tokens

if TYPE_CHECKING:
    from conftest import Record

    Records = dict[str, Record]

FORMS: tuple[tuple[str, ...], ...] = (
    ("rope", "ropes"), ("tide", "tides"), ("anchor", "anchors", "anchored"), ("labour", "labor"), ("rapid",), ("roper",),
    ("tidal",), ("herring", "herrings"), ("hemp",), ("net", "nets"), ("канат", "канаты"), ("море", "моря"), ("якорь",), ("кеме",),
    ("теңіз",), ("қайық",),
)  # fmt: skip
"""The words of the archive, each with the forms that are one with it."""
WORDS = st.sampled_from([form for forms in FORMS for form in forms])
EVERYTHING = 10_000
Found = Callable[..., set[str]]


@pytest.fixture(scope="module")
def found(archive_searcher: Searcher) -> Found:
    """The addresses of all that a query finds."""

    def find(text: str, search_filter: SearchFilter = SearchFilter(), **more: bool) -> set[str]:  # noqa: B008
        results = archive_searcher.search(text, EVERYTHING, search_filter, **more)  # type: ignore[arg-type]
        addresses = [hit.section.address for hit in results.hits]
        assert len(addresses) == len(set(addresses)) == results.total
        return set(addresses)

    return find


def forms_of(word: str) -> tuple[str, ...]:
    return next(forms for forms in FORMS if word in forms)


def stands(word: str, row: Sequence[str]) -> list[int]:
    """The places of a word, in any of its forms."""
    return [at for at, form in enumerate(row) if form in forms_of(word)]


def matching(records: "Records", told: Callable[["Record"], bool]) -> set[str]:
    return {address for address, record in records.items() if told(record)}


def has(word: str) -> Callable[["Record"], bool]:
    """Whether a word stands in a section, or in a title above it."""
    return lambda record: bool(stands(word, (*record.title, *record.text, *record.above)))


def has_form(wanted: Callable[[str], bool]) -> Callable[["Record"], bool]:
    """Whether a word as it is written stands in the section itself."""
    return lambda record: any(map(wanted, (*record.title, *record.text)))


def in_a_row(forms: Sequence[str], row: Sequence[str]) -> bool:
    return any(tuple(row[at : at + len(forms)]) == tuple(forms) for at in range(len(row)))


def near(one: str, other: str, distance: int) -> Callable[["Record"], bool]:
    """Whether two words stand at most so far from each other, both in the title or both in the text."""

    def told(record: "Record") -> bool:
        return any(
            0 < abs(first - second) <= distance
            for row in (record.title, record.text)
            for first, second in product(stands(one, row), stands(other, row))
        )

    return told


def distance(one: str, other: str) -> int:
    """How many letters have to be put in, taken out or changed to make one word of another."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
    return row[-1]


def test_the_archive_says_enough(records: "Records") -> None:
    # What follows means something only where most queries find some sections and not all.
    assert len(records) > 80
    for forms in FORMS:
        assert 0 < len(matching(records, has(forms[0]))) < len(records)
    assert {"en", "ru", "kk"} == {record.language for record in records.values()}
    assert len({record.kind for record in records.values()}) > 4
    assert {2015, 2016, 2017, 2018, 2020, 2021} == {year for record in records.values() for year in record.years}


@pytest.mark.parametrize("word", [form for forms in FORMS for form in forms])
def test_a_word_finds_every_section_that_has_a_form_of_it(found: Found, records: "Records", word: str) -> None:
    for text in (
        word,
        word.upper(),
        f"({word})",
        f"{word} {word}",
        f"{word} AND {word}",
        f"{word} OR {word}",
        f"NOT NOT {word}",
    ):
        assert found(text) == matching(records, has(word)), text
    assert found(f"-{word}") == found(f"NOT {word}") == set(records) - matching(records, has(word))


@settings(deadline=None)
@given(a=WORDS, b=WORDS)
def test_and_or_and_not_are_sets(found: Found, a: str, b: str) -> None:
    first, second, everything = found(a), found(b), found("kind:nothing OR NOT kind:nothing")
    assert found(f"{a} AND {b}") == found(f"{a} И {b}") == found(f"{a} ЖӘНЕ {b}") == first & second
    assert found(f"{a} OR {b}") == found(f"{a} ИЛИ {b}") == found(f"{a} НЕМЕСЕ {b}") == first | second
    for minus in (
        f"{a} -{b}",
        f"{a} NOT {b}",
        f"{a} AND NOT {b}",
        f"{a} НЕ {b}",
        f"{a} ЕМЕС {b}",
        f"-{b} {a}",
        f"{a} -({b})",
    ):
        assert found(minus) == first - second, minus
    # De Morgan's laws.
    assert found(f"NOT ({a} OR {b})") == found(f"-{a} -{b}") == found(f"-({a} OR {b})") == everything - first - second
    assert found(f"NOT ({a} AND {b})") == found(f"-{a} OR -{b}") == everything - (first & second)


@settings(deadline=None)
@given(a=WORDS, b=WORDS, c=WORDS)
def test_and_binds_before_or_and_brackets_before_both(found: Found, a: str, b: str, c: str) -> None:
    first, second, third = found(a), found(b), found(c)
    assert (
        found(f"{a} OR {b} AND {c}")
        == found(f"{a} OR {b} {c}")
        == found(f"{a} OR ({b} {c})")
        == first | (second & third)
    )
    assert found(f"({a} OR {b}) AND {c}") == found(f"{c} AND ({a} OR {b})") == (first | second) & third
    assert found(f"({a} OR {b}) ({b} OR {c})") == (first | second) & (second | third)
    assert found(f"({a} OR {b}) -{c}") == (first | second) - third
    assert found(f"(({a}) OR (({b}) AND NOT ({c})))") == first | (second - third)
    assert found(f"{a} OR {b} OR {c}") == first | second | third
    assert found(f"{a} AND {b} AND {c}") == first & second & third


QUERIES = st.recursive(
    WORDS
    | st.sampled_from(['"rope tide"', "rope w/3 net", "anch*", "*r", "title:tide", "kind:act", "year:2016..2020", "language:ru", "nett~1"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} AND {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} OR {pair[1]})"),
        inner.map(lambda query: f"(NOT {query})"),
    ),
    max_leaves=6,
)  # fmt: skip


@settings(deadline=None)
@given(one=QUERIES, other=QUERIES)
def test_any_two_queries_are_joined_as_sets(found: Found, one: str, other: str) -> None:
    first, second, everything = found(one), found(other), found("kind:nothing OR NOT kind:nothing")
    assert found(f"{one} AND {other}") == first & second
    assert found(f"{one} OR {other}") == first | second
    assert found(f"{one} AND NOT {other}") == first - second
    assert found(f"NOT {one}") == everything - first
    assert found(f"{one} AND {other}", SearchFilter(within=(one,))) == first & second
    assert found(f"{other} OR {other}", SearchFilter(within=(one,))) == first & second


@settings(deadline=None)
@given(data=st.data())
def test_a_phrase_is_words_in_a_row_as_they_are_written(found: Found, records: "Records", data: st.DataObject) -> None:
    record = data.draw(st.sampled_from([each for each in records.values() if len(each.text) > 3]))
    at = data.draw(st.integers(0, len(record.text) - 2))
    forms = record.text[at : at + data.draw(st.integers(2, 4))]
    if data.draw(st.booleans()):
        forms = tuple(data.draw(st.permutations(forms)))
    phrase = f'"{" ".join(forms)}"'
    wanted = matching(records, lambda each: in_a_row(forms, each.title) or in_a_row(forms, each.text))
    assert found(phrase) == found(phrase.upper()) == found(f'"{", ".join(forms)}') == wanted
    assert found(f"-{phrase}") == set(records) - wanted
    assert found(f"title:{phrase}") == matching(records, lambda each: in_a_row(forms, each.title))
    assert found(f"{phrase} OR {forms[0]}") == wanted | found(forms[0])


@pytest.mark.parametrize("form", [form for forms in FORMS for form in forms])
def test_a_word_in_quotes_is_that_form_alone(found: Found, records: "Records", form: str) -> None:
    assert found(f'"{form}"') == matching(records, has_form(form.__eq__))


@settings(deadline=None)
@given(a=WORDS, b=WORDS, words_between=st.integers(1, 12))
def test_near_words_stand_near_in_either_order(
    found: Found, records: "Records", a: str, b: str, words_between: int
) -> None:
    wanted = matching(records, near(a, b, words_between))
    assert found(f"{a} w/{words_between} {b}") == found(f"{b} W/{words_between} {a}") == wanted
    assert found(f"{a} в/{words_between} {b}") == found(f'"{a} {b}"~{words_between}') == wanted
    assert wanted <= found(f"{a} w/{words_between + 1} {b}") <= found(f"{a} w/99 {b}") <= found(f"{a} AND {b}")
    assert found(f"{a} -({a} w/{words_between} {b})") == found(a) - wanted


@settings(deadline=None)
@given(a=WORDS, b=WORDS, c=WORDS, words_between=st.integers(1, 6))
def test_near_any_of_some_is_near_one_of_them(
    found: Found, records: "Records", a: str, b: str, c: str, words_between: int
) -> None:
    wanted = matching(records, lambda each: near(a, b, words_between)(each) or near(a, c, words_between)(each))
    assert found(f"{a} w/{words_between} ({b} OR {c})") == wanted
    assert found(f"({b} OR {c}) w/{words_between} {a}") == wanted
    chain = matching(records, lambda each: near(a, b, words_between)(each) and near(b, c, words_between)(each))
    assert found(f"{a} w/{words_between} {b} w/{words_between} {c}") == chain


@settings(deadline=None)
@given(form=WORDS, length=st.integers(1, 8))
def test_a_beginning_finds_every_section_with_such_a_word_and_no_other(
    found: Found, records: "Records", form: str, length: int
) -> None:
    begun = form[:length]
    wanted = matching(records, has_form(lambda word: word.startswith(begun)))
    assert found(f"{begun}*") == found(f"{begun.upper()}**") == wanted
    assert found(f"title:{begun}*") == matching(records, lambda r: any(w.startswith(begun) for w in r.title))
    # What is being typed is also the word that it may be already.
    assert found(begun, prefix_last=True) == wanted | found(begun)
    assert wanted <= found(f"{begun[:-1]}*") or len(begun) == 1


@settings(deadline=None)
@given(data=st.data())
def test_a_pattern_finds_every_section_with_such_a_word_and_no_other(
    found: Found, records: "Records", data: st.DataObject
) -> None:
    letters = list(data.draw(WORDS))
    for at in data.draw(st.sets(st.integers(0, len(letters) - 1), min_size=1, max_size=3)):
        letters[at] = data.draw(st.sampled_from(["*", "?"]))
    pattern = "".join(letters)
    # A question mark at the end is one.
    assume(sum(letter.isalpha() for letter in letters) > 1 and not pattern.endswith("?"))
    wanted = re.compile(pattern.replace("?", "[^ ]").replace("*", "[^ ]*"))
    assert found(pattern) == matching(records, has_form(lambda form: bool(wanted.fullmatch(form))))


@settings(deadline=None)
@given(data=st.data())
def test_a_tilde_finds_every_section_with_a_word_written_almost_so(
    found: Found, records: "Records", data: st.DataObject
) -> None:
    typed = list(data.draw(WORDS.filter(lambda form: len(form) > 3)))
    at = data.draw(st.integers(1, len(typed) - 1))
    typed[at : at + data.draw(st.integers(0, 1))] = data.draw(st.sampled_from(["", "x", "e", "ж"]))
    form, most = "".join(typed), data.draw(st.integers(1, 2))
    assume(re.fullmatch(r"[a-z]+|[^a-z]+", form))
    # The first letter of a word is hardly ever the wrong one, and stays.
    wanted = matching(records, has_form(lambda word: word[0] == form[0] and distance(word, form) <= most))
    assert found(f"{form}~{most}") == wanted
    assert found(f"{form}~") == found(f"{form}~{1 if len(form) < 6 else 2}")
    assert found(f"{form}~1") <= found(f"{form}~2") == found(f"{form}~9")


@pytest.mark.parametrize("word", [form for forms in FORMS for form in forms])
def test_in_the_title_is_within_the_word_itself(found: Found, records: "Records", word: str) -> None:
    wanted = matching(records, lambda record: bool(stands(word, record.title)))
    assert found(f"title:{word}") == found(f"title:({word})") == found(f"заголовок:{word}") == wanted <= found(word)
    assert found(f"-title:{word}") == set(records) - wanted
    assert found(f'title:"{word}"') == matching(records, lambda record: word in record.title)


@settings(deadline=None)
@given(a=WORDS, b=WORDS)
def test_brackets_after_title_hold_a_query_of_their_own(found: Found, a: str, b: str) -> None:
    assert found(f"title:({a} OR {b})") == found(f"title:{a}") | found(f"title:{b}")
    assert found(f"title:({a} {b})") == found(f"title:{a}") & found(f"title:{b}")
    assert found(f"title:({a} -{b})") == found(f"title:{a}") - found(f"title:{b}")


def test_kind_year_and_language_are_exact(found: Found, records: "Records") -> None:
    for kind in {record.kind for record in records.values()}:
        assert found(f"kind:{kind}") == found(f"вид:{kind}") == matching(records, lambda r, kind=kind: r.kind == kind)
    for language in ("en", "ru", "kk"):
        wanted = matching(records, lambda record, language=language: record.language == language)
        assert found(f"language:{language}") == found(f"тіл:{language}") == wanted
    for first, last in product(range(2013, 2023), repeat=2):
        span = range(min(first, last), max(first, last) + 1)
        wanted = matching(records, lambda record, span=span: not record.years.isdisjoint(span))
        assert found(f"year:{first}..{last}") == found(f"год:{first}-{last}") == wanted
    for nothing in ("kind:nothing", "language:xx"):
        assert found(nothing) == set()
    assert found("-kind:act") == set(records) - found("kind:act")


NARROWINGS = st.builds(
    SearchFilter,
    kinds=st.frozensets(st.sampled_from(["act", "concept", "note", "event", "part", "nothing"]), max_size=3),
    years=st.frozensets(st.integers(2014, 2022), max_size=3),
    languages=st.frozensets(st.sampled_from(["en", "ru", "kk", "xx"]), max_size=2),
)


def as_fields(search_filter: SearchFilter) -> str:
    """A narrowing as it may be typed."""
    fields = []
    for name, values in (
        ("kind", search_filter.kinds),
        ("year", search_filter.years),
        ("language", search_filter.languages),
    ):
        fields += [f"({' OR '.join(f'{name}:{value}' for value in sorted(values, key=str))})"] if values else []
    return " AND ".join(fields)


@settings(deadline=None)
@given(query=QUERIES, search_filter=NARROWINGS)
def test_narrowing_is_the_same_as_the_fields_that_may_be_typed(
    found: Found, query: str, search_filter: SearchFilter
) -> None:
    fields = as_fields(search_filter)
    wanted = found(f"{query} AND {fields}") if fields else found(query)
    assert found(query, search_filter) == wanted
    within = SearchFilter(
        search_filter.kinds, search_filter.years, search_filter.languages, within=("rope OR море", "-tide")
    )
    assert found(query, within) == wanted & found("rope OR море") - found("tide")


@settings(deadline=None)
@given(query=QUERIES, search_filter=NARROWINGS)
def test_facets_count_what_would_be_found(
    archive_searcher: Searcher, records: "Records", found: Found, query: str, search_filter: SearchFilter
) -> None:
    results = archive_searcher.search(query, 3, search_filter)
    assert results.complete
    assert results.facets is not None
    # A value of a facet is counted as if nothing else of this facet were chosen.
    without = {
        "kind": SearchFilter(years=search_filter.years, languages=search_filter.languages),
        "year": SearchFilter(search_filter.kinds, languages=search_filter.languages),
        "language": SearchFilter(search_filter.kinds, search_filter.years),
    }
    for facet, other in without.items():
        counted: dict[str, int] = {}
        for address in found(query, other):
            record = records[address]
            values = {"kind": [record.kind], "year": record.years, "language": [record.language]}[facet]
            for value in values:
                counted[str(value)] = counted.get(str(value), 0) + 1
        told = results.facets[facet]
        assert dict(told) == counted
        assert len(told) == len(counted)
        assert [number for _, number in told] == sorted(counted.values(), reverse=True)


def addresses(results: Results) -> list[str]:
    return [hit.section.address for hit in results.hits]


@settings(deadline=None)
@given(query=QUERIES, limit=st.integers(1, 200))
def test_results_are_sorted_as_asked_and_cut_after_sorting(
    archive_searcher: Searcher, records: "Records", query: str, limit: int
) -> None:
    every = {order: archive_searcher.search(query, EVERYTHING, order=order) for order in Order}
    assert len({frozenset(addresses(results)) for results in every.values()}) == 1
    scores = [hit.score for hit in every[Order.RELEVANCE].hits]
    assert scores == sorted(scores, reverse=True)
    places = [hit.section.position for hit in every[Order.CONTENTS].hits]
    assert places == sorted(places)
    by_year = [records[address] for address in addresses(every[Order.YEAR])]
    # The newest first, then those without a year; of the same year as they stand in the contents.
    assert by_year == sorted(by_year, key=lambda record: (-max(record.years, default=0), record.position))
    for order, results in every.items():
        cut = archive_searcher.search(query, limit, order=order)
        assert addresses(cut) == addresses(results)[:limit]
        assert cut.total == results.total


CHECKED = st.one_of(
    st.tuples(WORDS, WORDS).map(lambda pair: f'"{pair[0]} {pair[1]}" -nothing'),
    st.tuples(WORDS, st.integers(1, 9), WORDS).map(lambda part: f"{part[0]} w/{part[1]} {part[2]}"),
    st.tuples(WORDS, WORDS, WORDS).map(lambda part: f"{part[0]} AND {part[1]} w/7 {part[2]}"),
)


@settings(deadline=None)
@given(query=CHECKED, limit=st.integers(1, 8), order=st.sampled_from(Order))
def test_what_is_not_counted_to_the_end_begins_alike(
    archive_searcher: Searcher, query: str, limit: int, order: Order
) -> None:
    whole = archive_searcher.search(query, limit, order=order)
    assert whole.complete
    with pytest.MonkeyPatch.context() as patch:
        # So few that this library has more.
        patch.setattr(execution, "_VERIFIED_AT_ONCE", 0)
        early = archive_searcher.search(query, limit, order=order, count_all=False)
    assert [(hit.section.address, hit.snippet, hit.count) for hit in early.hits] == [
        (hit.section.address, hit.snippet, hit.count) for hit in whole.hits
    ]
    assert early.total == whole.total if early.complete else limit <= early.total <= whole.total
    assert early.complete == (early.facets is not None) == (whole.total < limit or early.facets is not None)


def test_what_need_not_be_counted_late_is_counted_at_once(archive_searcher: Searcher) -> None:
    for text in ("rope", '"rope tide"', "rope w/3 tide", "ro*", ""):
        early = archive_searcher.search(text, 1, count_all=False)
        assert early.complete
        assert early.total == archive_searcher.search(text, 1).total


@settings(deadline=None)
@given(query=QUERIES)
def test_the_highlighter_finds_the_words_of_the_hits(
    archive_searcher: Searcher, records: "Records", query: str
) -> None:
    results = archive_searcher.search(query, EVERYTHING)
    for hit in results.hits:
        record = records[hit.section.address]
        text = " ".join(record.text)
        marked = {text[start:end] for start, end in results.highlighter.spans(text)}
        assert {word for each in marked for word in each.split()} <= set(record.text)
        assert bool(hit.snippet.highlights) == bool(marked)
        for start, end in hit.snippet.highlights:
            assert " ".join(word.term for word in iter_tokens(hit.snippet.text[start:end])) in marked
        assert hit.count >= len(results.highlighter.spans(text))


@pytest.mark.parametrize("prefix_last", [False, True])
@pytest.mark.parametrize(
    "text",
    ['"', '"rope', 'rope"', '""', '"""', "(", ")", "((", "))", ")(", "(rope", "rope)", "()", "(()", "*", "**", "?", "??", "* *", "a* OR b*",
     "*a* OR *b*", "-*", "title:*", "[a TO", "[a TO b]", "{a TO b}", "rope^2", "rope~", "~", "~1", "rope~99999999", '"a b"~', '"a b"~99999999',
     "w/", "w/1", "w/w/1", "rope w/999999 tide", "rope w/1", "AND", "OR", "NOT", "AND AND", "OR OR", "NOT NOT", "rope AND", "OR rope", "-", "--",
     "-(", "-)", ":", "::", "title:", "title:(", "kind:", "kind:(", "year:", "year:x", "year:..", "year:9999..0000", "colour:red", "act:", "act:*",
     "person:(rope)", 'kind:""', "\0", "rope\0tide", "\ud800", "kind:\ud800", "language:\udfff", '"\ud800 rope"', "\ud800*", "\\", "\\*", "rope\\",
     "a:b:c", "a/b", "=1", "'", "'; DROP TABLE sections;", "%", "_", "__*", "\u202erope", "²*", "١*", "\U0001f6a2", "\U0001f6a2*", "\n", "\t\r"],
    ids=ascii,
)  # fmt: skip
def test_whatever_signs_are_typed_there_is_an_answer(archive_searcher: Searcher, text: str, prefix_last: bool) -> None:
    for order in Order:
        results = archive_searcher.search(text, 5, order=order, prefix_last=prefix_last, count_all=False)
        assert results.complete
        assert len(results.hits) == min(results.total, 5)


LONG = {
    "letters": "a" * 100_000, "Cyrillic letters": "щ" * 100_000, "a word": "rope " * 20_000, "words": " ".join(f"w{n}eight" for n in range(10_000)),
    "opened": "(" * 10_000, "closed": ")" * 10_000, "opened and closed": "(" * 5_000 + "rope" + ")" * 5_000, "pairs": "()" * 5_000,
    "not in brackets": "-(" * 5_000, "title in brackets": "title:(" * 5_000, "quotation marks": '"' * 99_999, "phrases": '"rope tide" ' * 9_000,
    "one phrase": f'"{"rope tide " * 9_000}"', "stars": "*" * 100_000, "beginnings": "a* " * 30_000, "endings": "*a " * 30_000,
    "patterns": "*a*e*r* " * 12_000, "one pattern": "*a" * 50_000, "one pattern of a letter": "?" * 50_000 + "ro*e", "misspellings": "anchr~2 " * 12_000,
    "minus": "-" * 100_000, "negations": "NOT " * 25_000, "unions": "rope OR " * 12_000, "operators": "AND OR NOT " * 9_000,
    "near": "rope w/99 " * 10_000, "near nothing": "w/9 " * 25_000, "years": "year:1000..3000 " * 6_000, "kinds": "kind:act OR " * 8_000,
    "NUL": "\0" * 100_000, "surrogates": "\ud800" * 100_000, "accents": "a\u0301" * 50_000, "figures": "1,234" * 20_000, "a number": "1" * 100_000,
    "backslashes": "\\" * 100_000, "soft hyphens": "\u00ad" * 100_000, "colons": "a:" * 50_000, "lines": "\n" * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("prefix_last", [False, True])
@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_a_hundred_thousand_characters_are_answered_soon_and_told_of(
    archive_searcher: Searcher, text: str, prefix_last: bool
) -> None:
    started = time.process_time()
    results = archive_searcher.search(text, 5, prefix_last=prefix_last, count_all=False)
    # The bound itself is a tenth of this.
    assert time.process_time() - started < 2
    assert len(results.hits) == min(results.total, 5)
    assert "characters" in notice_of(results) or not (text[0].isprintable() or text[0].isspace())
