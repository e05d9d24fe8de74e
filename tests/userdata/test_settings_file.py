"""Settings: a broken file is one warning and all defaults, and no value that makes no sense comes through."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzref.messages.catalogue import english
from kzref.messages.message import Message
from kzref.userdata.settings import LARGEST_ZOOM, SMALLEST_ZOOM, THEMES, Settings, SettingsFile

FILE = "settings.json"
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def words(warning: Message | None) -> str:
    """What is shown of a warning."""
    return english(warning) if warning else ""


def test_before_anything_was_kept_the_defaults_hold_without_a_warning(tmp_path: Path) -> None:
    assert SettingsFile(tmp_path / "none").load() == (Settings(), None)


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    saved = Settings(theme="dark", zoom=150, geometry="AdnQ", contents_width=420, contents_shown=False)
    assert SettingsFile(tmp_path).save(saved) is None
    assert SettingsFile(tmp_path).load() == (saved, None)


def test_keeping_settings_makes_the_folder_and_leaves_nothing_beside(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "yet"
    SettingsFile(folder).save(Settings(zoom=90))
    SettingsFile(folder).save(Settings(zoom=110))
    assert [path.name for path in folder.iterdir()] == [FILE]
    assert SettingsFile(folder).load()[0].zoom == 110


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[1, 2]", b"17", b"null", b'"dark"', b"\xff\xfe\x00", b"not JSON at all", b'{"zoom": 120'],
    ids=repr,
)
def test_a_broken_file_is_one_warning_and_all_defaults(tmp_path: Path, data: bytes) -> None:
    (tmp_path / FILE).write_bytes(data)
    loaded, warning = SettingsFile(tmp_path).load()
    assert loaded == Settings()
    assert str(tmp_path / FILE) in words(warning)
    assert len(words(warning).splitlines()) == 1


def test_settings_that_are_a_folder_are_one_warning_and_all_defaults(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    loaded, warning = SettingsFile(tmp_path).load()
    assert loaded == Settings()
    assert warning


def test_a_deeply_nested_file_is_one_warning_and_all_defaults(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("[" * 100_000, "utf-8")
    loaded, warning = SettingsFile(tmp_path).load()
    assert loaded == Settings()
    assert warning


@pytest.mark.parametrize(
    ("name", "nonsense"),
    [
        ("theme", "pink"),
        ("theme", 3),
        ("theme", ["dark"]),
        ("zoom", SMALLEST_ZOOM - 1),
        ("zoom", LARGEST_ZOOM + 1),
        ("zoom", "150"),
        ("zoom", True),
        ("zoom", 150.5),
        ("geometry", 12),
        ("contents_width", -5),
        ("contents_width", 10**9),
        ("contents_shown", "yes"),
        ("contents_shown", 1),
    ],
)
def test_a_value_that_makes_no_sense_becomes_its_default_and_the_others_stay(
    tmp_path: Path, name: str, nonsense: object
) -> None:
    good = {"theme": "light", "zoom": 80, "geometry": "AdnQ", "contents_width": 500, "contents_shown": False}
    (tmp_path / FILE).write_text(json.dumps(good | {name: nonsense}), "utf-8")
    loaded, warning = SettingsFile(tmp_path).load()
    assert loaded == Settings(**good | {name: getattr(Settings(), name)})
    assert warning is None


def test_windows_keep_only_what_they_have_changed(tmp_path: Path) -> None:
    one, other = SettingsFile(tmp_path), SettingsFile(tmp_path)
    first, _ = one.load()
    other.load()
    one.save(first._replace(zoom=150, theme="dark"))
    other.save(first._replace(contents_width=500, theme="system"))
    assert SettingsFile(tmp_path).load()[0] == Settings(zoom=150, theme="dark", contents_width=500)


def test_what_another_version_has_set_survives_a_save(tmp_path: Path) -> None:
    newer = {"zoom": 125, "theme": "sepia", "panels": ["notes", "bookmarks"]}
    (tmp_path / FILE).write_text(json.dumps(newer), "utf-8")
    file = SettingsFile(tmp_path)
    loaded, _ = file.load()
    file.save(loaded._replace(contents_width=400))
    assert json.loads((tmp_path / FILE).read_text("utf-8")) == newer | {"contents_width": 400}


def test_a_broken_file_is_put_aside_each_time_under_a_name_of_its_own(tmp_path: Path) -> None:
    for n, text in enumerate(("{one", "{two"), start=1):
        (tmp_path / FILE).write_text(text, "utf-8")
        file = SettingsFile(tmp_path)
        assert f"settings.broken-{n}.json" in words(file.load()[1])
        file.save(Settings(zoom=90))
        assert (tmp_path / f"settings.broken-{n}.json").read_text("utf-8") == text


def test_settings_that_cannot_be_read_for_now_are_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    SettingsFile(tmp_path).save(Settings(zoom=90, theme="dark"))
    file = SettingsFile(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", _not_now)
        loaded, warning = file.load()
        assert (loaded, "Too many open files" in words(warning)) == (Settings(), True)
        assert "Too many open files" in words(file.save(loaded._replace(contents_width=400)))
    assert file.save(loaded._replace(contents_width=400)) is None
    assert SettingsFile(tmp_path).load()[0] == Settings(zoom=90, theme="dark", contents_width=400)


def _not_now(path: Path) -> bytes:
    raise OSError(24, "Too many open files", str(path))


@pytest.mark.parametrize("zoom", [SMALLEST_ZOOM, LARGEST_ZOOM])
def test_the_smallest_and_the_largest_zoom_are_kept(tmp_path: Path, zoom: int) -> None:
    SettingsFile(tmp_path).save(Settings(zoom=zoom))
    assert SettingsFile(tmp_path).load()[0].zoom == zoom


def test_a_setting_of_a_newer_version_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(json.dumps({"zoom": 125, "colour_of_tomorrow": "mauve"}), "utf-8")
    assert SettingsFile(tmp_path).load() == (Settings(zoom=125), None)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.dictionaries(st.sampled_from([*Settings.__annotations__, "other"]), values))
def test_whatever_the_file_says_the_settings_can_be_used(tmp_path: Path, data: dict[str, object]) -> None:
    (tmp_path / FILE).write_text(json.dumps(data), "utf-8")
    loaded, _ = SettingsFile(tmp_path).load()
    assert loaded.theme in THEMES
    assert SMALLEST_ZOOM <= loaded.zoom <= LARGEST_ZOOM
    assert isinstance(loaded.geometry, str)
    assert 0 < loaded.contents_width < 10_000
    assert isinstance(loaded.contents_shown, bool)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.binary(max_size=200))
def test_no_bytes_keep_the_program_from_starting(tmp_path: Path, data: bytes) -> None:
    (tmp_path / FILE).write_bytes(data)
    loaded, _ = SettingsFile(tmp_path).load()
    assert loaded == loaded.checked()


def test_settings_that_cannot_be_kept_say_why_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    told = words(SettingsFile(tmp_path / "file" / "below").save(Settings(zoom=90)))
    assert str(tmp_path / "file") in told
    assert len(told.splitlines()) == 1
