"""Volunteers put there on purpose, each for one trap; `story` says which, and the file makers look them up by it."""

from datetime import date
from typing import TYPE_CHECKING

from maker import teams
from maker.identity import wrong_check
from maker.truth import Person, Team, Unit

if TYPE_CHECKING:
    from maker.people import Crowd

SAME_NAME = "同队同名"
ID_ONLY = "无编号"
NAME_ONLY = "无编号无证件"
SECOND_ROW = "另一平台有一行无编号同证件"
AMBIGUOUS = "区域重名"
UNKNOWN = "区域不在本县"
NO_REGION = "区域空白且队伍不在架构"
REGION_ELSE_TEAM = "区域不在本县但队伍在"
OLD_NAME = "旧地名"
UNKNOWN_WORD = "认证状态不认识"
BAD_CHECK = "证件校验错"
REPUBLIC = "民国纪年"
NO_DAY = "注册日期不是日期"
RARE = "生僻字"
BY_BOTH = "两个平台都有时长"


def planted(crowd: "Crowd", units: dict[str, Unit], by_name: dict[str, Team]) -> None:
    """Adds them after all others, so that the counts of the towns that stand at a limit are not touched."""
    for _ in range(2):
        _story(SAME_NAME, crowd.add(by_name["南关社区志愿服务小队"], units["南关社区"], date(2025, 3, 5), "")).name = "王芳"
    for day in range(1, 21):
        team = by_name["梧岭镇机关第1志愿服务小队"]
        _story(ID_ONLY, crowd.add(team, units["梧岭镇"], date(2025, 5, day))).number = None
    for day in range(1, 7):
        person = crowd.add(by_name["松鹤乡机关第2志愿服务小队"], units["松鹤乡"], date(2026, 4, day))
        _story(NAME_ONLY, person).number, person.has_id = None, False
    for day in range(1, 6):
        _story(SECOND_ROW, crowd.add(by_name["青梨镇机关第1志愿服务小队"], units["青梨镇"], date(2025, 9, day)))
    strangers = [by_name[name] for name in teams.STRANGERS]
    for index, (story, text) in enumerate([(AMBIGUOUS, "李家沟村")] * 6 + [(UNKNOWN, "邻县高桥镇")] * 20 + [(NO_REGION, "")] * 14):
        person = crowd.add(strangers[index % 3], None, date(2026, 1 + index % 10, 10))
        _story(story, person).region_text = text
    for work_unit in ("第一中学", "人民医院", "供销社"):
        person = crowd.add(by_name[f"{work_unit}志愿服务小队"], None, date(2025, 6, 10))
        _story(REGION_ELSE_TEAM, person).region_text = "邻县高桥镇"
    for word, day in (("人工复核", 11), ("通过中", 12), ("已通过？", 13)):
        person = crowd.add(by_name["北苑社区志愿服务小队"], units["北苑社区"], date(2026, 3, day))
        _story(UNKNOWN_WORD, person).verified = word
    for name in ("北苑社区志愿服务小队", "第二中学志愿服务小队", "梧岭镇机关第2志愿服务小队"):
        person = crowd.add(by_name[name], by_name[name].unit, date(2024, 10, 20))
        _story(BAD_CHECK, person).id_number = wrong_check(person.id_number)
    _story(REPUBLIC, crowd.add(by_name["松鹤乡机关第1志愿服务小队"], units["松鹤乡"], None))
    _story(NO_DAY, crowd.add(by_name["柳湾镇机关第1志愿服务小队"], units["柳湾镇"], None))
    for name, team in (("马䶮", "图书馆志愿服务小队"), ("陶喆喆", "文化馆志愿服务小队"), ("古丽·阿依", "剧团志愿服务小队")):
        _story(RARE, crowd.add(by_name[team], None, date(2024, 5, 4), name))
    for day in range(1, 13):
        person = crowd.add(by_name["税务局志愿服务小队"], units["柳湾镇"], date(2024, 6, day))
        _story(BY_BOTH, person)
    _old_names(crowd, units)


def _old_names(crowd: "Crowd", units: dict[str, Unit]) -> None:
    for name, text, count in (("枣峪镇", "枣峪乡", 30), ("学府路社区", "师范路社区", 10)):
        found = [p for p in crowd.people if p.region is units[name] and p.is_counted and not p.first_week and p.in_second]
        for person in found[:count]:
            person.region_text = text


def _story(story: str, person: Person) -> Person:
    person.story = story
    return person
