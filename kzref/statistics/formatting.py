"""Numbers and series in words, as a language writes them."""

from decimal import Decimal

from kzref.statistics.series import Series


def format_number(value: Decimal, language: str = "en") -> str:
    """Return a number as a language writes it.

    33,671.5 in English and any other language, 33 671,5 with a no-break space in Russian and Kazakh; a negative number
    has a minus sign, not a hyphen.
    """
    text = f"{value:,f}"
    if language in ("ru", "kk"):
        text = text.replace(",", "\u00a0").replace(".", ",")
    return text.replace("-", "\u2212")


def describe_series(series: Series, language: str = "en") -> str:
    """Return a chart of the series in words, for readers who do not see it."""
    points = "; ".join(
        f"{label}: {format_number(value, language)}" for label, value in zip(series.labels, series.values, strict=True)
    )
    return f"{series.title}, {series.unit}. {points}."
