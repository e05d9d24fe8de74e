"""The advanced search form as a value: what is filled in becomes a query, and a query fills the form in."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kzref.search.query.nodes import (
    And,
    EntityFilter,
    ExactTerm,
    KindFilter,
    LanguageFilter,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Title,
    Word,
    YearFilter,
)
from kzref.search.query.parser import parse_query
from kzref.search.text.tokenizer import tokenize


class AdvancedForm(NamedTuple):
    """The values of the form's fields; empty where nothing is asked."""

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


def query_of_form(form: AdvancedForm) -> str:
    """Return the query that asks for what is filled in."""
    return " ".join(filter(None, (*_text_parts(form), *_filter_parts(form))))


def _text_parts(form: AdvancedForm) -> Iterator[str]:
    """Yield the parts of the query that are about the text."""
    yield " ".join(form.words.split())
    if phrase := _unquoted(form.phrase):
        yield f'"{phrase}"'
    if any_of := tokenize(form.any_of):
        yield f"({' OR '.join(any_of)})" if len(any_of) > 1 else any_of[0]
    yield from (f"-{term}" for term in tokenize(form.none_of))
    one, other = tokenize(form.near_one), tokenize(form.near_other)
    if one and other:
        yield f"({_word_or_phrase(one)} w/{form.distance} {_word_or_phrase(other)})"
    yield from (f"title:{term}" for term in tokenize(form.title))


def _filter_parts(form: AdvancedForm) -> Iterator[str]:
    """Yield the parts of the query that are filters."""
    yield from (f"{name}:{value}" for name, value in (("kind", form.kind), ("language", form.language)) if value)
    for name, value in (("act", form.act), ("person", form.person)):
        if entity := _unquoted(value):
            yield f'{name}:"{entity}"'
    first, last = form.first_year.strip(), form.last_year.strip()
    if first and last and first != last:
        yield f"year:{first}..{last}"
    elif first or last:
        yield f"year:{first or last}"


def _unquoted(text: str) -> str:
    """Return a text without quotation marks; empty if it has no words."""
    return " ".join(text.replace('"', " ").split()) if tokenize(text) else ""


def _word_or_phrase(terms: list[str]) -> str:
    return terms[0] if len(terms) == 1 else f'"{" ".join(terms)}"'


def form_of_query(text: str) -> AdvancedForm:
    """Return the form that asks for what a query asks; all of it in `words` where the form has no field for a part."""
    values: dict[str, list[str]] = {}
    distance = AdvancedForm().distance
    for node in parse_query(text).nodes:
        field = _field_of(node)
        if field is None or (field[0] in _SINGLE and field[0] in values):
            return AdvancedForm(words=text)
        name, *terms = field
        values.setdefault(name, []).extend(terms)
        if isinstance(node, Near):
            distance = node.distance
    near = values.pop("near", ["", ""])
    years = values.pop("years", ["", ""])
    texts = {name: " ".join(terms) for name, terms in values.items()}
    return AdvancedForm(
        **texts, near_one=near[0], near_other=near[1], distance=distance, first_year=years[0], last_year=years[1]
    )


_SINGLE = {"phrase", "near", "kind", "language", "act", "person", "years", "any_of"}
"""Fields that hold one node: a second phrase has no field."""


def _field_of(node: Node) -> tuple[str, ...] | None:
    """Return the name of the field that a node belongs in, and its values there; None if there is no such field."""
    match node:
        case Word(term):
            return "words", term
        case ExactTerm(term):
            return "phrase", term
        case Phrase(terms):
            return "phrase", " ".join(terms)
        case Or(nodes) if words := _words(nodes):
            return "any_of", *words
        case Not(Word(term)):
            return "none_of", term
        case Near((one, other), _) if (first := _words([one])) and (second := _words([other])):
            return "near", " ".join(first), " ".join(second)
    return _field_of_filter(node)


def _field_of_filter(node: Node) -> tuple[str, ...] | None:
    match node:
        case Title(Word(term)):
            return "title", term
        case Title(And(nodes)) if words := _words(nodes):
            return "title", *words
        case KindFilter(kind):
            return "kind", kind
        case LanguageFilter(language):
            return "language", language
        case EntityFilter(kind, terms):
            return kind, " ".join(terms)
        case YearFilter(first, last):
            return "years", str(first), str(last)
    return None


def _words(nodes: Iterable[Node]) -> list[str]:
    """Return words and phrases as texts; nothing if there is any other node among them."""
    found: list[str] = []
    for node in nodes:
        if isinstance(node, Word):
            found.append(node.term)
        elif isinstance(node, Phrase):
            found.append(" ".join(node.terms))
        else:
            return []
    return found
