"""Hour records put there on purpose; the file makers find them by `remark`, which the files do not print."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from maker import planted_people as planted
from maker.truth import Activity, Hour, Person, Platform, Team

if TYPE_CHECKING:
    from maker.hours import Register

ORPHAN = "项目不在导出里"
UNKNOWN_STATUS = "时长状态不认识"
UNKNOWN_METHOD = "录入方式不认识"
BROKEN_ID = "证件号码已被Excel破坏"
CANCELLED = "项目作废但有已生效时长"
NOT_VERIFIED = "未通过实名的人有时长"


def planted_records(register: "Register", activities: list[Activity], people: list[Person], teams: dict[str, Team]) -> None:
    """Adds them after all others."""
    _people_of_stories(register, activities, people)
    _orphans(register, people, teams)
    _cancelled(register, activities)
    _unknown_words(register)
    _broken(register, activities, people)


def _people_of_stories(register: "Register", activities: list[Activity], people: list[Person]) -> None:
    by_story: dict[str, list[Person]] = {}
    for person in people:
        by_story.setdefault(person.story, []).append(person)
    for story, team, share in (
        (planted.ID_ONLY, "梧岭镇机关第1志愿服务小队", 0), (planted.SECOND_ROW, "青梨镇机关第1志愿服务小队", 0),
        (planted.NAME_ONLY, "松鹤乡机关第2志愿服务小队", 0), (planted.SAME_NAME, "南关社区志愿服务小队", 0),
        (planted.AMBIGUOUS, "晨光骑行公益服务队", 0), (planted.BAD_CHECK, "", 1),
    ):  # fmt: skip
        for person in by_story[story]:
            found = _of_team(activities, team or person.team.name)
            for activity in found[-2:]:
                if not share or person.platform is activity.platform:
                    register.add(person, activity, "2")
    last_week = [a for a in activities if date(2026, 11, 16) <= a.starts_on <= date(2026, 11, 21) and _was_held(a)]
    own = next(a for a in last_week if a.platform is Platform.NATIONAL)
    other = next(a for a in last_week if a.platform is Platform.APP)
    for person in by_story[planted.BY_BOTH]:
        for activity in (own, other):
            register.add(person, activity, "2", entered_at=activity.ends_at + timedelta(hours=2))
    refused = [p for p in people if p.verified == "0" and p.platform is Platform.NATIONAL and not p.first_week]
    for person, activity in zip(refused[:3], _of_team(activities, "文艺志愿服务队")[-3:], strict=True):
        register.add(person, activity, "2", remark=NOT_VERIFIED)


def _of_team(activities: list[Activity], team: str) -> list[Activity]:
    found = [a for a in activities if a.team.name == team and _was_held(a) and a.starts_on.year == 2026]
    assert found, team
    return found


def _was_held(activity: Activity) -> bool:
    return activity.status in ("3", "4", "5", "6", "7", "12") and activity.starts_on < date(2026, 11, 22) and not activity.story


def _orphans(register: "Register", people: list[Person], teams: dict[str, Team]) -> None:
    """Their activity was never exported, so the record's own team has the hours."""
    chosen = [p for p in people if not p.story and p.is_counted and p.registered_on and p.registered_on.year < 2026]
    for index in range(14):
        is_app = index >= 10
        wanted = Platform.APP if is_app else Platform.NATIONAL
        person = [p for p in chosen if p.platform is wanted and p.team.kind == "squad" and p.team.in_tree][37 * index]
        starts_at = datetime.combine(date(2026, 2 + index % 9, 11), time(9, 0))
        record = Hour(
            person, None, person.team, starts_at, starts_at + timedelta(hours=2), 2.0, "1", "2",
            starts_at + timedelta(days=3), title=f"站点值守第{index + 1}班", remark=ORPHAN,
        )  # fmt: skip
        record.orphan_number = None if is_app else f"XM2024120{index:04}"
        register.records.append(record)


def _cancelled(register: "Register", activities: list[Activity]) -> None:
    """The activity does not count, the effective hours do."""
    found = [a for a in activities if a.status == "9" and a.platform is Platform.NATIONAL and a.starts_on.year == 2026 and a.team.kind == "squad"]
    for activity in found[-3:]:
        for person in register.pool(activity)[:4]:
            register.add(person, activity, "2", remark=CANCELLED)


def _unknown_words(register: "Register") -> None:
    national = [r for r in register.records if r.platform is Platform.NATIONAL and r.starts_at.year == 2026 and r.starts_at.month == 9]
    for record in [r for r in national if r.status == "0" and not r.first_status][:3]:
        record.status, record.remark = "已归档", UNKNOWN_STATUS
    for record in [r for r in national if r.status == "2" and r.method == "1" and not r.first_status and not r.remark][:4]:
        record.method, record.remark = "扫码签到", UNKNOWN_METHOD


def _broken(register: "Register", activities: list[Activity], people: list[Person]) -> None:
    """Somebody with one record only, whose id in it is lost: one person, however the record is matched."""
    busy = {record.person.serial for record in register.records}
    found = 0
    for activity in activities:
        if activity.platform is not Platform.APP or activity.team.kind != "squad" or activity.starts_on.year != 2026:
            continue
        if not _was_held(activity) or found == 4:
            continue
        for person in people:
            if person.team is activity.team and person.serial not in busy and not person.story and person.is_counted:
                register.add(person, activity, "2", remark=BROKEN_ID)
                busy.add(person.serial)
                found += 1
                break
