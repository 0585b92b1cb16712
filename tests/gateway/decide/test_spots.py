"""Where findings stand."""

from __future__ import annotations

from detectors.finding import Finding
from gateway.decide.hits import Hit
from gateway.decide.spots import MOST, spots
from gateway.model import Segment, SegmentKind, Speaker, Where


def hit(index: int, start: int = 0) -> Hit:
    return Hit(Finding("PERSON", start, start + 3, 0.9, "test"), ((index, start, start + 3),))


TWO = [Segment(("messages", 0, "content"), "Jan"), Segment(("messages", 1, "content"), "a\nb\nJan")]


def test_messages_and_lines() -> None:
    """A message has its number where there are several, a text of several lines the line."""
    assert spots([hit(1, 4), hit(0)], TWO) == (((("message", 1),), (("message", 2), ("line", 3))), 0)
    assert spots([hit(0)], TWO[:1]) == ((), 0), "one message of one line: there is no other place"
    assert spots([hit(0, 4)], [Segment(("messages", 0, "content"), "a\nb\nJan")]) == (((("line", 3),),), 0)


def test_documents_addresses_and_headers() -> None:
    """What a document says of its places; an address and a header by their kind alone."""
    cell: Where = (("sheet", 2), ("cell", "B7"))
    segments = [
        Segment((), "Jan", where=cell),
        Segment(("Jan",), "Jan", Speaker.METADATA, SegmentKind.URL),
        Segment(("x-jan",), "Jan", Speaker.METADATA, SegmentKind.HEADER),
    ]
    assert spots([hit(0), hit(1), hit(2)], segments)[0] == (cell, (("address", 1),), (("header", 1),))


def test_never_a_clients_own_name() -> None:
    """Keys and names of a body may hold anything: no word of a place is told but our own."""
    segments = [Segment(("Jan Novák", "messages", "Jan", 5, "Jan"), "x\nJan")]
    assert spots([hit(0, 2)], segments) == (((("line", 2),),), 0)


def test_the_first_places_and_how_many_more() -> None:
    """Each place once; five are told."""
    segments = [Segment((), "x", where=(("page", number),)) for number in range(1, 18)]
    told, more = spots([hit(number) for number in range(17)] * 2, segments)
    assert (len(told), more) == (MOST, 12)
    assert spots([], segments) == ((), 0)
