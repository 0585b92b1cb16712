"""The Gemini side of the stand-in."""

import json
from typing import Any

from gateway.demo import google_replies
from gateway.demo.exchange import Reply, Request
from gateway.demo.replies import TEXT, TOOL_ARGUMENTS

ASK: dict[str, Any] = {"contents": [{"role": "user", "parts": [{"text": "x"}]}]}
TOOLS = [{"functionDeclarations": [{"name": "najdi"}]}]


def ask(method: str, value: Any = ASK, query: str = "", path: str = "/v1beta/models/m", headers: tuple[tuple[str, str], ...] = ()) -> Reply:
    return google_replies.answer(
        Request("POST", "generativelanguage.googleapis.com", path + method, headers, json.dumps(value).encode(), query)
    )


def body(reply: Reply) -> bytes:
    return b"".join(part for part in reply.parts if isinstance(part, bytes))


def text(responses: list[Any]) -> str:
    return "".join(part["text"] for one in responses for part in one["candidates"][0]["content"]["parts"])


def test_text_whole_and_streamed() -> None:
    """Whole, as events and as an array, the answer is the same text, and its last response says that it ended."""
    whole = json.loads(body(ask(":generateContent")))
    events = [json.loads(line[6:]) for line in body(ask(":streamGenerateContent", query="alt=sse")).splitlines() if line]
    array = json.loads(body(ask(":streamGenerateContent")))
    assert text([whole]) == text(events) == text(array) == TEXT
    assert [one["candidates"][0].get("finishReason") for one in array][-2:] == [None, "STOP"]


def test_tools_are_used_once() -> None:
    """Offered functions are called; answered ones are not called again."""
    call = json.loads(body(ask(":generateContent", {**ASK, "tools": TOOLS})))["candidates"][0]["content"]["parts"][0]
    assert call == {"functionCall": {"name": "najdi", "args": TOOL_ARGUMENTS}}
    assert len(json.loads(body(ask(":streamGenerateContent", {**ASK, "tools": TOOLS})))) == 1
    answered = {"contents": [{"parts": [{"functionResponse": {"name": "najdi"}}]}], "tools": TOOLS}
    assert text([json.loads(body(ask(":generateContent", answered)))]) == TEXT


def test_the_rest() -> None:
    """Counts, embeddings, caches, models, and an error in Google's envelope."""
    assert json.loads(body(ask(":countTokens"))) == {"totalTokens": 10}
    assert len(json.loads(body(ask(":batchEmbedContents", {"requests": [{}, {}]})))["embeddings"]) == 2
    assert "embedding" in json.loads(body(ask(":embedContent")))
    assert json.loads(body(ask("", path="/v1/cachedContents")))["name"] == "cachedContents/stand-in"
    assert json.loads(body(google_replies.answer(Request("GET", "h", "/v1/models"))))["models"]
    assert json.loads(body(ask(":other")))["error"]["status"] == "NOT_FOUND"
    assert google_replies.answer(Request("POST", "h", "/v1/models/m:countTokens", body=b"{")).status == 400
    assert google_replies.answer(Request("POST", "h", "/v1/models/m:countTokens", body=b"[]")).status == 400


def test_a_publishers_body() -> None:
    """A raw prediction is answered in the publisher's format."""
    ask_claude = {"anthropic_version": "vertex-2023-10-16", "max_tokens": 9, "messages": [{"role": "user", "content": "x"}]}
    path = "/v1/projects/p/locations/l/publishers/anthropic/models/claude"
    assert json.loads(body(ask(":rawPredict", ask_claude, path=path)))["content"] == [{"type": "text", "text": TEXT}]
    assert b"event: message_stop" in body(ask(":streamRawPredict", {**ask_claude, "stream": True}, path=path))


def test_an_upload() -> None:
    """The first request gets an address, the second the file's record."""
    begin = dict(ask("", path="/upload/v1beta/files", headers=(("x-goog-upload-command", "start"),)).headers)
    assert begin["x-goog-upload-url"].startswith("https://generativelanguage.googleapis.com/upload/v1beta/files?upload_id=")
    end = ask("", path="/upload/v1beta/files", headers=(("x-goog-upload-command", "upload, finalize"),))
    assert dict(end.headers)["x-goog-upload-status"] == "final"
    assert json.loads(body(end))["file"]["state"] == "ACTIVE"
