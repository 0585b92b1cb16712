"""The office's own limits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gateway.decide.bounds import Limits, limits, over
from gateway.decide.rules import Bounds, Period, Situation
from gateway.extract.file_name import READING
from gateway.extract.place import INSIDE
from gateway.model import Extracted, File, OpaqueReason, Segment, SegmentKind

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HERE = Situation("openai", "chat", frozenset({"IT"}), NOW)
IT, HR, CLAUDE = frozenset({"IT"}), frozenset({"HR"}), frozenset({"claude"})


@pytest.mark.parametrize(
    ("bounds", "held", "why"),
    [
        ([], Limits(), "nobody limits anything"),
        ([Bounds("a", threshold=0.7)], Limits(threshold=(0.7, "a")), "for everybody"),
        ([Bounds("a", groups=IT, files=0), Bounds("b", files=9)], Limits(files=(0, "a")), "the first that fits; 0 is a limit, too"),
        ([Bounds("a", groups=HR, files=0), Bounds("b", files=9)], Limits(files=(9, "b")), "another group's"),
        (
            [Bounds("a", text=500), Bounds("b", text=900, file=9)],
            Limits(text=(500, "a"), file=(9, "b")),
            "of each limit the first that says it",
        ),
        ([Bounds("a", tools=CLAUDE, text=500)], Limits(), "another tool's"),
        ([Bounds("a", operations=frozenset({"files"}), text=500)], Limits(), "another operation's"),
        ([Bounds("a", text=500, period=Period(NOW - timedelta(2), NOW))], Limits(), "it has ended"),
    ],
)
def test_limits(bounds: list[Bounds], held: Limits, why: str) -> None:
    """Which limits hold in a situation, and which entry says so."""
    assert limits(bounds, HERE) == held, why


TEXT = Segment(("messages", 0), "x" * 100)
FILE = File(("file",), b"y" * 2000)


@pytest.mark.parametrize(
    ("held", "extracted", "reason", "why"),
    [
        (Limits(), Extracted((TEXT,), files=(FILE,)), None, "no limits"),
        (Limits(text=(100, "")), Extracted((TEXT,)), None, "exactly as much"),
        (Limits(text=(99, "")), Extracted((TEXT,)), OpaqueReason.LIMIT_TEXT, "one more"),
        (Limits(text=(150, "")), Extracted((TEXT, TEXT)), OpaqueReason.LIMIT_TEXT, "all messages together"),
        (Limits(text=(100, "")), Extracted((TEXT, TEXT._replace(kind=SegmentKind.HEADER))), None, "headers are no text"),
        (Limits(text=(100, "")), Extracted((TEXT, TEXT._replace(place=("messages", 0, INSIDE)))), None, "a text read twice"),
        (Limits(text=(100, "")), Extracted((TEXT, TEXT._replace(place=("file", READING)))), None, "a name read twice"),
        (Limits(text=(100, "")), Extracted((TEXT, TEXT), before=1), None, "what a socket said before"),
        (Limits(files=(0, "")), Extracted((TEXT,)), None, "no file"),
        (Limits(files=(0, "")), Extracted((TEXT,), files=(FILE,)), OpaqueReason.LIMIT_FILES, "a file where none may be"),
        (Limits(files=(1, "")), Extracted((TEXT,), files=(FILE, FILE)), OpaqueReason.LIMIT_FILES, "two for one"),
        (Limits(file=(2000, "")), Extracted((TEXT,), files=(FILE, FILE)), None, "each file by itself"),
        (Limits(file=(1999, "")), Extracted((TEXT,), files=(FILE,)), OpaqueReason.LIMIT_FILE, "too large a file"),
    ],
)
def test_over(held: Limits, extracted: Extracted, reason: OpaqueReason | None, why: str) -> None:
    """Whether a request is within its limits is seen before a file is opened or a text scanned."""
    assert over(held, extracted) is reason, why
