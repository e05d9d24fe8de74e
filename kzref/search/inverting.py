"""Turning sections into postings: which word stands in which section, and what it weighs there."""

import marshal
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

from kzref.search import weights
from kzref.search.stemming import indexed_stems, stems
from kzref.search.words import forms, unaccented

LONGEST_BEGINNING = 6
"""Letters up to which the beginnings of words are indexed, so that what is being typed is one look-up."""
FIELDS = ("about", "begin", "exact", "kind", "language", "pair", "pinpoint", "title", "whole", "word", "year")
"""In the order in which they are written."""
_PAIRS = tuple(f"{number:04x}" for number in range(8192))
"""Terms for two words that follow each other. Their number is a compromise: several pairs share one, so that a phrase
is still looked for in the text, but in few sections; a term for each pair would be most of the index."""
_BREAK = " \0 "
_ANY = ("ru", "kk", "en")
"""Titles and terms come in all languages of the pack."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of a section. number: its place in the columns of the index."""

    number: int
    kind: str
    language: str
    title: str
    path: str
    """The titles above it."""
    titles: tuple[str, ...]
    """Its title in other languages."""
    is_document: bool
    """Whether it is a document, and not a part of one: a law is meant rather than a heading with the same words."""
    term_forms: tuple[str, ...]
    """Every form of the terms that it is about."""
    forms: tuple[str, ...]
    """The folded words of its prose."""
    pinpoints: tuple[str, ...]
    years: tuple[int, ...]
    explained: bool = False
    """Whether it is a term that an entry explains: the entry is what its name leads to."""
    explains: tuple[str, ...] = ()
    """Every form of the terms that it is the entry for: asked for by any of these names it comes first."""
    itself: str = ""
    """The titles of the act or person that it is, with its kind before a colon."""
    about: tuple[str, ...] = ()
    """The same of the acts and persons that it links to."""

    def tokens(self) -> str:
        """The words of the section one after the other, exactly as phrases are looked for; a break parts its fields."""
        title, names = forms("\n".join((self.title, *self.titles))), forms("\n".join(self.term_forms))
        return f" {' '.join(title)}{_BREAK}{' '.join(names)}{_BREAK}{' '.join(self.forms)} "


class Inverter:
    """Gathers the postings of sections, whose numbers ascend; written out, they are one run of an index."""

    def __init__(self) -> None:
        # A posting is a section's number and a byte for its weight, together one whole number.
        self._fields: dict[str, defaultdict[str, array[int]]] = {field: defaultdict(_numbers) for field in FIELDS}
        self._stems: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, entry: Entry) -> None:
        """Takes a section in. Other names count as words of the title for the language they are in."""
        factor = weights.kind_factor(entry.kind)
        title = forms("\n".join((entry.title, *entry.titles)))
        names, path = forms("\n".join(entry.term_forms)), forms(entry.path)
        languages = (entry.language, *_ANY)
        parts = (
            (weights.title(entry.is_document), self._stemmed(title, languages), len(title)),
            (weights.NAMES, self._stemmed(names, languages), len(names)),
            (weights.PATH, self._stemmed(path, languages), len(path)),
            (weights.BODY, self._stemmed(entry.forms, (entry.language,)), len(entry.forms)),
        )
        words: dict[str, float] = {}
        for weight, counted, length in parts:
            usual = weights.usual_length(weight)
            for stem, count in counted.items():
                words[stem] = words.get(stem, 0.0) + weight * weights.saturated(count, length, usual)
        base, postings = entry.number << 8, self._fields["word"]
        for stem, weight in words.items():
            postings[stem].append(base | weights.packed(factor * weight))
        self._put("title", parts[0][1], base | weights.packed(factor))
        light, heavy = base | weights.packed(factor * weights.SAID), base | weights.packed(factor * weights.NAMED)
        named = {*title, *names}
        said = set(entry.forms) - named
        self._put("exact", named, heavy)
        self._put("exact", said, light)
        begun = _beginnings(named)
        self._put("begin", begun, heavy)
        self._put("begin", _beginnings(said) - begun, light)
        self._put("pair", {pair for row in (title, names, entry.forms) for pair in pairs(row)}, base | weights.FACT)
        self._facts(entry)

    def _facts(self, entry: Entry) -> None:
        called = (entry.title, *entry.titles, *entry.explains)
        whole = {name for each in called for name in (whole_title(each), whole_title(_without_years(each)))}
        itself = _about(entry.itself)
        about = {term for each in entry.about for term in _about(each)} - itself
        self._put("about", itself, entry.number << 8 | weights.packed(weights.NAMED))
        named = weights.EXPLAINED if entry.explained else weights.kind_factor(entry.kind)
        self._put("whole", filter(None, whole), entry.number << 8 | weights.packed(named))
        for field, terms in (
            ("kind", (entry.kind,)),
            ("language", (entry.language,)),
            ("pinpoint", {pinpoint.lower() for pinpoint in entry.pinpoints}),
            ("year", {str(year) for year in entry.years}),
            ("about", about),
        ):
            self._put(field, filter(None, terms), entry.number << 8 | weights.FACT)

    def _stemmed(self, words: Iterable[str], languages: tuple[str, ...]) -> Counter[str]:
        counted: Counter[str] = Counter()
        for form, times in Counter(words).items():
            for stem in indexed_stems(form, languages):
                counted[stem] += times
                self._stems[stem].add(form)
        return counted

    def _put(self, field: str, terms: Iterable[str], posting: int) -> None:
        postings = self._fields[field]
        for term in terms:
            postings[term].append(posting)

    def write(self, file: Path) -> None:
        """Writes the run: for each field its terms, with the numbers as four bytes each and then the weights.

        Last comes which forms each stem was met in.
        """
        with file.open("wb") as run:
            for field in FIELDS:
                marshal.dump({term: _parted(postings) for term, postings in self._fields[field].items()}, run)
            marshal.dump(dict(self._stems), run)


def _numbers() -> "array[int]":
    return array("Q")


def _parted(postings: "array[int]") -> bytes:
    return array("I", [each >> 8 for each in postings]).tobytes() + bytes([each & 0xFF for each in postings])


class Run:
    """A run that is read: its fields in the order of FIELDS, and then its stems."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("rb")

    def field(self) -> dict[str, bytes]:
        """The next field: the postings of each term."""
        postings: dict[str, bytes] = self._next()
        return postings

    def stems(self) -> dict[str, set[str]]:
        """The forms of each stem, after the last field."""
        forms: dict[str, set[str]] = self._next()
        return forms

    def close(self) -> None:
        """Lets the file go."""
        self._file.close()

    def _next(self) -> Any:
        return marshal.load(self._file)  # noqa: S302  # written by this build, into its own folder


def pairs(row: Sequence[str]) -> Iterator[str]:
    """The terms of the field "pair" for words in a row: one for every two that follow each other."""
    return (_PAIRS[crc32(f"{one} {other}".encode()) % len(_PAIRS)] for one, other in pairwise(row))


def _about(named: str) -> set[str]:
    """The terms of the field "about" for an act or person."""
    kind, _, name = named.partition(":")
    return {f"{kind}:{stem}" for form in forms(name) for stem in stems(form, _ANY)}


def _beginnings(forms: set[str]) -> set[str]:
    typed = {*forms, *map(unaccented, forms)}
    return {form[:length] for form in typed for length in range(1, LONGEST_BEGINNING + 1)}


def whole_title(title: str) -> str:
    """A title as one word, so that what is asked for by its exact name is found first."""
    return " ".join(stems(form, _ANY)[0] for form in forms(title))


def _without_years(title: str) -> str:
    """A title without the years at its end, which nobody types."""
    words = title.split()
    while len(words) > 1 and words[-1].strip("()–-").replace("–", "").replace("-", "").isdigit():
        words.pop()
    return " ".join(words)
