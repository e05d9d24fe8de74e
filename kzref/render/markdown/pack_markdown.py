"""Python-Markdown with the extensions and the reference syntax of packs."""

import re
import xml.etree.ElementTree as Tree
from collections.abc import Callable

import markdown
from markdown.extensions import Extension
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.smarty import SmartyExtension
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor

from kzref.pack.markdown.references import CITATION_PATTERN
from kzref.render.markdown.code_blocks import CodeBlocks
from kzref.render.markdown.fast_inline import FastInline
from kzref.render.markdown.footnotes import Footnotes
from kzref.render.markdown.lists import TypedLists
from kzref.render.markdown.resolver import ReferenceResolver, SectionContext
from kzref.render.markdown.semantic_tree import PINPOINT, WORK, make_semantic
from kzref.render.markdown.tables import Tables

# Named by strings, Markdown would search for each in the metadata of all installed packages.
_EXTENSIONS = (Tables, AdmonitionExtension, DefListExtension, CodeBlocks, SaneListExtension)
_STRUCK = r"(~~)(?=[^\s~])([^~]+)(?<=\S)~~(?!~)"
_SPACES_IN_PINPOINT = re.compile(r"(?<=[^;,\s])\s+")


class PackMarkdown(markdown.Markdown):
    """Converts Markdown to HTML that is semantic, but not clean yet. Not for several threads at once."""

    def __init__(self, resolver: ReferenceResolver, smart_quotes: bool) -> None:
        # The separator keeps the ids of notes apart from addresses.
        notes = Footnotes(BACKLINK_TEXT="↩", SEPARATOR="-")
        quotes: list[Extension] = [SmartyExtension()] if smart_quotes else []
        extensions: list[Extension] = [extension() for extension in _EXTENSIONS]
        super().__init__(
            extensions=[*extensions, *quotes, notes, TypedLists(), _References(resolver), FastInline(all_code=True)]
        )
        self._resolver = resolver

    def convert_section(self, source: str, context: SectionContext) -> str:
        """Return the HTML of the text of a section. Raise RecursionError where it is nested too deeply.

        As `convert` does, with the references resolved in the finished tree.
        """
        self.reset()
        try:
            return self._convert(source, context) if source.strip() else ""
        except RecursionError:
            # The parser's state is that of the nested block it has left.
            self.parser.state.clear()
            raise

    def _convert(self, source: str, context: SectionContext) -> str:
        root = self._tree(source)
        make_semantic(root, self._resolver, context)
        output = self.serializer(root)
        start, end = f"<{self.doc_tag}>", f"</{self.doc_tag}>"
        # The tag of an empty document is its own end.
        output = output[output.index(start) + len(start) : output.rindex(end)].strip() if end in output else ""
        for postprocessor in self.postprocessors:
            output = postprocessor.run(output)
        return output.strip()

    def _tree(self, source: str) -> Tree.Element:
        lines = source.split("\n")
        for preprocessor in self.preprocessors:
            lines = preprocessor.run(lines)
        self.lines = lines
        root: Tree.Element = self.parser.parseDocument(lines).getroot()  # type: ignore[assignment]
        for treeprocessor in self.treeprocessors:
            changed = treeprocessor.run(root)
            root = root if changed is None else changed
        return root


class _References(Extension):
    def __init__(self, resolver: ReferenceResolver) -> None:
        super().__init__()
        self._resolver = resolver

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802  # Markdown's own name
        pattern = self._resolver.pinpoint_pattern
        if pattern:
            # Above every bracket pattern of Markdown (note marks 175, references 170).
            md.inlinePatterns.register(_Citation(pattern.pattern, self._pinpoint), "pinpoint", 176)
        md.inlinePatterns.register(_Citation(CITATION_PATTERN.pattern, self._work), "work", 176.5)
        md.inlinePatterns.register(SimpleTagInlineProcessor(_STRUCK, "del"), "struck", 65)

    def _pinpoint(self, text: str) -> Tree.Element | None:
        if not self._resolver.pinpoints(text):
            return None
        element = Tree.Element("span", {"class": "pin", PINPOINT: text})
        # A part and its number stay together; only lists of them may be broken.
        element.text = f"[{_SPACES_IN_PINPOINT.sub(chr(0xA0), text)}]"
        return element

    def _work(self, name: str) -> Tree.Element | None:
        work = self._resolver.works.get(name)
        if work is None:
            return None
        element = Tree.Element("a", {"class": "cite", "title": work.title, WORK: name})
        element.text = f"[{work.number}]"
        return element


class _Citation(InlineProcessor):
    def __init__(self, pattern: str, element_of: Callable[[str], Tree.Element | None]) -> None:
        super().__init__(pattern)
        self._element_of = element_of

    def handleMatch(  # type: ignore[override]  # noqa: N802  # Markdown's own name
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Tree.Element | None, int | None, int | None]:
        element = self._element_of(m[1])
        return (None, None, None) if element is None else (element, m.start(0), m.end(0))
