"""Verify candidates by their texts, in batches, and remember the outcome for the rest of a search."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kzref.errors import Cancelled
from kzref.search.engine.matches import Matches
from kzref.search.engine.proximity import Verifier
from kzref.search.index.bitsets import mask_of_numbers, numbers

TokenTextReader = Callable[[Sequence[int], str], Iterable[tuple[int, str]]]
"""Gives the token texts of sections by number; only of those that contain a substring, if one is given."""
_BATCH = 128
"""Sections that are read at once; between batches it is asked whether to stop."""


@dataclass(slots=True)
class TextVerification:
    """Verifies the matches of one search. size: sections of the library."""

    read_token_texts: TokenTextReader
    size: int
    cancelled: Callable[[], bool]
    _passed: dict[tuple[Verifier, ...], dict[int, bool]] = field(default_factory=dict)

    def verified(self, matches: Matches) -> Matches:
        """Return the matches that pass, with no verifiers left. Raise Cancelled when asked to stop."""
        if not matches.verifiers:
            return matches
        passing = self.passing(numbers(matches.mask, self.size), matches.verifiers)
        return Matches(mask_of_numbers(passing, self.size), matches.columns)

    def passing(self, candidates: Iterable[int], verifiers: Sequence[Verifier]) -> Iterator[int]:
        """Yield the sections that pass all verifiers, in the order in which they are given."""
        batch: list[int] = []
        for number in candidates:
            batch.append(number)
            if len(batch) == _BATCH:
                yield from self._passing_of(batch, tuple(verifiers))
                batch = []
        yield from self._passing_of(batch, tuple(verifiers))

    def _passing_of(self, batch: Sequence[int], verifiers: tuple[Verifier, ...]) -> list[int]:
        if self.cancelled():
            raise Cancelled
        substring = next((verifier.substring for verifier in verifiers if verifier.substring), "")
        passed = self._passed.setdefault(verifiers, {})
        unread = [number for number in batch if number not in passed]
        texts = self.read_token_texts(unread, substring)
        passing = {number for number, text in texts if all(verifier.passes(text) for verifier in verifiers)}
        passed |= {number: number in passing for number in unread}
        return [number for number in batch if passed[number]]
