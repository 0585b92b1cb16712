"""A step that may not be taken, as an answer."""

from __future__ import annotations

import json

import pytest

from gateway.console.case_problems import refusal


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        ("case", 404),
        ("number", 409),
        ("action", 409),
        ("set", 409),
        ("time", 409),
        ("part", 403),
        ("why", 422),
        ("value", 422),
        ("incomplete", 422),
        ("late", 422),
        ("signatures", 422),
    ],
)
def test_status(reason: str, status: int) -> None:
    """What stands in the way of a step has the status of its kind, as RFC 9457 writes it."""
    answer = refusal(reason, "say why", 7)
    body = json.loads(bytes(answer.body))
    assert (answer.status_code, body["status"], body["code"], body["detail"], body["version"]) == (status, status, reason, "say why", 7)
    assert answer.media_type == "application/problem+json"
    assert "version" not in json.loads(bytes(refusal(reason, "say why").body))
