"""Numbers inside UUIDs."""

from __future__ import annotations

import random
import uuid

import pytest

from detectors.analyzer import Analyzer
from detectors.finding import Finding
from detectors.uuids import outside

UUID = "71031927-4512-4abc-8def-123456789012"


def found(text: str, value: str, entity: str = "CZ_BIRTH_NUMBER") -> list[Finding]:
    start = text.index(value)
    return list(outside([Finding(entity, start, start + len(value), 0.9, "t")], text))


@pytest.mark.parametrize(
    ("text", "value", "stays", "why"),
    [
        (UUID, "71031927-45", False, "inside"),
        (f"/c/{UUID}/x", "123456789012", False, "in a path"),
        (f"{UUID} a 71031927/45", "71031927/45", True, "beside one"),
        ("x" + UUID, "71031927-45", True, "no UUID: a letter more"),
        (UUID[:-1], "71031927-45", True, "no UUID: a digit less"),
    ],
)
def test_what_a_uuid_holds(text, value, stays, why):
    """Only what lies wholly inside one is nobody's."""
    assert bool(found(text, value)) is stays, why


def test_what_stays():
    """A secret may look like one."""
    assert found(UUID, UUID, "SECRET")


def test_random_uuids_are_clean():
    """Of two thousand none is anybody's number."""
    chance = random.Random(5)
    text = "\n".join(str(uuid.UUID(int=chance.getrandbits(128), version=4)) for _ in range(2000))
    assert Analyzer.load().analyze(text) == ()
