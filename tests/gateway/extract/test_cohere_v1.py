"""The request side of Cohere's first version, and its answers as a whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.cohere_v1 import FORMAT
from support.formats import lines, rebuilds, refusal, spoken, sse, streams_whole
from support.wire import body, head, joined

REQUEST = {
    "message": "v-message",
    "chat_history": [{"role": "USER", "message": "v-user"}, {"role": "CHATBOT", "message": "v-said"}, {"role": "TOOL", "tool_results": [{"outputs": [{"a": "v-old"}]}]}],
    "preamble": "v-preamble",
    "documents": [{"title": "v-title", "snippet": "v-snippet"}],
    "tool_results": [{"call": {"name": "f", "parameters": {"a": "v-parameter"}}, "outputs": [{"b": "v-output"}]}],
    "connectors": [{"id": "web-search", "options": {"site": "v-site"}}],
    "stream": True,
}  # fmt: skip


def test_every_carrier_is_seen():
    """The message, the history by role, documents and results of tools; each can be changed."""
    assert spoken(FORMAT, REQUEST) == {
        "v-message": "user", "v-user": "user", "v-said": "assistant", "v-old": "tool", "v-preamble": "system", "v-title": "user",
        "v-snippet": "user", "v-parameter": "tool", "v-output": "tool", "v-site": "metadata",
    }  # fmt: skip
    assert spoken(FORMAT, {"prompt": "v-p"}) == {"v-p": "user"}
    split = {"chat_history": [{"role": "USER", "message": "rodné číslo 7103"}, {"role": "USER", "message": "19/2745"}], "message": "a"}
    assert any("710319/2745" in text for text in joined(FORMAT.segments(body(split))))
    rebuilds(FORMAT, REQUEST)


@pytest.mark.parametrize(
    ("path", "operation"), [("/v1/chat", "chat"), ("/v1/generate", "generate"), ("/v1/summarize", "summarize"), ("/v2/chat", None)]
)
def test_operation(path, operation):
    """The first version alone; the refusal has Cohere's envelope."""
    assert FORMAT.operation(head(path=path)) == operation
    assert list(refusal(FORMAT)) == ["message", "id"]


def test_conversation():
    """The id in the body; else how the history began."""
    first = FORMAT.conversation(body({"message": "a"})).key
    grown = FORMAT.conversation(
        body({"message": "c", "chat_history": [{"role": "USER", "message": "a"}, {"role": "CHATBOT", "message": "b"}]})
    )
    assert FORMAT.conversation(body({"message": "a", "conversation_id": "1"})).key != first
    assert (
        FORMAT.conversation(body({"message": "a", "conversation_id": "1"})).key
        == FORMAT.conversation(body({"message": "z", "conversation_id": "1"})).key
    )
    assert grown.turn == 2


CHAT = [
    {"is_finished": False, "event_type": "stream-start", "generation_id": "g"},
    *({"is_finished": False, "event_type": "text-generation", "text": text} for text in ("Dobrý den, ", "OSO", "BA_1.")),
    {"is_finished": True, "event_type": "stream-end", "response": {"text": "Dobrý den, OSOBA_1.", "chat_history": [{"role": "USER", "message": "OSOBA_1"}]}},
]  # fmt: skip
GENERATE = [
    *({"is_finished": False, "event_type": "text-generation", "index": i, "text": text} for i, text in ((0, "OSO"), (1, "a"), (0, "BA_1"))),
    {"is_finished": True, "event_type": "stream-end", "response": {"generations": [{"text": "OSOBA_1"}, {"text": "a"}]}},
]
STREAMS = [
    ("application/stream+json", lines(*CHAT)),
    ("text/event-stream", sse(*CHAT)),
    ("application/stream+json", lines(*GENERATE)),
]


@given(st.sampled_from(STREAMS), st.lists(st.integers(0, 400), max_size=8))
def test_any_cut(stream, at):
    """However the stream is cut, as lines or as events, it comes out the same, and nothing is held back beyond the end."""
    streams_whole(FORMAT, stream[0], stream[1], at)
