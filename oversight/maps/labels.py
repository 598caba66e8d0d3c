"""The labels of a map: a town's name over its value, and none upon another."""

from collections.abc import Mapping
from dataclasses import dataclass

from oversight import terms
from oversight.charts import wording
from oversight.maps.geometry import Geometry, Place
from oversight.maps.measures import Scale

SIZE = 13
LINE = 17
ROUNDS = 60
MOST_PAIRS = 200_000  # compared in all: thousands of labels cannot be kept apart, nor waited for


@dataclass(frozen=True)
class Label:
    """The lines of a label and how many px it moved down from its place's anchor."""

    place: Place
    lines: tuple[str, str]
    shift: float


def spread(
    geometry: Geometry, colours: Scale, known: Mapping[str, float | None], pixels: float
) -> list[Label]:
    """A label for every place, moved up and down until none lies on another; `pixels` is px per degree."""
    lines = [(place.name, colours.words(known[place.unit_code])) for place in geometry.places]
    half_widths = [max(map(wording.length, pair)) * SIZE / 2 + 2 for pair in lines]
    height = 2 * LINE + 2
    across = [place.anchor[0] * pixels for place in geometry.places]
    start = [-place.anchor[1] * pixels for place in geometry.places]
    down = list(start)
    for _ in range(min(ROUNDS, MOST_PAIRS // max(len(lines) ** 2, 1))):
        moved = False
        for one in range(len(lines)):
            for other in range(one):
                overlap = height - abs(down[one] - down[other])
                apart = abs(across[one] - across[other]) >= half_widths[one] + half_widths[other]
                if overlap > 1 and not apart:
                    push = overlap / 2 if down[one] >= down[other] else -overlap / 2
                    down[one], down[other] = down[one] + push, down[other] - push
                    moved = True
        if not moved:
            break
    return [
        Label(place, pair, here - there)
        for place, pair, here, there in zip(geometry.places, lines, down, start, strict=True)
    ]


def tip(place: Place, colours: Scale, value: float | None) -> str:
    """What a place says when pointed at: its name, and the measure with its value."""
    return f"{place.name}\n{terms.label(colours.measure)}：{colours.words(value)}"
