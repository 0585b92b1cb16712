"""The refusal as an assistant's message, for programs that asked for it: ``X-Celnice-Answer: message``.

A chat program that shows answers but hides errors then tells its user why, in the vendor's own shape, with status 200. Programs can tell it
from a model's words: the model is called ``celnice``, and it ended as the vendor says that something was withheld. Who does not ask gets
the error envelope. Sources: the vendors' API references of Chat Completions, Responses, Messages and generateContent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from gateway.extract import page
from gateway.model import Answer, Notice, RequestHead

HEADER = "x-celnice-answer"
WANTED = "message"
MODEL = "celnice"

type Events = Iterator[tuple[str | None, Any]]
"""Name and data of each event of a stream."""


def wanted(head: RequestHead) -> bool:
    """Whether the program asked for a message."""
    return (head.header(HEADER) or "").strip().lower() == WANTED


def answer(name: str, head: RequestHead, notice: Notice, language: str, *, streaming: bool) -> Answer | None:
    """The message in the dialect of this format; None where there is none, and the error envelope stands."""
    text = page.message(notice, language)
    if name == "gemini":
        whole = _gemini(notice, text)
        if head.path.endswith(":streamGenerateContent"):
            return page.sse(notice, [(None, whole)]) if "alt=sse" in head.query else _json(notice, [whole])
        return _json(notice, whole)
    if name not in _WHOLE:
        return None
    return page.sse(notice, _STREAMED[name](notice, text)) if streaming else _json(notice, _WHOLE[name](notice, text))


def _json(notice: Notice, value: Any) -> Answer:
    return page.answered(notice, "application/json; charset=utf-8", page.as_json(value))


def _chat(notice: Notice, text: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": text, "refusal": None}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "content_filter"}
    usage = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
    return {**_chat_base(notice, "chat.completion"), "choices": [choice], "usage": usage}


def _chat_base(notice: Notice, kind: str) -> dict[str, Any]:
    return {"id": page.prefixed("chatcmpl-", notice), "object": kind, "created": 0, "model": MODEL}


def _chat_stream(notice: Notice, text: str) -> Events:
    base = _chat_base(notice, "chat.completion.chunk")
    for delta, finish in (({"role": "assistant", "content": text}, None), ({}, "content_filter")):
        yield None, {**base, "choices": [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}]}
    yield None, "[DONE]"


def _messages(notice: Notice, text: str) -> dict[str, Any]:
    return {**_messages_base(notice), "content": [{"type": "text", "text": text}], "stop_reason": "refusal"}


def _messages_base(notice: Notice) -> dict[str, Any]:
    return {
        "id": page.prefixed("msg_", notice),
        "type": "message",
        "role": "assistant",
        "model": MODEL,
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {"input_tokens": 0, "output_tokens": 0},
    }


def _messages_stream(notice: Notice, text: str) -> Events:
    delta = {"stop_reason": "refusal", "stop_sequence": None}
    for event in (
        {"type": "message_start", "message": _messages_base(notice)},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": delta, "usage": {"output_tokens": 0}},
        {"type": "message_stop"},
    ):
        yield str(event["type"]), event


def _item(notice: Notice, *text: str) -> dict[str, Any]:
    parts = [_part(one) for one in text]
    status = "completed" if text else "in_progress"
    return {"id": page.prefixed("msg_", notice), "type": "message", "status": status, "role": "assistant", "content": parts}


def _part(text: str) -> dict[str, Any]:
    return {"type": "output_text", "text": text, "annotations": []}


def _response(notice: Notice, *text: str) -> dict[str, Any]:
    return {
        "id": page.prefixed("resp_", notice),
        "object": "response",
        "created_at": 0,
        "status": "completed" if text else "in_progress",
        "error": None,
        "incomplete_details": None,
        "instructions": None,
        "metadata": {},
        "model": MODEL,
        "output": [_item(notice, *text)] if text else [],
        "parallel_tool_calls": False,
        "temperature": None,
        "tool_choice": "auto",
        "tools": [],
        "top_p": None,
    }


def _response_stream(notice: Notice, text: str) -> Events:
    at = {"item_id": page.prefixed("msg_", notice), "output_index": 0, "content_index": 0}
    events: tuple[dict[str, Any], ...] = (
        {"type": "response.created", "response": _response(notice)},
        {"type": "response.output_item.added", "output_index": 0, "item": _item(notice)},
        {"type": "response.content_part.added", **at, "part": _part("")},
        {"type": "response.output_text.delta", **at, "delta": text, "logprobs": []},
        {"type": "response.output_text.done", **at, "text": text, "logprobs": []},
        {"type": "response.content_part.done", **at, "part": _part(text)},
        {"type": "response.output_item.done", "output_index": 0, "item": _item(notice, text)},
        {"type": "response.completed", "response": _response(notice, text)},
    )
    for number, event in enumerate(events):
        yield str(event["type"]), {**event, "sequence_number": number}


def _gemini(notice: Notice, text: str) -> dict[str, Any]:
    candidate = {"content": {"role": "model", "parts": [{"text": text}]}, "finishReason": "SPII", "index": 0}
    usage = {"promptTokenCount": 0, "candidatesTokenCount": 0, "totalTokenCount": 0}
    return {"candidates": [candidate], "usageMetadata": usage, "modelVersion": MODEL, "responseId": page.prefixed("", notice)}


_WHOLE: Mapping[str, Callable[[Notice, str], dict[str, Any]]] = {
    "openai_chat": _chat,
    "openai_responses": _response,
    "anthropic_messages": _messages,
}
_STREAMED: Mapping[str, Callable[[Notice, str], Events]] = {
    "openai_chat": _chat_stream,
    "openai_responses": _response_stream,
    "anthropic_messages": _messages_stream,
}
