"""The maps: every town is on them, at no true position, in the class its value belongs to."""

import json
import re
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest
import shapely
from shapely.geometry import Point, Polygon

from oversight import charts, maps, palette
from tests.tables import frame as drawn

WEST, SOUTH = 107.9, 34.4

TOWNS = """
    unit_code | unit_name | longitude | latitude | coordinate_system | registered_ratio | target_ratio | met_ratio | activities | people | hours:decimal | hours_per_person:decimal
    t0        | 城关街道  | 107.90    | 34.40    | wgs84             | 0.121            | 0.13         | 1.0       | 812        | 5200   | 42000.5       | 8.1
    t1        | 柳湾镇    | 108.05    | 34.42    | wgs84             | 0.0672           | 0.13         | 0.5       | 40         | 300    | 1200          | 4
    t2        | 东坪镇    | 107.80    | 34.52    | wgs84             | 0.13             | 0.13         | 0.75      | 35         | 310    | 980           | 3.2
    t3        | 青杨岭乡  | 107.88    | 34.30    | wgs84             | 0.5              | 0.13         | 0.0       | 0          | 0      | 0             |
    t4        | 龙泉寺乡  | 107.75    | 34.38    | wgs84             |                  | 0.13         | 0.999     | 51         | 300    | 1500          | 5
"""  # noqa: E501 -- a row of a table


def towns(*places: tuple[float, float] | None) -> pd.DataFrame:
    """Towns 镇0, 镇1, … at these longitudes and latitudes."""
    columns = ["unit_code", "unit_name", "longitude", "latitude", "coordinate_system"]
    return pd.DataFrame(
        [
            {
                "unit_code": f"t{number}",
                "unit_name": f"镇{number}",
                "longitude": place[0] if place else None,
                "latitude": place[1] if place else None,
                "coordinate_system": "wgs84" if place else None,
                "registered_ratio": 0.1,
                "target_ratio": 0.13,
            }
            for number, place in enumerate(places)
        ],
        columns=[*columns, "registered_ratio", "target_ratio"],
    )


def villages(*rows: tuple[str, float, float]) -> pd.DataFrame:
    """Villages: the town each belongs to, and where it is."""
    columns = ["town_code", "longitude", "latitude"]
    return pd.DataFrame(rows, columns=columns).assign(coordinate_system="wgs84")


def shape(place: maps.Place) -> Any:
    return shapely.union_all([Polygon(polygon[0], polygon[1:]) for polygon in place.polygons])


SQUARE = [(WEST + 0.1 * (at % 3), SOUTH + 0.1 * (at // 3)) for at in range(9)]
PLACES: dict[str, list[tuple[float, float] | None]] = {
    "one point": [(WEST, SOUTH)],
    "two points": [(WEST, SOUTH), (WEST + 0.1, SOUTH)],
    "two on one spot": [(WEST, SOUTH)] * 2,
    "five on one spot": [(WEST, SOUTH)] * 5,
    "a line eastwards": [(WEST + 0.1 * at, SOUTH) for at in range(9)],
    "a line aslant": [(WEST + 0.1 * at, SOUTH + 0.07 * at) for at in range(9)],
    "a line of pairs": [(WEST + 0.1 * (at // 2), SOUTH) for at in range(9)],
    "a square": [*SQUARE],
    "two without a point": [None if at in (2, 5) else place for at, place in enumerate(SQUARE)],
    "one with swapped columns": [*SQUARE[:8], (SOUTH, WEST)],
    "one at nought": [*SQUARE[:8], (0.0, 0.0)],
    "one in another province": [*SQUARE[:8], (121.4, 31.2)],
    "nobody with a point": [None] * 9,
    "no towns": [],
}


# Coordinates


@pytest.mark.parametrize(
    ("true", "shifted"),
    [  # published with EvilTransform and coordtransform: Shanghai, Shenzhen, Beijing
        ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
        ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
        ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
        ((116.404, 39.915), (116.41024449916938, 39.91640428150164)),
    ],
)
def test_gcj02_is_what_was_published_and_back_again(
    true: tuple[float, float], shifted: tuple[float, float]
) -> None:
    assert maps.to_gcj02(*true) == pytest.approx(shifted, abs=1e-6)
    assert maps.to_wgs84(*shifted, "gcj02") == pytest.approx(true, abs=1e-6)


def test_bd09_is_brought_back_through_gcj02() -> None:
    gcj02 = (116.39762729119315, 39.90865673957631)  # published with coordtransform for BD-09 116.404, 39.915
    assert maps.to_gcj02(*maps.to_wgs84(116.404, 39.915, "bd09")) == pytest.approx(gcj02, abs=1e-9)


@pytest.mark.parametrize("system", ["wgs84", "cgcs2000", None])
def test_other_systems_stay_as_they_are(system: str | None) -> None:
    assert maps.to_wgs84(WEST, SOUTH, system) == (WEST, SOUTH)


def test_outside_china_nothing_is_shifted() -> None:
    assert maps.to_gcj02(2.35, 48.85) == (2.35, 48.85)


def test_points_of_two_systems_lie_on_one_map() -> None:
    mixed = towns(*SQUARE)
    for at in (1, 4, 6):
        mixed.loc[at, ["longitude", "latitude"]] = maps.to_gcj02(*SQUARE[at])
        mixed.loc[at, "coordinate_system"] = "gcj02"
    for one, other in zip(maps.geometry(mixed).places, maps.geometry(towns(*SQUARE)).places, strict=True):
        assert shape(one).symmetric_difference(shape(other)).area < 0.01 * shape(one).area


# Geometry


@pytest.mark.parametrize("name", PLACES)
def test_every_town_has_its_own_land_wherever_its_points_lie(name: str) -> None:
    made = maps.geometry(towns(*PLACES[name]))
    assert [place.unit_code for place in made.places] == [f"t{at}" for at in range(len(PLACES[name]))]
    lands = [shape(place) for place in made.places]
    for at, land in enumerate(lands):
        assert land.is_valid and land.area > 0
        assert land.buffer(1e-4).contains(Point(made.places[at].anchor))
        for other in lands[:at]:
            assert land.intersection(other).area < 0.001 * min(land.area, other.area)


@pytest.mark.parametrize("name", PLACES)
def test_the_same_points_give_the_same_map(name: str) -> None:
    assert maps.geometry(towns(*PLACES[name])) == maps.geometry(towns(*PLACES[name]))


@pytest.mark.parametrize("name", PLACES)
def test_every_map_can_be_drawn_both_ways(name: str) -> None:
    table = towns(*PLACES[name])
    made = maps.geometry(table)
    go.Figure(maps.paper(made, table, "registered_ratio").to_dict())
    assert len(json.loads(maps.deck(made, table, "registered_ratio").to_json())["layers"]) == 2


def test_a_map_without_points_has_equal_squares_in_the_order_of_the_table() -> None:
    made = maps.geometry(towns(*PLACES["nobody with a point"]))
    assert made.kind == "tiles"
    assert "方格" in made.notice and "示意图" in made.notice
    assert len({round(shape(place).area, 6) for place in made.places}) == 1
    reading = sorted(made.places, key=lambda place: (-place.anchor[1], place.anchor[0]))
    assert [place.unit_code for place in reading] == [place.unit_code for place in made.places]


def test_cells_are_marked_as_a_schematic() -> None:
    made = maps.geometry(towns(*SQUARE))
    assert made.kind == "cells"
    assert made.notice.startswith("示意图") and "不是行政区划界线" in made.notice


def test_a_town_without_a_point_stands_below_and_is_named() -> None:
    made = maps.geometry(towns(*PLACES["two without a point"]))
    lowest = min(shape(place).bounds[1] for place in made.places if place.unit_code not in ("t2", "t5"))
    for place in made.places:
        if place.unit_code in ("t2", "t5"):
            assert shape(place).bounds[3] < lowest
    assert made.remarks == ("没有坐标、以方格列在图下方：镇2、镇5",)


@pytest.mark.parametrize("name", ["one with swapped columns", "one at nought", "one in another province"])
def test_a_mistaken_point_squashes_nobody_and_is_reported(name: str) -> None:
    made = maps.geometry(towns(*PLACES[name]))
    west, south, east, north = made.bounds
    assert east - west < 0.6 and north - south < 0.6
    assert "1 个点位离其他点位太远" in made.remarks[0]


def test_villages_shape_their_town() -> None:
    flat = towns((WEST, SOUTH), (WEST + 0.2, SOUTH))
    more = villages(*[("t1", WEST + 0.05 + 0.05 * at, SOUTH + 0.05) for at in range(4)])
    before, after = maps.geometry(flat), maps.geometry(flat, more)
    assert shape(after.places[1]).area / shape(after.places[0]).area > 1.5
    assert shape(before.places[1]).area / shape(before.places[0]).area == pytest.approx(1, abs=0.05)


def test_villages_of_unknown_towns_and_without_points_change_nothing() -> None:
    strange = pd.concat([villages(("t99", WEST, SOUTH)), villages(("t1", WEST, SOUTH)).assign(latitude=None)])
    assert maps.geometry(towns(*SQUARE), strange) == maps.geometry(towns(*SQUARE))
    assert maps.geometry(towns(*SQUARE), strange.head(0)) == maps.geometry(towns(*SQUARE))


def test_a_lone_point_amid_another_town_makes_no_island() -> None:
    grid = [(WEST + 0.02 * (at % 7), SOUTH + 0.02 * (at // 7)) for at in range(49)]
    points = [("t1" if at in (24, *range(42, 49)) else "t0", *place) for at, place in enumerate(grid)]
    made = maps.geometry(towns((WEST, SOUTH), (WEST, SOUTH + 0.12)), villages(*points))
    assert [len(place.polygons) for place in made.places] == [1, 1]
    assert all(len(polygon) == 1 for place in made.places for polygon in place.polygons)


def test_no_drawing_holds_a_true_position() -> None:
    table = drawn(TOWNS)
    made = maps.geometry(table)
    for text in (
        maps.deck(made, table, "registered_ratio").to_json(),
        maps.paper(made, table, "registered_ratio").to_json(),
    ):
        assert not [number for number in re.findall(r"\d+\.\d+", text) if 107.5 < float(number) < 108.5]
    assert max(map(abs, made.bounds)) < 1


# Boundaries


def feature(name: object, *corners: tuple[object, object], **properties: object) -> dict[str, Any]:
    ring = [list(corner) for corner in (*corners, corners[0])]
    named = {"name": name} if name is not None else {}
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": named | properties, "geometry": geometry}


def square(west: float, south: float = SOUTH, side: float = 0.1) -> list[tuple[float, float]]:
    return [(west, south), (west + side, south), (west + side, south + side), (west, south + side)]


def geojson(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


TWO = towns((WEST, SOUTH), (WEST + 0.1, SOUTH))
GOOD = (feature("镇0", *square(WEST)), feature(None, *square(WEST + 0.1), unit_code="t1"))


def test_the_offices_own_boundaries_are_drawn_with_their_review_number() -> None:
    own = maps.read_boundaries(geojson(*GOOD), TWO, " 陕S(2026)012号 ")
    made = maps.geometry(TWO, None, own)
    assert (made.kind, made.notice, made.remarks) == ("boundaries", "审图号：陕S(2026)012号", ())
    assert shape(made.places[0]).area == pytest.approx(shape(made.places[1]).area, rel=0.01)
    assert "审图号：陕S(2026)012号" in texts_of(maps.paper(made, TWO, "registered_ratio"))


def test_names_match_whatever_their_width_and_spaces_and_codes_go_first() -> None:
    wide = (feature(" 镇０", *square(WEST)), feature("镇0", *square(WEST + 0.1), 单位编码="t1"))
    assert set(maps.read_boundaries(geojson(*wide), TWO, "号").shapes) == {"t0", "t1"}


def test_several_shapes_of_one_town_are_one_and_a_hole_stays_a_hole() -> None:
    ring = feature("镇0", *square(WEST, side=0.3))
    ring["geometry"]["coordinates"].append([list(corner) for corner in square(WEST + 0.1, SOUTH + 0.1)])
    ring["geometry"]["coordinates"][1].append(list(square(WEST + 0.1, SOUTH + 0.1)[0]))
    inner = feature("镇1", *square(WEST + 0.1, SOUTH + 0.1))
    apart = feature("镇1", *square(WEST + 0.5))
    made = maps.geometry(TWO, None, maps.read_boundaries(geojson(ring, inner, apart), TWO, "号"))
    outer, hole = made.places[0].polygons[0]
    assert shapely.is_ccw(shapely.LinearRing(outer)) and not shapely.is_ccw(shapely.LinearRing(hole))
    assert len(made.places[1].polygons) == 2
    assert len(json.loads(maps.deck(made, TWO, "registered_ratio").to_json())["layers"][0]["data"]) == 3


BAD: dict[str, tuple[bytes, str, str]] = {
    "no review number": (geojson(*GOOD), " ", "须填写审图号"),
    "not json": (b"PK\x03\x04", "号", "不是 GeoJSON"),
    "not utf-8": ("镇".encode("gbk"), "号", "不是 GeoJSON"),
    "nested too deep": (b"[" * 100_000, "号", "不是 GeoJSON"),
    "a list": (b"[]", "号", "FeatureCollection"),
    "nothing in it": (geojson(), "号", "没有图形"),
    "too many": (geojson(*[None] * 2001), "号", "超过 2,000 个"),
    "too large": (b" " * 20_000_001, "号", "超过 20 MB"),
    "an unknown town": (geojson(*GOOD, feature("外镇", *square(WEST))), "号", "对不上单位表的镇街：外镇"),
    "no name": (geojson(*GOOD, feature(None, *square(WEST))), "号", "第 3 个图形（没有名称）"),
    "no properties": (geojson({"type": "Feature"}), "号", "第 1 个图形（没有名称）"),
    "no feature": (geojson(None), "号", "第 1 个图形（没有名称）"),
    "a town missing": (geojson(GOOD[0]), "号", "缺少 1 个镇街：镇1"),
    "a line": (
        geojson({**GOOD[0], "geometry": {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}}),
        "号",
        "不是面",
    ),
    "no geometry": (geojson({**GOOD[0], "geometry": None}), "号", "不是面"),
    "words for numbers": (geojson(feature("镇0", *[("东", "北")] * 4)), "号", "坐标无法读取"),
    "two corners": (geojson(feature("镇0", (WEST, SOUTH), (WEST, SOUTH))), "号", "没有面积|坐标无法读取"),
    "metres": (geojson(feature("镇0", *square(36_500_000, 3_800_000, 5000))), "号", "不是中国境内的经纬度"),
    "swapped": (geojson(feature("镇0", *[(b, a) for a, b in square(WEST)])), "号", "不是中国境内的经纬度"),
    "not a number": (
        geojson(feature("镇0", *square(WEST))).replace(str(WEST).encode(), b"NaN"),
        "号",
        "不是中国境内的经纬度|坐标无法读取|没有面积",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_boundaries_are_refused_in_a_sentence(name: str) -> None:
    content, review_number, sentence = BAD[name]
    with pytest.raises(maps.BoundariesError, match=sentence) as refused:
        maps.read_boundaries(content, TWO, review_number)
    assert len(refused.value.args) == 1
    assert len(refused.value.args[0]) < 200


def test_two_towns_of_one_name_are_told_apart_by_code_only() -> None:
    twins = TWO.assign(unit_name="李家沟")
    with pytest.raises(maps.BoundariesError, match="对不上"):
        maps.read_boundaries(geojson(feature("李家沟", *square(WEST))), twins, "号")
    coded = [feature("李家沟", *square(WEST + at / 10), code=f"t{at}") for at in range(2)]
    assert set(maps.read_boundaries(geojson(*coded), twins, "号").shapes) == {"t0", "t1"}


def test_fine_boundaries_are_thinned_for_the_screen() -> None:
    fine = Point(WEST, SOUTH).buffer(0.1, quad_segs=5000)
    one = TWO.head(1)
    own = maps.read_boundaries(geojson(feature("镇0", *fine.exterior.coords[:-1])), one, "号")
    assert len(maps.geometry(one, None, own).places[0].polygons[0][0]) < 500


# Measures and classes


def test_exactly_the_target_is_in_the_upper_class_and_has_its_sign() -> None:
    scale = maps.scale(drawn(TOWNS), "registered_ratio")
    assert scale.borders == (0.065, 0.0975, 0.13, 0.1625)
    assert scale.colour(0.13) == palette.SEQUENCE[3] != scale.colour(0.1299999)
    assert scale.words(0.13) == "✓ 13.0 %"
    assert not scale.words(0.1299).startswith("✓")
    assert scale.colour(39 / 300) == palette.SEQUENCE[3], "39 of 300 people are 13 %"


def test_the_legend_names_each_class_with_the_target_and_what_is_missing() -> None:
    assert [words for _, words in maps.scale(drawn(TOWNS), "registered_ratio").legend()] == [
        "不足 6.5 %",
        "6.5–9.75 %",
        "9.75–13 %",
        "13–16.25 %（达标）",
        "16.25 % 及以上（达标）",
        "无数据",
    ]
    assert [words for _, words in maps.scale(drawn(TOWNS), "met_ratio").legend()] == [
        "不足 25 %",
        "25–50 %",
        "50–75 %",
        "75–100 %",
        "100 %（达标）",
    ]


def test_nearly_all_is_not_all() -> None:
    scale = maps.scale(drawn(TOWNS), "met_ratio")
    assert scale.colour(0.999) == palette.SEQUENCE[3]
    assert scale.colour(1.0) == palette.SEQUENCE[4]


def test_one_dominant_town_does_not_hide_the_differences_of_the_others() -> None:
    table = drawn(TOWNS)
    scale = maps.scale(table, "activities")
    assert len({scale.colour(value) for value in table["activities"]}) == 5
    assert scale.legend()[0][1] == "不足 35 场"
    assert scale.legend()[-1][1] == "810 场 及以上"


@pytest.mark.parametrize("measure", maps.MEASURES)
def test_every_value_has_a_class_of_the_legend(measure: str) -> None:
    table = drawn(TOWNS)
    scale = maps.scale(table, measure)
    legend = dict(scale.legend())
    assert len(scale.colours) == len(scale.borders) + 1
    assert list(scale.borders) == sorted(set(scale.borders))
    for value in table[measure].dropna():
        assert scale.colour(value) in legend
    assert scale.colour(None) == palette.NO_DATA
    assert (palette.NO_DATA in legend) == table[measure].hasnans


@pytest.mark.parametrize("measure", maps.MEASURES)
@pytest.mark.parametrize("value", [0.0, 1.0, 3.5])
def test_towns_that_are_all_alike_have_a_legend_and_a_heading(measure: str, value: float) -> None:
    table = drawn(TOWNS).assign(**{measure: value})
    scale = maps.scale(table, measure)
    assert scale.colour(value) in dict(scale.legend())
    assert "都是" in maps.heading(table, measure)


@pytest.mark.parametrize("measure", maps.MEASURES)
def test_unknown_everywhere_is_no_data(measure: str) -> None:
    table = drawn(TOWNS).assign(**{measure: float("nan")})
    assert maps.scale(table, measure).words(None) == "无数据"
    assert maps.heading(table, measure).startswith("各镇街都没有")
    go.Figure(maps.paper(maps.geometry(table), table, measure).to_dict())


@pytest.mark.parametrize(
    ("measure", "sentence"),
    [
        ("registered_ratio", "5 个镇街中 2 个注册率达到目标（1 个无数据），柳湾镇最低（6.7 %）"),
        ("met_ratio", "5 个镇街中 1 个达标率达到目标，青杨岭乡最低（0.0 %）"),
        ("activities", "活动场数：城关街道最高（812 场），青杨岭乡最低（0 场）"),
        ("hours", "服务时长：城关街道最高（42,000.5 小时），青杨岭乡最低（0.0 小时）"),
        ("hours_per_person", "人均时长：城关街道最高（8.1 小时/人），东坪镇最低（3.2 小时/人）"),
    ],
)
def test_a_map_is_headed_by_its_finding(measure: str, sentence: str) -> None:
    table = drawn(TOWNS)
    assert maps.heading(table, measure) == sentence
    assert charts.heading(maps.paper(maps.geometry(table), table, measure)) == sentence


# The two drawings


def layers(measure: str = "registered_ratio", **room: int) -> list[dict[str, Any]]:
    table = drawn(TOWNS)
    made = maps.deck(maps.geometry(table), table, measure, **room)
    found: list[dict[str, Any]] = json.loads(made.to_json())["layers"]
    return found


def test_the_map_asks_nobody_for_tiles() -> None:
    table = drawn(TOWNS)
    made = json.loads(maps.deck(maps.geometry(table), table, "hours").to_json())
    assert not made.get("mapProvider")
    assert "http" not in json.dumps(made)


def test_only_what_is_drawn_is_sent_to_the_browser() -> None:
    areas, labels = layers()
    assert set(areas["data"][0]) == {"polygon", "fill", "unit_code", "tip"}
    assert set(labels["data"][0]) == {*("position", "words", "offset", "ink", "ground", "unit_code", "tip")}


def test_literal_texts_are_no_accessors_or_labels_would_vanish() -> None:
    areas, labels = layers()
    assert not areas["lineWidthUnits"].startswith("@@=")
    for name in ("characterSet", "fontFamily"):
        assert not labels[name].startswith("@@="), name
    assert labels["getText"] == "@@=words" and areas["getPolygon"] == "@@=polygon"


def test_every_character_of_a_label_is_in_the_font_picture() -> None:
    labels = layers()[1]
    assert set("".join(row["words"] for row in labels["data"])) - {"\n"} == set(labels["characterSet"])


def test_a_label_says_name_and_value_and_no_data() -> None:
    shown = [row["words"] for row in layers()[1]["data"]]
    assert shown == [
        "城关街道\n12.1 %",
        "柳湾镇\n6.7 %",
        "东坪镇\n✓ 13.0 %",
        "青杨岭乡\n✓ 50.0 %",
        "龙泉寺乡\n无数据",
    ]


def test_the_map_fits_into_the_room_of_a_phone() -> None:
    table = drawn(TOWNS)
    made = maps.geometry(table)
    west, south, east, north = made.bounds
    for width, height in ((343, 480), (680, 480), (1100, 400)):
        view = json.loads(maps.deck(made, table, "hours", width, height).to_json())["initialViewState"]
        pixels = 512 * 2 ** view["zoom"] / 360
        assert (east - west) * pixels <= width and (north - south) * pixels <= height
        assert (east - west) * pixels > 0.8 * width or (north - south) * pixels > 0.8 * height


def test_labels_that_would_touch_move_apart() -> None:
    crowded = towns(*[(WEST + 0.002 * at, SOUTH) for at in range(4)], *SQUARE[1:])
    made = maps.deck(maps.geometry(crowded), crowded, "registered_ratio", 343, 343)
    document = json.loads(made.to_json())
    pixels = 512 * 2 ** document["initialViewState"]["zoom"] / 360
    rows = document["layers"][1]["data"]
    down = sorted(-row["position"][1] * pixels + row["offset"][1] for row in rows[:4])
    assert all(lower - upper >= 33 for upper, lower in zip(down, down[1:], strict=False))


@pytest.mark.parametrize(
    ("selection", "code"),
    [
        ({"indices": {"areas": [0]}, "objects": {"areas": [{"unit_code": "t1", "tip": "x"}]}}, "t1"),
        ({"objects": {"labels": [{"unit_code": "t2"}]}}, "t2"),
        ({"objects": {"areas": []}}, None),
        ({"objects": {"areas": [{}]}}, None),
        ({"objects": None}, None),
        ({}, None),
    ],
)
def test_a_click_gives_the_unit(selection: dict[str, Any], code: str | None) -> None:
    assert maps.selected_unit(selection) == code


def test_paper_hatches_what_has_no_data_and_carries_notice_and_legend() -> None:
    table = drawn(TOWNS)
    table.loc[3, ["longitude", "latitude"]] = None
    figure = maps.paper(maps.geometry(table), table, "registered_ratio")
    outlines = {trace.name: trace for trace in figure.data if trace.name}
    assert [name for name, trace in outlines.items() if trace.fillpattern.shape] == ["t4"]
    words = "".join(texts_of(figure))
    assert "示意图" in words and "没有坐标" in words and "16.25 % 及以上（达标）" in words
    assert figure.data[-1].customdata == ("t0", "t1", "t2", "t3", "t4")


def test_both_drawings_show_the_same_colours() -> None:
    table = drawn(TOWNS)
    figure = maps.paper(maps.geometry(table), table, "met_ratio")
    on_paper = {trace.name: trace.fillcolor for trace in figure.data if trace.name}
    on_screen = {row["unit_code"]: "#" + bytes(row["fill"]).hex() for row in layers("met_ratio")[0]["data"]}
    assert on_paper == on_screen


def test_a_name_with_markup_is_shown_as_it_is_written() -> None:
    table = drawn(TOWNS).assign(unit_name="<b>镇</b>")
    figure = maps.paper(maps.geometry(table), table, "hours")
    assert all("<b>镇" not in text for text in texts_of(figure))


def texts_of(figure: go.Figure) -> list[str]:
    found = [figure.layout.title.text, *(note.text for note in figure.layout.annotations)]
    for trace in figure.data:
        found += [trace.text] if trace.text else []
    return found
