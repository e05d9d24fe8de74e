"""Compile documents into rows and a run of the index. Knows nothing of where the rows are stored."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kzref.library.builder.render_context import RenderContext
from kzref.pack.addresses import Address
from kzref.pack.documents import Document, SourceSection
from kzref.pack.kinds import TERM
from kzref.pack.pinpoints import join_pinpoints
from kzref.render.markdown.renderer import Rendered, Renderer
from kzref.search.index.postings_builder import IndexEntry, PostingsBuilder
from kzref.search.text.language_detection import language_code, language_of
from kzref.search.text.tokenizer import tokenize

_SUMMARY_LENGTH = 160
"""Characters."""
_PATH_LENGTH = 6
"""Titles above a section that are searched with it."""
_SAMPLE_LENGTH, _SAMPLE_WORDS = 4000, 400
"""Characters of each section, and words of a document, by which its language is detected."""


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


class BatchCompiler:
    """Renders documents together, which become one run of the index."""

    def __init__(self, render_context: RenderContext, first_number: int = 0) -> None:
        """first_number: of the segment's first section; documents are numbered from it on."""
        self._context, self._first_number = render_context, first_number
        pack = render_context.pack
        self._renderer = Renderer(pack, render_context.file_addresses, render_context.pinpoint_targets)
        self._terms = {term.name: term for term in pack.terms}
        self._explained_forms: dict[str, list[str]] = {}
        """The forms of the terms that each entry explains, by address."""
        for term in self._terms.values():
            if term.entry:
                self._explained_forms.setdefault(term.entry, []).extend(term.forms())
        self._postings = PostingsBuilder(render_context.has_bigrams)

    def compile(self, numbered: NumberedDocument) -> Iterator[SectionRow]:
        """Yield the sections of a document in order; each is then in the run."""
        document, first, above = numbered
        document_language = language_code(document.language) or _detect_language(document)
        titles: dict[Address, tuple[str, ...]] = {}
        for offset, section in enumerate(document.sections):
            rendered = self._renderer.render(document, section)
            words = tuple(tokenize(rendered.prose))
            path = titles.get(section.parent, above) if section.parent else above
            titles[section.address] = (*path, section.title)
            language = language_of(words, document_language)
            entry = self._entry(first + offset, section, rendered, words, path, language, document.root)
            self._postings.add(entry)
            yield _row(self._first_number + entry.number, entry, section, rendered, language)

    def write(self, run: Path) -> None:
        """Write the run of the index, and begin another."""
        self._postings.write(run)
        self._postings = PostingsBuilder(self._context.has_bigrams)

    def _entry(
        self, number: int, section: SourceSection, rendered: Rendered, words: tuple[str, ...], path: tuple[str, ...],
        language: str, root: SourceSection,
    ) -> IndexEntry:  # fmt: skip
        explained = tuple(self._explained_forms.get(section.address, ()))
        named_terms = [form for name in section.terms if name in self._terms for form in self._terms[name].forms()]
        linked = dict.fromkeys(target.partition("/")[0] for target in (*rendered.links, *section.see))
        entities = self._context.named_entities
        return IndexEntry(
            number=number,
            kind=section.kind,
            language=language,
            title=section.title,
            path="\n".join(path[-_PATH_LENGTH:]),
            other_titles=section.titles,
            is_document=section is root,
            term_forms=tuple(dict.fromkeys((*named_terms, *explained))),
            body=words,
            pinpoints=tuple(str(pinpoint) for pinpoint in rendered.pinpoints),
            years=section.years or (root.years if section is not root else ()),
            is_explained_term=section.kind == TERM and bool(section.see),
            explained_names=explained,
            entity=entities.get(root.address, ""),
            linked_entities=tuple(dict.fromkeys(entities[Address(name)] for name in linked if name in entities)),
        )


def _detect_language(document: Document) -> str:
    """Return the language of a document that does not name it, by its beginning."""
    words: list[str] = []
    for section in document.sections:
        words += tokenize(section.text[:_SAMPLE_LENGTH])
        if len(words) >= _SAMPLE_WORDS:
            break
    return language_of(words, "")


def _row(number: int, entry: IndexEntry, section: SourceSection, rendered: Rendered, language: str) -> SectionRow:
    return SectionRow(
        number=number,
        address=section.address,
        parent=section.parent,
        depth=section.depth,
        kind=section.kind,
        title=section.title,
        titles=json.dumps(section.titles, ensure_ascii=False),
        language=language,
        pinpoints=join_pinpoints(rendered.pinpoints),
        years=json.dumps(section.years),
        summary=_summary(rendered.prose),
        see=json.dumps(section.see),
        html=rendered.html,
        text=rendered.text,
        prose=None if rendered.prose == rendered.text else rendered.prose,
        markdown=rendered.markdown,
        tokens=entry.token_text(),
        links=tuple(dict.fromkeys([*rendered.links, *section.see])),
        images=rendered.images,
    )


def _summary(prose: str) -> str:
    """Return the beginning of a text, cut at a word."""
    beginning = " ".join(prose.split("\n", 3)[:2]) if prose else ""
    if len(beginning) <= _SUMMARY_LENGTH:
        return beginning
    return beginning[: beginning.rfind(" ", 0, _SUMMARY_LENGTH)].rstrip(",;:–-") + " …"
