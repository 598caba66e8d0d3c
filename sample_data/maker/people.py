"""The volunteers: so many to a unit that towns stand above, below and exactly at 13 %, then the planted ones."""

from collections.abc import Iterable
from datetime import date, timedelta

from maker import words
from maker.chance import Chance
from maker.identity import Identities
from maker.planted_people import planted
from maker.truth import LAST_EXPORT, Person, Platform, Team, Unit

# Counted people at the last export. 苇河镇 stands exactly at its target, 枣峪镇 one short of it.
COUNTED = {
    "柳湾镇": 3870, "槐荫街道": 1290, "梧岭镇": 700, "青梨镇": 1154, "苇河镇": 988, "枣峪镇": 902,
    "松鹤乡": 761, "麦丘乡": 306, "望云街道": 5,
}  # fmt: skip
COUNTED_OF_COMMITTEES = 850
_ASLEEP = "麦丘乡"  # nobody has registered there for two months: no forecast
_MONTHS = ((1, 2), (2, 2), (3, 14), (4, 7), (5, 7), (6, 5), (7, 4), (8, 4), (9, 8), (10, 10), (11, 9), (12, 8))


class Crowd:
    """Makes people one by one; a name comes once in a team."""

    def __init__(self) -> None:
        self.chance = Chance("people")
        self.identities = Identities(Chance("identities"))
        self.people: list[Person] = []
        self._names: set[tuple[str, str]] = set()

    def add(self, team: Team, region: Unit | None, registered_on: date | None, name: str = "") -> Person:
        """One more person, verified and enabled, with number and id."""
        chance = self.chance
        gender = chance.weighted((("女", 54), ("男", 46)))
        while not name or (name, team.name) in self._names:
            name = chance.pick(words.SURNAMES) + chance.pick(words.GIVEN)
            name += chance.pick(words.GIVEN) if chance.happens(0.8) else ""
        self._names.add((name, team.name))
        person = Person(None, self.identities.next(gender), name, team, region, registered_on, gender=gender)
        person.serial = len(self.people) + 1
        person.platform = team.platform
        person.number = _number(person)
        person.political = chance.weighted((("01", 30), ("03", 12), ("13", 57), ("02", 1)))
        person.occupation = chance.weighted((("27", 50), ("11", 10), ("13", 14), ("17", 16), ("31", 10)))
        person.education = chance.pick(words.EDUCATION)
        self.people.append(person)
        return person


def people(units: list[Unit], teams: list[Team]) -> list[Person]:
    """Everybody, in order of serial."""
    crowd = Crowd()
    chance = crowd.chance
    own = {team.unit: team for team in teams if team.kind == "squad" and team.unit and team.unit.kind != "party_committee"}
    halls = {town: [team for team in teams if team.unit is town and team.in_tree] for town in _towns(units)}
    offices = [team for team in teams if team.kind == "squad" and team.unit and team.unit.kind == "party_committee"]
    clubs = [team for team in teams if team.kind in ("organisation", "specialty")]
    for town in _towns(units):
        places = [unit for unit in units if unit.parent is town]
        weights = [(town, 3.0)] + [(unit, 4.0 if unit.kind == "community" else 1.0) for unit in places]
        for _ in range(COUNTED[town.name]):
            region = chance.weighted(weights)
            team = own.get(region) if region is not town else None
            if team is None or chance.happens(0.14):
                team = chance.pick(halls[town])
            if chance.happens(0.08):
                team = chance.pick(clubs)
            elif town.name in ("柳湾镇", "槐荫街道") and chance.happens(0.25):
                team = chance.pick(offices)
            crowd.add(team, region, _registration_day(chance, town.name))
    for index in range(COUNTED_OF_COMMITTEES):
        crowd.add(offices[index % len(offices)], None, _registration_day(chance, ""))
    _not_counted(crowd, units, own, offices)
    _later_decisions(crowd)
    planted(crowd, {unit.name: unit for unit in units}, {team.name: team for team in teams})
    return crowd.people


def _towns(units: list[Unit]) -> list[Unit]:
    return [unit for unit in units if unit.town is unit]


def _number(person: Person) -> str:
    """Each platform numbers its people in its own way; one of them with leading zeros."""
    spread = person.serial * 7919 % 100_000_000
    if person.platform is Platform.NATIONAL:
        return f"6900{spread:08}"
    return f"ZY{spread:08}" if person.platform is Platform.APP else f"00{spread % 1_000_000:06}"


def _registration_day(chance: Chance, town: str) -> date:
    year = chance.weighted(((2019, 6), (2020, 8), (2021, 10), (2022, 10), (2023, 11), (2024, 12), (2025, 20), (2026, 23)))
    while True:
        day = date(year, chance.weighted(_MONTHS), chance.between(1, 28))
        last = LAST_EXPORT - timedelta(days=70) if town == _ASLEEP else LAST_EXPORT
        if day <= last:
            return day


def _not_counted(crowd: Crowd, units: list[Unit], own: dict[Unit, Team], offices: list[Team]) -> None:
    """People who are registered but not verified, or whose account is off."""
    chance = crowd.chance
    places = [unit for unit in own if own[unit].platform is not Platform.CLOUD]
    for index in range(290):
        region = chance.pick(places)
        team = own[region] if index % 5 else chance.pick(offices)
        person = crowd.add(team, region, _registration_day(chance, ""))
        if index < 130:
            person.verified = "0"
        elif index < 220 or person.platform is not Platform.NATIONAL:
            person.verified = "2"
        else:
            person.enabled = False


def _later_decisions(crowd: Crowd) -> None:
    """What the first export still showed otherwise: the last one wins."""
    chance = crowd.chance
    before = LAST_EXPORT - timedelta(days=12)
    settled = [p for p in crowd.people if p.registered_on and p.registered_on < before]
    verified = [p for p in settled if p.is_counted and p.platform is not Platform.CLOUD]
    for person in chance.sample(verified, 60):
        person.first_week["verified"] = "2"
    for person in chance.sample([p for p in settled if p.verified == "0"], 15):
        person.first_week["verified"] = "1"
    for person in chance.sample([p for p in settled if not p.enabled], 12):
        person.first_week["enabled"] = True
    for person, other in _pairs(chance.sample([p for p in verified if p.region and not p.first_week], 24)):
        person.first_week["region"] = other.region
    for person in chance.sample([p for p in verified if p.platform is Platform.NATIONAL and not p.first_week], 30):
        person.in_second = False


def _pairs(people: list[Person]) -> Iterable[tuple[Person, Person]]:
    return zip(people, people[1:] + people[:1], strict=True)
