"""The Snowball stemmers."""

from collections.abc import Callable
from threading import Lock


def snowball_stemmer(language: str) -> Callable[[str], str]:
    """Return the function that stems a word of a language, such as "russian"; it may be called from any thread."""
    from snowballstemmer import stemmer  # takes a few milliseconds, and no first page needs it

    stem_word: Callable[[str], str] = stemmer(language).stemWord
    lock = Lock()

    def stem(word: str) -> str:
        with lock:  # A stemmer works on the word in attributes of its own.
            return stem_word(word)

    return stem
