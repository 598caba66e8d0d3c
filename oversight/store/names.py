"""Which unit and which team the names in the rows mean: once per distinct name, never per row.

A unit name that fits several units, or none, stays without a unit and is listed for a person to decide.
"""

from collections import defaultdict
from datetime import date

import duckdb
import pandas as pd

from oversight.units import UnitAlias, UnitIndex

TOWN_KINDS = ("town", "township", "subdistrict")

# The texts of each kind of row that mean a unit, and how they are called in the list of names without a unit.
UNIT_TEXTS = """
    select 'region' as field, region as name, count(*) as rows_count from volunteer_row where region is not null group by region
    union all
    select 'unit_text' as field, unit_text as name, count(*) as rows_count from team_tree_row
    where unit_text is not null group by unit_text
"""
# Every spelling of a team's name; the first source that has a name decides how it is written.
TEAM_TEXTS = """
    select team_name_raw, team_name, min(source) as source
    from (
        select team_name_raw, team_name, 1 as source from team_tree_row
        union all select team_name_raw, team_name, 2 as source from team_row
        union all select team_name_raw, team_name, 3 as source from activity_row
        union all select team_name_raw, team_name, 4 as source from hour_row
        union all select team_name_raw, team_name, 5 as source from volunteer_row
    )
    where team_name_raw is not null
    group by team_name_raw, team_name
    order by source, team_name_raw
"""
LISTED = 2


def match_teams(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `team_name_match`: one row per spelling, with the team it means.

    A spelling that the 队伍架构 or the 队伍 export has is a team of its own (two teams may differ by one comma). Any other spelling
    means the listed team that reads the same once folded, if there is exactly one, else a team that is not listed.
    """
    found = connection.execute(TEAM_TEXTS).fetchall()
    listed_by_folded: dict[str, list[str]] = defaultdict(list)
    meaning: dict[str, str] = {}
    for raw, folded, source in found:
        if source > LISTED:
            continue
        same = listed_by_folded[folded]
        twin = same[0] if same and source == LISTED and raw not in same and len(same) == 1 else None
        if twin is not None and raw.startswith("【"):
            meaning[raw] = twin
            continue
        meaning[raw] = folded if raw.startswith("【") else raw
        same.append(meaning[raw])
    for raw, folded, source in found:
        if source > LISTED and raw not in meaning:
            same = listed_by_folded[folded]
            meaning[raw] = same[0] if len(same) == 1 else folded
    frame = pd.DataFrame(
        {"team_name_raw": list(meaning), "team_name": list(meaning.values())}, dtype="string"
    )
    _table(connection, "team_name_match", frame)


def match_units(
    connection: duckdb.DuckDBPyConnection, units: pd.DataFrame, aliases: list[UnitAlias], on: date
) -> None:
    """Make `unit_ancestor`, `unit_name_match` (names that mean one unit) and `unit_name` (every name, for the list)."""
    index = UnitIndex.from_rows(units, aliases, on)
    names = dict(zip(units["unit_code"], units["unit_name"], strict=True))
    texts = connection.execute(UNIT_TEXTS).fetchall()
    teams = [row[0] for row in connection.execute("select distinct team_name from team_name_match").fetchall()]
    matches = {text: index.match(text) for text in {*(name for _, name, _ in texts), *teams}}
    matched = {text: match.unit_code for text, match in matches.items() if match.unit_code}
    _table(
        connection,
        "unit_name_match",
        pd.DataFrame({"name": list(matched), "unit_code": list(matched.values())}, dtype="string"),
    )
    rows = []
    for field, name, count in texts:
        match = matches[name]
        near = match.candidates or tuple(code for code, _ in index.suggest(name)) if not match.unit_code else ()
        rows.append(
            (field, name, match.unit_code, str(match.how), int(count), "、".join(names.get(code, code) for code in near))
        )
    columns = ["field", "name", "unit_code", "how", "rows_count", "candidates"]
    frame = pd.DataFrame(rows, columns=columns).astype(
        dict.fromkeys(columns, "string") | {"rows_count": "int64"}
    )
    _table(connection, "unit_name", frame)
    _table(connection, "unit_ancestor", ancestors(units))


def ancestors(units: pd.DataFrame) -> pd.DataFrame:
    """One row per unit and unit above it, itself included; a circle of parents ends where it began."""
    parents = dict(zip(units["unit_code"], units["parent_code"], strict=True))
    rows: list[tuple[str, str, int]] = []
    for code in parents:
        seen: list[str] = []
        above: object = code
        while isinstance(above, str) and above in parents and above not in seen:
            seen.append(above)
            above = parents[above]
        rows += [(code, ancestor, distance) for distance, ancestor in enumerate(seen)]
    return pd.DataFrame(rows, columns=["unit_code", "ancestor_code", "distance"]).astype(
        {"unit_code": "string", "ancestor_code": "string", "distance": "int64"}
    )


def _table(connection: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame) -> None:
    connection.register("handed_over", frame)
    connection.execute(f"create table {name} as select * from handed_over")
    connection.unregister("handed_over")
