"""An invented county or city of a given size, as the platform's exports; seeded: every run reads the same files.

Clean on purpose: what is timed is the road, not the reports of what is wrong (sample_data/ is for those).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import xlsxwriter

SEED = 20261124
FIRST_DAY, LAST_DAY = date(2025, 1, 1), date(2026, 10, 26)
COUNTY_CODE = "619900000000"
SURNAMES = np.array(list("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"))
GIVEN = np.array(list("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建文玉"))
FIRSTS = list("安柳青石云清大白龙双红金永长泉松竹梅兰河")
SECONDS = list("湾坪塬沟桥岭坡寨堡塘庄店川峪台口")
TITLES = ("环境卫生整治", "理论政策宣讲", "关爱独居老人", "文明交通劝导", "义务植树", "科普进社区", "敬老助餐")
ID_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
ID_CHECKS = np.array(list("10X98765432"))


@dataclass(frozen=True)
class Size:
    """How much there is of everything. The city is fifteen counties in its units and people."""

    name: str
    towns: int
    communities: int
    villages: int
    organisations: int
    volunteers: int
    activities: int
    hours: int


COUNTY = Size("county", 9, 25, 150, 20, 20_000, 10_000, 200_000)
CITY = Size("city", 135, 375, 2_250, 300, 300_000, 100_000, 3_000_000)
SIZES = {size.name: size for size in (COUNTY, CITY)}


def write(size: Size, folder: Path) -> Path:
    """The six exports of one import: xlsx for a county, CSV for a city. Kept from one run to the next."""
    target = folder / size.name
    if (target / "complete").is_file():
        return target / "exports"
    exports = target / "exports"
    exports.mkdir(parents=True, exist_ok=True)
    for name, table in tables(size).items():
        if size is COUNTY:
            _write_workbook(exports / f"{name}.xlsx", table)
        else:
            with (exports / f"{name}.csv").open("wb") as file:
                file.write(b"\xef\xbb\xbf")
                pa.csv.write_csv(table, file)
    (target / "complete").touch()
    return exports


def tables(size: Size) -> Mapping[str, pa.Table]:
    """Every export by its file's name."""
    chance = np.random.default_rng(SEED)
    units = _units(size, chance)
    teams = pc.binary_join_element_wise(units["单位名称"].combine_chunks(), pa.scalar("志愿服务队"), "")
    volunteers = _volunteers(size, chance, units, teams)
    activities = _activities(size, chance, teams)
    return {
        "单位表": units,
        "队伍架构": _team_tree(units, teams),
        "队伍": _teams(chance, units, teams),
        "志愿者": volunteers,
        "活动": activities,
        "时长": _hours(size, chance, volunteers, activities),
    }


def _units(size: Size, chance: np.random.Generator) -> pa.Table:
    names = [first + second for first in FIRSTS for second in SECONDS]
    rows: list[tuple[object, ...]] = [(COUNTY_CODE, "泉塬县", "县", "", 8 * size.volunteers, 108.0, 34.5)]
    towns = []
    for number in range(size.towns):
        code = f"6199{number + 1:05d}000"
        kind = ("镇", "街道", "乡")[number % 3]
        across, down = number % 12, number // 12
        towns.append((code, f"{names[number]}{kind}", 107.5 + across * 0.12, 34.0 + down * 0.1))
        residents = 8 * size.volunteers // size.towns
        rows.append((code, towns[-1][1], kind, COUNTY_CODE, residents, towns[-1][2], towns[-1][3]))
    for kind, word, count in (("城区社区", "社区", size.communities), ("村", "村", size.villages)):
        for number in range(count):
            code, town, longitude, latitude = towns[number % size.towns]
            within = number // size.towns + (500 if kind == "村" else 1)
            name = f"{town[:2]}{names[(number * 7) % len(names)]}{number}{word}"
            residents = int(chance.integers(300, 4000))
            place = (longitude + chance.uniform(-0.05, 0.05), latitude + chance.uniform(-0.04, 0.04))
            spot = (round(place[0], 5), round(place[1], 5))
            rows.append((f"{code[:9]}{within:03d}", name, kind, code, residents, *spot))
    rows += [
        (f"ZZ{number:06d}", f"{names[number]}公益协会{number}", "志愿服务组织", COUNTY_CODE, None, None, None)
        for number in range(size.organisations)
    ]
    columns = list(zip(*rows, strict=True))
    return pa.table(
        {
            "单位编码": columns[0],
            "单位名称": columns[1],
            "单位类型": columns[2],
            "上级单位编码": columns[3],
            "常住人口": pa.array(columns[4], pa.int64()),
            "人口年份": pa.array([2025 if residents else None for residents in columns[4]], pa.int64()),
            "人口来源": ["统计公报"] * len(rows),
            "别名": [""] * len(rows),
            "经度": pa.array(columns[5], pa.float64()),
            "纬度": pa.array(columns[6], pa.float64()),
            "坐标系": ["CGCS2000"] * len(rows),
        }
    )


def _team_tree(units: pa.Table, teams: pa.Array) -> pa.Table:
    levels = {"县": "总队", "镇": "大队", "乡": "大队", "街道": "大队", "志愿服务组织": "志愿服务组织"}
    return pa.table(
        {
            "队伍名称": teams,
            "队伍层级": [levels.get(kind, "小队") for kind in units["单位类型"].to_pylist()],
            "所属单位": units["单位编码"],
            "上级队伍": [""] * len(teams),
            "牵头单位": [""] * len(teams),
            "队长": ["王伟"] * len(teams),
        }
    )


def _teams(chance: np.random.Generator, units: pa.Table, teams: pa.Array) -> pa.Table:
    organised = pc.equal(units["单位类型"].combine_chunks(), "志愿服务组织")
    return pa.table(
        {
            "队伍名称": teams,
            "队伍编号": pa.array(np.char.add("T", np.arange(len(teams)).astype(str))),
            "队伍类型": pc.if_else(organised, "2", "1"),
            "服务区域": units["单位编码"],
            "注册时间": _days(chance, len(teams), date(2019, 1, 1), date(2024, 12, 31)),
            "队伍人数": chance.integers(10, 400, len(teams)),
            "状态": ["正常"] * len(teams),
        }
    )


def _volunteers(size: Size, chance: np.random.Generator, units: pa.Table, teams: pa.Array) -> pa.Table:
    count = size.volunteers
    home = chance.integers(1, len(units) - size.organisations, count)
    return pa.table(
        {
            "志愿者编号": _numbers("V", count),
            "志愿者姓名": _people(chance, count),
            "证件号码": _id_numbers(chance, count),
            "性别": pa.array(np.array(["男", "女"])[chance.integers(0, 2, count)]),
            "政治面貌": pa.array(np.array(["群众", "中共党员", "共青团员"])[chance.integers(0, 3, count)]),
            "服务区域": units["单位编码"].combine_chunks().take(pa.array(home)),
            "所属队伍": teams.take(pa.array(home)),
            "注册日期": _days(chance, count, date(2017, 1, 1), LAST_DAY),
            "认证状态": pa.array(np.where(chance.random(count) < 0.97, "通过", "审核中")),
            "手机号码": pa.array(np.char.add("139", chance.integers(10_000_000, 99_999_999, count).astype(str))),
        }
    )


def _activities(size: Size, chance: np.random.Generator, teams: pa.Array) -> pa.Table:
    count = size.activities
    starts = _moments(chance, count)
    titles = pa.array(TITLES).take(pa.array(chance.integers(0, len(TITLES), count)))
    return pa.table(
        {
            "项目编号": _numbers("P", count),
            "项目名称": pc.binary_join_element_wise(titles, pa.array(np.arange(count).astype(str)), "第"),
            "所属队伍": teams.take(pa.array(chance.integers(0, len(teams), count))),
            "开始时间": pa.array(starts),
            "结束时间": pa.array(starts + np.timedelta64(3, "h")),
            "服务类别": pa.array(np.array(["0001", "0006", "0010", "0017"])[chance.integers(0, 4, count)]),
            "项目状态": pa.array(np.array(["7", "6", "5", "3", "9"])[_skewed(chance, 5, count)]),
            "项目人数": chance.integers(5, 60, count),
            "已招募": chance.integers(1, 60, count),
            "发布日期": pa.array(starts.astype("datetime64[D]") - np.timedelta64(7, "D")),
        }
    )


def _hours(size: Size, chance: np.random.Generator, volunteers: pa.Table, activities: pa.Table) -> pa.Table:
    count = size.hours
    people = pa.array((chance.random(count) ** 2 * size.volunteers).astype(np.int64))  # few people serve often
    done = chance.integers(0, size.activities, count)
    starts = activities["开始时间"].to_numpy()[done] + chance.integers(0, 30, count).astype("timedelta64[m]")
    worked = chance.integers(1, 7, count)
    joined = ("项目编号", "项目名称", "所属队伍")
    own = {name: activities[name].combine_chunks().take(pa.array(done)) for name in joined}
    return pa.table(
        {
            "志愿者编号": volunteers["志愿者编号"].combine_chunks().take(people),
            "志愿者姓名": volunteers["志愿者姓名"].combine_chunks().take(people),
            "项目编号": own["项目编号"],
            "服务项目": own["项目名称"],
            "所属队伍": own["所属队伍"],
            "开始时间": pa.array(starts),
            "结束时间": pa.array(starts + (worked * 30).astype("timedelta64[m]")),
            "录入时长": worked / 2,
            "录入方式": pa.array(np.array(["4", "3", "1", "2"])[_skewed(chance, 4, count)]),
            "录入日期": pa.array(starts.astype("datetime64[D]") + np.timedelta64(2, "D")),
            "时长状态": pa.array(np.array(["2", "0", "4"])[_skewed(chance, 3, count, 0.93)]),
        }
    )


def _skewed(chance: np.random.Generator, kinds: int, count: int, first: float = 0.6) -> np.ndarray:
    shares = [first, *[(1 - first) / (kinds - 1)] * (kinds - 1)]
    return chance.choice(kinds, count, p=shares)


def _numbers(letter: str, count: int) -> pa.Array:
    return pa.array(np.char.add(letter, np.char.zfill(np.arange(1, count + 1).astype(str), 9)))


def _people(chance: np.random.Generator, count: int) -> pa.Array:
    given = np.char.add(GIVEN[chance.integers(0, len(GIVEN), count)], GIVEN[chance.integers(0, len(GIVEN), count)])
    return pa.array(np.char.add(SURNAMES[chance.integers(0, len(SURNAMES), count)], given))


def _id_numbers(chance: np.random.Generator, count: int) -> pa.Array:
    """Eighteen digits with a right checksum; the region 619900 does not exist."""
    born = np.datetime64("1950-01-01") + chance.integers(0, 20_000, count).astype("timedelta64[D]")
    digits = np.char.add(np.char.add("619900", np.char.replace(born.astype(str), "-", "")), _serials(chance, count))
    values = digits.view("U1").reshape(count, -1)[:, :17].astype(np.int64)
    return pa.array(np.char.add(digits, ID_CHECKS[values @ ID_WEIGHTS % 11]))


def _serials(chance: np.random.Generator, count: int) -> np.ndarray:
    return np.char.zfill(chance.integers(0, 1000, count).astype(str), 3)


def _days(chance: np.random.Generator, count: int, first: date, last: date) -> pa.Array:
    days = chance.integers(0, (last - first).days + 1, count).astype("timedelta64[D]")
    return pa.array(np.datetime64(first) + days)


def _moments(chance: np.random.Generator, count: int) -> np.ndarray:
    days = chance.integers(0, (LAST_DAY - FIRST_DAY).days + 1, count).astype("timedelta64[D]")
    hours = chance.integers(8, 17, count).astype("timedelta64[h]")
    moments: np.ndarray = (np.datetime64(FIRST_DAY) + days).astype("datetime64[s]") + hours
    return moments


def _write_workbook(path: Path, table: pa.Table) -> None:
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm:ss"}
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, table.column_names)
        for number, row in enumerate(zip(*(column.to_pylist() for column in table.columns), strict=True), start=1):
            for at, value in enumerate(row):
                if isinstance(value, datetime | date):
                    sheet.write_datetime(number, at, value)
                elif isinstance(value, str):
                    sheet.write_string(number, at, value)
                elif value is not None:
                    sheet.write_number(number, at, value)
