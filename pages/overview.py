"""总览: are we on target, who is behind, what changed since last week, and what waits for the reader.

Answers queries/overview.sql, compliance_by_unit.sql and activity_by_week.sql.
"""

import streamlit as st

from oversight import charts, judgement, terms, ui

# What the reader chose: the filters, and the day everything is seen from.
view = ui.page("overview")

# What cannot be answered, said before anything is drawn.
counties = ui.rows(view.ask("overview"))
if not counties:
    view.nothing("所选范围内没有单位，也没有记录。请换一个镇街、单位类别或日期。")

# The answer: how it stands now, and each unit's year with its reason.
now = counties[0]
units = ui.with_reasons(view.ask("compliance_by_unit"), view.ask("compliance_by_period"), view.as_of)
behind = ui.behind(units)
weeks = view.ask("activity_by_week")
unmatched, files = view.ask("unmatched_names"), view.ask("source_files")

# The headline: how far registration is, and how many units have met the period now running.
standing = ui.registration_standing(now, view.as_of, view.place)
view.headline(
    f"{judgement.registration_sentence(standing)}。",
    f"{ui.pace(standing)}{ui.period_sentence(view.as_of, now.units_due, now.units_met)}",
)
view.metrics(
    ("registered_ratio", now.registered_ratio, "", judgement.net_sentence(now.net_week or 0)),
    ("units_met", now.units_met, f" / {now.units_due or 0:,} 个", f"达标率 {terms.show('met_ratio', now.met_ratio)}"),
    ("units_behind", now.units_behind, " 个", f"共 {len(units):,} 个单位有开展任务"),
    ("activities_week", now.activities_week, " 场", ui.change(now, "activities", "场")),
    ("people_week", now.people_week, " 人", ui.change(now, "people", "人")),
    ("hours_week", now.hours_week, "", ui.change(now, "hours", "小时")),
)

# The evidence: who is behind and what waits on the one side, the trend on the other.
left, right = st.columns([6, 5], gap="large")
with left:
    view.section("谁落后", ui.behind_sentence(behind, units))
    if not behind.empty:
        view.table(behind, ("unit_name", "unit_kind", "reason"), "落后单位", first=8)
with right:
    view.section("需要处理")
    view.tasks(ui.tasks(now, units, unmatched, files))
    view.chart(charts.activity_weeks, weeks, view.as_of, leads=False)
    view.note("一周内一人只计一次；同一人在不同的周会重复出现，各周人数不能相加。")

# What the figures rest on.
view.footing("overview", "compliance_by_unit", "compliance_by_period", "activity_by_week")
