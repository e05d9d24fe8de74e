"""Searching a compiled library: a query to ranked hits. One searcher serves one thread at a time."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from whoosh import query as ask
from whoosh import scoring

from kzref.errors import Cancelled
from kzref.library.sections import Section
from kzref.search.index import LONGEST_PREFIX, open_index, whole_title
from kzref.search.query import Clause, Query, parse_query, printable
from kzref.search.snippets import Snippet, make_snippet, matcher
from kzref.search.words import stem, words

# Entries that define stand before entries that mention.
_KIND_BOOST = {
    "definition": 1.15, "concept": 1.25, "statistic": 1.15, "act": 1.1, "stage": 1.1,
    "part": 0.7, "term": 0.45, "work": 0.8, "article": 0.9, "note": 0.85,
}  # fmt: skip
_FIELDS = (("title", 4.0), ("names", 3.0), ("path", 1.5), ("body", 1.0))
"""Where a word counts how much."""
_NAMED = 60.0
"""Score of an entry that bears the exact name that was typed, beside what its words score."""
_COMMON = 0.1
"""Score of a common word beside what the telling ones score."""
_MOST_PREFIXED = 64
_FEW = 3
_QUESTION = 3
"""Telling words from which a query is more of a question than a name."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that answers a query."""

    section: Section
    within: str
    """Title of the document that the section belongs to, or its own."""
    score: float
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query. total counts every section found, of which hits are the first ones."""

    query: Query
    total: int
    seconds: float
    hits: tuple[Hit, ...]
    suggestion: str = ""
    """A query that would find more, to be offered and never applied."""
    notice: str = ""
    """What was done otherwise than asked, to be shown."""


Sections = Callable[[Iterable[int]], Mapping[int, tuple[Section, str, str]]]
"""Gives sections by position, with the title of their document and their prose."""


def _lighter(query: ask.Query) -> ask.Query:
    """The same, so that it decides only between what is otherwise alike."""
    return ask.ConstantScoreQuery(query, _COMMON)


class Searcher:
    """An open index with the texts beside it."""

    def __init__(self, index_folder: Path, sections: Sections) -> None:
        self._searcher = open_index(index_folder).searcher(weighting=scoring.BM25F(B=0.6, K1=1.2))
        self._sections = sections

    def close(self) -> None:
        """Lets the files go."""
        self._searcher.close()

    def search(
        self,
        text: str,
        limit: int = 20,
        kind: str = "",
        unfinished: bool = False,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Results:
        """The hits of what was typed, best first. Raises Cancelled between its steps when asked to stop."""
        started = time.perf_counter()
        query = parse_query(text, unfinished)
        if query.is_empty:
            return Results(query, 0, time.perf_counter() - started, (), notice=query.notice)
        kinds = (*query.kinds, *([kind] if kind else []))
        ranked, notice = self._rank(query, kinds, cancelled)
        top = ranked[:limit]
        found = self._sections([position for position, _ in top])
        asked = matcher(query.clauses)
        hits = tuple(self._hit(found[p], score, asked) for p, score in top if p in found)
        suggestion = self._suggest(query, cancelled) if len(ranked) < _FEW else ""
        told = " ".join(sentence for sentence in (query.notice, notice) if sentence)
        return Results(query, len(ranked), time.perf_counter() - started, hits, suggestion, told)

    def _hit(self, found: tuple[Section, str, str], score: float, asked: Callable[[str], bool]) -> Hit:
        section, within, prose = found
        return Hit(section, within, round(score, 4), make_snippet(prose, asked))

    def _rank(
        self, query: Query, kinds: tuple[str, ...], cancelled: Callable[[], bool]
    ) -> tuple[list[tuple[int, float]], str]:
        """Positions and scores; where few sections have all the words, those that lack one follow, or have any."""
        plain = [c for c in query.clauses if not c.negated]
        # "How many persons were convicted" asks for persons and convicted; the rest only lifts what has it too.
        telling = [c for c in plain if not c.is_common] or plain
        wanted = [self._clause(c) for c in telling]
        common = [self._clause(c) for c in plain if c not in telling]
        unwanted = [self._clause(c) for c in query.clauses if c.negated]
        filters = self._filters(kinds, query.years)
        if query.pinpoint and not kinds:
            pinned = self._collect(ask.Term("pinpoint", query.pinpoint), unwanted, filters, cancelled)
            if pinned:
                return pinned, ""
        every = ask.And(wanted) if wanted else ask.Every()
        named = ask.ConstantScoreQuery(ask.Term("whole", whole_title(query.text)), _NAMED)
        lifted = ask.Or([named, *(_lighter(q) for q in common)])
        found = self._collect(ask.AndMaybe(every, lifted), unwanted, filters, cancelled)
        # Two words narrow what is found; of a question's many, one may be said otherwise in the text.
        enough = 1 if len(wanted) < _QUESTION else _FEW
        if len(found) >= enough or len(wanted) < 2:
            return found, ""
        have = {position for position, _ in found}
        lacking_one = ask.Or([ask.And([*wanted[:i], *wanted[i + 1 :]]) for i in range(len(wanted))])
        for nearly in (lacking_one, ask.Or(wanted)):
            near = [pair for pair in self._collect(nearly, unwanted, filters, cancelled) if pair[0] not in have]
            if near:
                few = "Few sections have all the words; after them come those that have some."
                return [*found, *near], few if found else "No section has all the words; these have some of them."
        return found, ""

    def _collect(
        self, wanted: ask.Query, unwanted: list[ask.Query], filters: ask.Query | None, cancelled: Callable[[], bool]
    ) -> list[tuple[int, float]]:
        if cancelled():
            raise Cancelled
        results = self._searcher.search(
            wanted, limit=None, filter=filters, mask=ask.Or(unwanted) if unwanted else None, scored=True
        )
        if cancelled():
            raise Cancelled
        ranked = []
        for score, number in results.top_n:
            stored = self._searcher.stored_fields(number)
            ranked.append((stored["position"], score * _KIND_BOOST.get(stored["kind"], 1.0)))
        return sorted(ranked, key=lambda pair: (-pair[1], pair[0]))

    def _filters(self, kinds: tuple[str, ...], years: tuple[int, ...]) -> ask.Query | None:
        parts: list[ask.Query] = []
        if kinds:
            parts.append(ask.Or([ask.Term("kind", kind) for kind in kinds]))
        if years:
            reader = self._searcher.reader()
            met = [ask.Term("year", str(year)) for year in years if ("year", str(year)) in reader]
            parts.append(ask.Or(met) if met else ask.NullQuery)
        return ask.And(parts) if parts else None

    def _clause(self, clause: Clause) -> ask.Query:
        if clause.phrase:
            return ask.Phrase("exact", list(clause.forms))
        form = clause.forms[0]
        stemmed = stem(form)
        words_ = [ask.Term(name, stemmed, boost) for name, boost in _FIELDS]
        if form.isdigit() and len(form) == 4:
            words_.append(ask.Term("year", form))
        if clause.prefix:
            words_ += self._beginnings(form)
        return ask.Or(words_)

    def _beginnings(self, form: str) -> list[ask.Query]:
        if len(form) <= LONGEST_PREFIX:
            found = [ask.Term("title_prefix", form, 2.0), ask.Term("prefix", form, 0.5)]
        else:
            reader = self._searcher.reader()
            terms = []
            for term in reader.expand_prefix("exact", form):
                terms.append(term.decode() if isinstance(term, bytes) else term)
                if len(terms) == _MOST_PREFIXED:
                    break
            found = [ask.Term("exact", term) for term in terms]
        return [ask.ConstantScoreQuery(q, q.boost) for q in found]

    def _suggest(self, query: Query, cancelled: Callable[[], bool]) -> str:
        """The query with the words that no section has put right, or empty."""
        if query.pinpoint:
            return ""
        reader = self._searcher.reader()
        corrections: dict[str, str] = {}
        for form in dict.fromkeys(query.forms):
            if cancelled():
                raise Cancelled
            if len(form) < 4 or form[0].isdigit() or ("exact", form) in reader:
                continue
            if any((field, stem(form)) in reader for field, _ in _FIELDS):
                continue
            near = reader.corrector("exact").suggest(form, limit=1, maxdist=2, prefix=1)
            if near:
                corrections[form] = near[0]
        if not corrections:
            return ""
        typed = printable(query.text)
        text, at = [], 0
        for word in words(typed):
            if word.form in corrections:
                text += [typed[at : word.start], corrections[word.form]]
                at = word.end
        return "".join([*text, typed[at:]])
