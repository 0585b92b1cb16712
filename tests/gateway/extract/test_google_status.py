"""Refusals of Google's APIs."""

import json

from gateway.extract import google_status
from support.formats import NOTICE


def test_answer():
    """``google.rpc.Status`` with an ErrorInfo whose reason a program can tell."""
    answer = google_status.answer(NOTICE, "cs")
    error = json.loads(answer.body)["error"]
    assert (answer.status, error["code"], error["status"]) == (403, 403, "PERMISSION_DENIED")
    assert "1 rodné číslo" in error["message"]
    assert error["details"] == [
        {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "CZECH_PII_BLOCKED",
            "domain": "celnice",
            "metadata": {"reference": "01REF", "findings": "CZ_BIRTH_NUMBER=1"},
        }
    ]
