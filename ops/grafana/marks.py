"""How is a panel drawn as SVG?  A card with a title, and inside it a number, curves, bars or cells."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

Series = list[tuple[float, float]]
"""Points in order of time: x from 0 to 1, y as asked."""
Named = Sequence[tuple[str, Series]]

CELL_WIDTH, CELL_HEIGHT = 50, 30
_PALETTE = (
    "#4c9f50", "#e0b400", "#3f7fbf", "#d9822b", "#c43d3d", "#2aa198", "#7d5ba6", "#8c564b", "#5c6b73", "#b04a8f",
)  # fmt: skip
_NAMED = {"green": "#3d9a4e", "yellow": "#d9a800", "orange": "#e0752d", "red": "#d03b3b", "blue": "#3274d9"}
_LEGENDS = 6


def text_mark(text: str, x: float, y: float, *, size: int = 11, weight: int = 400, fill: str = "#24292e") -> str:
    """Write one line of text; *x* and *y* are its left end and base line."""
    style = f'font-size="{size}" font-weight="{weight}" fill="{fill}"'
    return f'<text x="{x:.0f}" y="{y:.0f}" {style}>{escape(text)}</text>'


def panel_mark(panel: dict[str, Any], place: dict[str, int], series: Named) -> str:
    """Draw one panel at its place on the grid of 24 columns."""
    x, y = place["x"] * CELL_WIDTH + 4, place["y"] * CELL_HEIGHT + 4
    width, height = place["w"] * CELL_WIDTH - 8, place["h"] * CELL_HEIGHT - 8
    kinds: dict[str, Callable[[dict[str, Any], Named, int, int], str]] = {
        "stat": _stat, "heatmap": _heatmap, "bargauge": _bars,
    }  # fmt: skip
    card = f'<rect width="{width}" height="{height}" rx="3" fill="#fff" stroke="#d8d9da"/>'
    title = text_mark(panel["title"], 8, 17, size=12, weight=600)
    inside = kinds.get(panel["type"], _lines)(panel, series, width, height) if series else text_mark("nothing", 8, 40)
    return f'<g transform="translate({x},{y})">{card}{title}{inside}</g>'


def _stat(panel: dict[str, Any], series: Named, width: int, height: int) -> str:
    _, points = series[0]
    value = points[-1][1]
    color = _colour(panel, value)
    curve = ""
    if panel["options"].get("graphMode") == "area" and len(points) > 1:
        top = max(y for _, y in points) or 1
        path = " ".join(f"{px * (width - 2) + 1:.0f},{height - 2 - 30 * py / top:.0f}" for px, py in points)
        curve = f'<polyline points="{path}" fill="none" stroke="{color}" stroke-opacity="0.5"/>'
    return curve + text_mark(shown(value, panel), 12, 62, size=28, weight=600, fill=color)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where curves are drawn inside a panel: pixels from its left and top, and the value at the upper end."""

    left: int
    right: int
    floor: int
    room: int
    top: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Give the pixel of a point."""
        return self.left + x * (self.right - self.left), self.height(y)

    def height(self, y: float) -> float:
        """Give the pixel of a value."""
        return self.floor - self.room * y / self.top


def _lines(panel: dict[str, Any], series: Named, width: int, height: int) -> str:
    stacked = panel["fieldConfig"]["defaults"].get("custom", {}).get("stacking", {}).get("mode") == "normal"
    biggest = sorted(series, key=lambda one: -max(y for _, y in one[1]))
    curves = _piled(biggest) if stacked else biggest
    top = nice_top(max(y for _, points in curves for _, y in points))
    legend = 13 * math.ceil(min(len(series), _LEGENDS) / _columns(width))
    frame = Frame(54, width - 10, height - 22 - legend, height - 52 - legend, top)
    marks = _axis(panel, frame)
    for number, (_, points) in reversed(list(enumerate(curves))):
        at = [frame.at(*point) for point in points]
        path = " ".join(f"{px:.0f},{py:.0f}" for px, py in at)
        color = _PALETTE[number % len(_PALETTE)]
        if stacked:
            floor = f"{at[-1][0]:.0f},{frame.floor} {at[0][0]:.0f},{frame.floor}"
            marks += f'<polygon points="{path} {floor}" fill="{color}" fill-opacity="0.75"/>'
        else:
            marks += f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="1.5"/>'
    return marks + _legend(panel, biggest, frame.floor, width)


def _axis(panel: dict[str, Any], frame: Frame) -> str:
    marks = ""
    for value in (0, frame.top / 2, frame.top):
        y = frame.height(value)
        marks += f'<line x1="{frame.left}" y1="{y:.0f}" x2="{frame.right}" y2="{y:.0f}" stroke="#e4e5e6"/>'
        marks += text_mark(shown(value, panel), 6, y + 4, size=10, fill="#6a7075")
    for step in panel["fieldConfig"]["defaults"]["thresholds"]["steps"]:
        if step["value"] is not None and 0 < step["value"] <= frame.top:
            y, color = frame.height(step["value"]), _NAMED[step["color"]]
            line = f'x1="{frame.left}" y1="{y:.0f}" x2="{frame.right}" y2="{y:.0f}"'
            marks += f'<line {line} stroke="{color}" stroke-dasharray="5 3"/>'
    return marks


def _columns(width: int) -> int:
    return 2 if width > 330 else 1


def _legend(panel: dict[str, Any], series: Named, bottom: int, width: int) -> str:
    marks, columns = "", _columns(width)
    for number, (name, points) in enumerate(series[:_LEGENDS]):
        x, y = 12 + (number % columns) * (width // 2), bottom + 18 + 13 * (number // columns)
        marks += f'<rect x="{x}" y="{y - 7}" width="9" height="4" fill="{_PALETTE[number % len(_PALETTE)]}"/>'
        marks += text_mark(f"{name}  {shown(points[-1][1], panel)}", x + 14, y, size=10)
    more = len(series) - _LEGENDS
    return marks + (text_mark(f"and {more} more", width - 78, 17, size=10, fill="#6a7075") if more > 0 else "")


def _piled(series: Named) -> list[tuple[str, Series]]:
    """Add up: each curve is the sum of itself and those before it, at the times that it has itself."""
    below: dict[float, float] = {}
    piled = []
    for name, points in series:
        summed = [(x, y + below.get(round(x, 3), 0)) for x, y in points]
        below |= {round(x, 3): y for x, y in summed}
        piled.append((name, summed))
    return piled


def _heatmap(panel: dict[str, Any], series: Named, width: int, height: int) -> str:
    """Buckets are cumulative: a cell is what its bucket has more than the one below."""
    rows = sorted(series, key=lambda one: float(one[0].replace("+Inf", "inf")))
    below: dict[float, float] = {}
    cells = []
    for number, (_, points) in enumerate(rows):
        cells += [(x, number, max(0.0, y - below.get(round(x, 3), 0))) for x, y in points]
        below = {round(x, 3): y for x, y in points}
    most = max(count for _, _, count in cells) or 1
    left, top, room = 60, 30, height - 44
    high, wide = room / len(rows), (width - left - 10) / max(len(points) for _, points in rows)
    boxes = "".join(
        f'<rect x="{left + x * (width - left - 10) - wide:.0f}" y="{top + room - (number + 1) * high:.0f}" '
        f'width="{wide:.1f}" height="{high - 1:.0f}" opacity="{(count / most) ** 0.5:.2f}"/>'
        for x, number, count in cells
        if count > most / 400
    )
    marks = f'<g fill="#e0752d">{boxes}</g>'
    for number, (le, _) in enumerate(rows):
        if number % 2 == 0:
            y = top + room - number * high - high / 2 + 4
            label = "more" if le == "+Inf" else f"≤ {shown(float(le), panel)}"
            marks += text_mark(label, 6, y, size=10, fill="#6a7075")
    return marks


def _bars(panel: dict[str, Any], series: Named, width: int, height: int) -> str:
    room = (height - 32) // 15
    biggest = sorted(series, key=lambda one: -one[1][-1][1])
    most = biggest[0][1][-1][1] or 1
    marks = ""
    for number, (name, points) in enumerate(biggest[:room]):
        y, value = 38 + 15 * number, points[-1][1]
        marks += (
            f'<rect x="110" y="{y - 9}" width="{(width - 180) * value / most:.0f}" height="10" fill="{_PALETTE[0]}"/>'
        )
        marks += text_mark(name, 10, y) + text_mark(shown(value, panel), width - 60, y)
    return marks


def _colour(panel: dict[str, Any], value: float) -> str:
    reached = [
        step
        for step in panel["fieldConfig"]["defaults"]["thresholds"]["steps"]
        if step["value"] is None or value >= step["value"]
    ]
    return _NAMED.get(reached[-1]["color"], "#24292e")


def nice_top(value: float) -> float:
    """Give the upper end of an axis: the next of 1, 2, 2.5, 5 times a power of ten.

    >>> [nice_top(value) for value in (0.0, 0.7, 1.4, 23, 300)]
    [1.0, 1.0, 2.0, 25.0, 500.0]
    """
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if value <= step * power * 1.0001)


def shown(value: float, panel: dict[str, Any]) -> str:
    """Write a value in the unit of its panel, short.

    >>> units = {"percentunit": 0.0125, "s": 0.0021, "bytes": 5_242_880.0, "cps": 9.96, "short": 1200.0}
    >>> [shown(value, {"fieldConfig": {"defaults": {"unit": unit}}}) for unit, value in units.items()]
    ['1.25 %', '2.1 ms', '5 MiB', '10/s', '1.2 k']
    """
    unit = panel["fieldConfig"]["defaults"]["unit"]
    if unit == "percentunit":
        return f"{value * 100:.3g} %"
    if unit == "s":
        return _scaled(value, ((86_400, "d"), (3600, "h"), (60, "min"), (1, "s"), (1e-3, "ms")))
    if unit == "bytes":
        return _scaled(value, ((2**30, "GiB"), (2**20, "MiB"), (2**10, "KiB"), (1, "B")))
    if unit == "cps":
        return f"{value:.2g}/s" if value < 10 else f"{value:.3g}/s"
    return _scaled(value, ((1e6, "M"), (1e3, "k"), (1, "")))


def _scaled(value: float, units: Sequence[tuple[float, str]]) -> str:
    size, name = next(((size, name) for size, name in units if abs(value) >= size), units[-1])
    return f"{value / size:.3g} {name}".strip() if value else f"0 {units[-2][1] if len(units) > 3 else name}".strip()
