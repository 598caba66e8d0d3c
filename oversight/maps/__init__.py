"""The county's towns coloured by a measure: `geometry` (of points only, keep it), then `deck` or `paper`.

No tiles, no server, no true positions: what leaves the machine is a picture, and a schematic one says so.
"""

from oversight.maps.boundaries import Boundaries, BoundariesError, read_boundaries
from oversight.maps.coordinates import to_gcj02, to_wgs84
from oversight.maps.deck import deck, selected_unit
from oversight.maps.geometry import Geometry, Place, geometry
from oversight.maps.measures import MEASURES, Scale, heading, scale
from oversight.maps.paper import paper

__all__ = [
    "MEASURES",
    "Boundaries",
    "BoundariesError",
    "Geometry",
    "Place",
    "Scale",
    "deck",
    "geometry",
    "heading",
    "paper",
    "read_boundaries",
    "scale",
    "selected_unit",
    "to_gcj02",
    "to_wgs84",
]
