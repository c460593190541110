"""How a figure of the evaluation is written: a count, a share or an amount with its records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from outreach_app.officeapi.audit_messages import Figure


def count(code: str, trace: Iterable[str], group: str = "") -> Figure:
    """Return how many records there are; each counts once."""
    names = tuple(sorted(set(trace)))
    return Figure(code=code, group=group, value=str(len(names)), unit="count", trace=names)


def share(code: str, part: Iterable[str], whole: Collection[str], group: str = "") -> Figure:
    """Return which share of `whole` is in `part`, in percent; empty value without a whole."""
    names, among = tuple(sorted(set(part))), tuple(sorted(set(whole)))
    value = rounded(Decimal(len(names)) * 100 / len(among)) if among else ""
    return Figure(
        code=code,
        group=group,
        value=value,
        unit="percent",
        of=len(among),
        trace=names,
        among=among,
    )


def middle(code: str, days: Mapping[str, int], group: str = "") -> Figure:
    """Return the median of days, traced to the records it is made of."""
    return Figure(
        code=code,
        group=group,
        value=rounded(median(days.values())),
        unit="days",
        of=len(days),
        trace=tuple(days),
    )


def amount(code: str, idr: int, trace: Iterable[str], group: str = "") -> Figure:
    """Return a sum of rupiah."""
    return Figure(code=code, group=group, value=str(idr), unit="idr", trace=tuple(trace))


def rounded(value: float | Decimal, step: str = "0.1") -> str:
    """Return a decimal as text, rounded half up."""
    return str(Decimal(str(value)).quantize(Decimal(step), ROUND_HALF_UP))
