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

from kzref.search.index import term_weights
from kzref.search.text.stemming import indexed_stems, stems
from kzref.search.text.tokenizer import strip_accents, tokenize

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
        title, names = tokenize("\n".join((self.title, *self.titles))), tokenize("\n".join(self.term_forms))
        return f" {' '.join(title)}{_BREAK}{' '.join(names)}{_BREAK}{' '.join(self.forms)} "


class PostingsBuilder:
    """Gathers the postings of sections, whose numbers ascend; written out, they are one run of an index."""

    def __init__(self, pairs: bool = True) -> None:
        """pairs: whether words that follow each other are wanted, which small libraries do without."""
        self._fields: dict[str, defaultdict[str, array[int]]] = {field: defaultdict(_numbers) for field in FIELDS}
        self._stems: defaultdict[str, set[str]] = defaultdict(set)
        self._known: defaultdict[tuple[str, ...], dict[str, tuple[str, ...]]] = defaultdict(dict)
        self._pairs = _Pairs() if pairs else None
        self._begun = _Beginnings()

    def add(self, entry: Entry) -> None:
        """Takes a section in. Other names count as words of the title for the language they are in."""
        factor = term_weights.kind_factor(entry.kind)
        title = tokenize("\n".join((entry.title, *entry.titles)))
        names, path = tokenize("\n".join(entry.term_forms)), tokenize(entry.path)
        languages = (entry.language, *_ANY)
        in_title = self._stemmed(title, languages)
        words: dict[str, float] = {}
        for place, counted, length in (
            (term_weights.title(entry.is_document), in_title, len(title)),
            (term_weights.NAMES, self._stemmed(names, languages), len(names)),
            (term_weights.PATH, self._stemmed(path, languages), len(path)),
        ):
            for stem, count in counted.items():
                words[stem] = words.get(stem, 0.0) + term_weights.counted(place, count, length)
        self._words(entry, words, factor)
        base = entry.number << term_weights.WEIGHT_BITS
        self._put("title", in_title, base | term_weights.packed(factor))
        light, heavy = (
            base | term_weights.packed(factor * term_weights.SAID),
            base | term_weights.packed(factor * term_weights.NAMED),
        )
        named = {*title, *names}
        said = set(entry.forms) - named
        self._put("exact", named, heavy)
        self._put("exact", said, light)
        begun = self._begun.of(named)
        self._put("begin", begun, heavy)
        self._put("begin", self._begun.of(said) - begun, light)
        if self._pairs:
            self._put("pair", self._pairs.of(title, names, entry.forms), base | term_weights.FACT)
        self._facts(entry)

    def _words(self, entry: Entry, words: dict[str, float], factor: float) -> None:
        """The words of the text, and those that stand above it and have a weight already."""
        base, postings, length = entry.number << term_weights.WEIGHT_BITS, self._fields["word"], len(entry.forms)
        # Most words stand in the text alone, and nearly all of them once or twice.
        alone: dict[int, int] = {}
        for stem, count in self._stemmed(entry.forms, (entry.language,)).items():
            if stem in words:
                words[stem] += term_weights.counted(term_weights.BODY, count, length)
                continue
            posting = alone.get(count)
            if posting is None:
                weight = term_weights.counted(term_weights.BODY, count, length)
                posting = alone[count] = base | term_weights.packed(factor * weight)
            postings[stem].append(posting)
        for stem, weight in words.items():
            postings[stem].append(base | term_weights.packed(factor * weight))

    def _facts(self, entry: Entry) -> None:
        called = (entry.title, *entry.titles, *entry.explains)
        whole = {whole_title(name) for each in called for name in {each, _without_years(each)}}
        itself = _about(entry.itself)
        about = {term for each in entry.about for term in _about(each)} - itself
        self._put("about", itself, entry.number << term_weights.WEIGHT_BITS | term_weights.packed(term_weights.NAMED))
        named = term_weights.EXPLAINED if entry.explained else term_weights.kind_factor(entry.kind)
        self._put("whole", filter(None, whole), entry.number << term_weights.WEIGHT_BITS | term_weights.packed(named))
        for field, terms in (
            ("kind", (entry.kind,)),
            ("language", (entry.language,)),
            ("pinpoint", {pinpoint.lower() for pinpoint in entry.pinpoints}),
            ("year", {str(year) for year in entry.years}),
            ("about", about),
        ):
            self._put(field, filter(None, terms), entry.number << term_weights.WEIGHT_BITS | term_weights.FACT)

    def _stemmed(self, words: Iterable[str], languages: tuple[str, ...]) -> dict[str, int]:
        known = self._known[languages]
        counted: dict[str, int] = {}
        for form, times in Counter(words).items():
            try:
                found = known[form]
            except KeyError:
                found = known[form] = indexed_stems(form, languages)
                for stem in found:
                    self._stems[stem].add(form)
            for stem in found:
                counted[stem] = counted[stem] + times if stem in counted else times
        return counted

    def _put(self, field: str, terms: Iterable[str], posting: int) -> None:
        postings = self._fields[field]
        for term in terms:
            postings[term].append(posting)

    def write(self, file: Path) -> None:
        """Writes the run: for each field its terms with their postings, four bytes each.

        Last comes which forms each stem was met in.
        """
        with file.open("wb") as run:
            for field in FIELDS:
                marshal.dump(dict(self._fields[field]), run)
            marshal.dump(dict(self._stems), run)


def _numbers() -> "array[int]":
    # 24 bits for the section are enough for sixteen million.
    return array("I")


class Run:
    """A run that is read: its fields in the order of FIELDS, and then its stems."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("rb")

    def field(self) -> dict[str, bytes]:
        """The next field: the postings of each term, as an array of whole numbers is written."""
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


class _Pairs:
    """The same for many rows: a checksum is begun for a word once, and went on with for each that follows it."""

    def __init__(self) -> None:
        self._first: dict[str, int] = _First()
        self._second: dict[str, bytes] = _Second()

    def of(self, *rows: Sequence[str]) -> Iterator[str]:
        """The terms of all rows, each once."""
        numbers: set[int] = set()
        for row in rows:
            sums = map(crc32, map(self._second.__getitem__, row[1:]), map(self._first.__getitem__, row))
            numbers.update(map(len(_PAIRS).__rmod__, sums))
        return map(_PAIRS.__getitem__, numbers)


class _First(dict[str, int]):
    def __missing__(self, form: str) -> int:
        self[form] = begun = crc32(form.encode())
        return begun


class _Second(dict[str, bytes]):
    def __missing__(self, form: str) -> bytes:
        self[form] = written = f" {form}".encode()
        return written


class _Beginnings(dict[str, tuple[str, ...]]):
    """The beginnings of words by the longest of them."""

    def __missing__(self, head: str) -> tuple[str, ...]:
        self[head] = begun = (*self[head[:-1]], head) if head else ()
        return begun

    def of(self, forms: set[str]) -> set[str]:
        """The beginnings of all these words, typed with their accents or without."""
        heads = {form[:LONGEST_BEGINNING] for form in forms}
        heads.update(map(strip_accents, [head for head in heads if not head.isascii()]))
        return set().union(*map(self.__getitem__, heads))


def _about(named: str) -> set[str]:
    """The terms of the field "about" for an act or person."""
    kind, _, name = named.partition(":")
    return {f"{kind}:{stem}" for form in tokenize(name) for stem in stems(form, _ANY)}


def whole_title(title: str) -> str:
    """A title as one word, so that what is asked for by its exact name is found first."""
    return " ".join(stems(form, _ANY)[0] for form in tokenize(title))


def _without_years(title: str) -> str:
    """A title without the years at its end, which nobody types."""
    words = title.split()
    while len(words) > 1 and words[-1].strip("()–-").replace("–", "").replace("-", "").isdigit():
        words.pop()
    return " ".join(words)
