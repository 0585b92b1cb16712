"""The request side of Ollama's chat, and its answers as a whole."""

import json

from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.ollama_chat import FORMAT
from support.formats import lines, rebuilds, refusal, spoken, streams_whole
from support.wire import JSON, answered, body, head, opaque

REQUEST = {
    "model": "llama3.2",
    "messages": [
        {"role": "system", "content": "v-system"},
        {"role": "user", "content": "v-user", "images": ["AAAA"]},
        {"role": "assistant", "content": "", "thinking": "v-thought", "tool_calls": [{"function": {"name": "f", "arguments": {"rodne_cislo": "v-argument"}}}]},
        {"role": "tool", "tool_name": "f", "content": "v-result"},
    ],
    "tools": [{"type": "function", "function": {"name": "f", "description": "v-tool"}}],
    "options": {"stop": ["v-stop"]},
    "keep_alive": "5m",
}  # fmt: skip


def test_every_carrier_is_seen():
    """Messages of every role, calls, results; a picture in bare base64 is a file; each text can be changed."""
    assert spoken(FORMAT, REQUEST) == {
        "v-system": "system", "v-user": "user", "v-thought": "assistant", "v-argument": "assistant", "v-result": "tool",
        "v-tool": "tool", "v-stop": "metadata",
    }  # fmt: skip
    found = FORMAT.segments(body(REQUEST))
    assert [file.content for file in found.files] == [b"\0\0\0"]
    assert found.conversation == FORMAT.conversation(body(REQUEST))
    rebuilds(FORMAT, REQUEST)


def test_operation_and_refusal():
    """One path; the refusal is what the client shows as an error."""
    assert FORMAT.operation(head(path="/api/chat")) == "chat"
    assert FORMAT.operation(head(path="/v1/api/chat")) is None
    assert list(refusal(FORMAT)) == ["error", "code"]
    assert opaque(FORMAT.segments, body({"messages": [{"role": "user", "content": "a", "images": ["no base64"]}]})) == "undecodable"


def line(text, **more):
    return {
        "model": "llama3.2",
        "created_at": "2026-01-01T00:00:00Z",
        "message": {"role": "assistant", "content": text, **more},
        "done": False,
    }


STREAM = lines(
    line("", thinking="Kdo je OSO"),
    line("", thinking="BA_1?"),
    line("Dobrý den, OSO"),
    line("BA_1."),
    line("", tool_calls=[{"function": {"name": "f", "arguments": {"kdo": "OSOBA_1"}}}]),
    {"model": "llama3.2", "message": {"role": "assistant", "content": ""}, "done": True, "done_reason": "stop", "eval_count": 5},
)


@given(st.lists(st.integers(0, len(STREAM)), max_size=8))
def test_any_cut(at):
    """However the lines are cut, they come out the same, and what is held back comes out before the last one."""
    streams_whole(FORMAT, "application/x-ndjson", STREAM, at)


def test_whole_answer():
    """An answer that is not streamed."""
    out = answered(
        FORMAT, JSON, lambda _key, text, _last: text.replace("OSOBA_1", "Jan"), [json.dumps(line("OSOBA_1") | {"done": True}).encode()]
    )
    assert json.loads(out)["message"]["content"] == "Jan"
