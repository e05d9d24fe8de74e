"""The check of a pack: each fault is planted in the tiny pack, and is named with its file and line."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kzref.errors import PackError
from kzref.library.check import Checked, check_folder
from kzref.library.documents import DocumentReader
from kzref.library.faults import Fault
from kzref.library.pack import LARGEST_FILE, read_pack

Files = dict[str, str | bytes]
Write = Callable[[Mapping[str, str | bytes]], Path]


class Planting:
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

    def check(self) -> Checked:
        return check_folder(self._write(self.files))

    def faults(self) -> list[Fault]:
        return list(self.check().faults)


@pytest.fixture
def planting(tiny_files: Files, write_pack: Write) -> Planting:
    return Planting(tiny_files, write_pack)


def test_a_pack_without_faults_has_none(planting: Planting) -> None:
    checked = planting.check()
    assert checked.faults == ()
    assert "no faults" in checked.summary
    assert (checked.covered, checked.coverable) == (6, 6), "Body 1-4 and References 1-2"


# File, what stands there, what is written instead, what is told, and where: the line on which this text stands.
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
    "a work without a title": ("works.json", '"title": "Another Source",\n', "", "needs an 'id' and a 'title'", "["),
    "two works of one id": ("works.json", '"roe-1999"', '"doe-2001"', "two works", '"doe-2001"'),
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
def test_a_fault_is_named_with_its_file_and_line(planting: Planting, planted: str) -> None:
    path, old, new, said, at = PLANTED[planted]
    planting.replace(path, old, new)
    line = planting.line(path, at)
    told = [fault for fault in planting.faults() if said in fault.message]
    assert [(fault.path, fault.line) for fault in told] == [(path, line)], told
    assert str(told[0]).startswith(f"{path}:{line}: ")


def test_missing_front_matter_is_named(planting: Planting) -> None:
    planting.files["entries/delta.md"] = "# Delta\n\nDelta has a text [Body 1].\n"
    assert [(f.path, f.line) for f in planting.faults()] == [("entries/delta.md", 1)]
    assert "front matter is missing" in planting.faults()[0].message


def test_an_entry_without_pinpoints_is_named(planting: Planting) -> None:
    planting.files["entries/delta.md"] = "---\nid: delta\ntitle: Delta\nkind: note\n---\nNobody said this.\n"
    (fault,) = planting.faults()
    assert fault.path == "entries/delta.md"
    assert "no pinpoints" in fault.message


def test_an_entry_without_text_is_named(planting: Planting) -> None:
    planting.files["entries/delta.md"] = "---\nid: delta\ntitle: Delta\nkind: note\npinpoints: Body 1\n---\n"
    (fault,) = planting.faults()
    assert fault.path == "entries/delta.md"
    assert "no text" in fault.message


def test_a_place_of_the_source_that_nothing_cites_is_named_once(planting: Planting) -> None:
    planting.replace("pack.toml", '"1-4"', '"1-6"')
    checked = planting.check()
    (fault,) = checked.faults
    assert fault.path == "pack.toml"
    assert "Body 5-6" in fault.message
    assert checked.coverable - checked.covered == 2


def test_a_place_that_need_not_be_cited_is_not_missed(planting: Planting) -> None:
    planting.replace("pack.toml", "[source]", '[source]\noptional = ["Margin"]')
    planting.replace("pack.toml", '"Body" = "1-4"', '"Body" = "1-4"\n"Margin" = "1-3"')
    assert planting.faults() == []


def test_a_total_that_differs_and_says_why_is_no_fault(planting: Planting) -> None:
    planting.replace("figures/yearly.toml", "3650", '3651\nnote = "gamma"')
    assert planting.faults() == []


def test_what_stands_in_code_is_no_reference(planting: Planting) -> None:
    code = "\n```\n[x](kzref:nowhere) [@nobody] {{nothing:total}} [Body 99]\n```\n\n`[x](kzref:nowhere)`\n"
    planting.files["entries/beta.md"] = str(planting.files["entries/beta.md"]) + code
    assert planting.faults() == []


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
def test_a_link_that_leads_somewhere_is_no_fault(planting: Planting, link: str) -> None:
    more = f"\nSee [this]({link}).\n\n## Two {{#beta-two}}\n\nMore.\n"
    planting.files["entries/beta.md"] = str(planting.files["entries/beta.md"]) + more
    assert planting.faults() == []


def test_every_fault_is_told_and_not_only_the_first(planting: Planting) -> None:
    for planted in ("an unknown kind", "a link to a heading that does not exist", "a series without a year"):
        path, old, new, _, _ = PLANTED[planted]
        planting.replace(path, old, new)
    told = planting.faults()
    for planted in ("an unknown kind", "a link to a heading that does not exist", "a series without a year"):
        assert any(PLANTED[planted][3] in fault.message for fault in told)
    assert told == sorted(told)
    assert f"{len(told)} faults" in planting.check().summary


def test_a_file_that_is_not_utf8_is_named_with_its_line(planting: Planting) -> None:
    text = str(planting.files["entries/beta.md"]).replace("quarrel", "ссора")
    planting.files["entries/beta.md"] = text.encode("cp1251")
    line = text[: text.index("ссора")].count("\n") + 1
    (fault,) = planting.faults()
    assert (fault.path, fault.line) == ("entries/beta.md", line)
    assert "UTF-8" in fault.message


def test_a_file_that_is_too_large_is_named_and_left_out(planting: Planting, tmp_path: Path) -> None:
    planting.files["entries/huge.md"] = b"x" * (LARGEST_FILE + 1)
    (fault,) = planting.faults()
    assert fault.path == "entries/huge.md"
    assert "MB" in fault.message


@pytest.mark.parametrize("text", ['id = "a', "= 5", "id = 'a'\nid = 'b'"])
def test_a_pack_description_that_is_no_toml_is_refused_with_words(planting: Planting, text: str) -> None:
    planting.files["pack.toml"] = text
    with pytest.raises(PackError, match=r"pack\.toml"):
        planting.check()


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
    ],
)
def test_a_description_with_values_of_the_wrong_sort_is_a_fault_and_not_a_crash(planting: Planting, text: str) -> None:
    planting.files["pack.toml"] = text
    assert any(fault.path == "pack.toml" for fault in planting.faults())


@pytest.mark.parametrize("character", ["\ufffe", "\uffff", "\x1f", "\x00", "\x85", "\u2028"])
def test_no_character_in_a_front_matter_stops_the_check(planting: Planting, character: str) -> None:
    planting.replace("entries/beta.md", "title: Beta", f"title: Be{character}ta")
    planting.check()


def test_what_is_broken_is_still_read_as_far_as_it_can_be(planting: Planting) -> None:
    planting.replace("entries/beta.md", "title: Beta", "title: [Beta")
    planting.replace("entries/gamma.md", "id: gamma", "id: alpha")
    folder = planting._write(planting.files)
    documents = list(DocumentReader(read_pack(folder)).read_all())
    addresses = [section.address for document in documents for section in document.sections]
    assert len(addresses) == len(set(addresses))
    text = "\n".join(section.text for document in documents for section in document.sections)
    assert "Beta rests on" in text
    assert "Gamma returns to" in text


def test_the_shipped_content_has_no_fault(content: Path) -> None:
    assert [str(fault) for fault in check_folder(content).faults] == []
