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

from kzref.messages.catalogue import english
from kzref.messages.message import Message
from kzref.system import file_lock
from kzref.userdata.saved_searches import MOST_RECENT, Operation, SavedSearch, Searches, SearchesFile


def test_the_newest_search_comes_first_and_none_twice() -> None:
    searches = Searches().add_recent("one").add_recent("two").add_recent(" one ")
    assert searches.recent == ("one", "two")
    assert searches.add_recent("  ") == searches


def test_only_so_many_are_remembered() -> None:
    searches = Searches()
    for n in range(MOST_RECENT + 10):
        searches = searches.add_recent(f"search {n}")
    assert len(searches.recent) == MOST_RECENT
    assert searches.recent[0] == f"search {MOST_RECENT + 9}"


def test_kept_searches_stand_by_name_and_are_replaced_by_name() -> None:
    searches = Searches().save("zoning", "a").save("Acts", "b").save("zoning", "c")
    assert searches.saved == (SavedSearch("Acts", "b"), SavedSearch("zoning", "c"))
    assert searches.delete("Acts").saved == (SavedSearch("zoning", "c"),)
    assert searches.add_recent("x").clear_recent().saved == searches.saved


def test_the_newest_search_that_goes_on_from_what_is_typed_is_known() -> None:
    searches = Searches().save("Goals", "criminal goals").add_recent("Criminal policy goal").add_recent("criminal law")
    assert searches.suggest("crim") == "criminal law"
    assert searches.suggest(" CRIMINAL P") == "Criminal policy goal"
    assert searches.suggest("criminal g") == "criminal goals"
    assert searches.suggest("criminal law") == searches.suggest("law") == ""


def save(name: str, text: str) -> Operation:
    return methodcaller("save", name, text)


def add_recent(text: str) -> Operation:
    return methodcaller("add_recent", text)


def words(warning: Message | None) -> str:
    """What is shown of a warning."""
    return english(warning) if warning else ""


def names(searches: Searches) -> list[str]:
    return [each.name for each in searches.saved]


def test_what_is_changed_is_read_again(tmp_path: Path) -> None:
    file = SearchesFile(tmp_path / "new")
    assert file.load() == (Searches(), None)
    searches = Searches().add_recent("қылмыстық саясат").save("Мои", 'title:"суд"')
    file.update(add_recent("қылмыстық саясат"))
    assert file.update(save("Мои", 'title:"суд"')) == (searches, None)
    assert SearchesFile(tmp_path / "new").load() == (searches, None)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["searches.json"]


def test_what_two_windows_keep_is_kept_from_both(tmp_path: Path) -> None:
    one, other = SearchesFile(tmp_path), SearchesFile(tmp_path)
    one.load(), other.load()
    one.update(save("in the one", "a"))
    seen, _ = other.update(add_recent("b"))
    assert names(seen) == ["in the one"]
    other.update(save("in the other", "c"))
    one.update(methodcaller("delete", "in the one"))
    seen, _ = other.load()
    assert names(seen) == ["in the other"]
    assert seen.recent == ("b",)


def test_what_many_processes_keep_at_once_is_kept_from_all(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from operator import methodcaller\n"
        "from kzref.userdata.saved_searches import SearchesFile\n"
        "file = SearchesFile(Path(sys.argv[1]))\n"
        "for n in range(10):\n"
        "    while file.update(methodcaller('save', f'{sys.argv[2]}-{n}', 'x'))[1]: pass\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name]) for name in "abcdef"]
    assert [process.wait(120) for process in running] == [0] * 6
    searches, warning = SearchesFile(tmp_path).load()
    assert names(searches) == sorted(f"{name}-{n}" for name in "abcdef" for n in range(10))
    assert warning is None
    assert [path.name for path in tmp_path.iterdir()] == ["searches.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", "17", "[" * 100_000, '{"recent": []}}'])
def test_a_broken_file_is_one_warning_and_is_put_aside(tmp_path: Path, text: str) -> None:
    (tmp_path / "searches.json").write_text(text, "utf-8")
    searches, warning = SearchesFile(tmp_path).load()
    assert searches == Searches()
    assert "searches.json" in words(warning)
    assert len(words(warning).splitlines()) == 1
    assert (tmp_path / "searches.broken-1.json").read_text("utf-8") == text
    assert SearchesFile(tmp_path).load() == (Searches(), None)


def test_a_file_put_aside_never_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    for text in ("{one", "{two", "{three"):
        (tmp_path / "searches.json").write_text(text, "utf-8")
        SearchesFile(tmp_path).update(save("name", "text"))
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
    assert warning is None
    assert searches.recent == (() if name == "recent" else ("law",))
    assert names(searches) == ([] if name == "kept" else ["Acts"])
    file.update(save("Zoning", "zone"))
    written = json.loads((tmp_path / "searches.json").read_text("utf-8"))
    rows = value if isinstance(value, list) else [value]
    assert all(row in written[name] for row in rows)
    assert "Zoning" in names(SearchesFile(tmp_path).load()[0])


def test_one_bad_row_costs_that_row_alone(tmp_path: Path) -> None:
    rows = [{"name": "Acts", "text": "act"}, {"name": "no text"}, {"name": "Zoning", "text": "zone"}]
    (tmp_path / "searches.json").write_text(json.dumps({"recent": ["a", 7, "b"], "kept": rows}), "utf-8")
    searches, warning = SearchesFile(tmp_path).load()
    assert (searches.recent, names(searches), warning) == (("a", "b"), ["Acts", "Zoning"], None)


def test_what_another_version_wrote_survives_a_change(tmp_path: Path) -> None:
    row = {"name": "Acts", "text": "act", "colour": "mauve"}
    newer = {"recent": ["a"], "kept": [row], "folders": {"mine": ["Acts"]}, "format": 3}
    (tmp_path / "searches.json").write_text(json.dumps(newer), "utf-8")
    file = SearchesFile(tmp_path)
    file.update(add_recent("b"))
    file.update(save("Acts", "act OR law"))
    written = json.loads((tmp_path / "searches.json").read_text("utf-8"))
    assert written == newer | {"recent": ["b", "a"], "kept": [row | {"text": "act OR law"}]}


@pytest.mark.parametrize("code", [errno.EMFILE, errno.EIO, errno.EACCES])
def test_a_file_that_cannot_be_read_for_now_is_neither_put_aside_nor_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    SearchesFile(tmp_path).update(save("Acts", "act"))
    before = (tmp_path / "searches.json").read_bytes()
    file = SearchesFile(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", failing(code))
        searches, warning = file.load()
        assert searches == Searches()
        assert os.strerror(code) in words(warning)
        searches, warning = file.update(save("Zoning", "zone"))
        assert names(searches) == ["Zoning"], "the window goes on with what it has"
        assert os.strerror(code) in words(warning)
    assert [path.name for path in tmp_path.iterdir()] == ["searches.json"]
    assert (tmp_path / "searches.json").read_bytes() == before
    searches, warning = file.update(add_recent("law"))
    assert (names(searches), searches.recent, warning) == (["Acts", "Zoning"], ("law",), None)
    assert SearchesFile(tmp_path).load() == (searches, None)


def failing(code: int) -> Callable[[Path], bytes]:
    def read_bytes(path: Path) -> bytes:
        raise OSError(code, os.strerror(code), str(path))

    return read_bytes


def test_what_a_window_has_seen_stands_while_the_file_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = SearchesFile(tmp_path)
    saved, _ = file.update(save("Acts", "act"))
    monkeypatch.setattr(Path, "read_bytes", failing(errno.EIO))
    assert file.load()[0] == saved


@pytest.mark.parametrize("half", ["\ud800", "a\udfff", "\ud83d \ude00", "\\\ud800"])
def test_half_a_character_in_a_search_keeps_nothing_from_being_saved(tmp_path: Path, half: str) -> None:
    file = SearchesFile(tmp_path)
    assert file.update(add_recent(f"{half} law"))[1] is None
    assert file.update(save(half, half))[1] is None
    searches, warning = SearchesFile(tmp_path).load()
    assert (searches.recent, searches.saved, warning) == ((f"{half} law",), (SavedSearch(half, half),), None)


def test_a_folder_that_cannot_be_written_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    searches, warning = SearchesFile(tmp_path / "file").update(save("a", "b"))
    assert "cannot be kept" in words(warning)
    assert names(searches) == ["a"]


def test_a_save_that_another_process_keeps_waiting_is_said_and_made_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_lock, "_TIMEOUT", 0.0)
    file = SearchesFile(tmp_path)
    with file_lock.locked(tmp_path / "searches.json.lock"):
        searches, warning = file.update(save("a", "b"))
        assert "another process is writing" in words(warning)
        assert names(searches) == ["a"]
    assert names(SearchesFile(tmp_path).load()[0]) == []
    file.update(add_recent("law"))
    assert names(SearchesFile(tmp_path).load()[0]) == ["a"]


def test_what_killed_saves_of_the_first_version_left_goes(tmp_path: Path) -> None:
    for name in ("searches.json.123", "searches.json.45678", "searches.json.mine", "settings.json.9"):
        (tmp_path / name).write_text("half", "utf-8")
        os.utime(tmp_path / name, (1e9, 1e9))
    (tmp_path / "searches.json.99").write_text("being written", "utf-8")
    SearchesFile(tmp_path).update(save("a", "b"))
    left = {"searches.json", "searches.json.99", "searches.json.mine", "settings.json.9"}
    assert {path.name for path in tmp_path.iterdir()} == left


def test_a_named_pipe_in_place_of_the_file_is_told_of_and_stops_nothing(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("there are no named pipes here")
    os.mkfifo(tmp_path / "searches.json")
    assert "not a file" in words(SearchesFile(tmp_path).load()[1])
    assert "not a file" in words(SearchesFile(tmp_path).update(save("a", "b"))[1])


def test_a_link_stays_one_and_what_it_leads_to_is_kept(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    real, link = tmp_path / "elsewhere" / "mine.json", tmp_path / "searches.json"
    real.write_text("{broken", "utf-8")
    link.symlink_to(real)
    SearchesFile(tmp_path).update(save("a", "b"))
    assert link.is_symlink()
    assert json.loads(real.read_text("utf-8"))["kept"] == [{"name": "a", "text": "b"}]
    assert (tmp_path / "elsewhere" / "mine.broken-1.json").read_text("utf-8") == "{broken"


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_a_kill_during_a_save_leaves_a_whole_file_and_the_next_save_nothing_else(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from operator import methodcaller\n"
        "from kzref.userdata.saved_searches import SearchesFile\n"
        "file = SearchesFile(Path(sys.argv[1])); n = 0; print(flush=True)\n"
        "while True: n += 1; file.update(methodcaller('add_recent', f'search {n}'))\n"
    )
    chance = random.Random(1812)
    SearchesFile(tmp_path).update(save("Acts", "act"))
    for _ in range(12):
        saving = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE)
        assert saving.stdout is not None
        saving.stdout.readline()
        time.sleep(chance.random() * 0.05)
        saving.kill()
        saving.communicate()
        searches, warning = SearchesFile(tmp_path).load()
        assert (names(searches), warning) == (["Acts"], None)
    assert SearchesFile(tmp_path).update(add_recent("law"))[1] is None
    assert [path.name for path in tmp_path.iterdir()] == ["searches.json"]
