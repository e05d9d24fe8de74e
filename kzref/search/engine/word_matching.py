"""Match normalized words against a word, a prefix or a pattern of a query."""

import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import partial

from kzref.search.text.stemming import stems


class Matcher(dict[str, bool]):
    """Decides whether a normalized word matches. A dictionary of the decisions: each word is decided once."""

    def __init__(self, matches: Callable[[str], bool]) -> None:
        super().__init__()
        self._matches = matches

    def __missing__(self, term: str) -> bool:
        self[term] = is_match = self._matches(term)
        return is_match

    __call__ = dict.__getitem__

    def among(self, terms: AbstractSet[str]) -> set[str]:
        """Return those of some words that match: faster than one by one."""
        return set(filter(self, terms))

    def indexes(self, tokens: Sequence[str]) -> list[int]:
        """Return the indexes of the tokens that match."""
        return [at for at, term in enumerate(tokens) if self[term]]


class OneOf(Matcher):
    """Matches these words."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = frozenset(terms)
        super().__init__(self._terms.__contains__)

    def among(self, terms: AbstractSet[str]) -> set[str]:
        """Return those of some words that match."""
        return {*(terms & self._terms)}

    def indexes(self, tokens: Sequence[str]) -> list[int]:
        """Return the indexes of the tokens that match."""
        wanted = self._terms
        return [at for at, term in enumerate(tokens) if term in wanted] if wanted else []


class _AnyOf(Matcher):
    def __init__(self, matchers: Sequence[Matcher]) -> None:
        super().__init__(partial(_matches_any, matchers))
        self._matchers = matchers

    def among(self, terms: AbstractSet[str]) -> set[str]:
        """Return those of some words that match."""
        return set().union(*(matcher.among(terms) for matcher in self._matchers))


def any_of(matchers: Sequence[Matcher]) -> Matcher:
    """Return a matcher of what any of several matches."""
    return matchers[0] if len(matchers) == 1 else _AnyOf(matchers)


def _matches_any(matchers: Sequence[Matcher], term: str) -> bool:
    return any(matcher(term) for matcher in matchers)


class FormsOf(Matcher):
    """Matches the forms of a word; of a word that is being typed, also what begins with it."""

    def __init__(
        self, known_forms: AbstractSet[str], word_stems: tuple[str, ...], languages: tuple[str, ...], prefix: str
    ) -> None:
        """known_forms: its forms in the library; word_stems: its stems, by which the words of other texts match.

        prefix: the word itself if it is being typed, otherwise empty.
        """
        super().__init__(self._is_form)
        self._known_forms, self._stems, self._languages, self._prefix = known_forms, word_stems, languages, prefix

    def among(self, terms: AbstractSet[str]) -> set[str]:
        """Return those of some words of the library that match."""
        found = {*(self._known_forms & terms)}
        return found | {term for term in terms if term.startswith(self._prefix)} if self._prefix else found

    def _is_form(self, term: str) -> bool:
        if term in self._known_forms or (self._prefix and term.startswith(self._prefix)):
            return True
        return any(stem in self._stems for stem in stems(term, self._languages))


def begins_with(prefix: str) -> Matcher:
    """Return a matcher of words with a prefix."""
    return Matcher(partial(_begins_with, prefix))


def _begins_with(prefix: str, term: str) -> bool:
    return term.startswith(prefix)


def fits(pattern: str) -> Matcher:
    """Return a matcher of words that fit a pattern, in which * stands for any letters and ? for one."""
    return Matcher(partial(_fits, re.compile(_expression(pattern))))


def _fits(expression: re.Pattern[str], term: str) -> bool:
    return expression.fullmatch(term) is not None


def _expression(pattern: str) -> str:
    return _joined([re.escape(piece).replace(r"\?", r"[^\n]") for piece in pattern.split("*")])


def line_expression(pattern: str) -> re.Pattern[bytes]:
    """Return the regular expression of a pattern for the list of word forms as it lies on disk: UTF-8, one to a line.

    The file is searched without being decoded, which would take more time and memory than the search: 100,000 forms are
    2 MB. A regular expression over bytes sees the bytes of a character one by one; the pieces of the pattern are
    therefore written as their bytes in UTF-8 (as Latin-1, which maps each byte to the character of the same number),
    and ? is one byte below 128 or a leading byte with all its continuation bytes.
    """
    character = r"(?:[^\n\x80-\xff]|[\xc0-\xff][\x80-\xbf]+)"
    pieces = [re.escape(piece.encode().decode("latin-1")).replace(r"\?", character) for piece in pattern.split("*")]
    return re.compile(f"^{_joined(pieces)}$".encode("latin-1"), re.M)


def _joined(pieces: list[str]) -> str:
    """Join the pieces between the stars of a pattern.

    Each piece in the middle is an atomic group: the first occurrence is kept, as it is never worse than a later one, so
    that many stars cannot backtrack without end.
    """
    first, *middle = pieces[:-1] or [""]
    if len(pieces) == 1:
        return pieces[0]
    return first + "".join(rf"(?>[^\n]*?{piece})" for piece in middle) + rf"[^\n]*{pieces[-1]}"
