"""Addresses: stable ASCII names, whatever a heading is written in."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzref.errors import AddressError
from kzref.pack.addresses import LONGEST, is_external, join, nearest_addresses, parse_address, slug

ALPHABET = set(string.ascii_lowercase + string.digits + "-")
parts = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,12}", fullmatch=True)


@pytest.mark.parametrize(
    "heading",
    [
        "Қазақстан Республикасының қылмыстық саясаты",
        "Уголовная политика Республики Казахстан",
        "Über die Größe der Straße",
        "Ә, ғ, қ, ң, ө, ұ, ү, һ, і",
        "Съезд, объём и ёлка",
    ],
)
def test_a_heading_of_any_alphabet_we_read_gives_an_ascii_name_that_says_something(heading: str) -> None:
    name = slug(heading)
    assert set(name) <= ALPHABET
    assert name != "section"
    assert name.count("-") == len(heading.split()) - 1, "one part for each word"
    assert parse_address(name) == name


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("The goal", "the-goal"),
        ("  The -- GOAL!  ", "the-goal"),
        ("Сот", "sot"),
        ("Суд", "sud"),
        ("Straße", "strasse"),
        ("Größe", "grosse"),
        ("Article 2015–2022", "article-2015-2022"),
        ("第5条", "5"),
        ("第五条", "xe86647bc"),
        ("—", "section"),
    ],
)
def test_a_name_is_the_heading_in_lower_case_with_hyphens(heading: str, name: str) -> None:
    assert slug(heading) == name


@given(st.text())
def test_any_text_gives_a_valid_address(text: str) -> None:
    name = slug(text)
    assert set(name) <= ALPHABET
    assert 0 < len(name) <= 60
    assert parse_address(name) == name
    assert parse_address(join(name, name)) == f"{name}/{name}"


@given(st.text())
def test_a_name_made_of_a_name_is_the_same(text: str) -> None:
    assert slug(slug(text)) == slug(text)


@given(st.text(), st.sampled_from(["NFC", "NFD"]))
def test_a_name_does_not_depend_on_how_accents_are_encoded(text: str, form: str) -> None:
    import unicodedata

    assert slug(unicodedata.normalize(form, text)) == slug(unicodedata.normalize("NFC", text))


@given(st.lists(parts, min_size=1, max_size=4))
def test_an_address_is_read_with_or_without_its_scheme(names: list[str]) -> None:
    address = "/".join(names)
    for spelled in (address, f"kzref:{address}", f"kzref://{address}", f" {address}/ ", address.upper()):
        assert parse_address(spelled) == address


@given(st.text())
def test_what_is_no_address_is_refused_and_nothing_else_goes_wrong(text: str) -> None:
    try:
        address = parse_address(text)
    except AddressError as error:
        assert str(error)
    else:
        assert address.isascii()
        assert not any(c.isspace() for c in address)
        assert parse_address(address) == address


@pytest.mark.parametrize("text", ["", "/", "a b", "../etc", "a//b", "a/../b", "-a", ".", "цель", "a" * (LONGEST + 1)])
def test_a_malformed_address_is_refused(text: str) -> None:
    with pytest.raises(AddressError):
        parse_address(text)


def test_a_refused_address_is_shown_shortened() -> None:
    with pytest.raises(AddressError) as caught:
        parse_address("x" * 5000)
    assert len(str(caught.value)) < 300


KNOWN = ("criminal-policy", "criminal-policy/goal", "criminal-policy/content", "legal-policy", "statistics/convicted")


@pytest.mark.parametrize(
    ("wanted", "nearest"),
    [
        ("criminal-polcy", "criminal-policy"),
        ("criminal-policy/gaol", "criminal-policy/goal"),
        ("convicted", "statistics/convicted"),
        ("goal", "criminal-policy/goal"),
        ("statistics/convict", "statistics/convicted"),
        ("Legal Policy", "legal-policy"),
    ],
)
def test_a_mistyped_address_is_answered_with_the_one_that_was_meant(wanted: str, nearest: str) -> None:
    assert nearest in nearest_addresses(wanted, KNOWN)


def test_nothing_is_named_where_nothing_is_near() -> None:
    assert nearest_addresses("zzzzqqqq", KNOWN) == ()


@given(st.text(max_size=100), st.integers(1, 5))
def test_the_nearest_are_known_few_and_different(text: str, limit: int) -> None:
    found = nearest_addresses(text, KNOWN, limit)
    assert len(found) == len(set(found)) <= limit
    assert set(found) <= set(KNOWN)


@pytest.mark.parametrize("target", ["http://a.kz", "HTTPS://a.kz", "mailto:a@b.kz"])
def test_what_leaves_the_machine_is_known_as_external(target: str) -> None:
    assert is_external(target)


@pytest.mark.parametrize("target", ["kzref:a", "other.md", "#part", "httpd.md", "file:///etc/passwd", "javascript:x"])
def test_what_stays_or_is_never_opened_is_not_external(target: str) -> None:
    assert not is_external(target)
