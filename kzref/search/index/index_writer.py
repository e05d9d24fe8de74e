"""Merge runs of postings into the index of a segment.

An index has no table of contents: schema and segment are known, and Whoosh would pickle them, which can run code.
"""

import contextlib
from array import array
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from whoosh.filedb.filestore import FileStorage

from kzref.search.index.fields import FIELDS
from kzref.search.index.postings_builder import IndexRun
from kzref.search.index.postings_codec import ColumnCodec, FieldWriter

FORMS_FILE = "forms.txt"
"""Every word form, one to a line, sorted: patterns such as *recht and fuzzy terms are matched against it."""
STEMS_FILE = "stems.txt"
"""Every stem, one to a line, sorted, and after a tab its word forms."""
BIGRAMS_FROM = 5000
"""Sections from which bigrams are indexed. In fewer, phrases are verified in the texts as quickly."""
_CHECK_EVERY = 10_000
"""Terms after which check_cancelled is called."""


def write_index(
    folder: Path, runs: Iterable[Path], size: int, check_cancelled: Callable[[], None] = lambda: None
) -> None:
    """Merge runs, in the order of their sections, into a new folder.

    size: sections of the segment; check_cancelled: called now and then, may raise to stop.
    """
    folder.mkdir(parents=True)
    with contextlib.ExitStack() as files:
        # Closed even if the work is cancelled: what is left open would be closed by the collector, which warns of it.
        opened = [files.enter_context(contextlib.closing(IndexRun(run))) for run in runs]
        codec = ColumnCodec(size)
        with contextlib.closing(codec.field_writer(FileStorage(str(folder)), codec.segment())) as writer:
            for field in FIELDS:
                postings = _merged_field(opened, check_cancelled)
                if field == "bigram" and size < BIGRAMS_FROM:
                    postings = {}
                terms = _write_field(writer, field, postings, check_cancelled)
                if field == "exact":
                    (folder / FORMS_FILE).write_bytes("\n".join(terms).encode())
        (folder / STEMS_FILE).write_bytes(_stem_lines(opened))


def _merged_field(runs: Sequence[IndexRun], check_cancelled: Callable[[], None]) -> "dict[str, array[int]]":
    merged: dict[str, array[int]] = {}
    for run in runs:
        check_cancelled()
        for term, postings in run.read_field().items():
            if term in merged:
                merged[term].frombytes(postings)
            else:
                merged[term] = array("I", postings)
    return merged


def _write_field(
    writer: FieldWriter, field: str, postings: "dict[str, array[int]]", check_cancelled: Callable[[], None]
) -> list[str]:
    """Write a field, emptying its postings, and return its terms."""
    writer.start_field(field)
    # Characters sort as their bytes in UTF-8 do.
    terms = sorted(postings)
    for number, term in enumerate(terms):
        if number % _CHECK_EVERY == 0:
            check_cancelled()
        writer.add_term(term.encode(), postings.pop(term))
    return terms


def _stem_lines(runs: Iterable[IndexRun]) -> bytes:
    merged: dict[str, set[str]] = {}
    for run in runs:
        for stem, forms in run.read_stems().items():
            if stem in merged:
                merged[stem] |= forms
            else:
                merged[stem] = forms
    return b"\n".join(sorted(f"{stem}\t{' '.join(sorted(forms))}".encode() for stem, forms in merged.items()))
