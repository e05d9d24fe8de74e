"""Every message that the program makes stands in the catalogue with the places that it fills, and nothing else does."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import kzref
from kzref.messages.catalogue import english, english_texts, words
from kzref.messages.message import fill, message, places
from kzref.messages.text import Text

PACKAGE = Path(kzref.__file__).parent


def made() -> Iterator[tuple[str, str, frozenset[str] | None]]:
    """Where a message is made, its key, and the names of its values; None where they are not all written out."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "message":
                where = f"{path.relative_to(PACKAGE)}:{node.lineno}"
                assert node.args and isinstance(node.args[0], ast.Constant), f"{where}: the key is no literal"
                names = [keyword.arg for keyword in node.keywords]
                known = None if None in names else frozenset(name for name in names if name)
                yield where, str(node.args[0].value), known


MADE = list(made())


def test_every_message_stands_in_the_catalogue() -> None:
    assert [(where, key) for where, key, _ in MADE if key not in english_texts()] == []


def test_every_text_of_the_catalogue_is_used() -> None:
    assert set(english_texts()) - {key for _, key, _ in MADE} == set()


def test_the_values_of_a_message_are_the_places_of_its_text() -> None:
    texts = english_texts()
    wrong = [
        (where, key)
        for where, key, names in MADE
        if key in texts and names is not None and names - {"count"} != places(texts[key].other) - {"count"}
    ]
    assert wrong == []


def test_a_plural_text_says_its_count_and_both_forms_have_the_same_places() -> None:
    for key, text in english_texts().items():
        if text.one:
            assert "count" in places(text.other), key
            assert places(text.one) | {"count"} == places(text.other), key


def test_a_value_is_never_taken_for_a_place() -> None:
    assert fill("{a} and {b}", {"a": "{b}", "b": "{a}"}) == "{b} and {a}"


def test_a_place_without_a_value_stays_as_it_is_written() -> None:
    assert fill("{a} {1} {", {}) == "{a} {1} {"


@pytest.mark.parametrize(("count", "form"), [(0, "0 hits"), (1, "1 hit"), (2, "2 hits"), (1.0, "1 hit")])
def test_english_has_a_form_for_one(count: float, form: str) -> None:
    assert fill(Text("{count} hits", "1 hit").form(count), {"count": count}) == form


def test_a_message_within_a_message_is_put_into_words_as_well() -> None:
    inner = message("address.unknown", address="a{text}b")
    assert english(message("plain", text=inner)) == "There is no section at 'a{text}b'."


def test_an_other_language_may_choose_the_pattern() -> None:
    told = message("address.unknown", address="x")
    assert words(told, lambda text, _count: text.other.upper().replace("{ADDRESS}", "{address}")) == (
        "THERE IS NO SECTION AT 'x'."
    )
