"""Longitudes and latitudes of the three systems in use, brought to WGS-84 for display; never for publication.

CGCS2000 and WGS-84 differ by centimetres and are taken as one. GCJ-02 lies up to 700 m off and BD-09 a
further 1 km. No library on PyPI that does this is still kept up, so the well-known published approximation
stands here, tested against values published with it.
"""

from math import atan2, cos, hypot, pi, radians, sin, sqrt

# Krasovsky 1940, on which GCJ-02 is computed: semi-major axis in metres and squared eccentricity.
SEMI_MAJOR_AXIS = 6378245.0
ECCENTRICITY_SQUARED = 0.00669342162296594323
CHINA = (72.004, 0.8293, 137.8347, 55.8271)  # west, south, east, north; GCJ-02 ends here
BD09_TURN = pi * 3000 / 180
STEPS = 5  # each step shortens the rest a hundredfold; two already reach a centimetre

Degrees = tuple[float, float]


def in_china(longitude: float, latitude: float) -> bool:
    """Whether the shifted systems apply at a point; false for 0/0, for metres and for swapped columns."""
    west, south, east, north = CHINA
    return west <= longitude <= east and south <= latitude <= north


def to_wgs84(longitude: float, latitude: float, system: str | None) -> Degrees:
    """A point as WGS-84; `system` is wgs84, cgcs2000, gcj02, bd09 or None (not stated: taken as it is)."""
    if system == "bd09":
        longitude, latitude = _bd09_to_gcj02(longitude, latitude)
    if system in ("bd09", "gcj02"):
        return _gcj02_to_wgs84(longitude, latitude)
    return longitude, latitude


def to_gcj02(longitude: float, latitude: float) -> Degrees:
    """A WGS-84 point as GCJ-02 shows it. Source: the formula made public as EvilTransform."""
    if not in_china(longitude, latitude):
        return longitude, latitude
    x, y = longitude - 105.0, latitude - 35.0
    shared = (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + shared
    north += (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    north += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y / 30.0 * pi)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + shared
    east += (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    east += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    curve = 1 - ECCENTRICITY_SQUARED * sin(radians(latitude)) ** 2
    meridian = SEMI_MAJOR_AXIS * (1 - ECCENTRICITY_SQUARED) / (curve * sqrt(curve))
    parallel = SEMI_MAJOR_AXIS / sqrt(curve) * cos(radians(latitude))
    return longitude + east * 180.0 / (parallel * pi), latitude + north * 180.0 / (meridian * pi)


def _gcj02_to_wgs84(longitude: float, latitude: float) -> Degrees:
    """The point that `to_gcj02` would move here: the shift is taken off again until nothing is left."""
    east, north = longitude, latitude
    for _ in range(STEPS):
        moved_east, moved_north = to_gcj02(east, north)
        east, north = east + longitude - moved_east, north + latitude - moved_north
    return east, north


def _bd09_to_gcj02(longitude: float, latitude: float) -> Degrees:
    x, y = longitude - 0.0065, latitude - 0.006
    distance = hypot(x, y) - 0.00002 * sin(y * BD09_TURN)
    angle = atan2(y, x) - 0.000003 * cos(x * BD09_TURN)
    return distance * cos(angle), distance * sin(angle)
