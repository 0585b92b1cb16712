"""Tables in text: CSV, Markdown, tab-separated. A column's head is the label of every cell below it, however far.

A table is two or more lines on end with the same delimiter; its first line is its head. Worked out once per text, in one pass.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from detectors.text.view import View

_WIDTH = 2000
"""Cells farther than this from the beginning of their line are looked at no more, so that one endless line stays cheap."""
_ROWS = 20_000
"""Rows that one head speaks for."""
_MOST_LABELS = 8
"""Heads of one text that are followed downwards, per kind."""


@dataclass(frozen=True, slots=True)
class _Lines:
    starts: list[int]
    heads: list[int]  # per line: the line of its table's head, or -1
    delimiters: list[str]
    tables: list[tuple[int, int]]  # of every table: the line of its head, the line after its last


def _delimiter(line: str) -> str:
    if line.count("|") >= 2:
        return "|"
    if ";" in line:
        return ";"
    if "\t" in line.strip("\t"):
        return "\t"
    return _comma(line)


def _comma(line: str) -> str:
    return "," if line.count(",") >= 2 else ""


def _read(view: View) -> _Lines:
    text = view.text
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines[:-1])]
    delimiters = list(map(_delimiter if any(sign in text for sign in "|;\t") else _comma, lines))
    heads: list[int] = []
    tables: list[tuple[int, int]] = []
    before = ""
    for number, delimiter in enumerate(delimiters):
        same = bool(delimiter) and delimiter == before
        if same and delimiter == ",":  # prose has commas too
            same = lines[number].count(",") == lines[number - 1].count(",")
        heads.append(heads[-1] if same else number)
        if same:
            if tables and tables[-1][0] == heads[-1]:
                tables.pop()
            tables.append((heads[-1], number + 1))
        before = delimiter
    return _Lines(starts, heads, delimiters, tables)


def _lines(view: View) -> _Lines:
    return view.memo("columns", _read)


def _has_lines(view: View) -> bool:
    """Whether there is more than one line; asked once, for in one endless line the answer takes its length."""
    return view.memo("columns.lines", lambda v: "\n" in v.text)


def _cell(text: str, start: int, delimiter: str, column: int) -> tuple[int, int]:
    """The cell of a line that begins at ``start``, without the white space and quotes around it."""
    left, limit = start, start + _WIDTH
    line_end = text.find("\n", start, limit)
    stop = line_end if line_end >= 0 else min(limit, len(text))
    for _ in range(column):
        left = text.find(delimiter, left, stop) + 1
        if left <= 0:
            return stop, stop
    right = text.find(delimiter, left, stop)
    right = stop if right < 0 else right
    while left < right and text[left] in ' \t"':
        left += 1
    while right > left and text[right - 1] in ' \t"\r':
        right -= 1
    return left, right


def has_tables(view: View) -> bool:
    """Whether there is a table with a line below its head."""
    return _has_lines(view) and bool(_lines(view).tables)


def may_head(view: View, places: Iterable[int]) -> bool:
    """Whether one of these places (in order) may stand in the head of a table. To say no costs a look at the lines they stand in."""
    text = view.text
    done = 0
    for at in places:
        if at < done:
            continue
        start = text.rfind("\n", max(at - _WIDTH, 0), at) + 1
        if not start and at > _WIDTH:
            continue  # too far from the beginning of its line
        end = text.find("\n", at, at + _WIDTH)
        below = text.find("\n", end + 1, end + _WIDTH) if end >= 0 else -1
        if end < 0 or below < 0:
            if len(text) > at + _WIDTH:
                return True  # long lines: they are read
            end, below = (end if end >= 0 else len(text)), len(text)
        done = end
        if end + 1 < below and _goes_on(text[start:end], text[end + 1 : below]):
            return True
    return False


def _goes_on(line: str, below: str) -> bool:
    delimiter = _delimiter(line)
    return bool(delimiter) and delimiter == _delimiter(below) and (delimiter != "," or line.count(",") == below.count(","))


def tables(view: View) -> Iterator[tuple[int, int, int]]:
    """Of every table with a line below its head: where its head begins, where the next line does, and where the table ends."""
    if has_tables(view):
        lines = _lines(view)
        for head, stop in lines.tables:
            yield lines.starts[head], lines.starts[head + 1], lines.starts[stop] if stop < len(lines.starts) else len(view.text)


def head_of(view: View, at: int) -> str:
    """The head of the column in which ``at`` stands, folded; "" outside a table and in the head itself."""
    if not has_tables(view):
        return ""
    lines = _lines(view)
    line = bisect_right(lines.starts, at) - 1
    head = lines.heads[line]
    if head == line or at - lines.starts[line] > _WIDTH:
        return ""
    delimiter = lines.delimiters[line]
    column = view.text.count(delimiter, lines.starts[line], at)
    return view.fold(*_cell(view.text, lines.starts[head], delimiter, column))


def cells_below(view: View, at: int, kind: str) -> Iterator[tuple[int, int]]:
    """The cells (start, end) below the head in which ``at`` stands; none when no table begins there. ``kind`` counts who asks."""
    if not _has_lines(view):
        return
    lines = _lines(view)
    line = bisect_right(lines.starts, at) - 1
    if lines.heads[line] != line or not lines.delimiters[line] or at - lines.starts[line] > _WIDTH:
        return
    asked = view.memo(f"columns:{kind}", lambda _: [0])
    asked[0] += 1
    if asked[0] > _MOST_LABELS:
        return
    column = view.text.count(lines.delimiters[line], lines.starts[line], at)
    for below in range(line + 1, min(line + _ROWS, len(lines.starts))):
        if lines.heads[below] != line:
            return
        left, right = _cell(view.text, lines.starts[below], lines.delimiters[line], column)
        if left < right:
            yield left, right


def cell_end(view: View, at: int) -> int:
    """Where the cell in which ``at`` stands ends; the end of the text where no table with a line below its head is there.

    A comma between two cells is no decimal comma: "matrika,204815936,44".
    """
    if not has_tables(view):
        return len(view.text)
    lines = _lines(view)
    line = bisect_right(lines.starts, at) - 1
    if not lines.delimiters[line] or at - lines.starts[line] > _WIDTH:
        return len(view.text)
    if lines.heads[line] == line and (line + 1 == len(lines.heads) or lines.heads[line + 1] != line):
        return len(view.text)  # a line alone is no table
    return _cell_stop(view.text, at, lines.delimiters[line])


def _cell_stop(text: str, at: int, delimiter: str) -> int:
    ends = [found for sign in (delimiter, "\n") if (found := text.find(sign, at, at + _WIDTH)) >= 0]
    return min(ends, default=min(at + _WIDTH, len(text)))
