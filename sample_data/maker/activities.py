"""The activities: what each obliged unit's story asks for, then what villages, work units and special teams do."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from maker import planned, stories, words
from maker.chance import Chance
from maker.truth import FIRST_EXPORT, LAST_EXPORT, TOWN_KINDS, Activity, Platform, Team, Unit

_THEME_DAYS = {
    "3·5学雷锋": (date(2025, 3, 5), date(2026, 3, 5)),
    "12·5国际志愿者日": (date(2025, 12, 5),),
    "春节": (date(2025, 1, 26), date(2026, 2, 14)),
    "端午节": (date(2025, 5, 31), date(2026, 6, 19)),
    "重阳节": (date(2025, 10, 29), date(2026, 10, 18)),
}
_SEASON = {1: 5, 2: 4, 3: 13, 4: 9, 5: 10, 6: 9, 7: 6, 8: 6, 9: 9, 10: 11, 11: 9, 12: 9}


class Programme:
    """Makes activities one by one; the same title comes once a day in a team."""

    def __init__(self) -> None:
        self.chance = Chance("activities")
        self.activities: list[Activity] = []
        self._taken: set[tuple[str, str, date]] = set()

    def add(self, team: Team, day: date, status: str = "", *, story: str = "") -> Activity:
        """One activity of the team on the day; without a status, one that was held."""
        chance = self.chance
        while True:
            title, category = _title(chance, team, day)
            if (team.name, title, day) not in self._taken:
                break
        self._taken.add((team.name, title, day))
        starts_at = datetime.combine(day, time(chance.pick((8, 9, 9, 10, 14, 15, 19)), chance.pick((0, 0, 30))))
        ends_at = starts_at + timedelta(minutes=30 * chance.between(3, 8))
        planned_people = chance.between(8, 40)
        activity = Activity(
            None, title, team, starts_at, ends_at, status or _held(chance, day), planned_people,
            max(3, planned_people - chance.between(0, 6)), category, story=story,
        )  # fmt: skip
        activity.published_on = min(day - timedelta(days=chance.between(2, 18)), LAST_EXPORT - timedelta(days=1))
        if day > FIRST_EXPORT - timedelta(days=14) and activity.status in ("5", "6", "7"):
            activity.first_week["status"] = "3" if day > FIRST_EXPORT else "4"
        activity.place = f"{team.unit.name if team.unit else words.COUNTY}文明实践站点"
        if not story and chance.happens(0.04):
            activity.ends_at += timedelta(days=chance.between(1, 2))
        self.activities.append(activity)
        return activity

    def day_between(self, start: date, end: date) -> date:
        """A day from start up to, but not including, end; theme days, weekends and busy months come more often."""
        chance = self.chance
        days = [start + timedelta(days=index) for index in range((end - start).days)]
        themed = [day for theme in _THEME_DAYS.values() for day in theme if day in days]
        if themed and chance.happens(0.22):
            return chance.pick(themed)
        return chance.weighted([(day, _SEASON[day.month] * (2.2 if day.weekday() > 4 else 1)) for day in days])


def activities(units: list[Unit], teams: list[Team]) -> list[Activity]:
    """Everything the platforms know, by day; numbers are given in that order."""
    programme = Programme()
    for unit in units:
        own = [team for team in teams if team.unit is unit and team.in_tree]
        publisher = next((team for team in teams if team.unit is unit and not team.in_tree), None)
        if unit.kind in TOWN_KINDS or unit.kind == "community":
            for letter, (start, end) in zip(stories.quarters(unit.name), _periods(3), strict=True):
                planned.tell(programme, letter, own, publisher, start, end)
        elif unit.kind == "organisation":
            for letter, (start, end) in zip(stories.halves(unit.name), _periods(6), strict=True):
                planned.tell(programme, letter, own, publisher, start, end)
    _others(programme, teams)
    planned.ahead(programme, teams)
    found = sorted(programme.activities, key=lambda activity: (activity.starts_at, activity.team.name, activity.title))
    for index, activity in enumerate(found, start=1):
        if activity.platform is Platform.NATIONAL:
            activity.number = f"XM{activity.published_on:%Y%m}{index:05}"
        elif activity.platform is Platform.APP:
            activity.number = f"{activity.starts_on:%y%m}{index:06}"
    return found


def _periods(months: int) -> Iterator[tuple[date, date]]:
    for index in range(24 // months):
        first, after = index * months, (index + 1) * months
        yield date(2025 + first // 12, first % 12 + 1, 1), date(2025 + after // 12, after % 12 + 1, 1)


def _others(programme: Programme, teams: list[Team]) -> None:
    """What nobody is obliged to do; one in twelve of these was never held."""
    chance = programme.chance
    often = {"corps": (12, 14), "brigade": (9, 13), "specialty": (18, 26), "squad": (0, 9), "other": (2, 6)}
    start, end = date(2025, 1, 1), LAST_EXPORT + timedelta(days=1)
    for team in teams:
        is_obliged = team.unit is not None and (team.unit.kind in (*TOWN_KINDS, "community", "organisation"))
        if is_obliged or team.kind not in often:
            continue
        for _ in range(chance.between(*often[team.kind])):
            day = programme.day_between(start, end)
            if chance.happens(0.08):
                programme.add(team, day, chance.pick(("9", "9", "8", "11", "1", "0", "2")), story="没有开展")
            else:
                programme.add(team, day)


def _held(chance: Chance, day: date) -> str:
    if day > LAST_EXPORT - timedelta(days=10):
        return chance.weighted((("3", 2), ("4", 3), ("5", 5)))
    return chance.weighted((("7", 60), ("6", 14), ("5", 14), ("4", 4), ("3", 4), ("12", 4)))


def _title(chance: Chance, team: Team, day: date) -> tuple[str, str]:
    place = team.unit.name if team.unit and team.unit.kind not in ("county", "organisation") else team.name
    for theme, days in _THEME_DAYS.items():
        if any(abs((day - centre).days) <= 3 for centre in days):
            return f"“{theme}”{place}{chance.pick(words.THEMES[theme])}", chance.pick(("0001", "0010", "0017"))
    code, _, titles = chance.pick(words.CATEGORIES)
    return f"{place}{chance.pick(titles)}", code
