"""compliance_by_unit: the unit's year, two tests that must both hold."""

import random
from datetime import date, timedelta

from tests import reference, tables
from tests.queries.county import TEAMS, UNITS

BASE = {"units": UNITS, "team_tree": TEAMS}
HEADING = "activity_number | title | team_name | starts_at:moment\n"


def held(*days: str, team: str = "东川队") -> str:
    return HEADING + "\n".join(f"a{number} | 活动{number} | {team} | {day} 09:00" for number, day in enumerate(days))


def year_of(answer, unit="t1"):
    row = answer[answer["unit_code"] == unit].iloc[0]
    return row["verdict"], row["year_counted"], row["periods_due"], row["periods_met"]


def test_one_row_per_obliged_unit_in_the_order_of_the_unit_table(county):
    tables.expect(
        county(BASE).ask("compliance_by_unit", "2026-02-01"),
        """
        unit_code | unit_kind    | periods_due | year_required | periods_total | verdict
        t1        | town         | 0           | 4             | 4             | open
        t2        | subdistrict  | 0           | 4             | 4             | open
        s1        | community    | 0           | 4             | 4             | open
        o1        | organisation | 0           | 2             | 2             | open
        """,
    )


def test_four_activities_in_one_quarter_fail_the_year(county):
    there = county(BASE | {"activities": held("2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08")})
    assert year_of(there.ask("compliance_by_unit", "2026-03-31")) == ("on_track", 4, 0, 0)
    assert year_of(there.ask("compliance_by_unit", "2026-07-01")) == ("missed", 4, 2, 1)


def test_every_quarter_and_the_total_make_the_year_met_at_once(county):
    there = county(BASE | {"activities": held("2026-01-05", "2026-04-05", "2026-07-05", "2026-10-05")})
    assert year_of(there.ask("compliance_by_unit", "2026-10-04"))[0] == "open"
    assert year_of(there.ask("compliance_by_unit", "2026-10-05")) == ("met", 4, 3, 3)


def test_the_reason_tells_periods_without_record_from_missed_ones(county):
    there = county(
        BASE | {"activities": HEADING.strip() + " | status:text\na1 | 作废 | 东川队 | 2026-01-05 09:00 | 9"}
    )
    row = there.ask("compliance_by_unit", "2026-07-01", town="t1", unit_group="town").iloc[0]
    assert (row["periods_missed"], row["periods_without_record"]) == ("2026Q1", "2026Q2")


def test_days_left_run_to_the_end_of_the_running_period_and_are_empty_when_it_is_met(county):
    there = county(BASE | {"activities": held("2026-10-05")})
    answer = there.ask("compliance_by_unit", "2026-12-31")
    assert answer[answer["unit_code"] == "t1"]["days_left"].isna().all()
    assert answer[answer["unit_code"] == "t2"]["days_left"].tolist() == [1]


def test_the_answer_is_the_reference_calculation_on_two_hundred_random_years(county):
    chance = random.Random(7)
    units = ["unit_code | unit_name | unit_kind | parent_code", "c | 青禾县 | county | "]
    teams, activities = ["team_name | unit_text"], [HEADING.strip()]
    days: dict[str, list[date]] = {}
    for number in range(200):
        code = f"u{number:03}"
        units.append(f"{code} | 第{number}镇 | town | c")
        teams.append(f"队{number} | 第{number}镇")
        days[code] = [date(2026, 1, 1) + timedelta(days=chance.randrange(365)) for _ in range(chance.randrange(7))]
        activities += [f"{code}-{k} | 活动 | 队{number} | {day} 09:00" for k, day in enumerate(days[code])]
    there = county({"units": "\n".join(units), "team_tree": "\n".join(teams), "activities": "\n".join(activities)})
    ends = [date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 1)]
    for as_of in (date(2026, 3, 31), date(2026, 4, 1), date(2026, 9, 15), date(2026, 12, 31), date(2027, 1, 1)):
        answer = there.ask("compliance_by_unit", as_of.isoformat(), year=2026).set_index("unit_code")
        for code, held_on in days.items():
            seen = [day for day in held_on if day <= as_of]
            periods = []
            for start, end in zip(ends, ends[1:], strict=False):
                inside = sum(start <= day < end for day in seen)
                verdict = reference.period_verdict(
                    required=1, counted=inside, rows_count=inside, period_end=end, as_of=as_of
                )
                periods.append(reference.ReferencePeriod(start, end, verdict))
            expected = reference.year_verdict(
                periods=periods, year_required=4, year_counted=len(seen), year_end=ends[-1], as_of=as_of
            )
            assert (answer.loc[code, "verdict"], answer.loc[code, "year_counted"]) == (expected, len(seen)), (code, as_of)
