"""The fields of a document's front matter as an entry has them."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kzref.pack.document_reader import DocumentReader
from kzref.pack.pack import read_pack

Write = Callable[[Mapping[str, str | bytes]], Path]


@pytest.mark.parametrize(
    ("years", "read"),
    [
        ("2015", (2015,)),
        ("2015-2017", (2015, 2016, 2017)),
        ("2015–2015", (2015,)),
        ("[2019, 2015-2016]", (2015, 2016, 2019)),
        ("2015-2014", ()),
        ("1000-2000", tuple(range(1000, 2001))),
        ("0999-2000", ()),
    ],
)
def test_a_span_of_years_stands_for_each_of_them_and_no_more(
    write_pack: Write, years: str, read: tuple[int, ...]
) -> None:
    (document,) = DocumentReader(read_pack(write_pack({"a.md": f"---\nyears: {years}\n---\nText\n"}))).read_all()
    assert document.root.years == read
