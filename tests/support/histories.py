"""Bodies of chats that send their whole history, in each format that knows one again: one neutral dialogue, written as its clients do.

A neutral message is ``{"role", "content"}``: ``user``, ``assistant``, ``system``, ``thought`` (reasoning), ``call`` (of a function, with the
content in its arguments) or ``tool`` (what it returns); the content is a string or a list of ``{"type": "text", "text"}``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

CHATS = ("openai_chat", "anthropic_messages", "ollama_chat", "cohere_chat")
SETTLING = (*CHATS, "openai_responses", "gemini")
"""Formats whose histories are known again."""

LISTS = {"openai_responses": "input", "gemini": "contents"}
"""The name of the list, where it is not ``messages``."""

_CHAT_ROLES = {"thought": "assistant", "call": "assistant", "tool": "assistant"}
_GEMINI_ROLES = {"assistant": "model", "thought": "model", "call": "model", "tool": "user"}


def chat(*said: str) -> list[dict[str, Any]]:
    """A dialogue that the user begins."""
    return [{"role": ("user", "assistant")[at % 2], "content": text} for at, text in enumerate(said)]


def body(
    name: str,
    messages: Sequence[dict[str, Any]],
    *,
    before: str = "",
    behind: str = "",
    ascii_only: bool = False,
    separators: tuple[str, str] = (",", ":"),
) -> bytes:
    """The body of a request; ``before`` and ``behind`` are members in JSON (each ends, or begins, with its comma)."""
    written = [message(name, one) for one in messages]
    listed = json.dumps(written, ensure_ascii=ascii_only, separators=separators)
    member = json.dumps(LISTS.get(name, "messages")) + separators[1] + listed
    return ('{"model":"m",' + before + member + behind + "}").encode()


def message(name: str, one: dict[str, Any]) -> dict[str, Any]:
    """One message as the format has it; what has a ``raw`` of its own is that."""
    if "raw" in one:
        return dict(one["raw"])
    if name == "openai_responses":
        return _item(one["role"], one["content"])
    if name == "gemini":
        return {"role": _GEMINI_ROLES.get(one["role"], one["role"]), "parts": _parts(one["role"], one["content"])}
    return {**one, "role": _CHAT_ROLES.get(one["role"], one["role"])}


def _item(role: str, content: Any) -> dict[str, Any]:
    texts = [content] if isinstance(content, str) else [part["text"] for part in content]
    match role:
        case "call":
            return {"type": "function_call", "call_id": "c", "name": "f", "arguments": json.dumps({"q": " ".join(texts)})}
        case "tool":
            return {"type": "function_call_output", "call_id": "c", "output": " ".join(texts)}
        case "thought":
            summary = [{"type": "summary_text", "text": text} for text in texts]
            return {"type": "reasoning", "id": "rs_1", "summary": summary, "encrypted_content": None}
        case "user" | "system" if isinstance(content, str):
            return {"role": "developer" if role == "system" else role, "content": content}
        case _:
            kind = "output_text" if role == "assistant" else "input_text"
            parts = [{"type": kind, "text": text} for text in texts]
            return {"type": "message", "id": "msg_1", "role": role, "content": parts}


def _parts(role: str, content: Any) -> list[dict[str, Any]]:
    texts = [content] if isinstance(content, str) else [part["text"] for part in content]
    match role:
        case "call":
            return [{"functionCall": {"id": "c", "name": "f", "args": {"q": text}}, "thoughtSignature": "c2ln"} for text in texts]
        case "tool":
            return [{"functionResponse": {"id": "c", "name": "f", "response": {"output": text}}} for text in texts]
        case "thought":
            return [{"text": text, "thought": True} for text in texts]
        case _:
            return [{"text": text} for text in texts]
