"""Whatever is typed is a query of bounded size, and says what was taken otherwise than it was typed."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search_helpers import notice_of

from kzref.search.query.nodes import (
    MAX_DEPTH,
    MAX_DISTANCE,
    MAX_LENGTH,
    MAX_WORDS,
    And,
    EntityFilter,
    ExactTerm,
    Fuzzy,
    KindFilter,
    LanguageFilter,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Title,
    Word,
    YearFilter,
)
from kzref.search.query.parser import parse_query

PIECES = st.sampled_from(
    ['"', "-", "*", "?", ":", "kind:", "year:", "title:", "title:(", "kind:(", "KIND:act", "year:2017", "year:2015..2017",
     "year:99999", "[", "]", "(", ")", "-(", " ", "Body 7", "and", "AND", "OR", "NOT", "И", "НЕМЕСЕ", "w/3", "w/999999", "~", "~2",
     "~9999", "^", "\\", "\0", "\ud800", "\u200e", "\u00ad", "²", "١٢٣٤", "word", "wo*d", "слово", "\n"]
)  # fmt: skip
ANYTHING = st.text() | st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)
A, B, C, D = (Word(letter * 2) for letter in "abcd")


def inside(node: Node) -> Iterator[Node]:
    """A node and all nodes in it."""
    yield node
    match node:
        case And(nodes) | Or(nodes) | Near(nodes, _):
            for each in nodes:
                yield from inside(each)
        case Title(inner) | Not(inner):
            yield from inside(inner)


def nodes_of(text: str, prefix_last: bool = False) -> list[Node]:
    return [each for node in parse_query(text, prefix_last).nodes for each in inside(node)]


def terms_of(text: str, prefix_last: bool = False) -> list[str]:
    return [node.term for node in nodes_of(text, prefix_last) if isinstance(node, Word)]


def height(node: Node) -> int:
    """How many nodes stand in one another."""
    match node:
        case And(nodes) | Or(nodes) | Near(nodes, _):
            return 1 + max(map(height, nodes))
        case Title(inner) | Not(inner):
            return 1 + height(inner)
    return 1


@given(ANYTHING, st.booleans())
def test_any_text_is_a_bounded_query(text: str, prefix_last: bool) -> None:
    query = parse_query(text, prefix_last)
    assert query.text == text
    found = nodes_of(text, prefix_last)
    terms = [node.term for node in found if isinstance(node, Word | ExactTerm | Fuzzy)]
    terms += [f for node in found if isinstance(node, Phrase) for f in node.terms]
    terms += [
        node.prefix if isinstance(node, Prefix) else node.pattern
        for node in found
        if isinstance(node, Prefix | Pattern)
    ]
    assert all(terms)
    assert query.is_empty == (not query.nodes and not query.pinpoint)
    assert all(len(node.nodes) > 1 for node in found if isinstance(node, And | Or | Near))
    assert all(0 <= node.distance <= MAX_DISTANCE for node in found if isinstance(node, Near))
    # Words of operators that join nothing come on top, at most one for each character that is read.
    assert len(found) <= MAX_LENGTH
    assert all(node in found for node in query.text_nodes if not isinstance(node, Word))


@pytest.mark.parametrize(
    "mark",
    ["[", "(", ")", "()", '"', "-", "*", "?", "~", "a~", "a?b ", "a* ", "a ", "a\u0301", "a:", "title:(", "-(", "1,", "A ",
     "a AND ", "a OR ", "NOT ", "w/1 ", "a w/1 ", "щ", "\0", "\ud800", "\\", '"-', '"a b" '],
)  # fmt: skip
def test_a_hundred_thousand_characters_are_cut_short_with_a_notice(mark: str) -> None:
    text = (mark * 100_000)[:100_000] + " word"
    query = parse_query(text, prefix_last=True)
    assert "word" not in terms_of(text, prefix_last=True) or not mark.isprintable()
    assert str(MAX_LENGTH) in notice_of(query) or not mark.isprintable()
    assert len(list(nodes_of(text, prefix_last=True))) <= MAX_LENGTH


@pytest.mark.parametrize("opening", ["(", "-(", "title:(", "a OR (", "NOT ("])
def test_brackets_are_read_to_a_depth_and_no_further(opening: str) -> None:
    text = opening * 30 + "aa" + ")" * 30
    query = parse_query(text)
    assert str(MAX_DEPTH) in notice_of(query)
    assert "aa" in terms_of(text)
    assert max(map(height, query.nodes)) <= 3 * MAX_DEPTH


def test_more_words_than_are_searched_are_told_of() -> None:
    many = [f"word{number}x" for number in range(MAX_WORDS + 5)]
    for text in (" ".join(many), f'"{" ".join(many)}"', " OR ".join(many)):
        query = parse_query(text)
        terms = terms_of(text) + [f for n in nodes_of(text) if isinstance(n, Phrase) for f in n.terms]
        assert terms == many[:MAX_WORDS]
        assert str(MAX_WORDS) in notice_of(query)
    assert str(MAX_LENGTH) in notice_of(parse_query("a" * (MAX_LENGTH + 1)))
    assert not parse_query("a" * MAX_LENGTH).notices


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("aa bb", [A, B]), ("aa AND bb", [A, B]), ("aa OR bb", [Or((A, B))]), ("aa OR bb OR cc", [Or((A, B, C))]),
        ("aa bb OR cc", [Or((And((A, B)), C))]), ("aa AND bb OR cc AND dd", [Or((And((A, B)), And((C, D))))]),
        ("aa (bb OR cc)", [A, Or((B, C))]), ("(aa bb)", [A, B]), ("((aa))", [A]),
        ("aa NOT bb", [A, Not(B)]), ("aa AND NOT bb", [A, Not(B)]), ("NOT NOT aa", [A]), ("NOT (aa OR bb)", [Not(Or((A, B)))]),
        ("aa -bb", [A, Not(B)]), ("-aa", [Not(A)]), ("-(aa bb)", [Not(And((A, B)))]),
        ('"aa bb" cc', [Phrase(("aa", "bb")), C]), ('"aa"', [ExactTerm("aa")]), ('-"aa bb"', [Not(Phrase(("aa", "bb")))]),
        ('"aa bb', [Phrase(("aa", "bb"))]), ("well-known", [Word("well"), Word("known")]),
        ("-well-known", [Not(And((Word("well"), Word("known"))))]),
        ("begin*", [Prefix("begin")]), ("be*n", [Pattern("be*n")]), ("*gin", [Pattern("*gin")]), ("be?in", [Pattern("be?in")]),
        ("be**n", [Pattern("be*n")]), ("BE*N", [Pattern("be*n")]),
        ("spell~", [Fuzzy("spell", 1)]), ("spelling~", [Fuzzy("spelling", 2)]), ("spelling~1", [Fuzzy("spelling", 1)]),
        ("aa w/3 bb", [Near((A, B), 3)]), ("aa W/3 bb", [Near((A, B), 3)]), ('"aa bb"~4', [Near((A, B), 4)]),
        ('aa w/3 "bb cc"', [Near((A, Phrase(("bb", "cc"))), 3)]), ("aa w/3 (bb OR cc)", [Near((A, Or((B, C))), 3)]),
        ("aa w/3 bb w/2 cc", [Near((A, B), 3), Near((B, C), 2)]), ("aa w/3 bb cc", [Near((A, B), 3), C]),
        ("title:aa", [Title(A)]), ("title:(aa OR bb)", [Title(Or((A, B)))]), ('title:"aa bb"', [Title(Phrase(("aa", "bb")))]),
        ("-title:aa", [Not(Title(A))]), ("act:aa", [EntityFilter("act", ("aa",))]), ('person:"aa bb"', [EntityFilter("person", ("aa", "bb"))]),
        ("language:kk", [LanguageFilter("kk")]), ("kind:act", [KindFilter("act")]), ("year:2017", [YearFilter(2017, 2017)]), ("year:2015..2017", [YearFilter(2015, 2017)]),
        ("year:2015-2017", [YearFilter(2015, 2017)]), ("year:2017..2015", [YearFilter(2015, 2017)]), (" - ", []), ("aa and bb", [A, Word("and"), B]),
        ("()", []), ("", []), ("  ", []), ('-- - ""', []), ("!?", []),
    ],
)  # fmt: skip
def test_words_phrases_signs_and_operators_mean_what_is_promised(text: str, nodes: list[Node]) -> None:
    query = parse_query(text)
    assert list(query.nodes) == nodes
    nothing = "The query contains no searchable words." if text.strip() and not nodes else ""
    assert notice_of(query) == ("Missing closing quotation mark." if text.count('"') % 2 else nothing)
    assert query.is_empty == (not nodes)


@pytest.mark.parametrize(
    ("english", "russian", "kazakh"),
    [("aa AND bb", "aa И bb", "aa ЖӘНЕ bb"), ("aa OR bb", "aa ИЛИ bb", "aa НЕМЕСЕ bb"), ("aa NOT bb", "aa НЕ bb", "aa ЕМЕС bb"),
     ("title:aa", "заголовок:aa", "тақырып:aa"), ("title:(aa bb)", "название:(aa bb)", "атауы:(aa bb)"), ("kind:act", "вид:act", "түрі:act"),
     ("year:2017", "год:2017", "жыл:2017"), ("language:kk", "язык:kk", "тілі:kk"), ("act:aa", "акт:aa", "акт:aa"),
     ("person:aa", "лицо:aa", "тұлға:aa"), ("aa w/5 bb", "aa в/5 bb", "aa В/5 bb")],
)  # fmt: skip
def test_operators_and_fields_mean_the_same_in_three_languages(english: str, russian: str, kazakh: str) -> None:
    assert parse_query(english).nodes == parse_query(russian).nodes == parse_query(kazakh).nodes
    assert not parse_query(russian).notices + parse_query(kazakh).notices


@pytest.mark.parametrize(
    ("text", "beginning"),
    [("wet ro", ["ro"]), ("wet ro ", []), ('"wet ro', ["ro"]), ('"wet" ro', ["ro"]), ("wet.", []), ("wet -ro", []), ("wet NOT ro", []), ("wet OR ro", ["ro"]),
     ("(wet OR ro", ["ro"]), ("wet w/3 ro", ["ro"]), ("title:ro", ["ro"]), ('"wet ro"', []), ("ro*", []), ("ro~", []), ("ro)", [])],
)  # fmt: skip
def test_only_a_word_that_is_being_typed_stands_for_its_beginnings(text: str, beginning: list[str]) -> None:
    typed = [node.term for node in nodes_of(text, prefix_last=True) if isinstance(node, Word) and node.is_prefix]
    assert typed == beginning
    assert not any(isinstance(node, Word) and node.is_prefix for node in nodes_of(text))


def test_an_address_of_the_network_is_its_words() -> None:
    text = "http://example.org/a/b=1"
    assert terms_of(text) == ["http", "example", "org", "a", "b", "1"]


def test_filters_are_read_in_any_case_and_order() -> None:
    query = parse_query("KIND:Act tide Year:2015..2017 language:RU")
    assert query.nodes == (KindFilter("act"), Word("tide"), YearFilter(2015, 2017), LanguageFilter("ru"))
    assert not query.notices
    assert not parse_query("kind:act").is_empty
    assert parse_query('kind:"turning-point"').nodes == (KindFilter("turning-point"),)


@pytest.mark.parametrize("text", ["colour:red", "year:soon", "year:99999", "colour:(red)", "kind:(red)"])
def test_what_is_no_field_is_searched_as_words_with_a_notice(text: str) -> None:
    query = parse_query(text)
    name = text.partition(":")[0]
    assert terms_of(text) == [name, text.partition(":")[2].strip("()")]
    assert f"'{name}:'" in notice_of(query)


@pytest.mark.parametrize(
    "text",
    ["aa AND", "AND aa", "aa OR", "OR aa", "NOT", "aa NOT", "aa AND OR bb", "OR", "aa w/3", "aa w/3 kind:act", "aa w/3 -bb",
     "aa w/100 bb", '"aa bb"~1000', "aa)", "(aa", "((aa)", '"aa', "*", "**", "aa *", "?*", "aa~7", "colour:aa", "year:x"],
)  # fmt: skip
def test_whatever_is_not_taken_as_it_was_typed_is_told(text: str) -> None:
    assert parse_query(text).notices


@given(
    st.lists(st.sampled_from(["aa", "bb", "(", ")", "AND", "OR", "NOT", "w/2", '"', "-", "title:", "~"]), max_size=9)
)
def test_no_word_that_was_typed_is_lost(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = nodes_of(text)
    terms = {node.term for node in found if isinstance(node, Word | ExactTerm)}
    terms |= {form for node in found if isinstance(node, Phrase) for form in node.terms}
    assert terms >= {"aa", "bb"} & set(pieces)


@pytest.mark.parametrize("text", ["Body 36.11", "[Body 36.11]", "  Body  36.11 "])
def test_a_place_of_the_source_is_known_with_and_without_its_brackets(text: str) -> None:
    assert parse_query(text).pinpoint == "body 36.11"
    assert not parse_query(f"{text} more").pinpoint


@pytest.mark.parametrize(
    "text", ["ПРИЧИНЫ И УСЛОВИЯ ПРЕСТУПНОСТИ", "ОНША АУЫР ЕМЕС ҚЫЛМЫС", "CRIME AND PUNISHMENT", "ЗАКОН НЕ РАБОТАЕТ"]
)
def test_where_everything_is_in_capitals_no_word_is_an_operator_and_that_is_said(text: str) -> None:
    query = parse_query(text)
    assert [node for node in query.nodes if isinstance(node, Word)] == list(query.nodes)
    assert [node.term for node in query.nodes] == text.lower().split()
    assert "capitals" in notice_of(query)
    assert not query.strict


@pytest.mark.parametrize("text", ["УК ИЛИ УПК", "CSTO OR ERDR", "закон И порядок", "ЗАКОН или НЕ закон"])
def test_abbreviations_and_small_letters_leave_operators_what_they_are(text: str) -> None:
    assert "capitals" not in notice_of(parse_query(text))
    assert all(
        not isinstance(node, Word) or node.term not in ("и", "или", "or")
        for node in parse_query(text).nodes
        if text.startswith(("УК", "CS", "закон"))
    )


@pytest.mark.parametrize("quoted", ["“{}”", "«{}»", "„{}“", "»{}«", '"{}"'])
def test_the_quotation_marks_of_books_are_quotation_marks(quoted: str) -> None:
    phrase = quoted.format("wet rope")
    assert list(parse_query(phrase).nodes) == [Phrase(("wet", "rope"))]
    assert list(parse_query(f"title:{phrase}").nodes) == [Title(Phrase(("wet", "rope")))]
    assert list(parse_query(f"tide -{phrase}").nodes) == [Word("tide"), Not(Phrase(("wet", "rope")))]
    assert list(parse_query(f"act:{phrase} tide").nodes) == [EntityFilter("act", ("wet", "rope")), Word("tide")]


def test_a_phrase_that_is_still_typed_in_such_marks_is_one() -> None:
    for text in ("«wet ro", "“wet ro", '"wet ro'):
        assert nodes_of(text, prefix_last=True) == [ExactTerm("wet"), Word("ro", is_prefix=True)]


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("tide –legal", [Word("tide"), Not(Word("legal"))]), ("tide −legal", [Word("tide"), Not(Word("legal"))]),
        ("tide !legal", [Word("tide"), Not(Word("legal"))]), ("tide – legal", [Word("tide"), Word("legal")]),
        ("tide -*tion", [Word("tide"), Not(Pattern("*tion"))]), ("title:*tion", [Title(Pattern("*tion"))]),
        ("aa /5 bb", [Near((Word("aa"), Word("bb")), 5)]), ("aa w/ 5 bb", [Near((Word("aa"), Word("bb")), 5)]),
        ("aa near/5 bb", [Near((Word("aa"), Word("bb")), 5)]), ("aa & bb", [Word("aa"), Word("bb")]),
        ("aa | bb", [Or((Word("aa"), Word("bb")))]), ("year:..2018", [YearFilter(0, 2018)]), ("year:2015..", [YearFilter(2015, 9999)]),
        ("year:>2015", [YearFilter(2016, 9999)]), ("year:>=2015", [YearFilter(2015, 9999)]), ("year:<2015", [YearFilter(0, 2014)]), ("year:≤2015", [YearFilter(0, 2015)]),
        ("year:2015—2018", [YearFilter(2015, 2018)]), ("year:2015...2018", [YearFilter(2015, 2018)]), ("act:cod*", [EntityFilter("act", ("cod",), True)]),
        ("автор:Беляев", [EntityFilter("person", ("беляев",))]), ("kind:con*", [KindFilter("con", True)]), ("33\u00a0671", [Word("33671")]),
        ("33\u202f671 tide", [Word("33671"), Word("tide")]),
    ],
)  # fmt: skip
def test_what_lawyers_type_elsewhere_is_understood(text: str, nodes: list[Node]) -> None:
    query = parse_query(text)
    assert list(query.nodes) == nodes
    assert query.notices == ()


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("kind::act", "'kind::act' is not a field with a value"), ("title:kind:act", "A field cannot follow 'title:'"),
        ('"crimin* policy"', "Wildcards in quotation marks were ignored"), ("year:soon", "'soon' is not a year"), ("act:*", "matches every word"),
        ("\0\0", "no searchable words"), ('""', "no searchable words"), ("()", "no searchable words"),
    ],
)  # fmt: skip
def test_what_is_taken_otherwise_than_it_was_typed_is_said(text: str, notice: str) -> None:
    assert notice in notice_of(parse_query(text))


@pytest.mark.parametrize(
    ("text", "node"),
    [("kind:con", KindFilter("con", True)), ("language:k", LanguageFilter("k", True)), ("person:Bely", EntityFilter("person", ("bely",), True)), ("act:\"criminal co", EntityFilter("act", ("criminal", "co"), True)),
     ("year:20", YearFilter(2000, 2099)), ("year:201", YearFilter(2010, 2019)), ("year:2017", YearFilter(2017, 2017))],
)  # fmt: skip
def test_the_value_of_a_field_that_is_being_typed_stands_for_all_that_begin_like_it(text: str, node: Node) -> None:
    assert parse_query(text, prefix_last=True).nodes == (node,)
