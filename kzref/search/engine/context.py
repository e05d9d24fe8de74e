"""What all searches of a library share."""

from dataclasses import dataclass

from kzref.search.engine.source import SearchSource
from kzref.search.engine.translation import Thesaurus
from kzref.search.index.postings_reader import PostingsReader
from kzref.search.text.language_detection import common_words
from kzref.search.text.stemming import is_stemless

_QUERY_LANGUAGES = ("ru", "kk")
"""Languages that a query may be in whatever the library is written in."""


@dataclass(frozen=True, slots=True)
class SearchContext:
    """An open index, with what is known of the languages of its library."""

    source: SearchSource
    reader: PostingsReader
    thesaurus: Thesaurus
    query_languages: tuple[str, ...]
    """Languages that a query may be in."""
    common_words: frozenset[str]
    """Articles, question words and the like, which hardly tell what is searched for."""
    has_stemmers: bool
    """Whether all languages of the library have a stemmer."""


def open_context(source: SearchSource) -> SearchContext:
    """Open the index of a library."""
    languages = source.languages()
    # Latin letters in a Russian or Kazakh text are taken for English.
    latin = ("en",) if {"ru", "kk"}.intersection(languages) else ()
    query_languages = tuple(dict.fromkeys((*languages, *latin, *_QUERY_LANGUAGES)))
    return SearchContext(
        source=source,
        reader=PostingsReader(source.segments(), source.live),
        thesaurus=source.thesaurus(),
        query_languages=query_languages,
        common_words=common_words((*query_languages, "en")),
        has_stemmers=not any(language and is_stemless(language) for language in languages),
    )
