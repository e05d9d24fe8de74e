"""Documents on their way into a library: rendered, cut into words and inverted. Knows nothing of where they are put."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kzref.pack.addresses import Address
from kzref.pack.documents import Document, SourceSection
from kzref.pack.kinds import TERM
from kzref.pack.pack import Pack
from kzref.pack.pinpoints import Pinpoint, join_pinpoints
from kzref.render.markdown.renderer import Rendered, Renderer
from kzref.search.index.postings_builder import Entry, PostingsBuilder
from kzref.search.text.language_detection import language_code, language_of
from kzref.search.text.tokenizer import tokenize

_SUMMARY = 160
_ABOVE = 6
"""Titles above a section that are searched with it."""
_SAMPLE, _SAMPLE_WORDS = 4000, 400
"""Characters of each section, and words of a document, by which its language is told."""


class SectionRow(NamedTuple):
    """A section as it goes into the library; lists are JSON."""

    number: int
    address: Address
    parent: Address | None
    depth: int
    kind: str
    title: str
    titles: str
    language: str
    pinpoints: str
    years: str
    summary: str
    see: str
    html: str
    text: str
    prose: str | None
    markdown: str
    tokens: str
    links: tuple[str, ...]
    images: tuple[str, ...]


class NumberedDocument(NamedTuple):
    """A document, the number of its first section, and the titles above it."""

    document: Document
    first: int
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RenderContext:
    """What rendering a document takes from the rest of its pack."""

    pack: Pack
    places: Mapping[str, Address]
    """The address of each file."""
    pinpoint_targets: Mapping[Pinpoint, Address]
    """The section that each pinpoint is shown at."""
    named_entities: Mapping[Address, str]
    """Acts and persons: kind and titles, with a colon between."""
    pairs: bool = True
    """Whether the library may be so large that pairs of words are kept."""


class BatchCompiler:
    """Documents that are rendered together and become one run of the index."""

    def __init__(self, render_context: RenderContext, base: int = 0) -> None:
        """base: the number of the first section of the segment; those of the documents count from it."""
        self._context, self._base = render_context, base
        self._renderer = Renderer(render_context.pack, render_context.places, render_context.pinpoint_targets)
        self._terms = {term.name: term for term in render_context.pack.terms}
        self._explained: dict[str, list[str]] = {}
        for term in self._terms.values():
            if term.entry:
                self._explained.setdefault(term.entry, []).extend(term.forms())
        self._inverter = PostingsBuilder(render_context.pairs)

    def document(self, numbered: NumberedDocument) -> Iterable[SectionRow]:
        """The sections of a document, one after the other."""
        document, first, above = numbered
        language = language_code(document.language) or _language(document)
        titles: dict[Address, tuple[str, ...]] = {}
        for offset, section in enumerate(document.sections):
            shown = self._renderer.render(document, section)
            words = tuple(tokenize(shown.prose))
            path = titles.get(section.parent, above) if section.parent else above
            titles[section.address] = (*path, section.title)
            own = language_of(words, language)
            entry = self._entry(first + offset, section, shown, words, path, own, document.root)
            self._inverter.add(entry)
            yield _row(self._base + entry.number, entry, section, shown, own)

    def write(self, run: Path) -> None:
        """Writes the run of the index, and begins another."""
        self._inverter.write(run)
        self._inverter = PostingsBuilder(self._context.pairs)

    def _entry(
        self, number: int, section: SourceSection, shown: Rendered, words: tuple[str, ...], path: tuple[str, ...],
        language: str, root: SourceSection,
    ) -> Entry:  # fmt: skip
        explained = tuple(self._explained.get(section.address, ()))
        named_by = [form for name in section.terms if name in self._terms for form in self._terms[name].forms()]
        linked = dict.fromkeys(target.partition("/")[0] for target in (*shown.links, *section.see))
        entities = self._context.named_entities
        return Entry(
            number=number,
            kind=section.kind,
            language=language,
            title=section.title,
            path="\n".join(path[-_ABOVE:]),
            titles=section.titles,
            is_document=section is root,
            term_forms=tuple(dict.fromkeys((*named_by, *explained))),
            forms=words,
            pinpoints=tuple(str(p) for p in shown.pinpoints),
            years=section.years or (root.years if section is not root else ()),
            explained=section.kind == TERM and bool(section.see),
            explains=explained,
            itself=entities.get(root.address, ""),
            about=tuple(entities[Address(a)] for a in linked if a in entities),
        )


def _language(document: Document) -> str:
    """The language of a document that does not say it, by its beginning."""
    words: list[str] = []
    for section in document.sections:
        words += tokenize(section.text[:_SAMPLE])
        if len(words) >= _SAMPLE_WORDS:
            break
    return language_of(words, "")


def _row(number: int, entry: Entry, section: SourceSection, shown: Rendered, language: str) -> SectionRow:
    return SectionRow(
        number=number,
        address=section.address,
        parent=section.parent,
        depth=section.depth,
        kind=section.kind,
        title=section.title,
        titles=json.dumps(section.titles, ensure_ascii=False),
        language=language,
        pinpoints=join_pinpoints(shown.pinpoints),
        years=json.dumps(section.years),
        summary=_summary(shown.prose),
        see=json.dumps(section.see),
        html=shown.html,
        text=shown.text,
        prose=None if shown.prose == shown.text else shown.prose,
        markdown=shown.markdown,
        tokens=entry.tokens(),
        links=tuple(dict.fromkeys([*shown.links, *section.see])),
        images=shown.images,
    )


def _summary(prose: str) -> str:
    """The beginning of a text, cut at a word."""
    first = " ".join(prose.split("\n", 3)[:2]) if prose else ""
    if len(first) <= _SUMMARY:
        return first
    return first[: first.rfind(" ", 0, _SUMMARY)].rstrip(",;:–-") + " …"
