"""The verdicts and the registration figures once more, in plain Python, straight from the rule's own words.

The product judges in SQL; tests compare its answers with these. Nothing in `oversight` may import this.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil


def period_verdict(*, required: int, counted: int, rows_count: int, period_end: date, as_of: date) -> str:
    """Judge a period: met at once, open before its (half-open) end, then no_record or missed."""
    if counted >= required:
        return "met"
    if as_of < period_end:
        return "open"
    return "missed" if rows_count > 0 else "no_record"


@dataclass(frozen=True)
class ReferencePeriod:
    """One period of a unit's year; `end` is the first day after it."""

    start: date
    end: date
    verdict: str


def year_verdict(
    *, periods: Sequence[ReferencePeriod], year_required: int, year_counted: int, year_end: date, as_of: date
) -> str:
    """The unit's year; `year_end` is 1 January of the next year."""
    finished = [period for period in periods if period.end <= as_of]
    begun = [period for period in periods if period.start <= as_of]
    if any(period.verdict in ("missed", "no_record") for period in finished):
        return "missed"
    if year_end <= as_of and year_counted < year_required:
        return "missed"
    if all(period.verdict == "met" for period in periods) and year_counted >= year_required:
        return "met"
    if all(period.verdict == "met" for period in begun):
        return "on_track"
    return "open"


@dataclass(frozen=True)
class ReferenceRegistration:
    """The figures of one unit's registration; None where they cannot be said."""

    registered: int
    registered_ratio: Fraction | None
    target_count: int | None
    gap_count: int | None
    net_week: int
    needed_per_week: Fraction | None
    forecast_on: date | None


def registration(
    *, counted_from: Sequence[date], residents: int | None, target_ratio: Fraction, as_of: date
) -> ReferenceRegistration:
    """Registration figures from the days on which each person began to count as registered.

    needed_per_week: the gap over the weeks left until 31 December, unrounded; unknown on that day itself.
    forecast_on: as of + gap ÷ (net of the last 28 days ÷ 28), rounded up to a whole day.
    """

    def registered_on(day: date) -> int:
        return sum(1 for began in counted_from if began <= day)

    registered = registered_on(as_of)
    net_week = registered - registered_on(as_of - timedelta(days=7))
    net_four_weeks = registered - registered_on(as_of - timedelta(days=28))
    if not residents:
        return ReferenceRegistration(registered, None, None, None, net_week, None, None)
    target_count = ceil(target_ratio * residents)
    gap_count = max(0, target_count - registered)
    days_left = (date(as_of.year, 12, 31) - as_of).days
    needed_per_week = Fraction(0) if gap_count == 0 else None
    if gap_count > 0 and days_left > 0:
        needed_per_week = Fraction(gap_count * 7, days_left)
    forecast_on = None
    if gap_count > 0 and net_four_weeks > 0:
        forecast_on = as_of + timedelta(days=ceil(Fraction(gap_count * 28, net_four_weeks)))
    ratio = Fraction(registered, residents)
    return ReferenceRegistration(
        registered, ratio, target_count, gap_count, net_week, needed_per_week, forecast_on
    )
