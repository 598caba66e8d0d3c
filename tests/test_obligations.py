"""The rules: dated, sourced, refused when they cannot be meant, and the same for the office's own."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from oversight import obligations, terms
from oversight.obligations import ObligationError, Rulebook
from tests import tables

RULE = """
[town_activity]
label = "镇街每季度开展活动"
applies_to = ["town", "township"]
measure = "counted"
period = "quarter"

[[town_activity.required]]
valid_from = 2018-01-01
per_period = 1
per_year = 4
source = "方案 四(3)②"
"""


def written(tmp_path: Path, text: str, office: Mapping[str, Any] | None = None) -> Rulebook:
    path = tmp_path / "obligations.toml"
    path.write_text(text, encoding="utf-8")
    return obligations.load(path, office)


@pytest.mark.parametrize(
    ("unit_kind", "rule", "period", "per_period", "per_year", "target_ratio"),
    [
        ("town", "town_activity", "quarter", 1, 4, None),
        ("township", "town_activity", "quarter", 1, 4, None),
        ("subdistrict", "town_activity", "quarter", 1, 4, None),
        ("community", "community_activity", "quarter", 1, 4, None),
        ("organisation", "organisation_activity", "half", 1, 2, None),
        ("county", "registration", "year", None, None, Decimal("0.13")),
        ("town", "registration", "year", None, None, Decimal("0.13")),
        ("township", "registration", "year", None, None, Decimal("0.13")),
        ("subdistrict", "registration", "year", None, None, Decimal("0.13")),
    ],
)
def test_the_shipped_rules_are_those_of_the_plan(
    unit_kind: str,
    rule: str,
    period: str,
    per_period: int | None,
    per_year: int | None,
    target_ratio: Decimal | None,
) -> None:
    names = [name for name, _ in obligations.COLUMNS]
    rows = [dict(zip(names, row, strict=True)) for row in obligations.load().rows()]
    (row,) = [row for row in rows if (row["rule"], row["unit_kind"]) == (rule, unit_kind)]
    assert row["period"] == period
    assert (row["per_period"], row["per_year"], row["target_ratio"]) == (per_period, per_year, target_ratio)
    assert (row["valid_from"], row["valid_to"]) == (date(2018, 1, 1), None)
    assert str(row["source"]).startswith("志愿服务提升行动实施方案")
    assert len(rows) == 9


def test_villages_owe_no_activity() -> None:
    assert not [row for row in obligations.load().rows() if "village" in row]


def test_the_day_before_the_first_value_has_no_rule() -> None:
    rulebook = obligations.load()
    assert rulebook.in_force(date(2017, 12, 31)) == {}
    assert rulebook.in_force(date(2018, 1, 1))["town_activity"].per_year == 4


def test_a_new_value_begins_on_its_day_and_the_old_one_ends_there(tmp_path: Path) -> None:
    rulebook = written(
        tmp_path,
        RULE
        + """
[[town_activity.required]]
valid_from = 2027-01-01
per_period = 2
per_year = 8
source = "县文明委〔2026〕9号"
""",
    )
    rule = rulebook.obligations["town_activity"]
    before, after = rule.in_force(date(2026, 12, 31)), rule.in_force(date(2027, 1, 1))
    assert before is not None
    assert after is not None
    assert (before.per_period, after.per_period) == (1, 2)
    spans = {(row[2], row[9], row[10]) for row in rulebook.rows()}
    assert ("town", date(2018, 1, 1), date(2027, 1, 1)) in spans
    assert ("town", date(2027, 1, 1), None) in spans


def test_the_order_in_the_file_does_not_matter(tmp_path: Path) -> None:
    rulebook = written(
        tmp_path,
        RULE
        + """
[[town_activity.required]]
valid_from = 2017-01-01
per_period = 3
source = "旧办法"
""",
    )
    value = rulebook.obligations["town_activity"].in_force(date(2026, 1, 1))
    assert value is not None
    assert value.per_period == 1


def test_a_repealed_rule_is_owed_until_its_last_day(tmp_path: Path) -> None:
    rulebook = written(
        tmp_path,
        RULE
        + """
[[town_activity.required]]
valid_from = 2027-01-01
repealed = true
source = "县文明委〔2026〕9号"
""",
    )
    assert "town_activity" in rulebook.in_force(date(2026, 12, 31))
    assert rulebook.in_force(date(2027, 1, 1)) == {}
    assert {row[10] for row in rulebook.rows()} == {date(2027, 1, 1)}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("per_year = 4", "per_yaer = 4"), r"\[town_activity\] 第1条.*per_yaer"),
        (('label = "镇街每季度开展活动"', 'lable = "x"'), r"\[town_activity\].*lable"),
        (('source = "方案 四(3)②"', ""), r"第1条 缺少依据 source"),
        (('source = "方案 四(3)②"', 'source = " "'), r"第1条 缺少依据 source"),
        (("valid_from = 2018-01-01", ""), "valid_from"),
        (("valid_from = 2018-01-01", 'valid_from = "2018-01-01"'), "valid_from"),
        (("valid_from = 2018-01-01", "valid_from = 2018-01-01T00:00:00"), "valid_from"),
        (("per_period = 1", "per_period = -1"), "per_period"),
        (("per_period = 1", "per_period = 1.5"), "per_period"),
        (("per_period = 1", "per_period = true"), "per_period"),
        (("per_period = 1\nper_year = 4", ""), "应写明要求多少"),
        (("per_year = 4", "per_year = 4\nrepealed = true"), "repealed"),
        (("per_year = 4", "target_ratio = 13"), "target_ratio"),
        (("per_year = 4", "target_ratio = 0"), "target_ratio"),
        (('"quarter"', '"month"'), "period"),
        (('["town", "township"]', '["town", "hamlet"]'), "applies_to"),
        (('["town", "township"]', "[]"), "applies_to"),
        (('["town", "township"]', '"town"'), "applies_to"),
        (('measure = "counted"', ""), "measure"),
        (('measure = "counted"', 'measure = "活动"'), "measure"),
        (("[[town_activity.required]]", "[town_activity.required]"), "required"),
        (("[town_activity]", "[town_activity"), "读不出来"),
    ],
)
def test_an_entry_that_cannot_be_meant_is_refused_by_name(
    change: tuple[str, str], complaint: str, tmp_path: Path
) -> None:
    assert change[0] in RULE
    with pytest.raises(ObligationError, match=complaint):
        written(tmp_path, RULE.replace(*change))


def test_two_values_on_one_day_are_refused(tmp_path: Path) -> None:
    second = RULE[RULE.index("[[") :].replace("per_period = 1", "per_period = 2")
    with pytest.raises(ObligationError, match=r"\[town_activity\] 在 2018-01-01 这一天有两个值"):
        written(tmp_path, RULE + second)


def test_two_rules_may_not_judge_one_kind_of_unit_by_the_same_figure(tmp_path: Path) -> None:
    double = RULE.replace("town_activity", "township_activity").replace(
        '["town", "township"]', '["township"]'
    )
    with pytest.raises(ObligationError, match="同时对乡规定了 counted"):
        written(tmp_path, RULE + double)
    written(tmp_path, RULE + double.replace('"counted"', '"attendances"'))


def test_a_rule_may_follow_another_on_the_day_that_one_ends(tmp_path: Path) -> None:
    repeal = '\n[[town_activity.required]]\nvalid_from = 2027-01-01\nrepealed = true\nsource = "通知"\n'
    follower = RULE.replace("town_activity", "town_half_yearly").replace("quarter", "half")
    with pytest.raises(ObligationError, match="town_half_yearly"):
        written(tmp_path, RULE + repeal + follower.replace("2018-01-01", "2026-12-31"))
    rulebook = written(tmp_path, RULE + repeal + follower.replace("2018-01-01", "2027-01-01"))
    assert list(rulebook.in_force(date(2026, 12, 31))) == ["town_activity"]
    assert list(rulebook.in_force(date(2027, 1, 1))) == ["town_half_yearly"]


def test_the_offices_value_holds_from_its_day_and_the_shipped_one_before(tmp_path: Path) -> None:
    later = (
        RULE
        + """
[[town_activity.required]]
valid_from = 2028-01-01
per_period = 3
source = "以后的方案"
"""
    )
    own = {"required": [{"valid_from": date(2026, 1, 1), "per_period": 2, "source": "县文明委〔2025〕3号"}]}
    rule = written(tmp_path, later, {"town_activity": own}).obligations["town_activity"]
    found = [rule.in_force(date(year, 6, 1)) for year in (2025, 2026, 2029)]
    assert [value and value.per_period for value in found] == [1, 2, 2]
    assert rule.label == "镇街每季度开展活动"


def test_an_office_value_of_the_same_day_replaces_the_shipped_one(tmp_path: Path) -> None:
    own = {"required": [{"valid_from": date(2018, 1, 1), "per_period": 2, "source": "县文明委〔2025〕3号"}]}
    rulebook = written(tmp_path, RULE, {"town_activity": own})
    assert {(row[5], row[9]) for row in rulebook.rows()} == {(2, date(2018, 1, 1))}


def test_an_office_target_is_read_as_written_and_not_as_a_binary_fraction() -> None:
    own = {
        "required": [{"valid_from": date(2026, 1, 1), "target_ratio": 0.15, "source": "县文明委〔2025〕3号"}]
    }
    rulebook = obligations.load(office={"registration": own})
    assert rulebook.in_force(date(2026, 1, 1))["registration"].target_ratio == Decimal("0.15")


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        (
            {"required": [{"valid_from": date(2026, 1, 1), "per_period": 2}]},
            r"office.toml \[town_activity\].*source",
        ),
        ({"label": "改名", "required": []}, "label"),
        ({"required": []}, "至少要有一条"),
        ("2", "名称 = 值"),
    ],
)
def test_an_office_entry_is_held_to_the_same_rules(entry: object, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(ObligationError, match=complaint):
        written(tmp_path, RULE, {"town_activity": entry})


def test_a_further_obligation_is_entries_only(tmp_path: Path) -> None:
    rulebook = written(
        tmp_path,
        RULE
        + """
[backbone_village]
label = "每村志愿服务骨干"
applies_to = ["village"]
measure = "backbone_count"
period = "year"

[[backbone_village.required]]
valid_from = 2018-01-01
minimum_count = 10
source = "方案 三(一)2"

[backbone_county]
label = "全县志愿服务骨干"
applies_to = ["county"]
measure = "backbone_count"
period = "year"

[[backbone_county.required]]
valid_from = 2018-01-01
minimum_count = 2000
source = "方案 三(一)2"

[staff_registration]
label = "党员、干部、职工注册率"
applies_to = ["town", "township", "party_committee"]
measure = "staff_registered_ratio"
period = "year"

[[staff_registration.required]]
valid_from = 2018-01-01
target_ratio = 1
source = "方案 三(一)1"

[four_haves]
label = "四有"
applies_to = ["community"]
measure = "four_haves"
period = "year"

[[four_haves.required]]
valid_from = 2018-01-01
minimum_count = 4
source = "方案 四(3)③"
""",
    )
    in_force = rulebook.in_force(date(2026, 1, 1))
    assert in_force["backbone_village"].minimum_count == 10
    assert in_force["backbone_county"].minimum_count == 2000
    assert in_force["staff_registration"].target_ratio == 1
    assert in_force["four_haves"].minimum_count == 4


def test_the_version_changes_with_a_value_a_day_or_a_source_and_with_nothing_else(tmp_path: Path) -> None:
    version = written(tmp_path, RULE).version
    assert len(version) == 12
    assert written(tmp_path, "# another comment\n" + RULE).version == version
    for change in (("per_year = 4", "per_year = 5"), ("2018-01-01", "2018-01-02"), ("四(3)②", "四(3)③")):
        assert written(tmp_path, RULE.replace(*change)).version != version


def test_a_rule_can_not_be_changed_once_it_is_read() -> None:
    rule = obligations.load().obligations["registration"]
    with pytest.raises(AttributeError):
        rule.label = "x"  # type: ignore[misc] # that it is refused is the point


def test_the_rows_fit_the_table_that_sql_judges_by() -> None:
    columns = ", ".join(f"{name} {kind}" for name, kind in obligations.COLUMNS)
    with duckdb.connect() as connection:
        connection.execute(f"create table obligation ({columns})")
        for row in obligations.load().rows():
            connection.execute(f"insert into obligation values ({', '.join('?' * len(row))})", list(row))
        answer = connection.execute("""
            select
                obligation.rule as rule,
                24 * obligation.target_ratio as target, obligation.valid_to as valid_to
            from obligation
            where obligation.unit_kind = 'town'
            order by obligation.rule
        """).df()
    tables.expect(
        answer,
        """
        rule          | target | valid_to
        registration  | 3.12   |
        town_activity |        |
        """,
    )


def test_every_measure_and_kind_of_unit_in_the_rules_has_a_label() -> None:
    for rule in obligations.load().obligations.values():
        assert terms.label(rule.measure)
        assert all(terms.label(f"unit_kind.{unit_kind}") for unit_kind in rule.applies_to)
