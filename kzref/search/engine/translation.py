"""Search a term in the languages of the library, whatever language it was typed in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import eq

from kzref.search.query.nodes import And, Near, Node, Not, Or, Phrase, Title, Word, all_of
from kzref.search.query.typed_text import text_of_nodes
from kzref.search.text.stemming import stems


@dataclass(frozen=True, slots=True)
class TermForm:
    """A name of a term, such as «осуждённый» in 'ru'. words: its normalized words."""

    term: str
    language: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Translation:
    """A term that was typed, and its names that are searched beside what was typed."""

    typed: tuple[str, ...]
    """The normalized words of the query that name it."""
    as_typed: str
    """The same as they were typed."""
    title: str
    address: str
    forms: tuple[tuple[str, ...], ...]
    """The normalized words of each name that is searched."""
    matched: tuple[str, ...] = ()
    """Those of the name that was typed, as the thesaurus has it."""

    @property
    def alternatives(self) -> tuple[Node, ...]:
        """Its names as nodes of a query: all words of each."""
        return tuple(all_of([Word(form) for form in words]) for words in self.forms)


TitledForm = tuple[TermForm, str, str]
"""A name of a term, with the title and the address of the term."""


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """The terms of a library."""

    forms_starting_with: Callable[[Sequence[str]], Sequence[TitledForm]]
    """Gives the names of terms whose first word has any of these stems."""
    forms_of_term: Callable[[str], Sequence[TermForm]]
    """Gives every name of a term."""
    languages: tuple[str, ...]
    """Languages that the library is mainly written in."""

    def translations(self, text: str, words: Sequence[Word], languages: tuple[str, ...]) -> Mapping[int, Translation]:
        """Return the terms among words in a row, by the index of their first word; of several the longest.

        text: of the query, in which the words have their spans; languages: those that it may be in.
        """
        return TermFinder(self, text, languages).translations(words)


class TermFinder:
    """Finds the terms of one query. The names that a word may begin are read once, however often it occurs."""

    def __init__(self, thesaurus: Thesaurus, text: str, languages: tuple[str, ...]) -> None:
        self._thesaurus, self._text, self._languages = thesaurus, text, languages
        self._tries: dict[str, _FormTrie] = {}

    def translations(self, words: Sequence[Word]) -> Mapping[int, Translation]:
        """Return the terms among words in a row, by the index of their first word; of several the longest."""
        found: dict[int, Translation] = {}
        at = 0
        while at < len(words):
            translation = self._longest(words, at)
            if translation:
                found[at] = translation
                at += len(translation.typed)
            else:
                at += 1
        return found

    def _longest(self, words: Sequence[Word], at: int) -> Translation | None:
        form = words[at].term
        if form not in self._tries:
            forms = self._thesaurus.forms_starting_with(stems(form, self._languages))
            self._tries[form] = _FormTrie(tuple(enumerate(forms)), 0)
        tries, best, end = [self._tries[form]], None, at
        while tries and end < len(words):
            tries = [below for trie in tries for below in trie.following(words[end].term, self._languages)]
            end += 1
            if complete := [trie.complete for trie in tries if trie.complete]:
                # Of two terms with the same stems, the one that is written as it was typed is meant.
                typed = tuple(word.term for word in words[at:end])
                best = max(complete, key=lambda each: (sum(map(eq, typed, each[1][0].words)), -each[0]))[1]
        return self._translation(words, at, best) if best else None

    def _translation(self, words: Sequence[Word], at: int, found: TitledForm) -> Translation | None:
        """Return the translation of a name found at an index; None if it is in a language of the library already."""
        term, title, address = found
        languages = self._thesaurus.languages
        if term.language in languages:
            return None
        typed = words[at : at + len(term.words)]
        forms = (form for form in self._thesaurus.forms_of_term(term.term) if form.language in languages)
        others = tuple(dict.fromkeys(form.words for form in forms))
        if not others:
            return None
        terms = tuple(word.term for word in typed)
        return Translation(terms, text_of_nodes(self._text, typed), title, address, others, term.words)


_Numbered = tuple[int, TitledForm]


class _FormTrie:
    """Names that begin with the same words, and below it those that continue alike; built level by level on demand."""

    def __init__(self, rows: Sequence[_Numbered], depth: int) -> None:
        self.complete = next((row for row in rows if len(row[1][0].words) == depth), None)
        """The first of the names that end here."""
        self._rows, self._depth = rows, depth
        self._below: dict[str, _FormTrie] = {}
        self._words_by_stem: dict[str, list[str]] | None = None

    def following(self, form: str, languages: tuple[str, ...]) -> "list[_FormTrie]":
        """Return the tries of the names that continue with a form of the same word."""
        if self._words_by_stem is None:
            self._words_by_stem = self._grow(languages)
        same = dict.fromkeys(word for stem in stems(form, languages) for word in self._words_by_stem.get(stem, ()))
        if form in self._below:
            same[form] = None
        return [self._below[word] for word in same]

    def _grow(self, languages: tuple[str, ...]) -> dict[str, list[str]]:
        rows: dict[str, list[_Numbered]] = {}
        for row in self._rows:
            words = row[1][0].words
            if len(words) > self._depth:
                rows.setdefault(words[self._depth], []).append(row)
        self._below = {word: _FormTrie(below, self._depth + 1) for word, below in rows.items()}
        words_by_stem: dict[str, list[str]] = {}
        for word in rows:
            for stem in stems(word, languages):
                words_by_stem.setdefault(stem, []).append(word)
        return words_by_stem


class NodeTranslator:
    """Translates the terms within OR, NOT, proximity and titles: each becomes an OR of its names."""

    def __init__(self, thesaurus: Thesaurus, text: str, languages: tuple[str, ...]) -> None:
        self._finder = TermFinder(thesaurus, text, languages)
        self.wanted: list[Translation] = []
        """The terms that were translated."""
        self.excluded: list[Translation] = []
        """Those within NOT."""

    def translate(self, node: Node, is_wanted: bool = True) -> Node:
        """Return a node with its terms translated."""
        match node:
            case Word():
                return self._row([node], is_wanted)[0]
            case And(nodes):
                return And(tuple(self._row(nodes, is_wanted)))
            case Or(nodes):
                return Or(tuple(self.translate(each, is_wanted) for each in nodes))
            case Not(inner):
                return Not(self.translate(inner, not is_wanted))
            case Title(inner):
                return Title(self.translate(inner, is_wanted))
            case Near(nodes, words):
                return Near(tuple(self._near(each) for each in nodes), words)
        return node

    def _row(self, nodes: Sequence[Node], is_wanted: bool) -> list[Node]:
        """Translate nodes that all have to match: those that name a term together become one."""
        found: list[Node] = []
        for are_words, run in groupby(nodes, key=lambda node: isinstance(node, Word)):
            row = list(run)
            if not are_words:
                found += [self.translate(node, is_wanted) for node in row]
                continue
            words = [node for node in row if isinstance(node, Word)]
            for typed, translation in split_at_translations(words, self._translations(words, is_wanted)):
                found.append(Or((all_of(typed), *translation.alternatives)) if translation else typed[0])
        return found

    def _near(self, node: Node) -> Node:
        translation = self._translations([node], is_wanted=True).get(0) if isinstance(node, Word) else None
        if translation is None:
            return self.translate(node) if isinstance(node, Or) else node
        return Or((node, *(Phrase(form) if len(form) > 1 else Word(form[0]) for form in translation.forms)))

    def _translations(self, words: Sequence[Word], is_wanted: bool) -> Mapping[int, Translation]:
        found = self._finder.translations(words)
        (self.wanted if is_wanted else self.excluded).extend(found.values())
        return found


def split_at_translations(
    words: Sequence[Word], translations: Mapping[int, Translation]
) -> Iterator[tuple[tuple[Word, ...], Translation | None]]:
    """Yield words in a row one by one, and those that name a term together, with its translation."""
    at = 0
    while at < len(words):
        translation = translations.get(at)
        count = len(translation.typed) if translation else 1
        yield tuple(words[at : at + count]), translation
        at += count
