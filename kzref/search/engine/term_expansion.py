"""Which words of a library a node of a query stands for, and where they stand in a text."""

from collections.abc import Callable, Iterable
from functools import partial

from kzref.search.engine.proximity import Tokens, phrase_places
from kzref.search.engine.word_matching import FormsOf, Matcher, OneOf, begins_with, fits, pattern_of_lines
from kzref.search.index.postings_reader import Columns
from kzref.search.query.nodes import And, ExactTerm, Fuzzy, Near, Node, Or, Pattern, Phrase, Prefix, Word
from kzref.search.text.stemming import stems, variant_prefix
from kzref.search.text.tokenizer import unsegmented_terms

_SHORTEST_WITH_KIN = 4


class TermExpander:
    """The words of one library, asked for in some languages."""

    def __init__(self, columns: Columns, languages: tuple[str, ...], stemless: bool = False) -> None:
        """stemless: its language has no stemmer, so that forms of a word are those that begin alike."""
        self._columns, self._languages, self._stemless = columns, languages, stemless
        self._matchers: dict[Node, Matcher] = {}

    def kin(self, form: str) -> list[str]:
        """The words of a library without stemmers that may be forms of a word."""
        if not self._stemless or len(form) < _SHORTEST_WITH_KIN or form[0].isdigit():
            return []
        begun, longest = variant_prefix(form)
        return [other for other in self._columns.beginning(begun) if other != form and len(other) <= longest]

    def expanded(self, node: Prefix | Pattern | Fuzzy) -> Iterable[str]:
        """The words of the library that a node stands for."""
        match node:
            case Prefix(letters):
                return self._columns.beginning(letters)
            case Pattern(letters):
                return self._columns.fitting(pattern_of_lines(letters))
            case Fuzzy(form, distance):
                return self._columns.alike(form, distance)

    def forms(self, node: Word | ExactTerm) -> set[str]:
        """The words of the library that a word stands for in any of its forms."""
        if isinstance(node, ExactTerm):
            return {node.term}
        known = self._forms_of(node.term)
        return known.union(self._columns.beginning(node.term)) if node.is_prefix else known

    def _forms_of(self, form: str) -> set[str]:
        return self._columns.forms_of(stems(form, self._languages)).union(self.kin(form))

    def places(self, node: Node) -> Callable[[Tokens], list[tuple[int, int]]]:
        """Finds where in a list of tokens a node stands: first and last word of each place."""
        row = node.terms if isinstance(node, Phrase) else unsegmented_terms(node.term) if isinstance(node, Word) else ()
        if row:
            return partial(phrase_places, row)
        if isinstance(node, Or | Near | And):
            return partial(_any_places, [self.places(each) for each in node.nodes])
        if isinstance(node, Word | ExactTerm):
            # The tokens are words of the library, whose forms are known without a stemmer.
            return partial(_word_places, self.forms(node).__contains__)
        return partial(_word_places, self.matcher(node))

    def matcher(self, node: Node) -> Matcher:
        """Tells whether a folded word is one that a node stands for."""
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
                return OneOf(self.expanded(node))
            case Phrase(forms):
                return OneOf(forms)
        return OneOf(())


def _word_places(asked: Callable[[str], bool], tokens: Tokens) -> list[tuple[int, int]]:
    return [(place, place) for place, form in enumerate(tokens) if asked(form)]


def _any_places(parts: list[Callable[[Tokens], list[tuple[int, int]]]], tokens: Tokens) -> list[tuple[int, int]]:
    return sorted({place for part in parts for place in part(tokens)})
