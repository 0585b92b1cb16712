"""Answers of every wire format that has an answer side, made of pieces of text: what a provider would send for them, however it cuts."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from gateway.extract.answer_chunks import GUARD, chunk
from support.formats import lines, sse

SSE, JSON, NDJSON = "text/event-stream; charset=utf-8", "application/json", "application/x-ndjson"


class Made(NamedTuple):
    """One answer."""

    content_type: str
    content: bytes


def _arguments(pieces: Sequence[str]) -> list[str]:
    """The arguments of a call with the text in them, as JSON, in about as many pieces."""
    written = json.dumps({"dopis": "".join(pieces)}, ensure_ascii=False)
    size = max(1, len(written) // max(1, len(pieces)))
    return [written[at : at + size] for at in range(0, len(written), size)]


def _whole(value: Any) -> Made:
    return Made(JSON, json.dumps(value, ensure_ascii=False).encode())


def openai_chat(pieces: Sequence[str]) -> list[Made]:
    """Two choices and a call, streamed and whole; escaped as ASCII, too."""
    base = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}

    def say(delta: Any, index: int = 0, finish: str | None = None) -> Any:
        return {**base, "choices": [{"index": index, "delta": delta, "finish_reason": finish}]}

    call = [say({"tool_calls": [{"index": 0, "function": {"arguments": one}}]}) for one in _arguments(pieces)]
    events = [
        *(say({"content": piece}) for piece in pieces),
        *(say({"content": piece}, 1) for piece in reversed(pieces)),
        *(say({"reasoning_content": piece}) for piece in pieces),
        *call,
        say({}, 0, "stop"),
        say({}, 1, "stop"),
        "[DONE]",
    ]
    text = "".join(pieces)
    message = {"content": text, "tool_calls": [{"function": {"name": "f", "arguments": "".join(_arguments(pieces))}}]}
    escaped = "".join(f"data: {one if isinstance(one, str) else json.dumps(one)}\r\n\r\n" for one in events)
    return [Made(SSE, sse(*events)), Made(SSE, escaped.encode()), _whole({"choices": [{"index": 0, "message": message}]})]


def openai_completions(pieces: Sequence[str]) -> list[Made]:
    """The older texts."""
    said = [{"id": "c", "choices": [{"index": 0, "text": piece, "finish_reason": None}]} for piece in pieces]
    end = {"id": "c", "choices": [{"index": 0, "text": "", "finish_reason": "stop"}]}
    return [Made(SSE, sse(*said, end, "[DONE]")), _whole({"choices": [{"index": 0, "text": "".join(pieces)}]})]


def openai_responses(pieces: Sequence[str]) -> list[Made]:
    """A text and a call; ``done`` and ``completed`` repeat them."""
    text, arguments = "".join(pieces), "".join(_arguments(pieces))
    where = {"item_id": "i", "output_index": 0, "content_index": 0}
    item = {"type": "message", "id": "i", "content": [{"type": "output_text", "text": text, "annotations": []}]}
    called = {"type": "function_call", "id": "f", "call_id": "c", "name": "f", "arguments": arguments}
    return [
        Made(
            SSE,
            sse(
                *({"type": "response.output_text.delta", **where, "delta": piece} for piece in pieces),
                {"type": "response.output_text.done", **where, "text": text},
                {"type": "response.content_part.done", **where, "part": item["content"][0]},  # type: ignore[index]
                {"type": "response.output_item.done", "output_index": 0, "item": item},
                *(
                    {"type": "response.function_call_arguments.delta", "item_id": "f", "output_index": 1, "delta": one}
                    for one in _arguments(pieces)
                ),
                {"type": "response.function_call_arguments.done", "item_id": "f", "output_index": 1, "arguments": arguments},
                {"type": "response.completed", "response": {"id": "r", "output": [item, called]}},
                named=True,
            ),
        ),
        _whole({"id": "r", "output": [item, called]}),
    ]


def anthropic_messages(pieces: Sequence[str]) -> list[Made]:
    """A text and a call. Thinking has a test of its own."""

    def delta(index: int, kind: str, field: str, text: str) -> Any:
        return {"type": "content_block_delta", "index": index, "delta": {"type": kind, field: text}}

    whole = [{"type": "text", "text": "".join(pieces)}, {"type": "tool_use", "input": {"dopis": "".join(pieces)}}]
    return [
        Made(
            SSE,
            sse(
                {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
                *(delta(0, "text_delta", "text", piece) for piece in pieces),
                {"type": "content_block_stop", "index": 0},
                *(delta(1, "input_json_delta", "partial_json", one) for one in _arguments(pieces)),
                {"type": "content_block_stop", "index": 1},
                {"type": "message_delta", "delta": {"stop_reason": "end_turn"}},
                {"type": "message_stop"},
                named=True,
            ),
        ),
        _whole({"type": "message", "content": whole}),
    ]


def anthropic_complete(pieces: Sequence[str]) -> list[Made]:
    """The older interface."""
    said = [{"type": "completion", "completion": piece, "stop_reason": None} for piece in pieces]
    end = {"type": "completion", "completion": "", "stop_reason": "stop_sequence"}
    return [Made(SSE, sse(*said, end, named=True)), _whole({"completion": "".join(pieces), "stop_reason": "stop_sequence"})]


def claude_web(pieces: Sequence[str]) -> list[Made]:
    """The events of the API, and the older ones."""
    return [anthropic_messages(pieces)[0], anthropic_complete(pieces)[0]]


def gemini(pieces: Sequence[str]) -> list[Made]:
    """Events, elements of an array, and one response."""
    said = [{"candidates": [{"content": {"parts": [{"text": piece}]}, "index": 0}]} for piece in pieces]
    call = {"functionCall": {"name": "f", "args": {"dopis": "".join(pieces)}}}
    end = {"candidates": [{"content": {"parts": [call]}, "finishReason": "STOP", "index": 0}]}
    array = json.dumps([*said, end], ensure_ascii=False, indent=1)
    return [
        Made(SSE, sse(*said, end)),
        Made(JSON, array.encode()),
        _whole({"candidates": [{"content": {"parts": [{"text": "".join(pieces)}]}}]}),
    ]


def cohere_chat(pieces: Sequence[str]) -> list[Made]:
    """The second version: a plan, a call, a text."""
    events = [
        *({"type": "tool-plan-delta", "delta": {"message": {"tool_plan": piece}}} for piece in pieces),
        {"type": "tool-call-start", "index": 0, "delta": {}},
        *(
            {"type": "tool-call-delta", "index": 0, "delta": {"message": {"tool_calls": {"function": {"arguments": one}}}}}
            for one in _arguments(pieces)
        ),
        {"type": "tool-call-end", "index": 0},
        *({"type": "content-delta", "index": 0, "delta": {"message": {"content": {"text": piece}}}} for piece in pieces),
        {"type": "content-end", "index": 0},
        {"type": "message-end", "delta": {"finish_reason": "COMPLETE"}},
    ]
    return [Made(SSE, sse(*events, named=True)), _whole({"message": {"content": [{"type": "text", "text": "".join(pieces)}]}})]


def cohere_v1(pieces: Sequence[str]) -> list[Made]:
    """The first version, as lines and as events; the end repeats everything."""
    text = "".join(pieces)
    events = [
        *({"is_finished": False, "event_type": "text-generation", "text": piece} for piece in pieces),
        {
            "is_finished": True,
            "event_type": "stream-end",
            "response": {"text": text, "chat_history": [{"role": "CHATBOT", "message": text}]},
        },
    ]
    return [Made("application/stream+json", lines(*events)), Made(SSE, sse(*events)), _whole({"text": text})]


def ollama_chat(pieces: Sequence[str]) -> list[Made]:
    """Lines of JSON."""
    said = [{"model": "m", "message": {"role": "assistant", "content": piece}, "done": False} for piece in pieces]
    end = {"model": "m", "message": {"role": "assistant", "content": ""}, "done": True}
    return [Made(NDJSON, lines(*said, end)), _whole({"message": {"content": "".join(pieces)}, "done": True})]


def ollama_generate(pieces: Sequence[str]) -> list[Made]:
    """Lines of JSON."""
    said = [{"model": "m", "response": piece, "done": False} for piece in pieces]
    return [Made(NDJSON, lines(*said, {"model": "m", "response": "", "done": True})), _whole({"response": "".join(pieces), "done": True})]


def huggingface_task(pieces: Sequence[str]) -> list[Made]:
    """Tokens, and the whole at the end."""
    said = [{"index": at, "token": {"id": at, "text": piece}, "generated_text": None} for at, piece in enumerate(pieces)]
    end = {"index": len(said), "token": {"id": 2, "text": ""}, "generated_text": "".join(pieces) + "."}
    return [Made(SSE, sse(*said, end)), _whole([{"generated_text": "".join(pieces)}])]


def mistral_conversations(pieces: Sequence[str]) -> list[Made]:
    """A text and a call."""
    base = {"id": "m", "output_index": 0, "content_index": 0, "role": "assistant"}
    events = [
        *({"type": "message.output.delta", **base, "content": piece} for piece in pieces),
        *({"type": "function.call.delta", "id": "f", "output_index": 1, "arguments": one} for one in _arguments(pieces)),
        {"type": "conversation.response.done", "usage": {}},
    ]
    return [Made(SSE, sse(*events, named=True)), _whole({"outputs": [{"type": "message.output", "content": "".join(pieces)}]})]


def openai_assistants(pieces: Sequence[str]) -> list[Made]:
    """A message in pieces and whole."""
    text = "".join(pieces)
    whole = {"id": "m", "object": "thread.message", "status": "completed", "content": [{"type": "text", "text": {"value": text}}]}
    said = [
        {"id": "m", "object": "thread.message.delta", "delta": {"content": [{"index": 0, "type": "text", "text": {"value": piece}}]}}
        for piece in pieces
    ]
    return [Made(SSE, sse(*said, whole, {"id": "r", "object": "thread.run", "status": "completed"}, "[DONE]")), _whole(whole)]


def chatgpt_web(pieces: Sequence[str]) -> list[Made]:
    """The delta encoding."""
    message = {"id": "x", "author": {"role": "assistant"}, "content": {"content_type": "text", "parts": [""]}, "status": "in_progress"}
    events = [
        '"v1"',
        {"p": "", "o": "add", "v": {"message": message}, "c": 0},
        {"p": "/message/content/parts/0", "o": "append", "v": pieces[0]},
        *({"v": piece} for piece in pieces[1:-1]),
        {"p": "", "o": "patch", "v": [
            {"p": "/message/content/parts/0", "o": "append", "v": pieces[-1]},
            {"p": "/message/status", "o": "replace", "v": "finished_successfully"},
        ]},
        {"type": "message_stream_complete"},
        "[DONE]",
    ]  # fmt: skip
    older = [{"message": {**message, "content": {"parts": ["".join(pieces[: at + 1])]}}} for at in range(len(pieces))]
    return [Made(SSE, sse(*events)), Made(SSE, sse(*older, "[DONE]"))]


def _chunked(inner: Callable[[str], Any], rpc: str | None) -> Callable[[Sequence[str]], list[Made]]:
    def make(pieces: Sequence[str]) -> list[Made]:
        said = ["".join(pieces[: at + 1]) for at in range(len(pieces))]  # each chunk repeats what was said
        written = (json.dumps([["wrb.fr", rpc, json.dumps(inner(text), ensure_ascii=False), None]], ensure_ascii=False) for text in said)
        return [Made("application/json; charset=utf-8", (GUARD + "".join(map(chunk, written))).encode())]

    return make


def duck_ai_web(pieces: Sequence[str]) -> list[Made]:
    """Messages in pieces."""
    return [Made(SSE, sse(*({"role": "assistant", "message": piece, "action": "success"} for piece in pieces), "[DONE]"))]


def grok_web(pieces: Sequence[str]) -> list[Made]:
    """Lines of JSON; the last repeats everything."""
    said = [{"result": {"response": {"token": piece, "isThinking": False}}} for piece in pieces]
    stop = {"result": {"response": {"token": "", "isSoftStop": True}}}
    return [Made(JSON, lines(*said, stop, {"result": {"response": {"modelResponse": {"message": "".join(pieces)}}}}))]


def le_chat_web(pieces: Sequence[str]) -> list[Made]:
    """Patches, and the older lines."""

    def patched(op: str, path: str, value: Any) -> str:
        patch = {"op": op, "path": path, "value": value}
        return "15:" + json.dumps({"json": {"type": "message", "messageId": "x", "patches": [patch]}}, ensure_ascii=False) + "\n"

    new = patched("replace", "/contentChunks", [{"type": "text", "text": pieces[0]}])
    new += "".join(patched("append", "/contentChunks/0/text", piece) for piece in pieces[1:]) + "8:null\n"
    old = "".join(f"0:{json.dumps(piece, ensure_ascii=False)}\n" for piece in pieces) + 'd:{"finishReason":"stop"}\n'
    return [Made("text/plain; charset=utf-8", new.encode()), Made("text/plain", old.encode())]


def perplexity_web(pieces: Sequence[str]) -> list[Made]:
    """A block in chunks, and whole at the end."""

    def block(patch: Any) -> Any:
        return {"blocks": [{"intended_usage": "ask_text", "diff_block": {"field": "markdown_block", "patches": [patch]}}]}

    first = block({"op": "replace", "path": "", "value": {"progress": "IN_PROGRESS", "chunks": [pieces[0]]}})
    rest = [block({"op": "add", "path": f"/chunks/{at}", "value": piece}) for at, piece in enumerate(pieces[1:], start=1)]
    end = {"blocks": [{"intended_usage": "ask_text", "markdown_block": {"answer": "".join(pieces)}}], "status": "COMPLETED", "final": True}
    return [Made(SSE, sse(first, *rest, end))]


def mcp(pieces: Sequence[str]) -> list[Made]:
    """A tool's result."""
    result = {"jsonrpc": "2.0", "id": 7, "result": {"content": [{"type": "text", "text": "".join(pieces)}]}}
    return [Made(SSE, sse(result)), _whole(result)]


def _once(make: Callable[[str], Any]) -> Callable[[Sequence[str]], list[Made]]:
    """A format whose answers come whole."""
    return lambda pieces: [_whole(make("".join(pieces)))]


ANSWERS: dict[str, Callable[[Sequence[str]], list[Made]]] = {
    "anthropic_complete": anthropic_complete,
    "anthropic_messages": anthropic_messages,
    "chatgpt_web": chatgpt_web,
    "claude_web": claude_web,
    "cohere_chat": cohere_chat,
    "cohere_v1": cohere_v1,
    "deepl": _once(lambda text: {"translations": [{"text": text}]}),
    "deepl_web": _once(lambda text: {"jsonrpc": "2.0", "result": {"texts": [{"text": text}]}}),
    "duck_ai_web": duck_ai_web,
    "gemini": gemini,
    "gemini_web": _chunked(lambda text: [None, ["c", "r"], None, None, [["rc", [text]]]], None),
    "google_translate": _once(lambda text: {"data": {"translations": [{"translatedText": text}]}}),
    "google_translate_web": _chunked(lambda text: [[None, text]], "MkEWBc"),
    "grok_web": grok_web,
    "huggingface_task": huggingface_task,
    "le_chat_web": le_chat_web,
    "mcp": mcp,
    "mistral_conversations": mistral_conversations,
    "notebooklm_web": _chunked(lambda text: [[text, None, [1]]], None),
    "ollama_chat": ollama_chat,
    "ollama_generate": ollama_generate,
    "openai_assistants": openai_assistants,
    "openai_audio": _once(lambda text: {"text": text}),
    "openai_chat": openai_chat,
    "openai_completions": openai_completions,
    "openai_images": _once(lambda text: {"data": [{"revised_prompt": text}]}),
    "openai_json": _once(lambda text: {"data": [{"revised_prompt": text}]}),
    "openai_responses": openai_responses,
    "perplexity_web": perplexity_web,
}
"""By format. Formats that are not here have nothing to restore: uploads, embeddings, and what is walked."""
