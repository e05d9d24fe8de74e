"""A place in a text is found again: in the same text exactly, in a changed one by the words around it, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzref.userdata.location import CONTEXT, Location, PlainText, locate, quote_at

words = st.text("abcdeжқі ", min_size=1, max_size=300).map(lambda text: " ".join(text.split()))
raw_texts = st.text(st.sampled_from("abж \n\t\u2029\ufdd0\ufdd1\ufffc\U0001f4d6"), max_size=200)

PARAGRAPHS = [
    "The court may replace imprisonment with a fine where the offence was committed for the first time.",
    "The court may replace imprisonment with probation where the offender is a minor.",
    "A fine is paid within six months of the sentence, or in parts within two years.",
    "The term of probation is counted from the day on which the sentence comes into force.",
]
TEXT = " ".join(PARAGRAPHS)


def at(text: str, offset: int) -> Location:
    return Location("law/article", offset, quote_at(text, offset))


@given(words, st.data())
def test_in_an_unchanged_text_every_place_is_found_exactly(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert locate(text, at(text, offset)) == offset


@given(st.lists(st.integers(1000, 9999), min_size=8, max_size=60, unique=True), words, st.data())
def test_what_is_written_before_a_text_moves_its_places_by_its_length(
    numbers: list[int], new: str, data: st.DataObject
) -> None:
    text = " ".join(map(str, numbers))
    offset = data.draw(st.integers(0, len(text) - CONTEXT))
    assert locate(f"{new} {text}", at(text, offset)) == len(new) + 1 + offset


@pytest.mark.parametrize("number", range(len(PARAGRAPHS)))
def test_a_place_follows_its_words_when_paragraphs_change_places(number: int) -> None:
    offset = TEXT.index(PARAGRAPHS[number]) + 10
    turned = " ".join(reversed(PARAGRAPHS))
    assert locate(turned, at(TEXT, offset)) == turned.index(PARAGRAPHS[number]) + 10


def test_of_like_words_the_ones_with_the_same_context_are_meant() -> None:
    second = TEXT.index("The court", 10)
    shorter = TEXT.replace("for the first time", "once")
    assert locate(shorter, at(TEXT, second)) == shorter.index("The court", 10)


def test_words_that_have_changed_are_found_by_the_text_before_them_or_after_them() -> None:
    offset = TEXT.index("six months")
    changed = TEXT.replace("six months of the sentence, or in parts", "a year, by instalments,")
    assert locate(changed, at(TEXT, offset)) == changed.index("a year")
    no_beginning = changed[changed.index("a year") :]
    found = locate(no_beginning, at(TEXT, offset))
    assert found is None or found < no_beginning.index("within two years")


def test_a_place_whose_words_are_gone_altogether_is_not_guessed() -> None:
    assert locate("Nothing of it is left in this text.", at(TEXT, TEXT.index("six months"))) is None


def test_a_place_without_words_is_its_offset_within_the_text() -> None:
    assert locate(TEXT, Location("law/article", 30)) == 30
    assert locate("short", Location("law/article", 30)) == 5


@given(raw_texts, st.integers(0, 50))
def test_each_letter_of_a_raw_text_has_an_offset_and_comes_back_to_its_position(raw: str, start: int) -> None:
    plain = PlainText(raw, start)
    assert plain.text == " ".join(raw.translate(dict.fromkeys(map(ord, "\n\t\u2029\ufdd0\ufdd1\ufffc"), " ")).split())
    for index, letter in enumerate(raw):
        offset = plain.offset_of(start + index)
        if letter in "abж\U0001f4d6":
            assert plain.text[offset] == letter
            assert plain.position_of(offset) == start + index
        else:
            assert 0 <= offset <= len(plain.text)


@given(raw_texts)
def test_offsets_never_run_backwards(raw: str) -> None:
    plain = PlainText(raw)
    offsets = [plain.offset_of(position) for position in range(len(raw) + 1)]
    assert offsets == sorted(offsets)
