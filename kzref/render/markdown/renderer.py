"""Render the Markdown of sections: clean semantic HTML, plain text, and what they refer to."""

from collections.abc import Mapping
from dataclasses import dataclass

from kzref.pack.addresses import Address
from kzref.pack.documents import Document, SourceSection
from kzref.pack.markdown.limits import exceeded_limit
from kzref.pack.pack import Pack
from kzref.pack.pinpoints import Pinpoint
from kzref.render.html.cleaning import clean
from kzref.render.html.escape import escape
from kzref.render.html.plain_text import html_to_text
from kzref.render.markdown.definitions import Definitions
from kzref.render.markdown.pack_markdown import PackMarkdown
from kzref.render.markdown.pack_syntax import expand, plain_works
from kzref.render.markdown.resolver import ReferenceResolver, SectionContext

_HIGHEST_RANK, _LOWEST_RANK = 2, 6
"""Ranks of the headings within the text of a document, and at most."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A section ready to be shown and indexed, without its heading."""

    html: str
    text: str
    prose: str
    """The text without pinpoints and note marks, as search indexes and quotes it."""
    markdown: str
    pinpoints: tuple[Pinpoint, ...]
    links: tuple[str, ...]
    """Addresses of its links."""
    images: tuple[str, ...]
    """Paths of the pictures that it shows."""


class Renderer:
    """Renders the sections of one pack. Not for several threads at once."""

    def __init__(
        self, pack: Pack, addresses: Mapping[str, Address], pinpoint_targets: Mapping[Pinpoint, Address] | None = None
    ) -> None:
        """addresses: by path of file; pinpoint_targets: the section that covers each pinpoint."""
        self._pack = pack
        self._resolver = ReferenceResolver(pack, addresses, pinpoint_targets or {})
        self._smart_quotes = pack.has_description and pack.language == "en"
        self._markdown = PackMarkdown(self._resolver, self._smart_quotes)
        self._definitions = Definitions("", ())

    def render(self, document: Document, section: SourceSection) -> Rendered:
        """Render one section of a document."""
        language = document.language or "en"
        source = expand(section.text, self._pack.series, language) if self._pack.has_description else section.text
        converted, context = self._convert(document, section, source)
        html = clean(converted, context.pictures, context.section, context.rank)
        text, prose = html_to_text(html)
        return Rendered(
            html=html,
            text=text,
            prose=prose,
            markdown=plain_works(source, self._resolver.works).strip(),
            pinpoints=tuple(dict.fromkeys([*section.pinpoints, *context.pinpoints])),
            links=tuple(dict.fromkeys(context.links)),
            images=tuple(dict.fromkeys(context.images)),
        )

    def _convert(self, document: Document, section: SourceSection, source: str) -> tuple[str, SectionContext]:
        """Return HTML that is not clean yet, and what it refers to. A text beyond the limits is shown as written."""
        if self._definitions.path != document.path:
            self._definitions = Definitions(document.path, [each.text for each in document.sections])
        whole = self._definitions.added_to(source)
        context = _context(document, section)
        if not exceeded_limit(whole, self._smart_quotes):
            try:
                return self._markdown.convert_section(whole, context), context
            except RecursionError:
                context = _context(document, section)
        return f"<pre>{escape(source)}</pre>", context


def _context(document: Document, section: SourceSection) -> SectionContext:
    rank = min(section.depth + _HIGHEST_RANK, _LOWEST_RANK)
    return SectionContext(document.path, document.root.address, section.address, rank)
