"""The units of the invented county, in the order of its 单位表, with points in an empty desert."""

from maker import words
from maker.chance import Chance
from maker.truth import Unit

SOURCE = "2024年统计公报"
_CENTRE = (82.90, 39.20)  # nobody lives there
_OFFSETS = {
    "柳湾镇": (0.00, 0.00), "槐荫街道": (0.07, 0.05), "梧岭镇": (-0.22, 0.14), "青梨镇": (0.03, 0.24),
    "苇河镇": (0.27, 0.12), "枣峪镇": (0.24, -0.14), "松鹤乡": (-0.02, -0.24), "麦丘乡": (-0.25, -0.12),
    "望云街道": (0.10, -0.06),
}  # fmt: skip
_WITHOUT_POINT = ("和睦里社区", "长亭铺村")
_WITHOUT_RESIDENTS = ("柿子坪村", "石磨岭村", "双塔社区")
TRIPLET = "李家沟村"
_TRIPLET_TOWNS = ("柳湾镇", "苇河镇", "麦丘乡")


def units() -> list[Unit]:
    """County, then each town with its communities and villages, then party committees and organisations."""
    chance = Chance("units")
    county = Unit(f"{words.COUNTY_CODE}000000", words.COUNTY, "county", None, 100318, 2024, SOURCE)
    found = [county]
    names = _village_names()
    for name, part, kind, residents, villages, _ in words.TOWNS:
        town = Unit(f"{words.COUNTY_CODE}{part}000", name, kind, county, residents, 2024, SOURCE)
        town.point = _point(name, 0.0, 0.0)
        found.append(town)
        for index, community in enumerate(words.COMMUNITIES.get(name, ()), start=1):
            found.append(_below(chance, town, f"{index:03}", f"{community}社区", "community"))
        triplet = [TRIPLET] if name in _TRIPLET_TOWNS else []
        for index, village in enumerate(triplet + [names.pop(0) for _ in range(villages - len(triplet))], start=201):
            found.append(_below(chance, town, str(index), village, "village"))
    for index, (name, _) in enumerate(words.PARTY_COMMITTEES, start=1):
        found.append(Unit(f"{words.COUNTY_CODE}9{index:02}000", name, "party_committee", county))
    for index, name in enumerate(words.ORGANISATIONS, start=1):
        found.append(Unit(f"{words.COUNTY_CODE}950{index:03}", f"{words.COUNTY}{name}", "organisation", county))
    by_name = {unit.name: unit for unit in found if unit.name != TRIPLET}
    by_name["枣峪镇"].aliases = "枣峪乡"
    by_name["学府路社区"].aliases = "师范路社区、师范路居委会"
    by_name["望云街道"].aliases = "望云新区"
    by_name["望云台社区"].residents = 24
    return found


def _below(chance: Chance, town: Unit, part: str, name: str, kind: str) -> Unit:
    low, high, spread = (1500, 3200, 0.04) if kind == "community" else (140, 460, 0.11)
    unit = Unit(f"{town.code[:9]}{part}", name, kind, town, chance.between(low, high), 2024, f"{town.name}统计表")
    unit.point = _point(town.name, spread * (2 * chance.unit() - 1), spread * (2 * chance.unit() - 1))
    if name in _WITHOUT_POINT:
        unit.point = None
    if name in _WITHOUT_RESIDENTS:
        unit.residents, unit.residents_year, unit.residents_source = None, None, ""
    return unit


def _point(town: str, east: float, north: float) -> tuple[float, float]:
    return (
        round(_CENTRE[0] + _OFFSETS[town][0] + east, 5),
        round(_CENTRE[1] + _OFFSETS[town][1] + north, 5),
    )


def _village_names() -> list[str]:
    """147 different names: no name of them ends another, so that a path without separators reads one way only."""
    chance = Chance("villages")
    built: list[str] = []
    for index, ground in enumerate(words.GROUND * 10):
        name = f"{words.FAMILIES[(index * 7) % len(words.FAMILIES)]}{ground}村"
        if name != TRIPLET and name not in built:
            built.append(name)
    mixed = [f"{name}村" for name in words.NATURE] + built[: 147 - len(words.NATURE)]
    return sorted(mixed, key=lambda name: (chance.unit(), name))
