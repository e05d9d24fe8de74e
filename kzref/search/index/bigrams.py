"""Bigrams: two words in a row as one term of the index, so that few texts have to be searched for a phrase.

A term for every pair would be most of the index. The pairs are therefore hashed to 8,192 terms: some sections that have
no such pair are found too, and the phrase is verified in their texts.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from zlib import crc32

_TERMS = tuple(f"{number:04x}" for number in range(8192))


def bigrams(tokens: Sequence[str]) -> Iterator[str]:
    """Yield the terms of the field "bigram" for each two tokens in a row."""
    return (_TERMS[crc32(f"{first} {second}".encode()) % len(_TERMS)] for first, second in pairwise(tokens))


class BigramHasher:
    """bigrams() for a whole library.

    The checksum of the first token of a pair is computed once for each word form, and continued with the second one:
    crc32("a b") is crc32(" b", crc32("a")). Half the time of bigrams() where word forms recur.
    """

    def __init__(self) -> None:
        self._checksums: dict[str, int] = _Checksums()
        self._continuations: dict[str, bytes] = _Continuations()

    def bigrams(self, *rows: Sequence[str]) -> Iterator[str]:
        """Yield the terms of all rows of tokens, each once."""
        numbers: set[int] = set()
        for tokens in rows:
            firsts = map(self._checksums.__getitem__, tokens)
            seconds = map(self._continuations.__getitem__, tokens[1:])
            numbers.update(checksum % len(_TERMS) for checksum in map(crc32, seconds, firsts))
        return map(_TERMS.__getitem__, numbers)


class _Checksums(dict[str, int]):
    """The CRC-32 of each word form."""

    def __missing__(self, form: str) -> int:
        self[form] = checksum = crc32(form.encode())
        return checksum


class _Continuations(dict[str, bytes]):
    """The bytes by which each word form continues a checksum."""

    def __missing__(self, form: str) -> bytes:
        self[form] = continuation = f" {form}".encode()
        return continuation
