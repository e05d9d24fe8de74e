"""Pinpoints: places of the source, alone, in lists and in ranges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzref.pack.pinpoints import Pinpoint, PinpointError, PinpointScheme, join_pinpoints, parse_numbers

SCHEME = PinpointScheme(
    {
        "Main Points": tuple(parse_numbers("1.1-1.8, 2-6")),
        "Main": ("1", "2"),
        "Results": tuple(parse_numbers("1-32, 36.1-36.17, 37-43")),
        "References": tuple(parse_numbers("1-28")),
        "Affiliations": ("1", "2"),
    },
    optional=frozenset({"Affiliations"}),
)
subsets = st.lists(st.sampled_from(SCHEME.all()), unique=True)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("7", ["7"]),
        ("2-4", ["2", "3", "4"]),
        ("2–4", ["2", "3", "4"]),
        ("36.9-36.11", ["36.9", "36.10", "36.11"]),
        ("1.1-1.2, 2-3", ["1.1", "1.2", "2", "3"]),
        ("5-5", ["5"]),
        (" 1 , 3 ", ["1", "3"]),
    ],
)
def test_a_range_stands_for_each_number_in_it(text: str, numbers: list[str]) -> None:
    assert parse_numbers(text) == numbers


@pytest.mark.parametrize(
    "text",
    ["", "a", "1-", "-1", "4-2", "1.2-2.3", "1-2.3", "1.2-3", "1-99999", "1,,2", "1.2.3", "36.", "1 2", "1-2-3", "²"],
)
def test_what_is_no_number_or_range_is_refused_with_words(text: str) -> None:
    with pytest.raises(PinpointError, match=r"\w+ \w+"):
        parse_numbers(text)


@given(st.text())
def test_any_text_is_parsed_or_refused(text: str) -> None:
    try:
        found = SCHEME.parse(text)
    except PinpointError as error:
        assert str(error)
    else:
        assert all(pinpoint.part in SCHEME.parts for pinpoint in found)


@given(subsets)
def test_what_is_joined_is_parsed_back_to_the_same_places(pinpoints: list[Pinpoint]) -> None:
    joined = join_pinpoints(pinpoints)
    assert set(SCHEME.parse(joined) if joined else []) == set(pinpoints)


@given(subsets.filter(bool))
def test_joining_what_was_parsed_changes_nothing_more(pinpoints: list[Pinpoint]) -> None:
    joined = join_pinpoints(pinpoints)
    assert join_pinpoints(SCHEME.parse(joined)) == joined


def test_neighbours_are_joined_as_a_range_and_parts_are_kept_apart() -> None:
    found = SCHEME.parse("Results 36.12; Results 36.11; Results 36.15; References 3")
    assert join_pinpoints(found) == "Results 36.11-36.12, 36.15; References 3"


def test_a_range_does_not_run_from_a_paragraph_into_its_sentences() -> None:
    assert join_pinpoints([Pinpoint("Main Points", n) for n in ("1.8", "2")]) == "Main Points 1.8, 2"


def test_a_part_whose_name_begins_like_another_is_told_from_it() -> None:
    assert SCHEME.parse("Main Points 2") == [Pinpoint("Main Points", "2")]
    assert SCHEME.parse("Main 2") == [Pinpoint("Main", "2")]


def test_an_unknown_part_is_answered_with_the_parts_there_are() -> None:
    with pytest.raises(PinpointError, match="References"):
        SCHEME.parse("Outcome 3")


def test_a_place_is_had_only_if_the_scheme_names_it() -> None:
    assert SCHEME.has(Pinpoint("Results", "36.17"))
    assert not SCHEME.has(Pinpoint("Results", "36.18"))
    assert not SCHEME.has(Pinpoint("Results", "36"))
    assert not SCHEME.has(Pinpoint("Outcome", "1"))


@given(subsets)
def test_what_is_not_cited_is_uncovered_unless_it_is_optional(cited: list[Pinpoint]) -> None:
    uncovered = SCHEME.uncovered(cited)
    needed = {p for p in SCHEME.all() if p.part != "Affiliations"}
    assert set(uncovered) == needed - set(cited)
    assert uncovered == [p for p in SCHEME.all() if p in set(uncovered)], "in the order of the source"


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("As said [Results 36.11].", ["Results 36.11"]),
        ("[Results 1-3; References 4] and [Main Points 2]", ["Results 1-3; References 4", "Main Points 2"]),
        ("[Results](kzref:results)", []),
        ("[Results 2](other.md)", []),
        ("[Results 2][ref]", []),
        ("[Resultsx 2]", []),
        ("[Outcome 2]", []),
    ],
)
def test_a_citation_is_told_from_a_link(text: str, inside: list[str]) -> None:
    pattern = SCHEME.citation_pattern
    assert pattern
    assert pattern.findall(text) == inside


def test_a_pack_without_a_source_has_no_citations() -> None:
    assert PinpointScheme({}).citation_pattern is None


def test_a_citation_of_more_places_than_anyone_reads_is_refused() -> None:
    with pytest.raises(PinpointError, match="stands for more than 20000 numbers"):
        PinpointScheme({"Body": ("1",)}).parse("Body " + "1-1000, " * 20 + "1")
