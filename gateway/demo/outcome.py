"""How a client fared: answered whole, stopped by the gateway, or something else."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from gateway.demo.prompts import Vendor
from gateway.demo.replies import TEXT


class Result(StrEnum):
    """What the client saw."""

    ANSWERED = "answered"
    STOPPED = "stopped"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the client saw, and a word on it that holds nothing of the prompt."""

    result: Result
    note: str = ""


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """An answer as curl saw it. Header names are lower case."""

    status: int
    headers: dict[str, str] = field(repr=False)
    body: bytes = field(repr=False)


def of_sdk(result: dict[str, Any]) -> Outcome:
    """Judges a line of :mod:`gateway.demo.sdk_client`."""
    if result["ok"]:
        whole = result["text"] == TEXT or bool(result["tools"])
        return Outcome(Result.ANSWERED) if whole else Outcome(Result.BROKEN, "answer cut short")
    if result["error"] == "PermissionDeniedError" and result["requests"] == 1:
        return Outcome(Result.STOPPED, result["error"])
    return Outcome(Result.BROKEN, f"{result['error']} after {result['requests']} requests")


def of_http(answer: HttpAnswer, vendor: Vendor, *, stream: bool) -> Outcome:
    """Judges an answer of the proxy to curl. A refusal counts only in the vendor's own shape."""
    if answer.status == 200:
        try:
            text = streamed(answer.body, vendor) if stream else _whole(json.loads(answer.body), vendor)
        except (ValueError, KeyError, IndexError, TypeError):
            return Outcome(Result.BROKEN, "answer in another shape")
        return Outcome(Result.ANSWERED) if text == TEXT else Outcome(Result.BROKEN, "answer cut short")
    if answer.status == 403 and answer.headers.get("x-should-retry") == "false":
        try:
            error = json.loads(answer.body)["error"]
        except (ValueError, KeyError, TypeError):
            return Outcome(Result.BROKEN, "refusal in another shape")
        if isinstance(error, dict) and error.get("message"):
            return Outcome(Result.STOPPED, "403")
    return Outcome(Result.BROKEN, f"status {answer.status}")


def _whole(document: dict[str, Any], vendor: Vendor) -> str:
    if vendor == "openai":
        return str(document["choices"][0]["message"]["content"])
    return "".join(block["text"] for block in document["content"])


def streamed(body: bytes, vendor: Vendor) -> str:
    """The text of a stream of server-sent events that came to its proper end. Raises ValueError where it did not."""
    data = [line.removeprefix(b"data: ") for line in body.split(b"\n") if line.startswith(b"data: ")]
    if vendor == "openai":
        if not data or data.pop() != b"[DONE]":
            raise ValueError("the stream has no end")
        choices = [json.loads(item)["choices"] for item in data]
        return "".join(choice["delta"].get("content") or "" for many in choices for choice in many)
    events = [json.loads(item) for item in data]
    if not events or events[-1]["type"] != "message_stop":
        raise ValueError("the stream has no end")
    return "".join(event["delta"].get("text", "") for event in events if event["type"] == "content_block_delta")
