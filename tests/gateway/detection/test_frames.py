"""Scans between processes."""

from __future__ import annotations

import json

import pytest

from detectors.finding import Finding
from gateway.detection import frames
from gateway.model import Unscanned


@pytest.mark.parametrize("scan", [(), (Finding("PERSON", 0, 3, 0.9, "r", check=True, context=True, public="why"),), Unscanned("deadline")])
def test_scans_survive(scan: object) -> None:
    """A scan is the same on the other side."""
    assert frames.scan_from_json(json.loads(json.dumps(frames.scan_to_json(scan)))) == scan  # type: ignore[arg-type]


def test_names_are_kept_once() -> None:
    """Two findings of one kind by one rule share these texts, however often they came."""
    text = json.dumps(frames.scan_to_json((Finding("CZ_BIRTH_NUMBER", 0, 3, 0.9, "cz_birth_number.slash"),)))
    one, two = (frames.scan_from_json(json.loads(text)) for _ in range(2))
    assert isinstance(one, tuple)
    assert isinstance(two, tuple)
    assert one[0].entity is two[0].entity
    assert one[0].rule is two[0].rule
