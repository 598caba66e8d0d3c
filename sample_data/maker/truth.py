"""What is true in the sample county: units, teams, people, activities and hours before any file spoils them.

The expected answers are worked out from these objects alone. A field that only decides how a row looks in a
file says so.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

FIRST_DAY = date(2025, 1, 1)
HOURS_FROM = date(2025, 4, 1)
"""Hour records before this day were never exported: the quarter before it is judged by recruited people."""
FIRST_EXPORT = date(2026, 11, 15)
LAST_EXPORT = date(2026, 11, 22)


class Platform(StrEnum):
    """Whose headings a row wears: the national console, a town's app, the county's own cloud."""

    NATIONAL = "全国平台"
    APP = "志愿汇"
    CLOUD = "文明实践云"


@dataclass(eq=False)
class Unit:
    """One row of 单位表, in its order."""

    code: str
    name: str
    kind: str
    parent: "Unit | None" = None
    residents: int | None = None
    residents_year: int | None = None
    residents_source: str = ""
    aliases: str = ""
    point: tuple[float, float] | None = None

    def chain(self) -> "list[Unit]":
        """The unit itself and everything above it."""
        return [self, *(self.parent.chain() if self.parent else [])]

    @property
    def town(self) -> "Unit | None":
        """The town the unit is or lies in."""
        return next((unit for unit in self.chain() if unit.kind in TOWN_KINDS), None)


TOWN_KINDS = ("town", "township", "subdistrict")


@dataclass(eq=False)
class Team:
    """A team; `unit` is the one that 队伍架构 names for it, None where that name fits no unit or several."""

    name: str
    kind: str
    unit: Unit | None
    platform: Platform
    parent: "Team | None" = None
    lead_unit: str = ""
    number: str = ""
    legal_type: str = "1"
    in_tree: bool = True
    in_register: bool = True
    unit_text: str = ""  # as 队伍架构 writes it


@dataclass(eq=False)
class Person:
    """A human being, once, however many rows show them. `region` None: blank, ambiguous or unknown."""

    number: str | None
    id_number: str
    name: str
    team: Team
    region: Unit | None
    registered_on: date | None
    verified: str = "1"
    enabled: bool = True
    gender: str = "女"
    political: str = "13"
    occupation: str = "27"
    education: str = "初中"
    star: int = 0
    platform: Platform = Platform.NATIONAL
    serial: int = 0
    region_text: str | None = None  # files only: instead of the region's own name
    has_id: bool = True  # files only
    first_week: dict[str, object] = field(default_factory=dict)  # values the first export still showed
    in_second: bool = True  # files only: the second export lists them again
    story: str = ""  # why they are there, where it is not by chance; such people take part in nothing by chance

    @property
    def is_counted(self) -> bool:
        """Verified and enabled, with a date that can be read."""
        return self.verified == "1" and self.enabled and self.registered_on is not None

    @property
    def unit(self) -> Unit | None:
        """The unit of the region, else of the team."""
        return self.region or self.team.unit


@dataclass(eq=False)
class Activity:
    """An activity as the last export shows it; `status` is the code 0 to 12 or an unknown word."""

    number: str | None
    title: str
    team: Team
    starts_at: datetime
    ends_at: datetime
    status: str
    planned: int
    recruited: int
    category: str = "0001"
    place: str = ""
    published_on: date = FIRST_DAY
    first_week: dict[str, object] = field(default_factory=dict)
    story: str = ""  # why it is there, where it is not there by chance
    wants_hours: bool = True

    @property
    def starts_on(self) -> date:
        """The day that decides its period."""
        return self.starts_at.date()

    @property
    def platform(self) -> Platform:
        """The platform of its team."""
        return self.team.platform


@dataclass(eq=False)
class Hour:
    """One record of service. `activity` None: no activity fits it, and the record's own team has the hours."""

    person: Person
    activity: Activity | None
    team: Team  # 所属队伍 of the record
    starts_at: datetime
    ends_at: datetime
    hours: float
    method: str
    status: str
    entered_at: datetime
    title: str = ""
    orphan_number: str | None = None
    first_status: str | None = None  # what the first export still showed
    remark: str = ""

    @property
    def platform(self) -> Platform:
        """The platform of the activity's team."""
        return (self.activity.team if self.activity else self.team).platform

    @property
    def owner(self) -> Team:
        """The team that has the hours."""
        return self.activity.team if self.activity else self.team


@dataclass
class County:
    """Everything that is true."""

    units: list[Unit]
    teams: list[Team]
    people: list[Person]
    activities: list[Activity]
    hours: list[Hour]
