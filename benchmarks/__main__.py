"""`python -m benchmarks [WHAT]… [--size county|city|both] [--write FILE]`."""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import asking, browsing, county, figures, reruns, road
from benchmarks.figures import Figure

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "benchmarks"

MEASURES: dict[str, Callable[[county.Size, Path], Iterator[Figure]]] = {
    "import": road.measure_import,
    "marts": road.measure_marts,
    "questions": asking.measure,
    "reruns": reruns.measure,
    "browser": browsing.measure,
}


def main() -> None:
    """Measure what was asked for and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("what", nargs="*", choices=["generate", *MEASURES, []], help="all of them when left out")
    parser.add_argument("--size", choices=[*county.SIZES, "both"], default="both")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the exports and stores are kept")
    parser.add_argument("--write", type=Path, metavar="FILE", help="also put the table into this document")
    options = parser.parse_args()
    sizes = list(county.SIZES.values()) if options.size == "both" else [county.SIZES[options.size]]
    found: list[Figure] = []
    for size in sizes:
        county.write(size, options.folder)
        for name in options.what or MEASURES:
            for figure in MEASURES[name](size, options.folder) if name in MEASURES else ():
                print("  ".join(figure.cells()), flush=True)
                found.append(figure)
    found += _between_sizes(found)
    figures.show(found)
    if options.write:
        figures.write(found, options.write)


def _between_sizes(found: list[Figure]) -> list[Figure]:
    """How much longer a reader waits at a city's size."""
    value = {(figure.what, figure.size): figure.value for figure in found}
    return [
        Figure(f"{what}, city ÷ county", "both", value[what, "city"] / value[what, "county"], "×", 1.5)
        for what in ("page switch, median", "filter change, median", "switch to the map, median")
        if (what, "city") in value and (what, "county") in value
    ]


if __name__ == "__main__":
    main()
