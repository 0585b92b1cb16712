"""Spans of findings in segments, each value once."""

from __future__ import annotations

import pytest

from detectors.finding import Finding
from gateway.decide.hits import NEAR, find, joined, value
from gateway.extract.joins import runs
from gateway.extract.place import INSIDE
from gateway.extract.seams import REACH
from gateway.model import Join, Scan, Segment, Unscanned

VALUE = "710319/2745"
ENTITY = "CZ_BIRTH_NUMBER"


def scanned(segments: list[Segment], joins: tuple[Join, ...], *needles: str, score: float = 0.95) -> dict[str, Scan]:
    """A detector that knows these values, and finds each once in a text."""
    texts = [segment.text for segment in segments] + [joined(join, segments) for join in joins]
    return {
        text: tuple(Finding(ENTITY, text.find(n), text.find(n) + len(n), score, "test") for n in needles if n in text) for text in texts
    }


def hits(segments: list[Segment], joins: tuple[Join, ...] = (), *needles: str) -> list[str]:
    found = find(segments, joins, scanned(segments, joins, *(needles or (VALUE,))), lambda finding, _: finding.score >= 0.5)
    return [value(hit, segments) for hit in found]


def text(*parts: str) -> list[Segment]:
    return [Segment((at,), part) for at, part in enumerate(parts)]


def test_a_value_in_its_segment_and_in_a_join_counts_once() -> None:
    """A join tells nothing again that a segment said."""
    assert hits(text(VALUE, "x"), (Join((0, 1), ("", "")),)) == [VALUE]


def test_a_value_over_a_seam() -> None:
    """It has a part in each segment."""
    segments = text("má 71031", "9/2745.")
    assert hits(segments, (Join((0, 1), ("", "")),)) == [VALUE]


def test_what_does_not_count_hides_nothing() -> None:
    """A number that is doubtful by itself is found where its label stands beside it."""
    segments = text("rodné číslo", VALUE)
    join = Join((0, 1), ("", ": "))
    scans: dict[str, Scan] = {
        VALUE: (Finding(ENTITY, 0, 11, 0.4, "alone"),),
        joined(join, segments): (Finding(ENTITY, 13, 24, 0.9, "labelled"),),
    }
    (hit,) = find(segments, (join,), scans, lambda finding, _: finding.score >= 0.5)
    assert (hit.finding.rule, hit.parts) == ("labelled", ((1, 0, 11),))


def test_unscanned_tells_nothing() -> None:
    """What could not be scanned has no findings; that it could not is the verdict's business."""
    segments = text(VALUE)
    assert find(segments, (), {VALUE: Unscanned("deadline")}, lambda *_: True) == ()


READINGS = [
    ("written and decoded alike", "rč 710319\\/2745", "rč 710319/2745", ("710319\\/2745", VALUE), 1),
    ("only the decoded one shows it", "rč \\u003710319/2745", "rč 710319/2745", (VALUE,), 1),
    ("two values, one of them disguised", f"{VALUE} a 855101\\/1237", f"{VALUE} a 855101/1237", (VALUE, "855101/1237"), 2),
]


@pytest.mark.parametrize(("why", "written", "decoded", "needles", "count"), READINGS, ids=[row[0] for row in READINGS])
def test_a_string_read_twice_counts_once(why: str, written: str, decoded: str, needles: tuple[str, ...], count: int) -> None:
    """A string with escapes is read as written and decoded: the same value in both is one."""
    segments = [Segment(("a",), written), Segment(("a", INSIDE), decoded)]
    assert len(hits(segments, (), *needles)) == count, why
    join = Join((0, 1), ("", ": "))
    assert len(hits(segments, (join,), *needles)) == count, why


def test_a_value_at_two_places_counts_twice() -> None:
    """Only readings of one string are one."""
    assert hits([Segment(("a",), VALUE), Segment(("b",), VALUE), Segment(("c", INSIDE), VALUE)]) == [VALUE] * 3


FILL = "slovo " * 200


def windowed(left: str, right: str, *needles: str) -> list[str]:
    segments = text(left, right)
    joins = runs(segments, [(0, 1)])
    assert joins[0].cuts
    without = {join: scan for join, scan in scanned(segments, joins, *needles).items() if join not in {left, right}}
    found = find(segments, joins, without, lambda *_: True)  # as if only the windows had shown it
    return [value(hit, segments) for hit in found]


def test_a_window_tells_what_lies_over_its_seam() -> None:
    """A value cut between two long texts is found, at its place in each."""
    assert windowed(FILL + "rč 7103", "19/2745 " + FILL, VALUE) == [VALUE]


def test_a_window_tells_what_a_neighbour_s_context_made() -> None:
    """A value near the seam lies in one text, its label in the other."""
    assert windowed(FILL + "rodné číslo je", " 530712345 " + FILL, "530712345") == ["530712345"]


def test_a_window_says_nothing_of_what_it_shows_in_part() -> None:
    """What stands at a cut edge, or far from the seam, was judged with more around it."""
    left = FILL + "4111 1111 1111 1111 " + "x" * (NEAR + 20)
    assert windowed(left, FILL, "1111 1111 1111") == []
    left = FILL + "4111 1111 1111 1111" + "x" * (REACH - len(" 1111 1111"))  # the window begins inside the card
    assert windowed(left, FILL, "1111 1111 1111") == []
    assert windowed(left, FILL, "1111 1111") == []
