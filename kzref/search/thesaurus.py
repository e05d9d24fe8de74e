"""The thesaurus in a search: a term in one language finds what is written of it in another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kzref.search.query import Word
from kzref.search.stemming import stems
from kzref.search.words import words as cut


@dataclass(frozen=True, slots=True)
class TermForm:
    """One form of a term, such as «осуждённый» in 'ru'; words are its folded words."""

    term: str
    language: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crossing:
    """A term that was typed, and the forms of it that are searched beside what was typed."""

    typed: tuple[str, ...]
    """The folded words of the query that name it."""
    said: str
    """The same as they were typed."""
    title: str
    address: str
    forms: tuple[tuple[str, ...], ...]
    """Folded words of each form."""


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

    def crossings(self, text: str, words: Sequence[Word], spoken: tuple[str, ...]) -> Mapping[int, Crossing]:
        """The terms that stand in a row of words, by the place of their first word; of several the longest.

        text: what was typed; spoken: languages that it may be in.
        """
        found: dict[int, Crossing] = {}
        at = 0
        while at < len(words):
            crossing = self._longest(text, words, at, spoken)
            if crossing:
                found[at] = crossing
                at += len(crossing.typed)
            else:
                at += 1
        return found

    def _longest(self, text: str, words: Sequence[Word], at: int, spoken: tuple[str, ...]) -> Crossing | None:
        best: tuple[TermForm, str, str] | None = None
        for form, title, address in self.known(stems(words[at].form, spoken)):
            row = words[at : at + len(form.words)]
            if len(row) < len(form.words) or (best and len(best[0].words) >= len(form.words)):
                continue
            if all(_same(word.form, wanted, spoken) for word, wanted in zip(row, form.words, strict=True)):
                best = (form, title, address)
        if best is None or best[0].language in self.languages:
            return None
        typed = tuple(word.form for word in words[at : at + len(best[0].words)])
        others = [f.words for f in self.forms(best[0].term) if f.language in self.languages]
        return (
            Crossing(typed, as_typed(text, typed), best[1], best[2], tuple(dict.fromkeys(others))) if others else None
        )


def as_typed(text: str, forms: tuple[str, ...]) -> str:
    """The stretch of a text that has these folded words in a row."""
    row = list(cut(text))
    for at in range(len(row) - len(forms) + 1):
        if tuple(word.form for word in row[at : at + len(forms)]) == forms:
            return text[row[at].start : row[at + len(forms) - 1].end]
    return " ".join(forms)


def _same(form: str, wanted: str, spoken: tuple[str, ...]) -> bool:
    return form == wanted or not set(stems(form, spoken)).isdisjoint(stems(wanted, spoken))
