"""Which unit a messy name, code or path means; what is not certain stays a question.

Only the exact name, a confirmed alias, an administrative code and the folded name or path are accepted by
themselves. Likeness is never enough: it is offered to a person by `suggest`, who answers with an alias.
"""

from oversight.units.index import Match, UnitAlias, UnitIndex

__all__ = ["Match", "UnitAlias", "UnitIndex"]
