"""The hour records: who took part in what, when it was entered and by which way, and what the first export showed."""

from collections import defaultdict
from datetime import datetime, time, timedelta

from maker import planned, words
from maker.chance import Chance
from maker.planned import UNKNOWN_STATUS
from maker.planted_hours import planted_records
from maker.truth import FIRST_EXPORT, HOURS_FROM, LAST_EXPORT, Activity, Hour, Person, Platform, Team

_SIZES = {"corps": (35, 70), "brigade": (14, 34), "specialty": (12, 30), "organisation": (8, 22), "squad": (6, 19), "other": (4, 12)}
_HELD = ("3", "4", "5", "6", "7", "12", UNKNOWN_STATUS)
_END = datetime.combine(LAST_EXPORT, time(22, 0))


class Register:
    """Makes records one by one and knows who may take part."""

    def __init__(self, people: list[Person]) -> None:
        self.chance = Chance("hours")
        self.records: list[Hour] = []
        self._by_team: dict[str, list[Person]] = defaultdict(list)
        self._by_place: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            # A story of one's own, or three in five who never come: both stay away.
            if person.story or not person.is_counted or person.serial % 5 < 2:
                continue
            self._by_team[person.team.name].append(person)
            if person.unit and person.unit.town:
                self._by_place[f"{person.unit.town.name}{person.platform}"].append(person)
        self._national = [p for p in people if p.platform is Platform.NATIONAL and not p.story and p.serial % 5 == 4]

    def pool(self, activity: Activity) -> list[Person]:
        """Registered people of the same platform: the team's, then the town's, then the county's."""
        team, day = activity.team, activity.starts_on
        members = [p for p in self._by_team[team.name] if p.registered_on and p.registered_on <= day and p.platform is team.platform]
        if len(members) >= 8 and team.kind == "squad":
            return members
        place = f"{team.unit.town.name}{team.platform}" if team.unit and team.unit.town else ""
        around = self._by_place[place] or [p for p in self._national if team.platform is Platform.NATIONAL]
        around = [p for p in around if p.registered_on and p.registered_on <= day and p not in members]
        return members + self.chance.sample(around, 24)

    def add(self, person: Person, activity: Activity | None, status: str, **changed: object) -> Hour:
        """One record; `changed` replaces fields."""
        chance = self.chance
        assert activity is not None
        duration = (activity.ends_at - activity.starts_at).total_seconds() / 3600 % 24
        method = chance.weighted(_methods(activity.team))
        entered_at = activity.ends_at
        if method in "012":
            entered_at += timedelta(days=chance.between(0, 24), minutes=chance.between(0, 300))
        record = Hour(
            person, activity, activity.team, activity.starts_at, activity.starts_at + timedelta(hours=duration),
            max(0.5, round(2 * duration) / 2 - 0.5 * chance.happens(0.2)), method, status, min(entered_at, _END),
        )  # fmt: skip
        if activity.platform is Platform.NATIONAL and activity.team.kind != "squad" and person.platform is Platform.NATIONAL:
            record.team = person.team  # the national console prints the person's own team
        for name, value in changed.items():
            setattr(record, name, value)
        self.records.append(record)
        return record


def hours(activities: list[Activity], people: list[Person], teams: list[Team]) -> list[Hour]:
    """Every record of an activity from the first day that was exported to the last."""
    register = Register(people)
    for activity in activities:
        if activity.status in _HELD and HOURS_FROM <= activity.starts_on <= LAST_EXPORT:
            _take_part(register, activity)
    _first_statuses(register)
    planted_records(register, activities, people, {team.name: team for team in teams})
    return sorted(register.records, key=lambda r: (r.starts_at, r.owner.name, r.title, r.person.serial, r.ends_at))


def _take_part(register: Register, activity: Activity) -> None:
    chance = register.chance
    if activity.story == planned.NOBODY:
        return
    size = chance.between(*_SIZES[activity.team.kind])
    everyone = chance.sample(register.pool(activity), size)
    activity.recruited = max(activity.recruited, len(everyone))
    activity.planned = max(activity.planned, activity.recruited)
    for index, person in enumerate(everyone):
        match activity.story:
            case planned.PENDING:
                register.add(person, activity, "0")
            case planned.NOT_EFFECTIVE:
                register.add(person, activity, chance.pick("145"))
            case planned.DELETED:
                register.add(person, activity, "3", first_status="2", entered_at=activity.ends_at)
            case planned.NEXT_DAY:
                starts_at = datetime.combine(activity.ends_at.date(), time(9, 0))
                register.add(person, activity, "2", starts_at=starts_at, ends_at=starts_at + timedelta(hours=3), hours=3.0)
            case _:
                status = "2" if index == 0 else chance.weighted((("2", 90), ("0", 3), ("1", 3), ("4", 2), ("5", 1), ("3", 1)))
                record = register.add(person, activity, status)
                if status == "1":
                    record.hours = 0.0
                elif activity.platform is not Platform.CLOUD and chance.happens(0.05):
                    _second_shift(register, record)


def _second_shift(register: Register, first: Hour) -> None:
    """The same person came again: two records, one attendance."""
    starts_at = first.ends_at + timedelta(minutes=30)
    activity = first.activity
    if activity and activity.platform is Platform.NATIONAL and activity.ends_at.date() > activity.starts_on:
        starts_at = datetime.combine(activity.ends_at.date(), time(9, 0))
    if starts_at < min(_END, datetime.combine(starts_at.date(), time(21, 0))):
        entered_at = max(first.entered_at, min(starts_at + timedelta(hours=1), _END))
        register.add(first.person, activity, "2", starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), hours=1.0, entered_at=entered_at)


def _methods(team: Team) -> tuple[tuple[str, float], ...]:
    """Some teams check people in by machine, others have somebody type the list."""
    if sum(map(ord, team.name)) % 5 < 2:
        return ("3", 40), ("4", 35), ("1", 15), ("2", 6), ("0", 4)
    return ("1", 55), ("2", 18), ("3", 8), ("4", 14), ("0", 5)


def _first_statuses(register: Register) -> None:
    """Applied for a week ago, decided by now; both exports list these."""
    chance = register.chance
    for record in register.records:
        if record.platform is Platform.CLOUD or record.starts_at.date() < LAST_EXPORT.replace(month=1, day=1):
            continue
        if record.entered_at.date() > FIRST_EXPORT or record.first_status:
            continue
        recent = record.entered_at.date() > FIRST_EXPORT - timedelta(days=14)
        if record.status == "2" and chance.happens(0.35 if recent else 0.004):
            record.first_status = "0"
        elif record.status in "34" and chance.happens(0.3):
            record.first_status = "2"


def position(record: Hour) -> str:
    """What the person did there."""
    return words.POSITIONS[record.person.serial % len(words.POSITIONS)]
