"""Load, check and run a question: one `.sql` file with a header that is held to.

header = body: the `$parameters` and the tables that the SQL uses are the declared ones. call = header: a
parameter that is missing, unknown or of the wrong kind is refused. answer = header: the columns that come
back are the declared ones, in order. Values are bound, never pasted into SQL.
"""

from oversight.queries.folder import load, load_macros, load_marts
from oversight.queries.question import Question, QuestionError, parameter
from oversight.queries.snapshot import SETTINGS, Snapshot, SnapshotError

__all__ = [
    "SETTINGS",
    "Question",
    "QuestionError",
    "Snapshot",
    "SnapshotError",
    "load",
    "load_macros",
    "load_marts",
    "parameter",
]
