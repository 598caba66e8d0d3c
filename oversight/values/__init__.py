"""One cell's text in, its value or the reason why not out: dates, numbers, identity numbers, names, codes.

Pure functions, meant to be called once per distinct text. Nothing is guessed: what has two readings is refused,
what needed an assumption carries a remark.
"""

from oversight.values.moments import moment, moments
from oversight.values.numbers import hours, number, whole_number
from oversight.values.people import IdReading, IdState, id_number, mask_name, region_code
from oversight.values.reading import Problem, Reading, is_blank

__all__ = [
    "IdReading",
    "IdState",
    "Problem",
    "Reading",
    "hours",
    "id_number",
    "is_blank",
    "mask_name",
    "moment",
    "moments",
    "number",
    "region_code",
    "whole_number",
]
