"""The values that cross stages show nothing that a person typed."""

from __future__ import annotations

from detectors.finding import Finding
from gateway.model import Answer, Extracted, Join, OpaqueBody, OpaqueReason, RequestHead, Segment

SECRET = "715319/2743"


def test_no_repr_shows_text() -> None:
    """Paths, queries, header values, segments, places, bodies: all may hold personal data, and none is in a repr."""
    values = [
        RequestHead("https", "h", 443, "POST", f"/{SECRET}", SECRET, (("x", SECRET),)),
        Segment((SECRET,), SECRET),
        Extracted((Segment((SECRET,), SECRET),), (Join((0,), (SECRET,)),)),
        Answer(403, (), SECRET.encode()),
        Finding("PERSON", 0, 3, 0.9, "rule"),
        OpaqueBody(OpaqueReason.CHARSET),
    ]
    assert all(SECRET not in repr(value) + str(value) for value in values)


def test_a_header_is_one_value_or_none() -> None:
    """A header that stands there twice is ambiguous: nobody may pick one of them."""
    head = RequestHead("https", "h", 443, "POST", "/", "", (("A", "1"), ("a", "2"), ("B", "3")))
    assert head.values("a") == ("1", "2")
    assert head.header("A") is None
    assert (head.header("b"), head.header("c")) == ("3", None)


def test_a_finding_moves() -> None:
    """Offsets shift together."""
    moved = Finding("PERSON", 1, 3, 0.9, "rule").moved(10)
    assert (moved.start, moved.end) == (11, 13)


def test_where_in_a_long_text() -> None:
    """The last mark at or before an offset counts; before the first, only where the whole text stands."""
    segment = Segment((), "abcdef", where=(("page", 1),), marks=((1, (("line", 1),)), (3, (("line", 2),))))
    assert [segment.where_at(at)[1:] for at in range(5)] == [(), (("line", 1),), (("line", 1),), (("line", 2),), (("line", 2),)]
    assert Segment((), "abc", where=(("page", 1),)).where_at(2) == (("page", 1),)
