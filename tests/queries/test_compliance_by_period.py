"""compliance_by_period: what each obliged unit did in each period, judged as of a day."""

from tests import tables
from tests.queries.county import TEAMS, UNITS

BASE = {"units": UNITS, "team_tree": TEAMS}


def test_towns_and_communities_owe_four_quarters_and_organisations_two_halves_in_the_order_of_the_unit_table(county):
    tables.expect(
        county(BASE).ask("compliance_by_period", "2026-02-01"),
        """
        unit_code | period | period_start | period_end | required | counted | verdict
        t1        | 2026Q1 | 2026-01-01   | 2026-04-01 | 1        | 0       | open
        t1        | 2026Q2 | 2026-04-01   | 2026-07-01 | 1        | 0       | open
        t1        | 2026Q3 | 2026-07-01   | 2026-10-01 | 1        | 0       | open
        t1        | 2026Q4 | 2026-10-01   | 2027-01-01 | 1        | 0       | open
        t2        | 2026Q1 | 2026-01-01   | 2026-04-01 | 1        | 0       | open
        t2        | 2026Q2 | 2026-04-01   | 2026-07-01 | 1        | 0       | open
        t2        | 2026Q3 | 2026-07-01   | 2026-10-01 | 1        | 0       | open
        t2        | 2026Q4 | 2026-10-01   | 2027-01-01 | 1        | 0       | open
        s1        | 2026Q1 | 2026-01-01   | 2026-04-01 | 1        | 0       | open
        s1        | 2026Q2 | 2026-04-01   | 2026-07-01 | 1        | 0       | open
        s1        | 2026Q3 | 2026-07-01   | 2026-10-01 | 1        | 0       | open
        s1        | 2026Q4 | 2026-10-01   | 2027-01-01 | 1        | 0       | open
        o1        | 2026H1 | 2026-01-01   | 2026-07-01 | 1        | 0       | open
        o1        | 2026H2 | 2026-07-01   | 2027-01-01 | 1        | 0       | open
        """,
    )


def first_quarter(answer, unit="t1"):
    row = answer[(answer["unit_code"] == unit) & (answer["period"] == "2026Q1")].iloc[0]
    return row["counted"], row["rows_count"], row["verdict"]


def test_both_ends_of_the_quarter_count_and_the_days_outside_do_not(county):
    there = county(
        BASE
        | {
            "activities": """
            activity_number | title | team_name | starts_at
            a0              | 元旦前 | 东川队   | 2025-12-31 23:59
            a1              | 首日   | 东川队   | 2026-01-01 00:00
            a2              | 末日   | 东川队   | 2026-03-31 23:59
            a3              | 次日   | 东川队   | 2026-04-01 00:00
            """
        }
    )
    assert first_quarter(there.ask("compliance_by_period", "2026-06-30")) == (2, 2, "met")


def test_a_period_is_open_on_its_last_day_and_without_record_on_the_first_day_after(county):
    there = county(BASE)
    assert first_quarter(there.ask("compliance_by_period", "2026-03-31")) == (0, 0, "open")
    assert first_quarter(there.ask("compliance_by_period", "2026-04-01")) == (0, 0, "no_record")


def test_an_activity_of_a_status_that_does_not_count_turns_no_record_into_missed(county):
    there = county(
        BASE
        | {
            "activities": """
            activity_number | title | team_name | starts_at        | status:text
            a1              | 作废   | 东川队   | 2026-01-05 09:00 | 9
            """
        }
    )
    assert first_quarter(there.ask("compliance_by_period", "2026-04-01")) == (0, 1, "missed")


def test_an_activity_is_met_at_once_and_not_before_its_day(county):
    there = county(
        BASE
        | {
            "activities": """
            activity_number | title | team_name | starts_at
            a1              | 清扫   | 东川队   | 2026-02-10 09:00
            """
        }
    )
    assert first_quarter(there.ask("compliance_by_period", "2026-02-09")) == (0, 0, "open")
    assert first_quarter(there.ask("compliance_by_period", "2026-02-10")) == (1, 1, "met")


def test_where_the_quarter_has_hours_an_activity_needs_an_effective_record_of_its_own(county):
    there = county(
        BASE
        | {
            "activities": """
            activity_number | title | team_name | starts_at
            a1              | 有时长 | 东川队   | 2026-01-05 09:00
            a2              | 无时长 | 西川队   | 2026-01-06 09:00
            a3              | 申请中 | 花园队   | 2026-01-07 09:00
            a4              | 二季度 | 西川队   | 2026-04-06 09:00
            """,
            "hours": """
            number_key | activity_number | starts_at        | hour_status:text
            p1         | a1              | 2026-01-05 09:00 | 2
            p1         | a3              | 2026-01-07 09:00 | 0
            """,
        }
    )
    answer = there.ask("compliance_by_period", "2026-04-06")
    assert first_quarter(answer, "t1") == (1, 1, "met")
    assert first_quarter(answer, "t2") == (0, 1, "missed")
    assert first_quarter(answer, "s1") == (0, 1, "missed")
    second = answer[(answer["unit_code"] == "t2") & (answer["period"] == "2026Q2")].iloc[0]
    assert second["verdict"] == "met", "no hours are loaded for that quarter: the reported people decide"


def test_reported_people_of_nought_do_not_count_even_where_more_were_planned(county):
    there = county(
        BASE
        | {
            "activities": """
            activity_number | title | team_name | starts_at        | planned_people | recruited_people
            a1              | 空场   | 东川队   | 2026-01-05 09:00 | 20             | 0
            a2              | 一人   | 西川队   | 2026-01-05 09:00 | 0              | 1
            """
        }
    )
    answer = there.ask("compliance_by_period", "2026-04-01")
    assert first_quarter(answer, "t1") == (0, 1, "missed")
    assert first_quarter(answer, "t2") == (1, 1, "met")


def test_statuses_three_to_seven_and_twelve_count_and_the_unknown_does_not(county):
    statuses = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "11", "12", "新状态", ""]
    drawn = "\n".join(
        f"a{number} | 活动{number} | 东川队 | 2026-01-05 09:00 | {status}" for number, status in enumerate(statuses)
    )
    heading = "activity_number | title | team_name | starts_at:moment | status:text\n"
    there = county(BASE | {"activities": heading + drawn})
    assert first_quarter(there.ask("compliance_by_period", "2026-04-01")) == (6, 14, "met")


def test_the_same_activity_exported_again_is_one_and_the_later_status_wins(county):
    first = """
        activity_number | title | team_name | starts_at        | status:text
        a1              | 清扫   | 东川队   | 2026-01-05 09:00 | 3
        """
    again = first.replace("| 3", "| 9")
    there = county(BASE | {"activities": first}, {"activities": again})
    assert first_quarter(there.ask("compliance_by_period", "2026-04-01")) == (0, 1, "missed")


def test_a_complete_import_replaces_what_it_no_longer_lists(county):
    old = """
        activity_number | title | team_name | starts_at
        a1              | 清扫   | 东川队   | 2026-01-05 09:00
        """
    new = """
        activity_number | title | team_name | starts_at
        a2              | 清扫   | 西川队   | 2026-01-05 09:00
        """
    there = county(BASE | {"activities": old}, {"activities": new, "complete": "yes"})
    answer = there.ask("compliance_by_period", "2026-04-01")
    assert (first_quarter(answer, "t1"), first_quarter(answer, "t2")) == ((0, 0, "no_record"), (1, 1, "met"))


def test_an_activity_counts_only_for_the_unit_whose_team_ran_it_or_which_published_it_itself(county):
    there = county(
        BASE
        | {
            "activities": """
            activity_number | title | team_name | starts_at
            a1              | 社区办 | 花园队   | 2026-01-05 09:00
            a2              | 自办   | 西川街道 | 2026-01-05 09:00
            a3              | 外队   | 外来队   | 2026-01-05 09:00
            """
        }
    )
    answer = there.ask("compliance_by_period", "2026-04-01")
    assert first_quarter(answer, "t1")[2] == "no_record", "a community's activity does not count for its town"
    assert first_quarter(answer, "t2")[2] == "met"
    assert first_quarter(answer, "s1")[2] == "met"


def test_the_filters_keep_the_town_and_the_kind_asked_for(county):
    there = county(BASE)
    assert set(there.ask("compliance_by_period", "2026-02-01", town="t1")["unit_code"]) == {"t1", "s1"}
    assert set(there.ask("compliance_by_period", "2026-02-01", unit_group="community")["unit_code"]) == {"s1"}


def test_days_left_are_said_only_while_the_period_runs_and_is_not_met(county):
    there = county(BASE)
    tables.expect(
        there.ask("compliance_by_period", "2026-03-31", town="t2"),
        """
        period | days_left
        2026Q1 | 1
        2026Q2 |
        2026Q3 |
        2026Q4 |
        """,
    )


def test_another_year_can_be_asked_for_and_a_day_before_the_rule_has_none(county):
    there = county(BASE)
    assert set(there.ask("compliance_by_period", "2026-02-01", year=2025, town="t2")["verdict"]) == {"no_record"}
    assert there.ask("compliance_by_period", "2026-02-01", year=2017).empty
