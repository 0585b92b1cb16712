"""What is seen of which tool, by the API."""

from __future__ import annotations

from datetime import UTC, datetime

from allowlist.register import Register
from gateway.console.coverage import Coverage
from gateway.coverage import Aids
from gateway.coverage_page import as_json
from support.console import BEARER, Client, Parts


def test_the_token_opens_it() -> None:
    """It says how a node is guarded: nobody without the token reads it."""
    assert Client(Parts().app()).get("/api/v1/coverage").status_code == 401


def test_the_table_is_told_as_described() -> None:
    """The answer is what OpenAPI says of it, and holds the whole table."""
    table = as_json(Register.from_entries([]), datetime.now(UTC), Aids(letters=True, speech=False))
    answer = Client(Parts(coverage=lambda: table).app()).get("/api/v1/coverage", headers=BEARER)
    assert answer.status_code == 200
    told = Coverage.model_validate(answer.json())
    assert len(told.tools) == len(table["tools"])
    assert not any(tool.approved for tool in told.tools)
    described = Client(Parts().app()).get("/api/v1/openapi.json", headers=BEARER).json()
    assert "/api/v1/coverage" in described["paths"]
