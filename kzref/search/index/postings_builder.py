"""Build postings: for each term of each field the sections that have it, with its weight in each."""

import marshal
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kzref.search.index import term_weights
from kzref.search.index.bigrams import BigramHasher
from kzref.search.index.fields import FIELDS, LONGEST_PREFIX, TITLE_LANGUAGES, entity_terms, exact_title
from kzref.search.text.stemming import indexed_stems
from kzref.search.text.tokenizer import strip_accents, tokenize

_FIELD_BREAK = " \0 "


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What is indexed of a section. number: its number in the segment."""

    number: int
    kind: str
    language: str
    title: str
    path: str
    """The titles above it, a line each."""
    other_titles: tuple[str, ...]
    """Its title in other languages."""
    is_document: bool
    """Whether it is a whole document: a query means a law rather than a heading with the same words."""
    term_forms: tuple[str, ...]
    """All names of the terms that it is about."""
    body: tuple[str, ...]
    """The tokens of its prose."""
    pinpoints: tuple[str, ...]
    years: tuple[int, ...]
    is_explained_term: bool = False
    """Whether it is a term that an entry explains; a query with its name is to lead to the entry."""
    explained_names: tuple[str, ...] = ()
    """All names of the terms that it explains: it is the first hit for any of them."""
    entity: str = ""
    """Kind and titles of the act or person that it is, with a colon between; empty for others."""
    linked_entities: tuple[str, ...] = ()
    """The same of the acts and persons that it links to."""

    def token_text(self) -> str:
        """Return the tokens of title, names and body, with a space around each and a break between the three.

        Phrases and proximity are verified on it.
        """
        title, names = tokenize("\n".join((self.title, *self.other_titles))), tokenize("\n".join(self.term_forms))
        return f" {' '.join(title)}{_FIELD_BREAK}{' '.join(names)}{_FIELD_BREAK}{' '.join(self.body)} "


class PostingsBuilder:
    """Collects the postings of sections in ascending order of their numbers, and writes them as a run of an index."""

    def __init__(self, has_bigrams: bool = True) -> None:
        """has_bigrams: small libraries do without them."""
        self._fields: dict[str, defaultdict[str, array[int]]] = {field: defaultdict(_postings) for field in FIELDS}
        self._forms_by_stem: defaultdict[str, set[str]] = defaultdict(set)
        self._stems: defaultdict[tuple[str, ...], dict[str, tuple[str, ...]]] = defaultdict(dict)
        """Stems of word forms, by the languages of the text."""
        self._bigrams = BigramHasher() if has_bigrams else None
        self._prefixes = _Prefixes()

    def add(self, entry: IndexEntry) -> None:
        """Add the postings of a section."""
        factor = term_weights.kind_factor(entry.kind)
        title = tokenize("\n".join((entry.title, *entry.other_titles)))
        names = tokenize("\n".join(entry.term_forms))
        title_stems = self._count_stems(title, (entry.language, *TITLE_LANGUAGES))
        self._add_stems(entry, self._stems_above_body(entry, title, title_stems, names), factor)
        self._put("title", title_stems, _posting(entry, factor))
        self._add_forms(entry, {*title, *names}, factor)
        if self._bigrams:
            self._put("bigram", self._bigrams.bigrams(title, names, entry.body), _present(entry))
        self._add_titles(entry)
        self._add_facts(entry)

    def _stems_above_body(
        self, entry: IndexEntry, title: list[str], title_stems: dict[str, int], names: list[str]
    ) -> dict[str, float]:
        """Return the weights of the stems in the titles, the names of terms and the path."""
        path, languages = tokenize(entry.path), (entry.language, *TITLE_LANGUAGES)
        weights: dict[str, float] = {}
        for field, counts, length in (
            (term_weights.title_weight(entry.is_document), title_stems, len(title)),
            (term_weights.NAMES, self._count_stems(names, languages), len(names)),
            (term_weights.PATH, self._count_stems(path, languages), len(path)),
        ):
            for stem, count in counts.items():
                weights[stem] = weights.get(stem, 0.0) + term_weights.term_weight(field, count, length)
        return weights

    def _add_stems(self, entry: IndexEntry, weights: dict[str, float], factor: float) -> None:
        """Add the stems of the body, and those that have a weight already."""
        postings, length = self._fields["stem"], len(entry.body)
        # Most stems are in the body alone, and nearly all of them once or twice: their postings are the same.
        postings_by_count: dict[int, int] = {}
        for stem, count in self._count_stems(entry.body, (entry.language,)).items():
            if stem in weights:
                weights[stem] += term_weights.term_weight(term_weights.BODY, count, length)
                continue
            posting = postings_by_count.get(count)
            if posting is None:
                weight = term_weights.term_weight(term_weights.BODY, count, length)
                posting = postings_by_count[count] = _posting(entry, factor * weight)
            postings[stem].append(posting)
        for stem, weight in weights.items():
            postings[stem].append(_posting(entry, factor * weight))

    def _add_forms(self, entry: IndexEntry, in_names: set[str], factor: float) -> None:
        """Add the word forms and their prefixes. in_names: those in the titles and the names of terms."""
        heavy = _posting(entry, factor * term_weights.FORM_IN_NAMES)
        light = _posting(entry, factor * term_weights.FORM_IN_BODY)
        in_body = set(entry.body) - in_names
        self._put("exact", in_names, heavy)
        self._put("exact", in_body, light)
        prefixes = self._prefixes.of(in_names)
        self._put("prefix", prefixes, heavy)
        self._put("prefix", self._prefixes.of(in_body) - prefixes, light)

    def _add_titles(self, entry: IndexEntry) -> None:
        """Add the exact titles, with and without years at their end."""
        names = (entry.title, *entry.other_titles, *entry.explained_names)
        terms = {exact_title(tokenize(each)) for name in names for each in {name, _without_years(name)}}
        is_explained = entry.is_explained_term
        weight = term_weights.EXPLAINED_TERM if is_explained else term_weights.kind_factor(entry.kind)
        self._put("exact_title", filter(None, terms), _posting(entry, weight))

    def _add_facts(self, entry: IndexEntry) -> None:
        own = _entity_terms(entry.entity)
        linked = {term for each in entry.linked_entities for term in _entity_terms(each)} - own
        self._put("entity", own, _posting(entry, term_weights.FORM_IN_NAMES))
        for field, terms in (
            ("kind", (entry.kind,)),
            ("language", (entry.language,)),
            ("pinpoint", {pinpoint.lower() for pinpoint in entry.pinpoints}),
            ("year", {str(year) for year in entry.years}),
            ("entity", linked),
        ):
            self._put(field, filter(None, terms), _present(entry))

    def _count_stems(self, tokens: Iterable[str], languages: tuple[str, ...]) -> dict[str, int]:
        known = self._stems[languages]
        counts: dict[str, int] = {}
        for form, count in Counter(tokens).items():
            try:
                stems = known[form]
            except KeyError:
                stems = known[form] = indexed_stems(form, languages)
                for stem in stems:
                    self._forms_by_stem[stem].add(form)
            for stem in stems:
                counts[stem] = counts[stem] + count if stem in counts else count
        return counts

    def _put(self, field: str, terms: Iterable[str], posting: int) -> None:
        postings = self._fields[field]
        for term in terms:
            postings[term].append(posting)

    def write(self, file: Path) -> None:
        """Write the run: for each field its terms with their postings, four bytes each; then the forms of each stem."""
        with file.open("wb") as run:
            for field in FIELDS:
                marshal.dump(dict(self._fields[field]), run)
            marshal.dump(dict(self._forms_by_stem), run)


def _postings() -> "array[int]":
    # 24 bits for the number of a section are enough for sixteen million.
    return array("I")


def _posting(entry: IndexEntry, weight: float) -> int:
    return entry.number << term_weights.WEIGHT_BITS | term_weights.packed(weight)


def _present(entry: IndexEntry) -> int:
    return entry.number << term_weights.WEIGHT_BITS | term_weights.PRESENT


class IndexRun:
    """Reads a run: its fields in the order of FIELDS, and then its stems."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("rb")

    def read_field(self) -> dict[str, bytes]:
        """Return the next field: the postings of each term, as array("I").tobytes() gives them."""
        postings: dict[str, bytes] = self._next()
        return postings

    def read_stems(self) -> dict[str, set[str]]:
        """Return the word forms of each stem, after the last field."""
        forms_by_stem: dict[str, set[str]] = self._next()
        return forms_by_stem

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _next(self) -> Any:
        return marshal.load(self._file)  # noqa: S302  # written by this build, into its own folder


class _Prefixes(dict[str, tuple[str, ...]]):
    """All prefixes of a prefix, and itself."""

    def __missing__(self, prefix: str) -> tuple[str, ...]:
        self[prefix] = prefixes = (*self[prefix[:-1]], prefix) if prefix else ()
        return prefixes

    def of(self, word_forms: set[str]) -> set[str]:
        """Return the prefixes of word forms up to the longest that is indexed, with their accents and without."""
        longest = {form[:LONGEST_PREFIX] for form in word_forms}
        longest.update(map(strip_accents, [prefix for prefix in longest if not prefix.isascii()]))
        return set().union(*map(self.__getitem__, longest))


def _entity_terms(entity: str) -> set[str]:
    """Return the terms of the field "entity" for an act or person with its kind before a colon."""
    kind, _, name = entity.partition(":")
    return {term for form in tokenize(name) for term in entity_terms(kind, form)}


def _without_years(title: str) -> str:
    """Return a title without the years at its end, which are rarely typed."""
    words = title.split()
    while len(words) > 1 and words[-1].strip("()–-").replace("–", "").replace("-", "").isdigit():
        words.pop()
    return " ".join(words)
