"""registration_by_unit: who is registered, how far from the target, and when it will be reached."""

import random
from datetime import date, timedelta
from fractions import Fraction

from tests import reference, tables
from tests.queries.county import TEAMS, UNITS

BASE = {"units": UNITS, "team_tree": TEAMS}
PEOPLE = """
    number_key | region   | registered_on | is_verified | is_enabled
    p1         | 东川镇   | 2026-01-01    | true        | true
    p2         | 花园社区 | 2026-03-24    | true        | true      # rolls up to 东川镇
    p3         | 西川街道 | 2026-03-25    | true        | true
    p4         | 西川街道 | 2026-04-01    | true        | true      # the day after
    p5         | 东川镇   | 2026-01-01    | false       | true      # 未通过
    p6         | 东川镇   | 2026-01-01    |             | true      # unknown word
    p7         | 东川镇   | 2026-01-01    | true        | false     # 停用
    p8         | 东川镇   |               | true        | true      # no date
    p9         | 外县某村 | 2026-03-31    | true        | true      # counts for the county only
"""


def test_towns_and_the_county_stand_with_their_own_targets_rounded_up(county):
    tables.expect(
        county(BASE | {"volunteers": PEOPLE}).ask("registration_by_unit", "2026-03-31"),
        """
        unit_code | residents | registered | registered_ratio | target_ratio | target_count | gap_count | net_week
        c         | 1000      | 4          | 0.004            | 0.13         | 130          | 126       | 2
        t1        | 600       | 2          | 0.003333333      | 0.13         | 78           | 76        | 0
        t2        | 24        | 1          | 0.041666667      | 0.13         | 4            | 3         | 1
        """,
    )


def test_seven_days_are_the_as_of_day_and_the_six_before(county):
    there = county(BASE | {"volunteers": PEOPLE})
    answer = there.ask("registration_by_unit", "2026-03-30", town="t1").set_index("unit_code")
    assert answer.loc["t1", "net_week"] == 1, "24 March is inside the seven days up to 30 March"
    assert there.ask("registration_by_unit", "2026-03-31", town="t1").set_index("unit_code").loc["t1", "net_week"] == 0


def test_the_target_exactly_reached_leaves_no_gap_and_no_forecast(county):
    people = "number_key | region | registered_on\n" + "\n".join(f"p{n} | 西川街道 | 2026-01-05" for n in range(4))
    row = county(BASE | {"volunteers": people}).ask("registration_by_unit", "2026-02-01", town="t2").iloc[1]
    assert (row["registered"], row["gap_count"], row["needed_per_week"]) == (4, 0, 0)
    assert row["forecast_on"] is None or row["forecast_on"] != row["forecast_on"]


def test_the_same_person_in_two_exports_or_under_one_id_number_counts_once(county):
    first = "number_key | id_key | region | registered_on\np1 | i1 | 东川镇 | 2026-01-05\np2 | i2 | 东川镇 | 2026-01-05"
    other = "number_key:text | id_key | region | registered_on\n | i1 | 西川街道 | 2026-01-05"
    answer = county(BASE | {"volunteers": first}, {"volunteers": other}).ask("registration_by_unit", "2026-02-01")
    assert answer.set_index("unit_code")["registered"].to_dict() == {"c": 2, "t1": 1, "t2": 1}, "the later import moved p1"


def test_a_unit_without_residents_has_no_ratio_and_nobody_is_lost(county):
    units = "unit_code | unit_name | unit_kind | parent_code | residents\nt1 | 东川镇 | town | | 0"
    people = "number_key | region | registered_on\np1 | 东川镇 | 2026-01-05"
    answer = county({"units": units, "volunteers": people}).ask("registration_by_unit", "2026-02-01")
    assert answer["unit_kind"].tolist() == ["county", "town"]
    assert answer["registered"].tolist() == [1, 1]
    assert answer["registered_ratio"].isna().all()


def test_active_people_are_those_who_served_within_twelve_months(county):
    hours = """
        number_key | activity_number | starts_at
        p1         | a1              | 2025-03-31 09:00
        p2         | a1              | 2025-04-01 09:00
        p2         | a2              | 2025-06-01 09:00
        """
    people = "number_key | region | registered_on\np1 | 东川镇 | 2024-01-05\np2 | 东川镇 | 2024-01-05"
    there = county(BASE | {"volunteers": people, "hours": hours})
    for as_of, expected in (("2025-03-30", 0), ("2025-04-01", 2), ("2026-03-30", 2), ("2026-03-31", 1), ("2026-06-01", 0)):
        answer = there.ask("registration_by_unit", as_of).set_index("unit_code")
        assert answer["active_people"].to_dict() == {"c": expected, "t1": expected, "t2": 0}, as_of


def test_the_answer_is_the_reference_calculation_on_random_registrations(county):
    chance = random.Random(11)
    days = [date(2026, 1, 1) + timedelta(days=chance.randrange(365)) for _ in range(200)]
    people = "number_key | region | registered_on\n" + "\n".join(f"p{n} | 东川镇 | {day}" for n, day in enumerate(days))
    there = county(BASE | {"volunteers": people})
    for as_of in (date(2026, 1, 1), date(2026, 2, 28), date(2026, 6, 30), date(2026, 12, 30), date(2026, 12, 31)):
        answer = there.ask("registration_by_unit", as_of.isoformat()).set_index("unit_code")
        for code, residents in (("c", 1000), ("t1", 600)):
            expected = reference.registration(
                counted_from=days, residents=residents, target_ratio=Fraction(13, 100), as_of=as_of
            )
            row = answer.loc[code]
            assert row["registered"] == expected.registered
            assert row["gap_count"] == expected.gap_count
            assert row["net_week"] == expected.net_week
            assert (None if row["needed_per_week"] != row["needed_per_week"] else round(row["needed_per_week"], 9)) == (
                None if expected.needed_per_week is None else round(float(expected.needed_per_week), 9)
            )
            found = None if row["forecast_on"] != row["forecast_on"] else row["forecast_on"].date()
            assert found == expected.forecast_on
