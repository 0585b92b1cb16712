"""Calls the vendors' own SDKs on behalf of the demo and the tests. Runs in an interpreter that has them, not in the gateway's.

Reads one JSON object a line on stdin and writes one or more on stdout:
  in   {"ready": true}                                                    imports both SDKs, so that no call waits for it
       {"vendor": "openai"|"anthropic", "body": {...}, "asynchronous": bool, "watch": bool}
  out  {"chunk": 1}                                                        only with "watch": the first text of a stream arrived
       {"ok": true, "text": ..., "tools": [...], "requests": n}
       {"ok": false, "error": class, "status": n, "message": ..., "kind": ..., "requests": n}
Where to (a proxy or a base URL) and whom to trust come from the environment, as they would for anyone: HTTPS_PROXY, SSL_CERT_FILE,
OPENAI_BASE_URL, ANTHROPIC_BASE_URL. "requests" counts what the SDK sent, retries included. "body" may say "operation": "models".
"""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

CLASSES = {
    ("openai", False): ("OpenAI", "DefaultHttpxClient"),
    ("openai", True): ("AsyncOpenAI", "DefaultAsyncHttpxClient"),
    ("anthropic", False): ("Anthropic", "DefaultHttpxClient"),
    ("anthropic", True): ("AsyncAnthropic", "DefaultAsyncHttpxClient"),
}


class Gathered:
    """Text and tool calls of an answer, streamed or not."""

    def __init__(self, first: Callable[[], None]) -> None:
        self.text = ""
        self.tools: list[dict[str, str]] = []
        self._first = first

    def add(self, vendor: str, event: Any) -> None:
        """One event of a stream."""
        if vendor == "openai":
            for choice in event.choices:
                self._say(choice.delta.content or "")
                for call in choice.delta.tool_calls or ():
                    self._tool(call.function.name, call.function.arguments or "")
        elif event.type == "content_block_start" and event.content_block.type == "tool_use":
            self._tool(event.content_block.name, "")
        elif event.type == "content_block_delta":
            if event.delta.type == "text_delta":
                self._say(event.delta.text)
            elif event.delta.type == "input_json_delta":
                self._tool(None, event.delta.partial_json)

    def whole(self, vendor: str, answer: Any) -> None:
        """An answer that came at once."""
        if vendor == "openai":
            message = answer.choices[0].message
            self._say(message.content or "")
            for call in message.tool_calls or ():
                self._tool(call.function.name, call.function.arguments)
            return
        for block in answer.content:
            if block.type == "text":
                self._say(block.text)
            elif block.type == "tool_use":
                self._tool(block.name, json.dumps(block.input, ensure_ascii=False))

    def _say(self, text: str) -> None:
        if text and not self.text:
            self._first()
        self.text += text

    def _tool(self, name: str | None, arguments: str) -> None:
        if name:
            self.tools.append({"name": name, "arguments": ""})
        self.tools[-1]["arguments"] += arguments


def say(line: dict[str, Any]) -> None:
    """Writes one line of the answer."""
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def call(task: dict[str, Any]) -> dict[str, Any]:
    """Makes one call and says how it went."""
    if task.get("ready"):
        return {"ok": all(importlib.import_module(name) for name in ("openai", "anthropic"))}
    vendor, asynchronous = str(task["vendor"]), bool(task.get("asynchronous"))
    sdk: Any = importlib.import_module(vendor)
    sent: list[int] = []
    gathered = Gathered(lambda: say({"chunk": 1}) if task.get("watch") else None)
    try:
        if asynchronous:
            asyncio.run(_asynchronous(sdk, vendor, dict(task["body"]), sent, gathered))
        else:
            _synchronous(sdk, vendor, dict(task["body"]), sent, gathered)
    except sdk.APIError as error:
        status, kind = getattr(error, "status_code", None), getattr(error, "type", None) or getattr(error, "code", None)
        refusal = {"error": type(error).__name__, "status": status, "message": str(error), "kind": kind}
        return {"ok": False, "requests": len(sent), **refusal}
    return {"ok": True, "text": gathered.text, "tools": gathered.tools, "requests": len(sent)}


def _client(sdk: Any, vendor: str, *, asynchronous: bool, hook: Callable[..., Any]) -> Any:
    client, transport = CLASSES[vendor, asynchronous]
    hooks = {"request": [hook]}
    return getattr(sdk, client)(api_key="sk-zkusebni", http_client=getattr(sdk, transport)(event_hooks=hooks))


def _operation(client: Any, vendor: str) -> Any:
    return client.chat.completions if vendor == "openai" else client.messages


def _synchronous(sdk: Any, vendor: str, body: dict[str, Any], sent: list[int], gathered: Gathered) -> None:
    with _client(sdk, vendor, asynchronous=False, hook=lambda _: sent.append(1)) as client:
        if body.get("operation") == "models":
            gathered.text = " ".join(model.id for model in client.models.list())
        elif body.get("stream"):
            for event in _operation(client, vendor).create(**body):
                gathered.add(vendor, event)
        else:
            gathered.whole(vendor, _operation(client, vendor).create(**body))


async def _asynchronous(sdk: Any, vendor: str, body: dict[str, Any], sent: list[int], gathered: Gathered) -> None:
    async def count(_: Any) -> None:
        sent.append(1)

    async with _client(sdk, vendor, asynchronous=True, hook=count) as client:
        if body.get("operation") == "models":
            gathered.text = " ".join([model.id async for model in client.models.list()])
        elif body.get("stream"):
            async for event in await _operation(client, vendor).create(**body):
                gathered.add(vendor, event)
        else:
            gathered.whole(vendor, await _operation(client, vendor).create(**body))


def _tasks() -> Iterator[dict[str, Any]]:
    for line in sys.stdin:
        if line.strip():
            yield json.loads(line)


if __name__ == "__main__":
    for each in _tasks():
        say(call(each))
