"""Who may import whom, and the other rules of the house that a reading of the source can keep."""

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import kzref

PACKAGE = Path(kzref.__file__).parent
ORDER = (
    "messages", "errors", "system", "atomic_file", "paths", "statistics", "pack", "search", "render", "library", "userdata", "ui", "cli", "__main__",
)  # fmt: skip
"""Each may import only itself and what stands before it."""
SEARCH_ORDER = ("text", "query", "index", "engine", "results", "hits", "searcher")
"""The same within kzref.search: from the words of a text to the results of a query."""
NETWORK = (
    "socket", "socketserver", "ssl", "http", "urllib.request", "urllib3", "requests", "httpx", "aiohttp", "asyncio",
    "ftplib", "smtplib", "poplib", "imaplib", "xmlrpc", "PySide6.QtNetwork", "PySide6.QtWebSockets",
    "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets",
)  # fmt: skip


def imports(tree: ast.AST, module: str) -> Iterator[tuple[int, str]]:
    """Line and dotted name of all that a module imports at any depth, but for what only a type checker reads.

    'from a import b' may name a module or a thing in one: both a and a.b are given.
    """
    queue: list[ast.AST] = [tree]
    while queue:
        node = queue.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
            queue.extend(node.orelse)
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = module.split(".")[: -node.level] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            yield node.lineno, source
            yield from ((node.lineno, f"{source}.{name.name}") for name in node.names)
        queue.extend(ast.iter_child_nodes(node))


def is_of(name: str, *wanted: str) -> bool:
    return any(name == each or name.startswith(f"{each}.") for each in wanted)


def layer_of(module: str) -> str:
    return module.split(".")[1]


def upward(module: str, imported: str) -> bool:
    """Whether an import goes against the order. What is no layer is a name of the package itself."""
    if not is_of(imported, "kzref") or imported == "kzref" or layer_of(imported) not in ORDER:
        return False
    return ORDER.index(layer_of(imported)) > ORDER.index(layer_of(module))


def room_of_search(module: str) -> str:
    """The part of kzref.search that a dotted name is in; empty if it is elsewhere, or kzref.search itself."""
    return module.split(".")[2] if module.startswith("kzref.search.") else ""


def upward_in_search(module: str, imported: str) -> bool:
    """Whether an import within kzref.search goes against its order."""
    own, other = room_of_search(module), room_of_search(imported)
    return own in SEARCH_ORDER and other in SEARCH_ORDER and SEARCH_ORDER.index(other) > SEARCH_ORDER.index(own)


def locates_itself(node: ast.AST) -> bool:
    """Whether a piece of code asks where it is or what it was packed into."""
    names = ("__file__", "frozen", "_MEIPASS", "__spec__")
    return (
        (isinstance(node, ast.Name) and node.id in names)
        or (isinstance(node, ast.Attribute) and node.attr in names)
        or (isinstance(node, ast.Constant) and node.value in names)
    )


PLATFORM_MODULES = ("platform", "fcntl", "msvcrt", "winreg", "signal", "pwd", "grp", "ctypes", "platformdirs", "kzref.system.platforms.is_linux",
    "kzref.system.platforms.is_windows", "kzref.system.platforms.is_macos")  # fmt: skip
PLATFORM_NAMES = {
    ("sys", "platform"), ("os", "name"), ("os", "uname"), ("os", "getuid"), ("os", "geteuid"), ("os", "kill"),
    ("sys", "getwindowsversion"),
}  # fmt: skip
"""What only some systems have, or answers differently on each."""


def asks_for_the_platform(node: ast.AST) -> bool:
    """Whether a piece of code asks which system it runs on, or uses what only some systems have."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return (node.value.id, node.attr) in PLATFORM_NAMES
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("/proc/")


def catches_all(node: ast.AST) -> bool:
    """Whether a handler takes every error; one of BaseException that cleans up and raises again does not."""
    if not isinstance(node, ast.ExceptHandler):
        return False
    caught = {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)} if node.type else {"BaseException"}
    last = node.body[-1]
    goes_on = isinstance(last, ast.Raise) and last.exc is None
    return "Exception" in caught or ("BaseException" in caught and not goes_on)


def module_name(path: Path) -> str:
    return ".".join(["kzref", *path.relative_to(PACKAGE).with_suffix("").parts])


SOURCES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"}
TREES = {module: ast.parse(path.read_text("utf-8")) for module, path in SOURCES.items()}


def places(breaks: Callable[[str, str], bool]) -> list[str]:
    """Every import that breaks a rule, as module:line imports name."""
    return [
        f"{module}:{line} imports {name}"
        for module, tree in TREES.items()
        for line, name in imports(tree, module)
        if breaks(module, name)
    ]


def nodes(wanted: Callable[[ast.AST], bool]) -> set[str]:
    """The modules that have such a piece of code."""
    return {module for module, tree in TREES.items() if any(wanted(node) for node in ast.walk(tree))}


def test_every_module_stands_in_the_order_of_the_layers() -> None:
    found = {layer_of(module) for module in SOURCES}
    assert found == set(ORDER)


def test_no_module_imports_what_stands_after_it() -> None:
    assert places(upward) == []


def test_every_part_of_search_stands_in_its_order_and_imports_what_stands_before_it() -> None:
    assert {room_of_search(module) for module in SOURCES} - {"__init__", ""} == set(SEARCH_ORDER)
    assert places(upward_in_search) == []


def test_only_search_imports_whoosh() -> None:
    assert places(lambda module, name: is_of(name, "whoosh") and layer_of(module) != "search") == []


def test_only_ui_imports_qt() -> None:
    assert places(lambda module, name: is_of(name, "PySide6", "shiboken6") and layer_of(module) != "ui") == []


def test_nothing_imports_what_could_open_a_network_socket() -> None:
    assert places(lambda _, name: is_of(name, *NETWORK)) == []


def test_no_import_hides_from_this_test() -> None:
    hidden = nodes(lambda node: isinstance(node, ast.Name) and node.id in ("__import__", "exec", "eval"))
    assert hidden == set()
    assert places(lambda _, name: is_of(name, "importlib", "runpy", "imp", "pkgutil")) == []


def test_only_paths_knows_where_files_are() -> None:
    assert nodes(locates_itself) == {"kzref.paths"}


def test_only_system_asks_which_platform_it_runs_on() -> None:
    assert {module for module in nodes(asks_for_the_platform) if layer_of(module) != "system"} == set()
    assert places(lambda module, name: is_of(name, *PLATFORM_MODULES) and layer_of(module) != "system") == []


@pytest.mark.parametrize(
    "code", ["sys.platform == 'win32'", "if os.name: pass", "os.kill(1, 0)", "open('/proc/self/stat')", "os.getuid()"]
)
def test_code_that_asks_for_the_platform_is_known_as_such(code: str) -> None:
    assert any(asks_for_the_platform(node) for node in ast.walk(ast.parse(code)))


def test_only_the_worker_threads_catch_every_error() -> None:
    assert nodes(catches_all) == {"kzref.ui.background"}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import whoosh.index", ["whoosh.index"]),
        ("def f():\n    import whoosh", ["whoosh"]),
        (
            "class A:\n    def f(self):\n        if 1:\n            from kzref.ui import app",
            ["kzref.ui", "kzref.ui.app"],
        ),
        ("from urllib import request", ["urllib", "urllib.request"]),
        ("from .. import ui", ["kzref", "kzref.ui"]),
        ("from ..ui.app import run", ["kzref.ui.app", "kzref.ui.app.run"]),
        ("from . import pack", ["kzref.pack", "kzref.pack.pack"]),
        ("if TYPE_CHECKING:\n    import whoosh", []),
        ("if TYPE_CHECKING:\n    import whoosh\nelse:\n    import markdown", ["markdown"]),
        ("if not TYPE_CHECKING:\n    import whoosh", ["whoosh"]),
        ("try:\n    import whoosh\nexcept ImportError:\n    import markdown", ["markdown", "whoosh"]),
    ],
)
def test_an_import_is_seen_wherever_it_stands(source: str, found: list[str]) -> None:
    assert sorted(name for _, name in imports(ast.parse(source), "kzref.pack.check")) == sorted(found)


@pytest.mark.parametrize(
    ("module", "imported", "against"),
    [
        ("kzref.pack.pack", "kzref.search.text.tokenizer", True),
        ("kzref.search.query.nodes", "kzref.pack.pack", False),
        ("kzref.search.query.nodes", "kzref.render.pages.page", True),
        ("kzref.paths", "kzref.errors", False),
        ("kzref.errors", "kzref.paths", True),
        ("kzref.system.files", "kzref.errors", False),
        ("kzref.system.files", "kzref.paths", True),
        ("kzref.ui.app", "kzref.cli", True),
        ("kzref.ui.app", "kzref.ui.window.main_window", False),
        ("kzref.library.store.library", "kzref.userdata.settings", True),
        ("kzref.errors", "kzref.__version__", False),
    ],
)
def test_the_order_is_the_one_of_the_house(module: str, imported: str, against: bool) -> None:
    assert upward(module, imported) == against


@pytest.mark.parametrize(
    ("module", "imported", "against"),
    [
        ("kzref.search.query.parser", "kzref.search.text.tokenizer", False),
        ("kzref.search.text.tokenizer", "kzref.search.query.nodes", True),
        ("kzref.search.engine.execution", "kzref.search.results.results.Hit", True),
        ("kzref.search.hits", "kzref.search.results.results", False),
        ("kzref.search.searcher", "kzref.pack.pack", False),
        ("kzref.library.cache", "kzref.search.searcher", False),
    ],
)
def test_the_order_of_search_is_seen(module: str, imported: str, against: bool) -> None:
    assert upward_in_search(module, imported) == against


@pytest.mark.parametrize(
    ("handler", "all_of_it"),
    [
        ("except Exception: pass", True),
        ("except (OSError, Exception): pass", True),
        ("except Exception:\n    raise", True),
        ("except: pass", True),
        ("except BaseException: pass", True),
        ("except BaseException:\n    tidy()\n    raise", False),
        ("except OSError: pass", False),
    ],
)
def test_a_handler_that_takes_all_is_known_as_one(handler: str, all_of_it: bool) -> None:
    tree = ast.parse(f"try:\n    work()\n{handler}")
    assert any(catches_all(node) for node in ast.walk(tree)) == all_of_it


@pytest.mark.parametrize(
    "code", ["x = __file__", "sys.frozen", "getattr(sys, 'frozen', 0)", "m.__file__", "sys._MEIPASS"]
)
def test_code_that_asks_where_it_is_is_known_as_such(code: str) -> None:
    assert any(locates_itself(node) for node in ast.walk(ast.parse(code)))


def fresh(code: str) -> str:
    """What a process prints that has loaded nothing before."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def heavy(imported: str) -> set[str]:
    """Which of the heavy libraries a fresh process has loaded with an import."""
    code = f"import sys, {imported}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    return {"PySide6", "shiboken6", "whoosh", "markdown", "yaml", "nh3", "sqlite3"} & set(fresh(code).split())


def test_the_command_line_starts_without_qt_whoosh_or_markdown() -> None:
    assert heavy("kzref.cli") == set()


def test_a_compiled_library_is_read_without_qt_whoosh_or_markdown() -> None:
    assert heavy("kzref.library.store.library, kzref.library.cache, kzref.render.pages.page") <= {"sqlite3"}


def test_the_window_is_ready_to_start_without_whoosh_or_markdown() -> None:
    assert heavy("kzref.ui.app") & {"whoosh", "markdown", "PySide6"} == {"PySide6"}


def test_what_is_loaded_can_be_seen() -> None:
    assert {"whoosh", "markdown"} <= heavy("kzref.search.searcher, kzref.render.markdown.renderer")
