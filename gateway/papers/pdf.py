"""A paper as PDF, set by Typst: fonts, hyphenation and accessible structure come with it; nothing is fetched."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import assert_never

import typst

from gateway.papers.model import Block, Grid, Heading, Listing, Paper, Paragraph, Picture, Signatures

_HEAD = """#set document(title: "{title}")
#set page(paper: "a4", margin: (x: 2.5cm, y: 2.2cm), numbering: "1 / 1")
#set text(lang: "{language}", size: 11pt, hyphenate: true)
#set par(justify: false, leading: 0.7em, spacing: 1em)
#set table(stroke: 0.5pt + luma(150), inset: 6pt)
#show heading.where(level: 1): set text(size: 17pt)
"""
_SPECIAL = re.compile(r"([\\#$*_`<>@~=\[\]{}\"'/+:.-])")


def write(paper: Paper) -> bytes:
    """The file."""
    with tempfile.TemporaryDirectory(prefix="celnice-paper-") as folder:
        parts = [_HEAD.format(title=_string(paper.title), language=paper.language)]
        parts += [_block(block, Path(folder), at) for at, block in enumerate(paper.blocks)]
        source = Path(folder) / "paper.typ"
        source.write_text("\n".join(parts), encoding="utf-8")
        return bytes(typst.compile(str(source), root=folder))


def png(picture: Picture) -> bytes:
    """A chart as a picture of points, for writers that take no SVG."""
    with tempfile.TemporaryDirectory(prefix="celnice-paper-") as folder:
        (Path(folder) / "chart.svg").write_text(picture.svg, encoding="utf-8")
        source = Path(folder) / "chart.typ"
        source.write_text('#set page(width: 16cm, height: auto, margin: 0pt)\n#image("chart.svg", width: 16cm)', encoding="utf-8")
        made = typst.compile(str(source), root=folder, format="png", ppi=200.0)
        return bytes(made[0] if isinstance(made, list) else made)


def _block(block: Block, folder: Path, at: int) -> str:
    match block:
        case Heading(text, level):
            return f"#heading(level: {level})[{escaped(text)}]"
        case Paragraph(text):
            return f"#par[{escaped(text)}]\n"
        case Listing(items):
            return "#list(" + ", ".join(f"[{escaped(item)}]" for item in items) + ")\n"
        case Grid():
            return _grid(block)
        case Signatures(who):
            cells = ", ".join(f"[#v(1.6cm) #line(length: 90%, stroke: 0.5pt) {escaped(one)}]" for one in who)
            return f"#block(breakable: false)[#grid(columns: ({'1fr, ' * len(who)}), gutter: 1cm, {cells})]\n"
        case Picture(svg, words):
            name = f"chart-{at}.svg"
            (folder / name).write_text(svg, encoding="utf-8")
            return f'#figure(image("{name}", width: 100%, alt: "{_string(words)}"), caption: [{escaped(words)}], numbering: none)\n'
        case _:
            assert_never(block)


def _grid(grid: Grid) -> str:
    columns = len(grid.rows[0])
    widths = "auto, " * columns if grid.head else "35%, " + "1fr, " * (columns - 1)
    cells: list[str] = []
    for number, row in enumerate(grid.rows):
        shown = [f"[*{escaped(cell)}*]" if _bold(grid, number, at) and cell else f"[{escaped(cell)}]" for at, cell in enumerate(row)]
        cells.append(f"table.header({', '.join(shown)})" if grid.head and number == 0 else ", ".join(shown))
    return f"#table(columns: ({widths}), {', '.join(cells)})\n"


def _bold(grid: Grid, row: int, column: int) -> bool:
    return row == 0 if grid.head else column == 0


def escaped(text: str) -> str:
    """Text that Typst shows as it stands: every sign that means something to it is escaped."""
    return _SPECIAL.sub(r"\\\1", text).replace("\n", " \\\n")


def _string(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
