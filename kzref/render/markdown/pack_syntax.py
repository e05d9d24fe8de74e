"""Figures and works named in a passage, written out as plain Markdown before it is rendered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kzref.pack.generated import escape
from kzref.pack.markdown.code_spans import code_ranges
from kzref.pack.markdown.references import CITATION_PATTERN, FIGURE_PATTERN
from kzref.pack.pinpoints import join_pinpoints
from kzref.pack.series import PackSeries
from kzref.pack.works import Work
from kzref.statistics.formatting import describe_series, format_number
from kzref.statistics.named_values import named_value


@dataclass(frozen=True, slots=True)
class _Words:
    year: str
    total: str
    added: str
    stated: str
    difference: str


_WORDS = {
    "en": _Words("Year", "Total, as stated and as added up", "Sum of the figures", "Total as stated", "Difference"),
    "ru": _Words("Год", "Итог, указанный и подсчитанный", "Сумма показателей", "Итог по источнику", "Разница"),
    "kk": _Words("Жыл", "Жиыны, көрсетілгені және есептелгені", "Көрсеткіштер қосындысы", "Көрсетілген жиын", "Айырма"),
}  # fmt: skip


def expand(text: str, series: Mapping[str, PackSeries], language: str) -> str:
    """The passage with each figure, table and chart mark in Markdown of its own; code and unknown marks stay."""

    if not series or "{{" not in text:
        return text

    def write(found_mark: re.Match[str]) -> str:
        mark = found_mark[1]
        kind, _, name = mark.partition(" ")
        if kind in ("chart", "table") and name.strip() in series:
            found = series[name.strip()]
            if kind == "chart":
                return f"![{escape(describe_series(found, language))}](chart:{found.name})"
            return series_table(found, language)
        name, _, what = mark.partition(":")
        found_series = series.get(name.strip())
        value = named_value(found_series, what.strip()) if found_series else None
        return found_mark[0] if value is None else format_number(value, language)

    shown: list[str] = []
    at = 0
    for start, end in code_ranges(text):
        shown += [FIGURE_PATTERN.sub(write, text[at:start]), text[start:end]]
        at = end
    return "".join([*shown, FIGURE_PATTERN.sub(write, text[at:])])


def plain_works(text: str, works: Mapping[str, Work]) -> str:
    """The passage with '[@name]' as the number of the work in the source's list."""
    return CITATION_PATTERN.sub(lambda m: f"[{works[m[1]].number}]" if m[1] in works else m[0], text)


def series_table(series: PackSeries, language: str) -> str:
    """A Markdown table of a series; the stated total stands beside the sum where one is stated."""
    words = _WORDS.get(language, _WORDS["en"])

    def row(label: str, value: str) -> str:
        return f"| {label} | {value} |"

    unit = series.unit[:1].upper() + series.unit[1:]
    rows = [row(words.year if series.by_year else "", escape(unit)), "|:---|---:|"]
    rows += [row(escape(n), format_number(v, language)) for n, v in zip(series.labels, series.values, strict=True)]
    pins = f" [{join_pinpoints(series.total_pinpoints)}]" if series.total_pinpoints else ""
    stated = series.stated_total
    if stated is None:
        return "\n".join(rows)
    if not series.difference:
        return "\n".join([*rows, row(f"**{words.total}**{pins}", f"**{format_number(stated, language)}**")])
    return "\n".join(
        [
            *rows,
            row(f"**{words.added}**", f"**{format_number(series.total, language)}**"),
            row(f"**{words.stated}**{pins}", f"**{format_number(stated, language)}**"),
            row(words.difference, format_number(series.difference, language)),
        ]
    )
