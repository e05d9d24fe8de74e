"""Searches are remembered and kept, and nothing of them is lost."""

import errno
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from operator import methodcaller
from pathlib import Path

import pytest

from kzref.system import file_lock
from kzref.userdata.saved_searches import MOST_RECENT, Operation, SavedSearch, Searches, SearchesFile


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
    assert searches.kept == (SavedSearch("Acts", "b"), SavedSearch("zoning", "c"))
    assert searches.drop("Acts").kept == (SavedSearch("zoning", "c"),)
    assert searches.remember("x").forget().kept == searches.kept


def test_the_newest_search_that_goes_on_from_what_is_typed_is_known() -> None:
    searches = Searches().keep("Goals", "criminal goals").remember("Criminal policy goal").remember("criminal law")
    assert searches.begun("crim") == "criminal law"
    assert searches.begun(" CRIMINAL P") == "Criminal policy goal"
    assert searches.begun("criminal g") == "criminal goals"
    assert searches.begun("criminal law") == searches.begun("law") == ""


def keep(name: str, text: str) -> Operation:
    return methodcaller("keep", name, text)


def remember(text: str) -> Operation:
    return methodcaller("remember", text)


def names(searches: Searches) -> list[str]:
    return [each.name for each in searches.kept]


def test_what_is_changed_is_read_again(tmp_path: Path) -> None:
    file = SearchesFile(tmp_path / "new")
    assert file.load() == (Searches(), "")
    searches = Searches().remember("қылмыстық саясат").keep("Мои", 'title:"суд"')
    file.change(remember("қылмыстық саясат"))
    assert file.change(keep("Мои", 'title:"суд"')) == (searches, "")
    assert SearchesFile(tmp_path / "new").load() == (searches, "")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["searches.json"]


def test_what_two_windows_keep_is_kept_from_both(tmp_path: Path) -> None:
    one, other = SearchesFile(tmp_path), SearchesFile(tmp_path)
    one.load(), other.load()
    one.change(keep("in the one", "a"))
    seen, _ = other.change(remember("b"))
    assert names(seen) == ["in the one"]
    other.change(keep("in the other", "c"))
    one.change(methodcaller("drop", "in the one"))
    seen, _ = other.load()
    assert names(seen) == ["in the other"]
    assert seen.recent == ("b",)


def test_what_many_processes_keep_at_once_is_kept_from_all(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from operator import methodcaller\n"
        "from kzref.userdata.saved_searches import SearchesFile\n"
        "file = SearchesFile(Path(sys.argv[1]))\n"
        "for n in range(10):\n"
        "    while file.change(methodcaller('keep', f'{sys.argv[2]}-{n}', 'x'))[1]: pass\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name]) for name in "abcdef"]
    assert [process.wait(120) for process in running] == [0] * 6
    searches, warning = SearchesFile(tmp_path).load()
    assert names(searches) == sorted(f"{name}-{n}" for name in "abcdef" for n in range(10))
    assert warning == ""
    assert [path.name for path in tmp_path.iterdir()] == ["searches.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", "17", "[" * 100_000, '{"recent": []}}'])
def test_a_broken_file_is_one_warning_and_is_put_aside(tmp_path: Path, text: str) -> None:
    (tmp_path / "searches.json").write_text(text, "utf-8")
    searches, warning = SearchesFile(tmp_path).load()
    assert searches == Searches()
    assert "searches.json" in warning
    assert len(warning.splitlines()) == 1
    assert (tmp_path / "searches.broken-1.json").read_text("utf-8") == text
    assert SearchesFile(tmp_path).load() == (Searches(), "")


def test_a_file_put_aside_never_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    for text in ("{one", "{two", "{three"):
        (tmp_path / "searches.json").write_text(text, "utf-8")
        SearchesFile(tmp_path).change(keep("name", "text"))
    aside = sorted(tmp_path.glob("searches.broken-*.json"))
    assert [path.read_text("utf-8") for path in aside] == ["{one", "{two", "{three"]
    assert names(SearchesFile(tmp_path).load()[0]) == ["name"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("recent", 1),
        ("recent", [1, None, {"text": "x"}]),
        ("kept", [1]),
        ("kept", {"a": "b"}),
        ("kept", [{"name": "n"}]),
    ],
)
def test_what_makes_no_sense_costs_the_rest_nothing_and_is_not_lost(tmp_path: Path, name: str, value: object) -> None:
    whole = {"recent": ["law"], "kept": [{"name": "Acts", "text": "act"}]}
    (tmp_path / "searches.json").write_text(json.dumps(whole | {name: value}), "utf-8")
    file = SearchesFile(tmp_path)
    searches, warning = file.load()
    assert warning == ""
    assert searches.recent == (() if name == "recent" else ("law",))
    assert names(searches) == ([] if name == "kept" else ["Acts"])
    file.change(keep("Zoning", "zone"))
    written = json.loads((tmp_path / "searches.json").read_text("utf-8"))
    rows = value if isinstance(value, list) else [value]
    assert all(row in written[name] for row in rows)
    assert "Zoning" in names(SearchesFile(tmp_path).load()[0])


def test_one_bad_row_costs_that_row_alone(tmp_path: Path) -> None:
    rows = [{"name": "Acts", "text": "act"}, {"name": "no text"}, {"name": "Zoning", "text": "zone"}]
    (tmp_path / "searches.json").write_text(json.dumps({"recent": ["a", 7, "b"], "kept": rows}), "utf-8")
    searches, warning = SearchesFile(tmp_path).load()
    assert (searches.recent, names(searches), warning) == (("a", "b"), ["Acts", "Zoning"], "")


def test_what_another_version_wrote_survives_a_change(tmp_path: Path) -> None:
    row = {"name": "Acts", "text": "act", "colour": "mauve"}
    newer = {"recent": ["a"], "kept": [row], "folders": {"mine": ["Acts"]}, "format": 3}
    (tmp_path / "searches.json").write_text(json.dumps(newer), "utf-8")
    file = SearchesFile(tmp_path)
    file.change(remember("b"))
    file.change(keep("Acts", "act OR law"))
    written = json.loads((tmp_path / "searches.json").read_text("utf-8"))
    assert written == newer | {"recent": ["b", "a"], "kept": [row | {"text": "act OR law"}]}


@pytest.mark.parametrize("code", [errno.EMFILE, errno.EIO, errno.EACCES])
def test_a_file_that_cannot_be_read_for_now_is_neither_put_aside_nor_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    SearchesFile(tmp_path).change(keep("Acts", "act"))
    before = (tmp_path / "searches.json").read_bytes()
    file = SearchesFile(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", failing(code))
        searches, warning = file.load()
        assert searches == Searches()
        assert os.strerror(code) in warning
        searches, warning = file.change(keep("Zoning", "zone"))
        assert names(searches) == ["Zoning"], "the window goes on with what it has"
        assert os.strerror(code) in warning
    assert [path.name for path in tmp_path.iterdir()] == ["searches.json"]
    assert (tmp_path / "searches.json").read_bytes() == before
    searches, warning = file.change(remember("law"))
    assert (names(searches), searches.recent, warning) == (["Acts", "Zoning"], ("law",), "")
    assert SearchesFile(tmp_path).load() == (searches, "")


def failing(code: int) -> Callable[[Path], bytes]:
    def read_bytes(path: Path) -> bytes:
        raise OSError(code, os.strerror(code), str(path))

    return read_bytes


def test_what_a_window_has_seen_stands_while_the_file_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = SearchesFile(tmp_path)
    kept, _ = file.change(keep("Acts", "act"))
    monkeypatch.setattr(Path, "read_bytes", failing(errno.EIO))
    assert file.load()[0] == kept


@pytest.mark.parametrize("half", ["\ud800", "a\udfff", "\ud83d \ude00", "\\\ud800"])
def test_half_a_character_in_a_search_keeps_nothing_from_being_saved(tmp_path: Path, half: str) -> None:
    file = SearchesFile(tmp_path)
    assert file.change(remember(f"{half} law"))[1] == ""
    assert file.change(keep(half, half))[1] == ""
    searches, warning = SearchesFile(tmp_path).load()
    assert (searches.recent, searches.kept, warning) == ((f"{half} law",), (SavedSearch(half, half),), "")


def test_a_folder_that_cannot_be_written_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    searches, warning = SearchesFile(tmp_path / "file").change(keep("a", "b"))
    assert "cannot be kept" in warning
    assert names(searches) == ["a"]


def test_a_save_that_another_process_keeps_waiting_is_said_and_made_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_lock, "_TIMEOUT", 0.0)
    file = SearchesFile(tmp_path)
    with file_lock.locked(tmp_path / "searches.json.lock"):
        searches, warning = file.change(keep("a", "b"))
        assert "another process is writing" in warning
        assert names(searches) == ["a"]
    assert names(SearchesFile(tmp_path).load()[0]) == []
    file.change(remember("law"))
    assert names(SearchesFile(tmp_path).load()[0]) == ["a"]


def test_what_killed_saves_of_the_first_version_left_goes(tmp_path: Path) -> None:
    for name in ("searches.json.123", "searches.json.45678", "searches.json.mine", "settings.json.9"):
        (tmp_path / name).write_text("half", "utf-8")
        os.utime(tmp_path / name, (1e9, 1e9))
    (tmp_path / "searches.json.99").write_text("being written", "utf-8")
    SearchesFile(tmp_path).change(keep("a", "b"))
    left = {"searches.json", "searches.json.99", "searches.json.mine", "settings.json.9"}
    assert {path.name for path in tmp_path.iterdir()} == left


def test_a_named_pipe_in_place_of_the_file_is_told_of_and_stops_nothing(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("there are no named pipes here")
    os.mkfifo(tmp_path / "searches.json")
    assert "not a file" in SearchesFile(tmp_path).load()[1]
    assert "not a file" in SearchesFile(tmp_path).change(keep("a", "b"))[1]


def test_a_link_stays_one_and_what_it_leads_to_is_kept(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    real, link = tmp_path / "elsewhere" / "mine.json", tmp_path / "searches.json"
    real.write_text("{broken", "utf-8")
    link.symlink_to(real)
    SearchesFile(tmp_path).change(keep("a", "b"))
    assert link.is_symlink()
    assert json.loads(real.read_text("utf-8"))["kept"] == [{"name": "a", "text": "b"}]
    assert (tmp_path / "elsewhere" / "mine.broken-1.json").read_text("utf-8") == "{broken"


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_a_kill_during_a_save_leaves_a_whole_file_and_the_next_save_nothing_else(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from operator import methodcaller\n"
        "from kzref.userdata.saved_searches import SearchesFile\n"
        "file = SearchesFile(Path(sys.argv[1])); n = 0; print(flush=True)\n"
        "while True: n += 1; file.change(methodcaller('remember', f'search {n}'))\n"
    )
    chance = random.Random(1812)
    SearchesFile(tmp_path).change(keep("Acts", "act"))
    for _ in range(12):
        saving = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE)
        assert saving.stdout is not None
        saving.stdout.readline()
        time.sleep(chance.random() * 0.05)
        saving.kill()
        saving.communicate()
        searches, warning = SearchesFile(tmp_path).load()
        assert (names(searches), warning) == (["Acts"], "")
    assert SearchesFile(tmp_path).change(remember("law"))[1] == ""
    assert [path.name for path in tmp_path.iterdir()] == ["searches.json"]
