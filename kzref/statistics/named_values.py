"""The values of a series that a text can ask for by name, as in {{series:total}}."""

from collections.abc import Mapping
from decimal import Decimal

from kzref.statistics.series import Series


def named_value(series: Series, name: str) -> Decimal | None:
    """Return the value of a name, in the unit of the series; None if there is no such name or value.

    name: a year or label; total, stated, difference, first, last, highest, lowest or mean; or 'change A B', the change
    from label A to label B in per cent.
    """
    value = series.value(name)
    if value is not None:
        return value
    words = name.split()
    if len(words) == 3 and words[0] == "change":
        return series.change(words[1], words[2])
    derived: Mapping[str, Decimal | None] = {
        "total": series.total,
        "stated": series.stated_total,
        "difference": series.difference,
        "first": series.values[0],
        "last": series.values[-1],
        "highest": series.highest,
        "lowest": series.lowest,
        "mean": series.mean,
    }
    return derived.get(name)
