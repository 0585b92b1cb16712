"""The request side of OpenAI Responses and Conversations, and its answers as a whole."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.openai_responses import FORMAT
from support.formats import rebuilds, refusal, spoken, sse, streams_whole
from support.wire import JSON, body, head, joined, opaque, texts

REQUEST = {
    "model": "gpt-x",
    "instructions": "v-instructions",
    "input": [
        {"role": "developer", "content": "v-developer"},
        {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "v-part"}, {"type": "input_text", "text": "v-next"}]},
        {"role": "user", "content": [{"type": "input_text", "text": "v-third"}, {"type": "input_file", "filename": "v-name.pdf", "file_url": "https://v.example/f"}]},
        {"type": "message", "role": "assistant", "id": "m", "status": "completed", "content": [{"type": "output_text", "text": "v-said", "annotations": []}]},
        {"type": "function_call", "call_id": "c", "name": "f", "arguments": '{"rodne_cislo": "v-\\u0061rgument"}'},
        {"type": "function_call_output", "call_id": "c", "output": "v-output"},
        {"type": "function_call_output", "call_id": "d", "output": [{"type": "input_text", "text": "v-output part"}]},
        {"type": "reasoning", "id": "r", "summary": [{"type": "summary_text", "text": "v-summary"}], "encrypted_content": "gAAAAB"},
        {"type": "custom_tool_call", "call_id": "e", "name": "g", "input": "v-custom"},
        {"type": "custom_tool_call_output", "call_id": "e", "output": "v-custom output"},
        {"type": "shell_call_output", "call_id": "s", "output": [{"stdout": "v-stdout", "stderr": "", "outcome": {"type": "exit", "exit_code": 0}}]},
        {"type": "item_reference", "id": "v-reference"},
    ],
    "prompt": {"id": "p", "variables": {"jmeno": "v-variable"}},
    "tools": [{"type": "function", "name": "f", "description": "v-description", "parameters": {}}],
    "metadata": {"v-key": "v-value"},
    "safety_identifier": "v-who",
    "stream": True,
}  # fmt: skip


def test_every_carrier_is_seen():
    """Every planted value is a segment with the right speaker, whatever item it stands in."""
    assert spoken(FORMAT, REQUEST) == {
        "v-instructions": "system", "v-developer": "system", "v-part": "user", "v-next": "user", "v-third": "user", "v-name.pdf": "user",
        "v-said": "assistant", "v-argument": "assistant", "v-output": "tool", "v-output part": "tool", "v-summary": "assistant",
        "v-custom": "assistant", "v-custom output": "tool", "v-stdout": "tool", "v-reference": "assistant", "v-variable": "user",
        "v-description": "tool", "v-key": "metadata", "v-value": "metadata", "v-who": "metadata",
    }  # fmt: skip
    found = FORMAT.segments(body(REQUEST))
    assert "v-partv-next" in " ".join(joined(found))
    assert "rodne_cislo: v-argument" in joined(found)
    assert found.streaming
    assert found.conversation.turn == 2


def test_rebuild():
    """Every leaf can be changed, and nothing changes by itself."""
    rebuilds(FORMAT, REQUEST)


@pytest.mark.parametrize(
    ("part", "media"),
    [
        ({"type": "input_image", "image_url": "data:image/png;base64,AAAA"}, "image/png"),
        ({"type": "input_file", "filename": "v-a.pdf", "file_data": "data:application/pdf;base64,AAAA"}, "application/pdf"),
    ],
)
def test_files(part, media):
    """Pictures and documents in parts, and in what tools return, are files."""
    for item in ({"role": "user", "content": [part]}, {"type": "function_call_output", "call_id": "c", "output": [part]}):
        found = FORMAT.segments(body({"input": [item]}))
        assert [(file.media, file.content) for file in found.files] == [(media, b"\0\0\0")]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"input": "a"}, None),
        ({"instructions": "a"}, None),  # with a previous response
        ({"input": None}, None),
        ({"input": []}, None),
        ({"input": 5}, "unknown_shape"),
        ({"input": {"role": "user"}}, "unknown_shape"),
        ({"input": ["a"]}, "unknown_shape"),
        ({"input": [{"role": "user", "content": [{"type": "input_image", "image_url": "iVBORw0KGgo="}]}]}, "unknown_shape"),
        ({"input": [{"role": "user", "content": [{"type": "input_audio", "input_audio": {"data": "AAAA", "format": "mp3"}}]}]}, "media"),
        ([], "unknown_shape"),
    ],
)
def test_shape(value, reason):
    """Input is a string or items; sound and bare base64 are opaque."""
    assert opaque(FORMAT.segments, body(value)) == reason


def test_conversation():
    """An id of the server comes first; else the key is that of how the history began, whether that was a string or items."""
    first = FORMAT.conversation(body({"input": "a", "instructions": "s"}))
    grown = {"instructions": "s", "input": [{"role": "user", "content": [{"type": "input_text", "text": "a"}]}, {"role": "assistant", "content": "b"}, {"role": "user", "content": "c"}]}  # fmt: skip
    assert FORMAT.conversation(body(grown)).key == first.key
    assert FORMAT.conversation(body(grown)).turn == 2
    keys = [
        first.key,
        FORMAT.conversation(body({"input": "a"})).key,
        FORMAT.conversation(body({"input": "a", "conversation": "conv_1"})).key,
        FORMAT.conversation(body({"input": "a", "previous_response_id": "conv_1"})).key,
    ]
    assert len(set(keys)) == 4
    assert FORMAT.conversation(body({"input": "z", "conversation": {"id": "conv_1"}})).key == keys[2]


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("/v1/responses", "responses"),
        ("/responses", "responses"),
        ("/openai/v1/responses/compact", "responses.compact"),
        ("/v1/responses/input_tokens", "responses.input_tokens"),
        ("/v1/conversations", "conversations"),
        ("/v1/conversations/conv_1/items", "conversations.items"),
        ("/v1/agent", "responses"),  # Perplexity
        ("/v1/responses/resp_1/cancel", None),
    ],
)
def test_operation(path, operation):
    """The paths of Responses and of Conversations with the same items."""
    assert FORMAT.operation(head(path=path)) == operation


def test_refusal():
    """OpenAI's envelope."""
    assert refusal(FORMAT)["error"]["code"] == "czech_pii_blocked"


ITEM = {
    "type": "message",
    "id": "m",
    "role": "assistant",
    "content": [{"type": "output_text", "text": "Dobrý den, OSOBA_1.", "annotations": []}],
}
CALL = {"type": "function_call", "id": "f", "call_id": "c", "name": "g", "arguments": '{"kdo":"OSOBA_1"}'}
WHERE = {"item_id": "m", "output_index": 0, "content_index": 0}
EVENTS = [
    {"type": "response.created", "response": {"id": "resp_1", "output": [], "instructions": "s"}},
    {"type": "response.output_item.added", "output_index": 0, "item": {"type": "message", "content": []}},
    {"type": "response.content_part.added", **WHERE, "part": {"type": "output_text", "text": ""}},
    *({"type": "response.output_text.delta", **WHERE, "delta": text, "logprobs": [], "sequence_number": 3} for text in ("Dobrý ", "den, OSO", "BA_1.")),
    {"type": "response.output_text.done", **WHERE, "text": "Dobrý den, OSOBA_1."},
    {"type": "response.content_part.done", **WHERE, "part": ITEM["content"][0]},
    {"type": "response.output_item.done", "output_index": 0, "item": ITEM},
    *({"type": "response.function_call_arguments.delta", "item_id": "f", "output_index": 1, "delta": text} for text in ('{"kdo":', '"OSOBA_1"}')),
    {"type": "response.function_call_arguments.done", "item_id": "f", "output_index": 1, "arguments": CALL["arguments"]},
    {"type": "response.output_item.done", "output_index": 1, "item": CALL},
    {"type": "response.completed", "response": {"id": "resp_1", "output": [ITEM, CALL]}},
]  # fmt: skip
STREAM = sse(*EVENTS, named=True)


@given(st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_any_cut(at):
    """However the stream is cut, it comes out the same, and what is held back comes out before its text is done."""
    streams_whole(FORMAT, "text/event-stream; charset=utf-8", STREAM, at)


def test_restored_everywhere():
    """A token cut in two is restored in the running text and in every event that repeats it."""
    pending = {}

    def transform(key, text, last):
        text = pending.pop(key, "") + text
        if not last and "OSOBA_1"[:3] in text[-7:]:
            cut = text.rindex("OSO")
            pending[key], text = text[cut:], text[:cut]
        return text.replace("OSOBA_1", "Jan Vzor")

    stream = FORMAT.answer_stream("text/event-stream", transform)
    out = (stream.feed(STREAM) + stream.close()).decode()
    assert "OSOBA_1" not in out
    assert out.count("Jan Vzor") == 9
    whole = FORMAT.answer_stream(JSON, transform)
    answer = whole.feed(json.dumps({"id": "r", "output": [ITEM, CALL]}).encode()) + whole.close()
    assert "OSOBA_1" not in answer.decode()
    assert json.loads(answer)["output"][1]["arguments"] == '{"kdo":"Jan Vzor"}'


def test_names_of_files_are_texts():
    """A declared file name is scanned."""
    part = {"type": "input_file", "filename": "Jan Vzorný.pdf", "file_data": "data:application/pdf;base64,AAAA"}
    assert "Jan Vzorný.pdf" in texts(FORMAT.segments(body({"input": [{"role": "user", "content": [part]}]}))).values()
