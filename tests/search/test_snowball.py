"""The Snowball stemmers are shared by the threads that search."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from kzref.search.text.snowball import snowball_stemmer

WORDS = [
    "organizational",
    "criminologists",
    "internationally",
    "responsibilities",
    "convicted",
    "punishment",
    "policies",
]


@pytest.fixture
def busy_threads() -> Iterator[None]:
    """Threads take turns at almost every step."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("busy_threads")
def test_threads_that_stem_at_the_same_time_get_the_stems_of_their_own_words() -> None:
    stem = snowball_stemmer("english")
    alone = [stem(word) for word in WORDS]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(stem, WORDS * 50))
    assert together == alone * 50
