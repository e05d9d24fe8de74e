"""Expand the words of a query to the word forms of a library, and find them in a text."""

from collections.abc import Iterable, Sequence
from functools import partial

from kzref.search.engine.proximity import Finder, Tokens, TokenSpan, phrase_spans
from kzref.search.engine.word_matching import FormsOf, Matcher, OneOf, begins_with, fits, line_expression
from kzref.search.index.postings_reader import PostingsReader
from kzref.search.query.nodes import And, ExactTerm, Fuzzy, Near, Node, Or, Pattern, Phrase, Prefix, Word
from kzref.search.text.stemming import stems, variant_prefix
from kzref.search.text.tokenizer import unsegmented_terms

_SHORTEST_WITH_VARIANTS = 4


class TermExpander:
    """Expands the words of one search. languages: those that they may be in."""

    def __init__(self, reader: PostingsReader, languages: tuple[str, ...], has_stemmers: bool) -> None:
        """has_stemmers: otherwise forms of a word are those that begin alike."""
        self._reader, self._languages, self._has_stemmers = reader, languages, has_stemmers
        self._matchers: dict[Node, Matcher] = {}

    def variants(self, form: str) -> list[str]:
        """Return the word forms of a library without stemmers that may be forms of the same word."""
        if self._has_stemmers or len(form) < _SHORTEST_WITH_VARIANTS or form[0].isdigit():
            return []
        prefix, longest = variant_prefix(form)
        return [other for other in self._reader.forms_with_prefix(prefix) if other != form and len(other) <= longest]

    def expand(self, node: Prefix | Pattern | Fuzzy) -> Iterable[str]:
        """Return the word forms that a node stands for."""
        match node:
            case Prefix(letters):
                return self._reader.forms_with_prefix(letters)
            case Pattern(letters):
                return self._reader.forms_matching(line_expression(letters))
            case Fuzzy(form, distance):
                return self._reader.fuzzy_forms(form, distance)

    def forms(self, node: Word | ExactTerm) -> set[str]:
        """Return the word forms that a word stands for in any inflection."""
        if isinstance(node, ExactTerm):
            return {node.term}
        known = self._forms_of(node.term)
        return known.union(self._reader.forms_with_prefix(node.term)) if node.is_prefix else known

    def _forms_of(self, form: str) -> set[str]:
        return self._reader.forms_of(stems(form, self._languages)).union(self.variants(form))

    def finder(self, node: Node) -> Finder:
        """Return a function that finds a node among tokens."""
        row = node.terms if isinstance(node, Phrase) else unsegmented_terms(node.term) if isinstance(node, Word) else ()
        if row:
            return partial(phrase_spans, row)
        if isinstance(node, Or | Near | And):
            return partial(_spans_of_any, [self.finder(each) for each in node.nodes])
        if isinstance(node, Word | ExactTerm):
            # The tokens are word forms of the library, so that no stemmer is needed.
            return partial(_spans_of_forms, self.forms(node))
        return partial(_spans_of_matching, self.matcher(node))

    def matcher(self, node: Node) -> Matcher:
        """Return the matcher of the normalized words that a node stands for."""
        if node not in self._matchers:
            self._matchers[node] = self._make_matcher(node)
        return self._matchers[node]

    def _make_matcher(self, node: Node) -> Matcher:
        match node:
            case Word(form, is_prefix):
                row = unsegmented_terms(form)
                if row:
                    return OneOf(row if len(row) == 1 else ())
                wanted = stems(form, self._languages)
                return FormsOf(self._forms_of(form), wanted, self._languages, form if is_prefix else "")
            case ExactTerm(form):
                return OneOf({form})
            case Prefix(letters):
                return begins_with(letters)
            case Pattern(letters):
                return fits(letters)
            case Fuzzy():
                return OneOf(self.expand(node))
            case Phrase(forms):
                return OneOf(forms)
        return OneOf(())


def _spans_of_forms(forms: set[str], tokens: Tokens) -> list[TokenSpan]:
    return [(at, at) for at, form in enumerate(tokens) if form in forms]


def _spans_of_matching(matcher: Matcher, tokens: Tokens) -> list[TokenSpan]:
    return [(at, at) for at, form in enumerate(tokens) if matcher(form)]


def _spans_of_any(finders: Sequence[Finder], tokens: Tokens) -> list[TokenSpan]:
    return sorted({span for find in finders for span in find(tokens)})
