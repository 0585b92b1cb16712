"""Examples in the formats of other vendors' APIs. Source: their API references; what each format's own module says of its shape."""

from __future__ import annotations

import json

from gateway.extract.examples.api import Example, Examples
from gateway.extract.examples.shapes import DOCX, as_json, base64_of, data_uri, docx, files, picture


def _messages(text: str) -> list[tuple[str, dict[str, object]]]:
    user = {"role": "user", "content": "Pokračuj."}

    def said(*blocks: object) -> dict[str, object]:
        return {"messages": [{"role": "user", "content": [*blocks]}]}

    plain = {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": text}}
    binary = {"type": "document", "source": {"type": "base64", "media_type": "text/plain", "data": base64_of(text)}}
    use = {"role": "assistant", "content": [{"type": "tool_use", "id": "t", "name": "vyhledej", "input": {"dotaz": text}}]}
    return [
        ("question", {"messages": [{"role": "user", "content": text}]}),
        ("blocks of a question", said({"type": "text", "text": text})),
        ("system text", {"system": text, "messages": [user]}),
        ("tool call", {"messages": [user, use]}),
        ("tool result", said({"type": "tool_result", "tool_use_id": "t", "content": [{"type": "text", "text": text}]})),
        ("tool description", {"messages": [user], "tools": [{"name": "a", "description": text, "input_schema": {"type": "object"}}]}),
        ("document as text", said(plain)),
        ("document", said(binary)),
    ]


def anthropic(text: str) -> tuple[Example, ...]:
    """Anthropic Messages."""
    drawn = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": base64_of(picture(text))}}
    model = {"model": "claude-sonnet-4-5", "max_tokens": 64}
    return (
        *(as_json(carrier, {**model, **body}) for carrier, body in _messages(text)),
        as_json("picture", {**model, "messages": [{"role": "user", "content": [drawn]}]}, picture=True),
    )


def batches(text: str) -> tuple[Example, ...]:
    """Anthropic Message Batches."""
    return tuple(
        as_json(carrier, {"requests": [{"custom_id": "a", "params": {"model": "m", "max_tokens": 64, **body}}]})
        for carrier, body in _messages(text)[:2]
    )


def complete(text: str) -> tuple[Example, ...]:
    """Anthropic's older completions."""
    return (as_json("prompt", {"model": "m", "prompt": f"\n\nHuman: {text}\n\nAssistant:", "max_tokens_to_sample": 64}),)


def uploads(text: str) -> tuple[Example, ...]:
    """A form with a file."""
    return files("file", text)


def datasets(text: str) -> tuple[Example, ...]:
    """Cohere's datasets."""
    return files("data", text)


def cohere(text: str) -> tuple[Example, ...]:
    """Cohere Chat, version 2."""
    user = {"role": "user", "content": "Pokračuj."}
    return (
        as_json("question", {"model": "m", "messages": [{"role": "user", "content": text}]}),
        as_json("parts of a question", {"model": "m", "messages": [{"role": "user", "content": [{"type": "text", "text": text}]}]}),
        as_json("document", {"model": "m", "messages": [user], "documents": [{"id": "1", "data": {"snippet": text}}]}),
        as_json("tool result", {"model": "m", "messages": [user, {"role": "tool", "tool_call_id": "c", "content": text}]}),
    )


def cohere_v1(text: str) -> tuple[Example, ...]:
    """Cohere Chat, Generate and Summarize, version 1."""
    return (
        as_json("question", {"message": text, "prompt": text, "text": text}),
        as_json("history", {"message": "Pokračuj.", "chat_history": [{"role": "USER", "message": text}]}),
        as_json("preamble", {"message": "Pokračuj.", "preamble": text}),
    )


def cohere_json(text: str) -> tuple[Example, ...]:
    """Cohere's operations without a history."""
    return (
        as_json("texts", {"model": "m", "texts": [text], "inputs": [text], "query": text, "text": text}),
        as_json("documents", {"model": "m", "query": "poplatek", "documents": ["Ahoj", text]}),
        as_json("tokens", {"model": "m", "tokens": [10002, 2261, 2012]}, opaque=True, paths="detokenize"),
    )


def conversations(text: str) -> tuple[Example, ...]:
    """Mistral Conversations."""
    return (
        as_json("question", {"model": "m", "inputs": text}),
        as_json("entry", {"model": "m", "inputs": [{"type": "message.input", "role": "user", "content": text}]}),
        as_json("instructions", {"model": "m", "inputs": "Pokračuj.", "instructions": text}),
    )


def ollama(text: str) -> tuple[Example, ...]:
    """Ollama's chat."""
    call = {"function": {"name": "vyhledej", "arguments": {"dotaz": text}}}
    return (
        as_json("question", {"model": "m", "messages": [{"role": "user", "content": text}]}),
        as_json("tool call", {"model": "m", "messages": [{"role": "assistant", "content": "", "tool_calls": [call]}]}),
        as_json("file in base64", {"model": "m", "messages": [{"role": "user", "content": "Co to je?", "images": [base64_of(text)]}]}),
    )


def generate(text: str) -> tuple[Example, ...]:
    """Ollama's generation."""
    return (
        as_json("prompt", {"model": "m", "prompt": text, "input": text}),
        as_json("system text", {"model": "m", "prompt": "Pokračuj.", "system": text}),
        as_json("context (token ids)", {"model": "m", "prompt": "Pokračuj.", "context": [1, 2, 3]}, opaque=True),
    )


def task(text: str) -> tuple[Example, ...]:
    """Hugging Face inference by task."""
    return (
        as_json("text", {"inputs": text}),
        as_json("object of a task", {"inputs": {"question": "Kdo?", "context": text}}),
        Example("document", docx(text), DOCX),
        Example("picture", picture(text), "image/png", picture=True),
        Example("recording", b"RIFF\x24\x00\x00\x00WAVEfmt ", "audio/wav", sound=True),
    )


def mcp(text: str) -> tuple[Example, ...]:
    """Model Context Protocol."""

    def message(method: str, params: object) -> dict[str, object]:
        return {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}

    return (
        as_json("arguments of a tool", message("tools/call", {"name": "vyhledej", "arguments": {"dotaz": text}})),
        as_json("answer to the server", {"jsonrpc": "2.0", "id": 1, "result": {"content": {"type": "text", "text": text}}}),
        as_json("batch", [message("ping", {}), message("tools/call", {"name": "a", "arguments": {"b": json.dumps({"c": text})}})]),
    )


def raw(text: str) -> tuple[Example, ...]:
    """A bare file."""
    return (
        Example("text file", text.encode(), "text/plain"),
        Example("document", docx(text), DOCX),
        Example("unknown bytes", b"\x00\x01\x02\x03" * 64, "application/octet-stream", opaque=True),
    )


def walk(text: str) -> tuple[Example, ...]:
    """Anything that has texts in it."""
    return (
        as_json("any leaf", {"a": [1, {"b": text}]}),
        as_json("object key", {text: 1}),
        as_json("JSON in a text", {"a": json.dumps({"b": [text]})}),
        as_json("file in a text", {"a": data_uri(text)}),
    )


EXAMPLES: Examples = {
    "anthropic_messages": anthropic,
    "anthropic_batches": batches,
    "anthropic_complete": complete,
    "anthropic_files": uploads,
    "cohere_chat": cohere,
    "cohere_v1": cohere_v1,
    "cohere_json": cohere_json,
    "cohere_files": datasets,
    "mistral_conversations": conversations,
    "ollama_chat": ollama,
    "ollama_generate": generate,
    "huggingface_task": task,
    "mcp": mcp,
    "raw_file": raw,
    "walk": walk,
}
