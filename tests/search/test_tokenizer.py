"""Words are cut and folded so that every way to write one is one."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kzref.search.text.language_detection import common_words, language_of
from kzref.search.text.stemming import stems
from kzref.search.text.tokenizer import iter_tokens, normalize, tokenize

LETTERS = "abcéüñzабвгёйияіңғүұқөһ"


def terms_of(text: str) -> list[str]:
    return [word.term for word in iter_tokens(text)]


def share(one: str, other: str, *languages: str) -> bool:
    """Whether two words are forms of one."""
    return not set(stems(one, languages)).isdisjoint(stems(other, languages))


@given(st.text())
@example("ʼ ʻ and \u0640")  # Each is cut like a word, and nothing is left of it.
def test_the_forms_of_a_text_are_those_of_its_words(text: str) -> None:
    assert tokenize(text) == terms_of(text)


@given(st.text())
def test_each_word_stands_where_it_is_said_to_stand(text: str) -> None:
    end = 0
    for word in iter_tokens(text):
        assert end <= word.start < word.end <= len(text)
        assert normalize(text[word.start : word.end]) == word.term != ""
        end = word.end


@given(st.text(st.sampled_from(LETTERS + " .,-")))
def test_case_and_composition_of_letters_make_no_difference(text: str) -> None:
    for other in (text.upper(), unicodedata.normalize("NFD", text), unicodedata.normalize("NFD", text.title())):
        assert terms_of(other) == terms_of(text)


@given(st.text(st.sampled_from(LETTERS), min_size=1), st.sampled_from("\u00ad\u200b\u200c\u200d"), st.integers(0, 30))
def test_marks_that_nobody_sees_do_not_cut_a_word(word: str, mark: str, at: int) -> None:
    at = min(at, len(word) - 1)
    assert terms_of(word[:at] + mark + word[at:]) == terms_of(word)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ёлка, Ёлка; елка", ["елка"] * 3),
        ("за\u0301мок зАмок", ["замок"] * 2),
        ("court's courts’ court", ["court", "courts", "court"]),
        ("well-known_fact", ["well", "known", "fact"]),
        ("1'000 1’000", ["1000"] * 2), ("33,671 33\u00a0671 33\u202f671 33671", ["33671"] * 4),
        ("1,2 and 36.11", ["1", "2", "and", "36.11"]),
        ("<b onclick='x'>", ["b", "onclick", "x"]),
        ("", []), ("--- ... «»", []),
    ],
)  # fmt: skip
def test_a_text_is_cut_into_the_words_that_a_reader_sees(text: str, found: list[str]) -> None:
    assert terms_of(text) == found


def test_latin_look_alikes_in_a_kazakh_word_are_read_as_its_letters() -> None:
    assert terms_of("т\u0069л") == terms_of("т\u0456л")
    assert terms_of("til") == ["til"]


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "a'" * 50_000, "1," * 50_000, "1." * 50_000, "1,234" * 20_000, "ʼ" * 100_000, "\u0301" * 100_000,
             "a\u0301" * 50_000, "_" * 100_000, "щ\u00ad" * 50_000],
    ids=lambda text: ascii(text[:6]),
)  # fmt: skip
def test_a_very_long_text_is_cut_without_end_neither_in_time_nor_in_words(text: str) -> None:
    # An ungrouped number may be long; a word of letters is bounded, as each is stemmed and looked up.
    assert all(len(form) <= 64 for form in terms_of(text) if not re.fullmatch(r"[\d.]+", form))
    # A stemmer may put a letter back.
    assert all(
        len(stem) <= 70 for form in terms_of(text)[:3] if form[0].isalpha() for stem in stems(form, ("en", "ru", "kk"))
    )


@pytest.mark.parametrize("languages", [("en",), ("en", "ru", "kk"), ("ru",)])
@pytest.mark.parametrize(
    ("one", "other"),
    [("crime", "crimes"), ("convicted", "convictions"), ("punish", "punishment"), ("policy", "policies")],
)
def test_forms_of_an_english_word_share_a_stem_whatever_else_is_spoken(
    one: str, other: str, languages: tuple[str, ...]
) -> None:
    assert share(one, other, *languages)


@pytest.mark.parametrize("languages", [("ru",), ("en", "ru"), ("ru", "kk"), ()])
@pytest.mark.parametrize(
    ("one", "other"),
    [("осужденный", "осужденных"), ("приговор", "приговоры"), ("политика", "политики"), ("уголовная", "уголовное")],
)
def test_forms_of_a_russian_word_share_a_stem_where_russian_may_be_meant(
    one: str, other: str, languages: tuple[str, ...]
) -> None:
    assert share(one, other, *languages)


@given(
    st.text(st.sampled_from(LETTERS), min_size=1, max_size=20), st.sets(st.sampled_from(["en", "ru", "kk", "de", "xx"]))
)
def test_a_word_has_always_a_stem_and_shares_it_with_itself_in_more_languages(word: str, languages: set[str]) -> None:
    form = normalize(word)
    known = tuple(sorted(languages))
    assert all(stems(form, known))
    assert len(set(stems(form, known))) == len(stems(form, known)) > 0
    # A section is indexed in its own language and asked for in all that the library is written in.
    for language in known:
        more = ("en", *known) if language in ("ru", "kk") else known
        assert not set(stems(form, (language,))).isdisjoint(stems(form, more))


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [("häuser", "häusern", "de"), ("hälsar", "hälsade", "sv"), ("maisons", "maison", "fr"), ("casas", "casa", "es"), ("casas", "casa", "pt")],
)  # fmt: skip
def test_forms_share_a_stem_in_other_languages_too(one: str, other: str, language: str) -> None:
    assert share(one, other, language)


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("offence", "offense"), ("offences", "offenses"), ("defence", "defense"), ("licence", "license"),
        ("programme", "program"), ("programmes", "programs"), ("behaviour", "behavior"), ("labour", "labor"),
        ("organise", "organize"), ("organised", "organized"), ("organisation", "organization"),
        ("humanisation", "humanization"), ("criminalisation", "criminalization"),
        ("decriminalise", "decriminalize"), ("liberalising", "liberalizing"),
    ],
)  # fmt: skip
def test_british_and_american_spellings_share_a_stem(british: str, american: str) -> None:
    assert share(british, american, "en")


@pytest.mark.parametrize(("one", "other"), [("court", "count"), ("суд", "сот"), ("2017", "2018"), ("act", "action")])
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert not share(one, other, "en", "ru", "kk")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It was the end of the war, and he was not there.", "en"), ("Суд не был на месте, и он это знал, как и все.", "ru"),
        ("Қылмыстық саясат туралы заң және оның негізінде қабылданған шешімдер.", "kk"), ("Das ist nicht der Fall und er war es auch nicht.", "de"),
        ("", "xx"), ("Rope tide herring", "xx"),
    ],
)  # fmt: skip
def test_the_language_of_a_text_is_told_by_its_common_words_and_letters(text: str, language: str) -> None:
    assert language_of(terms_of(text), "xx") == language


def test_common_words_are_those_of_the_languages_and_of_questions() -> None:
    assert {"the", "how", "many"} <= common_words(("en",))
    assert {"как", "сколько"} <= common_words(("ru",))
    assert {"және", "туралы", "неше"} <= common_words(("kk",))
    assert "the" not in common_words(("ru",))
    assert "crime" not in common_words(("en", "ru", "kk"))
