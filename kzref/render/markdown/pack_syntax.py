"""Expand references to figures and works into plain Markdown before a text is rendered."""

import re
from collections.abc import Mapping

from kzref.pack.data.series import PackSeries
from kzref.pack.data.works import Work
from kzref.pack.generated import escape
from kzref.pack.markdown.code_spans import code_ranges
from kzref.pack.markdown.references import CITATION_PATTERN, FIGURE_PATTERN
from kzref.pack.pinpoints import join_pinpoints
from kzref.pack.text_labels import series_labels
from kzref.statistics.formatting import describe_series, format_number
from kzref.statistics.named_values import named_value


def expand(text: str, series: Mapping[str, PackSeries], language: str) -> str:
    """Return the text with figures, tables and charts written out. Code and unknown references are left unchanged."""

    if not series or "{{" not in text:
        return text

    def write(reference: re.Match[str]) -> str:
        kind, _, name = reference[1].partition(" ")
        if kind in ("chart", "table") and name.strip() in series:
            found = series[name.strip()]
            if kind == "chart":
                return f"![{escape(describe_series(found, language))}](chart:{found.name})"
            return series_table(found, language)
        name, _, what = reference[1].partition(":")
        found_series = series.get(name.strip())
        value = named_value(found_series, what.strip()) if found_series else None
        return reference[0] if value is None else format_number(value, language)

    shown: list[str] = []
    at = 0
    for start, end in code_ranges(text):
        shown += [FIGURE_PATTERN.sub(write, text[at:start]), text[start:end]]
        at = end
    return "".join([*shown, FIGURE_PATTERN.sub(write, text[at:])])


def plain_works(text: str, works: Mapping[str, Work]) -> str:
    """Return the text with '[@name]' replaced by the number of the work in the source's list."""
    return CITATION_PATTERN.sub(lambda m: f"[{works[m[1]].number}]" if m[1] in works else m[0], text)


def series_table(series: PackSeries, language: str) -> str:
    """Return a Markdown table of a series. A stated total is added, next to the sum if the two differ."""
    labels = series_labels(language)

    def row(label: str, value: str) -> str:
        return f"| {label} | {value} |"

    unit = series.unit[:1].upper() + series.unit[1:]
    rows = [row(labels.year if series.by_year else "", escape(unit)), "|:---|---:|"]
    rows += [row(escape(n), format_number(v, language)) for n, v in zip(series.labels, series.values, strict=True)]
    pins = f" [{join_pinpoints(series.total_pinpoints)}]" if series.total_pinpoints else ""
    stated = series.stated_total
    if stated is None:
        return "\n".join(rows)
    if not series.difference:
        return "\n".join([*rows, row(f"**{labels.total}**{pins}", f"**{format_number(stated, language)}**")])
    return "\n".join(
        [
            *rows,
            row(f"**{labels.added}**", f"**{format_number(series.total, language)}**"),
            row(f"**{labels.stated}**{pins}", f"**{format_number(stated, language)}**"),
            row(labels.difference, format_number(series.difference, language)),
        ]
    )
