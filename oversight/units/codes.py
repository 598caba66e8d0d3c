"""Administrative codes: six digits for the county, three more for the town, three more for the village.

A code names its unit by the part before the trailing zeros of the lower levels: 610625105000 is the town 610625105.
"""

_LEVELS = (12, 9, 6)


def stem(code: str) -> str:
    """The digits of a code down to its own level; `code` is one that `values.region_code` let through."""
    if len(code) > 12 and not code[12:].strip("0"):
        code = code[:12]
    while len(code) in (9, 12, 15) and code.endswith("000"):
        code = code[:-3]
    while len(code) in (4, 6) and code.endswith("00"):
        code = code[:-2]
    return code


def stems_above(code: str) -> list[str]:
    """The stems of the units that a stem lies in, nearest first; a province or a city is none of ours."""
    return [code[:length] for length in _LEVELS if length < len(code)]
