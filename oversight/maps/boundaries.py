"""The office's own reviewed boundaries: a GeoJSON file, checked before anything is drawn from it.

Nothing is guessed: every feature must name a known town by its code or its name, every town must have a
shape, and the number of the map review (审图号) must be given, because it is printed on every drawing.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import shapely
from shapely.geometry import shape as shape_of
from shapely.geometry.base import BaseGeometry

from oversight import text
from oversight.charts.table import records
from oversight.maps import coordinates

MOST_BYTES = 20_000_000
MOST_FEATURES = 2_000
MOST_CORNERS = 500_000
NAMING = (
    "unit_code",
    "code",
    "adcode",
    "单位编码",
    "编码",
    "行政区划代码",
    "unit_name",
    "name",
    "单位名称",
    "名称",
    "乡镇",
    "镇街",
)


class BoundariesError(Exception):
    """The boundaries cannot be used; the first argument is one Chinese sentence with the way out."""


@dataclass(frozen=True)
class Boundaries:
    """Checked boundaries in degrees: unit_code → shape, and the number of the map review."""

    shapes: Mapping[str, BaseGeometry]
    review_number: str


def read_boundaries(content: bytes, towns: pd.DataFrame, review_number: str) -> Boundaries:
    """Check a GeoJSON file against the towns (unit_code, unit_name); raises BoundariesError."""
    if not review_number.strip():
        raise BoundariesError("使用自备边界须填写审图号，地图上要印出它。")
    features = _features(content)
    units = records(towns, "unit_code", "unit_name")
    keys = [text.comparison_key(row["unit_name"]) for row in units]
    names = {key: row["unit_code"] for key, row in zip(keys, units, strict=True) if keys.count(key) == 1}
    names |= {row["unit_code"]: row["unit_code"] for row in units}
    parts: dict[str, list[BaseGeometry]] = {}
    unknown: list[str] = []
    for number, feature in enumerate(features, 1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        given = (
            [str(properties[key]) for key in NAMING if properties.get(key)]
            if isinstance(properties, dict)
            else []
        )
        code = next(
            (names[key] for value in given for key in (value, text.comparison_key(value)) if key in names),
            None,
        )
        if code is None:
            unknown.append(given[-1] if given else f"第 {number} 个图形（没有名称）")
            continue
        parts.setdefault(code, []).append(_shape(feature, number))
    if unknown:
        raise BoundariesError(
            f"边界文件中有 {len(unknown)} 个图形对不上单位表的镇街：{_list(unknown)}。"
            f"请让图形的“name”与单位名称或“unit_code”与单位编码完全一致，或删去多余的图形。"
        )
    missing = [row["unit_name"] for row in units if row["unit_code"] not in parts]
    if missing:
        raise BoundariesError(f"边界文件缺少 {len(missing)} 个镇街：{_list(missing)}。请补齐后再用。")
    corners = sum(shapely.get_num_coordinates(part) for shapes in parts.values() for part in shapes)
    if corners > MOST_CORNERS:
        raise BoundariesError(f"边界文件有 {corners:,} 个点，超过 {MOST_CORNERS:,} 个。请先用地图软件简化。")
    return Boundaries(
        {code: shapely.union_all(shapes) for code, shapes in parts.items()}, review_number.strip()
    )


def _list(words: list[str]) -> str:
    shown = "、".join(word[:20] for word in words[:5])
    return f"{shown}等" if len(words) > 5 else shown


def _features(content: bytes) -> list[Any]:
    if len(content) > MOST_BYTES:
        raise BoundariesError(f"边界文件超过 {MOST_BYTES // 1_000_000} MB，请先用地图软件简化。")
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BoundariesError(
            "边界文件不是 GeoJSON（UTF-8 编码的 JSON 文本）。请从地图软件重新导出。"
        ) from None
    features = (
        data.get("features") if isinstance(data, dict) and data.get("type") == "FeatureCollection" else None
    )
    if not isinstance(features, list) or not features:
        raise BoundariesError(
            "边界文件不是 GeoJSON 的 FeatureCollection，或其中没有图形。请从地图软件重新导出。"
        )
    if len(features) > MOST_FEATURES:
        raise BoundariesError(
            f"边界文件有 {len(features):,} 个图形，超过 {MOST_FEATURES:,} 个，不像是镇街边界。"
        )
    return features


def _shape(feature: dict[str, Any], number: int) -> BaseGeometry:
    outline = feature.get("geometry")
    kind = outline.get("type") if isinstance(outline, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise BoundariesError(f"边界文件第 {number} 个图形不是面（Polygon 或 MultiPolygon），无法着色。")
    try:
        shape = shapely.force_2d(
            shapely.make_valid(shape_of(outline), method="structure", keep_collapsed=False)
        )
    except (ValueError, TypeError, IndexError, AttributeError, RecursionError, shapely.errors.ShapelyError):
        raise BoundariesError(f"边界文件第 {number} 个图形的坐标无法读取。请从地图软件重新导出。") from None
    if shape.is_empty or shape.area == 0:
        raise BoundariesError(f"边界文件第 {number} 个图形是空的或没有面积。请从地图软件重新导出。")
    west, south, east, north = shape.bounds
    if not (coordinates.in_china(west, south) and coordinates.in_china(east, north)):
        raise BoundariesError(
            f"边界文件第 {number} 个图形的坐标不是中国境内的经纬度（度）。"
            f"请在地图软件中以 WGS-84 或 CGCS2000 经纬度导出，先经度、后纬度。"
        )
    return shape
