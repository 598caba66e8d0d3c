"""What each kind of unit owes, since when and by which document: frozen, dated, sourced.

There is no «current» value and no default: every question names a day, and before the first value the
answer is «no rule». A verdict is not made here; the rows go into the snapshot, and SQL judges by them.
"""

from oversight.obligations.reading import SHIPPED, ObligationError, load
from oversight.obligations.rulebook import COLUMNS, Obligation, Requirement, Rulebook

__all__ = ["COLUMNS", "SHIPPED", "Obligation", "ObligationError", "Requirement", "Rulebook", "load"]
