"""The generated texts: the same every time, spans that are exact, two parts that have nothing in common, and enough of each."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest

from evaluation import parts
from evaluation.kinds import KINDS
from evaluation.names import BARRED
from evaluation.sample import Sample

TABLES = ("identifiers", "disguised", "topics", "look_alikes", "names", "clean")


@cache
def part(held_out: bool) -> parts.Part:
    return parts.load(held_out=held_out)


def everything(held_out: bool) -> list[Sample]:
    return [sample for table in TABLES for sample in getattr(part(held_out), table)]


@pytest.mark.parametrize("held_out", [False, True])
def test_the_same_texts_every_time(held_out: bool) -> None:
    """A part is a function of its seed."""
    again = parts.load(held_out=held_out)
    digest = [hashlib.sha256(repr(p).encode()).digest() for p in (part(held_out), again)]
    assert digest[0] == digest[1]


@pytest.mark.parametrize("held_out", [False, True])
def test_spans_are_exact(held_out: bool) -> None:
    """A span holds its value: no space at its ends, nothing of a template, no overlap with what is ignored."""
    for sample in everything(held_out):
        for span in sample.must:
            value = sample.text[span.start : span.end]
            assert value == value.strip(), sample.text
            assert value
            assert span.accepts
            assert "{" not in value, sample.text
            assert not any(span.start < b and a < span.end for a, b in sample.ignore), sample.text


def test_a_birth_number_lies_at_its_span() -> None:
    """The spelling ``710319/2745`` is six digits, a slash and four digits, wherever it stands."""
    own = [(s, m) for s in part(False).identifiers for m in s.must if (m.kind, m.spelling) == ("birth number", "710319/2745")]
    assert len(own) > 20
    for sample, span in own:
        date, _, serial = sample.text[span.start : span.end].partition("/")
        assert (len(date), len(serial)) == (6, 4)
        assert int(date + serial) % 11 == 0


def test_every_kind_and_spelling_is_asked_for() -> None:
    """In both parts."""
    for held_out in (False, True):
        asked = {(m.kind, m.spelling) for s in part(held_out).identifiers for m in s.must}
        assert asked == {(kind.name, spelling) for kind in KINDS for spelling in kind.spellings}


def test_there_is_enough() -> None:
    """Fewer clean prompts would not tell 0.005 from nothing."""
    assert len(part(False).clean) >= 400
    assert len({s.text for s in part(False).clean}) == len(part(False).clean)
    assert len(part(False).identifiers) >= 2500
    assert {f"names, {form}" for form in BARRED} <= {s.group for s in part(False).names}


def test_clean_texts_ask_for_nothing() -> None:
    """A look-alike or clean prompt has no span."""
    for held_out in (False, True):
        assert not [s for s in (*part(held_out).clean, *part(held_out).look_alikes) if s.must]


def test_the_parts_share_no_text() -> None:
    """What is held out is held out."""
    assert not {s.text for s in everything(False)} & {s.text for s in everything(True)}
