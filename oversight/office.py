"""The office's own settings, from `office.toml` in its store: names, platform, map, targets it overrides.

Every setting may be left out; a key that is not known is refused rather than ignored, because a misspelt target would
otherwise silently judge by the shipped one.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

FILE = "office.toml"


class OfficeError(Exception):
    """`office.toml` cannot be used; the first argument is one Chinese sentence that says where and how to mend it."""


@dataclass(frozen=True)
class Office:
    """Who publishes the figures and from which platform. `obligations` overrides rules as `obligations.toml` writes them."""

    county_name: str = "本县"
    office_name: str = "文明办"
    platform: str = "未填写"
    is_demo: bool = False
    map_file: str = ""
    map_review_number: str = ""
    map_coordinate_system: str = "wgs84"
    obligations: Mapping[str, Any] = field(default_factory=dict)


def load(store: Path) -> Office:
    """The settings of a store; the defaults where it has no `office.toml`. Raises OfficeError."""
    path = store / FILE
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Office()
    except (OSError, UnicodeDecodeError) as problem:
        raise OfficeError(f"{FILE} 读不出来（{type(problem).__name__}），请另存为 UTF-8 编码的文本文件") from None
    except tomllib.TOMLDecodeError as problem:
        raise OfficeError(f"{FILE} 写法有误：{problem}；每行应为“名称 = \"值\"”") from None
    kinds = {setting.name: setting.type for setting in fields(Office)}
    for name, value in given.items():
        if name not in kinds:
            raise OfficeError(f"{FILE} 有不认识的设置“{name}”；可用的设置：{'、'.join(kinds)}")
        wanted: type = bool if name == "is_demo" else dict if name == "obligations" else str
        if not isinstance(value, wanted):
            raise OfficeError(f"{FILE} 的“{name}”写法不对，应为{_WORDS[wanted]}")
    return Office(**given)


_WORDS = {bool: " true 或 false", dict: "一组 [obligations.规则] 设置", str: "加引号的文字"}


def geojson_path(store: Path, office: Office) -> Path | None:
    """The office's own boundaries, inside its store; None where it has none. Raises OfficeError."""
    if not office.map_file:
        return None
    path = (store / office.map_file).resolve()
    if not path.is_relative_to(store.resolve()):
        raise OfficeError(f"{FILE} 的“map_file”应是数据文件夹里的文件，不能指向别处：{office.map_file}")
    if not path.is_file():
        raise OfficeError(f"{FILE} 的“map_file”指向的地图文件不存在：{office.map_file}")
    return path
