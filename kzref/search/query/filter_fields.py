"""The fields of the query language, such as year:2015..2018, and the filters that their values make."""

import re

from kzref.search.query.nodes import EntityFilter, KindFilter, LanguageFilter, Span, YearFilter
from kzref.search.text.tokenizer import tokenize

TITLE = "title"
YEAR = "year"
_FIELDS = {
    "title": TITLE, "заголовок": TITLE, "название": TITLE, "тақырып": TITLE, "атауы": TITLE,
    "kind": "kind", "вид": "kind", "түрі": "kind",
    "year": YEAR, "год": YEAR, "жыл": YEAR,
    "language": "language", "lang": "language", "язык": "language", "тіл": "language", "тілі": "language",
    "act": "act", "акт": "act", "person": "person", "лицо": "person", "тұлға": "person", "author": "person",
    "автор": "person",
}  # fmt: skip
_YEAR_RANGE = re.compile(r"(\d{4})?(?:(\.{2,3}|…|[-–—])(\d{4})?)?")
_COMPARED_YEAR = re.compile(r"([<>]=?|[≤≥])(\d{4})")
_FIRST_YEAR, _LAST_YEAR = 0, 9999

Filter = EntityFilter | KindFilter | LanguageFilter | YearFilter


def field_named(name: str) -> str | None:
    """Return the field that has a name in English, Russian or Kazakh, or None."""
    return _FIELDS.get(name.lower())


def filter_of(field: str, value: str, is_typing: bool, span: Span) -> Filter | None:
    """Return the filter of a field other than the title, or None if its value cannot be used.

    is_typing: the value is still being typed, and every value that begins with it matches.
    """
    plain = value.strip().lower().rstrip("*")
    is_prefix = is_typing or value.endswith("*")
    if field == YEAR:
        years = _years(plain, is_typing)
        return YearFilter(*years, span=span) if years else None
    if field in ("act", "person"):
        terms = tuple(tokenize(plain))
        return EntityFilter(field, terms, is_prefix, span=span) if terms else None
    if not plain:
        return None
    return KindFilter(plain, is_prefix, span=span) if field == "kind" else LanguageFilter(plain, is_prefix, span=span)


def _years(text: str, is_typing: bool) -> tuple[int, int] | None:
    """Return the first and last of years such as 2017, 2015..2018, 2015.. and >2015; None for any other text."""
    if is_typing and re.fullmatch(r"\d{1,3}", text):
        return int(text.ljust(4, "0")), int(text.ljust(4, "9"))
    compared = _COMPARED_YEAR.fullmatch(text)
    if compared:
        sign, year = compared[1], int(compared[2])
        offset = 0 if "=" in sign or sign in "≤≥" else 1
        return (_FIRST_YEAR, year - offset) if sign[0] in "<≤" else (year + offset, _LAST_YEAR)
    years = _YEAR_RANGE.fullmatch(text)
    if not years or not (years[1] or years[3]):
        return None
    first = int(years[1] or _FIRST_YEAR)
    last = int(years[3] or _LAST_YEAR) if years[2] else first
    return min(first, last), max(first, last)
