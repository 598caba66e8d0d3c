"""What each column must hold, as data: how a cell is read, what is kept of it, and what may be missing.

`COLUMNS` is the contract with the store: names, order and DuckDB types of the accepted rows of each kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from oversight.exports import Kind


class Read(StrEnum):
    """How the cells of a column are read."""

    TEXT = "text"
    RAW = "raw"  # kept as it stands: names of units are matched exactly before they are folded
    TEAM = "team"
    NAME = "name"
    PERSON_NUMBER = "person_number"
    NUMBER_CODE = "number_code"  # a number that names something: a 项目编号
    ID = "id"
    REMARK = "remark"
    MOMENT = "moment"
    PERIOD = "period"
    HOURS = "hours"
    WHOLE = "whole"
    YEAR = "year"
    DEGREES = "degrees"
    CODE = "code"


@dataclass(frozen=True)
class ColumnRule:
    """One field of a kind. `fills` says what a blank cell may take over from the rows above it.

    `merged`: the value of the merged range it lies in. `group`: that, and a value written once above its group.
    Numbers take over nothing: three hours merged over two people may be three each or three together.
    """

    field: str
    read: Read
    personal: bool = False
    table: str | None = None
    is_open: bool = False  # a word that is not in the code table is as good as one that is
    several: bool = False  # several codes in one cell
    takes_further: bool = False  # a blank is filled from a second column of the same field
    fills: str = "merged"
    summed: bool = False  # a 合计 row may state its sum


@dataclass(frozen=True)
class UsefulRule:
    """Fields of which a table should name at least one; `problem` is reported where it names none."""

    fields: tuple[str, ...]
    problem: str


def _code(field: str, table: str, **more: bool) -> ColumnRule:
    return ColumnRule(field, Read.CODE, table=table, **more)


def _number(field: str, read: Read, *, summed: bool = True) -> ColumnRule:
    return ColumnRule(field, read, fills="never", summed=summed)


_PERSON = (
    ColumnRule("number", Read.PERSON_NUMBER, personal=True),
    ColumnRule("name", Read.NAME, personal=True),
    ColumnRule("id_number", Read.ID, personal=True),
)
_PLACE = (_number("longitude", Read.DEGREES, summed=False), _number("latitude", Read.DEGREES, summed=False))
_DATES = (
    ColumnRule("period", Read.PERIOD),
    ColumnRule("starts_at", Read.MOMENT),
    ColumnRule("ends_at", Read.MOMENT),
)

RULES: Mapping[Kind, tuple[ColumnRule, ...]] = {
    Kind.UNITS: (
        ColumnRule("unit_code", Read.NUMBER_CODE),
        ColumnRule("unit_name", Read.RAW),
        _code("unit_kind", "unit_kind", fills="group"),
        ColumnRule("parent_code", Read.RAW, fills="group"),
        _number("residents", Read.WHOLE),
        ColumnRule("residents_year", Read.YEAR),
        ColumnRule("residents_source", Read.TEXT),
        ColumnRule("aliases", Read.TEXT, fills="never"),
        *_PLACE,
        _code("coordinate_system", "coordinate_system"),
    ),
    Kind.TEAM_TREE: (
        ColumnRule("team_name", Read.TEAM, fills="never"),
        _code("team_level", "team_level", fills="group"),
        ColumnRule("unit_text", Read.RAW, fills="group"),
        ColumnRule("parent_team", Read.TEAM, fills="group"),
        ColumnRule("lead_unit_text", Read.RAW, fills="group"),
        ColumnRule("leader", Read.NAME, personal=True),
    ),
    Kind.TEAMS: (
        ColumnRule("team_name", Read.TEAM, fills="never"),
        ColumnRule("team_number", Read.NUMBER_CODE),
        _code("team_type", "team_type", fills="group"),
        _code("unit_nature", "unit_nature", is_open=True),
        ColumnRule("region", Read.RAW, fills="group"),
        ColumnRule("registered_on", Read.MOMENT),
        _number("member_count", Read.WHOLE),
        _number("service_hours", Read.HOURS),
        _code("status", "team_status", is_open=True),
    ),
    Kind.VOLUNTEERS: (
        *_PERSON,
        _code("gender", "gender"),
        _code("political_status", "political_status"),
        _code("occupation", "occupation", is_open=True),
        _code("education", "education", is_open=True),
        ColumnRule("region", Read.RAW, fills="group"),
        ColumnRule("team_name", Read.TEAM, fills="group"),
        ColumnRule("registered_on", Read.MOMENT),
        _code("verified", "verified"),
        _code("account", "account"),
        _code("star", "star"),
        _number("total_hours", Read.HOURS),
        ColumnRule("last_login_on", Read.MOMENT),
    ),
    Kind.ACTIVITIES: (
        ColumnRule("activity_number", Read.NUMBER_CODE),
        ColumnRule("title", Read.TEXT),
        ColumnRule("team_name", Read.TEAM, takes_further=True, fills="group"),
        *_DATES,
        ColumnRule("region", Read.RAW, fills="group"),
        ColumnRule("place", Read.TEXT),
        _code("category", "category", is_open=True, several=True),
        ColumnRule("served_group", Read.TEXT),
        _code("status", "activity_status"),
        ColumnRule("recruitment_scope", Read.TEXT),
        _number("planned_people", Read.WHOLE),
        _number("recruited_people", Read.WHOLE),
        _number("duration_hours", Read.HOURS),
        ColumnRule("published_on", Read.MOMENT),
        *_PLACE,
    ),
    Kind.HOURS: (
        *_PERSON,
        ColumnRule("activity_number", Read.NUMBER_CODE, fills="group"),
        ColumnRule("activity_title", Read.TEXT, fills="group"),
        ColumnRule("team_name", Read.TEAM, fills="group"),
        ColumnRule("position", Read.TEXT),
        *_DATES,
        _number("hours", Read.HOURS),
        _code("entry_method", "entry_method"),
        ColumnRule("entered_at", Read.MOMENT),
        _code("hour_status", "hour_status"),
        ColumnRule("remark", Read.REMARK, personal=True),
    ),
}

USEFUL: Mapping[Kind, tuple[UsefulRule, ...]] = {
    Kind.UNITS: (
        UsefulRule(("unit_code",), "no_unit_code_column"),
        UsefulRule(("unit_kind",), "no_unit_kind_column"),
        UsefulRule(("parent_code",), "no_parent_column"),
        UsefulRule(("residents",), "no_residents_column"),
    ),
    Kind.TEAM_TREE: (
        UsefulRule(("team_level",), "no_team_level_column"),
        UsefulRule(("unit_text",), "no_unit_column"),
    ),
    Kind.TEAMS: (UsefulRule(("team_type",), "no_team_type_column"),),
    Kind.VOLUNTEERS: (
        UsefulRule(("number", "id_number"), "no_person_key_column"),
        UsefulRule(("registered_on",), "no_registered_on_column"),
        UsefulRule(("verified",), "no_verified_column"),
        UsefulRule(("region", "team_name"), "no_place_column"),
    ),
    Kind.ACTIVITIES: (
        UsefulRule(("team_name",), "no_publisher_column"),
        UsefulRule(("status",), "no_activity_status_column"),
        UsefulRule(("recruited_people", "planned_people"), "no_people_column"),
    ),
    Kind.HOURS: (
        UsefulRule(("number", "id_number"), "no_person_key_column"),
        UsefulRule(("activity_title", "activity_number"), "no_activity_column"),
        UsefulRule(("hour_status",), "no_hour_status_column"),
        UsefulRule(("entry_method",), "no_entry_method_column"),
    ),
}

_SOURCE = {"source_file": "VARCHAR", "source_sheet": "VARCHAR", "source_row": "INTEGER", "row_order": "BIGINT"}
_KEYS = {"number_key": "VARCHAR", "id_key": "VARCHAR", "name_team_key": "VARCHAR", "name_masked": "VARCHAR"}
_TEAM = {"team_name": "VARCHAR", "team_name_raw": "VARCHAR"}
_SPAN = {"starts_at": "TIMESTAMP", "ends_at": "TIMESTAMP"}
_DEGREES = {"longitude": "DOUBLE", "latitude": "DOUBLE"}

COLUMNS: Mapping[Kind, Mapping[str, str]] = {
    Kind.UNITS: {
        "unit_code": "VARCHAR", "unit_name": "VARCHAR", "unit_kind": "VARCHAR", "parent_code": "VARCHAR",
        "residents": "INTEGER", "residents_year": "INTEGER", "residents_source": "VARCHAR", "aliases": "VARCHAR",
        **_DEGREES, "coordinate_system": "VARCHAR", **_SOURCE,
    },
    Kind.TEAM_TREE: {
        **_TEAM, "team_level": "VARCHAR", "unit_text": "VARCHAR", "parent_team": "VARCHAR",
        "lead_unit_text": "VARCHAR", "leader_masked": "VARCHAR", **_SOURCE,
    },
    Kind.TEAMS: {
        **_TEAM, "team_number": "VARCHAR", "team_type": "VARCHAR", "unit_nature": "VARCHAR", "region": "VARCHAR",
        "registered_on": "DATE", "member_count": "INTEGER", "service_hours": "DOUBLE", "status": "VARCHAR", **_SOURCE,
    },
    Kind.VOLUNTEERS: {
        **_KEYS, "id_state": "VARCHAR", "gender": "VARCHAR", "political_status": "VARCHAR", "occupation": "VARCHAR",
        "education": "VARCHAR", "region": "VARCHAR", **_TEAM, "registered_on": "DATE", "verified": "VARCHAR",
        "is_verified": "BOOLEAN", "is_enabled": "BOOLEAN", "star": "INTEGER", "total_hours": "DOUBLE",
        "last_login_on": "DATE", **_SOURCE,
    },
    Kind.ACTIVITIES: {
        "activity_number": "VARCHAR", "title": "VARCHAR", **_TEAM, **_SPAN, "region": "VARCHAR", "place": "VARCHAR",
        "category": "VARCHAR", "served_group": "VARCHAR", "status": "VARCHAR", "recruitment_scope": "VARCHAR",
        "planned_people": "INTEGER", "recruited_people": "INTEGER", "duration_hours": "DOUBLE", "published_on": "DATE",
        **_DEGREES, **_SOURCE,
    },
    Kind.HOURS: {
        **_KEYS, "activity_number": "VARCHAR", "activity_title": "VARCHAR", **_TEAM, "position": "VARCHAR", **_SPAN,
        "hours": "DOUBLE", "entry_method": "VARCHAR", "entered_at": "TIMESTAMP", "hour_status": "VARCHAR",
        "remark_key": "VARCHAR", **_SOURCE,
    },
}  # fmt: skip
