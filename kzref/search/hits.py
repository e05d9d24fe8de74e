"""Make hits of the sections that a query found: with a snippet, a count and the term that led to each."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from kzref.search.engine.context import SearchContext
from kzref.search.engine.execution import QueryExecution, Scored
from kzref.search.engine.plan import QueryPlan
from kzref.search.engine.proximity import BREAK
from kzref.search.engine.translation import Translation
from kzref.search.engine.word_matching import Matcher, any_of
from kzref.search.query.nodes import Phrase, Word
from kzref.search.results.results import Hit
from kzref.search.results.snippets import Highlighter, TermHighlight, make_snippet
from kzref.search.text.tokenizer import unsegmented_terms


class HitMaker:
    """Makes the hits of one search."""

    def __init__(self, context: SearchContext, execution: QueryExecution, plan: QueryPlan) -> None:
        self._source, self._plan = context.source, plan
        self._token_texts = execution.token_texts
        self._matcher = execution.expander.matcher
        self._common_words = context.common_words

    def highlighter(self) -> Highlighter:
        """Return what highlights the query in any text."""
        nodes = [node for node in self._plan.query.text_nodes if node not in self._plan.common]
        rows = [
            node.terms if isinstance(node, Phrase) else unsegmented_terms(getattr(node, "term", "")) for node in nodes
        ]
        return Highlighter(
            word=any_of([self._matcher(node) for node in nodes if not isinstance(node, Phrase)]),
            phrases=tuple(row for row in rows if len(row) > 1),
            translations=tuple(self._term_highlight(translation) for translation in self._plan.wanted_translations),
        )

    def _term_highlight(self, translation: Translation) -> TermHighlight:
        names = tuple(tuple(self._matcher(Word(form)) for form in words) for words in translation.forms)
        telling = {
            form for words in translation.forms for form in words if len(words) == 1 or form not in self._common_words
        }
        return TermHighlight(names, any_of([self._matcher(Word(form)) for form in sorted(telling)]))

    def hits(self, scored: Scored, highlighter: Highlighter) -> Iterator[Hit]:
        """Yield the hits, in the order in which the sections are given."""
        numbers = [number for number, _ in scored]
        stored = self._source.stored_sections(numbers)
        fields = {number: [field.split() for field in text.split(BREAK)] for number, text in self._token_texts(numbers)}
        highlighter = highlighter.among(set().union(*chain.from_iterable(fields.values())))
        typed = any_of([self._matcher(node) for node in self._plan.query.text_nodes])
        for number, score in scored:
            if number not in stored:
                continue
            found = stored[number]
            title, _, body = fields[number]
            matches = highlighter.matches(body)
            count = len(matches) + len(highlighter.matches(title))
            snippet = make_snippet(found.prose, highlighter, body, matches)
            via = self._matched_term(typed, {*title, *body})
            yield Hit(found.section, found.document_title, found.path, round(score, 4), snippet, count, via)

    def token_texts(self, scored: Scored, limit: int) -> Sequence[str]:
        """Return the token texts of the first sections."""
        return [text for _, text in self._token_texts([number for number, _ in scored[:limit]])]

    def _matched_term(self, typed: Matcher, tokens: AbstractSet[str]) -> str:
        """Return the term by which a section was found, if it has none of the words that were typed."""
        translations = self._plan.translations
        if not translations or typed.among(tokens):
            return ""
        for translation in translations:
            for words in translation.forms:
                if all(self._matcher(Word(form)).among(tokens) for form in words):
                    return translation.title
        return translations[0].title
