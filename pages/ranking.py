"""队伍排名: which team stands where among its own kind, by a measure of the reader's choice.

Answers queries/team_ranking.sql.
"""

import streamlit as st

from oversight import charts, terms, ui

# What the reader chose: the filters, and the day everything is seen from.
view = ui.page("ranking")

# What cannot be answered, said before anything is drawn.
measures = terms.choices("measure")
left, right = st.columns([1, 1], gap="large")
with left:
    measure = view.choose("measure", terms.label("measure"), measures)
ranking = view.ask("team_ranking", measure=measure)
if ranking.empty:
    view.nothing("所选范围内没有队伍。请换一个镇街或单位类别。")

# The answer: the teams of one kind, because kinds are not compared.
kinds = ui.team_kinds(ranking)
with right:
    kind = view.choose("team_kind", terms.label("team_kind"), kinds)
teams = ranking[ranking["team_kind"] == kind]

# The headline: who leads, and what the order rests on.
view.headline(ui.ranking_sentence(teams, measure, kind), ui.REWARDS[measure])

# The evidence: the first of them drawn, all of them in the table.
left, right = st.columns([5, 6], gap="large")
with left:
    view.chart(charts.team_ranking, teams, measure)
with right:
    columns = ("rank", "team_name", "unit_name", "rank_change", measure, "checked_in_ratio")
    also = ("activities", "people", "attendances", "hours", "hours_per_person")
    view.table(teams, columns, f"{terms.label(f'team_kind.{kind}')}排名", also=also)
view.note(ui.RANKING_CAUTION)

# What the figures rest on.
view.footing("team_ranking")
