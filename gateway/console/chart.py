"""Charts as SVG made here: columns over time and bars, each with the table of its numbers. Colours come from the stylesheet by class.

No style attributes, which our own security policy forbids; no script. A picture has a title that is read aloud, and nothing in it is
told by colour alone: every series has its place in the legend and its column in the table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from gateway.console.clock import NO_BREAK

WIDTH, HEIGHT, LEFT, RIGHT, BOTTOM, TOP = 760, 240, 48, 16, 24, 12
SERIES = 6
"""Series that are told apart; what is more stands together."""
BAR, GAP, NAMES = 24, 8, 230
TOPS = (4, 8, 12, 16, 20, 24, 32)
"""Of a scale, times powers of ten: four lines divide them."""
LONGEST = 28
"""Characters of a name beside a bar."""
BETWEEN = 0.5
"""What parts the series of one column."""
FINE = 100
"""Below this a number keeps one decimal place."""


@dataclass(frozen=True, slots=True)
class Series:
    """One series of columns: its name and its number at each place."""

    name: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture and the table beside it."""

    title: str
    svg: Markup
    legend: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def leading(counts: Mapping[str, Mapping[str, int]], places: Sequence[str], others: str) -> tuple[Series, ...]:
    """The largest series of ``counts`` (place → name → number) over these places, and the rest together."""
    totals: dict[str, int] = {}
    for found in counts.values():
        for name, number in found.items():
            totals[name] = totals.get(name, 0) + number
    names = sorted(totals, key=lambda name: (-totals[name], name))
    shown = names if len(names) <= SERIES else names[: SERIES - 1]
    series = [Series(name, tuple(counts.get(place, {}).get(name, 0) for place in places)) for name in shown]
    if rest := names[len(shown) :]:
        series.append(Series(others, tuple(sum(counts.get(place, {}).get(name, 0) for name in rest) for place in places)))
    return tuple(series)


def columns(title: str, places: Sequence[str], series: Sequence[Series], head: str) -> Chart:
    """Stacked columns, one at each place; ``head`` names the places in the table."""
    sums = [sum(one.values[at] for one in series) for at in range(len(places))]
    most = _round(max(sums, default=0))
    step = (WIDTH - LEFT - RIGHT) / max(len(places), 1)
    wide = max(step * 0.72, 1.0)
    parts = [_opened(title, WIDTH, HEIGHT), *_grid(most)]
    feet = [float(HEIGHT - BOTTOM)] * len(places)
    for number, one in enumerate(series):  # one path of thick strokes each: rectangles for every number would be a hundred kilobytes
        drawn = ""
        for at, value in enumerate(one.values):
            if value:
                high = value * (HEIGHT - BOTTOM - TOP) / most
                drawn += f"M{LEFT + at * step + step / 2:.1f} {feet[at]:.1f}v-{max(high - BETWEEN, BETWEEN):.1f}"
                feet[at] -= high
        parts.append(Markup('<path class="s{}" stroke-width="{:.1f}" d="{}"></path>').format(number, wide, drawn))
    for at in range(0, len(places), max(1, len(places) // 8)):
        label = Markup('<text x="{:.1f}" y="{}" text-anchor="middle">{}</text>')
        parts.append(label.format(LEFT + at * step + step / 2, HEIGHT - 6, places[at]))
    parts.append(Markup("</svg>"))
    rows = tuple((place, *(str(one.values[at]) for one in series), str(sums[at])) for at, place in enumerate(places) if sums[at])
    names = tuple(one.name for one in series)
    return Chart(title, Markup().join(parts), names, (head, *names, "Σ"), rows)


def bars(title: str, rows: Sequence[tuple[str, float]], heads: tuple[str, str], unit: str = "") -> Chart:
    """Horizontal bars in the order given."""
    most = max((number for _, number in rows), default=0) or 1
    height = len(rows) * (BAR + GAP) + GAP
    parts = [_opened(title, WIDTH, max(height, 1), " bars")]
    for at, (name, number) in enumerate(rows):
        top = GAP + at * (BAR + GAP)
        length = max((WIDTH - NAMES - 90) * number / most, 1.0)
        parts += (
            Markup('<text x="{}" y="{}" text-anchor="end">{}</text>').format(NAMES - 10, top + 17, _cut(name)),
            Markup('<rect class="s0" x="{}" y="{}" width="{:.1f}" height="{}"></rect>').format(NAMES, top, length, BAR),
            Markup('<text x="{:.1f}" y="{}">{}</text>').format(NAMES + length + 8, top + 17, _said(number, unit)),
        )
    parts.append(Markup("</svg>"))
    return Chart(title, Markup().join(parts), (), heads, tuple((name, _said(number, unit)) for name, number in rows))


def _opened(title: str, width: int, height: int, also: str = "") -> Markup:
    opened = Markup('<svg class="chart{3}" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{2}"><title>{2}</title>')
    return opened.format(width, height, title, also)


def _grid(most: int) -> list[Markup]:
    parts = []
    for part in range(5):
        value = most * part / 4
        y = HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * part / 4
        parts.append(Markup('<line class="grid" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"></line>').format(LEFT, WIDTH, y, y))
        parts.append(Markup('<text x="{}" y="{:.1f}" text-anchor="end">{:g}</text>').format(LEFT - 6, y + 4, value))
    return parts


def _round(most: int) -> int:
    """The top of the scale: a round number that four lines divide."""
    scale = 1
    while True:
        for top in TOPS:
            if top * scale >= most:
                return top * scale
        scale *= 10


def _said(number: float, unit: str) -> str:
    text = f"{number:.1f}".replace(".", ",") if number != int(number) and number < FINE else f"{number:,.0f}".replace(",", NO_BREAK)
    return f"{text}{NO_BREAK}{unit}".strip()


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
