"""Frames between processes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway import framing


@given(st.text(st.characters()))
def test_any_text_survives(text: str) -> None:
    """Any text a JSON body can hold, lone surrogates too, comes out as it went in."""
    frame = framing.pack({"texts": [text]})
    assert framing.length(frame[:4]) == len(frame) - 4
    assert json.loads(frame[4:]) == {"texts": [text]}


def test_a_frame_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither sent nor believed."""
    monkeypatch.setattr(framing, "MAX_FRAME_BYTES", 10)
    with pytest.raises(ValueError, match="limit"):
        framing.pack({"texts": ["0123456789"]})
    with pytest.raises(ValueError, match="limit"):
        framing.length((11).to_bytes(4, "big"))
