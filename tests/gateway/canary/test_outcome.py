"""What counts as seen."""

from __future__ import annotations

import pytest

from gateway.canary.cases import Case
from gateway.canary.outcome import ENTITY, Fate, judged, stopped, word
from gateway.decide.verdict import Block, Pass
from gateway.extract.examples.api import Example
from gateway.model import RequestHead


def case(*, opaque: bool = False, picture: bool = False) -> Case:
    return Case(
        "claude",
        "file",
        "page_upload",
        RequestHead("https", "claude.ai", 443, "POST", "/"),
        Example("a", b"", opaque=opaque, picture=picture),
    )


@pytest.mark.parametrize(
    ("one", "kinds", "detail", "fate", "why"),
    [
        (case(), {ENTITY: 1}, "", Fate.SEEN, "found"),
        (case(), {"PERSON": 1}, "", Fate.NOT_READ, "stopped for something else: the value was not found"),
        (case(), {}, "unknown_shape", Fate.NOT_READ, "it should have been read"),
        (case(opaque=True), {}, "media", Fate.STOPPED, "nobody can read it"),
        (case(picture=True), {ENTITY: 1}, "", Fate.SEEN, "letters were recognised"),
        (case(picture=True), {}, "no_ocr", Fate.STOPPED, "recognition is not installed"),
        (case(picture=True), {}, "broken_document", Fate.NOT_READ, "another reason than recognition"),
    ],
)
def test_stops(one: Case, kinds: dict[str, int], detail: str, fate: Fate, why: str) -> None:
    """A stop is right for the value, or where nobody can read."""
    found = stopped(one, kinds, "opaque_body", detail)
    assert found.fate is fate, why
    assert found.good is (fate in {Fate.SEEN, Fate.STOPPED})


def test_a_pass_is_bad() -> None:
    """Even of what nobody can read."""
    assert judged(case(opaque=True), Pass(), {}).fate is Fate.PASSED
    assert not judged(case(opaque=True), Pass(), {}).good
    assert judged(case(), Block("personal_data"), {ENTITY: 1}).good


def test_words() -> None:
    """Every fate has a word, and JSON names the case without its text."""
    assert len({word(fate) for fate in Fate}) == len(Fate)
    assert judged(case(), Pass(), {}).public() == {
        "tool": "claude", "operation": "file", "format": "page_upload", "carrier": "a", "fate": "passed", "reason": "",
    }  # fmt: skip
