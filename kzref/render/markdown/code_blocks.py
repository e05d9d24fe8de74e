"""Code in Markdown: fenced blocks and code spans as the pack's own scanner finds them, in linear time."""

import re
import xml.etree.ElementTree as Tree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.util import AtomicString, code_escape

from kzref.pack.markdown.code_spans import CodeSpan, Fence, fences

_LANGUAGE = re.compile(r"\{?[ \t]*\.?([\w#+.-]*)")


class CodeBlocks(Extension):
    """Replaces Markdown's own fenced code, which does not allow words after the language and scans to the end of the
    text for each unclosed fence.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Markdown's own name
        """Register the preprocessor with Markdown's priority for fenced code."""
        md.preprocessors.register(_FencedBlocks(md), "fenced_code_block", 25)


class _FencedBlocks(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        """Stash each block, so that nothing in it is read as Markdown."""
        shown: list[str] = []
        at = 0
        for fence in fences(lines):
            shown += lines[at : fence.first]
            rows = "\n".join(fence.code(lines))
            if not fence.closed:
                rows = rows.rstrip()
            code = code_escape(f"{rows}\n" if rows else "").replace('"', "&quot;")
            placeholder = self.md.htmlStash.store(f"<pre><code{_language_class(fence)}>{code}</code></pre>")
            # An indented fence belongs to the item of a list.
            shown += [placeholder] if fence.indent else ["", placeholder, ""]
            at = fence.end
        return [*shown, *lines[at:], ""]


def _language_class(fence: Fence) -> str:
    found = _LANGUAGE.match(fence.info)
    return f' class="language-{found[1]}"' if found and found[1] else ""


def code_element(text: str, span: CodeSpan) -> Tree.Element:
    """Return the element of a code span."""
    element = Tree.Element("code")
    element.text = AtomicString(code_escape(text[span.code : span.code_end].strip()))
    return element
