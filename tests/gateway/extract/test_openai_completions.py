"""Completions without messages: OpenAI's older ones, fill-in-the-middle, inline suggestions."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.openai_completions import FORMAT
from support.formats import rebuilds, refusal, spoken, sse, streams_whole
from support.wire import JSON, answered, body, head, joined, opaque

COPILOT = {
    "prompt": "# Path: v-app.py\n# v-neighbour.py: RC = '7103'\ndef f():\n",
    "suffix": "v-suffix",
    "max_tokens": 500,
    "n": 1,
    "stop": ["\n"],
    "stream": True,
    "extra": {"language": "python", "next_indent": 0, "prompt_tokens": 50, "suffix_tokens": 9, "context": ["v-open file"]},
    "nwo": "v-urad/registr",
}


def test_every_carrier_is_seen():
    """The prompt, what stands behind the cursor, the contents of open files, the repository's name."""
    assert spoken(FORMAT, COPILOT) == {"v-suffix": "user", "v-open file": "user", "v-urad/registr": "metadata"}
    assert "v-neighbour.py" in "".join(segment.text for segment in FORMAT.segments(body(COPILOT)).segments)
    assert FORMAT.segments(body(COPILOT)).streaming
    assert "v-a 710319/2745" in joined(FORMAT.segments(body({"prompt": ["v-a 7103", "19/2745"]})))
    rebuilds(FORMAT, COPILOT)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"prompt": "a"}, None),
        ({"prompt": ["a", "b"]}, None),
        ({"prompt": [5, 6]}, "tokens"),
        ({"prompt": [[5]]}, "tokens"),
        ([], "unknown_shape"),
    ],
)
def test_opaque(value, reason):
    """Token ids are opaque."""
    assert opaque(FORMAT.segments, body(value)) == reason


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("/v1/completions", "completions"),
        ("/v1/engines/gpt-4o-copilot/completions", "completions"),
        ("/openai/deployments/x/completions", "completions"),
        ("/v1/fim/completions", "fim.completions"),
        ("/v1/chat/completions", None),
    ],
)
def test_operation(path, operation):
    """The end of the path, but not that of a chat."""
    assert FORMAT.operation(head(path=path)) == operation


def test_refusal():
    """OpenAI's envelope."""
    assert refusal(FORMAT)["error"]["code"] == "czech_pii_blocked"


TEXTS = sse(
    *({"id": "c", "object": "text_completion", "choices": [{"index": i, "text": text, "finish_reason": None}]} for i, text in ((0, "OSO"), (1, "a"), (0, "BA_1"))),
    {"id": "c", "choices": [{"index": 0, "text": "", "finish_reason": "stop"}, {"index": 1, "text": "", "finish_reason": "stop"}]},
    "[DONE]",
)  # fmt: skip
FIM = sse(
    {"choices": [{"index": 0, "delta": {"content": "def"}}]},
    {"choices": [{"index": 0, "delta": {"content": " f()"}, "finish_reason": "stop"}]},
    "[DONE]",
)


@given(st.sampled_from([TEXTS, FIM]), st.lists(st.integers(0, 400), max_size=8))
def test_any_cut(stream, at):
    """However the stream is cut, it comes out the same, and what is held back comes out in its choice."""
    streams_whole(FORMAT, "text/event-stream", stream, at)


def test_whole_answer():
    """``choices[].text`` of an answer that is not streamed."""
    answer = {"choices": [{"index": 0, "text": "OSOBA_1", "finish_reason": "stop"}]}
    out = answered(FORMAT, JSON, lambda _key, text, _last: text.replace("OSOBA_1", "Jan"), [json.dumps(answer).encode()])
    assert json.loads(out)["choices"][0]["text"] == "Jan"
