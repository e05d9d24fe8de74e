"""The words of the window: messages in the reader's language, places filled once, and all of it found by lupdate."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

import kzref
from kzref.messages.catalogue import english_texts
from kzref.messages.message import message
from kzref.ui.widgets.texts import filled, text_of

PACKAGE = Path(kzref.__file__).parent
CALLS = ("tr", "translate", "QT_TRANSLATE_NOOP")


class Reversed(QTranslator):
    """A language that writes its words backwards, and has a plural form of its own for 2."""

    def translate(self, context: str, text: str, _comment: str | None = None, n: int = -1) -> str:
        """Return the words of a text in that language; nothing of other contexts."""
        if context != "Core":
            return ""
        return "".join(part if part.startswith("{") else part[::-1] for part in re.split(r"(\{\w+\})", text)) + (
            " (dual)" if n == 2 else ""
        )

    def isEmpty(self) -> bool:
        """Return that it has words."""
        return False


@pytest.fixture
def reversed_language(application: QCoreApplication) -> Iterator[None]:
    translator = Reversed()
    application.installTranslator(translator)
    yield
    application.removeTranslator(translator)


@pytest.mark.usefixtures("application")
@pytest.mark.parametrize(("count", "words"), [(0, "0 results"), (1, "1 result"), (2, "2 results"), (21, "21 results")])
def test_without_a_translation_a_message_is_english_in_the_right_number(count: int, words: str) -> None:
    assert text_of(message("search.results", count=count)) == words


@pytest.mark.usefixtures("reversed_language")
def test_a_message_is_said_in_the_language_of_the_window_with_its_plural_forms() -> None:
    assert text_of(message("search.results", count=1)) == "1stluser "
    assert text_of(message("search.results", count=2)) == "2stluser  (dual)"


@pytest.mark.usefixtures("reversed_language")
def test_a_message_within_a_message_is_translated_too() -> None:
    inner = message("search.results", count=2)
    assert text_of(message("plain", text=inner)) == "2stluser  (dual)"


@pytest.mark.parametrize("typed", ["%1", "{query}", "{count}", "{0}", "\\1", "%n"])
def test_what_a_reader_has_typed_is_never_taken_for_a_place(typed: str) -> None:
    assert filled("{count} of {query}", count=3, query=typed) == f"3 of {typed}"


def texts_in_the_source() -> Iterator[tuple[str, str]]:
    """Where a text of the window or of the catalogue stands, and the text."""
    for path in sorted([*(PACKAGE / "ui").rglob("*.py"), *(PACKAGE / "messages" / "english").rglob("*.py")]):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in CALLS and node.args and not isinstance(node.args[0], ast.Attribute):
                literal = node.args[0 if name == "tr" else 1] if len(node.args) > (name != "tr") else node.args[0]
                if name == "translate" and len(node.args) == 2 and not isinstance(node.args[0], ast.Constant):
                    continue  # QPainter.translate
                if isinstance(literal, ast.Constant) and isinstance(literal.value, str):
                    yield f"{path.relative_to(PACKAGE)}:{node.lineno}", literal.value


def test_lupdate_finds_every_text(tmp_path: Path) -> None:
    lupdate = Path(sys.executable).with_name("pyside6-lupdate")
    catalogue = tmp_path / "all.ts"
    folders = (PACKAGE / "ui", PACKAGE / "messages" / "english")
    sources = [str(path) for folder in folders for path in sorted(folder.rglob("*.py"))]
    done = subprocess.run([lupdate, *sources, "-ts", catalogue], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    from xml.etree import ElementTree

    found = {source.text for source in ElementTree.parse(catalogue).iter("source")}
    assert [(where, text) for where, text in texts_in_the_source() if text not in found] == []


def test_every_english_text_but_what_is_quoted_whole_can_be_translated() -> None:
    wanted = {text for where, text in texts_in_the_source() if where.startswith("messages")}
    assert {text.other for key, text in english_texts().items() if key != "plain"} <= wanted
