"""Pages: nothing is lost, nothing is parted that belongs together, and a table tells its head again."""

import itertools
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QTextDocument

from kzref.ui.printing.pagination import PageSlice, TableHead, UnbreakableBlock, cut, slices
from kzref.ui.reading.page_document import fill_document
from kzref.ui.style.theme import read_theme

HEIGHT = 100.0
SLACK = 0.5001
"""Half a pixel that the cutter allows itself."""


@st.composite
def strips(draw: st.DrawFn) -> list[UnbreakableBlock]:
    """Atoms down a strip, as a document has them: some tall, some gaps, some that hold on to a neighbour."""
    atoms, y = [], draw(st.floats(0, 30))
    for _ in range(draw(st.integers(0, 30))):
        y += draw(st.sampled_from([0.0, 0.0, 3.0, 12.0]))
        height = draw(st.one_of(st.floats(1, 40), st.floats(1, 40), st.floats(90, 350)))
        atoms.append(
            UnbreakableBlock(
                y, y + height, draw(st.booleans()), draw(st.booleans()), starts_page=draw(st.integers(0, 9)) == 0
            )
        )
        y += height
    return atoms


@st.composite
def tables(draw: st.DrawFn) -> list[UnbreakableBlock]:
    """Rows of a table below its head."""
    height = draw(st.floats(1, 20))
    head = TableHead(0, height)
    rows = [UnbreakableBlock(0, height, keep_with_next=True)]
    for _ in range(draw(st.integers(1, 40))):
        top = rows[-1].bottom
        rows.append(UnbreakableBlock(top, top + draw(st.floats(1, 30)), head=head))
    return rows


def covered(pages: list[PageSlice], atom: UnbreakableBlock) -> bool:
    """Whether every bit of an atom is on some page."""
    y = atom.top
    for page in pages:
        if page.top <= y + 1e-6 < page.bottom:
            y = page.bottom
        if y >= atom.bottom - 1e-6:
            return True
    return atom.bottom - y < 1e-6


@given(strips())
def test_nothing_is_lost(atoms: list[UnbreakableBlock]) -> None:
    pages = cut(atoms, HEIGHT)
    assert all(covered(pages, atom) for atom in atoms)


@given(strips())
def test_nothing_is_printed_twice(atoms: list[UnbreakableBlock]) -> None:
    pages = cut(atoms, HEIGHT)
    for page, following in itertools.pairwise(pages):
        assert page.bottom <= following.top + 1e-6


@given(strips())
def test_no_page_is_higher_than_the_paper(atoms: list[UnbreakableBlock]) -> None:
    assert all(0 < page.bottom - page.top <= HEIGHT + SLACK for page in cut(atoms, HEIGHT))


@given(tables())
def test_no_page_is_higher_than_the_paper_with_the_head_that_is_told_again(atoms: list[UnbreakableBlock]) -> None:
    for page in cut(atoms, HEIGHT):
        assert page.bottom - page.top + (page.head.height if page.head else 0) <= HEIGHT + SLACK


@given(strips())
def test_what_fits_on_a_page_is_not_cut_through(atoms: list[UnbreakableBlock]) -> None:
    for page in cut(atoms, HEIGHT):
        for atom in atoms:
            if atom.bottom - atom.top <= HEIGHT:
                assert not atom.top + 1e-6 < page.bottom < atom.bottom - 1e-6


@given(strips())
def test_a_heading_is_last_on_a_page_only_where_nothing_else_would_do(atoms: list[UnbreakableBlock]) -> None:
    """A cut between two that belong together: then no place between them and the top of the page was better."""
    pages = cut(atoms, HEIGHT)
    for page in pages[:-1]:
        number = next((n for n, a in enumerate(atoms) if abs(a.bottom - page.bottom) < 1e-6), None)
        if number is None or number + 1 == len(atoms) or atoms[number + 1].starts_page:
            continue
        if not (atoms[number].keep_with_next or atoms[number + 1].keep_with_previous):
            continue
        first = next((n for n, a in enumerate(atoms) if abs(a.top - page.top) < 1e-6), None)
        if first is None:
            continue
        free = [
            n for n in range(first, number)
            if not atoms[n].keep_with_next and not atoms[n + 1].keep_with_previous
        ]  # fmt: skip
        assert free == []


@given(strips())
def test_an_entry_that_is_printed_for_itself_begins_a_page(atoms: list[UnbreakableBlock]) -> None:
    tops = [page.top for page in cut(atoms, HEIGHT)]
    assert all(atom.top in tops for atom in atoms if atom.starts_page)


@given(tables())
def test_each_page_that_goes_on_with_a_table_tells_its_head_again(atoms: list[UnbreakableBlock]) -> None:
    first, *more = cut(atoms, HEIGHT)
    assert first.head is None
    assert all(page.head == atoms[-1].head for page in more)


def test_a_heading_goes_over_to_the_page_of_its_text() -> None:
    text = [UnbreakableBlock(n * 20.0, n * 20.0 + 20) for n in range(8)]
    heading = 4
    strip = [replace(atom, keep_with_next=True) if n == heading else atom for n, atom in enumerate(text)]
    assert [page.top for page in cut(text, HEIGHT)] == [0, 100]
    assert [page.top for page in cut(strip, HEIGHT)] == [0, heading * 20]


def test_an_empty_strip_has_no_page() -> None:
    assert cut([], HEIGHT) == []


def laid_out(resources, html: str, width: float = 500) -> QTextDocument:  # type: ignore[no-untyped-def]
    made = QTextDocument()
    made.setDocumentMargin(0)
    made.setPageSize(QSizeF(width, 1e6))
    fill_document(made, html, read_theme(resources, "paper"), lambda _: None)
    made.setPageSize(QSizeF(width, 1e6))
    return made


def test_the_pages_of_a_document_hold_all_its_lines(application, resources) -> None:  # type: ignore[no-untyped-def]
    rows = "".join(f"<tr><td>{n}</td><td>row {n}</td></tr>" for n in range(60))
    html = (
        "<h1>Title</h1>" + "<p>Words that run over a line or two of the page, and then some more of them.</p>" * 40
        + f'<table class="data"><tr><th>A</th><th>B</th></tr>{rows}</table>'
        + '<table class="callout note" width="100%"><tr><td><p>A box</p><p>of two</p></td></tr></table>'
        + "<h2>Next</h2>" + "<p>Last words of the page.</p>" * 30
    )  # fmt: skip
    document = laid_out(resources, html)
    pages = slices(document, 400)
    assert len(pages) > 4
    block = document.begin()
    while block.isValid():
        area = document.documentLayout().blockBoundingRect(block)
        for number in range(block.layout().lineCount() if block.text() else 0):
            line = block.layout().lineAt(number)
            top, bottom = area.top() + line.y(), area.top() + line.y() + line.height()
            on = [p for p in pages if p.top <= top + 1 and bottom <= p.bottom + 1.5]
            assert len(on) == 1, block.text()
        block = block.next()
    assert any(page.head for page in pages)


def test_a_heading_does_not_stand_at_the_foot_of_a_page(application, resources) -> None:  # type: ignore[no-untyped-def]
    html = "".join(f"<h3>Heading {n}</h3><p>One line.</p><p>And another.</p>" for n in range(60))
    document = laid_out(resources, html)
    for height in range(120, 400, 7):
        for page in slices(document, height):
            block = document.begin()
            while block.isValid():
                area = document.documentLayout().blockBoundingRect(block)
                if block.blockFormat().headingLevel():
                    assert not page.bottom - 3 < area.bottom() <= page.bottom
                block = block.next()
