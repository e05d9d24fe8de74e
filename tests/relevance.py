"""The judged queries put to a search: success at 1 and 3, mean reciprocal rank, nDCG at 10."""

import math
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

JUDGED = Path(__file__).parent / "search" / "judged.toml"
_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A query and the entries that answer it."""

    text: str
    language: str
    best: frozenset[str]
    good: frozenset[str]


@dataclass(frozen=True, slots=True)
class Quality:
    """How well queries are answered, each from 0 to 1."""

    success_at_1: float
    success_at_3: float
    reciprocal_rank: float
    ndcg_at_10: float
    missed: tuple[str, ...]
    """Queries with none of the best entries among the first three."""

    def __str__(self) -> str:
        return (
            f"success@1 {self.success_at_1:.3f}  success@3 {self.success_at_3:.3f}  "
            f"MRR {self.reciprocal_rank:.3f}  nDCG@10 {self.ndcg_at_10:.3f}"
        )


def judged_queries() -> list[Judged]:
    """All of them."""
    rows = tomllib.loads(JUDGED.read_text("utf-8"))["query"]
    return [Judged(r["text"], r["language"], frozenset(r["best"]), frozenset(r["good"])) for r in rows]


def entry_of(address: str) -> str:
    """The entry that a section belongs to: terms and works of a list are entries of their own."""
    part, slash, name = address.partition("/")
    return f"{part}/{name.partition('/')[0]}" if slash and part in ("glossary", "works") else part


def quality(queries: Sequence[Judged], find: Callable[[str], Sequence[str]]) -> Quality:
    """How well a search answers. find: gives the addresses of sections, best first."""
    firsts, thirds, ranks, gains, missed = 0, 0, 0.0, 0.0, []
    for query in queries:
        entries = list(dict.fromkeys(entry_of(address) for address in find(query.text)))[:_DEPTH]
        rank = next((place for place, entry in enumerate(entries, 1) if entry in query.best), 0)
        firsts += rank == 1
        thirds += 0 < rank <= 3
        ranks += 1 / rank if rank else 0
        gains += _ndcg(entries, query)
        if not 0 < rank <= 3:
            missed.append(query.text)
    count = len(queries)
    return Quality(firsts / count, thirds / count, ranks / count, gains / count, tuple(missed))


def _ndcg(entries: Sequence[str], query: Judged) -> float:
    def gain(values: Sequence[int]) -> float:
        return sum((2**value - 1) / math.log2(place + 1) for place, value in enumerate(values, 1))

    ideal = gain(([2] * len(query.best) + [1] * len(query.good))[:_DEPTH])
    return gain([2 if e in query.best else 1 if e in query.good else 0 for e in entries]) / ideal
