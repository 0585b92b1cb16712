"""The API under requests that its own description makes up: whatever comes, the answer is ours and no 500."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from support.console import BEARER, MemoryStore, Parts, event

pytestmark = pytest.mark.slow

ENDLESS = "/api/v1/events/stream"
EXAMPLES = 25


def test_no_request_makes_a_fault() -> None:
    """Examples of every operation of the description; a refusal is a problem of ours, and never an error from inside."""
    schemathesis = pytest.importorskip("schemathesis")  # takes a while, which collecting tests need not wait for
    app = Parts(store=MemoryStore(*(event(number) for number in range(1, 4)))).app(names=["testserver"])
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=BEARER).exclude(path=ENDLESS)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) >= 7
    for operation in operations:

        @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        @given(case=operation.as_strategy())
        def asked(case: Any) -> None:
            answer = case.call(headers=BEARER)
            assert answer.status_code < 500, f"{answer.status_code} for {case.method} {case.path}"
            assert "Traceback" not in answer.text

        asked()
