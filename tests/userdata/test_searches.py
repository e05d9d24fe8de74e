"""Searches are remembered and kept, and nothing of them is lost."""

from pathlib import Path

import pytest

from kzref.userdata.searches import MOST_RECENT, Kept, Searches, SearchesFile


def test_the_newest_search_comes_first_and_none_twice() -> None:
    searches = Searches().remember("one").remember("two").remember(" one ")
    assert searches.recent == ("one", "two")
    assert searches.remember("  ") == searches


def test_only_so_many_are_remembered() -> None:
    searches = Searches()
    for n in range(MOST_RECENT + 10):
        searches = searches.remember(f"search {n}")
    assert len(searches.recent) == MOST_RECENT
    assert searches.recent[0] == f"search {MOST_RECENT + 9}"


def test_kept_searches_stand_by_name_and_are_replaced_by_name() -> None:
    searches = Searches().keep("zoning", "a").keep("Acts", "b").keep("zoning", "c")
    assert searches.kept == (Kept("Acts", "b"), Kept("zoning", "c"))
    assert searches.drop("Acts").kept == (Kept("zoning", "c"),)
    assert searches.remember("x").forget().kept == searches.kept


def test_the_newest_search_that_goes_on_from_what_is_typed_is_known() -> None:
    searches = Searches().keep("Goals", "criminal goals").remember("Criminal policy goal").remember("criminal law")
    assert searches.begun("crim") == "criminal law"
    assert searches.begun(" CRIMINAL P") == "Criminal policy goal"
    assert searches.begun("criminal g") == "criminal goals"
    assert searches.begun("criminal law") == searches.begun("law") == ""


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    file = SearchesFile(tmp_path / "new")
    assert file.load() == (Searches(), "")
    searches = Searches().remember("қылмыстық саясат").keep("Мои", 'title:"суд"')
    assert file.save(searches) == ""
    assert SearchesFile(tmp_path / "new").load() == (searches, "")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["searches.json"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"recent": 1, "kept": []}', '{"recent": [], "kept": [1]}', "[" * 100_000]
)
def test_a_broken_file_is_one_warning_and_is_put_aside(tmp_path: Path, text: str) -> None:
    (tmp_path / "searches.json").write_text(text, "utf-8")
    searches, warning = SearchesFile(tmp_path).load()
    assert searches == Searches()
    assert "searches.json" in warning
    assert (tmp_path / "searches.broken.json").read_text("utf-8") == text
    assert SearchesFile(tmp_path).load() == (Searches(), "")


def test_a_folder_that_cannot_be_written_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert "cannot be kept" in SearchesFile(tmp_path / "file").save(Searches())
