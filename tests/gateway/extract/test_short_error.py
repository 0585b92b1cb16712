"""The shortest envelopes."""

import json

import pytest

from gateway.extract import short_error
from support.formats import NOTICE


@pytest.mark.parametrize(("refuse", "field"), [(short_error.message, "message"), (short_error.error, "error")])
def test_envelope(refuse, field):
    """403, not to be tried again, one sentence under the name that the SDK looks for."""
    answer = refuse(NOTICE, "cs")
    assert answer.status == 403
    assert dict(answer.headers)["x-should-retry"] == "false"
    assert "1 rodné číslo" in json.loads(answer.body)[field]
    assert "01REF" in json.loads(answer.body)[field]
