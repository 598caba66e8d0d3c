"""The team tree: 1 总队, 18 大队, 369 小队, 10 特色支队, the organisations' teams, and teams that no tree knows."""

from maker import words
from maker.county import TRIPLET
from maker.truth import TOWN_KINDS, Platform, Team, Unit

CORPS = f"{words.COUNTY}新时代文明实践志愿服务总队"
UNLISTED = "北斗星自闭症家庭互助会"
AMBIGUOUS = f"麦丘乡{TRIPLET}志愿服务小队"
STRANGERS = ("晨光骑行公益服务队", "毽友之家志愿服务队", "槐下棋友志愿服务队")
OUTSIDER = "县外驴友公益联盟"
# A publisher that is itself a unit, always in this one spelling.
PUBLISHERS = (
    ("东街社区居民委员会", "东街社区"), ("枣峪镇人民政府", "枣峪镇"), ("云塬县柳湾镇", "柳湾镇"), ("青梨镇人民政府", "青梨镇"),
    ("梨园里社区", "梨园里社区"), ("松鹤乡人民政府", "松鹤乡"),
)  # fmt: skip
_SQUADS_OF_A_TOWN_HALL = 4
_BY_TOWN = {
    "梧岭镇": Platform.APP, "青梨镇": Platform.APP, "苇河镇": Platform.APP,
    "松鹤乡": Platform.CLOUD, "麦丘乡": Platform.CLOUD, "望云街道": Platform.CLOUD,
}  # fmt: skip
_ORGANISATIONS_BY_PLATFORM = (Platform.APP,) * 7 + (Platform.CLOUD,) * 2 + (Platform.NATIONAL,) * 11


def teams(units: list[Unit]) -> list[Team]:
    """In the order of 队伍架构, the teams outside it last."""
    county = units[0]
    by_name = {unit.name: unit for unit in units}
    corps = Team(CORPS, "corps", county, Platform.NATIONAL)
    found = [corps]
    brigades: dict[str, Team] = {}
    for unit in units:
        if unit.kind in TOWN_KINDS or unit.kind == "party_committee":
            brigade = Team(f"{unit.name}志愿服务大队", "brigade", unit, platform_of(unit), corps)
            brigades[unit.name] = brigade
            found.append(brigade)
    centre = brigades["社区管理服务中心党委"]
    for name, brigade in brigades.items():
        found.extend(_squads(units, by_name[name], brigade, centre))
    for name, lead in words.SPECIALTIES:
        found.append(Team(name, "specialty", county, Platform.NATIONAL, corps, lead_unit=lead))
    for name, platform in zip(words.ORGANISATIONS, _ORGANISATIONS_BY_PLATFORM, strict=True):
        unit = by_name[f"{words.COUNTY}{name}"]
        found.append(Team(name, "organisation", unit, platform, legal_type="2"))
    found.append(Team(UNLISTED, "organisation", county, Platform.NATIONAL, legal_type="2"))
    found.append(Team("银发宣讲团", "other", by_name["县直机关党委"], Platform.NATIONAL))
    found.append(Team("志愿服务指导中心服务队", "other", county, Platform.NATIONAL))
    for name in STRANGERS:
        platform = Platform.APP if name.startswith("槐下") else Platform.NATIONAL
        found.append(Team(name, "other", None, platform, in_tree=False))
    for name, unit_name in PUBLISHERS:
        unit = by_name[unit_name]
        found.append(Team(name, "other", unit, platform_of(unit), in_tree=False, in_register=False))
    found.append(Team(OUTSIDER, "other", None, Platform.NATIONAL, in_tree=False, in_register=False))
    for index, team in enumerate(found):
        team.number = str(32702000 + 7 * index)
        if team.kind == "squad" and index % 4 == 3:
            team.in_register = False
        team.unit_text = _unit_text(team, index)
    return found


def platform_of(unit: Unit) -> Platform:
    """Towns choose a platform; whatever lies in them follows."""
    return _BY_TOWN.get(unit.town.name, Platform.NATIONAL) if unit.town else Platform.NATIONAL


def _squads(units: list[Unit], owner: Unit, brigade: Team, centre: Team) -> list[Team]:
    """One a branch: the village and community branches of a town and of its hall, or the work units of a committee."""
    if owner.kind == "party_committee":
        branches = words.WORK_UNITS[dict(words.PARTY_COMMITTEES)[owner.name]].split()
        return [Team(f"{name}志愿服务小队", "squad", owner, Platform.NATIONAL, brigade) for name in branches]
    found = [
        Team(f"{owner.name}机关第{index + 1}志愿服务小队", "squad", owner, platform_of(owner), brigade)
        for index in range(_SQUADS_OF_A_TOWN_HALL)
    ]
    for unit in units:
        if unit.kind == "community" and unit.parent is owner:
            found.append(Team(f"{unit.name}志愿服务小队", "squad", unit, platform_of(unit), centre))
        elif unit.kind == "village" and unit.parent is owner:
            name = f"{owner.name}{unit.name}志愿服务小队"
            found.append(Team(name, "squad", None if name == AMBIGUOUS else unit, platform_of(unit), brigade))
    return found


def _unit_text(team: Team, index: int) -> str:
    """How 队伍架构 names the unit: by code, plainly, formally, or as a path without separators."""
    if team.name == AMBIGUOUS:
        return TRIPLET
    unit = team.unit
    if unit is None:
        return ""
    if unit.kind == "village":
        assert unit.parent is not None
        forms = (unit.code, f"{unit.parent.name}{unit.name}", f"{words.COUNTY}{unit.parent.name}{unit.name}")
        return forms[index % 3] if unit.name == TRIPLET else (*forms, f"{unit.name}民委员会")[index % 4]
    if unit.kind == "community":
        return (unit.code, unit.name, f"{unit.name}居民委员会", f"{unit.name[:-2]}社区居委会")[index % 4]
    if unit.kind in ("town", "township"):
        return (unit.code, unit.name, f"{unit.name}人民政府", f"{words.COUNTY}{unit.name}")[index % 4]
    if unit.kind == "subdistrict":
        return (unit.code, unit.name, f"{unit.name}办事处", f"{words.COUNTY}{unit.name}")[index % 4]
    return (unit.code, unit.name)[index % 2]
