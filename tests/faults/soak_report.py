"""How flat was it?  Samples of a soak to a table, a figure and one number."""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Medians over so many seconds are compared: a single sample may stand in the middle of a large record.
WINDOW_S = 120
_ROW_S = 300
_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sample:
    """One look at the worker: seconds since the start, resident bytes, records so far, and those on their way."""

    at_s: float
    rss: int
    enriched: int
    dead_lettered: int
    waiting: int


def windows(samples: Sequence[Sample], seconds: float) -> Iterator[list[Sample]]:
    """Cut samples into stretches of *seconds*; the last one may be shorter."""
    stretch: list[Sample] = []
    for sample in samples:
        if stretch and sample.at_s >= stretch[0].at_s + seconds:
            yield stretch
            stretch = []
        stretch.append(sample)
    if stretch:
        yield stretch


def spread(samples: Sequence[Sample]) -> float:
    """Give how far the largest median of a window lies above the smallest, as a share of it."""
    medians = [statistics.median(sample.rss for sample in window) for window in windows(samples, WINDOW_S)]
    return max(medians) / min(medians) - 1 if medians else 1.0


def load_was_full(samples: Sequence[Sample]) -> bool:
    """Whether records were waiting at every sample."""
    return bool(samples) and min(sample.waiting for sample in samples) > 0


def as_csv(samples: Sequence[Sample]) -> str:
    """Give all samples."""
    rows = (f"{one.at_s:.1f},{one.rss},{one.enriched},{one.dead_lettered},{one.waiting}" for one in samples)
    return "\n".join(["seconds,rss_bytes,enriched,dead_lettered,waiting", *rows]) + "\n"


def as_markdown(samples: Sequence[Sample], warm: Sequence[Sample], states: dict[str, int], machine: str) -> str:
    """Give the page: what was done, the number, the table, the figure."""
    counts = ", ".join(f"{name} {states[name]:,}" for name in ("accepted", "enriched", "dead_lettered", "unaccounted"))
    lines = [
        "# Soak",
        "",
        f"One staged worker at full load, bad input mixed in: {machine}.  Written by `make soak`.",
        "",
        f"After warm-up the largest two-minute median of its memory lies {spread(warm):.1%} above the smallest; the",
        f"bound is 10 %.  Records were waiting at every sample: {'yes' if load_was_full(warm) else 'no'}.",
        f"Audit: {counts}.",
        "",
        "![memory](memory.svg)",
        "",
        "| minute | memory, median | least | most | enriched a second | dead letters a second | waiting, least |",
        "|---|---|---|---|---|---|---|",
    ]
    rows = [_row(window) for window in windows(samples, _ROW_S) if len(window) > 1]
    return "\n".join([*lines, *rows, ""])


def _row(window: Sequence[Sample]) -> str:
    first, last = window[0], window[-1]
    took = last.at_s - first.at_s
    rss = [one.rss / _MB for one in window]
    enriched, dead = last.enriched - first.enriched, last.dead_lettered - first.dead_lettered
    cells = (
        f"{first.at_s / 60:.0f} to {last.at_s / 60:.0f}",
        *(f"{number:.1f} MB" for number in (statistics.median(rss), min(rss), max(rss))),
        f"{enriched / took:.0f}",
        f"{dead / took:.1f}",
        f"{min(one.waiting for one in window):,}",
    )
    return f"| {' | '.join(cells)} |"


_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 820, 300, 60, 40


def as_figure(samples: Sequence[Sample], warm: Sequence[Sample]) -> str:
    """Draw memory over time as SVG; the band is 10 % above the least median after warm-up."""
    end = max(samples[-1].at_s, 1.0)
    top = max(one.rss for one in samples) / _MB * 1.15
    least = min(statistics.median(one.rss for one in window) for window in windows(warm, WINDOW_S)) / _MB

    def x(seconds: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - 20) * seconds / end

    def y(megabytes: float) -> float:
        return _HEIGHT - _BOTTOM - (_HEIGHT - _BOTTOM - 30) * megabytes / top

    points = " ".join(f"{x(one.at_s):.1f},{y(one.rss / _MB):.1f}" for one in samples)
    step = 50 if top < 500 else 100
    grid = [
        f'<line x1="{_LEFT}" x2="{_WIDTH - 20}" y1="{y(at):.1f}" y2="{y(at):.1f}" stroke="#d8dce3"/>'
        f'<text x="{_LEFT - 8}" y="{y(at) + 4:.1f}" text-anchor="end">{at}</text>'
        for at in range(0, int(top) + 1, step)
    ]
    minutes = range(0, int(end / 60) + 1, 5 if end > 600 else 1)
    ticks = [f'<text x="{x(at * 60):.1f}" y="{_HEIGHT - 20}" text-anchor="middle">{at}</text>' for at in minutes]
    band = (
        f'<rect x="{x(warm[0].at_s):.1f}" y="{y(least * 1.1):.1f}" width="{x(end) - x(warm[0].at_s):.1f}" '
        f'height="{y(least) - y(least * 1.1):.1f}" fill="#2a7de1" opacity="0.15"/>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" '
        f'font-size="12" fill="#3b4252" role="img" aria-label="resident memory of the worker over time">'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>'
        f'<text x="{_LEFT}" y="18" font-size="13">Resident memory of a worker at full load, MB; '
        f"the band: 10 % above the least two-minute median after warm-up</text>"
        f"{''.join(grid)}{''.join(ticks)}{band}"
        f'<polyline points="{points}" fill="none" stroke="#2a7de1" stroke-width="1.5"/>'
        f'<text x="{_WIDTH - 20}" y="{_HEIGHT - 5}" text-anchor="end">minutes</text></svg>\n'
    )
