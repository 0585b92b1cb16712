"""Tables and forms drawn with signs: the cells of an HTML table, an element's name in XML, and the dots between a field and its value.

A cell is read as a column (a tab after it), a row as a line, the dots as a colon. So the head of an HTML column speaks for every cell
below it, and "Číslo OP ........ 204815936" is a field, as :mod:`detectors.columns` and the labels know them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from heapq import merge

from detectors.text.change import Change

_TAGS = re.compile(r"<[/!]?[A-Za-z][^<>]{0,300}>(?:\s{0,20}<[/!]?[A-Za-z][^<>]{0,300}>){0,40}")
"""Tags on end, with white space between them: what stands between two pieces of text."""
_ROW = re.compile(r"</?t(?:r|able|head|body)\b", re.IGNORECASE)
_CELL = re.compile(r"</?t[dh]\b", re.IGNORECASE)
_LINE = re.compile(r"</?(?:br|p|div|li|ul|ol|h[1-6])\b", re.IGNORECASE)
_DOTS = re.compile(r"\.(?<![._…]\.)\.{3,}+|_(?<![._…]_)_{3,}+|…(?<![._…]…)…++|\.(?<![._…]\.) (?:\. ){3,}+\.?")
"""A whole run, which is looked at once whatever stands beside it. What must not stand before is asked behind the first sign, which is
sooner found so.
"""
_FIELD = re.compile(r"[\w).:\]\"“][ \t]{0,4}\Z")
_VALUE = re.compile(r"[ \t]{0,4}(?=\w)")
_BESIDE = 5
_NAMED = re.compile(r"\">(?<=[\w.)]\">)(?=[^<\s])")
"""Between an attribute and what the element holds: ``<udaj nazev="datum narození">19. 3. 1971</udaj>``."""


def _read(tags: str) -> str:
    if _ROW.search(tags):
        return "\n"
    if _CELL.search(tags):
        return "\t"
    return "\n" if _LINE.search(tags) else ""


def changes(text: str) -> Iterable[Change]:
    """Every run of tags where there is an HTML table, and every row of dots, in order. Other text costs a few searches for a sign."""
    found: list[Iterator[Change]] = []
    if ">" in text:
        if "</t" in text or "</T" in text:
            found.append(_tags(text))
        elif '">' in text:
            found.append(_named(text))
    if "...." in text or ". . . ." in text or ("_" in text and "____" in text) or ("…" in text and "……" in text):  # one sign is soon found
        found.append(_dots(text))
    return merge(*found, key=lambda change: change.start) if found else ()


def _tags(text: str) -> Iterator[Change]:
    for match in _TAGS.finditer(text):
        yield Change(match.start(), match.end(), _read(match[0]))


def _named(text: str) -> Iterator[Change]:
    for match in _NAMED.finditer(text):
        yield Change(match.start(), match.end(), ": ")


def _dots(text: str) -> Iterator[Change]:
    for match in _DOTS.finditer(text):
        start, end = match.span()
        field, value = _FIELD.search(text, max(start - _BESIDE, 0), start), _VALUE.match(text, end)
        if field is not None and value is not None:
            yield Change(field.start() + 1, value.end(), ": ")
