"""A change tried on the past."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.record.relief import Facet, Relief, relief

STOPPED = {"verdict": "block", "reason": "personal_data", "scan": "scanned"}


@pytest.mark.parametrize(
    ("event", "names", "facet", "expected", "why"),
    [
        ({"kinds": {"PERSON": 2}}, ["PERSON"], "kinds", Relief(1, 0), "nothing else was in it"),
        ({"kinds": {"PERSON": 1, "IBAN": 1}}, ["PERSON"], "kinds", Relief(0, 1), "something else stops it still"),
        ({"kinds": {"PERSON": 1, "IBAN": 1}}, ["PERSON", "IBAN"], "kinds", Relief(1, 0), "both are named"),
        ({"kinds": {"IBAN": 1}}, ["PERSON"], "kinds", Relief(), "it is not about that"),
        ({"kinds": {"PERSON": 1}, "verdict": "warn"}, ["PERSON"], "kinds", Relief(), "it was not stopped"),
        ({"kinds": {"PERSON": 1}, "scan": "partly_scanned"}, ["PERSON"], "kinds", Relief(0, 1), "what was not read whole stays stopped"),
        ({"kinds": {"PERSON": 1}, "reason": "opaque_body"}, ["PERSON"], "kinds", Relief(0, 1), "it was stopped for another reason"),
        ({"kinds": {"PERSON": 1}, "rules": {"a.b": 1}}, ["a.b"], "rules", Relief(1, 0), "the same of detectors' rules"),
        ({"kinds": None}, ["PERSON"], "kinds", Relief(), "an erased event keeps no kinds"),
        ({}, [], "kinds", Relief(), "nothing is asked for"),
    ],
)
def test_what_would_have_passed(event: dict[str, Any], names: list[str], facet: Facet, expected: Relief, why: str) -> None:
    """A stopped request passes when all that was found in it is named."""
    assert relief([STOPPED | event], names, facet) == expected, why


def test_it_adds_up() -> None:
    """Of two pages it is the sum of each."""
    events = [STOPPED | {"kinds": {"PERSON": 1}}, STOPPED | {"kinds": {"PERSON": 1, "IBAN": 1}}]
    assert relief(events, ["PERSON"]) == relief(events[:1], ["PERSON"]) + relief(events[1:], ["PERSON"]) == Relief(1, 1)
