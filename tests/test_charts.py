"""The charts: what their headings find, what stays readable, and that no table breaks them."""

import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import plotly
import plotly.graph_objects as go
import pytest

from oversight import browser, charts, palette, terms
from oversight.charts import frame, wording
from tests.tables import frame as drawn

BY_PERIOD = """
    unit_code | unit_name                      | period | verdict   | counted | required | days_left
    z1        | 柳湾镇                         | 2026Q1 | met       | 3       | 1        | -195
    z1        | 柳湾镇                         | 2026Q2 | missed    | 0       | 1        | -104
    z1        | 柳湾镇                         | 2026Q3 | missed    | 0       | 1        | -12
    z1        | 柳湾镇                         | 2026Q4 | open      | 0       | 1        | 80
    a2        | 经济技术开发区阳光花园小区社区 | 2026Q1 | no_record | 0       | 1        | -195
    a2        | 经济技术开发区阳光花园小区社区 | 2026Q2 | met       | 14      | 1        | -104
    a2        | 经济技术开发区阳光花园小区社区 | 2026Q3 | met       | 1       | 1        | -12
    a2        | 经济技术开发区阳光花园小区社区 | 2026Q4 | met       | 1       | 1        | 80
    b3        | 东坪镇                         | 2026Q1 | met       | 1       | 1        | -195
    b3        | 东坪镇                         | 2026Q2 | met       | 1       | 1        | -104
    b3        | 东坪镇                         | 2026Q3 | met       | 1       | 1        | -12
    b3        | 东坪镇                         | 2026Q4 | open      | 0       | 1        | 80
"""
BY_TOWN = """
    town_code | town_name | unit_group   | units_met | units_open | units_no_record | units_missed
    t1        | 城关街道  | town         | 1         | 0          | 0               | 0
    t1        | 城关街道  | community    | 2         | 1          | 3               | 4
    t2        | 柳湾镇    | town         | 1         | 0          | 0               | 0
    t2        | 柳湾镇    | community    | 1         | 0          | 0               | 0
              |           | organisation | 0         | 0          | 0               | 0
"""
BY_UNIT = """
    unit_code | unit_name | unit_kind | residents | registered | registered_ratio | target_ratio | target_count | gap_count | net_week | needed_per_week:decimal | forecast_on
    c         | 安塬县    | county    | 100000    | 12000      | 0.12             | 0.13         | 13000        | 1000      | 90       | 87.5                    | 2026-12-20
    t1        | 城关街道  | subdistrict | 61000   | 7930       | 0.13             | 0.13         | 7930         | 0         | 40       | 0                       |
    t2        | 柳湾镇    | town      | 9800      | 659        | 0.0672           | 0.13         | 1274         | 615       | -3       | 54                      | 2027-02-03
    t3        | 青杨岭乡  | township  | 24        | 12         | 0.5              | 0.13         | 4            | 0         | 0        | 0                       |
    t4        | 龙泉寺乡  | township  |           | 40         |                  | 0.13         |              |           | 1        |                         |
"""  # noqa: E501 -- a row of a table
CURVE = """
    day        | registered | expected:decimal | target_count
    2025-12-31 | 9600       | 9600             | 13000
    2026-06-30 | 10400      | 11300            | 13000
    2026-10-12 | 11100      | 12255            | 13000
    2026-12-31 |            | 13000            | 13000
"""
RANKING = """
    unit_code | team_name                                        | unit_name | rank | rank_week_ago | measure_value:decimal
    u1        | 安塬县柳湾镇新时代文明实践所理论宣讲志愿服务队   | 柳湾镇    | 1    | 3             | 3765.7
    u2        | 城关街道网格员志愿服务队                         | 城关街道  | 2    | 1             | 3106
              | 爱心理发队                                       |           | 3    | 3             | 815.8
    u4        | 马营镇应急救援小队                               | 马营镇    | 4    |               | 0
"""  # noqa: E501 -- a row of a table
WEEKS = """
    week_start | activities | attendances | people | hours:decimal
    2026-09-28 | 41         | 900         | 690    | 1660.5
    2026-10-05 | 23         | 500         | 391    | 930
    2026-10-12 | 6          | 90          | 80     | 120
"""
ACTIVITIES = """
    activity_title         | starts_on  | people | hours:decimal | is_counted | reason
    “情暖柳湾”关爱老人活动 | 2026-10-01 | 12     | 24            | true       | counted
    学雷锋主题活动         | 2026-03-05 | 60     | 180.5         | true       | counted
    环境整治               | 2026-03-05 | 0      |               | false      | nobody_took_part
    文艺演出               | 2026-03-14 |        |               | false      | status_not_held
    义诊                   |            | 3      |               | false      | status_not_held
"""
CHARTS: dict[str, tuple[Callable[..., go.Figure], str]] = {
    "compliance_grid": (charts.compliance_grid, BY_PERIOD),
    "verdict_bar": (charts.verdict_bar, BY_TOWN),
    "verdict_bar_by_kind": (lambda table: charts.verdict_bar(table, by="unit_group"), BY_TOWN),
    "registration_progress": (charts.registration_progress, BY_UNIT),
    "registration_pace": (charts.registration_pace, BY_UNIT),
    "registration_curve": (lambda table: charts.registration_curve(table, "安塬县"), CURVE),
    "team_ranking": (charts.team_ranking, RANKING),
    "activity_weeks": (lambda table: charts.activity_weeks(table, date(2026, 10, 14)), WEEKS),
    "unit_timeline": (lambda table: charts.unit_timeline(table, 2026), ACTIVITIES),
}
every_chart = pytest.mark.parametrize("name", CHARTS)


def chart(name: str) -> go.Figure:
    draw, table = CHARTS[name]
    return draw(drawn(table))


def texts(figure: go.Figure) -> list[str]:
    """Every text that a reader can see or point at."""
    found: list[str] = []

    def collect(part: Any, key: str = "") -> None:
        if isinstance(part, dict):
            for name, value in part.items():
                if name not in ("template", "meta"):
                    collect(value, name)
        elif isinstance(part, list | tuple):
            for value in part:
                collect(value, key)
        elif isinstance(part, str) and key in ("text", "ticktext", "hovertext", "name"):
            found.append(part)

    collect(figure.to_dict())
    return found


def visible(figure: go.Figure) -> str:
    """All texts in one, without markup and line breaks."""
    return "\n".join(re.sub(r"<[^>]*>", "", text) for text in texts(figure))


# Every chart, any table


@every_chart
def test_a_chart_is_valid_plotly_and_its_title_is_its_finding(name: str) -> None:
    figure = chart(name)
    go.Figure(figure.to_dict())
    assert re.sub("<br>| ", "", figure.layout.title.text) == charts.heading(figure).replace(" ", "")
    assert len(charts.heading(figure)) > 10


@every_chart
def test_a_chart_of_nothing_says_so_in_a_sentence(name: str) -> None:
    draw, table = CHARTS[name]
    figure = draw(drawn(table).head(0))
    go.Figure(figure.to_dict())
    assert not figure.data
    assert len(figure.layout.annotations) == 1
    assert len(figure.layout.annotations[0].text) > 8


@every_chart
def test_a_chart_of_one_row_is_drawn(name: str) -> None:
    draw, table = CHARTS[name]
    go.Figure(draw(drawn(table).head(1)).to_dict())


@every_chart
def test_a_chart_of_zeros_divides_by_nothing(name: str) -> None:
    draw, table = CHARTS[name]
    zero = drawn(table)
    for column in zero.select_dtypes("number"):
        zero[column] = zero[column] * 0
    assert "nan" not in visible(draw(zero)).lower()


@every_chart
def test_a_chart_of_unknown_numbers_shows_no_nan(name: str) -> None:
    draw, table = CHARTS[name]
    unknown = drawn(table)
    for column in unknown.select_dtypes("number").columns.difference(["rank"]):
        unknown[column] = float("nan")
    figure = draw(unknown)
    go.Figure(figure.to_dict())
    assert not re.search(r"nan|none|nat", visible(figure).lower())


@every_chart
def test_a_chart_of_a_thousand_rows_is_as_tall_as_it_needs(name: str) -> None:
    draw, table = CHARTS[name]
    one = drawn(table).head(1)
    many = pd.concat([one] * 1000, ignore_index=True)
    if "unit_code" in many:
        many["unit_code"] = [f"u{number}" for number in range(1000)]
    if "town_name" in many:
        many["town_name"] = [f"第{number}镇" for number in range(1000)]
    if "week_start" in many:
        many["week_start"] = [one["week_start"][0] + timedelta(weeks=number) for number in range(1000)]
    figure = draw(many)
    go.Figure(figure.to_dict())
    assert figure.layout.height < 60_000


@every_chart
def test_a_chart_is_drawn_in_milliseconds(name: str) -> None:
    draw, table = CHARTS[name]
    given = drawn(table)
    draw(given)
    spent = []
    for _ in range(9):
        begun = time.process_time()
        draw(given)
        spent.append(time.process_time() - begun)
    assert min(spent) < 0.01  # 1 to 3 ms on the machine it was written on


@every_chart
def test_no_text_is_smaller_than_12_px(name: str) -> None:
    sizes = re.findall(r'"size":\s*(\d+(?:\.\d+)?)', json.dumps(chart(name).to_dict()["layout"], default=str))
    assert sizes
    assert min(map(float, sizes)) >= 12


@every_chart
def test_a_chart_answers_in_chinese(name: str) -> None:
    assert re.findall(r"[A-Za-z]{2,}", visible(chart(name))) == []


@every_chart
def test_no_chart_calls_out(name: str) -> None:
    assert "http" not in chart(name).to_json()


def test_a_missing_column_is_an_error_and_no_half_drawn_chart() -> None:
    with pytest.raises(KeyError, match="verdict"):
        charts.compliance_grid(drawn(BY_PERIOD).drop(columns="verdict"))


def test_an_unknown_verdict_is_an_error_and_no_empty_cell() -> None:
    with pytest.raises(ValueError, match="passed"):
        charts.compliance_grid(drawn(BY_PERIOD).replace({"verdict": {"met": "passed"}}))


# Headings


def test_a_heading_wraps_at_the_characters_asked_for_and_leaves_when_not_wanted() -> None:
    figure = chart("registration_progress")
    phone, desk = charts.with_title(figure, 22), charts.with_title(figure, 48)
    lines = phone.layout.title.text.split("<br>")
    assert len(lines) > len(desk.layout.title.text.split("<br>")) == 1
    assert max(map(wording.length, lines)) <= 22
    bare = charts.without_title(figure)
    assert bare.layout.title.text == ""
    plots = {made.layout.height - made.layout.margin.t for made in (phone, desk, bare)}
    assert len(plots) == 1, "the plot itself must not change its height"
    assert charts.heading(bare) == charts.heading(figure)
    assert figure.layout.title.text == phone.layout.title.text, "a kept figure must not be changed"


def test_a_line_break_keeps_numbers_with_what_they_count_and_brackets_with_their_words() -> None:
    text = "安塬县注册率 12.1 %，距目标差 1,853 人；共 1,000,000 小时（其中 18 期平台无记录），柳湾镇最多"
    for characters in range(8, 40):
        for lines in (wording.wrap(text, characters), wording.balanced(text, characters)):
            assert "".join(lines).replace(" ", "") == text.replace(" ", "")
            for line in lines:
                assert line[0] not in "，；）%人" and line[-1] not in "（"
                assert not re.search(r"[0-9,.]$", line), line


def test_a_word_longer_than_a_line_is_broken() -> None:
    assert wording.wrap("A" * 50, 10) == ("A" * 17, "A" * 17, "A" * 16)


def test_even_lines_leave_no_single_character_behind() -> None:
    assert wording.wrap("二十三个字的队伍名称会在最后一行剩下一个字", 20)[-1] == "字"
    assert min(map(len, wording.balanced("二十三个字的队伍名称会在最后一行剩下一个字", 20))) >= 9


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({}, "3 个单位中 2 个有到期未达标，共 3 期（其中 1 期平台无记录）；柳湾镇最多，2 期"),
        ({"no_record": "met"}, "3 个单位中 1 个有到期未达标，共 2 期；柳湾镇最多，2 期"),
        ({"no_record": "met", "missed": "met"}, "3 个单位到期各期全部达标"),
        ({verdict: "open" for verdict in palette.VERDICTS}, "3 个单位本年各期均未到期"),
    ],
)
def test_the_grid_finds_who_is_behind_and_tells_no_record_apart(
    change: dict[str, str], sentence: str
) -> None:
    assert charts.heading(charts.compliance_grid(drawn(BY_PERIOD).replace({"verdict": change}))) == sentence


def test_units_that_are_equally_behind_are_not_ranked() -> None:
    table = drawn(BY_PERIOD)
    table["unit_name"] = "李家沟村"  # three villages of one name are still three
    table.loc[table["period"] == "2026Q3", "verdict"] = "missed"
    table.loc[table["period"] != "2026Q3", "verdict"] = "met"
    assert charts.heading(charts.compliance_grid(table)) == "3 个单位中 3 个有到期未达标，共 3 期；各 1 期"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("verdict_bar", "13 个单位中 5 个达标；城关街道达标率最低（27.3 %）"),
        ("verdict_bar_by_kind", "13 个单位中 5 个达标；城区社区达标率最低（27.3 %）"),
        ("registration_pace", "近 7 天 4 个单位中 3 个达到每周所需的注册速度"),
        (
            "registration_progress",
            "安塬县注册率 12.0 %，距目标差 1,000 人；4 个单位中 2 个达到目标，柳湾镇缺口最大（615 人）",
        ),
        ("registration_curve", "安塬县截至 10月12日注册 11,100 人，比应有进度少 1,155 人"),
        (
            "team_ranking",
            "4 支队伍中，安塬县柳湾镇新时代文明实践所理论宣讲志愿服务队居首，服务时长 3,765.7 小时",
        ),
        ("activity_weeks", "截至 10月11日的一周活动 23 场，391 人参加，比前一周少 18 场"),
        (
            "unit_timeline",
            "2026 年 4 场活动中 2 场计入，2 场未计入（没有人参加的记录 1 场、项目状态表明没有开展 1 场）",
        ),
    ],
)
def test_a_heading_states_the_finding(name: str, sentence: str) -> None:
    assert charts.heading(chart(name)) == sentence


def test_the_curve_says_when_the_target_is_reached_and_when_the_pace_is_kept() -> None:
    table = drawn(CURVE)
    reached = charts.registration_curve(table.assign(target_count=11100))
    assert charts.heading(reached) == "截至 10月12日注册 11,100 人，已达目标 11,100 人"
    level = charts.registration_curve(table.assign(expected=11100.4))
    assert charts.heading(level).endswith("，与应有进度持平")
    unknown = charts.registration_curve(table.assign(expected=None))
    assert charts.heading(unknown) == "截至 10月12日注册 11,100 人"


def test_a_week_that_is_over_on_its_sunday_is_whole() -> None:
    sunday = charts.activity_weeks(drawn(WEEKS), date(2026, 10, 18))
    saturday = charts.activity_weeks(drawn(WEEKS), date(2026, 10, 17))
    assert charts.heading(sunday).startswith("截至 10月18日的一周活动 6 场")
    assert charts.heading(saturday).startswith("截至 10月11日的一周活动 23 场")
    assert charts.heading(charts.activity_weeks(drawn(WEEKS).tail(1), date(2026, 10, 14))).startswith(
        "本周至今"
    )


def test_teams_with_the_same_rank_share_the_first_place() -> None:
    table = drawn(RANKING).assign(rank=[1, 1, 3, 4])
    assert "等 2 支并列居首" in charts.heading(charts.team_ranking(table))
    nothing = charts.team_ranking(table.assign(measure_value=0.0), "people")
    assert charts.heading(nothing) == "4 支队伍本年都还没有服务人数记录"


# What the drawings say


def test_the_grid_keeps_the_order_of_the_table_and_of_the_periods() -> None:
    shuffled = drawn(BY_PERIOD).sort_values("period", ascending=False, kind="stable")
    for table in (drawn(BY_PERIOD), shuffled):
        figure = charts.compliance_grid(table)
        assert figure.layout.yaxis.ticktext == ("柳湾镇", "经济技术开发区阳<br>光花园小区社区", "东坪镇")
        assert figure.layout.xaxis.ticktext == (
            "第一季度",
            "第二季度",
            "第三季度",
            "<b>第四季度</b><br>余 80 天",
        )


def test_a_cell_says_its_verdict_in_a_word_beside_the_colour_and_counted_of_required() -> None:
    by_word = {trace.name: trace for trace in charts.compliance_grid(drawn(BY_PERIOD)).data}
    assert [name for name in by_word] == ["达标", "未到期", "平台无记录", "未达标"]
    assert by_word["达标"].text[0] == f"✓{wording.THIN}达标<br>3/1"
    assert by_word["平台无记录"].text == (f"?{wording.THIN}无记录<br>0/1",)
    assert by_word["平台无记录"].marker.pattern.shape == "/"
    assert by_word["未达标"].customdata == ("z1", "z1")
    assert "2026年第二季度" in by_word["未达标"].hovertext[0]


def test_a_filter_changes_no_colour() -> None:
    whole = {trace.name: trace.marker.color for trace in charts.compliance_grid(drawn(BY_PERIOD)).data}
    for unit, rows in drawn(BY_PERIOD).groupby("unit_code"):
        for trace in charts.compliance_grid(rows).data:
            assert trace.marker.color == whole[trace.name], unit
    for trace in charts.verdict_bar(drawn(BY_TOWN)).data:
        assert trace.name is None or trace.marker.color == whole[trace.name]


def test_many_units_get_one_line_each() -> None:
    one = drawn(BY_PERIOD).head(4)
    many = pd.concat([one.assign(unit_code=f"u{number}") for number in range(61)], ignore_index=True)
    assert charts.compliance_grid(many).data[0].text[0] == "✓ 3/1"


def test_half_years_and_years_stand_beside_quarters() -> None:
    table = drawn(BY_PERIOD).head(3).assign(period=["2026H1", "2026Q1", "2026"], unit_code=["a", "b", "c"])
    assert charts.compliance_grid(table).layout.xaxis.ticktext == ("全年", "上半年", "第一季度")


def test_shares_add_up_to_the_whole_and_a_town_without_units_has_no_bar() -> None:
    figure = charts.verdict_bar(drawn(BY_TOWN))
    segments = [trace for trace in figure.data if trace.name]
    assert [sum(parts) for parts in zip(*(trace.x for trace in segments), strict=True)] == [1, 1, 0]
    assert segments[0].text == ("3", "2", "")
    assert segments[0].customdata == ("t1", "t2", None)
    assert "县直及其他" in visible(figure)


def test_exactly_the_target_counts_as_reached_and_one_less_does_not() -> None:
    figure = charts.registration_progress(drawn(BY_UNIT))
    assert figure.data[1].marker.color[1] == palette.VERDICTS["met"].fill
    assert "13.0 %　7,930/7,930 人　✓ 达标" in visible(figure)
    short = drawn(BY_UNIT)
    short.loc[1, ["registered", "gap_count"]] = [7929, 1]
    figure = charts.registration_progress(short)
    assert figure.data[1].marker.color[1] == palette.ACTUAL
    assert "7,929/7,930 人　差 1" in visible(figure)


def test_a_unit_of_24_residents_is_as_tall_as_the_county_and_its_long_bar_is_marked() -> None:
    figure = charts.registration_progress(drawn(BY_UNIT))
    bars = figure.data[1]
    assert figure.layout.xaxis.range == (0, 0.26)
    assert max(bars.x) == 0.26
    assert "50.0 %▸　12/4 人　✓ 达标" in visible(figure)
    assert "无常住人口数　已注册 40 人" in visible(figure)


def test_a_ratio_over_100_percent_is_told_as_it_is() -> None:
    table = drawn(BY_UNIT)
    table.loc[3, ["registered", "registered_ratio"]] = [30, 1.25]
    assert "125.0 %▸" in visible(charts.registration_progress(table))
    free = charts.registration_progress(table.assign(target_ratio=None, target_count=None, gap_count=None))
    assert max(free.data[1].x) == 1.25


def test_a_share_below_what_can_be_shown_is_not_taken_for_markup() -> None:
    table = drawn(BY_UNIT)
    table.loc[2, "registered_ratio"] = 0.0001
    assert any("<b>&lt;0.1 %</b>" in text for text in texts(charts.registration_progress(table)))


def test_the_target_stands_at_every_bar_and_in_the_key() -> None:
    figure = charts.registration_progress(drawn(BY_UNIT))
    assert figure.data[2].x == (0.13, 0.13, None) * 5
    assert "目标 13 %" in visible(figure)
    own = drawn(BY_UNIT).assign(target_ratio=[0.13, 0.13, 0.125, 0.13, 0.13])
    assert "各自目标" in visible(charts.registration_progress(own))


def test_a_fall_is_said_and_the_county_does_not_dwarf_its_towns() -> None:
    figure = charts.registration_pace(drawn(BY_UNIT))
    assert "净减 3 人 / 需 54　预计 2027年2月" in visible(figure)
    assert "安塬县" not in visible(figure)
    assert figure.data[1].x == (40, 0, 0, 1)


def test_a_change_of_rank_is_a_sign_and_a_word() -> None:
    shown = visible(charts.team_ranking(drawn(RANKING)))
    for change in ("▲ 升 2 位", "▼ 降 1 位", "＝ 持平", "新上榜"):
        assert change in shown
    assert "未对应单位" in shown


def test_a_ranking_shows_the_first_rows_and_each_measure_in_its_unit() -> None:
    assert len(charts.team_ranking(drawn(RANKING), top=2).data[1].x) == 2
    for measure in terms.choices("measure"):
        assert "（" in charts.team_ranking(drawn(RANKING), measure).layout.xaxis.title.text


def test_weeks_have_two_panels_with_one_axis_each() -> None:
    figure = chart("activity_weeks")
    assert [trace.yaxis for trace in figure.data] == ["y", "y2"]
    assert figure.layout.yaxis.domain[0] > figure.layout.yaxis2.domain[1]
    assert figure.data[0].marker.color == (palette.ACTUAL, palette.ACTUAL, palette.ACTUAL_SOFT)
    assert "每周活动（场）" in visible(figure) and "每周参加（人" in visible(figure)


def test_what_does_not_count_lies_below_the_line_with_its_reason() -> None:
    counted, other = chart("unit_timeline").data
    assert min(counted.y) > 0 > max(other.y)
    assert any(terms.label("reason.nobody_took_part") in text for text in other.hovertext)
    assert "另有 1 场没有日期" in visible(chart("unit_timeline"))


def test_activities_of_one_half_month_pile_up() -> None:
    counted, other = chart("unit_timeline").data
    assert sorted(other.y) == [-1.6, -0.6]
    assert set(other.x) == {date(2026, 3, 8)}
    assert counted.x == (date(2026, 3, 8), date(2026, 10, 8))


def test_a_name_with_markup_is_shown_as_it_is_written() -> None:
    table = drawn(RANKING)
    table.loc[1, "team_name"] = "<b>红</b>&<a href='x'>队"
    figure = charts.team_ranking(table)
    assert any("&lt;b&gt;红&lt;/b&gt;&amp;&lt;a href='x'&gt;队" in text for text in texts(figure))
    assert all("<a" not in text for text in texts(figure))


# Clicks


@pytest.mark.parametrize(
    ("selection", "code"),
    [
        ({"points": [{"customdata": "t1"}]}, "t1"),
        ({"points": [{"customdata": ["t1"]}]}, "t1"),
        ({"points": [{"customdata": None}, {"customdata": "t2"}]}, "t2"),
        ({"points": [{}]}, None),
        ({"points": []}, None),
        ({}, None),
    ],
)
def test_a_click_gives_the_unit(selection: dict[str, Any], code: str | None) -> None:
    assert charts.selected_unit(selection) == code


@pytest.mark.parametrize(
    "name", ["compliance_grid", "registration_progress", "registration_pace", "team_ranking"]
)
def test_bars_carry_the_unit(name: str) -> None:
    for trace in chart(name).data:
        if trace.type == "bar":
            assert trace.customdata is not None
            assert len(trace.customdata) == len(trace.y)


# Colours


def test_text_on_a_verdict_can_be_read() -> None:
    for mark in palette.VERDICTS.values():
        assert contrast(mark.fill, mark.ink) >= 4.5
    for colour in palette.SEQUENCE:
        assert contrast(colour, palette.ink_on(colour)) >= 4.5
    assert contrast(palette.QUIET, palette.PAPER) >= 4.5


def test_every_verdict_has_a_colour_a_sign_and_a_word_of_its_own() -> None:
    assert set(palette.VERDICTS) == set(terms.choices("verdict"))
    for one in ("symbol", "fill"):
        assert len({getattr(mark, one) for mark in palette.VERDICTS.values()}) == len(palette.VERDICTS)


# Machado, Oliveira and Fernandes 2009, severity 1.0: what a reader without one kind of cone sees.
BLINDNESS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


@pytest.mark.parametrize("kind", BLINDNESS)
def test_verdicts_stay_apart_for_colour_blind_readers(kind: str) -> None:
    seen = {name: seen_as(mark.fill, kind) for name, mark in palette.VERDICTS.items()}
    apart = [("met", "missed"), ("met", "no_record"), ("missed", "no_record"), ("missed", "open")]
    for one, other in [*apart, ("met", "open"), ("no_record", "open")]:
        assert distance(seen[one], seen[other]) > 15, (one, other)


@pytest.mark.parametrize("kind", BLINDNESS)
def test_the_sequence_grows_darker_for_everybody_and_in_grey(kind: str) -> None:
    lightness = [seen_as(colour, kind)[0] for colour in palette.SEQUENCE]
    assert all(light - dark > 7 for light, dark in zip(lightness, lightness[1:], strict=False))


def contrast(one: str, other: str) -> float:
    low, high = sorted((palette.luminance(one), palette.luminance(other)))
    return (high + 0.05) / (low + 0.05)


def seen_as(colour: str, kind: str) -> tuple[float, float, float]:
    """A colour in CIELAB (D65) as a reader with this kind of sight sees it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    red, green, blue = (
        min(max(sum(weight * part for weight, part in zip(row, linear, strict=True)), 0), 1)
        for row in BLINDNESS[kind]
    )
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    root = [part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z)]
    return 116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])


def distance(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return float(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5)


# In a real browser

MEASURE = """async ([drawing, config]) => {
    document.body.innerHTML = '<div id="figure"></div>';
    const figure = JSON.parse(drawing);
    await Plotly.newPlot('figure', figure.data, figure.layout, config);
    await document.fonts.ready;
    return [...document.querySelectorAll('#figure svg text')]
        .filter(text => text.textContent.trim() && text.getBoundingClientRect().width)
        .map(text => {
            const box = text.getBoundingClientRect();
            return {words: text.textContent, left: box.left, right: box.right, top: box.top,
                    bottom: box.bottom, size: parseFloat(getComputedStyle(text).fontSize)};
        });
}"""


@pytest.fixture(scope="module")
def pages() -> Iterator[Callable[[int], Any]]:
    """Blank pages of a width, with plotly's own script in them."""
    script = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    with browser.launch() as running:

        def open_page(width: int) -> Any:
            page = running.new_page(viewport={"width": width, "height": 900})
            page.set_content("<meta charset='utf-8'><body style='margin:0'></body>")
            page.add_script_tag(path=str(script))
            return page

        yield open_page


@pytest.mark.parametrize("width", [343, 1100])
def test_no_text_is_cut_off_small_or_upon_another(pages: Callable[[int], Any], width: int) -> None:
    page = pages(width)
    for name in CHARTS:
        figure = chart(name)
        found = page.evaluate(MEASURE, [figure.to_json(), charts.CONFIG])
        assert len(found) > 4
        for text in found:
            where = (name, width, text)
            assert text["left"] >= -1 and text["right"] <= width + 1, where
            assert text["top"] >= -1 and text["bottom"] <= figure.layout.height + 1, where
            assert text["size"] >= frame.SMALL_SIZE, where
        for at, one in enumerate(found):
            for other in found[:at]:
                across = min(one["right"], other["right"]) - max(one["left"], other["left"])
                down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
                assert across <= 1 or down <= 4, (name, width, one["words"], other["words"])
    page.close()
