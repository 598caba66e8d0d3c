"""单位画像: everything about one unit: its verdicts, what counted or not and why, its registration, its sources.

Answers queries/unit_profile.sql, compliance_by_period.sql, unit_activities.sql, unit_volunteers.sql and unit_teams.sql.
"""

import streamlit as st

from oversight import charts, judgement, ui

# What the reader chose: the filters, and the day everything is seen from.
view = ui.page("unit")
year = view.as_of.year

# What cannot be answered, said before anything is drawn.
code = view.choose_unit()
profiles = ui.rows(view.ask("unit_profile", unit=code))
if not profiles:
    view.nothing("截至所选日期，单位表中还没有这个单位。")

# The answer: the unit, its periods, its activities.
unit = profiles[0]
scope = {"town": None, "unit_group": None, "year": year}
periods = ui.of_unit(view.ask("compliance_by_period", **scope), code)
years = ui.with_reasons(ui.of_unit(view.ask("compliance_by_unit", **scope), code), periods, view.as_of)
activities = view.ask("unit_activities", unit=code, year=year)
targets = ui.rows(ui.of_unit(view.ask("registration_by_unit", town=None), code))
teams = view.ask("unit_teams", unit=code)

# The headline: how its year stands and why, and how far its registration is.
view.headline(ui.unit_sentence(unit, ui.rows(years), year), ui.unit_registration(unit, targets, view.as_of))
view.facts(ui.unit_facts(unit))
view.metrics(
    ("registered", unit.registered, " 人", judgement.net_sentence(unit.net_week or 0)),
    ("activities_counted", unit.activities_counted, " 场", f"平台上共 {unit.activities or 0:,} 场"),
    ("people", unit.people, " 人", f"{unit.attendances or 0:,} 人次"),
    ("hours", unit.hours, "", ""),
    ("checked_in_ratio", unit.checked_in_ratio, "", ""),
    ("teams", unit.teams, " 支", ""),
)

# The evidence: periods, activities counted and not counted with their reasons, registration, teams.
left, right = st.columns([1, 1], gap="large")
with left:
    if not periods.empty:
        view.section("各周期")
        view.table(periods, ui.PERIOD_COLUMNS, f"{unit.unit_name}各周期")
with right:
    if not activities.empty:
        view.chart(charts.unit_timeline, activities, year, leads=False)
for title, counted in (("计入的活动", True), ("没有计入的活动", False)):
    own = activities[activities["is_counted"] == counted]
    view.section(f"{title}（{len(own):,} 场）", "" if len(own) else f"{year}年没有。")
    if len(own):
        view.table(own, ui.ACTIVITY_COLUMNS, f"{unit.unit_name}{title}", first=10)
if targets:
    view.chart(charts.registration_curve, view.ask("registration_curve", unit=code), unit.unit_name, leads=False)
if st.toggle(f"查看注册名单（{unit.registered or 0:,} 人，只显示姓）", key="show_volunteers"):
    view.table(view.ask("unit_volunteers", unit=code), ui.VOLUNTEER_COLUMNS, f"{unit.unit_name}注册名单", first=20)
if not teams.empty:
    view.section(f"队伍（{len(teams):,} 支）")
    view.table(teams, ui.TEAM_COLUMNS, f"{unit.unit_name}队伍", first=10)

# What the figures rest on.
view.footing("unit_profile", "compliance_by_period", "unit_activities", "unit_volunteers", "unit_teams")
