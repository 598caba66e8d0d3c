"""What every page shares: the reader's filters, answers, figures, tables, and the footing.

A page begins with `view = ui.page("compliance")` and ends with `view.footing("compliance_by_period")`.
"""

from oversight.ui.answers import rows
from oversight.ui.frame import ICON, current_frame, open_frame
from oversight.ui.view import PAGES, View
from oversight.ui.wording import behind, registration_standing, waiting, with_reasons

__all__ = [
    "ICON",
    "PAGES",
    "View",
    "behind",
    "open_frame",
    "page",
    "registration_standing",
    "rows",
    "waiting",
    "with_reasons",
]


def page(key: str) -> View:
    """The view of a page, inside the frame that dashboard.py has set up for this run."""
    return View(key, current_frame())
