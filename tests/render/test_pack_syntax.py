"""Figures in a passage are the figures of the series, written as the language writes them."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from parsed_page import parsed

from kzref.pack.data.series import PackSeries
from kzref.pack.pinpoints import Pinpoint
from kzref.render.markdown.pack_syntax import expand, series_table

VALUES = (Decimal(1200), Decimal(1350), Decimal(1100))
CATCH = PackSeries("catch", "Catch", "barrels", ("2001", "2002", "2003"), VALUES, by_year=True)


def expanded(text: str, series: PackSeries = CATCH, language: str = "en") -> str:
    return expand(text, {series.name: series}, language)


@pytest.mark.parametrize(
    ("mark", "number"),
    [
        ("catch:2002", "1,350"), ("catch:total", f"{sum(VALUES):,}"), ("catch:first", "1,200"), ("catch:last", "1,100"),
        ("catch:highest", "1,350"), ("catch:lowest", "1,100"), (" catch : total ", f"{sum(VALUES):,}"),
        ("catch:change 2001 2002", "12.5"), ("catch:change 2001 2003", "\u22128.3"),
    ],
)  # fmt: skip
def test_a_mark_is_the_figure_that_it_names(mark: str, number: str) -> None:
    assert expanded(f"It is {{{{{mark}}}}} now.") == f"It is {number} now."


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_figure_is_written_as_its_language_writes_it(language: str) -> None:
    assert expanded("{{catch:total}}", language=language) == "3\u00a0650"
    assert expanded("{{catch:change 2001 2002}}", language=language) == "12,5"


@pytest.mark.parametrize(
    "mark",
    ["{{catch:stated}}", "{{catch:1999}}", "{{trout:total}}", "{{catch}}", "{{table trout}}", "{{chart}}", "{{}}"],
)
def test_a_mark_that_names_no_figure_stays_to_be_seen(mark: str) -> None:
    assert expanded(f"It is {mark} now.") == f"It is {mark} now."


@pytest.mark.parametrize(
    "code",
    ["`{{catch:total}}`", "``a ` {{catch:total}}``", "```\n{{catch:total}}\n```", "~~~ text\n{{table catch}}\n~~~",
     "````\n```\n{{chart catch}}\n```\n````", "  ```\n  {{catch:total}}\n  ```"],
)  # fmt: skip
def test_code_is_left_alone(code: str) -> None:
    assert expanded(f"{{{{catch:total}}}}\n\n{code}\n\n{{{{catch:first}}}}") == f"3,650\n\n{code}\n\n1,200"


def test_a_lone_backtick_in_one_paragraph_does_not_hide_the_figures_of_the_next() -> None:
    text = "A ` stands here.\n\nIt is {{catch:total}}.\n\nAnother ` stands there."
    assert expanded(text) == text.replace("{{catch:total}}", "3,650")


@given(st.text(st.sampled_from("ab`~{}: \n"), max_size=30))
@example("{{: }}")
@example("{{ trout }}")
def test_text_that_names_no_series_is_not_changed(text: str) -> None:
    assert expanded(text) == text


def rows(render: Callable[..., Any], series: PackSeries, language: str = "en") -> list[list[str]]:
    return parsed(render(series_table(series, language)).html).one("table", "data").rows()


def test_a_table_holds_each_year_and_nothing_more_where_no_total_is_stated(render: Callable[..., Any]) -> None:
    assert rows(render, CATCH) == [["Year", "Barrels"], ["2001", "1,200"], ["2002", "1,350"], ["2003", "1,100"]]


def test_a_total_that_agrees_is_told_once_with_its_place(render: Callable[..., Any]) -> None:
    agreed = replace(CATCH, stated_total=sum(VALUES, Decimal(0)), total_pinpoints=(Pinpoint("Body", "3"),))
    (total,) = rows(render, agreed)[4:]
    assert total[1] == "3,650"
    assert total[0].replace("\u00a0", " ").endswith("[Body 3]")


@pytest.mark.parametrize(("stated", "difference"), [("3660", "10"), ("3600", "\u221250"), ("3650.5", "0.5")])
def test_a_total_that_differs_stands_beside_the_sum_and_the_difference(
    render: Callable[..., Any], stated: str, difference: str
) -> None:
    total_rows = rows(render, replace(CATCH, stated_total=Decimal(stated)))[4:]
    numbers = [row[1] for row in total_rows]
    assert [n.replace(",", "") for n in numbers] == ["3650", stated, difference]
    assert len({row[0] for row in total_rows}) == 3


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_a_table_speaks_the_language_of_its_page(render: Callable[..., Any], language: str) -> None:
    heads = {tag: rows(render, replace(CATCH, stated_total=Decimal(1)), tag) for tag in ("en", "ru", "kk")}
    others = [heads[tag] for tag in heads if tag != language]
    for at in (0, 4, 5, 6):
        assert all(heads[language][at][0] != other[at][0] for other in others)


def test_labels_and_units_are_shown_as_they_stand(render: Callable[..., Any]) -> None:
    label = "a|b *c* <b>d</b> [e](f) `g`"
    odd = replace(CATCH, labels=(label, "x", "y"), by_year=False, unit="<i>cod</i> | *kg*")
    table = rows(render, odd)
    assert table[0] == ["", "<i>cod</i> | *kg*"]
    assert table[1] == [label, "1,200"]


def test_a_chart_is_told_in_words_to_those_who_do_not_see_it(render: Callable[..., Any]) -> None:
    rendered = render("{{chart catch}}\n\nIt fell by {{catch:2002}}.")
    picture = parsed(rendered.html).one("img")
    assert picture.attributes["src"] == "chart:catch"
    for word in ("Catch", "barrels", "2001", "1,200", "2002", "\u221250"):
        assert word in picture.attributes["alt"]
    assert picture.attributes["alt"] in rendered.text
    assert picture.attributes["alt"] not in rendered.prose
    assert "It fell by \u221250." in rendered.prose
