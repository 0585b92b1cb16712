"""The refusal in OpenAI's envelope."""

import json

from gateway.extract import openai_error
from support.formats import NOTICE


def test_envelope():
    """403 with an error object that the SDK raises by itself and does not send again."""
    answer = openai_error.answer(NOTICE, "en")
    error = json.loads(answer.body)["error"]
    assert answer.status == 403
    assert dict(answer.headers)["x-should-retry"] == "false"
    assert dict(answer.headers)["x-request-id"] == "01REF"
    assert (error["type"], error["param"], error["code"]) == ("policy_violation", None, "czech_pii_blocked")
    assert "01REF" in error["message"]
