"""The judged queries, beside FTS5 and a plain Whoosh. Prints the figures; the promise itself is in tests/search."""

from collections.abc import Callable
from pathlib import Path

import pytest
from baselines import Fts5, PlainWhoosh, sections_of
from relevance import judged_queries, quality

from kzref.library.store.library import Library
from kzref.library.store.search_source import open_searcher


def test_quality_beside_the_baselines(
    content_library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sections = sections_of(
        content_library.folder / "library.sqlite", content_library.folder / "segment-0" / "texts.sqlite"
    )
    searcher = open_searcher(content_library)
    finders: dict[str, Callable[[str], list[str]]] = {
        "kzref": lambda text: [hit.section.address for hit in searcher.search(text, 30).hits],
        "FTS5": Fts5(tmp_path / "fts5.sqlite", sections).addresses,
        "plain Whoosh": PlainWhoosh(tmp_path / "whoosh", sections).addresses,
    }
    queries = judged_queries()
    measured = {name: quality(queries, find) for name, find in finders.items()}
    by_language = {
        language: quality([q for q in queries if q.language == language], finders["kzref"])
        for language in ("en", "ru", "kk")
    }
    with capsys.disabled():
        print(f"\n{len(queries)} judged queries")
        for name, found in measured.items():
            print(f"  {name:13} {found}")
        for language, found in by_language.items():
            print(f"  kzref, {language:6} {found}")
        print("  missed:", "; ".join(measured["kzref"].missed))
    assert measured["kzref"].success_at_3 > max(measured["FTS5"].success_at_3, measured["plain Whoosh"].success_at_3)
    searcher.close()
