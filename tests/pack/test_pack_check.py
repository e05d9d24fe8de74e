"""The check of a pack: each fault is planted in the tiny pack, and is named with its file and line."""

import json
import re
import struct
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import pytest

from kzref.errors import PackError
from kzref.messages.catalogue import english
from kzref.pack.addresses import parse_address
from kzref.pack.check import CheckResult, check_folder
from kzref.pack.document_reader import DocumentReader
from kzref.pack.files.reading import LARGEST_FILE
from kzref.pack.pack import read_pack
from kzref.pack.problems import Problem

Files = dict[str, str | bytes]
Write = Callable[[Mapping[str, str | bytes]], Path]


class BrokenPack:
    """The tiny pack, in which one thing is changed."""

    def __init__(self, files: Files, write: Write) -> None:
        self.files, self._write = files, write

    def replace(self, path: str, old: str, new: str) -> None:
        text = self.files[path]
        assert isinstance(text, str)
        assert text.count(old) == 1, f"{path} has no single '{old}'"
        self.files[path] = text.replace(old, new)

    def line(self, path: str, text: str) -> int:
        """The line on which a text stands, as the writer of the file counts."""
        whole = self.files[path]
        assert isinstance(whole, str)
        return whole[: whole.index(text)].count("\n") + 1

    def check(self) -> CheckResult:
        return check_folder(self._write(self.files))

    def problems(self) -> list[Problem]:
        return list(self.check().problems)


@pytest.fixture
def broken_pack(tiny_files: Files, write_pack: Write) -> BrokenPack:
    return BrokenPack(tiny_files, write_pack)


def test_a_pack_without_faults_has_none(broken_pack: BrokenPack) -> None:
    checked = broken_pack.check()
    assert checked.problems == ()
    assert "no faults" in english(checked.summary)
    assert (checked.covered, checked.coverable) == (6, 6), "Body 1-4 and References 1-2"


# File, what stands there, what is written instead, what is found, and where: the line on which this text stands.
PLANTED = {
    "a link to an address that does not exist": (
        "entries/alpha.md", "(kzref:beta)", "(kzref:bata)", "'bata'; did you mean beta", "(kzref:bata)"),
    "a link to a heading that does not exist": (
        "entries/gamma.md", "(kzref:alpha/detail)", "(kzref:alpha/detials)", "'alpha/detials'", "detials"),
    "a link that is no address": ("entries/alpha.md", "(kzref:beta)", "(kzref:../beta)", "not an address", "../beta"),
    "a link to a file that does not exist": (
        "entries/alpha.md", "(kzref:beta)", "(other.md)", "broken link: the folder has no 'other.md'", "other.md"),
    "a link out of the folder": ("entries/alpha.md", "(kzref:beta)", "(../../beta.md)", "broken link", "../../beta"),
    "a see-also to nothing": ("entries/alpha.md", "see: [gamma]", "see: [delta]", "'delta'", "see:"),
    "a see-also that is no address": ("entries/alpha.md", "see: [gamma]", "see: [Gämma]", "not an address", "see:"),
    "an image that is not there": ("entries/alpha.md", "inside.png", "outside.png", "outside.png", "outside.png"),
    "an image out of the folder": (
        "entries/alpha.md", "../pictures/inside.png", "../../../etc/passwd", "not a file of the folder", "etc/passwd"),
    "an image from the network": (
        "entries/alpha.md", "../pictures/inside.png", "https://a.kz/x.png", "not a file of the folder", "a.kz"),
    "an address used twice": ("entries/gamma.md", "id: gamma", "id: alpha", "'alpha' is used twice", "id:"),
    "a heading's id used twice": (
        "entries/alpha.md", "{#second}", "{#first}", "'alpha/first' is used twice", "Second part"),
    "an entry without an id": ("entries/gamma.md", "id: gamma\n", "", "needs an id", "---"),
    "an id that is no address": ("entries/gamma.md", "id: gamma", "id: Gämma!", "not an address", "id:"),
    "an unknown kind": ("entries/beta.md", "kind: act", "kind: animal", "unknown kind 'animal'", "kind:"),
    "an entry without a kind": ("entries/beta.md", "kind: act\n", "", "needs a kind", "---"),
    "an unknown field": ("entries/beta.md", "kind: act", "kind: act\ncolour: red", "unknown field 'colour'", "colour"),
    "front matter that cannot be read": (
        "entries/beta.md", "title: Beta", "title: [Beta", "front matter cannot be read", "kind:"),
    "a title that is a list": ("entries/beta.md", "title: Beta", "title: [a, b]", "one line of text", "title:"),
    "titles that are no table": ("entries/beta.md", "title: Beta", "title: Beta\ntitles: x", "'titles'", "titles:"),
    "years that are none": ("entries/alpha.md", "1999-2001", "long ago", "'long ago' is not a year", "years:"),
    "a language that is none": ("entries/alpha.md", "kind: concept", "kind: concept\nlanguage: Old Norse", "'Old Norse' is not the code", "language:"),
    "a language of the pack that is none": ("pack.toml", 'language = "en"', 'language = "English"', "'English' is not the code", "language ="),
    "years that run too far": ("entries/alpha.md", "1999-2001", "0001-9999", "0001-9999", "years:"),
    "years that run backwards": ("entries/alpha.md", "1999-2001", "2001-1999", "2001-1999", "years:"),
    "an unknown term": ("entries/alpha.md", "terms: [court]", "terms: [cuort]", "'cuort'; did you mean court", "terms:"),
    "a pinpoint that the source has not": ("entries/beta.md", "[Body 3]", "[Body 5]", "no Body 5", "[Body 5]"),
    "a pinpoint that cannot be read": ("entries/beta.md", "[Body 3]", "[Body 3-]", "Body 3-", "[Body 3-]"),
    "a pinpoint of the entry that the source has not": (
        "entries/beta.md", "pinpoints: Body 3", "pinpoints: Body 3, 9", "no Body 9", "pinpoints:"),
    "a pinpoint of the entry that cannot be read": (
        "entries/beta.md", "pinpoints: Body 3", "pinpoints: Chapter 3", "Chapter", "pinpoints:"),
    "a work that is not in the list": ("entries/beta.md", "[@doe-2001]", "[@doe-2002]", "'doe-2002'", "doe-2002"),
    "a figure that the series has not": ("figures/yearly-page.md", "{{yearly:total}}", "{{yearly:2009}}", "'2009'", "2009"),
    "a figure of no series": ("figures/yearly-page.md", "{{yearly:total}}", "{{weekly:total}}", "'weekly'", "weekly"),
    "a chart of no series": ("figures/yearly-page.md", "{{chart yearly}}", "{{chart weekly}}", "'weekly'", "weekly"),
    "a series without its first year": ("figures/yearly.csv", "2001,1200\n", "", "begins with 2001", "2002,"),
    "a series without its last year": ("figures/yearly.csv", "2003,1100\n", "", "ends with 2003", "2002,"),
    "a period that is none": ("figures/yearly.toml", '"2001-2003"', '"three years"', "'three years'", "period"),
    "a series without a year": ("figures/yearly.csv", "2002,1350\n", "", "2002, not 2003", "2003"),
    "a series with a word for a number": ("figures/yearly.csv", "1350", "many", "'2002,many'", "many"),
    "a series whose first line is another": ("figures/yearly.csv", "year,value", "when,what", "year,value", "when"),
    "a series whose description cannot be read": ("figures/yearly.toml", 'unit = "', "unit = ", "TOML", "unit"),
    "a total that differs without a note": (
        "figures/yearly.toml", "3650", "3651", "3651 differs from the sum 3650", "stated_total"),
    "a note that does not exist": (
        "figures/yearly.toml", "3650", '3651\nnote = "notes/nowhere"', "'notes/nowhere'", "note ="),
    "a work without a title": ("works.json", '"title": "Another Source",\n', "", "needs an 'id' and a 'title'", '{\n  "id": "roe-1999"'),
    "two works of one id": ("works.json", '"roe-1999"', '"doe-2001"', "two works", '"doe-2001",\n  "type": "book",\n  "title": "Another'),
    "works that are no JSON": ("works.json", '"id": "roe-1999",', '"id": "roe-1999"', "JSON", '"type": "book",\n  "title": "Another'),
    "a term without a Kazakh form": ("terms.csv", "суд,сот,", "суд,,", "'kk'", "court,"),
    "a term whose entry does not exist": ("terms.csv", ",alpha,", ",omega,", "'omega'", "court,"),
    "a start that does not exist": ("pack.toml", 'start = "beta"', 'start = "zeta"', "'zeta'", "start ="),
    "an unknown field of the pack": ("pack.toml", 'edition = "0.9"', 'version = "0.9"', "'version'", "version"),
    "an unknown field of a part": ("pack.toml", 'order = ["beta", "alpha"]', "sorted = true", "'sorted'", "sorted"),
    "a part whose folder is not there": ("pack.toml", 'folder = "figures"', 'folder = "numbers"', "'numbers'", '[[parts]]\nfolder = "numbers"'),
    "places of the source that cannot be read": ("pack.toml", '"1-4"', '"1-x"', "'Body'", '"Body"'),
}  # fmt: skip


@pytest.mark.parametrize("planted", PLANTED)
def test_a_fault_is_named_with_its_file_and_line(broken_pack: BrokenPack, planted: str) -> None:
    path, old, new, expected, at = PLANTED[planted]
    broken_pack.replace(path, old, new)
    line = broken_pack.line(path, at)
    found = [problem for problem in broken_pack.problems() if expected in problem.text]
    assert [(problem.path, problem.line) for problem in found] == [(path, line)], found
    assert str(found[0]).startswith(f"{path}:{line}: ")


def test_missing_front_matter_is_named(broken_pack: BrokenPack) -> None:
    broken_pack.files["entries/delta.md"] = "# Delta\n\nDelta has a text [Body 1].\n"
    assert [(f.path, f.line) for f in broken_pack.problems()] == [("entries/delta.md", 1)]
    assert "front matter is missing" in broken_pack.problems()[0].text


def test_an_entry_without_pinpoints_is_named(broken_pack: BrokenPack) -> None:
    broken_pack.files["entries/delta.md"] = "---\nid: delta\ntitle: Delta\nkind: note\n---\nNobody expected this.\n"
    (problem,) = broken_pack.problems()
    assert problem.path == "entries/delta.md"
    assert "no pinpoints" in problem.text


def test_an_entry_without_text_is_named(broken_pack: BrokenPack) -> None:
    broken_pack.files["entries/delta.md"] = "---\nid: delta\ntitle: Delta\nkind: note\npinpoints: Body 1\n---\n"
    (problem,) = broken_pack.problems()
    assert problem.path == "entries/delta.md"
    assert "no text" in problem.text


def test_a_place_of_the_source_that_nothing_cites_is_named_once(broken_pack: BrokenPack) -> None:
    broken_pack.replace("pack.toml", '"1-4"', '"1-6"')
    checked = broken_pack.check()
    (problem,) = checked.problems
    assert problem.path == "pack.toml"
    assert "Body 5-6" in problem.text
    assert checked.coverable - checked.covered == 2


def test_a_place_that_need_not_be_cited_is_not_missed(broken_pack: BrokenPack) -> None:
    broken_pack.replace("pack.toml", "[source]", '[source]\noptional = ["Margin"]')
    broken_pack.replace("pack.toml", '"Body" = "1-4"', '"Body" = "1-4"\n"Margin" = "1-3"')
    assert broken_pack.problems() == []


def test_a_total_that_differs_and_says_why_is_no_fault(broken_pack: BrokenPack) -> None:
    broken_pack.replace("figures/yearly.toml", "3650", '3651\nnote = "gamma"')
    assert broken_pack.problems() == []


def test_what_stands_in_code_is_no_reference(broken_pack: BrokenPack) -> None:
    code = "\n```\n[x](kzref:nowhere) [@nobody] {{nothing:total}} [Body 99]\n```\n\n`[x](kzref:nowhere)`\n"
    broken_pack.files["entries/beta.md"] = str(broken_pack.files["entries/beta.md"]) + code
    assert broken_pack.problems() == []


@pytest.mark.parametrize(
    "link",
    [
        "kzref:alpha/first",
        "alpha.md",
        "alpha.md#first",
        "../entries/alpha.md",
        "alpha",
        "#beta-two",
        "https://a.kz/x",
        "/entries/alpha.md",
    ],
)
def test_a_link_that_leads_somewhere_is_no_fault(broken_pack: BrokenPack, link: str) -> None:
    more = f"\nSee [this]({link}).\n\n## Two {{#beta-two}}\n\nMore.\n"
    broken_pack.files["entries/beta.md"] = str(broken_pack.files["entries/beta.md"]) + more
    assert broken_pack.problems() == []


def test_every_fault_is_told_and_not_only_the_first(broken_pack: BrokenPack) -> None:
    for planted in ("an unknown kind", "a link to a heading that does not exist", "a series without a year"):
        path, old, new, _, _ = PLANTED[planted]
        broken_pack.replace(path, old, new)
    found = broken_pack.problems()
    for planted in ("an unknown kind", "a link to a heading that does not exist", "a series without a year"):
        assert any(PLANTED[planted][3] in problem.text for problem in found)
    assert found == sorted(found, key=lambda problem: (problem.path, problem.line, problem.text))
    assert f"{len(found)} faults" in english(broken_pack.check().summary)


def test_a_file_that_is_not_utf8_is_named_with_its_line(broken_pack: BrokenPack) -> None:
    text = str(broken_pack.files["entries/beta.md"]).replace("quarrel", "ссора")
    broken_pack.files["entries/beta.md"] = text.encode("cp1251")
    line = text[: text.index("ссора")].count("\n") + 1
    (problem,) = broken_pack.problems()
    assert (problem.path, problem.line) == ("entries/beta.md", line)
    assert "UTF-8" in problem.text


def test_a_file_that_is_too_large_is_named_and_left_out(broken_pack: BrokenPack, tmp_path: Path) -> None:
    broken_pack.files["entries/huge.md"] = b"x" * (LARGEST_FILE + 1)
    (problem,) = broken_pack.problems()
    assert problem.path == "entries/huge.md"
    assert "MB" in problem.text


# What stands in pack.toml, the line of the fault and what is expected of it.
BEYOND_USE = {
    "a text that is not ended": ('title = "x"\nid = "a', 2, "cannot be read as TOML"),
    "a field without a name": ('title = "x"\n= 5', 2, "cannot be read as TOML"),
    "a field that is set twice": ("id = 'a'\nid = 'b'", 2, "cannot be read as TOML"),
    "lists in lists": ("id = 'a'\nx = " + "[" * 5000, 2, "nested too deeply"),
    "tables in tables": ("id = 'a'\nx = " + "{a=" * 5000, 2, "nested too deeply"),
    "a number without end": ("id = 'a'\n\nx = " + "9" * 6000, 3, "too many digits"),
    "a name of many parts": ("id = 'a'\n" + ".".join("a" * 20_000) + " = 1", 2, "too many parts"),
    "a table of many parts": ("id = 'a'\n[" + ' . "a"' * 20_000 + "]", 2, "too many parts"),
    "no text": ("\0\1\2", 1, "cannot be read as TOML"),
}


@pytest.mark.parametrize("what", BEYOND_USE)
def test_a_pack_description_that_is_beyond_use_is_named_and_the_folder_read_without_it(
    broken_pack: BrokenPack, what: str
) -> None:
    broken_pack.files["pack.toml"], line, expected = BEYOND_USE[what]
    problems = [problem for problem in broken_pack.problems() if problem.path == "pack.toml"]
    assert [problem.line for problem in problems] == [line]
    assert expected in problems[0].text
    assert "read as one without pack.toml" in problems[0].text
    folder = broken_pack._write(broken_pack.files)
    titles = [document.root.title for document in DocumentReader(read_pack(folder)).read_all()]
    assert {"Alpha", "Beta", "Gamma"} <= set(titles)


def test_what_is_no_folder_is_refused_with_words(tmp_path: Path) -> None:
    (tmp_path / "file.md").write_text("# A\n")
    for path in (tmp_path / "file.md", tmp_path / "none"):
        with pytest.raises(PackError, match="is not a folder"):
            check_folder(path)


@pytest.mark.parametrize(
    "text",
    [
        "id = 5\ntitle = 6",
        'id = "a"\ntitle = "b"\nparts = 5',
        'id = "a"\ntitle = "b"\nparts = [1, 2]',
        'id = "a"\ntitle = "b"\nsource = "c"',
        'id = "a"\ntitle = "b"\nkinds = 5',
        'id = "a"\ntitle = "b"\n[source]\npinpoints = 5',
        'id = "a"\ntitle = "b"\n[source]\noptional = 5',
        'id = "a"\ntitle = "b"\n[[parts]]\nfolder = 5',
        'id = "a"\ntitle = "b"\n[[parts]]\nfolder = "../.."',
        'id = "a"\ntitle = "b"\n[[parts]]\nworks = "/etc/passwd"',
        'id = "a"\ntitle = "b"\n[[parts]]\nfolder = "entries"\norder = 5',
        'id = "a"\ntitle = "b"\n[[parts]]\nfolder = "entries"\nworks = "works.json"',
        'id = "a"\ntitle = "b"\n[[parts]]\nfolder = "en\\u0000tries"',
        'id = "a"\ntitle = "b"\n[[parts]]\nfolder = "works.json"',
        'id = "a"\ntitle = "b"\n[[parts]]\nworks = "entries"',
        'id = "a"\ntitle = "b"\n[[parts]]\nfolder = "entries"\ntitles = {ru = 5}',
        'id = "a"\ntitle = "b"\n[[parts]]\nfolder = "entries"\ntitles = {ru = ["x"]}',
        'id = "a"\ntitle = "b"\n[[parts]]\nfolder = "entries"\ntitles = ["x"]',
        'id = "a"\ntitle = "b"\n[[parts]]\nfolder = "entries"\ntitle = 1979-05-27',
        'id = "a"\ntitle = "b"\n[[parts]]\nfolder = "entries"\nabout = {a = 1}',
        'id = "a"\ntitle = "b"\n[[parts]]\nfolder = "entries"\nid = "../.."',
        'id = "a"\ntitle = "b"\ntitles = {ru = 5}',
        'id = "a"\ntitle = "b"\nedition = 0x' + "f" * 9000,
        'id = "a"\ntitle = "b"\nedition = 1e999',
        'id = "a"\ntitle = "b"\nlanguage = ["en"]',
        'id = "a"\ntitle = "b"\nlicence = true',
        'id = "a"\ntitle = "b"\nabout = 5',
        'id = "a"\ntitle = "b"\nstart = "../x"',
        'id = "a"\ntitle = "b"\nkinds = ["A B!"]',
        'id = "../../a"\ntitle = "b"',
        'id = "a"\ntitle = "b"\n[source]\ncitation = 5',
        'id = "a"\ntitle = "b"\n[source.pinpoints]\nBody = 0x' + "f" * 9000,
        'id = "a"\ntitle = "b"\n[source.pinpoints]\nBody = "' + "9" * 6000 + '"',
        'id = "a"\ntitle = "b"\n[source.pinpoints]\nBody = "1-' + "9" * 6000 + '"',
        'id = "a"\ntitle = "b"\n[source.pinpoints]\n"Bo\\u202edy" = "1"',
    ],
)
def test_a_description_with_values_of_the_wrong_sort_is_a_fault_and_not_a_crash(
    broken_pack: BrokenPack, text: str
) -> None:
    broken_pack.files["pack.toml"] = text
    assert any(problem.path == "pack.toml" for problem in broken_pack.problems())


@pytest.mark.parametrize("character", ["\ufffe", "\uffff", "\x1f", "\x00", "\x85", "\u2028"])
def test_no_character_in_a_front_matter_stops_the_check(broken_pack: BrokenPack, character: str) -> None:
    broken_pack.replace("entries/beta.md", "title: Beta", f"title: Be{character}ta")
    broken_pack.check()


def test_what_is_broken_is_still_read_as_far_as_it_can_be(broken_pack: BrokenPack) -> None:
    broken_pack.replace("entries/beta.md", "title: Beta", "title: [Beta")
    broken_pack.replace("entries/gamma.md", "id: gamma", "id: alpha")
    folder = broken_pack._write(broken_pack.files)
    documents = list(DocumentReader(read_pack(folder)).read_all())
    addresses = [section.address for document in documents for section in document.sections]
    assert len(addresses) == len(set(addresses))
    text = "\n".join(section.text for document in documents for section in document.sections)
    assert "Beta rests on" in text
    assert "Gamma returns to" in text


def test_the_shipped_content_has_no_fault(content: Path) -> None:
    assert [str(problem) for problem in check_folder(content).problems] == []


TWO_LISTS = """
[[parts]]
id = "more-works"
title = "More works"
works = "more/works.json"

[[parts]]
id = "more-terms"
title = "More terms"
terms = "more/terms.csv"
"""


@pytest.fixture
def with_two_lists(broken_pack: BrokenPack) -> BrokenPack:
    broken_pack.files["pack.toml"] = str(broken_pack.files["pack.toml"]) + TWO_LISTS
    broken_pack.files["more/works.json"] = '[\n {"id": "poe-1845", "title": "The Raven", "custom": {"number": 2}}\n]'
    head = str(broken_pack.files["terms.csv"]).splitlines()[0]
    broken_pack.files["more/terms.csv"] = f"{head}\nfine,fine,штраф,айыппұл,,,,,,,\n"
    return broken_pack


def test_a_pack_may_have_several_lists_of_works_and_several_thesauri(with_two_lists: BrokenPack) -> None:
    broken_pack = with_two_lists
    broken_pack.replace("entries/beta.md", "[@doe-2001]", "[@doe-2001] [@poe-1845] {#x}")
    broken_pack.replace("entries/alpha.md", "terms: [court]", "terms: [court, fine]")
    assert broken_pack.problems() == []
    pack = read_pack(broken_pack._write(broken_pack.files))
    read = {s.address: s.title for d in DocumentReader(pack).read_all() for s in d.sections}
    assert read["works/doe-2001"] == "1. A Small Source"
    assert read["more-works/poe-1845"] == "2. The Raven"
    assert "more-works/doe-2001" not in read
    assert (read["glossary/court"], read["more-terms/fine"]) == ("court", "fine")
    assert pack.work_addresses()["poe-1845"] == "more-works/poe-1845"
    assert pack.term_addresses()["fine"] == "more-terms/fine"


def test_a_work_and_a_term_of_two_lists_are_named_with_both_files(with_two_lists: BrokenPack) -> None:
    broken_pack = with_two_lists
    broken_pack.replace("more/works.json", "poe-1845", "doe-2001")
    broken_pack.replace("more/terms.csv", "fine,fine", "court,fine")
    found = {(problem.path, problem.line): problem.text for problem in broken_pack.problems()}
    assert "'doe-2001' is in 'works.json' too" in found["more/works.json", 2]
    assert "'court' is in 'terms.csv' too" in found["more/terms.csv", 2]
    pack = read_pack(broken_pack._write(broken_pack.files))
    assert pack.work_addresses()["doe-2001"] == "works/doe-2001"
    assert [term.preferred["en"] for term in pack.terms if term.name == "court"] == ["court"]


def test_a_place_that_a_work_is_wrongly_cited_at_is_named_in_its_own_list(with_two_lists: BrokenPack) -> None:
    broken_pack = with_two_lists
    broken_pack.replace("more/works.json", '"number": 2', '"number": 2, "cited": "Nowhere 3"')
    assert [(problem.path, problem.line) for problem in broken_pack.problems()] == [("more/works.json", 2)]


@pytest.mark.parametrize(
    "holds", ['works = "works.json"', 'terms = "./terms.csv"', 'folder = "entries/"', 'folder = "entries/deep"']
)
def test_a_file_or_folder_of_two_parts_is_named_and_the_first_keeps_it(broken_pack: BrokenPack, holds: str) -> None:
    broken_pack.files["pack.toml"] = str(broken_pack.files["pack.toml"]) + f'\n[[parts]]\nid = "again"\n{holds}\n'
    broken_pack.files["entries/deep/x.png"] = png(1, 1)
    (problem,) = broken_pack.problems()
    assert (problem.path, problem.line) == ("pack.toml", broken_pack.line("pack.toml", 'id = "again"') + 1)
    assert "two parts" in problem.text


def test_two_parts_of_one_id_are_named_and_both_are_read(broken_pack: BrokenPack) -> None:
    broken_pack.replace("pack.toml", 'id = "glossary"', 'id = "works"')
    (problem,) = broken_pack.problems()
    assert "two parts have the id 'works'; this one is read as 'works-2'" in problem.text
    read = {
        s.address
        for d in DocumentReader(read_pack(broken_pack._write(broken_pack.files))).read_all()
        for s in d.sections
    }
    assert {"works/doe-2001", "works-2/court"} <= read


def test_two_series_of_one_name_are_named_with_both_files_and_the_first_is_read(broken_pack: BrokenPack) -> None:
    broken_pack.files["a/yearly.csv"] = "year,value\n2001,1\n2002,1\n2003,1\n"
    broken_pack.files["a/yearly.toml"] = 'title = "Other"\nunit = "persons"\npinpoints = "Body 2"\n'
    (problem,) = broken_pack.problems()
    assert (problem.path, problem.line) == ("figures/yearly.csv", 1)
    assert "two series have the name 'yearly'; 'a/yearly.csv' is read" in problem.text
    assert read_pack(broken_pack._write(broken_pack.files)).series["yearly"].total == 3


@pytest.mark.parametrize("name", ["s[1]", "*", "a b", "[!a]"])
def test_a_series_of_any_name_is_checked_in_its_own_file(broken_pack: BrokenPack, name: str) -> None:
    broken_pack.files[f"{name}.csv"] = "year,value\n2001,1\n"
    broken_pack.files[f"{name}.toml"] = 'title = "S"\nunit = "persons"\n\nstated_total = 2\n'
    (problem,) = broken_pack.problems()
    assert (problem.path, problem.line) == (f"{name}.toml", 4)
    assert "differs from the sum" in problem.text


def png(width: int, height: int) -> bytes:
    """The frame of a picture of a size in pixels."""
    head = struct.pack(">I4sIIBBBBB4x", 13, b"IHDR", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + head + struct.pack(">I4s4x", 0, b"IDAT") + struct.pack(">I4s4x", 0, b"IEND")


# What stands in the link, and what it leads to.
PICTURES: dict[str, tuple[str, bytes | None, str]] = {
    "a name of 300 characters": ("a" * 300 + ".png", None, "is not a file of the folder"),
    "a path of a million characters": ("a/" * 500_000 + "a.png", None, "is not a file of the folder"),
    "a path of 5000 characters": ("a/" * 2500 + "a.png", None, "is not a file of the folder"),
    "no picture": ("x.png", b"text", "is not a PNG, JPEG, GIF or WebP picture"),
    "nothing": ("x.png", b"", "is not a PNG, JPEG, GIF or WebP picture"),
    "a PNG without its end": ("x.png", png(30, 20)[:-5], "cut short"),
    "a PNG without more than its name": ("x.png", png(30, 20)[:9], "cut short"),
    "a PNG of too many pixels": (
        "x.png", png(60_000, 60_000), "60000 × 60000 pixels"),
    "a GIF without pixels": ("x.gif", b"GIF89a\0\0\0\0", "0 × 0 pixels"),
    "a JPEG without its size": ("x.jpg", b"\xff\xd8\xff\xe0\0\x04ab", "cut short"),
    "a JPEG of segments without length": ("x.jpg", b"\xff\xd8" + b"\xff\xe0\0\0" * 50_000, "cut short"),
    "a WebP without its end": ("x.webp", b"RIFF\xff\0\0\0WEBPVP8 " + bytes(40), "cut short"),
    "a picture that is too large": ("x.png", png(30, 20) + bytes(9 << 20), "larger than 8 MB"),
    "a folder": ("entries", None, "is not a regular file"),
}  # fmt: skip


@pytest.mark.parametrize("what", PICTURES)
def test_a_picture_that_cannot_be_shown_is_named_with_the_line_of_its_link(broken_pack: BrokenPack, what: str) -> None:
    target, data, expected = PICTURES[what]
    if data is not None:
        broken_pack.files[target] = data
    broken_pack.replace("entries/alpha.md", "../pictures/inside.png", f"../{target}")
    (problem,) = broken_pack.problems()
    assert (problem.path, problem.line) == ("entries/alpha.md", broken_pack.line("entries/alpha.md", "![A picture]"))
    assert expected in problem.text
    assert problem.text.endswith("and is not shown")


HOSTILE = "a\x1b[31m\x07\u202eb\u2028c\nd"


def test_no_control_character_leaves_the_data_of_a_pack(broken_pack: BrokenPack) -> None:
    quoted = json.dumps(HOSTILE)
    broken_pack.replace("pack.toml", '"Tiny Pack"', quoted)
    broken_pack.replace("pack.toml", '"0.9"', quoted)
    broken_pack.replace("pack.toml", '"CC0-1.0"', quoted)
    broken_pack.replace("pack.toml", 'title = "Glossary"', f"title = {quoted}\ntitles = {{ru = {quoted}}}")
    broken_pack.replace("pack.toml", '"Doe J. A Small Source. 2001."', quoted)
    broken_pack.replace(
        "entries/beta.md", "title: Beta", f"title: {quoted}\nlanguage: {quoted}\ntitles: {{ru: {quoted}}}"
    )
    broken_pack.replace("figures/yearly.toml", '"Yearly"', quoted)
    broken_pack.replace("figures/yearly.toml", '"persons"', quoted)
    broken_pack.replace("works.json", '"Another Source"', quoted)
    broken_pack.replace("works.json", '"Roe"', quoted)
    broken_pack.files["terms.csv"] = (
        str(broken_pack.files["terms.csv"]) + f'x,"{HOSTILE}","{HOSTILE}",y,"{HOSTILE}",,,,,,\n'
    )
    broken_pack.files["pictures/d\u202e.png"] = b"x"
    folder = broken_pack._write(broken_pack.files)
    pack = read_pack(folder)
    documents = list(DocumentReader(pack).read_all())
    lines = [pack.title, pack.edition, pack.licence, pack.source.citation]
    lines += [text for s in pack.series.values() for text in (s.title, s.unit)]
    lines += [text for d in documents for s in d.sections for text in (s.title, *s.titles)]
    lines += [d.language for d in documents] + [work.author_line for work in pack.works]
    lines += [form for term in pack.terms for form in term.forms()]
    assert sum("a\ufffd[31m" in line for line in lines) >= 12, "the values are read, and cleaned"
    for line in lines:
        assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u202a-\u202e\ud800-\udfff]", line), line


def test_an_id_that_cannot_be_an_address_is_named_and_made_one(broken_pack: BrokenPack) -> None:
    broken_pack.files["terms.csv"] = str(broken_pack.files["terms.csv"]) + (
        "../../a,a,а,а,,,,,,,\nA B!,b,б,б,,,,,,,\nc\u202ed,c,ц,ц,,,,,,,\n\u0441\u0443\u0434,d,д,д,,,,,,,\n"
    )
    broken_pack.replace("works.json", '"roe-1999"', '"../roe 1999"')
    found = [(problem.path, problem.line) for problem in broken_pack.problems()]
    assert {("terms.csv", line) for line in (4, 5, 6, 7)} <= set(found)
    assert ("works.json", broken_pack.line("works.json", "../roe")) in found
    for document in DocumentReader(read_pack(broken_pack._write(broken_pack.files))).read_all():
        for section in document.sections:
            assert parse_address(section.address) == section.address


def test_hints_do_not_take_longer_the_more_faults_there_are(
    broken_pack: BrokenPack, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kzref.pack import check

    compared = 0

    def counted(text: str, known: Collection[str], limit: int = 3) -> tuple[str, ...]:
        nonlocal compared
        compared += len(known)
        return ()

    monkeypatch.setattr(check, "nearest_addresses", counted)
    links = "".join(f"[x](kzref:none-{n})\n" for n in range(3000))
    broken_pack.files["entries/beta.md"] = str(broken_pack.files["entries/beta.md"]) + links + "\n## H\n\nText\n" * 300
    assert len(broken_pack.problems()) >= 3000
    assert compared <= 200_000


def test_terms_are_named_in_any_case(broken_pack: BrokenPack) -> None:
    broken_pack.replace("terms.csv", "court,court", "Court,court")
    broken_pack.replace("entries/alpha.md", "terms: [court]", "terms: [COURT]")
    assert broken_pack.problems() == []
