"""The request side of OpenAI Assistants, and its answers as a whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.api import Body
from gateway.extract.openai_assistants import FORMAT
from support.formats import rebuilds, refusal, spoken, sse, streams_whole
from support.wire import JSON, body, head

REQUESTS = [
    ("/v1/assistants", "assistants", {"name": "v-n", "instructions": "v-i", "tools": [{"function": {"description": "v-d"}}]},
     {"v-n": "metadata", "v-i": "system", "v-d": "tool"}),
    ("/v1/threads", "threads", {"messages": [{"role": "assistant", "content": "v-a"}, {"role": "user", "content": [{"type": "text", "text": "v-u"}]}]},
     {"v-a": "assistant", "v-u": "user"}),
    ("/v1/threads/thread_1/messages", "threads.messages", {"role": "user", "content": "v-c", "attachments": [{"file_id": "v-f"}]},
     {"v-c": "user", "v-f": "user"}),
    ("/v1/threads/thread_1/runs", "threads.thread_runs", {"instructions": "v-i", "additional_messages": [{"role": "user", "content": "v-m"}]},
     {"v-i": "system", "v-m": "user"}),
    ("/v1/threads/runs", "threads.runs", {"assistant_id": "a", "thread": {"messages": [{"role": "assistant", "content": "v-t"}]}, "stream": True},
     {"v-t": "assistant"}),
    ("/v1/threads/thread_1/runs/run_1/submit_tool_outputs", "threads.tool_outputs", {"tool_outputs": [{"tool_call_id": "c", "output": "v-o"}]},
     {"v-o": "tool"}),
]  # fmt: skip


@pytest.mark.parametrize(("path", "operation", "request_body", "expected"), REQUESTS, ids=[row[1] for row in REQUESTS])
def test_every_carrier_is_seen(path, operation, request_body, expected):
    """Each operation is known by its path, each planted value a segment with the right speaker, and each can be changed."""
    assert FORMAT.operation(head(path=path)) == operation
    assert spoken(FORMAT, request_body) == expected
    assert FORMAT.segments(body(request_body)).streaming == ("stream" in request_body)
    rebuilds(FORMAT, request_body)


def test_conversation():
    """The thread in the path names it; a new thread has no name yet."""
    keys = [
        FORMAT.conversation(Body(b"{}", JSON, f"/v1/threads{path}")).key
        for path in ("/t_1/messages", "/t_1/runs", "/t_2/runs", "/runs", "")
    ]
    assert keys[0] == keys[1] != keys[2]
    assert keys[0] is not None
    assert keys[3:] == [None, None]


def test_refusal():
    """OpenAI's envelope."""
    assert refusal(FORMAT)["error"]["code"] == "czech_pii_blocked"


def delta(text):
    return {
        "id": "m",
        "object": "thread.message.delta",
        "delta": {"content": [{"index": 0, "type": "text", "text": {"value": text, "annotations": []}}]},
    }


STREAM = sse(
    {"id": "m", "object": "thread.message", "status": "in_progress", "content": []},
    delta("Dobrý "), delta("den, OSO"), delta("BA_1."),
    {"id": "s", "object": "thread.run.step.delta", "delta": {"step_details": {"type": "tool_calls", "tool_calls": [{"index": 0, "type": "function", "function": {"arguments": '{"a":'}}]}}},
    {"id": "s", "object": "thread.run.step.delta", "delta": {"step_details": {"type": "tool_calls", "tool_calls": [{"index": 0, "type": "function", "function": {"arguments": '"OSOBA_1"}'}}]}}},
    {"id": "s", "object": "thread.run.step", "status": "completed"},
    {"id": "m", "object": "thread.message", "status": "completed", "content": [{"type": "text", "text": {"value": "Dobrý den, OSOBA_1.", "annotations": []}}]},
    {"id": "r", "object": "thread.run", "status": "completed"},
    "[DONE]",
)  # fmt: skip


@given(st.lists(st.integers(0, len(STREAM)), max_size=8))
def test_any_cut(at):
    """However the stream is cut, it comes out the same, and what is held back comes out before its message ends."""
    streams_whole(FORMAT, "text/event-stream", STREAM, at)
