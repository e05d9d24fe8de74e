"""The fixed words of what is generated in a text, in the language of the text.

Labels of a page in the reader's language are in `render/pages/labels.py`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class SeriesLabels(NamedTuple):
    """The words of the table of a series."""

    year: str
    total: str
    added: str
    stated: str
    difference: str


_ENGLISH_SERIES = SeriesLabels(
    year="Year",
    total="Total, as stated and as added up",
    added="Sum of the figures",
    stated="Total as stated",
    difference="Difference",
)
_SERIES: Mapping[str, SeriesLabels] = {
    "en": _ENGLISH_SERIES,
    "ru": SeriesLabels(
        year="Год",
        total="Итог, указанный и подсчитанный",
        added="Сумма показателей",
        stated="Итог по источнику",
        difference="Разница",
    ),
    "kk": SeriesLabels(
        year="Жыл",
        total="Жиыны, көрсетілгені және есептелгені",
        added="Көрсеткіштер қосындысы",
        stated="Көрсетілген жиын",
        difference="Айырма",
    ),
}


def series_labels(language: str) -> SeriesLabels:
    """Return the words in a language, in English where there are none in it."""
    return _SERIES.get(language, _ENGLISH_SERIES)


class WorkLabels(NamedTuple):
    """The words of the section of a work cited."""

    authors: str = "Authors"
    editors: str = "Editors"
    type: str = "Type"
    container: str = "In"
    edition: str = "Edition"
    volume: str = "Volume"
    number: str = "Number"
    published: str = "Published"
    pages: str = "Pages"
    url: str = "URL"
    cited: str = "Cited at [{pinpoints}]."
    not_cited: str = "The text of the article does not cite it by number."
    types: Mapping[str, str] = MappingProxyType(
        {
            "book": "Book",
            "article-journal": "Journal article",
            "article-newspaper": "Newspaper",
            "legislation": "Act",
            "speech": "Address",
            "chapter": "Chapter",
            "entry-dictionary": "Dictionary",
            "interview": "Interview",
        }
    )
    """By type of the citation style language."""


class TermLabels(NamedTuple):
    """The words of the section of a term."""

    language: str = "Language"
    term: str = "Term"
    also: str = "Also"
    languages: Mapping[str, str] = MappingProxyType({"en": "English", "ru": "Russian", "kk": "Kazakh"})
    abbreviated: str = "Abbreviated: {abbreviations}."
    explained: str = "Explained at {link}."
    read_in: str = "Forms read in: {source}."
    not_checked: str = "*Not checked against an official text.*"
