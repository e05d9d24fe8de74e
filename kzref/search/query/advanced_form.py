"""The query language as the fields of a form: what is filled in becomes a query, and a query fills them in."""

from collections.abc import Iterable
from typing import NamedTuple

from kzref.search.query.nodes import (
    About,
    And,
    ExactTerm,
    Kind,
    Language,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Title,
    Word,
    Years,
)
from kzref.search.query.parser import parse_query
from kzref.search.text.tokenizer import forms


class Fields(NamedTuple):
    """What is filled in; empty where nothing is asked."""

    words: str = ""
    phrase: str = ""
    any_of: str = ""
    none_of: str = ""
    near_one: str = ""
    near_other: str = ""
    distance: int = 5
    title: str = ""
    kind: str = ""
    first_year: str = ""
    last_year: str = ""
    act: str = ""
    person: str = ""
    language: str = ""


def query_text(fields: Fields) -> str:
    """The query that asks for what is filled in."""
    parts = [" ".join(fields.words.split())]
    if said := _bare(fields.phrase):
        parts.append(f'"{said}"')
    if any_of := forms(fields.any_of):
        parts.append(f"({' OR '.join(any_of)})" if len(any_of) > 1 else any_of[0])
    parts += [f"-{form}" for form in forms(fields.none_of)]
    one, other = forms(fields.near_one), forms(fields.near_other)
    if one and other:
        parts.append(f"({_said(one)} w/{fields.distance} {_said(other)})")
    parts += [f"title:{form}" for form in forms(fields.title)]
    parts += [f"{name}:{value}" for name, value in (("kind", fields.kind), ("language", fields.language)) if value]
    parts += [
        f'{name}:"{_bare(value)}"' for name, value in (("act", fields.act), ("person", fields.person)) if _bare(value)
    ]
    first, last = fields.first_year.strip(), fields.last_year.strip()
    if first or last:
        parts.append(f"year:{first or last}" if first == last or not (first and last) else f"year:{first}..{last}")
    return " ".join(part for part in parts if part)


def _bare(text: str) -> str:
    return " ".join(text.replace('"', " ").split()) if forms(text) else ""


def _said(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f'"{" ".join(words)}"'


def fields_of(text: str) -> Fields:
    """The fields that ask for what a query asks; all in words where the form has no field for something."""
    found: dict[str, list[str]] = {}
    distance = Fields().distance
    for node in parse_query(text).nodes:
        placed = _placed(node)
        if placed is None or (placed[0] in _SINGLE and placed[0] in found):
            return Fields(words=text)
        name, *values = placed
        if name == "near":
            found["near"] = values
            distance = node.words if isinstance(node, Near) else distance
        else:
            found.setdefault(name, []).extend(values)
    near = found.pop("near", ["", ""])
    years = found.pop("years", ["", ""])
    texts = {name: " ".join(values) for name, values in found.items()}
    return Fields(
        **texts, near_one=near[0], near_other=near[1], distance=distance, first_year=years[0], last_year=years[1]
    )


_SINGLE = {"phrase", "near", "kind", "language", "act", "person", "years", "any_of"}
"""Fields that hold one thing: of two phrases the second has no place."""


def _placed(node: Node) -> tuple[str, ...] | None:
    """The name of the field that a node belongs in, and what stands in it."""
    match node:
        case Word(form):
            return "words", form
        case ExactTerm(form):
            return "phrase", form
        case Phrase(words):
            return "phrase", " ".join(words)
        case Or(nodes) if said := _words(nodes):
            return "any_of", *said
        case Not(Word(form)):
            return "none_of", form
        case Near((one, other), _) if (first := _words([one])) and (second := _words([other])):
            return "near", " ".join(first), " ".join(second)
    return _placed_filter(node)


def _placed_filter(node: Node) -> tuple[str, ...] | None:
    match node:
        case Title(Word(form)):
            return "title", form
        case Title(And(nodes)) if said := _words(nodes):
            return "title", *said
        case Kind(name):
            return "kind", name
        case Language(code):
            return "language", code
        case About(what, words):
            return what, " ".join(words)
        case Years(first_year, last_year):
            return "years", str(first_year), str(last_year)
    return None


def _words(nodes: Iterable[Node]) -> list[str]:
    """The words of nodes that are words, or phrases as one; none if anything else is among them."""
    found: list[str] = []
    for node in nodes:
        if isinstance(node, Word):
            found.append(node.form)
        elif isinstance(node, Phrase):
            found.append(" ".join(node.forms))
        else:
            return []
    return found
