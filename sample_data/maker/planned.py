"""One period of one obliged unit, told by its letter, and the activities that still lie ahead."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from maker.truth import FIRST_EXPORT, LAST_EXPORT, Team

if TYPE_CHECKING:
    from maker.activities import Programme

PENDING, NOT_EFFECTIVE, NOBODY, DELETED, NEXT_DAY = "只有申请中", "未生效", "无时长", "已删除", "次日"
_NOT_HELD = ("0", "1", "2", "8", "11")
_ONE_DAY = timedelta(days=1)
UNKNOWN_STATUS = "待归档"


def tell(
    programme: "Programme", letter: str, own: list[Team], publisher: Team | None, start: date, end: date
) -> None:
    """Adds what the letter asks for in the period, never after the last export."""
    chance = programme.chance
    last = min(end, LAST_EXPORT + _ONE_DAY)
    if letter == "n" or start > LAST_EXPORT:
        return
    team = chance.pick(own)
    if letter == "q":
        assert publisher is not None
        programme.add(publisher, programme.day_between(start, last), "7", story="以单位名义发布")
    elif letter == "g":
        for index in range(chance.between(1, 3) + (publisher is not None) + 3 * (len(own) > 3)):
            leader = publisher if publisher and index == 1 else chance.pick(own)
            programme.add(leader, programme.day_between(start, last))
    elif letter == "f":
        for _ in range(4):
            programme.add(team, programme.day_between(start, last), "7")
    elif letter in "de":
        programme.add(team, start if letter == "e" else end - _ONE_DAY, "7", story="周期边界")
    elif letter == "b":
        programme.add(team, programme.day_between(start, last), "12", story="补录")
    elif letter == "w":
        programme.add(team, programme.day_between(start, last), UNKNOWN_STATUS, story="状态不认识")
    elif letter == "m":
        moved = programme.add(team, end + timedelta(days=9), "7", story="改期")
        before = datetime.combine(end - timedelta(days=5), moved.starts_at.time())
        moved.first_week.update(starts_at=before, ends_at=before + (moved.ends_at - moved.starts_at), status="3")
        moved.published_on = end - timedelta(days=20)
    elif letter == "z":
        activity = programme.add(team, end - _ONE_DAY, "7", story=NEXT_DAY)
        activity.ends_at = datetime.combine(end, time(17, 0))
    else:
        _nothing_counts(programme, letter, team, start, last)


def _nothing_counts(programme: "Programme", letter: str, team: Team, start: date, last: date) -> None:
    """Activities are there, yet none of them counts (except `r` where no hours of the quarter were loaded)."""
    chance = programme.chance
    for _ in range(chance.between(1, 2)):
        day = programme.day_between(start, min(last, FIRST_EXPORT))
        if letter == "k":
            programme.add(team, day, "9", story="作废")
        elif letter == "s":
            programme.add(team, day, chance.pick(_NOT_HELD), story="未开展")
        elif letter == "o":
            activity = programme.add(team, day, "7", story=NOBODY)
            activity.planned = activity.recruited = 0
        else:
            story = {"p": PENDING, "u": NOT_EFFECTIVE, "r": NOBODY, "x": DELETED}[letter]
            programme.add(team, day, "7", story=story)


def ahead(programme: "Programme", teams: list[Team]) -> None:
    """Published already, but not before the end of November: nothing of it has happened yet."""
    chance = programme.chance
    for team in chance.sample([team for team in teams if team.in_tree], 44):
        day = chance.pick((date(2026, 11, 28), date(2026, 12, 5), date(2026, 12, 5), date(2026, 12, 20)))
        activity = programme.add(team, day, chance.pick(("2", "3", "3")), story="计划中")
        activity.published_on = LAST_EXPORT - timedelta(days=chance.between(2, 12))
