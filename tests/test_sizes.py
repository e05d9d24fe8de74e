"""The house stays easy to read: files, classes and functions are small, and no import goes in a circle."""

import ast
from collections.abc import Iterator

from test_layers import SOURCES, TREES, imports

LONGEST_FILE, LONGEST_CLASS, LONGEST_FUNCTION = 350, 250, 40
"""Lines, the first and the last included."""


def lengths(kind: type[ast.AST] | tuple[type[ast.AST], ...]) -> Iterator[tuple[str, int]]:
    """Names and lines of the classes or functions of the program."""
    for module, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, kind):
                yield f"{module}.{node.name}", node.end_lineno - node.lineno + 1  # type: ignore[attr-defined]


def imported_by() -> dict[str, set[str]]:
    """The modules of the program that each of them imports, at any depth of its code."""
    known = {module.removesuffix(".__init__") for module in TREES}
    found: dict[str, set[str]] = {}
    for module, tree in TREES.items():
        own = module.removesuffix(".__init__")
        found[own] = {name for _, name in imports(tree, module) if name in known and name != own}
    return found


def circle(graph: dict[str, set[str]]) -> list[str]:
    """A circle of a graph, from a node back to it; empty if there is none."""
    done: set[str] = set()

    def walk(node: str, way: list[str]) -> list[str]:
        if node in way:
            return [*way[way.index(node) :], node]
        if node in done:
            return []
        for after in sorted(graph.get(node, ())):
            if found := walk(after, [*way, node]):
                return found
        done.add(node)
        return []

    for node in sorted(graph):
        if found := walk(node, []):
            return found
    return []


def test_no_file_is_longer_than_a_few_screens() -> None:
    long = {module: len(path.read_text("utf-8").splitlines()) for module, path in SOURCES.items()}
    assert {module: lines for module, lines in long.items() if lines > LONGEST_FILE} == {}


def test_no_class_has_grown_too_long() -> None:
    assert [(name, lines) for name, lines in lengths(ast.ClassDef) if lines >= LONGEST_CLASS] == []


def test_no_function_is_longer_than_a_screen() -> None:
    long = lengths((ast.FunctionDef, ast.AsyncFunctionDef))
    assert [(name, lines) for name, lines in long if lines > LONGEST_FUNCTION] == []


def test_no_import_goes_in_a_circle() -> None:
    assert circle(imported_by()) == []


def test_a_circle_is_seen() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
    assert circle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []
