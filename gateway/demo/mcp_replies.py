"""The stand-in's server of the Model Context Protocol. Shapes: the specification, revision 2025-06-18, "Transports" and "Tools"."""

from __future__ import annotations

import json
from typing import Any

from gateway.demo.exchange import Reply, Request, plain
from gateway.demo.replies import TEXT

SESSION = ("mcp-session-id", "stand-in")
_TOOL = {
    "name": "najdi",
    "description": "Hledá v úředních hodinách",
    "inputSchema": {"type": "object", "properties": {"dotaz": {"type": "string"}}, "required": ["dotaz"]},
}


def answer(request: Request) -> Reply:
    """The reply to one message: notifications are accepted, a tool's result comes as an event stream after a log message."""
    if request.method != "POST":
        return plain(200 if request.method == "DELETE" else 405, "text/plain", b"")
    message: dict[str, Any] = json.loads(request.body)
    if "id" not in message or "method" not in message:
        return plain(202, "text/plain", b"", SESSION)
    match message["method"]:
        case "initialize":
            version = message.get("params", {}).get("protocolVersion", "2025-06-18")
            info = {"name": "stand-in", "version": "1"}
            return _json(message, {"protocolVersion": version, "capabilities": {"tools": {}, "logging": {}}, "serverInfo": info})
        case "tools/list":
            return _json(message, {"tools": [_TOOL]})
        case "tools/call":
            notice = {"jsonrpc": "2.0", "method": "notifications/message", "params": {"level": "info", "data": "hledám"}}
            return _events(notice, _result(message, {"content": [{"type": "text", "text": TEXT}], "isError": False}))
        case "ping":
            return _json(message, {})
        case _:
            error = {"code": -32601, "message": "no such method"}
            return plain(200, "application/json", json.dumps({"jsonrpc": "2.0", "id": message["id"], "error": error}).encode(), SESSION)


def _result(message: dict[str, Any], result: dict[str, Any]) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": message["id"], "result": result}


def _json(message: dict[str, Any], result: dict[str, Any]) -> Reply:
    return plain(200, "application/json", json.dumps(_result(message, result), ensure_ascii=False).encode(), SESSION)


def _events(*messages: dict[str, Any]) -> Reply:
    body = [b"event: message\ndata: " + json.dumps(one, ensure_ascii=False).encode() + b"\n\n" for one in messages]
    return Reply(200, (("content-type", "text/event-stream"), SESSION), body)
