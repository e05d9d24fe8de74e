"""A compiled library says what its folder says: sections, pages, references, pictures, figures."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from kzref.errors import AddressError
from kzref.library.builder.section_table import PAGE_LIMIT
from kzref.library.cache import LibraryCache
from kzref.library.store import nearest
from kzref.library.store.library import Library
from kzref.library.store.search_source import open_searcher
from kzref.pack.sections import Section
from kzref.paths import Paths

Open = Callable[[Path], Library]
Write = Callable[[Mapping[str, str | bytes]], Path]


def addresses(sections: object) -> list[str]:
    return [section.address for section in sections]  # type: ignore[attr-defined]


@pytest.fixture
def tiny(open_pack: Open, tiny_pack: Path) -> Library:
    return open_pack(tiny_pack)


def test_the_contents_stand_in_the_order_of_the_pack(tiny: Library) -> None:
    assert addresses(tiny.contents.sections()) == [
        "entries",
        "beta",
        "alpha",
        "alpha/first",
        "alpha/detail",
        "alpha/second",
        "gamma",
        "figures",
        "yearly-figures",
        "works",
        "works/doe-2001",
        "works/roe-1999",
        "glossary",
        "glossary/court",
        "glossary/parole",
    ]


def test_positions_count_from_nought_in_the_order_of_the_contents(tiny: Library) -> None:
    sections = list(tiny.contents.sections())
    assert [section.position for section in sections] == list(range(len(sections)))
    assert tiny.about.sections == len(sections)


def test_the_library_knows_its_pack(tiny: Library) -> None:
    about = tiny.about
    assert (about.id, about.title, about.edition, about.language) == ("tiny", "Tiny Pack", "0.9", "en")
    assert (about.licence, about.citation) == ("CC0-1.0", "Doe J. A Small Source. 2001.")


def test_a_section_keeps_what_its_front_matter_says(tiny: Library) -> None:
    alpha = tiny.contents.section("alpha")
    assert (alpha.title, alpha.kind, alpha.depth) == ("Alpha", "concept", 0)
    assert alpha.titles == ("Альфа", "Әлфа")
    assert alpha.years == (1999, 2000, 2001)
    assert "Body 1" in alpha.pinpoints


@pytest.mark.parametrize("written", ["alpha/second", " alpha/second ", "kzref:alpha/second", "ALPHA/Second/"])
def test_an_address_is_found_however_it_is_written(tiny: Library, written: str) -> None:
    assert tiny.contents.section(written).title == "Second part"


@pytest.mark.parametrize(
    "unknown", ["alpho", "alpha/secnd", "", "../alpha", "a b", "alpha\0", "'; DROP TABLE sections"]
)
def test_an_unknown_address_is_refused_in_words(tiny: Library, unknown: str) -> None:
    with pytest.raises(AddressError) as refused:
        tiny.contents.section(unknown)
    assert unknown.strip() in str(refused.value)


def test_an_unknown_address_names_the_nearest(tiny: Library) -> None:
    with pytest.raises(AddressError, match="alpha/second") as refused:
        tiny.contents.section("alpha/secnd")
    assert "alpha/second" in refused.value.nearest


def test_children_and_crumbs_are_each_other_upside_down(tiny: Library) -> None:
    seen = []

    def walk(parent: Section | None, above: tuple[Section, ...]) -> None:
        for child in tiny.contents.children(parent):
            assert child.parent == (parent.address if parent else None)
            assert tiny.contents.breadcrumbs(child) == above
            seen.append(child.position)
            walk(child, (*above, child))

    walk(None, ())
    assert seen == list(range(tiny.about.sections))


def test_a_section_ends_where_the_last_below_it_ends(tiny: Library) -> None:
    for section in tiny.contents.sections():
        below = [section.position, *(child.last for child in tiny.contents.children(section))]
        assert section.last == max(below)
        assert section.is_leaf == (not tiny.contents.children(section))


def test_the_pack_says_where_reading_starts(tiny: Library) -> None:
    start = tiny.contents.start_section()
    assert start is not None
    assert start.address == "beta"


def test_kinds_are_counted(tiny: Library) -> None:
    counted = dict(tiny.contents.kinds())
    assert sum(counted.values()) == tiny.about.sections
    for kind, count in counted.items():
        assert len(list(tiny.contents.sections(kind))) == count
    assert counted["term"] == 2
    assert counted["act"] == 1


def test_a_small_document_is_one_page(tiny: Library) -> None:
    alpha = tiny.contents.section("alpha")
    whole = addresses([alpha, *(s for s in tiny.contents.sections() if s.address.startswith("alpha/"))])
    for name in whole:
        page = tiny.pages.page_of(tiny.contents.section(name))
        assert page.root == alpha
        assert addresses(body.section for body in page.section_texts) == whole
        assert page.children == ()
    assert addresses(tiny.pages.page_of(alpha).breadcrumbs) == ["entries"]


def test_a_part_lists_its_entries_and_does_not_hold_them(tiny: Library) -> None:
    page = tiny.pages.page_of(tiny.contents.section("entries"))
    assert addresses(body.section for body in page.section_texts) == ["entries"]
    assert addresses(page.children) == ["beta", "alpha", "gamma"]


def test_the_text_of_a_section_is_its_own(tiny: Library) -> None:
    (body,) = tiny.pages.section_texts(tiny.contents.section("alpha/second"))
    assert "tapirs" in body.text
    assert "zebras" not in body.text
    assert "tapirs" in body.html
    assert "tapirs" in body.markdown
    texts = [b.text for b in tiny.pages.section_texts(tiny.contents.section("alpha"))]
    assert [word for word in ("marmalade", "zebras", "okapis", "tapirs") if not any(word in t for t in texts)] == []
    (alone,) = tiny.pages.section_texts(tiny.contents.section("alpha"), with_subsections=False)
    assert "zebras" not in alone.text


def prose(characters: int) -> str:
    sentence = "A sentence of no weight at all stands here. "
    return "\n\n".join([sentence.strip() * 3] * (characters // (len(sentence.strip()) * 3) + 1))


def test_a_large_document_is_cut_into_pages(open_pack: Open, write_pack: Write) -> None:
    half = prose(PAGE_LIMIT // 2 + 100)
    library = open_pack(
        write_pack(
            {"long.md": f"# Long\n\nThe lead.\n\n## One\n\n{half}\n\n### Inner\n\nInside.\n\n## Two\n\n{half}\n"}
        )
    )
    page = library.pages.page_of(library.contents.section("long"))
    assert addresses(body.section for body in page.section_texts) == ["long"]
    assert addresses(page.children) == ["long/one", "long/two"]
    inner = next(section for section in library.contents.sections() if section.title == "Inner")
    one = library.pages.page_of(inner)
    assert addresses(body.section for body in one.section_texts) == ["long/one", inner.address]
    assert one.children == ()
    assert addresses(one.breadcrumbs) == ["long"]


def test_the_pages_follow_each_other_forwards_and_backwards(tiny: Library) -> None:
    forwards = []
    page = tiny.pages.adjacent_page(None, 1)
    while page:
        forwards.append(page)
        page = tiny.pages.adjacent_page(page, 1)
    assert forwards == [section for section in tiny.contents.sections() if section.page == section.address]
    backwards = [forwards[-1]]
    while before := tiny.pages.adjacent_page(backwards[-1], -1):
        backwards.append(before)
    assert backwards[::-1] == forwards
    assert tiny.pages.adjacent_page(None, -1) is None


def test_see_also_is_what_the_entry_names(tiny: Library) -> None:
    assert addresses(tiny.pages.page_of(tiny.contents.section("alpha")).see) == ["gamma"]
    assert tiny.pages.page_of(tiny.contents.section("gamma")).see == ()


def test_a_page_names_those_that_refer_to_it(tiny: Library) -> None:
    # Alpha links to Beta and names Gamma; Gamma links to a heading of Alpha; the term has Alpha for its entry.
    assert "alpha" in addresses(tiny.pages.page_of(tiny.contents.section("beta")).backlinks)
    assert "alpha" in addresses(tiny.pages.page_of(tiny.contents.section("gamma")).backlinks)
    assert "gamma" in addresses(tiny.pages.page_of(tiny.contents.section("alpha")).backlinks)


def test_a_page_does_not_refer_to_itself(tiny: Library) -> None:
    assert not {"alpha", "alpha/second"} & set(addresses(tiny.pages.page_of(tiny.contents.section("alpha")).backlinks))


def test_a_work_names_the_entry_that_cites_it(tiny: Library) -> None:
    # The works are one page: that is where the entry's citation leads.
    page = tiny.pages.page_of(tiny.contents.section("works/doe-2001"))
    assert "beta" in addresses(page.backlinks)


def test_a_series_comes_back_with_its_figures(tiny: Library) -> None:
    series = tiny.assets.series("yearly")
    assert series is not None
    assert series.labels == ("2001", "2002", "2003")
    assert series.values == (Decimal(1200), Decimal(1350), Decimal(1100))
    assert series.stated_total == series.total == Decimal(1200 + 1350 + 1100)
    assert tiny.assets.series("monthly") is None


def test_a_picture_of_the_pack_is_in_the_library(tiny: Library, tiny_pack: Path) -> None:
    assert tiny.assets.image("pictures/inside.png") == (tiny_pack / "pictures" / "inside.png").read_bytes()


@pytest.mark.parametrize(
    "target",
    [
        "../../outside.png",
        "../pictures/../../outside.png",
        "{outside}",
        "file://{outside}",
        "/outside.png",
        "%2e%2e/%2e%2e/outside.png",
        "..\\..\\outside.png",
        "../pictures/linked.png",
        "../linked/outside.png",
        "../pictures/text.png",
        "../pictures/drawn.svg",
    ],
)
def test_no_picture_comes_from_outside_the_pack_or_is_anything_but_a_picture(
    open_pack: Open, write_pack: Write, tmp_path: Path, tiny_files: dict[str, str | bytes], target: str
) -> None:
    outside = tmp_path / "outside.png"
    secret = bytes(tiny_files["pictures/inside.png"]) + b"secret"  # type: ignore[arg-type]
    outside.write_bytes(secret)
    target = target.format(outside=outside.as_posix())
    folder = write_pack(
        tiny_files
        | {
            "entries/gamma.md": f"---\nid: gamma\ntitle: Gamma\nkind: note\n---\n![The picture]({target})\n",
            "pictures/text.png": "secret words in a text file",
            "pictures/drawn.svg": "<svg xmlns='http://www.w3.org/2000/svg'><!-- secret --></svg>",
        }
    )
    try:
        (folder / "pictures" / "linked.png").symlink_to(outside)
        (folder / "linked").symlink_to(tmp_path, target_is_directory=True)
    except OSError:
        if "linked" in target:
            pytest.skip("Links cannot be made here")
    library = open_pack(folder)
    (body,) = library.pages.section_texts(library.contents.section("gamma"))
    sources = [piece.split('"')[0] for piece in body.html.split('src="')[1:]]
    for name in {target, *(source.removeprefix("pack:") for source in sources)}:
        assert library.assets.image(name) is None
    assert b"secret" not in (library.folder / "library.sqlite").read_bytes()


@pytest.mark.parametrize(
    "written",
    [
        "![Far](https://example.org/a.png)",
        "![Far][far]\n\n[far]: https://example.org/a.png",
        '<img src="https://example.org/a.png">',
        '<img src="//example.org/a.png">',
        '<p align="left"><img src="http://example.org/a.png"></p>',
        "![Near](file:///etc/passwd)",
        '<img src="file:///etc/passwd">',
        '<img src="/etc/passwd">',
        '<img src="../../outside.png">',
        "![Data](data:image/png;base64,iVBORw0KGgo=)",
    ],
)
def test_a_page_asks_for_no_picture_of_the_network_or_from_outside_the_pack(
    open_pack: Open, write_pack: Write, tiny_files: dict[str, str | bytes], written: str
) -> None:
    text = f"---\nid: gamma\ntitle: Gamma\nkind: note\n---\nBefore it.\n\n{written}\n"
    library = open_pack(write_pack(tiny_files | {"entries/gamma.md": text}))
    (body,) = library.pages.section_texts(library.contents.section("gamma"))
    assert "Before it." in body.html
    sources = re.findall(r"""<img[^>]*?src=["']?([^"'\s>]*)""", body.html)
    assert [source for source in sources if not source.startswith("pack:")] == []


def test_a_folder_without_a_pack_toml_opens_with_names_from_what_is_there(open_pack: Open, write_pack: Write) -> None:
    library = open_pack(
        write_pack(
            {
                "first.md": "# The first heading\n\nText.\n",
                "titled.md": "---\ntitle: Named in front matter\n---\nText.\n",
                "some-file_name.md": "Only text.\n",
                "folder/inside.md": "Inside.\n",
            }
        )
    )
    titles = {section.address: section.title for section in library.contents.sections()}
    assert titles["first"] == "The first heading"
    assert titles["titled"] == "Named in front matter"
    assert "Some file name" in titles.values()
    assert "folder/inside" in titles


def test_an_empty_folder_is_an_empty_library(open_pack: Open, write_pack: Write, tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    library = open_pack(tmp_path / "pack")
    assert list(library.contents.sections()) == []
    assert library.contents.start_section() is None
    assert open_searcher(library).search("anything").hits == ()


def test_the_searcher_reads_the_same_library(tiny: Library) -> None:
    searcher = open_searcher(tiny)
    try:
        (hit,) = searcher.search("okapis").hits
        assert hit.section == tiny.contents.section(hit.section.address)
        assert hit.section.title == "Detail"
        assert hit.document_title == "Alpha"
    finally:
        searcher.close()


def test_an_address_is_found_or_not_without_a_suggestion(open_pack: Open, tiny_pack: Path) -> None:
    library = open_pack(tiny_pack)
    found = library.contents.find("kzref://alpha/second/")
    assert found is not None
    assert found.title == "Second part"
    for text in ("alpha/secnd", "zebras", "", " ", "a\0b", "\udcff", "x" * 10_000):
        assert library.contents.find(text) is None


def test_what_is_compared_with_a_wrong_address_does_not_grow_with_the_library(
    library_cache: LibraryCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[int] = []
    real = nearest.nearest_addresses

    def count(text: str, known: Iterable[str]) -> tuple[str, ...]:
        compared.append(len(list(known)))
        return real(text, known)

    monkeypatch.setattr(nearest, "nearest_addresses", count)
    monkeypatch.setattr(nearest, "_MOST_COMPARED", 50)
    folder = tmp_path / "laws"
    folder.mkdir()
    for number in range(900):
        (folder / f"law-{number:03}.md").write_text(f"# Law {number}\n\nText.\n\n## Goal\n\nText.\n", "utf-8")
    library = library_cache.open(folder).library
    for text, meant in (("law-777/gaol", "law-777/goal"), ("goal", "goal"), ("kzref:law-77", "law-77")):
        with pytest.raises(AddressError) as refused:
            library.contents.section(text)
        assert any(meant in each for each in refused.value.nearest)
    library.close()
    assert max(compared) <= 200


def test_only_so_many_children_are_read_as_are_wanted(open_pack: Open, tiny_pack: Path) -> None:
    library = open_pack(tiny_pack)
    whole = library.contents.children(None)
    assert library.contents.children(None, 2) == whole[:2]
    assert library.contents.children(whole[0], 1) == library.contents.children(whole[0])[:1]


def test_thousands_of_headings_without_text_are_no_single_page(own_paths: Paths, tmp_path: Path) -> None:
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "many.md").write_text("# Many\n\n" + "## Same\n\n" * 3000, "utf-8")
    library = LibraryCache(own_paths).open(tmp_path / "forms").library
    assert len(library.pages.page_of(library.contents.section("many")).section_texts) == 1
    assert len(library.pages.page_of(library.contents.section("many/same")).section_texts) == 1
    library.close()
