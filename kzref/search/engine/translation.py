"""The thesaurus in a search: a term in one language finds what is written of it in another."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import eq

from kzref.search.query.nodes import And, Near, Node, Not, Or, Phrase, Title, Word, all_of
from kzref.search.text.stemming import stems
from kzref.search.text.tokenizer import iter_tokens


@dataclass(frozen=True, slots=True)
class TermForm:
    """One form of a term, such as «осуждённый» in 'ru'; words are its folded words."""

    term: str
    language: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Translation:
    """A term that was typed, and the forms of it that are searched beside what was typed."""

    typed: tuple[str, ...]
    """The folded words of the query that name it."""
    said: str
    """The same as they were typed."""
    title: str
    address: str
    forms: tuple[tuple[str, ...], ...]
    """Folded words of each form."""
    own: tuple[str, ...] = ()
    """Those of the form that was typed, as the thesaurus has it."""

    @property
    def alternatives(self) -> tuple[Node, ...]:
        """Its forms as nodes of a query: all words of each."""
        return tuple(all_of([Word(form) for form in words]) for words in self.forms)


Known = Callable[[Sequence[str]], Sequence[tuple[TermForm, str, str]]]
"""Gives the forms of terms that begin with a word of any of these stems, with the title and address of the term."""
Forms = Callable[[str], Sequence[TermForm]]
"""Gives every form of a term."""


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """The terms of a library."""

    known: Known
    forms: Forms
    languages: tuple[str, ...]
    """Those that the library is mainly written in."""

    def translations(self, text: str, words: Sequence[Word], spoken: tuple[str, ...]) -> Mapping[int, Translation]:
        """The terms that stand in a row of words, by the place of their first word; of several the longest.

        text: what was typed; spoken: languages that it may be in.
        """
        return TermMatcher(self, text, spoken).translations(words)


class TermMatcher:
    """Finds the terms of one query. The forms that a word may begin are fetched once, however often it stands there."""

    def __init__(self, thesaurus: Thesaurus, text: str, spoken: tuple[str, ...]) -> None:
        self._thesaurus, self._text, self._spoken = thesaurus, text, spoken
        self._begun: dict[str, _FormTree] = {}

    def translations(self, words: Sequence[Word]) -> Mapping[int, Translation]:
        """The terms that stand in a row of words, by the place of their first word; of several the longest."""
        found: dict[int, Translation] = {}
        at = 0
        while at < len(words):
            crossing = self._longest(words, at)
            if crossing:
                found[at] = crossing
                at += len(crossing.typed)
            else:
                at += 1
        return found

    def _longest(self, words: Sequence[Word], at: int) -> Translation | None:
        spoken, languages = self._spoken, self._thesaurus.languages
        form = words[at].term
        if form not in self._begun:
            self._begun[form] = _FormTree(tuple(enumerate(self._thesaurus.known(stems(form, spoken)))), 0)
        trees, best, end = [self._begun[form]], None, at
        while trees and end < len(words):
            trees = [below for tree in trees for below in tree.following(words[end].term, spoken)]
            end += 1
            if ended := [tree.ended for tree in trees if tree.ended]:
                # Of two terms with the same stems, the one that is written as it was typed is meant.
                row = tuple(word.term for word in words[at:end])
                best = max(ended, key=lambda each: (sum(map(eq, row, each[1][0].words)), -each[0]))[1]
        if best is None or best[0].language in languages:
            return None
        term, title, address = best
        typed = tuple(word.term for word in words[at : at + len(term.words)])
        others = tuple(dict.fromkeys(f.words for f in self._thesaurus.forms(term.term) if f.language in languages))
        return (
            Translation(typed, split_as_typed(self._text, typed), title, address, others, term.words)
            if others
            else None
        )


_Numbered = tuple[int, tuple[TermForm, str, str]]


class _FormTree:
    """Forms that begin with the same words, and below it those of them that go on alike. It is made as it is read."""

    def __init__(self, rows: Sequence[_Numbered], depth: int) -> None:
        self.ended = next((row for row in rows if len(row[1][0].words) == depth), None)
        """The first of the forms that go on with no word."""
        self._rows, self._depth = rows, depth
        self._below: dict[str, _FormTree] = {}
        self._by_stem: dict[str, list[str]] | None = None

    def following(self, form: str, spoken: tuple[str, ...]) -> "list[_FormTree]":
        """The trees of the forms that go on with a word that is one with this."""
        if self._by_stem is None:
            self._by_stem = self._grow(spoken)
        same = dict.fromkeys(word for stem in stems(form, spoken) for word in self._by_stem.get(stem, ()))
        if form in self._below:
            same[form] = None
        return [self._below[word] for word in same]

    def _grow(self, spoken: tuple[str, ...]) -> dict[str, list[str]]:
        rows: dict[str, list[_Numbered]] = {}
        for row in self._rows:
            words = row[1][0].words
            if len(words) > self._depth:
                rows.setdefault(words[self._depth], []).append(row)
        self._below = {word: _FormTree(below, self._depth + 1) for word, below in rows.items()}
        by_stem: dict[str, list[str]] = {}
        for word in rows:
            for stem in stems(word, spoken):
                by_stem.setdefault(stem, []).append(word)
        return by_stem


class TranslatedTree:
    """Terms within OR, NOT, nearness and titles: each with its forms in the language of the library beside it."""

    def __init__(self, thesaurus: Thesaurus, text: str, spoken: tuple[str, ...]) -> None:
        self._matcher = TermMatcher(thesaurus, text, spoken)
        self.wanted: list[Translation] = []
        """The terms that were met."""
        self.unwanted: list[Translation] = []
        """Those of them that are to be left out."""

    def crossed(self, node: Node, wanted: bool = True) -> Node:
        """A node with its terms as alternatives."""
        match node:
            case Word():
                return self._row([node], wanted)[0]
            case And(nodes):
                return And(tuple(self._row(nodes, wanted)))
            case Or(nodes):
                return Or(tuple(self.crossed(each, wanted) for each in nodes))
            case Not(inner):
                return Not(self.crossed(inner, not wanted))
            case Title(inner):
                return Title(self.crossed(inner, wanted))
            case Near(nodes, words):
                return Near(tuple(self._near(each) for each in nodes), words)
        return node

    def _row(self, nodes: Sequence[Node], wanted: bool) -> list[Node]:
        """Nodes that are all wanted: those that name a term together become one."""
        found: list[Node] = []
        for are_words, run in groupby(nodes, key=lambda node: isinstance(node, Word)):
            row = list(run)
            if not are_words:
                found += [self.crossed(node, wanted) for node in row]
                continue
            words = [node for node in row if isinstance(node, Word)]
            translations = self._crossings(words, wanted)
            for typed, crossing in in_pieces(words, translations):
                found.append(Or((all_of(typed), *crossing.alternatives)) if crossing else typed[0])
        return found

    def _near(self, node: Node) -> Node:
        crossing = self._crossings([node], wanted=True).get(0) if isinstance(node, Word) else None
        if crossing is None:
            return self.crossed(node) if isinstance(node, Or) else node
        return Or((node, *(Phrase(form) if len(form) > 1 else Word(form[0]) for form in crossing.forms)))

    def _crossings(self, words: Sequence[Word], wanted: bool) -> Mapping[int, Translation]:
        found = self._matcher.translations(words)
        (self.wanted if wanted else self.unwanted).extend(found.values())
        return found


def in_pieces(
    words: Sequence[Word], translations: Mapping[int, Translation]
) -> Iterator[tuple[tuple[Word, ...], Translation | None]]:
    """Words in a row one by one, and those that name a term together, with the term."""
    at = 0
    while at < len(words):
        crossing = translations.get(at)
        count = len(crossing.typed) if crossing else 1
        yield tuple(words[at : at + count]), crossing
        at += count


def split_as_typed(text: str, forms: tuple[str, ...]) -> str:
    """The stretch of a text that has these folded words in a row."""
    row = list(iter_tokens(text))
    for at in range(len(row) - len(forms) + 1):
        if tuple(word.term for word in row[at : at + len(forms)]) == forms:
            return text[row[at].start : row[at + len(forms) - 1].end]
    return " ".join(forms)
