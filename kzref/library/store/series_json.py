"""Series as JSON, as the compiled library stores them."""

from collections.abc import Mapping
from decimal import Decimal

from kzref.pack.data.series import PackSeries
from kzref.pack.pinpoints import Pinpoint


def series_data(series: PackSeries) -> Mapping[str, object]:
    """Return the JSON values of a series."""
    return {
        "name": series.name,
        "title": series.title,
        "unit": series.unit,
        "labels": series.labels,
        "values": [str(value) for value in series.values],
        "by_year": series.by_year,
        "source": series.source,
        "form": series.form,
        "pinpoints": [(p.part, p.number) for p in series.pinpoints],
        "stated_total": None if series.stated_total is None else str(series.stated_total),
        "total_pinpoints": [(p.part, p.number) for p in series.total_pinpoints],
        "note": series.note,
    }


def series_of(data: dict) -> PackSeries:  # type: ignore[type-arg]
    """Return the series of values that series_data() made."""
    stated = data["stated_total"]
    return PackSeries(
        **data
        | {
            "labels": tuple(data["labels"]),
            "values": tuple(Decimal(value) for value in data["values"]),
            "pinpoints": tuple(Pinpoint(*pair) for pair in data["pinpoints"]),
            "total_pinpoints": tuple(Pinpoint(*pair) for pair in data["total_pinpoints"]),
            "stated_total": None if stated is None else Decimal(stated),
        }
    )
