"""What the canary sends."""

from __future__ import annotations

from urllib.parse import unquote

from allowlist.loader import packaged
from gateway.canary.cases import CANARY, cases
from gateway.extract.registry import formats, sockets

SERVICES = packaged().services


def test_every_operation_with_a_format_is_tried() -> None:
    """But for pieces of uploads, which are held until they are whole."""
    found = {(case.tool, case.operation) for case in cases(packaged(), SERVICES)}
    wanted = {(tool, operation.name) for tool, service in SERVICES.items() for operation in service.operations if operation.format}
    left = wanted - found
    assert all("part" in name or "complete" in name for _, name in left), left


def test_every_format_is_tried_somewhere() -> None:
    """Only what reads wholes that were put together has no operation of its own."""
    assert {case.format for case in cases(packaged(), SERVICES)} >= ({*formats(), *sockets()} - {"raw_file", "openai_upload_part"})


def test_the_address_is_tried() -> None:
    """Once a tool, in the query."""
    found = [case for case in cases(packaged(), ["openai", "claude"]) if case.operation == "(address)"]
    assert [case.tool for case in found] == ["openai", "claude"]
    assert unquote(found[0].target).endswith(f"q={CANARY}")


def test_targets() -> None:
    """Exact hosts and paths; a wildcard's host is one that it takes; a WebSocket is a GET."""
    found = {(case.tool, case.operation): case for case in cases(packaged(), SERVICES)}
    assert found["openai", "chat.completions"].head.host == "api.openai.com"
    assert found["openai", "chat.completions"].target == "/v1/chat/completions"
    assert not any("*" in case.head.host or "{" in case.target for case in found.values())
    assert found["microsoft-copilot", "chat"].socket
    assert not found["claude", "completion"].socket
    assert "715319" not in repr(found["openai", "chat.completions"])
