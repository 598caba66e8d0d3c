"""What every page shares: the reader's filters, answers, figures, tables, and the footing.

A page begins with `view = ui.page("compliance")` and ends with `view.footing("compliance_by_period")`.
"""

from oversight.ui.answers import rows
from oversight.ui.frame import ICON, current_frame, open_frame
from oversight.ui.standings import (
    OBLIGED,
    behind,
    behind_sentence,
    compliance_sentence,
    of_unit,
    period_sentence,
    sources_sentence,
    tasks,
    urgent_first,
    with_reasons,
)
from oversight.ui.subjects import (
    ACTIVITY_COLUMNS,
    PERIOD_COLUMNS,
    RANKING_CAUTION,
    REWARDS,
    TEAM_COLUMNS,
    VOLUNTEER_COLUMNS,
    change,
    pace,
    ranking_sentence,
    registration_standing,
    subject,
    target_words,
    team_kinds,
    unit_facts,
    unit_registration,
    unit_sentence,
)
from oversight.ui.view import View

__all__ = [
    "ACTIVITY_COLUMNS",
    "ICON",
    "OBLIGED",
    "PERIOD_COLUMNS",
    "RANKING_CAUTION",
    "REWARDS",
    "TEAM_COLUMNS",
    "VOLUNTEER_COLUMNS",
    "View",
    "behind",
    "behind_sentence",
    "change",
    "compliance_sentence",
    "of_unit",
    "open_frame",
    "pace",
    "page",
    "period_sentence",
    "ranking_sentence",
    "registration_standing",
    "rows",
    "sources_sentence",
    "subject",
    "target_words",
    "tasks",
    "team_kinds",
    "unit_facts",
    "unit_registration",
    "unit_sentence",
    "urgent_first",
    "with_reasons",
]


def page(key: str) -> View:
    """The view of a page, inside the frame that dashboard.py has set up for this run."""
    return View(key, current_frame())
