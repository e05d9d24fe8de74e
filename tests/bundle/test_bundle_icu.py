"""ICU's data is cut when the bundle is made: what Qt asks of it is answered as before."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import BUNDLE

KAZAKH = list("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя")
RUSSIAN = list("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
SPANISH = list("anñoz")
SWEDISH = list("aozåäö")
TURKISH = list("cçgğhıioösşuüz")

ASK = """
import ctypes, json, sys
from PySide6.QtCore import QCollator, QLocale, QTimeZone
questions = json.loads(sys.argv[1])
def sorted_in(locale, words):
    return sorted(words, key=QCollator(QLocale(locale)).sortKey)
def decoded(name, data):
    # By ICU itself: Qt's own decoders cannot be called from Python.
    path = next(row.split()[-1] for row in open("/proc/self/maps") if "libicuuc" in row)
    version = path.rpartition(".")[2]
    library, error, text = ctypes.CDLL(path), ctypes.c_int(), ctypes.create_string_buffer(1000)
    getattr(library, f"ucnv_convert_{version}")(
        b"UTF-8", name.encode(), text, len(text), data, len(data), ctypes.byref(error)
    )
    return text.value.decode() if error.value <= 0 else f"error {error.value}"
answers = {
    "data": [row.split()[-1] for row in open("/proc/self/maps") if "libicudata" in row][0],
    "sorted": {locale: sorted_in(locale, words) for locale, words in questions["sorted"].items()},
    "decoded": [decoded(name, bytes.fromhex(data)) for name, data in questions["decoded"]],
    "zone": QTimeZone(b"Asia/Almaty").displayName(
        QTimeZone.TimeType.StandardTime, QTimeZone.NameType.LongName, QLocale("ru_RU")
    ),
}
print(json.dumps(answers))
"""


def ask(questions: dict[str, object]) -> dict[str, object]:
    """Return what Qt answers when it is given the data of the bundle."""
    (data,) = (path for path in BUNDLE.rglob("libicudata.so.*") if not path.is_symlink())
    run = subprocess.run(
        [sys.executable, "-c", ASK, json.dumps(questions)],
        env=os.environ | {"LD_PRELOAD": str(data)},
        capture_output=True,
        text=True,
        check=True,
    )
    answers = json.loads(run.stdout)
    assert Path(answers["data"]) == data, "Qt reads the data of the bundle"
    return answers


def test_words_are_sorted_as_each_language_asks() -> None:
    alphabets = {"kk_KZ": KAZAKH, "ru_RU": RUSSIAN, "es_ES": SPANISH, "sv_SE": SWEDISH, "tr_TR": TURKISH}
    questions = {locale: alphabet[::-1] for locale, alphabet in alphabets.items()}
    assert ask({"sorted": questions, "decoded": []})["sorted"] == alphabets


# What Python's own codec of the same name writes is what ICU has to read.
@pytest.mark.parametrize(
    ("encoding", "icu", "text"),
    [
        ("cp1251", "windows-1251", "Уголовный кодекс № 226"),
        ("koi8-r", "KOI8-R", "Уголовный кодекс"),
        ("koi8-u", "KOI8-U", "Кримінальний кодекс її"),
        ("cp866", "ibm866", "Уголовный кодекс"),
        ("iso8859-5", "ISO-8859-5", "Уголовный кодекс"),
        ("cp1252", "windows-1252", "Code pénal, « État »"),
        ("cp1250", "windows-1250", "Trestní zákoník, źródło"),
        ("cp1254", "windows-1254", "Ceza kanunu, ığş"),
    ],
)
def test_older_encodings_are_read(encoding: str, icu: str, text: str) -> None:
    assert ask({"sorted": {}, "decoded": [(icu, text.encode(encoding).hex())]})["decoded"] == [text]


def test_the_zone_of_almaty_has_a_russian_name() -> None:
    assert "Казахстан" in str(ask({"sorted": {}, "decoded": []})["zone"])


def test_the_data_is_small() -> None:
    (data,) = (path for path in BUNDLE.rglob("libicudata.so.*") if not path.is_symlink())
    assert data.stat().st_size < 7e6
