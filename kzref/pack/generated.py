"""The Markdown of sections that are made of data: a work cited, a term."""

import re

from kzref.pack.terms import Term
from kzref.pack.works import Work

_TYPES = {
    "book": "Book", "article-journal": "Journal article", "article-newspaper": "Newspaper", "legislation": "Act",
    "speech": "Address", "chapter": "Chapter", "entry-dictionary": "Dictionary", "interview": "Interview",
}  # fmt: skip


def escape(text: str) -> str:
    """Text that Markdown shows as it stands."""
    return re.sub(r"([\\`*_{}\[\]#|])", r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;"))


def work_markdown(work: Work) -> str:
    """What is known of a work, as a list of fields, and where the source cites it."""
    data = work.data
    place = ": ".join(str(data[k]) for k in ("publisher-place", "publisher") if data.get(k))
    rows = [
        ("Authors" if data.get("author") else "Editors", work.author_line),
        ("Type", _TYPES.get(str(data.get("type")), "")),
        ("In", str(data.get("container-title") or "")),
        ("Edition", str(data.get("edition") or "")),
        ("Volume", str(data.get("volume") or "")),
        ("Number", str(data.get("number") or data.get("issue") or "")),
        ("Published", ", ".join(p for p in (place, "-".join(f"{part:02d}" for part in work.issued)) if p)),
        ("Pages", str(data.get("page") or data.get("number-of-pages") or "")),
        ("URL", f"<{data['URL']}>" if data.get("URL") else ""),
    ]
    lines = [f"| **{name}** | {value if name == 'URL' else escape(value)} |" for name, value in rows if value]
    cited = f"Cited at [{work.cited}]." if work.cited else "The text of the article does not cite it by number."
    return "\n".join(["| | |", "|---|---|", *lines, "", cited, "", work.about])


def term_markdown(term: Term) -> str:
    """The forms of a term by language, and where they were read."""
    rows = [
        f"| {label} | **{escape(term.preferred[code])}** | {escape('; '.join(term.other[code]))} |"
        for code, label in (("en", "English"), ("ru", "Russian"), ("kk", "Kazakh"))
    ]
    lines = ["| Language | Term | Also |", "|---|---|---|", *rows, ""]
    if term.abbreviations:
        lines += [f"Abbreviated: {escape(', '.join(term.abbreviations))}.", ""]
    if term.about:
        lines += [term.about, ""]
    if term.entry:
        lines += [f"Explained at [{escape(term.preferred['en'])}](kzref:{term.entry}).", ""]
    read = escape(term.read_in).rstrip(".")
    lines += [f"Forms read in: {read}." if read else "*Not checked against an official text.*"]
    return "\n".join(lines)
