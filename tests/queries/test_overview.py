"""overview: the county in one row."""

from tests import tables
from tests.queries.county import TEAMS, UNITS

ALL = {
    "units": UNITS,
    "team_tree": TEAMS,
    "volunteers": """
        number_key | region   | registered_on
        p1         | 东川镇   | 2026-01-05
        p2         | 西川街道 | 2026-03-30
        p3         | 不知何处 | 2026-03-30
    """,
    "activities": """
        activity_number | title | team_name | starts_at
        a1              | 一    | 东川队    | 2026-03-25 09:00
        a2              | 二    | 花园队    | 2026-03-24 09:00
        a3              | 三    | 西川队    | 2026-03-31 09:00
    """,
    "hours": """
        number_key | activity_number | starts_at        | hours
        p1         | a1              | 2026-03-25 09:00 | 2
        p1         | a1              | 2026-03-26 09:00 | 1
        p2         | a1              | 2026-03-25 09:00 | 2
        p2         | a2              | 2026-03-24 09:00 | 5
        p3         | a3              | 2026-04-01 09:00 | 9
    """,
}


def test_the_week_is_the_seven_days_ending_on_the_as_of_day(county):
    tables.expect(
        county(ALL).ask("overview", "2026-03-31"),
        """
        as_of      | registered | registered_ratio | gap_count | net_week | activities_week | people_week | attendances_week | hours_week | hours_previous_week
        2026-03-31 | 3          | 0.003            | 127       | 2        | 1               | 2           | 2                | 5          | 5
        """,
    )


def test_units_due_and_met_are_those_of_the_running_period(county):
    there = county(ALL)
    row = there.ask("overview", "2026-03-31").iloc[0]
    assert (row["units_due"], row["units_met"], row["met_ratio"]) == (4, 2, 0.5), "a3 has its only record a day later"
    assert there.ask("overview", "2026-04-01").iloc[0][["units_due", "units_met"]].tolist() == [4, 0]


def test_people_whose_unit_is_not_known_are_said(county):
    assert county(ALL).ask("overview", "2026-03-31").iloc[0]["registered_unmatched"] == 1


def test_a_town_sees_its_own_registration_and_units_only(county):
    row = county(ALL).ask("overview", "2026-03-31", town="t2").iloc[0]
    assert row[["registered", "units_due", "activities_week", "people_week"]].tolist() == [1, 1, 0, 0]


def test_an_empty_county_has_no_ratio_and_no_error(county):
    row = county({}).ask("overview", "2026-03-31").iloc[0]
    assert row[["registered", "units_due", "activities_week", "people_week", "hours_week"]].tolist() == [0, 0, 0, 0, 0]
    assert row["met_ratio"] != row["met_ratio"]
