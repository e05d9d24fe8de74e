"""The Markdown of sections that are made of data: a work cited, a term."""

import re

from kzref.messages.message import fill
from kzref.pack.data.terms import Term
from kzref.pack.data.works import Work
from kzref.pack.text_labels import TermLabels, WorkLabels

_WORK, _TERM = WorkLabels(), TermLabels()


def escape(text: str) -> str:
    """Return text with all Markdown marks escaped."""
    return re.sub(r"([\\`*_{}\[\]#|])", r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;"))


def work_markdown(work: Work) -> str:
    """Return the text of a work: its fields as a table, and where the source cites it."""
    data = work.data
    place = ": ".join(str(data[k]) for k in ("publisher-place", "publisher") if data.get(k))
    rows = [
        (_WORK.authors if data.get("author") else _WORK.editors, work.author_line),
        (_WORK.type, _WORK.types.get(str(data.get("type")), "")),
        (_WORK.container, str(data.get("container-title") or "")),
        (_WORK.edition, str(data.get("edition") or "")),
        (_WORK.volume, str(data.get("volume") or "")),
        (_WORK.number, str(data.get("number") or data.get("issue") or "")),
        (_WORK.published, ", ".join(p for p in (place, "-".join(f"{part:02d}" for part in work.issued)) if p)),
        (_WORK.pages, str(data.get("page") or data.get("number-of-pages") or "")),
        (_WORK.url, f"<{data['URL']}>" if data.get("URL") else ""),
    ]
    lines = [f"| **{name}** | {value if name == _WORK.url else escape(value)} |" for name, value in rows if value]
    cited = fill(_WORK.cited, {"pinpoints": work.cited}) if work.cited else _WORK.not_cited
    return "\n".join(["| | |", "|---|---|", *lines, "", cited, "", work.about])


def term_markdown(term: Term) -> str:
    """Return the text of a term: its forms by language, and where they were read."""
    rows = [
        f"| {label} | **{escape(term.preferred[code])}** | {escape('; '.join(term.other[code]))} |"
        for code, label in _TERM.languages.items()
    ]
    lines = [f"| {_TERM.language} | {_TERM.term} | {_TERM.also} |", "|---|---|---|", *rows, ""]
    if term.abbreviations:
        lines += [fill(_TERM.abbreviated, {"abbreviations": escape(", ".join(term.abbreviations))}), ""]
    if term.about:
        lines += [term.about, ""]
    if term.entry:
        link = f"[{escape(term.preferred['en'])}](kzref:{term.entry})"
        lines += [fill(_TERM.explained, {"link": link}), ""]
    read = escape(term.read_in).rstrip(".")
    lines += [fill(_TERM.read_in, {"source": read}) if read else _TERM.not_checked]
    return "\n".join(lines)
