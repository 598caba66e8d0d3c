"""team_ranking: teams inside their kind, from 1 January."""

from tests import tables
from tests.queries.county import UNITS

TEAMS = """
    team_name | team_level | unit_text
    甲队      | squad      | 东川镇
    乙队      | squad      | 西川街道
    丙队      | squad      | 花园社区
    丁队      | squad      |
    大队      | brigade    | 东川镇
"""
BASE = {"units": UNITS, "team_tree": TEAMS}
HOURS = """
    number_key | activity_number | activity_title | team_name | starts_at        | hours | entry_method:text | hour_status:text
    p1         |                 | 扫雪           | 甲队      | 2026-01-01 09:00 | 3     | 3                 | 2
    p1         |                 | 扫雪           | 甲队      | 2026-01-01 14:00 | 1     | 1                 | 2
    p2         |                 | 扫雪           | 甲队      | 2026-02-01 09:00 | 4     | 4                 | 2
    p3         |                 | 宣讲           | 乙队      | 2026-02-05 09:00 | 4     | 2                 | 2
    p4         |                 | 宣讲           | 乙队      | 2026-02-05 09:00 | 4     | 2                 | 2
    p5         |                 | 义诊           | 丙队      | 2026-02-06 09:00 | 2     | 3                 | 2
    p5         |                 | 义诊           | 丙队      | 2026-02-07 09:00 | 9     | 3                 | 0
    p6         |                 | 旧年           | 丙队      | 2025-12-31 09:00 | 9     | 3                 | 2
"""


def test_ranks_are_competition_ranks_inside_a_kind_and_hours_are_the_effective_ones_of_the_year(county):
    tables.expect(
        county(BASE | {"hours": HOURS}).ask("team_ranking", "2026-02-28"),
        """
        team_name | team_kind | unit_name | rank | people | attendances | hours | hours_per_person | checked_in_ratio
        大队      | brigade   | 东川镇    | 1    | 0      | 0           | 0     |                  |
        乙队      | squad     | 西川街道  | 1    | 2      | 2           | 8     | 4                | 0
        甲队      | squad     | 东川镇    | 1    | 2      | 2           | 8     | 4                | 0.875
        丙队      | squad     | 花园社区  | 3    | 1      | 1           | 2     | 2                | 1
        丁队      | squad     |           | 4    | 0      | 0           | 0     |                  |
        """,
    )


def test_the_rank_a_week_ago_is_that_of_the_day_seven_days_before(county):
    there = county(BASE | {"hours": HOURS})
    answer = there.ask("team_ranking", "2026-02-12", unit_group="town").set_index("team_name")
    assert answer.loc["乙队", ["rank", "rank_week_ago", "rank_change"]].tolist() == [1, 1, 0]
    earlier = there.ask("team_ranking", "2026-02-08").set_index("team_name")
    assert earlier.loc["乙队", ["rank", "rank_week_ago", "rank_change"]].tolist() == [1, 2, 1]


def test_there_is_no_rank_a_week_ago_in_the_first_week_of_the_year(county):
    answer = county(BASE | {"hours": HOURS}).ask("team_ranking", "2026-01-07")
    assert answer["rank_week_ago"].isna().all()


def test_activities_are_the_counted_ones_and_can_be_the_measure(county):
    activities = """
        activity_number | title | team_name | starts_at        | status:text
        a1              | 一    | 丙队      | 2026-04-05 09:00 | 5
        a2              | 二    | 丙队      | 2026-04-06 09:00 | 9
        """
    there = county(BASE | {"activities": activities})
    answer = there.ask("team_ranking", "2026-04-30", measure="activities").set_index("team_name")
    assert answer.loc["丙队", ["rank", "activities"]].tolist() == [1, 1]


def test_a_filter_hides_rows_and_changes_no_rank(county):
    answer = county(BASE | {"hours": HOURS}).ask("team_ranking", "2026-02-28", unit_group="community")
    assert answer[["team_name", "rank"]].values.tolist() == [["丙队", 3]]


def test_one_person_in_one_activity_on_two_days_is_one_attendance(county):
    hours = """
        number_key | activity_number | team_name | starts_at        | hours
        p1         | a1              | 甲队      | 2026-03-02 09:00 | 1
        p1         | a1              | 甲队      | 2026-03-03 09:00 | 1
        p1         | a2              | 甲队      | 2026-03-03 14:00 | 1
        """
    row = county(BASE | {"hours": hours}).ask("team_ranking", "2026-03-31").set_index("team_name").loc["甲队"]
    assert row[["people", "attendances", "hours"]].tolist() == [1, 2, 3]


def test_the_same_record_in_two_exports_counts_once(county):
    row = county(BASE | {"hours": HOURS}, {"hours": HOURS}).ask("team_ranking", "2026-02-28").set_index("team_name")
    assert row.loc["甲队", "hours"] == 8
