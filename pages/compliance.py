"""活动达标: which units met their quarter or half-year, which did not and why, and what is left to do.

Answers queries/compliance_by_period.sql and compliance_by_unit.sql.
"""

import streamlit as st

from oversight import charts, terms, ui

# What the reader chose: the filters, and the day everything is seen from.
view = ui.page("compliance")
year = view.as_of.year

# What cannot be answered, said before anything is drawn.
groups = [group for group in ui.OBLIGED if view.unit_group in (None, group)]
if not groups:
    view.nothing(f"{view.filters.group_name}没有按期开展活动的任务；有任务的是镇街、城区社区和志愿服务组织。")
periods = view.ask("compliance_by_period", year=year)
if periods.empty:
    view.nothing("所选范围内没有应开展活动的单位。请换一个镇街，或在单位表中补上单位类型后重新导入。")

# The answer: each unit's year with its reason.
units = ui.with_reasons(view.ask("compliance_by_unit", year=year), periods, view.as_of)

# The headline: how many fell short, and how many of these have nothing on the platform.
met = int((units["running_verdict"] == "met").sum())
view.headline(f"{year}年{ui.compliance_sentence(units)}。", ui.period_sentence(view.as_of, len(units), met))
view.note("平台无记录不等于没有开展活动：一部分单位从不在平台发布。它与未达标分开列出，请先核实。")

# The evidence: each kind of unit apart, because they owe different things.
for group in groups:
    own = units[units["unit_code"].isin(view.codes(group))]
    if own.empty:
        continue
    view.section(terms.label(f"unit_group.{group}"))
    left, right = st.columns([1, 1], gap="large")
    with left:
        view.chart(charts.compliance_grid, periods[periods["unit_code"].isin(own["unit_code"])], key=group)
    with right:
        columns = ("unit_name", "verdict", "reason", "days_left")
        view.table(ui.urgent_first(own), columns, f"{year}年{terms.label(f'unit_group.{group}')}达标情况")

# What the figures rest on.
view.footing("compliance_by_period", "compliance_by_unit")
