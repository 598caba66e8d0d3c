"""Where each town is drawn: cells from the office's own points, its reviewed boundaries, or equal squares.

Coordinates are degrees on a plane round 0/0, not the true place: drawings need shape, and a picture that
leaves the office shall not carry positions. It depends on points only, so a page may keep it for a snapshot.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, cos, radians, sqrt
from statistics import median
from typing import Any

import pandas as pd
import shapely
import shapely.affinity
from shapely.geometry import MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from oversight.charts.table import records
from oversight.maps import cells, coordinates
from oversight.maps.boundaries import Boundaries

Position = tuple[float, float]
SCHEMATIC = "示意图：按办公室填写的点位生成，不是行政区划界线"
TILES = "示意图：按行政区划顺序排列的方格，不表示位置和大小"
FAR = 6  # a point so many times as far from the middle as three quarters of the others is a mistake
LARGE_SIDE = 0.1  # degrees of a square of the tile map
TILE_SHARE = 0.94


@dataclass(frozen=True)
class Place:
    """A town as drawn: polygons (each its outer ring, then its holes) and the middle for its label."""

    unit_code: str
    name: str
    polygons: tuple[tuple[tuple[Position, ...], ...], ...]
    anchor: Position


@dataclass(frozen=True)
class Geometry:
    """All towns in 行政区划 order; `notice` must stand on every drawing, `remarks` say what has no place."""

    kind: str
    places: tuple[Place, ...]
    bounds: tuple[float, float, float, float]
    notice: str
    remarks: tuple[str, ...] = ()


def geometry(
    towns: pd.DataFrame,
    points: pd.DataFrame | None = None,
    boundaries: Boundaries | None = None,
) -> Geometry:
    """The shapes to draw for the towns of map_by_town: from boundaries, or the points of map_points, or none.

    Without boundaries: cells where at least one town has a point, squares where none has. A town without any
    point stands as a square below the cells, so that no town is missing.
    """
    names = {row["unit_code"]: row["unit_name"] for row in records(towns, "unit_code", "unit_name")}
    if boundaries is not None:
        shapes = {code: boundaries.shapes[code] for code in names if code in boundaries.shapes}
        return _geometry("boundaries", names, _flattened(shapes), f"审图号：{boundaries.review_number}", [])
    placed, strayed = _points(towns, points)
    if not placed:
        return _geometry("tiles", names, _squares(names, LARGE_SIDE), TILES, [])
    shapes = cells.cells(placed)
    remarks = [f"{strayed} 个点位离其他点位太远，没有用来画图，请核对经纬度"] if strayed else []
    return _geometry("cells", names, shapes, SCHEMATIC, remarks)


def _geometry(
    kind: str,
    names: Mapping[str, str],
    shapes: Mapping[str, BaseGeometry],
    notice: str,
    remarks: list[str],
) -> Geometry:
    missing = {code: name for code, name in names.items() if code not in shapes}
    drawn = dict(shapes)
    if missing:
        remarks = [*remarks, f"没有坐标、以方格列在图下方：{'、'.join(missing.values())}"]
        west, south, east, north = _bounds(shapes.values())
        side = max(east - west, north - south) / 6
        below = _squares(missing, side)
        drawn |= {
            code: shapely.affinity.translate(square, west, south - side * 0.6)
            for code, square in below.items()
        }
    return Geometry(
        kind,
        tuple(_place(code, name, drawn[code]) for code, name in names.items()),
        _bounds(drawn.values()),
        notice,
        tuple(remarks),
    )


def _bounds(shapes: Iterable[BaseGeometry]) -> tuple[float, float, float, float]:
    if not (known := list(shapes)):
        return 0.0, 0.0, 1.0, 1.0
    west, south, east, north = map(float, shapely.total_bounds(known))
    return west, south, east, north


def _place(code: str, name: str, shape: BaseGeometry) -> Place:
    polygons = sorted(_polygons(shape), key=lambda polygon: -polygon.area)
    # The line from the centre of the largest circle inside to the border.
    radius = shapely.maximum_inscribed_circle(polygons[0], tolerance=sqrt(polygons[0].area) / 50)
    centre = shapely.get_point(radius, 0)
    return Place(
        code,
        name,
        tuple(tuple(_ring(ring) for ring in (part.exterior, *part.interiors)) for part in polygons),
        (round(centre.x, 5), round(centre.y, 5)),
    )


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    """Outer rings run one way and holes the other: that makes a hole when both are drawn as one path."""
    parts = shape.geoms if isinstance(shape, MultiPolygon) else [shape]
    return [
        shapely.geometry.polygon.orient(part) for part in parts if isinstance(part, Polygon) and part.area > 0
    ]


def _ring(ring: Any) -> tuple[Position, ...]:
    return tuple((round(x, 5), round(y, 5)) for x, y in ring.coords)


def _squares(names: Mapping[str, str], side: float) -> dict[str, BaseGeometry]:
    """Equal squares in reading order from 0/0 down."""
    across = max(1, ceil(sqrt(len(names))))
    inner = side * TILE_SHARE
    squares: dict[str, BaseGeometry] = {}
    for at, code in enumerate(names):
        x, y = at % across * side, -(at // across) * side
        squares[code] = box(x, y - inner, x + inner, y)
    return squares


def _points(towns: pd.DataFrame, points: pd.DataFrame | None) -> tuple[dict[str, list[Position]], int]:
    """Each town's points on the plane, and how many lie impossibly far from the rest."""
    columns = ("longitude", "latitude", "coordinate_system")
    rows = [(row["unit_code"], row) for row in records(towns, "unit_code", *columns)]
    known = {code for code, _ in rows}
    if points is not None and not points.empty:
        rows += [(row["town_code"], row) for row in records(points, "town_code", *columns)]
    found: list[tuple[str, Position]] = []
    strayed = 0
    for code, row in rows:
        if code not in known or row["longitude"] is None or row["latitude"] is None:
            continue
        if coordinates.in_china(row["longitude"], row["latitude"]):
            found.append(
                (code, coordinates.to_wgs84(row["longitude"], row["latitude"], row["coordinate_system"]))
            )
        else:
            strayed += 1
    if not found:
        return {}, strayed
    middle_x, middle_y = (median(position[axis] for _, position in found) for axis in (0, 1))
    narrow = cos(radians(middle_y))
    flat = [(code, ((x - middle_x) * narrow, y - middle_y)) for code, (x, y) in found]
    distances = sorted(Point(position).distance(Point(0, 0)) for _, position in flat)
    reach = distances[len(distances) * 3 // 4] * FAR if len(distances) > 4 else distances[-1]
    placed: dict[str, list[Position]] = {}
    for code, position in flat:
        if Point(position).distance(Point(0, 0)) <= reach or reach == 0:
            placed.setdefault(code, []).append(position)
        else:
            strayed += 1
    return placed, strayed


def _flattened(shapes: Mapping[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Boundaries on the plane round their middle, as detailed as a screen can show."""
    west, south, east, north = _bounds(shapes.values())
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    narrow = cos(radians(middle_y))
    codes = list(shapes)
    flat = [
        shapely.transform(shapes[code], lambda xy: (xy - (middle_x, middle_y)) * (narrow, 1.0))
        for code in codes
    ]
    step = max(east - west, north - south) / 1500
    if shapely.coverage_is_valid(flat):
        flat = list(shapely.coverage_simplify(flat, step))
    else:
        flat = [part if (part := shape.simplify(step)).area > 0 else shape for shape in flat]
    return dict(zip(codes, flat, strict=True))
