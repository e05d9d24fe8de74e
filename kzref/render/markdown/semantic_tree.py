"""Rewrite Markdown's tree to semantic HTML, with every reference resolved."""

import re
import xml.etree.ElementTree as Tree

from kzref.render.markdown.resolver import ReferenceResolver, SectionContext

PINPOINT = "data-pinpoint"
"""Attribute that holds the text of a citation of the source until it is resolved."""
WORK = "data-work"
"""Attribute that holds the name of a work cited until it is resolved."""
_ALIGNMENT = re.compile(r"text-align:\s*(\w+)")


def make_semantic(root: Tree.Element, resolver: ReferenceResolver, context: SectionContext) -> None:
    """Rewrite a tree in place. What is found is added to the context."""
    _SemanticTree(resolver, context).inside(root)


class _SemanticTree:
    def __init__(self, resolver: ReferenceResolver, context: SectionContext) -> None:
        self._resolver, self._context = resolver, context

    def inside(self, parent: Tree.Element) -> None:
        """Rewrite all elements below one."""
        for child in parent:
            self.inside(child)
            self._element(child)

    def _element(self, element: Tree.Element) -> None:
        match element.tag:
            case "a":
                self._link(element)
            case "span":
                self._pinpoint(element)
            case "img":
                self._picture(element)
            case "table":
                element.set("class", "data")
            case "td" | "th":
                _align(element)
            case "sup" | "li":
                self._note(element)
            case "p":
                _figure(element)
            case "blockquote":
                _quotation(element)
            case "div":
                _division(element)

    def _link(self, element: Tree.Element) -> None:
        work = element.attrib.pop(WORK, None)
        if work is not None:
            element.set("href", self._resolver.cite_work(work, self._context))
            return
        target = element.get("href")
        href = self._resolver.link(target, self._context) if target is not None else None
        if href is not None:
            element.set("href", href)
        elif target is not None:
            element.tag = "span"
            element.attrib.clear()
            element.set("class", "lost")

    def _pinpoint(self, element: Tree.Element) -> None:
        text = element.attrib.pop(PINPOINT, None)
        if text is None:
            return
        href = self._resolver.cite_source(text, self._context)
        if href != "":
            element.tag = "a"
        if href:
            element.set("href", href)

    def _picture(self, element: Tree.Element) -> None:
        source = self._resolver.picture(element.get("src", ""), self._context)
        if source is None:
            alternative, tail = element.get("alt", ""), element.tail
            element.clear()
            element.tag, element.text, element.tail = "em", alternative, tail
        else:
            element.set("src", source)

    def _note(self, element: Tree.Element) -> None:
        name = self._context.note_id(element.attrib.pop("id", ""))
        if name:
            element.set("id", name)


def _align(cell: Tree.Element) -> None:
    alignment = _ALIGNMENT.search(cell.attrib.pop("style", ""))
    if alignment:
        cell.set("style", f"text-align: {alignment[1]}")


def _figure(paragraph: Tree.Element) -> None:
    """A picture on a line of its own is a figure; its title is the caption."""
    if len(paragraph) != 1 or paragraph[0].tag != "img":
        return
    picture = paragraph[0]
    if (paragraph.text or "").strip() or (picture.tail or "").strip():
        return
    paragraph.tag, paragraph.text, picture.tail = "figure", None, None
    paragraph.set("class", "chart" if picture.get("src", "").startswith("chart:") else "picture")
    title = picture.attrib.pop("title", "")
    if title:
        Tree.SubElement(paragraph, "figcaption").text = title


def _quotation(element: Tree.Element) -> None:
    element.set("class", "quote")
    for child in element:
        child.set("class", f"{child.get('class', '')} quoted".strip())


def _division(element: Tree.Element) -> None:
    """A callout becomes an aside, the list of footnotes a section."""
    classes = element.get("class", "").split()
    if classes[:1] == ["admonition"]:
        element.tag = "aside"
        element.set("class", classes[1] if len(classes) > 1 else "note")
        for child in element:
            if child.get("class") == "admonition-title":
                child.set("class", "callout-title")
    elif "footnote" in classes:
        element.tag = "section"
        element.set("class", "notes")
