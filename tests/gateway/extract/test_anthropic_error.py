"""Anthropic's error envelope."""

import json

from gateway.extract import anthropic_error
from support.formats import NOTICE


def test_answer():
    """It names the kinds and the reference, and is not to be retried."""
    answer = anthropic_error.answer(NOTICE, "en")
    assert answer.status == 403
    assert {("x-should-retry", "false"), ("request-id", "01REF")} <= set(answer.headers)
    envelope = json.loads(answer.body)
    assert (envelope["type"], envelope["error"]["type"], envelope["request_id"]) == ("error", "permission_error", "01REF")
    assert "1 Czech birth number" in envelope["error"]["message"]
