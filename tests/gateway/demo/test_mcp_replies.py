"""The stand-in's server of the Model Context Protocol."""

import json
from typing import Any

from gateway.demo import mcp_replies
from gateway.demo.exchange import Reply, Request
from gateway.demo.replies import TEXT


def ask(message: Any, method: str = "POST") -> Reply:
    return mcp_replies.answer(Request(method, "mcp.example", "/mcp", (), json.dumps(message).encode()))


def body(reply: Reply) -> bytes:
    return b"".join(part for part in reply.parts if isinstance(part, bytes))


def request(method: str, **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 3, "method": method, "params": params}


def test_a_session() -> None:
    """It begins with the client's version, has one tool, and ends with DELETE; nobody listens with GET."""
    begun = ask(request("initialize", protocolVersion="2025-03-26"))
    assert ("mcp-session-id", "stand-in") in begun.headers
    assert json.loads(body(begun))["result"]["protocolVersion"] == "2025-03-26"
    assert [tool["name"] for tool in json.loads(body(ask(request("tools/list"))))["result"]["tools"]] == ["najdi"]
    assert [ask({}, method).status for method in ("DELETE", "GET")] == [200, 405]


def test_a_tool_answers_with_events() -> None:
    """A notification goes before the result."""
    events = [json.loads(line[6:]) for line in body(ask(request("tools/call"))).splitlines() if line.startswith(b"data: ")]
    assert events[0]["method"] == "notifications/message"
    assert (events[1]["id"], events[1]["result"]["content"][0]["text"]) == (3, TEXT)


def test_the_rest() -> None:
    """Notifications and answers are accepted; an unknown method is an error."""
    assert ask({"jsonrpc": "2.0", "method": "notifications/initialized"}).status == 202
    assert ask({"jsonrpc": "2.0", "id": 1, "result": {}}).status == 202
    assert json.loads(body(ask(request("other"))))["error"]["code"] == -32601
    assert json.loads(body(ask(request("ping"))))["result"] == {}
