"""How much may be sent at once, and how surely something must be found: the office's own limits for one situation. Pure.

They stand below the limits of the gateway (:mod:`gateway.extract`, `proxy.max_body_bytes`, `[documents]`), which no policy raises.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gateway.decide.rules import Bounds, Situation, fits
from gateway.extract.file_name import READING
from gateway.extract.place import INSIDE
from gateway.model import Extracted, OpaqueReason, SegmentKind

_AGAIN = frozenset({INSIDE, READING})
"""Second readings of a text that was counted already."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds in one situation, each with the name of the entry that says so: ``(value, name)``; None where nobody limits it."""

    threshold: tuple[float, str] | None = None
    text: tuple[int, str] | None = None
    file: tuple[int, str] | None = None
    files: tuple[int, str] | None = None


def limits(every: Sequence[Bounds], situation: Situation) -> Limits:
    """Of each limit the first entry that fits and speaks of it."""
    fitting = [one for one in every if fits(one, situation)]
    return Limits(
        next(((one.threshold, one.name) for one in fitting if one.threshold is not None), None),
        next(((one.text, one.name) for one in fitting if one.text is not None), None),
        next(((one.file, one.name) for one in fitting if one.file is not None), None),
        next(((one.files, one.name) for one in fitting if one.files is not None), None),
    )


def over(held: Limits, extracted: Extracted) -> OpaqueReason | None:
    """The first limit that a request is over; None when it is within all of them."""
    return next(_over(held, extracted), None)


def _over(held: Limits, extracted: Extracted) -> Iterator[OpaqueReason]:
    if held.files is not None and len(extracted.files) > held.files[0]:
        yield OpaqueReason.LIMIT_FILES
    if held.file is not None and any(len(file.content) > held.file[0] for file in extracted.files):
        yield OpaqueReason.LIMIT_FILE
    if held.text is not None and _characters(extracted) > held.text[0]:
        yield OpaqueReason.LIMIT_TEXT


def _characters(extracted: Extracted) -> int:
    return sum(
        len(segment.text)
        for at, segment in enumerate(extracted.segments)
        if segment.kind is SegmentKind.TEXT and at != extracted.before and not _AGAIN.intersection(segment.place[-1:])
    )
