"""Answers handed over to `judgement`, which puts verdicts into words."""

from collections import defaultdict
from datetime import date
from types import SimpleNamespace

import pandas as pd

from oversight import judgement
from oversight.ui import answers


def registration_standing(row: SimpleNamespace, as_of: date) -> judgement.RegistrationStanding:
    """One row of registration_by_unit, as far as a sentence needs it."""
    return judgement.RegistrationStanding(
        unit_name=row.unit_name, as_of=as_of, registered=row.registered or 0, residents=row.residents,
        target_ratio=row.target_ratio, target_count=row.target_count, gap_count=row.gap_count,
        needed_per_week=row.needed_per_week, forecast_on=row.forecast_on,
    )


def with_reasons(by_unit: pd.DataFrame, by_period: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """compliance_by_unit with one more column, `reason`: why each year reads as it does, from compliance_by_period."""
    begun: dict[str, list[judgement.PeriodStanding]] = defaultdict(list)
    for row in answers.rows(by_period):
        if row.period_start <= as_of:
            begun[row.unit_code].append(judgement.PeriodStanding(
                row.period, row.required, row.counted, row.rows_count, judgement.Verdict(row.verdict), row.days_left,
            ))
    sentences = [
        judgement.year_sentence(
            begun[row.unit_code], year_required=row.year_required, year_counted=row.year_counted,
            verdict=judgement.YearVerdict(row.verdict),
        )
        for row in answers.rows(by_unit)
    ]
    return by_unit.assign(reason=sentences)


def behind(with_reasons_: pd.DataFrame) -> pd.DataFrame:
    """The units whose year is missed, those with most periods missed first, else in the order of the table."""
    missed = with_reasons_[with_reasons_["verdict"] == judgement.YearVerdict.MISSED]
    short = missed["periods_due"] - missed["periods_met"]
    return missed.assign(short=short).sort_values("short", ascending=False, kind="stable").drop(columns="short")


def waiting(with_reasons_: pd.DataFrame) -> pd.DataFrame:
    """The units that have missed nothing yet and still owe something in the period now running."""
    return with_reasons_[with_reasons_["verdict"] == judgement.YearVerdict.OPEN]
