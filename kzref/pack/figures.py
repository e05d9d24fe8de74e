"""Figures of a series by name, and how a number is written in a language."""

from decimal import Decimal, localcontext

from kzref.pack.series import EXACT, Series

FIGURES = "a year or label, total, stated, difference, first, last, highest, lowest, mean, or change A B"


def figure(series: Series, name: str) -> Decimal | None:
    """The figure that a passage asks for by name, in the unit of the series; None if there is none such.

    'change 2015 2022' is the difference between two labels in per cent, to one place.
    """
    value = series.value(name)
    if value is not None:
        return value
    words = name.split()
    if len(words) == 3 and words[0] == "change":
        return _change(series.value(words[1]), series.value(words[2]))
    named = {
        "total": series.total,
        "stated": series.stated_total,
        "difference": series.difference,
        "first": series.values[0],
        "last": series.values[-1],
        "highest": series.highest,
        "lowest": series.lowest,
        "mean": _rounded(EXACT.divide(series.total, Decimal(len(series.values))), Decimal(1)),
    }
    return named.get(name)


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    return value.quantize(step, context=EXACT)


def _change(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    if before is None or after is None or not before:
        return None
    with localcontext(EXACT):
        return _rounded((after - before) / before * 100, Decimal("0.1"))


def format_number(value: Decimal, language: str = "en") -> str:
    """A number as it is written in a language: 33,671 in English, 33 671 with a no-break space in Russian, Kazakh."""
    text = f"{value:,f}"
    if language in ("ru", "kk"):
        text = text.replace(",", "\u00a0").replace(".", ",")
    return text.replace("-", "\u2212")


def summary(series: Series, language: str = "en") -> str:
    """The chart in words, for those who do not see it."""
    points = "; ".join(
        f"{label}: {format_number(value, language)}" for label, value in zip(series.labels, series.values, strict=True)
    )
    return f"{series.title}, {series.unit}. {points}."
