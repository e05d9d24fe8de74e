"""Markdown to HTML in the subset that Qt lays out, cleaned of everything a stranger could plant in it."""

import re
import xml.etree.ElementTree as Tree
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import markdown
from markdown.extensions import Extension
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.smarty import SmartyExtension
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor
from markdown.treeprocessors import Treeprocessor

from kzref.pack.addresses import SCHEME, Address, is_external
from kzref.pack.documents import Document, SourceSection
from kzref.pack.files.pictures import picture_problem
from kzref.pack.markdown.limits import exceeded_limit
from kzref.pack.markdown.references import CITATION_PATTERN, resolve_file, resolve_link
from kzref.pack.pack import Pack
from kzref.pack.pinpoints import Pinpoint, PinpointError
from kzref.render.html.cleaning import clean
from kzref.render.html.escape import escape
from kzref.render.html.plain_text import html_to_text
from kzref.render.markdown.code_blocks import CodeBlocks
from kzref.render.markdown.definitions import Definitions
from kzref.render.markdown.fast_inline import FastInline
from kzref.render.markdown.footnotes import Footnotes
from kzref.render.markdown.lists import TypedLists
from kzref.render.markdown.pack_syntax import expand, plain_works
from kzref.render.markdown.tables import Tables

# By name, Markdown would look for each in the metadata of all installed packages.
_EXTENSIONS = (Tables, AdmonitionExtension, DefListExtension, CodeBlocks, SaneListExtension)
_STRUCK = r"(~~)(?=[^\s~])([^~]+)(?<=\S)~~(?!~)"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A section ready to be shown and searched, without its heading."""

    html: str
    text: str
    prose: str
    """The text without pinpoints and note marks: what search reads and quotes."""
    markdown: str
    pinpoints: tuple[Pinpoint, ...]
    links: tuple[str, ...]
    """Addresses that it links to."""
    images: tuple[str, ...]
    """Files of the pack that it shows."""


class Renderer:
    """Renders the sections of one pack. Not for several threads at once."""

    def __init__(
        self, pack: Pack, places: Mapping[str, Address], retold: Mapping[Pinpoint, Address] | None = None
    ) -> None:
        """places: the address of each file; retold: the section that each pinpoint is shown at."""
        self._pack, self._places, self._retold = pack, places, retold or {}
        self._works = {work.name: work for work in pack.works}
        self._work_addresses = pack.work_addresses()
        self._passage = _Passage("", Address(""), Address(""))
        self._definitions = Definitions("", ())
        extensions: list[Extension] = [extension() for extension in _EXTENSIONS]
        self._smart_quotes = pack.has_description and pack.language == "en"
        if self._smart_quotes:
            extensions.append(SmartyExtension())
        # "--" as a separator keeps note anchors apart from addresses, which hold no double hyphen of ours.
        notes = Footnotes(BACKLINK_TEXT="↩", SEPARATOR="-")
        self._markdown = markdown.Markdown(
            extensions=[*extensions, notes, TypedLists(), _PackExtension(self), FastInline(all_code=True)]
        )

    def render(self, document: Document, section: SourceSection) -> Rendered:
        """One section of a document."""
        language = document.language or "en"
        source = expand(section.text, self._pack.series, language) if self._pack.has_description else section.text
        self._passage = _Passage(document.path, document.root.address, section.address)
        html = clean(self._as_html(document, source), self._passage.shown)
        text, prose = html_to_text(html)
        pinpoints = dict.fromkeys([*section.pinpoints, *self._passage.pinpoints])
        return Rendered(
            html=html,
            text=text,
            prose=prose,
            markdown=plain_works(source, self._works).strip(),
            pinpoints=tuple(pinpoints),
            links=tuple(dict.fromkeys(self._passage.links)),
            images=tuple(dict.fromkeys(self._passage.images)),
        )

    def _as_html(self, document: Document, source: str) -> str:
        """Markdown as HTML; a passage that cannot be read as such is shown as it is written."""
        if self._definitions.path != document.path:
            self._definitions = Definitions(document.path, [section.text for section in document.sections])
        whole = self._definitions.added_to(source)
        if not exceeded_limit(whole, self._smart_quotes):
            try:
                return self._markdown.reset().convert(whole)
            except RecursionError:
                # Markdown's parser still takes itself to be inside of what it has left.
                self._markdown.parser.state.clear()
                self._passage = _Passage(self._passage.path, self._passage.document, self._passage.section)
        return f"<pre>{escape(source)}</pre>"

    def link(self, target: str) -> str | None:
        """The href of a link in the passage at hand; None where it leads nowhere that may be opened."""
        if is_external(target):
            return target
        if target.startswith("#"):
            note = self._passage.note(target)
            if note:
                return note
        address = resolve_link(target, self._passage.path, self._passage.document, self._places)
        if address is None:
            return None
        self._passage.links.append(address)
        return f"{SCHEME}{address}"

    def image(self, target: str) -> str | None:
        """The src of an image: a chart of the pack or a file inside it; None for anything else."""
        if target.startswith("chart:"):
            if target[6:] in self._pack.series:
                self._passage.shown.append(target)
                return target
            return None
        file = resolve_file(target, self._passage.path)
        if file is None or picture_problem(self._pack.folder, file):
            return None
        self._passage.images.append(file)
        self._passage.shown.append(f"pack:{file}")
        return f"pack:{file}"

    def pinpoint(self, text: str) -> Tree.Element | None:
        """A citation of the source as a link to where it is retold."""
        try:
            found = [p for p in self._pack.source.scheme.parse(text) if self._pack.source.scheme.has(p)]
        except PinpointError:
            return None
        if not found:
            return None
        self._passage.pinpoints += found
        target = self._retold.get(found[0])
        element = Tree.Element("a" if target else "span", {"class": "pin"})
        if target and target != self._passage.section:
            element.set("href", f"{SCHEME}{target}")
            self._passage.links.append(target)
        # A part and its number stay together; only lists of them may be broken.
        element.text = "[" + re.sub(r"(?<=[^;,\s])\s+", "\u00a0", text) + "]"
        return element

    def work(self, name: str) -> Tree.Element | None:
        """A work cited by its number."""
        work = self._works.get(name)
        if work is None:
            return None
        address = self._work_addresses[name]
        self._passage.links.append(address)
        element = Tree.Element("a", {"class": "cite", "href": f"{SCHEME}{address}", "title": work.title})
        element.text = f"[{work.number}]"
        return element

    def note_anchor(self, name: str) -> str:
        """The anchor of a note, unlike that of any other section on the page."""
        return f"{self._passage.section}--{name}"

    @property
    def plan_mark(self) -> re.Pattern[str] | None:
        """What a citation of the source looks like in this pack."""
        return self._pack.source.scheme.citation_pattern


class _Passage:
    """What is being rendered, and what was met in it."""

    def __init__(self, path: str, document: Address, section: Address) -> None:
        self.path, self.document, self.section = path, document, section
        self.pinpoints: list[Pinpoint] = []
        self.links: list[str] = []
        self.images: list[str] = []
        self.shown: list[str] = []

    def note(self, target: str) -> str | None:
        """The anchor of a note, if the target is one that the notes extension made."""
        name = target[1:]
        return f"#{self.section}--{name}" if re.fullmatch(r"fn(?:ref\d*)?-.+", name) else None


class _PackExtension(Extension):
    def __init__(self, renderer: Renderer) -> None:
        super().__init__()
        self._renderer = renderer

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802  # Markdown's own name
        mark = self._renderer.plan_mark
        if mark:
            # Above every bracket pattern of Markdown (note marks 175, references 170).
            md.inlinePatterns.register(_Marked(mark.pattern, self._renderer.pinpoint), "pinpoint", 176)
        md.inlinePatterns.register(_Marked(CITATION_PATTERN.pattern, self._renderer.work), "work", 176.5)
        md.inlinePatterns.register(SimpleTagInlineProcessor(_STRUCK, "del"), "struck", 65)
        md.treeprocessors.register(_ForQt(md, self._renderer), "for-qt", 1)


class _Marked(InlineProcessor):
    def __init__(self, pattern: str, make: Callable[[str], Tree.Element | None]) -> None:
        super().__init__(pattern)
        self._make = make

    def handleMatch(  # type: ignore[override]  # noqa: N802  # Markdown's own name
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Tree.Element | None, int | None, int | None]:
        element = self._make(m[1])
        return (None, None, None) if element is None else (element, m.start(0), m.end(0))


class _ForQt(Treeprocessor):
    """Rewrites what Qt ignores: boxes become one-cell tables, alignment an attribute, ids named anchors."""

    def __init__(self, md: markdown.Markdown, renderer: Renderer) -> None:
        super().__init__(md)
        self._renderer = renderer

    def run(self, root: Tree.Element) -> None:
        """Rewrites the tree in place."""
        self._inside(root)

    def _inside(self, parent: Tree.Element) -> None:
        for index, child in enumerate(list(parent)):
            self._inside(child)
            self._element(child)
            box = _boxed(child)
            if box is not None:
                parent[index] = box

    def _element(self, element: Tree.Element) -> None:
        match element.tag:
            case "a":
                self._link(element)
            case "img":
                self._image(element)
            case "table":
                element.set("class", "data")
                element.attrib.update({"cellspacing": "0", "cellpadding": "0"})
            case "td" | "th":
                aligned = re.search(r"text-align:\s*(\w+)", element.attrib.pop("style", ""))
                # Qt centres the cells of a head that say nothing.
                element.set("align", aligned[1] if aligned else "left")
            case "sup" | "li":
                self._named(element)
            case "p":
                if len(element) == 1 and element[0].tag == "img" and not (element.text or "").strip():
                    element.set("class", "figure")
            case "h1" | "h2" | "h3" | "h5" | "h6":
                element.tag = "h4"

    def _link(self, element: Tree.Element) -> None:
        target = element.get("href")
        if target is None or element.get("class") in ("pin", "cite"):
            return
        href = self._renderer.link(target)
        if href is None:
            element.tag = "span"
            element.attrib.clear()
            element.set("class", "lost")
        else:
            element.set("href", href)

    def _image(self, element: Tree.Element) -> None:
        source = self._renderer.image(element.get("src", ""))
        if source is None:
            alt = element.get("alt", "")
            tail = element.tail
            element.clear()
            element.tag, element.text, element.tail = "em", alt, tail
        else:
            element.set("src", source)

    def _named(self, element: Tree.Element) -> None:
        """An id becomes a named anchor at the head of the element."""
        name = element.attrib.pop("id", "")
        if not re.fullmatch(r"fn(?:ref\d*)?-.+", name):
            return
        holder = element[0] if element.tag == "li" and len(element) else element
        anchor = Tree.Element("a", {"name": self._renderer.note_anchor(name)})
        anchor.tail, holder.text = holder.text, None
        holder.insert(0, anchor)


def _boxed(element: Tree.Element) -> Tree.Element | None:
    """A callout or a quotation as the one-cell table that Qt can frame; None for anything else."""
    if element.tag == "blockquote":
        for child in element:
            child.set("class", "quoted")
        return _one_cell(element, "quote")
    classes = element.get("class", "").split()
    if element.tag == "div" and classes[:1] == ["admonition"]:
        for child in element:
            if child.get("class") == "admonition-title":
                child.set("class", "callout-title")
        return _one_cell(element, f"callout {classes[1] if len(classes) > 1 else 'note'}")
    if element.tag == "div" and "footnote" in classes:
        element.set("class", "notes")
    return None


def _one_cell(element: Tree.Element, name: str) -> Tree.Element:
    table = Tree.Element("table", {"class": name, "width": "100%", "cellspacing": "0", "cellpadding": "0"})
    cell = Tree.SubElement(Tree.SubElement(table, "tr"), "td")
    cell.text = element.text
    cell.extend(list(element))
    table.tail = element.tail
    return table
