"""Front matter: read, or passed over with a fault; the text below it is never lost."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kzref.pack.files import yaml_fields
from kzref.pack.markdown.front_matter import LONGEST, FrontMatter, split_front_matter
from kzref.pack.problems import Problem

BODY = "The text.\n\n## A heading\n"


def split(source: str) -> tuple[FrontMatter, list[Problem]]:
    problems: list[Problem] = []
    return split_front_matter(source, "file.md", problems.append), problems


@pytest.fixture(params=["in C", "in Python"])
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Either reader of YAML: the bundle has not the one in C."""
    wanted = "CBaseLoader" if request.param == "in C" else "BaseLoader"
    if not hasattr(yaml, wanted):
        pytest.skip("this YAML was built without C")
    monkeypatch.setattr(yaml_fields, "_FAST_LOADER", getattr(yaml, wanted))
    return str(request.param)


def with_block(block: str) -> str:
    return f"---\n{block}\n---\n{BODY}"


def test_fields_are_read_with_the_line_where_each_stands(reader: str) -> None:
    front, problems = split(with_block("id: goal\n\n# a remark\ntitle: The goal\nterms: [a,\n  b]\nyears: 2017"))
    assert not problems
    assert front.present
    assert dict(front.values) == {"id": "goal", "title": "The goal", "terms": ["a", "b"], "years": "2017"}
    rows = with_block("id: goal\n\n# a remark\ntitle: The goal\nterms: [a,\n  b]\nyears: 2017").split("\n")
    for name in front.values:
        assert rows[front.line(name) - 1].startswith(f"{name}:")


def test_the_text_begins_at_its_line_in_the_file() -> None:
    source = with_block("id: goal\ntitle: The goal")
    front, _ = split(source)
    assert front.text == BODY
    assert source.split("\n")[front.first_line - 1] == BODY.split("\n")[0]


@pytest.mark.parametrize(
    "source", ["", "Text", "\n---\nid: a\n---\n", "---\nid: a\nnever closed", "-- -\n", "# Title\n\n---\n\nx"]
)
def test_a_file_without_a_block_is_all_text(source: str) -> None:
    front, problems = split(source)
    assert (front.text, front.first_line, front.present, dict(front.values)) == (source, 1, False, {})
    assert not problems


def test_an_empty_block_is_present_and_has_no_fields() -> None:
    front, problems = split(f"---\n---\n{BODY}")
    assert (front.present, dict(front.values), front.text, problems) == (True, {}, BODY, [])


@pytest.mark.parametrize(
    ("block", "line"),
    [
        ("id: a\ntitle: [never closed", 4),
        ("id: a\ntitle: x\n\tkind: y", 4),
        ("id: 'never closed", 3),
        ("id: a\ntitle: one: two", 3),
        ("id: !!python/object/apply:os.system ['true']", 2),
        ("id: a\ntitle: @decree 5", 3),
        ("id: a\ntitle: %100", 3),
        ('id: a\ntitle: "The "old" act"', 3),
    ],
)
def test_an_unreadable_block_is_a_fault_at_its_line_and_the_text_is_kept(reader: str, block: str, line: int) -> None:
    front, problems = split(with_block(block))
    assert [(f.path, f.line) for f in problems] == [("file.md", line)]
    assert "cannot be read" in problems[0].text
    assert front.text == BODY
    assert not front.values


@pytest.mark.parametrize("block", ["- a\n- b", "just words", "17", "\nTwo words.\n", "# A heading"])
def test_text_between_two_rules_is_text(block: str) -> None:
    front, problems = split(with_block(block))
    assert (front.text, front.first_line, front.present, problems) == (with_block(block), 1, False, [])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"), ("yes", "yes"), ("2024-02-30", "2024-02-30"), ("1985", "1985"), ("0x1F", "0x1F"), ("1e3", "1e3"),
        ("12:30:45", "12:30:45"), ("~", None), ("", None), ("null", None), ("'null'", "null"), ('""', ""),
        ("[no, 2017, [a]]", ["no", "2017", ["a"]]), ("{ru: нет, kk: 5}", {"ru": "нет", "kk": "5"}),
    ],
)  # fmt: skip
def test_a_value_is_the_text_that_is_written(reader: str, written: str, read: object) -> None:
    front, problems = split(with_block(f"language: {written}\n2024-01-01: key"))
    assert (dict(front.values), problems) == ({"language": read, "2024-01-01": "key"}, [])


@pytest.mark.parametrize(
    ("row", "title"),
    [
        ("title: Act 7/1985: of academies", "Act 7/1985: of academies"),
        ('title: "The "old" act"', 'The "old" act'),
        ("title: @decree 5", "@decree 5"),
        ("title: %100", "%100"),
        ("title: Act\n\tof: 1999", "Act"),
        ("title: Act\nall: &x 1\nagain: *x", "Act"),
        ("title: Act\nwhat: {[}", "Act"),
        ("title: [never closed", None),
        ("tags:\n  - title: of: a tag", None),
    ],
)
def test_a_stranger_keeps_the_simple_lines_of_a_block_that_cannot_be_read(row: str, title: str | None) -> None:
    problems: list[Problem] = []
    block = f"language: es\n{row}\ndate: 2024-01-01"
    front = split_front_matter(with_block(block), "file.md", problems.append, lenient=True)
    assert len(problems) == 1
    assert front.text == BODY
    assert (front.values.get("title"), front.values["language"], front.values["date"]) == (title, "es", "2024-01-01")
    assert with_block(block).split("\n")[front.line("date") - 1] == "date: 2024-01-01"


def test_aliases_that_could_grow_without_end_are_refused() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    front, problems = split(with_block("\n".join(rows)))
    assert len(problems) == 1
    assert "aliases" in problems[0].text
    assert not front.values
    assert front.text == BODY


def test_an_ampersand_in_a_text_is_no_alias() -> None:
    front, problems = split(with_block("title: Law & order"))
    assert (front.values["title"], problems) == ("Law & order", [])


def test_a_block_of_any_length_beyond_the_limit_is_refused_and_up_to_it_read() -> None:
    head = "title: "
    for size, refused in ((LONGEST, False), (LONGEST + 1, True)):
        front, problems = split(with_block(head + "x" * (size - len(head) - 1)))
        assert bool(problems) == refused == (not front.values)
        assert front.text == BODY


@pytest.mark.parametrize("nested", ["[" * 60_000, "{" * 60_000, "\n" + "- " * 20_000, "\n" + "? " * 20_000])
def test_a_deeply_nested_block_is_a_fault_and_not_a_crash(nested: str) -> None:
    front, problems = split(with_block("a: " + nested))
    assert len(problems) == 1
    assert front.text == BODY


@pytest.mark.parametrize(
    "block", ["? [a, b]\n: x", "? {a: b}\n: x", "=: x", "<<: x", "id: {[]: 1}", "2017: year", "null: x"]
)
def test_odd_keys_are_read_or_a_fault(block: str) -> None:
    front, _ = split(with_block(block))
    assert front.text in (BODY, with_block(block))
    assert all(isinstance(name, str) for name in front.values)


@given(
    st.text(alphabet=st.characters(codec="utf-8")).filter(lambda t: "\n---" not in f"\n{t}" and "\n..." not in f"\n{t}")
)
def test_whatever_stands_in_the_block_the_text_survives(block: str) -> None:
    front, problems = split(with_block(block))
    assert front.text == (BODY if front.present else with_block(block))
    assert len(problems) <= front.present


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.text(alphabet="абвabc 'é:#-", max_size=20)))
def test_what_is_written_as_yaml_is_read_back(values: dict[str, str]) -> None:
    front, problems = split(with_block(yaml.safe_dump(values, allow_unicode=True)))
    assert not problems
    assert dict(front.values) == values


@pytest.mark.parametrize("marks", [0, 1200])
def test_values_are_cleaned_after_they_are_decoded(reader: str, marks: int) -> None:
    rows = ['title: "x\\e[31m\\u202ey"', *(f"f{n}: [a]" for n in range(marks))]
    front, _ = split(with_block("\n".join(rows)))
    assert front.values["title"] == "x\ufffd[31m\u202ey"


def test_a_half_of_a_character_stops_nobody(reader: str) -> None:
    block = 'title: "\\ud800"\n' + "\n".join(f"f{n}: [a]" for n in range(1200))
    front, problems = split(with_block(block))
    for value in [*front.values.values(), *map(str, problems)]:
        str(value).encode()
