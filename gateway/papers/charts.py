"""Charts made here, as SVG: bars with their numbers, readable without colour and by programs that read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from gateway.papers.model import Picture

WIDTH, BAR, GAP, LEFT = 640, 26, 10, 220
INK, FILL, PAPER = "#1c2733", "#2a5a8c", "#ffffff"


def bars(title: str, rows: Sequence[tuple[str, int]]) -> Picture:
    """Horizontal bars, in the order given. Without a row the picture says so in words."""
    most = max((count for _, count in rows), default=0)
    height = 44 + max(len(rows), 1) * (BAR + GAP)
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
            f'font-family="Liberation Sans, DejaVu Sans, sans-serif" font-size="14" fill="{INK}">'
        ),
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>',
        f'<text x="0" y="20" font-weight="bold">{escape(title)}</text>',
    ]
    for at, (name, count) in enumerate(rows):
        top = 36 + at * (BAR + GAP)
        length = round((WIDTH - LEFT - 60) * count / most) if most else 0
        parts += (
            f'<text x="{LEFT - 10}" y="{top + 18}" text-anchor="end">{escape(_cut(name))}</text>',
            f'<rect x="{LEFT}" y="{top}" width="{max(length, 1)}" height="{BAR}" fill="{FILL}"/>',
            f'<text x="{LEFT + max(length, 1) + 8}" y="{top + 18}">{count}</text>',
        )
    parts.append("</svg>")
    said = ", ".join(f"{name} {count}" for name, count in rows) or "žádné údaje"
    return Picture("".join(parts), f"{title}: {said}.")


def _cut(name: str) -> str:
    return name if len(name) <= 30 else name[:29] + "…"
