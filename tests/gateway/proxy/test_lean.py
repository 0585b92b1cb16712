"""Messages are made without mitmproxy's comparison of types, and are otherwise the same."""

from __future__ import annotations

import pytest
from mitmproxy.http import Headers, MessageData, Request

from gateway.proxy import lean


def test_a_message_is_made_without_comparing_types(monkeypatch: pytest.MonkeyPatch) -> None:
    """mitmproxy still has the check where we leave it out; when it goes, so does this file."""
    assert "__post_init__" in vars(MessageData)
    monkeypatch.setattr(MessageData, "__post_init__", MessageData.__post_init__)  # put back afterwards
    before = Request.make("POST", "https://api.example/v1", b"x", Headers(a="b")).get_state()
    lean.leave_out_type_checks()
    made = Request.make("POST", "https://api.example/v1", b"x", Headers(a="b"))
    at = {"timestamp_start": 0, "timestamp_end": 0}
    assert made.get_state() | at == before | at
    assert MessageData.__post_init__ is lean._unchecked
