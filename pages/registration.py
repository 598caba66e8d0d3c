"""注册进度: how far registration is from its target, by town and for the county, and when the target will be reached.

Answers queries/registration_by_unit.sql and registration_curve.sql.
"""

import streamlit as st

from oversight import charts, judgement, ui

# What the reader chose: the filters, and the day everything is seen from.
view = ui.page("registration")

# What cannot be answered, said before anything is drawn.
by_unit = view.ask("registration_by_unit")
subjects = ui.subject(by_unit, view.town)
if not subjects:
    view.nothing("没有可比较的单位：单位表中没有填写常住人口，或截至日期还没有规定目标。")

# The answer: the town chosen, else the county.
subject = subjects[0]
standing = ui.registration_standing(subject, view.as_of)
curve = view.ask("registration_curve", unit=subject.unit_code)

# The headline: how far, and when at this pace.
view.headline(f"{judgement.registration_sentence(standing)}。", ui.pace(standing))
view.metrics(
    ("registered", subject.registered, " 人", judgement.net_sentence(subject.net_week or 0)),
    ("registered_ratio", subject.registered_ratio, "", ui.target_words(subject)),
    ("gap_count", subject.gap_count, " 人", ""),
    ("needed_per_week", subject.needed_per_week, " 人", "到12月31日平均每周"),
    ("forecast_on", subject.forecast_on, "", "按近28天的净增速度"),
    ("active_ratio", subject.active_ratio, "", f"{subject.active_people or 0:,} 人最近12个月服务过"),
)

# The evidence: each town to its target, the year's curve, and this week's pace.
left, right = st.columns([1, 1], gap="large")
with left:
    view.chart(charts.registration_progress, by_unit)
with right:
    view.chart(charts.registration_curve, curve, subject.unit_name, leads=False)
    view.chart(charts.registration_pace, by_unit)
view.section("各镇街", "各镇街的目标人数相加不等于全县的目标人数：各自向上取整，全县的目标按全县常住人口单独计算。")
view.table(by_unit, (
    "unit_name", "residents", "registered", "registered_ratio", "target_count", "gap_count", "net_week",
    "needed_per_week", "forecast_on", "active_ratio", "residents_year", "residents_source",
), "注册进度")

# What the figures rest on.
view.footing("registration_by_unit", "registration_curve")
