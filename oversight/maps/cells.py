"""Schematic cells: every point gets the land nearest to it, and a town is the land of its points.

The outline is a rounded hull of the points and borders are smoothed, so that nobody takes them for real ones.
The same points give the same cells, also when they lie on one line, on one spot, or are only one or two.
"""

from collections.abc import Mapping, Sequence
from math import cos, pi, sin, sqrt

import shapely
from shapely.geometry import LineString, MultiPoint, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, polygonize

Position = tuple[float, float]
LONE_RADIUS = 0.05  # degrees, where all points lie on one spot
GRAIN = 1e-5  # degrees, a metre: points closer than this are one
FEW = 8  # fewer points than this have no outline but a convex one
ROUNDS = 3  # of corner cutting
ISLAND_SHARE = 0.2  # of a town's largest part: a smaller part that stands apart is an island
GUARDS = 24


def cells(points: Mapping[str, Sequence[Position]]) -> dict[str, BaseGeometry]:
    """A shape for each town that has a point; the shapes neither overlap nor leave gaps."""
    owners, spots = _distinct(points)
    spread = MultiPoint(spots)
    west, south, east, north = spread.bounds
    extent = max(east - west, north - south)
    outline = _outline(spread, extent)
    if len(set(owners)) == 1:
        return {owners[0]: outline}
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    # Far points all round close every cell, also where the points lie on one line.
    guards = [
        (middle_x + extent * 20 * cos(turn), middle_y + extent * 20 * sin(turn))
        for turn in (2 * pi * at / GUARDS + 0.1 for at in range(GUARDS))
    ]
    land = shapely.voronoi_polygons(MultiPoint([*spots, *guards]), ordered=True).geoms
    rough = {
        town: shapely.union_all(
            [cell for cell, owner in zip(land, owners, strict=False) if owner == town]
        ).intersection(outline)
        for town in dict.fromkeys(owners)
    }
    rough = _without_islands(rough)
    smooth = _smoothed(rough, _spacing(spread, extent) * 0.3)
    if set(smooth) != set(rough):
        return rough
    simple = shapely.coverage_simplify(list(smooth.values()), extent / 600)
    return dict(zip(smooth, simple, strict=True))


def _distinct(points: Mapping[str, Sequence[Position]]) -> tuple[list[str], list[Position]]:
    """One spot a point; where two towns claim one spot, the later moves aside and so keeps some land."""
    taken: set[tuple[int, int]] = set()
    owners: list[str] = []
    spots: list[Position] = []
    everywhere = [position for positions in points.values() for position in positions]
    west, south, east, north = MultiPoint(everywhere).bounds
    aside = max(east - west, north - south) / 50 or LONE_RADIUS
    for town, positions in points.items():
        own: set[tuple[int, int]] = set()
        for x, y in positions:
            if (_grid(x), _grid(y)) in own:
                continue
            own.add((_grid(x), _grid(y)))
            turn = 0
            at_x, at_y = x, y
            while (_grid(at_x), _grid(at_y)) in taken:
                turn += 1
                at_x, at_y = x + aside * cos(turn * 2.4) * turn**0.5, y + aside * sin(turn * 2.4) * turn**0.5
            taken.add((_grid(at_x), _grid(at_y)))
            owners.append(town)
            spots.append((at_x, at_y))
    return owners, spots


def _grid(value: float) -> int:
    return round(value / GRAIN)


def _spacing(spread: MultiPoint, extent: float) -> float:
    """Half the side of the square that one point would have if all were evenly spread."""
    return extent / (2 * sqrt(max(len(spread.geoms), 2)))


def _outline(spread: MultiPoint, extent: float) -> Polygon:
    if extent < GRAIN:
        return Point(spread.geoms[0].coords[0]).buffer(LONE_RADIUS, quad_segs=24)
    reach = _spacing(spread, extent)
    hull = shapely.concave_hull(spread, ratio=0.45) if len(spread.geoms) >= FEW else spread.convex_hull
    rounded = hull.buffer(reach * 2.2).buffer(-reach * 1.2).simplify(extent / 400)
    return Polygon(rounded.exterior) if isinstance(rounded, Polygon) else rounded.convex_hull


def _without_islands(rough: Mapping[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Land of a lone point amid another town goes to that town: an island would read as a mistake."""
    kept: dict[str, list[BaseGeometry]] = {}
    islands: list[BaseGeometry] = []
    for town, shape in rough.items():
        parts = sorted(shapely.get_parts(shape), key=lambda part: -part.area)
        kept[town] = [part for part in parts if part.area >= parts[0].area * ISLAND_SHARE]
        islands += parts[len(kept[town]) :]
    for island in islands:
        touch = {town: _touch(island, parts) for town, parts in kept.items()}
        kept[max(touch, key=touch.__getitem__)].append(island)
    return {town: shapely.union_all(parts) for town, parts in kept.items()}


def _touch(island: BaseGeometry, parts: list[BaseGeometry]) -> float:
    return sum(float(part.intersection(island).length) for part in parts)


def _smoothed(rough: Mapping[str, BaseGeometry], detail: float) -> dict[str, BaseGeometry]:
    """Each stretch of border between two meeting points is smoothed once, for both of its towns."""
    borders = shapely.union_all([shape.boundary for shape in rough.values()])
    merged = linemerge(borders) if borders.geom_type == "MultiLineString" else borders
    stretches = [merged] if merged.geom_type == "LineString" else list(merged.geoms)
    faces = polygonize(shapely.union_all([_rounded(stretch.simplify(detail)) for stretch in stretches]))
    towns = list(rough)
    pieces: dict[str, list[Polygon]] = {}
    for face in faces:
        shares = [face.intersection(rough[town]).area for town in towns]
        if max(shares) > face.area * 0.3:
            pieces.setdefault(towns[shares.index(max(shares))], []).append(face)
    return {town: shapely.union_all(pieces[town]) for town in towns if town in pieces}


def _rounded(line: LineString) -> LineString:
    """Chaikin's corner cutting; the ends stay, so that borders still meet."""
    corners = list(line.coords)
    closed = corners[0] == corners[-1] and len(corners) > 3
    for _ in range(ROUNDS):
        cut = [
            (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
            for a, b in zip(corners, corners[1:], strict=False)
            for share in (0.25, 0.75)
        ]
        corners = [*cut, cut[0]] if closed else [corners[0], *cut[1:-1], corners[-1]]
    return LineString(corners)
