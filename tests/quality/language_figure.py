"""Draw reliability: how often the stage is right at each confidence, as SVG without a drawing library."""

from collections.abc import Mapping, Sequence
from html import escape

from tests.quality.language_measures import Bin

_SIDE, _LEFT, _TOP = 360, 56, 40
_COLOURS = ("#1b6ca8", "#c1440e", "#2e7d32", "#6a1b9a")


def figure(curves: Mapping[str, Sequence[Bin]]) -> str:
    """Give an SVG: the diagonal is perfect calibration, a curve below it is too sure of itself.

    The area of a dot grows with the answers in its tenth.
    """
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_SIDE + 260}" height="{_SIDE + 110}"'
        ' font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
        f'<text x="{_LEFT}" y="24" font-size="15">detect_language: confidence against share right</text>',
        *_grid(),
    ]
    for number, (name, bins) in enumerate(curves.items()):
        parts += _curve(name, bins, number)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _grid() -> list[str]:
    lines = []
    for tenth in range(0, 11, 2):
        share = tenth / 10
        lines += [
            f'<line x1="{_x(share):.1f}" y1="{_y(0):.1f}" x2="{_x(share):.1f}" y2="{_y(1):.1f}" stroke="#ddd"/>',
            f'<line x1="{_x(0):.1f}" y1="{_y(share):.1f}" x2="{_x(1):.1f}" y2="{_y(share):.1f}" stroke="#ddd"/>',
            f'<text x="{_x(share):.1f}" y="{_y(0) + 18:.1f}" text-anchor="middle">{share:.1f}</text>',
            f'<text x="{_x(0) - 8:.1f}" y="{_y(share) + 4:.1f}" text-anchor="end">{share:.1f}</text>',
        ]
    return [
        *lines,
        f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#888" stroke-dasharray="5 4"/>',
        f'<text x="{_x(0.5)}" y="{_y(0) + 40}" text-anchor="middle">confidence (mean of the tenth)</text>',
        f'<text transform="translate(16 {_y(0.5)}) rotate(-90)" text-anchor="middle">share right</text>',
    ]


def _curve(name: str, bins: Sequence[Bin], number: int) -> list[str]:
    colour = _COLOURS[number % len(_COLOURS)]
    total = sum(one.count for one in bins)
    points = " ".join(f"{_x(one.confidence):.1f},{_y(one.right):.1f}" for one in bins)
    dots = [
        f'<circle cx="{_x(one.confidence):.1f}" cy="{_y(one.right):.1f}" r="{2 + 12 * (one.count / total) ** 0.5:.1f}"'
        f' fill="{colour}" fill-opacity="0.5"><title>{one.count} answers</title></circle>'
        for one in bins
    ]
    y = _TOP + 20 + 22 * number
    legend = f'<text x="{_x(1) + 20}" y="{y}" fill="{colour}">{escape(name)} ({total})</text>'
    return [f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>', *dots, legend]


def _x(share: float) -> float:
    return _LEFT + _SIDE * share


def _y(share: float) -> float:
    return _TOP + _SIDE * (1 - share)
