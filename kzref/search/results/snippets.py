"""Snippets: the sentence of a text that shows a hit best, with what matched in it highlighted."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kzref.search.engine.proximity import phrase_spans
from kzref.search.engine.word_matching import Matcher, OneOf
from kzref.search.text.tokenizer import iter_tokens, term_spans, tokenize

LENGTH = 190
_WORDS = 26
"""Words in a passage of that length, or a little fewer."""
_MOST_WORDS = 42
"""More words than a passage of that length nearly ever has."""
_WORD_WEIGHT, _PHRASE_WEIGHT = 2, 3
"""Weights of a matching word, and of each word of a matching phrase, in the choice of the passage."""
_MAX_MATCHES = 120
"""The first matches of a text, among which the passage is chosen."""
_MAX_SENTENCE = 2000
"""Characters before a match in which the start of its sentence is looked for."""
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_a-zа-я]|[«“\"(])|\n")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text. highlights: spans (start, end) of what matched in it."""

    text: str
    highlights: tuple[tuple[int, int], ...] = ()

    def within(self, width: int) -> "Snippet":
        """Return the snippet, cut at its start if its first highlight does not end within `width` characters."""
        if not self.highlights or self.highlights[0][1] <= width:
            return self
        start = self.highlights[0][0]
        cut = self.text.rfind(" ", 0, max(start - width // 4, 1)) + 1
        cut = cut or start
        return Snippet(f"… {self.text[cut:]}", tuple((a - cut + 2, b - cut + 2) for a, b in self.highlights))


TokenRange = tuple[int, int]
"""A match in a text: the indexes of its first and its last token."""
MatcherSequence = tuple[Matcher, ...]
"""Matchers of tokens that follow each other."""


@dataclass(frozen=True, slots=True)
class TermHighlight:
    """Highlights a translated term: its full forms, or else its single words."""

    forms: tuple[MatcherSequence, ...]
    word: Matcher

    def among(self, known: AbstractSet[str]) -> "TermHighlight":
        """Return a faster one for texts that consist of these terms alone."""
        forms = tuple(tuple(OneOf(word.among(known)) for word in form) for form in self.forms)
        return TermHighlight(forms, OneOf(self.word.among(known)))

    def matches(self, row: Sequence[str]) -> list[TokenRange]:
        """Return where the term matches in a row of terms."""
        found = [match for form in self.forms for match in _sequence_matches(form, row)]
        return found or _word_matches(self.word, row)


@dataclass(frozen=True, slots=True)
class Highlighter:
    """Finds what a query asks for in any text: words, and phrases only as a whole."""

    word: Matcher
    """Whether a term is asked for by itself."""
    phrases: tuple[tuple[str, ...], ...] = ()
    translations: tuple[TermHighlight, ...] = ()
    """Terms that were searched in addition to the typed words."""

    def among(self, known: AbstractSet[str]) -> "Highlighter":
        """Return a faster one for texts that consist of these terms alone."""
        translations = tuple(each.among(known) for each in self.translations)
        return Highlighter(OneOf(self.word.among(known)), self.phrases, translations)

    def matches(self, row: Sequence[str]) -> list[TokenRange]:
        """Return the matches in a row of terms, in order and without overlaps."""
        found = _word_matches(self.word, row)
        if not self.phrases and not self.translations:
            return found
        for phrase in self.phrases:
            found += phrase_spans(phrase, row)
        for each in self.translations:
            found += each.matches(row)
        return _without_overlaps(found)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of the matches in a text."""
        tokens = list(iter_tokens(text))
        matches = self.matches([token.term for token in tokens])
        return [(tokens[first].start, tokens[last].end) for first, last in matches]


def _word_matches(word: Matcher, row: Sequence[str]) -> list[TokenRange]:
    return [(at, at) for at in word.indexes(row)]


def _sequence_matches(sequence: MatcherSequence, row: Sequence[str]) -> list[TokenRange]:
    first, length = sequence[0], len(sequence)
    return [
        (at, at + length - 1)
        for at in first.indexes(row)
        if at + length <= len(row) and all(word(row[at + n]) for n, word in enumerate(sequence))
    ]


def _without_overlaps(matches: list[TokenRange]) -> list[TokenRange]:
    """Return matches in order, overlapping ones merged."""
    found: list[TokenRange] = []
    for first, last in sorted(matches):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


NO_HIGHLIGHTS = Highlighter(OneOf(()))
"""Highlights nothing."""


def make_snippet(
    text: str,
    highlighter: Highlighter,
    row: Sequence[str] | None = None,
    matches: Sequence[TokenRange] | None = None,
) -> Snippet:
    """Return the best passage of at most about LENGTH characters, cut between words, with its highlights.

    row: the terms of the text, if they are known; matches: those that the highlighter finds in the row, if known.
    """
    row = tokenize(text) if row is None else row
    matches = highlighter.matches(row) if matches is None else matches
    if not matches:
        return _passage(text, 0, [])
    first, last = _densest(row, matches)
    count = max(last, first + _MOST_WORDS) + 1
    spans = term_spans(text, count, first, row[first])
    if len(spans) == count and spans[-1][1] < spans[first][0] + LENGTH:
        # The words are short: no more of them than this fit into the passage after its first match.
        spans = term_spans(text, max(last, first + LENGTH // 2) + 1, first, row[first])
    highlights = [(spans[a][0], spans[min(b, len(spans) - 1)][1]) for a, b in matches if a < len(spans)]
    start, end = spans[first], spans[last]
    begins = [0, *(m.end() for m in _SENTENCE_END.finditer(text, max(0, start[0] - _MAX_SENTENCE), start[0] + 1))]
    begin = begins[-1]
    if end[1] - begin > LENGTH:
        # The sentence is long: begin a little before the first match, at a word.
        begin = max(begin, text.rfind(" ", 0, max(start[0] - LENGTH // 4, 1)) + 1)
    if start[1] - begin > LENGTH:
        begin = start[0]  # No space for long: the match comes first.
    return _passage(text, begin, highlights, min(start[1], begin + LENGTH))


def _densest(row: Sequence[str], matches: Sequence[TokenRange]) -> TokenRange:
    """Return the first range of tokens, as long as a passage, with the largest weight of different matches."""
    matches = matches[:_MAX_MATCHES]
    found = [tuple(row[first : last + 1]) for first, last in matches]
    weights = {terms: _PHRASE_WEIGHT * len(terms) if len(terms) > 1 else _WORD_WEIGHT for terms in set(found)}
    most = sum(weights.values())
    best, score = matches[0], 0
    for at, (first, last) in enumerate(matches):
        reach = at + 1
        while reach < len(matches) and matches[reach][1] - first < _WORDS:
            reach += 1
        weight = sum(weights[terms] for terms in set(found[at:reach]))
        if weight > score:
            best, score = (first, max(last, matches[reach - 1][1])), weight
            if score == most:
                break
    return best


def _passage(text: str, begin: int, highlights: Sequence[tuple[int, int]], at_least: int = 0) -> Snippet:
    """Return the snippet that begins at an offset and ends after LENGTH characters, but not before `at_least`."""
    end = min(max(begin + LENGTH, at_least), len(text))
    if end < len(text):
        cut = text.rfind(" ", begin, end)
        end = cut if cut > begin + LENGTH // 2 and cut >= at_least else end
    lead = "" if begin == 0 or text[begin - 1 : begin] == "\n" or _SENTENCE_END.match(text, begin - 1) else "… "
    tail = " …" if end < len(text) and text[end - 1] not in ".!?" else ""
    shift = len(lead) - begin
    shifted = [(start + shift, min(stop, end) + shift) for start, stop in highlights if begin <= start < end]
    return Snippet(lead + text[begin:end].replace("\n", " ") + tail, tuple(shifted))
