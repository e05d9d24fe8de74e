"""A series: values by year or by label, as exact decimals, and the values that follow from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from functools import cached_property

EXACT = Context(prec=80)
"""Precise enough for sums and shares of 5,000 values below 10**18 with up to 12 decimals."""


@dataclass(frozen=True)
class Series:
    """Values in the order in which they are written, in the stated unit. There is at least one."""

    name: str
    title: str
    unit: str
    labels: tuple[str, ...]
    values: tuple[Decimal, ...]
    by_year: bool
    """Whether the labels are years, each the year after the one before."""
    source: str = ""
    form: str = ""
    stated_total: Decimal | None = None
    """The total as the source states it, which may differ from the sum; None where it states none."""

    @cached_property
    def total(self) -> Decimal:
        """The sum of the values."""
        with localcontext(EXACT):
            return sum(self.values, Decimal(0))

    @property
    def difference(self) -> Decimal:
        """The stated total less the sum; 0 where none is stated."""
        return Decimal(0) if self.stated_total is None else EXACT.subtract(self.stated_total, self.total)

    @cached_property
    def highest(self) -> Decimal:
        """The greatest of the values."""
        return max(self.values)

    @cached_property
    def lowest(self) -> Decimal:
        """The least of the values."""
        return min(self.values)

    @property
    def mean(self) -> Decimal:
        """The arithmetic mean of the values, rounded to a whole number."""
        return round_to(EXACT.divide(self.total, Decimal(len(self.values))), Decimal(1))

    @cached_property
    def _by_label(self) -> Mapping[str, Decimal]:
        return dict(zip(self.labels, self.values, strict=True))

    def value(self, label: str) -> Decimal | None:
        """Return the value of a year or label, or None."""
        return self._by_label.get(label)

    def change(self, first: str, last: str) -> Decimal | None:
        """Return the change between two labels in per cent of the first value, to one decimal.

        Return None where a label is unknown or the first value is 0.
        """
        before, after = self.value(first), self.value(last)
        if before is None or after is None or not before:
            return None
        with localcontext(EXACT):
            return round_to((after - before) / before * 100, Decimal("0.1"))


def round_to(value: Decimal, step: Decimal) -> Decimal:
    """Return a value rounded to the exponent of step, half to even."""
    return value.quantize(step, context=EXACT)
