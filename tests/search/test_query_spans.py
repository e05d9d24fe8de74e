"""Every node and token of a query knows where in the typed text it stands."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kzref.search.query.nodes import MAX_LENGTH, And, Near, Node, Not, Or, Title, Word
from kzref.search.query.parser import parse_query
from kzref.search.query.typed_text import printable, read_typed, text_of_nodes
from kzref.search.text.tokenizer import tokenize

ANYTHING = (
    st.text(st.sampled_from('ab щ盗"«»-*?~():&|1,.\u00a0\u0301\u00ad\u0306\u200b\0é\u1100\u1161\u11a8\ud800/w AND'))
    | st.text()
)


def with_inner(node: Node) -> list[Node]:
    match node:
        case And(nodes) | Or(nodes) | Near(nodes, _):
            return [node, *(each for inner in nodes for each in with_inner(inner))]
        case Title(inner) | Not(inner):
            return [node, *with_inner(inner)]
    return [node]


@given(ANYTHING, st.booleans())
@example("e\u0301 x", False)
@example("33\u00a0671 «a b»", False)
@example("\u1100\u1161\u11a8", True)
def test_the_spans_lie_in_the_text_and_enclose_those_within_them(text: str, prefix_last: bool) -> None:
    query = parse_query(text, prefix_last)
    for node in query.nodes:
        for each in with_inner(node):
            assert 0 <= each.span.start < each.span.end <= min(len(text), MAX_LENGTH)
            assert all(
                each.span.start <= inner.span.start and inner.span.end <= each.span.end for inner in with_inner(each)
            )
    ends = [0, *(token.end for token in query.tokens)]
    assert all(end <= token.start < token.end for end, token in zip(ends, query.tokens, strict=False))


@given(ANYTHING)
@example("A\u030a\u0323b")
@example("A\u200b\u0301")
def test_what_is_read_is_the_printable_text_in_nfc(text: str) -> None:
    read = read_typed(text).text
    assert unicodedata.is_normalized("NFC", read)
    if not set(text) & set('"«»“”„\u00a0\u202f\u2009'):
        assert read == printable(text[:MAX_LENGTH])


@given(ANYTHING)
def test_a_word_has_the_span_of_what_it_is_made_of(text: str) -> None:
    for node in parse_query(text).nodes:
        for each in with_inner(node):
            if isinstance(each, Word) and each.term.isalpha():
                typed = read_typed(text[each.span.start : each.span.end]).text
                assert each.term in "".join(tokenize(typed.replace("*", "").replace("?", "")))


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("wet rope", ["wet", "rope"]), ('"wet rope" -net', ["wet rope", "-net"]), ("criminal-law", ["criminal", "law"]),
        ("title:(wet OR dry)", ["title:(wet OR dry"]), ("a w/5 b", ["a w/5 b"]), ("kind:act year:2015..2017", ["kind:act", "year:2015..2017"]),
        ("wet AND rope*", ["wet", "rope*"]), ("NOT (wet rope) dry", ["NOT (wet rope", "dry"]), ("33\u00a0671 tide", ["33\u00a0671", "tide"]),
        ("\u00abwet rope\u00bb", ["wet rope"]), ("caf\u0065\u0301 x", ["cafe\u0301", "x"]), ("lantrn~1, wet!", ["lantrn~1", "wet"]),
        ('title:"wet rope"', ['title:"wet rope']), ("盗窃罪 x", ["盗窃罪", "x"]), ("well-kno* x", ["well", "kno*", "x"]), ('"wet ro', ["wet ro"]),
    ],
)  # fmt: skip
def test_a_node_stands_where_it_was_typed(text: str, spans: list[str]) -> None:
    assert [text[slice(*node.span)] for node in parse_query(text).nodes] == spans


def test_nodes_that_ask_for_the_same_are_equal_wherever_they_stand() -> None:
    first, second = parse_query("rope rope").nodes
    assert first == second
    assert hash(first) == hash(second)
    assert first.span != second.span


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Wet  Rope", "Wet  Rope"),
        ("wet-rope", "wet-rope"),
        ("wet AND rope", "wet rope"),
        ("wet kind:act rope", "wet rope"),
    ],
)
def test_words_are_given_as_they_were_typed_without_what_stands_between(text: str, typed: str) -> None:
    words = [node for node in parse_query(text).nodes if isinstance(node, Word)]
    assert text_of_nodes(text, words) == typed
