"""The facts of a client kit."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from gateway.parts.client_kit import facts_of
from gateway.proxy import ca
from gateway.settings import Settings

TOOL = {"approved_by": "PS", "approved_from": "2026-01-01", "approved_until": "2026-12-31"}
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_addresses_as_clients_reach_them(tmp_path: Path) -> None:
    """The published ones; the entrance beside the console; only tools that are approved today."""
    certificate = ca.load_or_create(tmp_path / "ca").certificate
    given = {
        "publication": {"proxies": ["celnice.urad.example:8080"], "base_url": "https://celnice.urad.example:8082"},
        "tools": {"openai": TOOL, "anthropic": {**TOOL, "approved_until": "2026-06-30"}},
    }
    facts = facts_of(Settings.model_validate(given), certificate, NOW)
    assert facts.proxies == ("celnice.urad.example:8080",)
    assert facts.entrance == "http://celnice.urad.example:8081"
    assert facts.tools == (("openai", "api.openai.com"),)
    without_port = Settings.model_validate({"publication": {"base_url": "https://celnice.urad.example"}})
    assert facts_of(without_port, certificate, NOW).entrance == "http://celnice.urad.example:8081"
