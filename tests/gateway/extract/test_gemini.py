"""The request side of Gemini."""

import base64

import pytest

from gateway.extract.api import Body
from gateway.extract.gemini import FORMAT
from support.formats import rebuilds, refusal, spoken
from support.wire import body, head, joined, opaque

REQUEST = {
    "systemInstruction": {"parts": [{"text": "v-system"}]},
    "contents": [
        {"role": "user", "parts": [{"text": "v-user"}, {"text": "v-more"}]},
        {
            "parts": [{"text": "v-thought", "thought": True}, {"functionCall": {"name": "f", "args": {"jmeno": "v-argument", "rodne_cislo": 530712345}}}],
            "role": "model",
        },
        {"role": "user", "parts": [{"functionResponse": {"name": "f", "response": {"content": "v-result"}}}]},
        {"role": "user", "parts": [{"fileData": {"fileUri": "v-uri", "mimeType": "application/pdf"}}, {"text": "v-last"}]},
    ],
    "tools": [{"functionDeclarations": [{"name": "f", "description": "v-tool", "parameters": {"properties": {"content": {"description": "v-schema"}}}}]}],
    "generationConfig": {"stopSequences": ["v-stop"], "seed": 530712},
    "cachedContent": "v-cache",
    "labels": {"a": "v-label"},
}  # fmt: skip
SPEAKERS = {
    "v-system": "system", "v-user": "user", "v-more": "user", "v-thought": "assistant", "v-argument": "assistant", "v-result": "tool",
    "v-uri": "user", "v-last": "user", "v-tool": "tool", "v-schema": "tool", "v-stop": "metadata", "v-cache": "metadata",
    "v-label": "metadata",
}  # fmt: skip


def test_every_carrier_is_seen():
    """Every planted value is a segment with the right speaker, and numbers and keys have their context."""
    assert spoken(FORMAT, REQUEST) == SPEAKERS
    found = FORMAT.segments(body(REQUEST))
    assert {"v-userv-more", "args\njmeno: v-argument\nrodne_cislo: 530712345"} <= set(joined(found))
    assert found.conversation.turn == 2  # results of functions make no turn
    assert not found.streaming


def snake(value):
    if isinstance(value, dict):
        return {"".join("_" + c.lower() if c.isupper() else c for c in key): snake(one) for key, one in value.items()}
    return [snake(one) for one in value] if isinstance(value, list) else value


def test_snake_case_is_the_same():
    """Every name may be written in the other way."""
    assert spoken(FORMAT, snake(REQUEST)) == SPEAKERS
    assert FORMAT.conversation(body(snake(REQUEST))) == FORMAT.conversation(body(REQUEST))


OTHERS = [
    ("embedContent", {"content": {"parts": [{"text": "v-a"}]}, "title": "v-t"}, {"v-a": "user", "v-t": "metadata"}),
    (
        "batchEmbedContents",
        {"requests": [{"model": "m", "content": {"parts": [{"text": "v-a"}]}}, {"content": {"parts": [{"text": "v-b"}]}}]},
        {"v-a": "user", "v-b": "user"},
    ),
    (
        "countTokens",
        {"generateContentRequest": {"contents": [{"parts": [{"text": "v-a"}]}], "system_instruction": {"parts": {"text": "v-s"}}}},
        {"v-a": "user", "v-s": "system"},
    ),
    (
        "batchGenerateContent",
        {"batch": {"displayName": "v-n", "inputConfig": {"requests": {"requests": [{"request": {"contents": [{"role": "model", "parts": [{"text": "v-a"}]}]}}]}}}},
        {"v-n": "metadata", "v-a": "assistant"},
    ),
    ("predict", {"instances": [{"prompt": "v-a"}, {"content": "v-b"}], "parameters": {"x": "v-p"}}, {"v-a": "user", "v-b": "user", "v-p": "metadata"}),
    ("cachedContents", {"model": "m", "displayName": "v-n", "contents": [{"role": "user", "parts": [{"text": "v-a"}]}]}, {"v-n": "metadata", "v-a": "user"}),
]  # fmt: skip


@pytest.mark.parametrize(("method", "request_body", "speakers"), OTHERS, ids=[row[0] for row in OTHERS])
def test_other_methods(method, request_body, speakers):
    """The sisters of generateContent have the same pieces in other places."""
    assert spoken(FORMAT, request_body) == speakers, method
    rebuilds(FORMAT, request_body)


def test_requests_of_a_batch_are_apart():
    """Texts of two requests are never put together."""
    value = {"requests": [{"content": {"parts": [{"text": "č. 71"}]}}, {"content": {"parts": [{"text": "0319"}]}}]}
    assert not [text for text in joined(FORMAT.segments(body(value))) if "710319" in text]


def test_a_number_cut_over_parts_and_turns():
    """Parts of a turn are one text, and so are neighbouring turns where a number may be cut."""
    value = {"contents": [{"role": "user", "parts": [{"text": "č. 71"}, {"text": "03"}]}, {"role": "model", "parts": [{"text": "19"}]}]}
    assert "č. 710319" in joined(FORMAT.segments(body(value)))


def test_a_blob_is_a_file():
    """Inline data goes to document workers with its media type."""
    part = {"inlineData": {"mimeType": "application/pdf", "data": base64.b64encode(b"%PDF").decode()}}
    source = body({"contents": [{"parts": [part, {"text": "v-a"}]}]})
    found = FORMAT.segments(source)
    assert [(file.content, file.media) for file in found.files] == [(b"%PDF", "application/pdf")]
    assert FORMAT.rebuild(source, {}) == source.content
    assert b"[X]" in FORMAT.rebuild(source, {("contents", 0, "parts", 1, "text"): "[X]"})


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("/v1beta/models/gemini-2.5-flash:generateContent", "models.generateContent"),
        ("/v1/projects/p/locations/europe-west4/publishers/google/models/m:streamGenerateContent", "models.streamGenerateContent"),
        ("/v1alpha/cachedContents", "cachedContents"),
        ("/v1beta/models/m:other", None),
        ("/v1beta/models/m", None),
        ("/v1beta/models/m:generateContent/x", None),
    ],
)
def test_operation(path, operation):
    """Only whole paths of methods that it reads."""
    assert FORMAT.operation(head(path=path)) == operation
    assert FORMAT.operation(head(path=path, method="GET")) is None


def test_streaming_stands_in_the_path():
    """The body does not say whether an answer streams."""
    source = body({"contents": []})
    assert FORMAT.segments(Body(source.content, source.content_type, "/v1beta/models/m:streamGenerateContent")).streaming


def test_conversation():
    """Stable as the history grows; the cached content and the instruction tell two apart."""
    first = {"contents": [{"role": "user", "parts": [{"text": "a"}]}]}
    grown = {"contents": [*first["contents"], {"role": "model", "parts": [{"text": "b"}]}, {"role": "user", "parts": [{"text": "c"}]}]}
    key = FORMAT.conversation(body(first)).key
    assert (FORMAT.conversation(body(grown)).key, FORMAT.conversation(body(grown)).turn) == (key, 2)
    assert FORMAT.conversation(body({**first, "cachedContent": "x"})).key != key
    assert FORMAT.conversation(body({**first, "systemInstruction": {"parts": [{"text": "s"}]}})).key != key


@pytest.mark.parametrize(
    ("content", "content_type", "reason"),
    [
        (b"[]", "application/json", "unknown_shape"),
        (b"{", "application/json", "invalid_json"),
        (b"{}", "text/plain", "content_type"),
        (b'{"contents":[{"parts":[{"inlineData":{"data":"*"}}]}]}', "application/json", "undecodable"),
    ],
)
def test_opaque(content, content_type, reason):
    """What cannot be read whole is opaque."""
    assert opaque(FORMAT.segments, body(content, content_type)) == reason


def test_rebuild():
    """Every leaf can be changed, and nothing changes by itself."""
    rebuilds(FORMAT, REQUEST)
    rebuilds(FORMAT, snake(REQUEST))


def test_refusal():
    """Google's envelope."""
    assert refusal(FORMAT)["error"]["status"] == "PERMISSION_DENIED"
