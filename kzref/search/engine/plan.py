"""Plan a query: which words may be missing from a hit, which hardly count, and which are translated."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kzref.search.engine.context import SearchContext
from kzref.search.engine.evaluator import Evaluator
from kzref.search.engine.translation import NodeTranslator, Translation, split_at_translations
from kzref.search.query.nodes import Node, Query, Word
from kzref.search.query.typed_text import text_of_nodes
from kzref.search.text.transliteration import IN_CYRILLIC, latin_spellings

_RARE = 3
"""Sections below which a Cyrillic word is also searched in Latin letters."""

Unit = tuple[tuple[Word, ...], Translation | None]
"""Words that a hit should have together: one word, or those that name a term, with its translation."""


@dataclass(frozen=True, slots=True)
class QueryPlan:
    """How a query is executed."""

    query: Query
    words: tuple[Word, ...]
    """The bare words, which may be missing from a hit if there are few hits."""
    common: tuple[Word, ...]
    """Those of them that hardly tell what is searched for."""
    operators: tuple[Node, ...]
    """All other nodes, with their terms translated: every hit matches them."""
    word_translations: Mapping[int, Translation]
    """Translations of bare words, by the index of their first word."""
    operator_translations: tuple[Translation, ...]
    """Translations within the operators that hits may contain."""
    excluded_translations: tuple[Translation, ...]
    """Translations within NOT."""

    @property
    def wanted_translations(self) -> tuple[Translation, ...]:
        """The translations that hits may contain."""
        of_words = (translation for _, translation in sorted(self.word_translations.items()))
        return (*of_words, *self.operator_translations)

    @property
    def translations(self) -> tuple[Translation, ...]:
        """All translations, each once."""
        return tuple(dict.fromkeys((*self.wanted_translations, *self.excluded_translations)))

    def units(self) -> Iterator[Unit]:
        """Yield the bare words without the common ones, those that name a term together."""
        for words, translation in split_at_translations(self.words, self.word_translations):
            if translation or words[0] not in self.common:
                yield words, translation


def plan_query(query: Query, context: SearchContext, evaluator: Evaluator) -> QueryPlan:
    """Return the plan of a query."""
    thesaurus, languages = context.thesaurus, context.query_languages
    words = tuple(node for node in query.nodes if isinstance(node, Word))
    translator = NodeTranslator(thesaurus, query.text, languages)
    operators = tuple(translator.translate(node) for node in query.nodes if not isinstance(node, Word))
    common: tuple[Word, ...] = ()
    if not query.strict:
        common = tuple(word for word in words if word.term in context.common_words and not word.is_prefix)
    if len(common) == len(words) and not operators:
        common = ()
    translations = dict(thesaurus.translations(query.text, words, languages))
    if not IN_CYRILLIC.intersection(thesaurus.languages[:1]):
        taken = {at + n for at, translation in translations.items() for n in range(len(translation.typed))}
        rest = {at: word for at, word in enumerate(words) if at not in taken and word not in common}
        translations |= _transliterations(query, rest, evaluator)
    return QueryPlan(
        query, words, common, operators, translations, tuple(translator.wanted), tuple(translator.excluded)
    )


def _transliterations(query: Query, words: Mapping[int, Word], evaluator: Evaluator) -> dict[int, Translation]:
    """Return the Cyrillic words that few sections have, such as names, as they may be spelt in Latin letters."""
    found = {}
    for at, word in words.items():
        if evaluator.evaluate(word).mask.bit_count() >= _RARE:
            continue
        latin = latin_spellings(word.term, evaluator.reader.forms_with_prefix)
        if latin:
            as_typed = text_of_nodes(query.text, [word])
            found[at] = Translation((word.term,), as_typed, latin[0].title(), "", tuple((form,) for form in latin))
    return found
