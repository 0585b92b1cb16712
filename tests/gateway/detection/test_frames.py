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
