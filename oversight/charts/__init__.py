"""A question's answer in, a figure out: pure functions, no streamlit, no plotly express.

Colours and order are fixed by meaning and by the table (行政区划), never by what happens to occur, so that a
filter changes neither. Draw them with Streamlit's `theme=None`, or it replaces fonts and colours.
"""

from collections.abc import Mapping
from typing import Any

from oversight.charts.curve import registration_curve
from oversight.charts.frame import CONFIG, empty, heading, with_title, without_title
from oversight.charts.grid import compliance_grid
from oversight.charts.ranking import team_ranking
from oversight.charts.registration import registration_pace, registration_progress
from oversight.charts.timeline import unit_timeline
from oversight.charts.verdicts import verdict_bar
from oversight.charts.weeks import activity_weeks

__all__ = [
    "CONFIG",
    "activity_weeks",
    "compliance_grid",
    "empty",
    "heading",
    "registration_curve",
    "registration_pace",
    "registration_progress",
    "selected_unit",
    "team_ranking",
    "unit_timeline",
    "verdict_bar",
    "with_title",
    "without_title",
]


def selected_unit(selection: Mapping[str, Any]) -> str | None:
    """The unit_code under a click, from the `selection` of st.plotly_chart; None where nothing was hit."""
    for point in selection.get("points", ()):
        code = point.get("customdata")
        code = code[0] if isinstance(code, list | tuple) and code else code
        if isinstance(code, str) and code:
            return code
    return None
