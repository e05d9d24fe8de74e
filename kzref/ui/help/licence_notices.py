"""What kzref is made of, and under which licences: the pages behind Help > About."""

import json
import re
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from kzref.render.html.escape import escape

_BROKEN = 50
"""Characters of a line that was broken because it was full."""
_LAID_OUT = re.compile(r"^\s*[-*•]|\S {3,}\S")


class Component(NamedTuple):
    """A part of the program; texts are the names of its notices."""

    name: str
    version: str
    licence: str
    purpose: str
    texts: tuple[str, ...]


class LicenceNotices:
    """Read from resources/notices, where the build of a bundle puts those of all that it holds."""

    def __init__(self, resources: Path) -> None:
        self._folder = resources / "notices"
        rows = json.loads((self._folder / "components.json").read_text("utf-8"))
        self.components = [Component(**row | {"texts": tuple(row["texts"])}) for row in rows]

    def table(self) -> str:
        """Every part with its licence, which leads to the notices; parts of one thing stand together."""
        rows = []
        for inside, parts in groupby(self.components, key=_inside):
            if inside:
                rows.append(f"<tr><td colspan='2' style='padding-top: 12px'><b>{escape(inside)}</b></td></tr>")
            rows += [_row(part) for part in parts]
        return f"<table width='100%' cellspacing='0' cellpadding='3'>{''.join(rows)}</table>"

    def page(self, named: str) -> str:
        """Return the notices of a component, as they were written."""
        part = next((part for part in self.components if part.name == named), None)
        texts = [(self._folder / text).read_text("utf-8") for text in part.texts] if part else []
        back = QCoreApplication.translate("LicenceNotices", "Back")
        written = "<hr>".join("".join(map(_paragraph, text.split("\n\n"))) for text in texts)
        return f"<p><a href='page:'>‹ {escape(back)}</a></p><h3>{escape(named)}</h3>{written}"


def _paragraph(text: str) -> str:
    """Return a paragraph as HTML: prose flows, columns and lists keep their lines."""
    lines = text.split("\n")
    prose = all(len(line) >= _BROKEN for line in lines[:-1]) and not any(_LAID_OUT.search(line) for line in lines)
    style = "" if prose else " style='white-space: pre-wrap'"
    return f"<p{style}>{escape(' '.join(line.strip() for line in lines) if prose else text)}</p>"


def _inside(part: Component) -> str:
    """Return what a component is part of, if it was not chosen for itself."""
    if part.purpose == "compiled into nh3":
        return QCoreApplication.translate("LicenceNotices", "Compiled into nh3")
    if part.purpose.startswith("library of the system"):
        return QCoreApplication.translate("LicenceNotices", "System libraries in the bundle")
    return ""


def _row(part: Component) -> str:
    named = f"{escape(part.name)} {escape(part.version)}"
    purpose = f"<br><small>{escape(part.purpose)}</small>" if part.purpose and not _inside(part) else ""
    link = f"<a href='page:{escape(part.name)}'>{escape(part.licence)}</a>"
    return f"<tr><td width='58%'>{named}{purpose}</td><td>{link}</td></tr>"
