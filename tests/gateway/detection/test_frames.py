"""Frames between processes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.finding import Finding
from gateway.detection import frames
from gateway.model import Unscanned


@given(st.text(st.characters()))
def test_any_text_survives(text: str) -> None:
    """Any text a JSON body can hold, lone surrogates too, comes out as it went in."""
    frame = frames.pack({"texts": [text]})
    assert frames.length(frame[:4]) == len(frame) - 4
    assert json.loads(frame[4:]) == {"texts": [text]}


@pytest.mark.parametrize("scan", [(), (Finding("PERSON", 0, 3, 0.9, "r", check=True, context=True, public="why"),), Unscanned("deadline")])
def test_scans_survive(scan: object) -> None:
    """A scan is the same on the other side."""
    assert frames.scan_from_json(json.loads(json.dumps(frames.scan_to_json(scan)))) == scan  # type: ignore[arg-type]


def test_a_frame_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither sent nor believed."""
    monkeypatch.setattr(frames, "MAX_FRAME_BYTES", 10)
    with pytest.raises(ValueError, match="limit"):
        frames.pack({"texts": ["0123456789"]})
    with pytest.raises(ValueError, match="limit"):
        frames.length((11).to_bytes(4, "big"))
