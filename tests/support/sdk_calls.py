"""SDKs of vendors behind a gateway, in a process of their own; see :mod:`tests.end_to_end.clients.sdk_calls`."""

from __future__ import annotations

from pathlib import Path

from gateway.demo.processes import clean_environment
from gateway.demo.sdk import Sdk, environment
from support.gateway_process import Gateway

SCRIPT = Path(__file__).parents[1] / "end_to_end" / "clients" / "sdk_calls.py"

TOOLS = (
    "openai", "azure-openai", "anthropic", "gemini-api", "vertex", "deepl", "deepwiki", "mistral", "cohere", "ollama", "huggingface",
)  # fmt: skip
"""What a gateway for all of them approves, as far as the catalogue knows them."""


class SdkCalls(Sdk):
    """One client process behind one gateway."""

    def __init__(self, python: Path, house: Gateway) -> None:
        made = environment(clean_environment(), {}, house.proxy, house.ca)
        super().__init__(python, {**made, "REQUESTS_CA_BUNDLE": str(house.ca), "HF_HUB_DISABLE_TELEMETRY": "1"})
        self._command = [str(python), "-X", "utf8", str(SCRIPT)]


def approvals(port: int, known: set[str]) -> str:
    """The tables of ``celnice.toml`` that approve TOOLS at a stand-in, but for those that every test gateway approves."""
    return "".join(
        f'[tools.{tool}]\napproved_by = "test"\napproved_from = 2026-01-01\napproved_until = 2099-12-31\npin = "127.0.0.1:{port}"\n'
        for tool in TOOLS
        if tool in known and tool not in {"openai", "anthropic"}
    )
