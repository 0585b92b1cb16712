"""Anthropic Message Batches."""

import pytest

from gateway.extract.anthropic_batches import FORMAT
from support.formats import rebuilds, refusal, spoken
from support.wire import body, head, joined, opaque

REQUEST = {
    "requests": [
        {
            "custom_id": "v-id",
            "params": {
                "model": "claude-x",
                "system": [{"type": "text", "text": "v-system"}],
                "messages": [
                    {"role": "user", "content": "v-user 71"},
                    {"role": "assistant", "content": [{"type": "tool_use", "id": "t", "name": "f", "input": {"jmeno": "v-input"}}]},
                    {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t", "content": [{"type": "text", "text": "v-result"}]}]},
                ],
                "tools": [{"name": "f", "description": "v-tool"}],
                "metadata": {"user_id": "v-who"},
            },
        },
        {"custom_id": "2", "params": {"system": "v-other", "messages": [{"role": "user", "content": "0319 v"}]}},
    ]
}  # fmt: skip


def test_every_carrier_is_seen():
    """Every planted value is a segment with the right speaker, in each request of the batch."""
    assert spoken(FORMAT, REQUEST) == {
        "v-id": "metadata", "v-system": "system", "v-user 71": "user", "v-input": "assistant", "v-result": "tool", "v-tool": "tool",
        "v-who": "metadata", "v-other": "system",
    }  # fmt: skip


def test_requests_are_apart():
    """Texts of one request are never put together with those of another."""
    found = joined(FORMAT.segments(body(REQUEST)))
    assert "input\njmeno: v-input" in found
    assert not [text for text in found if "710319" in text or ("v-system" in text and "v-other" in text)]


def test_rebuild():
    """Every leaf can be changed, and nothing changes by itself."""
    rebuilds(FORMAT, REQUEST)


@pytest.mark.parametrize(("path", "operation"), [("/v1/messages/batches", "messages.batches"), ("/v1/messages", None)])
def test_operation(path, operation):
    """Only its own path."""
    assert FORMAT.operation(head(path=path)) == operation


@pytest.mark.parametrize("value", [{}, {"requests": {}}, []])
def test_opaque(value):
    """A body without a list of requests is opaque."""
    assert opaque(FORMAT.segments, body(value)) == "unknown_shape"


def test_refusal():
    """The vendor's envelope."""
    assert refusal(FORMAT)["error"]["type"] == "permission_error"
