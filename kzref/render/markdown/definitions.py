"""Footnotes and link targets that a section uses and that are defined elsewhere in its document."""

import re
from bisect import bisect
from collections.abc import Iterable, Sequence

from kzref.pack.markdown.code_spans import code_ranges

_NOTE = re.compile(r"^\[\^([^\]\s]+)\]:.*(?:\n(?:[ \t]+\S.*|[ \t]*(?=\n[ \t]+\S)))*", re.M)
_NOTE_MARK = re.compile(r"\[\^([^\[\]\s]+)\]")
_TARGET = re.compile(r"^ {0,3}\[(?!\^)([^\]\n]+)\]:[ \t]*\S.*$", re.M)
_LABEL = re.compile(r"\[([^\[\]]*)\]")
_REPEATED = 100_000
"""Characters of definitions that may be repeated in a document; a longer document may repeat ten times its length."""


class Definitions:
    """The definitions of one document, to be added to its sections in order."""

    def __init__(self, path: str, texts: Sequence[str]) -> None:
        """path: identifies the document; texts: those of its sections."""
        self.path = path
        self._notes: dict[str, str] = {}
        self._targets: dict[str, str] = {}
        self._left = 0
        if len(texts) > 1:
            whole = "\n".join(texts)
            self._notes = {found[1]: found[0] for found in _outside_code(_NOTE, whole)}
            self._targets = {_label(found[1]): found[0] for found in _outside_code(_TARGET, whole)}
            self._left = max(_REPEATED, 10 * len(whole))

    def added_to(self, source: str) -> str:
        """Return the text of a section with the definitions that it uses.

        Return the text alone once the definitions repeated in this document exceed the limit.
        """
        if "[" not in source or not (self._notes or self._targets):
            return source
        own: list[str] = []
        at = 0
        for definition in _outside_code(_NOTE, source):
            own.append(source[at : definition.start()])
            at = definition.end()
        text = "".join([*own, source[at:]])
        notes = self._used_notes(text)
        labels = dict.fromkeys(_label(found[1]) for part in (text, *notes) for found in _LABEL.finditer(part))
        targets = "\n".join(self._targets[label] for label in labels if label in self._targets)
        added = sum(map(len, notes)) + len(targets)
        if added > self._left:
            return source
        self._left -= added
        return "\n\n".join(part for part in (text, *notes, targets) if part)

    def _used_notes(self, text: str) -> list[str]:
        used: dict[str, str] = {}
        queue = [text]
        while queue:
            # A note may refer to another one.
            names = dict.fromkeys(_NOTE_MARK.findall(queue.pop()))
            new = {name: self._notes[name] for name in names if name in self._notes and name not in used}
            used.update(new)
            queue += new.values()
        return list(used.values())


def _label(written: str) -> str:
    return " ".join(written.split()).lower()


def _outside_code(pattern: re.Pattern[str], text: str) -> Iterable[re.Match[str]]:
    starts, ends = zip(*[(0, 0), *code_ranges(text)], strict=True)
    return (found for found in pattern.finditer(text) if found.start() >= ends[bisect(starts, found.start()) - 1])
