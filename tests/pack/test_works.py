"""Works cited in CSL-JSON: what can be used is, and what cannot is named."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzref.pack.data.works import Work, parse_works
from kzref.pack.generated import work_markdown
from kzref.pack.problems import Problem

DOE = {
    "id": "doe-2001",
    "type": "book",
    "title": "Policy & Law",
    "author": [{"family": "Doe", "given": "J."}, {"literal": "Ministry of Justice"}],
    "issued": {"date-parts": [[2001, 3]]},
    "publisher": "Press",
    "publisher-place": "Almaty",
    "custom": {"number": 7, "cited": "Results 3", "about": "Says *much*."},
}


def parse(items: object) -> tuple[tuple[Work, ...], list[Problem]]:
    problems: list[Problem] = []
    text = items if isinstance(items, str) else json.dumps(items, indent=1)
    return parse_works(text, "works.json", problems.append), problems


def test_a_work_is_read_with_what_the_pack_says_of_it() -> None:
    (work,), problems = parse([DOE])
    assert not problems
    assert (work.name, work.title, work.year) == ("doe-2001", "Policy & Law", 2001)
    assert work.author_line == "Doe J., Ministry of Justice"
    assert (work.number, work.cited, work.about) == (7, "Results 3", "Says *much*.")
    assert dict(work.data) == {key: value for key, value in DOE.items() if key != "custom"}


def test_works_without_a_number_are_numbered_by_their_place() -> None:
    works, _ = parse([{"id": name, "title": name} for name in ("a", "b", "c")])
    assert [work.number for work in works] == [1, 2, 3]


@pytest.mark.parametrize("issued", [None, {}, {"date-parts": []}, {"date-parts": [[]]}, {"literal": "no date"}])
def test_a_work_without_a_year_has_none(issued: object) -> None:
    (work,), problems = parse([DOE | {"issued": issued}])
    assert work.year is None
    assert not problems
    assert "2001" not in work_markdown(work)


@pytest.mark.parametrize(
    "issued",
    [
        {"date-parts": [["x"]]},
        "2001",
        5,
        [],
        {"date-parts": 2001},
        {"date-parts": [2001]},
        {"date-parts": [[2001.5]]},
        {"date-parts": [[True]]},
        {"date-parts": [[-5]]},
        {"date-parts": [[10**15]]},
        {"date-parts": [[10**5]]},
        {"date-parts": [["9" * 5000]]},
        {"date-parts": [[2001, 10**9]]},
        {"date-parts": [[float("inf")]]},
        {"date-parts": [[float("nan")]]},
    ],
)
def test_a_year_that_is_none_is_named_and_the_work_is_kept(issued: object) -> None:
    (work,), (problem,) = parse([DOE | {"issued": issued}])
    assert work.year is None
    assert "'issued'" in problem.text
    assert work_markdown(work)


@pytest.mark.parametrize("number", ["9" * 6000, "-" + "9" * 6000, "1e999", "-1e999", "Infinity", "-Infinity", "NaN"])
def test_a_number_beyond_use_is_named_and_the_other_works_are_kept(number: str) -> None:
    text = json.dumps(
        [DOE, DOE | {"id": "roe", "issued": {"date-parts": [["N"]]}, "custom": {"number": "M"}}], indent=1
    )
    works, problems = parse(text.replace('"N"', number).replace('"M"', number))
    assert [work.name for work in works] == ["doe-2001", "roe"]
    assert [work.number for work in works] == [7, 2]
    assert sorted(problem.text.split(":")[1].split("'")[1] for problem in problems) == ["issued", "number"]
    assert {problem.line for problem in problems} <= set(range(text[: text.index('"roe"')].count("\n"), 99))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("author", "Doe J."),
        ("author", [5]),
        ("author", {"family": ["Doe"]}),
        ("editor", [{"family": "Doe"}, {"given": 5}]),
        ("publisher", ["Press"]),
        ("page", {"first": 1}),
        ("type", True),
        ("URL", [1]),
        ("custom", "seven"),
        ("number", [1]),
    ],
)
def test_a_field_of_the_wrong_type_is_named_with_its_line_and_left_out(field: str, value: object) -> None:
    item = DOE | {field: value}
    (work,), (problem,) = parse([item])
    text = json.dumps([item], indent=1)
    assert f"'{field}'" in problem.text
    assert problem.line == text[: text.index(f'"{field}"')].count("\n") + 1
    assert work_markdown(work)
    assert work.title == "Policy & Law"


def test_the_last_of_many_works_is_named_with_its_line() -> None:
    items: list[dict[str, object]] = [{"id": f"w{n}", "title": "T"} for n in range(50)]
    text = json.dumps([*items, {"id": "w1", "title": "Again"}], indent=2)
    works, (problem,) = parse(text)
    assert len(works) == 50
    assert problem.line == text[: text.rindex('"w1"')].count("\n") + 1
    assert [work.line for work in works] == [text[: text.index(f'"w{n}"')].count("\n") + 1 for n in range(50)]


def test_a_half_of_a_character_and_control_characters_are_cleaned_after_they_are_decoded() -> None:
    text = '[{"id": "a", "title": "x\\ud800\\u001b[31m\\u202e\\ny", "author": [{"family": "D\\u0007oe\\n"}]}]'
    (work,), _ = parse(text)
    assert work.title == "x\ufffd\ufffd[31m y"
    assert work.author_line == "D\ufffdoe"
    work_markdown(work).encode()


@pytest.mark.parametrize(
    "item", [{"title": "x"}, {"id": "x"}, {"id": 5, "title": "x"}, "text", None, {"id": "x", "title": ""}]
)
def test_an_item_without_id_and_title_is_named_and_left_out(item: object) -> None:
    works, problems = parse([DOE, item])
    assert [work.name for work in works] == ["doe-2001"]
    assert len(problems) == 1
    assert "work 2" in problems[0].text


def test_two_works_of_one_id_are_a_fault_and_the_first_stays() -> None:
    works, problems = parse([DOE, DOE | {"title": "Another"}])
    assert [work.title for work in works] == ["Policy & Law"]
    assert len(problems) == 1
    assert "doe-2001" in problems[0].text


def test_what_is_no_json_is_named_with_its_line() -> None:
    works, problems = parse('[\n {"id": "a", "title": "b"},\n {"id"}\n]')
    assert (works, [f.line for f in problems]) == ((), [3])


@pytest.mark.parametrize("text", ["", "{}", "17", "[" * 100_000, '"text"'])
def test_what_is_no_list_of_works_is_one_fault(text: str) -> None:
    works, problems = parse(text)
    assert (works, len(problems)) == ((), 1)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*DOE, "number", "cited"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*DOE, "URL", "page", "number"]), anything, max_size=8))
def test_whatever_a_stranger_writes_in_a_work_it_has_a_text_or_a_fault(item: dict[str, object]) -> None:
    works, problems = parse([item])
    assert works or problems
    assert len(works) <= 1
    for work in works:
        assert isinstance(work.title, str)
        assert isinstance(work.author_line, str)
        assert isinstance(work.number, int)
        assert work_markdown(work)


def test_the_text_of_a_work_names_what_is_known() -> None:
    (work,), _ = parse([DOE])
    text = work_markdown(work)
    for known in ("Doe J.", "Book", "Almaty: Press", "2001-03", "[Results 3]", "Says *much*."):
        assert known in text


def test_a_work_that_is_not_cited_says_so() -> None:
    (work,), _ = parse([DOE | {"custom": {"number": 1}}])
    assert "does not cite" in work_markdown(work)


@pytest.mark.parametrize(
    "text", ['["a", ]', "[1 2]", "[1", "[1]]", '[{"id": "a", "title": "b"} x]', "[,]", "nul", "\ufffd"]
)
def test_a_list_that_is_badly_written_is_one_fault(text: str) -> None:
    works, problems = parse(text)
    assert works == ()
    assert "JSON" in problems[-1].text


def test_an_item_that_is_nested_too_deeply_is_named_and_left_out() -> None:
    deep = "[" * 300 + "]" * 300
    works, problems = parse(f'[{{"id": "a", "title": {deep}}}, {{"id": "b", "title": "B", "x": {deep}}}]')
    assert [work.name for work in works] == ["b"]
    assert len(problems) == 1
