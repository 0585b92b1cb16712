import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.model import Segment, SegmentKind, Speaker
from gateway.record.evidence import AROUND, EXCERPTS, LONGEST, Mark, sealable
from support.events import event

TEXT = "Prosím o dopis pro pana Nováka, rodné číslo 710319/2745, děkuji."
NAME = Mark("PERSON", ((0, TEXT.index("Nováka"), TEXT.index("Nováka") + 6),))
NUMBER = Mark("CZ_BIRTH_NUMBER", ((0, TEXT.index("710319"), TEXT.index("2745") + 4),))


SEGMENTS = (Segment((), TEXT),)


def record(level, segments=SEGMENTS, marks=(NAME, NUMBER)):
    made = sealable(level, event(), segments, marks)
    return None if made is None else json.loads(made)


def test_nothing_by_default():
    """The level none keeps nothing."""
    assert record("none") is None


def test_excerpt_masks_every_finding():
    """An excerpt holds the surroundings and no found value."""
    said = record("excerpt")
    assert said["excerpts"] == [{"speaker": "user", "text": "Prosím o dopis pro pana [PERSON], rodné číslo [CZ_BIRTH_NUMBER], děkuji."}]
    assert (said["event"], said["kinds"], said["withheld"]) == (event().id, dict(event().kinds), [])


def test_full_keeps_the_texts():
    """The level full keeps every scanned text, with whose words they are, without names of fields."""
    segments = (Segment((), TEXT), Segment((), "Jsi úředník.", Speaker.SYSTEM), Segment((), ""), Segment((), "role", kind=SegmentKind.KEY))
    assert record("full", segments)["texts"] == [{"speaker": "user", "text": TEXT}, {"speaker": "system", "text": "Jsi úředník."}]


@pytest.mark.parametrize("level", ["excerpt", "full"])
def test_special_categories_are_never_kept(level):
    """A text with a special category stays out on every level, and the record says so."""
    segments = (Segment((), "Pan Novák má cukrovku."), Segment((), TEXT))
    said = record(
        level, segments, (Mark("HEALTH", ((0, 13, 21),)), Mark("PERSON", ((0, 4, 9),)), Mark("PERSON", ((1, *NAME.parts[0][1:]),)))
    )
    assert said["withheld"] == ["special_category"]
    assert "Novák má" not in json.dumps(said, ensure_ascii=False)
    assert "[PERSON]" in said["excerpts"][0]["text"] if level == "excerpt" else said["texts"][0]["text"] == TEXT


@pytest.mark.parametrize("level", ["excerpt", "full"])
def test_addresses_headers_and_secrets(level):
    """Nothing of an address or a header is kept on any level, and no password in any text."""
    segments = (
        Segment((), "a=tok3n", kind=SegmentKind.URL),
        Segment((), "x tok3n", kind=SegmentKind.HEADER),
        Segment((), "heslo Tajne123 zde"),
    )
    marks = (Mark("SECRET", ((0, 2, 7),)), Mark("PERSON", ((1, 0, 1),)), Mark("SECRET", ((2, 6, 14),)))
    said = record(level, segments, marks)
    assert said["excerpts" if level == "excerpt" else "texts"] == [{"speaker": "user", "text": "heslo [SECRET] zde"}]


def test_limits():
    """Long excerpts are cut at both sides, many are counted, a long text becomes excerpts, and what no file can hold is left out."""
    far = "x" * 500
    said = record(
        "excerpt", (Segment((), far + "A" + far + "B" + far),), (Mark("PERSON", ((0, 500, 501),)), Mark("PERSON", ((0, 1001, 1002),)))
    )
    assert [one["text"] for one in said["excerpts"]] == ["…" + "x" * AROUND + "[PERSON]" + "x" * AROUND + "…"] * 2
    many = tuple(Segment((), "A") for _ in range(EXCERPTS + 1))
    said = record("excerpt", many, tuple(Mark("PERSON", ((index, 0, 1),)) for index in range(EXCERPTS + 1)))
    assert (len(said["excerpts"]), said["withheld"]) == (EXCERPTS, ["more"])
    assert record("full", (Segment((), "x" * (LONGEST + 1)),), ())["withheld"] == ["too_long"]
    said = record("full", (Segment((), "\ud800"),), ())
    assert (said["withheld"], "texts" in said) == (["unreadable"], False)


def test_overlaps_are_one_mask():
    """Findings that overlap are masked together, named by both."""
    said = record("excerpt", (Segment((), "Jana Nováková"),), (Mark("PERSON", ((0, 0, 13),)), Mark("CZ_ADDRESS", ((0, 5, 13),))))
    assert said["excerpts"][0]["text"] == "[PERSON/CZ_ADDRESS]"


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 30)), min_size=1, max_size=8))
def test_no_found_character_is_kept(places):
    """Whatever is found where, nothing of it is in the excerpts."""
    text = ["a"] * 400
    for start, length in places:
        text[start : start + length] = "X" * length
    marks = [Mark("PERSON", ((0, start, start + length),)) for start, length in places]
    said = json.loads(sealable("excerpt", event(), [Segment((), "".join(text))], marks))
    assert not any("X" in one["text"] for one in said["excerpts"])
