"""A paper as values: blocks in their order. Writers (:mod:`gateway.papers.docx`, :mod:`gateway.papers.pdf`) know nothing of templates."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 is the paper's title."""

    text: str = field(repr=False)
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a line break in it begins a new line."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of points."""

    items: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. With ``head`` the first row names the columns; without, the first column names the rows (a form)."""

    rows: tuple[tuple[str, ...], ...] = field(repr=False)
    head: bool = False


@dataclass(frozen=True, slots=True)
class Signatures:
    """A line to sign for each."""

    who: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: its SVG, and what it shows in words for those who do not see it."""

    svg: str = field(repr=False)
    words: str = field(repr=False)


type Block = Heading | Paragraph | Listing | Grid | Signatures | Picture


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. ``title`` is that of the file's properties."""

    title: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    language: str = "cs"
