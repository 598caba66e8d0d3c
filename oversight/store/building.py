"""Build one snapshot: rows in force → names matched → marts in the order they read one another → a verified file."""

import logging
import os
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pandas as pd

from oversight import batches, checks, files, periods
from oversight.exports import Kind
from oversight.obligations import COLUMNS as OBLIGATION_COLUMNS
from oversight.obligations import Rulebook
from oversight.office import Office
from oversight.queries import load, load_macros, load_marts
from oversight.store import names
from oversight.units import UnitAlias

logger = logging.getLogger(__name__)

QUERIES = Path(__file__).resolve().parent.parent.parent / "queries"
MEMORY_LIMIT = "1GB"
MOST_YEARS_BACK = 15
COUNTY_CODE = "county"

# The newest row of each unit; the order of the rows is 行政区划 order, batches that say nothing new move nothing.
UNITS_KNOWN = """
    with ranked as (
        select *, row_number() over (partition by unit_code order by batch_order desc, row_order desc) as newest
        from unit_row
    )
    select
        unit_code, unit_name, unit_kind, parent_code, residents, residents_year, residents_source, aliases,
        longitude, latitude, coordinate_system, source_file, source_row,
        cast(row_number() over (order by batch_order, row_order) as integer) as unit_order
    from ranked
    where newest = 1
    order by unit_order
"""
# The newest registration, hour or past activity, at most the day of the import.
AS_OF = """
    select max(day) from (
        select max(registered_on) as day from volunteer_row where registered_on <= $imported_on
        union all select max(cast(starts_at as date)) from hour_row where cast(starts_at as date) <= $imported_on
        union all select max(cast(starts_at as date)) from activity_row where cast(starts_at as date) <= $imported_on
    )
"""
FIRST_DAY = """
    select min(day) from (
        select min(registered_on) as day from volunteer_row
        union all select min(cast(starts_at as date)) from hour_row
        union all select min(cast(starts_at as date)) from activity_row
    )
"""
# Keyed hashes are 128 bits: as numbers they join and group several times faster than as text.
PERSON_KEYS = ("number_key", "id_key", "name_team_key")
ROW_VIEWS = {
    Kind.UNITS: "unit_row",
    Kind.TEAM_TREE: "team_tree_row",
    Kind.TEAMS: "team_row",
    Kind.VOLUNTEERS: "volunteer_row",
    Kind.ACTIVITIES: "activity_row",
    Kind.HOURS: "hour_row",
}


def build(
    path: Path,
    in_force: Sequence[batches.Batch],
    *,
    snapshot_id: str,
    built_at: datetime,
    office: Office,
    rules: Rulebook,
    aliases: list[UnitAlias],
) -> None:
    """Write a snapshot file under its final name; nothing of that name is there until it is whole and verified."""
    building = path.with_name(f".{path.name}.building")
    building.unlink(missing_ok=True)
    scratch = path.with_name(f".{path.name}.scratch")
    config = {"memory_limit": MEMORY_LIMIT, "temp_directory": str(scratch), "threads": os.cpu_count() or 1}
    with duckdb.connect(str(building), config=config) as connection:
        _load_rows(connection, in_force)
        imported_at = max((batch.imported_at for batch in in_force), default=built_at)
        as_of = connection.execute(AS_OF, {"imported_on": imported_at.date()}).fetchall()[0][0]
        as_of = as_of or imported_at.date()
        _load_calendar(connection, as_of)
        _load_obligations(connection, rules)
        units = _load_units(connection, office)
        names.match_teams(connection)
        names.match_units(connection, units, aliases, as_of)
        _build_marts(connection)
        _load_provenance(connection, in_force)
        connection.execute(
            """
            create table snapshot_info as select
                $snapshot_id as snapshot_id, cast($built_at as timestamp) as built_at,
                cast($imported_at as timestamp) as imported_at, cast($as_of as date) as as_of,
                $rules_version as rules_version, $county_name as county_name, $office_name as office_name,
                $platform as platform, cast($is_demo as boolean) as is_demo
            """,
            {
                "snapshot_id": snapshot_id,
                "built_at": built_at,
                "imported_at": imported_at,
                "as_of": as_of,
                "rules_version": rules.version,
                "county_name": office.county_name,
                "office_name": office.office_name,
                "platform": office.platform,
                "is_demo": office.is_demo,
            },
        )
        connection.execute("checkpoint")
    _verify(building)
    files.flush_file(building)
    files.replace_durably(building, path)


def _build_marts(connection: duckdb.DuckDBPyConnection) -> None:
    """Every mart after those it reads; one that no question asks for lives only while the snapshot is built."""
    macros = load_macros(QUERIES / "macros")
    kept = {table for question in [*macros, *load(QUERIES).values()] for table in question.reads}
    for mart in load_marts(QUERIES / "marts"):
        lifetime = "" if mart.name in kept else "temp "
        connection.execute(f"create {lifetime}table {mart.name} as {mart.sql}")
    for macro in macros:
        connection.execute(macro.sql)


def known_units(in_force: Sequence[batches.Batch]) -> pd.DataFrame | None:
    """The units of the batches that count, in 行政区划 order; None where no 单位表 has been imported yet."""
    with duckdb.connect() as connection:
        _load_rows(connection, in_force)
        units = connection.execute(UNITS_KNOWN).df()
    return None if units.empty else units


def _load_rows(connection: duckdb.DuckDBPyConnection, in_force: Sequence[batches.Batch]) -> None:
    """One temporary view per kind over the Parquet files that count; empty where there are none."""
    for kind, view in ROW_VIEWS.items():
        columns = ", ".join(f"cast(null as {type_}) as {name}" for name, type_ in checks.COLUMNS[kind].items())
        parts = [f"select cast(null as integer) as batch_order, {columns} where false"]
        for order, path in batches.contributing(in_force, kind):
            literal = str(path).replace("'", "''")
            parts.append(f"select {order} as batch_order, * from read_parquet('{literal}')")
        keys = ", ".join(f"cast({key} as uuid) as {key}" for key in PERSON_KEYS if key in checks.COLUMNS[kind])
        shown = f"* replace ({keys})" if keys else "*"
        connection.execute(f"create temp view {view} as select {shown} from ({' union all by name '.join(parts)})")


def _load_calendar(connection: duckdb.DuckDBPyConnection, as_of: date) -> None:
    first = connection.execute(FIRST_DAY).fetchall()[0][0] or as_of
    first = max(first, date(as_of.year - MOST_YEARS_BACK, 1, 1))
    rows = list(periods.calendar_rows(date(first.year - 1, 1, 1), date(as_of.year + 2, 12, 31) + timedelta(days=7)))
    columns = ", ".join(f"{name} {type_}" for name, type_ in periods.CALENDAR_COLUMNS)
    frame = pd.DataFrame(rows, columns=[name for name, _ in periods.CALENDAR_COLUMNS])
    connection.register("handed_over", frame)
    connection.execute(f"create table calendar ({columns})")
    connection.execute("insert into calendar select * from handed_over")
    connection.unregister("handed_over")


def _load_obligations(connection: duckdb.DuckDBPyConnection, rules: Rulebook) -> None:
    connection.execute(f"create table obligation ({', '.join(f'{name} {type_}' for name, type_ in OBLIGATION_COLUMNS)})")
    marks = ", ".join("?" for _ in OBLIGATION_COLUMNS)
    connection.executemany(f"insert into obligation values ({marks})", [list(row) for row in rules.rows()])


def _load_units(connection: duckdb.DuckDBPyConnection, office: Office) -> pd.DataFrame:
    """The units known, with a county row where the 单位表 has none: its people are then counted all the same."""
    connection.execute(f"create table unit_known as {UNITS_KNOWN}")
    counties = connection.execute("select count(*) from unit_known where unit_kind = 'county'").fetchall()[0][0]
    if not counties:
        connection.execute(
            "insert into unit_known by name select $code as unit_code, $name as unit_name, 'county' as unit_kind, 0 as unit_order",
            {"code": COUNTY_CODE, "name": office.county_name},
        )
    return connection.execute("select * from unit_known order by unit_order").df()


def _load_provenance(connection: duckdb.DuckDBPyConnection, in_force: Sequence[batches.Batch]) -> None:
    connection.execute(
        """
        create table source_file (
            kind varchar, source_file varchar, source_sheet varchar, batch_id varchar, imported_at timestamp,
            rows_accepted integer, rows_merged integer, rows_refused integer
        )
        """
    )
    rows = [
        [file.kind, file.file, file.sheet, batch.id, batch.imported_at, file.accepted, file.merged, file.refused]
        for batch in in_force
        for file in batch.files
        if file.kind
    ]
    if rows:
        connection.executemany("insert into source_file values (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _verify(path: Path) -> None:
    """Open what was written once more: a file that cannot be read is never published."""
    with duckdb.connect(str(path), read_only=True) as connection:
        connection.execute("select count(*) from snapshot_info").fetchall()
        for (table,) in connection.execute("select table_name from duckdb_tables()").fetchall():
            connection.execute(f"select count(*) from {table}").fetchall()
