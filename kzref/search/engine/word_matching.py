"""Which words a word, a beginning or a pattern stands for: asked once of each word of a text."""

import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import partial

from kzref.search.text.stemming import stems


class Matcher(dict[str, bool]):
    """Whether a folded word is one that is looked for; asked once for each word, and then remembered."""

    def __init__(self, ask: Callable[[str], bool]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, form: str) -> bool:
        self[form] = answer = self._ask(form)
        return answer

    __call__ = dict.__getitem__

    def among(self, known: AbstractSet[str]) -> set[str]:
        """Those of some words that are looked for: quicker than to ask for each."""
        return set(filter(self, known))

    def where(self, row: Sequence[str]) -> list[int]:
        """The places in a row of words that are looked for."""
        return [at for at, form in enumerate(row) if self[form]]


class OneOf(Matcher):
    """These words."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._forms = frozenset(forms)
        super().__init__(self._forms.__contains__)

    def among(self, known: AbstractSet[str]) -> set[str]:
        """Those of some words that are looked for."""
        return {*(known & self._forms)}

    def where(self, row: Sequence[str]) -> list[int]:
        """The places in a row of words that are looked for."""
        wanted = self._forms
        return [at for at, form in enumerate(row) if form in wanted] if wanted else []


class _AnyOf(Matcher):
    def __init__(self, matchers: Sequence[Matcher]) -> None:
        super().__init__(partial(_any_says, matchers))
        self._matchers = matchers

    def among(self, known: AbstractSet[str]) -> set[str]:
        """Those of some words that are looked for."""
        return set().union(*(matcher.among(known) for matcher in self._matchers))


def any_of(matchers: Sequence[Matcher]) -> Matcher:
    """Whether any of them says so."""
    return matchers[0] if len(matchers) == 1 else _AnyOf(matchers)


def _any_says(matchers: Sequence[Matcher], form: str) -> bool:
    return any(matcher(form) for matcher in matchers)


class FormsOf(Matcher):
    """The forms of a word; of one just begun, also what begins like it."""

    def __init__(
        self, known: AbstractSet[str], wanted: tuple[str, ...], languages: tuple[str, ...], begun: str
    ) -> None:
        """known: its forms in the library; wanted: its stems, for the words of other texts."""
        super().__init__(self._is_form)
        self._known, self._wanted, self._languages, self._begun = known, wanted, languages, begun

    def among(self, known: AbstractSet[str]) -> set[str]:
        """Those of some words of the library that are looked for."""
        found = {*(self._known & known)}
        return found | {form for form in known if form.startswith(self._begun)} if self._begun else found

    def _is_form(self, form: str) -> bool:
        if form in self._known or (self._begun and form.startswith(self._begun)):
            return True
        return any(stem in self._wanted for stem in stems(form, self._languages))


def begins_with(letters: str) -> Matcher:
    """Words that begin so."""
    return Matcher(partial(_begins, letters))


def _begins(letters: str, form: str) -> bool:
    return form.startswith(letters)


def fits(letters: str) -> Matcher:
    """Words that a pattern stands for, with * for any letters and ? for one."""
    return Matcher(partial(_fits, re.compile(_pattern(letters))))


def _fits(pattern: re.Pattern[str], form: str) -> bool:
    return pattern.fullmatch(form) is not None


def _pattern(letters: str) -> str:
    return _joined_pieces([re.escape(piece).replace(r"\?", r"[^\n]") for piece in letters.split("*")])


def pattern_of_lines(letters: str) -> re.Pattern[bytes]:
    """The pattern for lines of UTF-8, one word to a line, in which a letter may be several bytes."""
    one = r"(?:[^\n\x80-\xff]|[\xc0-\xff][\x80-\xbf]+)"
    pieces = [re.escape(piece.encode().decode("latin-1")).replace(r"\?", one) for piece in letters.split("*")]
    return re.compile(f"^{_joined_pieces(pieces)}$".encode("latin-1"), re.M)


def _joined_pieces(pieces: list[str]) -> str:
    """A pattern of pieces with anything between. What a piece in the middle has met first it keeps: no star hangs."""
    first, *middle = pieces[:-1] or [""]
    if len(pieces) == 1:
        return pieces[0]
    return first + "".join(rf"(?>[^\n]*?{piece})" for piece in middle) + rf"[^\n]*{pieces[-1]}"
