"""Any folder of Markdown opens: names come from front matter, first heading, or file name."""

import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzref.pack.addresses import parse_address
from kzref.pack.check import check_folder
from kzref.pack.contents import natural_key
from kzref.pack.document_reader import DocumentReader
from kzref.pack.documents import Document
from kzref.pack.pack import read_pack

Write = Callable[[Mapping[str, str | bytes]], Path]


def read(folder: Path) -> list[Document]:
    return list(DocumentReader(read_pack(folder)).read_all())


def titles(folder: Path) -> list[str]:
    return [document.root.title for document in read(folder)]


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("a.md", "---\ntitle: From the front\n---\n# From the heading\n\nText", "From the front"),
        ("a.md", "---\nTitle: Capital field\n---\nText", "Capital field"),
        ("a.md", "# From the heading\n\nText", "From the heading"),
        ("a.md", "From the heading\n================\n\nText", "From the heading"),
        ("a.md", "---\nauthor: someone\n---\n\n# With *marks*\n\nText", "With marks"),
        ("legal-policy_2030.md", "Only a text.", "Legal policy 2030"),
        ("a.md", "Text first.\n\n# Then a heading", "A"),
        ("қылмыстық саясат.md", "Мәтін", "Қылмыстық саясат"),
        ("a.markdown", "# Long suffix", "Long suffix"),
        ("A.MD", "# Capital suffix", "Capital suffix"),
        ("a.md", "---\ntitle: [broken\n---\n# From the heading\n", "From the heading"),
        ("a.md", "\ufeff# After a byte order mark", "After a byte order mark"),
        ("a.md", "\r\n# Windows\r\n\r\nText\r\n", "Windows"),
        ("a.md", "", "A"),
    ],
)
def test_a_file_is_called_by_its_front_matter_its_first_heading_or_its_name(
    write_pack: Write, name: str, text: str, title: str
) -> None:
    assert titles(write_pack({name: text})) == [title]


def test_a_heading_that_gives_the_title_is_not_shown_again(write_pack: Write) -> None:
    (document,) = read(write_pack({"a.md": "# Title\n\nText\n\n## Below\n\nMore"}))
    assert [(s.title, s.depth) for s in document.sections] == [("Title", 0), ("Below", 1)]
    assert document.root.text.strip() == "Text"


def test_folders_nest_and_files_stand_in_natural_order(write_pack: Write) -> None:
    folder = write_pack(
        {
            "Article 10.md": "Ten",
            "Article 2.md": "Two",
            "code/chapter 1/general.md": "General",
            "code/README.md": "# The Code\n\nAbout",
        }
    )
    documents = read(folder)
    assert [(d.root.title, d.root.parent) for d in documents] == [
        ("Article 2", None),
        ("Article 10", None),
        ("The Code", None),
        ("chapter 1", "code"),
        ("General", "code/chapter-1"),
    ]
    assert [d.root.address for d in documents] == [
        "article-2", "article-10", "code", "code/chapter-1", "code/chapter-1/general",
    ]  # fmt: skip


def test_the_page_of_a_folder_is_a_part_and_the_page_of_an_empty_one_a_document(write_pack: Write) -> None:
    folder = write_pack(
        {
            "code/README.md": "# The Code",
            "code/a.md": "# A",
            "outer/index.md": "# Outer",
            "outer/inner/a.md": "# Inner A",
            "alone/README.md": "# Alone",
        }
    )
    kinds = {document.root.title: document.root.kind for document in read(folder)}
    assert kinds == {
        "The Code": "part", "A": "document", "Outer": "part", "inner": "part", "Inner A": "document",
        "Alone": "document",
    }  # fmt: skip


def test_of_two_pages_of_a_folder_the_first_by_name_is_its_head(write_pack: Write) -> None:
    folder = write_pack({"code/index.md": "# Index", "code/README.md": "# Readme", "code/a.md": "# A"})
    assert [(d.root.title, d.root.address) for d in read(folder)] == [
        ("Readme", "code"),
        ("A", "code/a"),
        ("Index", "code/index"),
    ]


def test_files_of_one_name_in_different_folders_have_addresses_of_their_own(write_pack: Write) -> None:
    documents = read(write_pack({"a/note.md": "1", "b/note.md": "2", "a/NOTE.markdown": "3", "a/Note!.md": "4"}))
    addresses = [d.root.address for d in documents]
    assert len(addresses) == len(set(addresses))


def test_an_id_of_a_stranger_is_not_an_address(write_pack: Write) -> None:
    documents = read(write_pack({"a.md": "---\nid: same\n---\n1", "b.md": "---\nid: same\n---\n2"}))
    assert [d.root.address for d in documents] == ["a", "b"]


def test_headings_of_one_name_in_a_file_have_addresses_of_their_own(write_pack: Write) -> None:
    (document,) = read(write_pack({"a.md": "# T\n\n## Same\n\n## Same\n\n### Same\n"}))
    addresses = [s.address for s in document.sections]
    assert len(addresses) == len(set(addresses)) == 4


def test_a_section_stands_below_the_nearest_heading_of_a_lower_level(write_pack: Write) -> None:
    text = "# T\n\n### Deep first\n\n## Two\n\n#### Four\n\n### Three\n\n# One\n\n## Two again\n"
    (document,) = read(write_pack({"a.md": text}))
    above = {s.title: s.parent for s in document.sections}
    assert above == {
        "T": None, "Deep first": "a", "Two": "a", "Four": "a/two", "Three": "a/two", "One": "a", "Two again": "a/one",
    }  # fmt: skip
    depths = {s.address: s.depth for s in document.sections}
    assert all(depths[s.address] == depths[s.parent] + 1 for s in document.sections if s.parent)


def test_fields_of_strangers_are_no_faults(write_pack: Write) -> None:
    folder = write_pack(
        {"a.md": "---\ntags: [x]\nkind: recipe\ndate: 2020-01-01\nyears: soon\nsee: ??\n---\n# A\n\nText\n"}
    )
    assert check_folder(folder).problems == ()


def test_broken_links_of_a_plain_folder_are_named(write_pack: Write) -> None:
    folder = write_pack({"a.md": "# A\n\n[b](b.md)\n[c](c.md)\n[d](b.md#nowhere)\n", "b.md": "# B\n\nText\n"})
    assert [(f.path, f.line) for f in check_folder(folder).problems] == [("a.md", 4), ("a.md", 5)]


def test_a_file_with_a_capital_suffix_is_checked_like_any_other(write_pack: Write) -> None:
    folder = write_pack({"A.MD": "# A\n\n[b](B.MARKDOWN#two)\n\n[c](c.md)\n", "B.MARKDOWN": "# B\n\n## Two\n\nText\n"})
    assert [(f.path, f.line) for f in check_folder(folder).problems] == [("A.MD", 5)]


SPANISH = "# Código\n\nNo será castigada ninguna acción que no esté prevista; la pena máxima será de 5 años."
PORTUGUESE = "# Lei\n\nA constituição dispõe sobre ações, funções, coração, pão e a instituição."
RUSSIAN = "# Уголовный кодекс\n\nЗадачи кодекса и наказание, статья 5 (см. Codex, «О задачах» – № 3)."


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (SPANISH, "utf-16", "UTF-16"),
        ("\ufeff" + SPANISH, "utf-16-be", "UTF-16"),
        (RUSSIAN, "utf-16", "UTF-16"),
        (SPANISH, "cp1252", "cp1252"),
        (PORTUGUESE, "cp1252", "cp1252"),
        ("# Größe\n\nÜber die “Straße” und 5 €.", "cp1252", "cp1252"),
        (RUSSIAN, "cp1251", "cp1251"),
        ("# Закон\n\nПро ціни, її та його.", "cp1251", "cp1251"),
    ],
)
def test_a_file_in_an_older_encoding_is_read_and_named(
    write_pack: Write, text: str, encoding: str, expected: str
) -> None:
    folder = write_pack({"a.md": text.encode(encoding)})
    (document,) = read(folder)
    assert f"# {document.root.title}\n\n{document.root.text.strip()}" == text.lstrip("\ufeff")
    (problem,) = check_folder(folder).problems
    assert expected in problem.text


def test_a_few_bad_bytes_do_not_change_the_encoding(write_pack: Write) -> None:
    folder = write_pack({"a.md": "# Título\n\nbefore ".encode() + b"\xff" + " after é\n".encode()})
    (document,) = read(folder)
    assert document.root.title == "Título"
    assert document.root.text.strip() == "before \ufffd after é"
    assert [(problem.path, problem.line) for problem in check_folder(folder).problems] == [("a.md", 3)]


def test_control_characters_do_not_reach_a_terminal(write_pack: Write) -> None:
    (document,) = read(write_pack({"a.md": "# Ti\x1b]0;owned\x07tle\n\nText \x1b[2J\x00\x9b31m\x7f end\n"}))
    text = document.root.title + document.root.text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)
    assert "Text" in text
    assert "end" in text


def test_hidden_and_linked_files_are_not_read(write_pack: Write, tmp_path: Path) -> None:
    folder = write_pack({"a.md": "# A", ".hidden.md": "# Hidden", ".git/b.md": "# Git", "note.txt": "# Text"})
    secret = tmp_path / "secret.md"
    secret.write_text("# Secret")
    if sys.platform != "win32":
        (folder / "linked.md").symlink_to(secret)
        (folder / "up").symlink_to(tmp_path)
        (folder / "again").symlink_to(folder)
    assert titles(folder) == ["A"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="There are no pipes among files here")
def test_a_pipe_is_not_waited_for(write_pack: Write) -> None:
    folder = write_pack({"a.md": "# A"})
    os.mkfifo(folder / "b.md")
    assert titles(folder) == ["A"]


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python some work runs: what grows with it faster than the folder is too slow for a large one."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: object) -> Callable[..., Any]:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("kind", ["files", "headings"])
def test_four_times_as_large_a_folder_is_four_times_the_work(write_pack: Write, kind: str) -> None:
    def work(size: int) -> int:
        if kind == "files":
            folder = write_pack({f"{n}.md": "Text" for n in range(size)})
        else:
            folder = write_pack({"a.md": "# Law\n\n" + "## Note\n\n" * size})
        return lines_run(lambda: read(folder))

    work(10)
    few = work(100)
    assert work(400) < few * 5


def test_headings_of_other_scripts_have_addresses_that_stay_when_one_is_inserted(write_pack: Write) -> None:
    before = ["第一条 目的", "第二条", "제삼조", "المادة", "Überblick"]
    text = "# 法\n\n" + "".join(f"## {heading}\n\n" for heading in before)
    (old,) = read(write_pack({"a.md": text}))
    (new,) = read(write_pack({"a.md": text.replace("## 第二条", "## 第一条の二\n\n## 第二条")}))
    kept = {section.title: section.address for section in new.sections}
    assert [kept[section.title] for section in old.sections] == [section.address for section in old.sections]
    assert len(set(kept.values())) == len(kept)


def test_every_address_can_be_opened_however_deep_the_folders_are(write_pack: Write) -> None:
    deep = "/".join(f"The {n}th title of the organic law of courts and judges" for n in range(12))
    folder = write_pack(
        {f"{deep}/a.md": "# A\n\n[b](b.md#one)\n\n## One\n\n## One\n", f"{deep}/b.md": "# B\n\n## One\n"}
    )
    documents = read(folder)
    addresses = [section.address for document in documents for section in document.sections]
    assert len(set(addresses)) == len(addresses) == 17
    assert all(parse_address(address) == address for address in addresses)
    assert {document.root.parent for document in documents} - {None} <= set(addresses)
    assert not [problem for problem in check_folder(folder).problems if "link" in problem.text]


def test_an_empty_folder_has_no_documents_and_no_faults(tmp_path: Path) -> None:
    assert read(tmp_path) == []
    assert check_folder(tmp_path).problems == ()


HOSTILE = [
    "..md",
    "...md",
    "-rf.md",
    "a b.md",
    "%2e%2e.md",
    "<script>.md",
    "a'b\".md",
    "$(id).md",
    "\u202egnp.md",
    "con.md",
    "x" * 200 + ".md",
]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_hostile_file_names_are_read_and_have_valid_addresses(write_pack: Write) -> None:
    names = [*HOSTILE, "a\nb.md", "a\\b.md", "\x1b[31m.md", "kzref:a.md"]
    documents = read(write_pack({f"folder {n}/{name}": "Text" for n, name in enumerate(names)}))
    shown = [name for name in names if not name.startswith(".")]
    assert sum(d.path.endswith(".md") for d in documents) == len(shown)
    for document in documents:
        assert parse_address(document.root.address) == document.root.address
        assert document.root.title.strip()
        assert not re.search(r"[\x00-\x1f\x7f-\x9f]", document.root.title)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
def test_a_file_name_that_is_no_text_is_read(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/\xff\xfe.md", "wb") as file:  # noqa: PTH123
        file.write(b"Text\n")
    (document,) = read(tmp_path)
    assert document.root.text.strip() == "Text"
    document.root.title.encode("utf-8")
    (problem,) = check_folder(tmp_path).problems
    assert "not UTF-8" in str(problem)
    str(problem).encode("utf-8")


@given(st.text(), st.text())
def test_natural_order_is_an_order(first: str, second: str) -> None:
    assert (natural_key(first) < natural_key(second)) + (natural_key(second) < natural_key(first)) <= 1


def test_numbers_in_names_are_ordered_as_numbers() -> None:
    names = [f"Article {n}" for n in (1, 2, 9, 10, 11, 100)]
    assert sorted(names, key=natural_key) == names


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("# One\n\nText\n\n" + ">" * 20 + " x", 5, "no box"),
        ("# One\n\n" + "\n".join("    " * level + "!!! note" for level in range(9)), 9, "no box"),
        ("# One\n\nText\n\n# Two\n" + "- " * 400 + "x", 6, "lists are nested too deeply"),
        ("# One\n" + ">" * 60 + " x", 2, "quotations are nested too deeply"),
        ("# One\n" + "<ul><li>" * 40_000, 2, "HTML tags that nothing closes"),
        ("# One\n" + "[" * 50_000, 2, "brackets that nothing closes"),
        ("# One\n" + '<a b="' * 20_000, 2, "'<' that nothing closes"),
        ("# One\n" + "*a* " * 60_000, 2, "a paragraph has too many signs"),
        ("# One\n" + "=\n" * 20_000, 2, "lines that begin something"),
        ("# One\n" + "<b>" * 4000 + "<p>x" * 4000, 2, "HTML tags that nothing closes"),
        ("# One\n" + "a|" * 3000 + "\n" + "-|" * 3000 + "\n" + "|\n" * 3000, 2, "too many cells"),
    ],
)
def test_what_is_not_shown_as_it_was_meant_is_named_with_its_line(
    write_pack: Write, text: str, line: int, expected: str
) -> None:
    (problem,) = [problem for problem in check_folder(write_pack({"a.md": text})).problems if expected in problem.text]
    assert (problem.path, problem.line) == ("a.md", line)


def test_quotations_in_code_are_not_named(write_pack: Write) -> None:
    assert not check_folder(write_pack({"a.md": "# One\n\n```\n" + ">" * 20 + " x\n```\n"})).problems
