"""区域地图: the towns coloured by a measure of the reader's choice.

Answers queries/map_by_town.sql and map_points.sql.
"""

import streamlit as st

from oversight import maps, terms, ui

# What the reader chose: the filters, and the day everything is seen from.
view = ui.page("map")

# What cannot be answered, said before anything is drawn.
towns = view.ask("map_by_town")
if towns.empty:
    view.nothing("单位表中没有镇、乡或街道，画不出地图。请补上后重新导入。")

# The answer: one measure for every town.
measure = view.choose("map_measure", "地图上看什么", {name: terms.label(name) for name in maps.MEASURES})

# The headline: who is highest and lowest, or how many reach the target.
view.headline(f"{maps.heading(towns, measure)}。", terms.term(measure).means)

# The evidence: the map, and the same figures in words.
left, right = st.columns([1, 1], gap="large")
with left:
    view.map(towns, measure)
with right:
    columns = ("unit_name", *dict.fromkeys((measure, "registered_ratio", "met_ratio", "activities", "people", "hours")))
    view.table(view.in_town(towns), columns, "区域地图")

# What the figures rest on.
view.footing("map_by_town")
