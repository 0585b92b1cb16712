"""The request side of OpenAI Chat Completions."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.act.reason import Reason
from gateway.extract.openai_chat import FORMAT
from gateway.extract.place import INSIDE, KEY
from gateway.model import Notice, Speaker
from support.wire import JSON, body, head, joined, opaque, texts

REQUEST = {
    "model": "gpt-x",
    "messages": [
        {"role": "developer", "content": "v-developer"},
        {"role": "system", "content": [{"type": "text", "text": "v-system"}], "name": "v-name"},
        {"role": "user", "content": "v-user"},
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "v-part"},
                {"type": "image_url", "image_url": {"url": "https://v-image.example/a.png", "detail": "low"}},
                {"type": "file", "file": {"filename": "v-file.pdf", "file_id": "file-1"}},
            ],
        },
        {
            "role": "assistant",
            "content": None,
            "refusal": "v-refusal",
            "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "f", "arguments": '{"rodne_cislo": "v-\\u0061rgument", "n": 5307}'}}],
        },
        {"role": "tool", "tool_call_id": "c1", "content": "v-result"},
        {"role": "function", "name": "f", "content": "v-function"},
    ],
    "tools": [{"type": "function", "function": {"name": "f", "description": "v-description", "parameters": {"properties": {"v-property": {"enum": ["v-enum"]}}}}}],
    "functions": [{"name": "g", "description": "v-old"}],
    "prediction": {"type": "content", "content": "v-prediction"},
    "metadata": {"v-key": "v-value"},
    "user": "v-who",
    "stop": ["v-stop"],
    "seed": 530712,
    "an_unknown_field": {"deep": [["v-unknown"]]},
    "stream": True,
}  # fmt: skip


def test_every_carrier_is_seen():
    """Every planted value is a segment, wherever a chat request can carry one, with the right speaker."""
    found = FORMAT.segments(body(REQUEST))
    spoken = {segment.text: segment.speaker for segment in found.segments}
    assert {text: speaker.value for text, speaker in spoken.items() if "v-" in text} == {
        "v-developer": "system", "v-system": "system", "v-name": "system", "v-user": "user", "v-part": "user",
        "https://v-image.example/a.png": "user", "v-file.pdf": "user", "v-refusal": "assistant", "v-argument": "assistant",
        "v-result": "tool", "v-function": "tool", "v-description": "tool", "v-property": "tool", "v-enum": "tool", "v-old": "tool",
        "v-prediction": "assistant", "v-key": "metadata", "v-value": "metadata", "v-who": "metadata", "v-stop": "metadata",
        "v-unknown": "metadata",
    }  # fmt: skip
    assert spoken["530712"] is Speaker.METADATA
    assert spoken["5307"] is Speaker.ASSISTANT
    assert found.streaming
    assert "rodne_cislo: v-argument\nn: 5307" in joined(found)
    assert "v-userv-part" in joined(found)
    assert found.conversation.turn == 2


def test_a_value_in_duplicate_keys_and_numbers_is_seen():
    """Both of two equal keys are read, and numbers and keys are carriers like any other."""
    source = b'{"messages":[{"role":"user","content":"clean","content":"first","530712":530712345.0}],"model":"a","model":"b"}'
    assert {"clean", "first", "530712", "530712345", "a", "b"} <= set(texts(FORMAT.segments(body(source))).values())


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [
        ("POST", "/v1/chat/completions", "chat.completions"),
        ("POST", "/openai/deployments/gpt-4o/chat/completions", "chat.completions"),
        ("POST", "/api/v1/chat/completions", "chat.completions"),
        ("GET", "/v1/chat/completions", None),
        ("POST", "/v1/chat/completions/", None),
        ("POST", "/v1/chat/completions/abc", None),
        ("POST", "/v1/chat/completionsx", None),
        ("POST", "/v1//chat/completions", None),
        ("POST", "/v1/%63hat/completions", None),
        ("POST", "/v1/responses", None),
        ("POST", "", None),
    ],
)
def test_operation(method, path, operation):
    """Only a POST to the whole path is this format's own."""
    assert FORMAT.operation(head(method=method, path=path)) == operation


def part(value):
    return json.dumps({"messages": [{"role": "user", "content": [value]}]}).encode()


@pytest.mark.parametrize(
    ("content", "content_type", "reason"),
    [
        (b'{"messages": "x"}', JSON, "unknown_shape"),
        (b"{", JSON, "invalid_json"),
        (b"", JSON, "invalid_json"),
        (b"{}", "", "content_type"),
        (b"{}", "text/plain", "content_type"),
        (b"\xef\xbb\xbf{}", JSON, "charset"),
        (b"[" * 100, JSON, "too_deep"),
        (part({"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}}), JSON, "media"),
        (part({"type": "image_url", "image_url": {"url": "data:image/png ;base64,AAAA"}}), JSON, "unknown_shape"),
    ],
)
def test_opaque(content, content_type, reason):
    """What cannot be read whole is opaque, for the segments and for the conversation alike."""
    assert opaque(FORMAT.segments, body(content, content_type)) == reason
    assert opaque(FORMAT.conversation, body(content, content_type)) == reason


@pytest.mark.parametrize(
    ("value", "media"),
    [
        ({"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}, "image/png"),
        ({"type": "file", "file": {"file_data": "data:application/pdf;base64,AAAA", "filename": "v-name.pdf"}}, "application/pdf"),
    ],
)
def test_files(value, media):
    """A picture or document in a part is a file for document workers, and its name is a text."""
    found = FORMAT.segments(body(part(value)))
    assert [(file.media, file.content) for file in found.files] == [(media, b"\0\0\0")]
    assert ("filename" not in str(value)) or "v-name.pdf" in texts(found).values()


def test_conversation():
    """The key is that of the segments, told apart by conversation id and user, and stable over turns."""
    first = {"messages": [{"role": "user", "content": "a"}]}
    grown = {"messages": [*first["messages"], {"role": "assistant", "content": "b"}, {"role": "user", "content": "c"}], "model": "m"}
    key = FORMAT.conversation(body(first)).key
    assert FORMAT.segments(body(first)).conversation.key == key
    assert FORMAT.conversation(body(grown)) == FORMAT.segments(body(grown)).conversation
    assert FORMAT.conversation(body(grown)).key == key
    assert FORMAT.conversation(body(grown)).turn == 2
    assert (
        len({key, *(FORMAT.conversation(body({**first, **more})).key for more in ({"user": "u"}, {"metadata": {"conversation_id": "1"}}))})
        == 3
    )


def test_rebuild():
    """One changed leaf changes its bytes and no other; every leaf can be changed."""
    source = json.dumps(REQUEST, indent=1).encode()
    place = ("messages", 4, "tool_calls", 0, "function", "arguments", INSIDE, "rodne_cislo")
    assert FORMAT.rebuild(body(source), {}) == source
    assert FORMAT.rebuild(body(source), {place: "[RC_1]"}) == source.replace(b"v-\\\\u0061rgument", b"[RC_1]")
    changes = {
        s.place: "[X]"
        for s in FORMAT.segments(body(source)).segments
        if s.place[0] == "messages" and s.place[-1] != KEY and "v-" in s.text and "v-image" not in s.text
    }
    after = FORMAT.rebuild(body(source), changes)
    assert not [
        s.text for s in FORMAT.segments(body(after)).segments if "v-" in s.text and "v-image" not in s.text and s.place[0] == "messages"
    ]


@pytest.mark.parametrize("streaming", [False, True])
@pytest.mark.parametrize("language", ["cs", "en"])
def test_block_answer(language, streaming):
    """A refusal is 403 in the vendor's envelope, not to be retried, names kinds and reference, and never a value."""
    answer = FORMAT.block_answer(
        Notice("01REF", "ChatGPT", {"CZ_BIRTH_NUMBER": 1, "EMAIL_ADDRESS": 2}, "personal_data"), language, streaming
    )
    headers = dict(answer.headers)
    error = json.loads(answer.body)["error"]
    assert answer.status == 403
    assert headers["x-should-retry"] == "false"
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert headers["x-request-id"] == "01REF"
    assert headers["cache-control"] == "no-store"
    assert list(error) == ["message", "type", "param", "code", "findings"]
    assert (error["type"], error["param"], error["code"]) == ("policy_violation", None, "czech_pii_blocked")
    assert ("1 rodné číslo, 2 e-mailové adresy" if language == "cs" else "1 Czech birth number, 2 e-mail addresses") in error["message"]
    assert "01REF" in error["message"]


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_its_code(reason):
    """A program can tell the reasons apart."""
    code = json.loads(FORMAT.block_answer(Notice("r", "t", {}, reason.value), "cs", False).body)["error"]["code"]
    assert code == reason.code


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=6),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["role", "content", "text", "type", "messages", "tool_calls"]), inner, max_size=3)
        ),
        max_leaves=12,
    )
)
def test_any_json_is_read_or_opaque(value):
    """Whatever stands in a request, it is read or opaque, never another exception, and joins stay within bounds."""
    source = body({"messages": [{"role": "user", "content": "x"}, value], "tools": value, "metadata": value})
    if opaque(FORMAT.segments, source) is None:
        found = FORMAT.segments(source)
        parts = [part for join in found.joins for part in join.parts]
        assert all(parts.count(part) <= 3 for part in set(parts))
        assert FORMAT.rebuild(source, {s.place: s.text for s in found.segments if s.kind.value != "number"}) is not None
        assert FORMAT.rebuild(source, {}) == source.content
