"""Formats that are described."""

import pytest

from gateway.extract.json_api import Dialect, JsonApi, by_list, by_name
from gateway.extract.named import conversation_key
from gateway.extract.place import INSIDE
from gateway.model import Conversation, OpaqueBody, OpaqueReason, Speaker
from support.formats import rebuilds, refusal, spoken
from support.wire import body, head, joined, opaque


def refuse(_):
    raise OpaqueBody(OpaqueReason.TOKENS)


SPEAKER = by_name({"input": Speaker.USER, "tools": Speaker.TOOL})
FORMAT = JsonApi("example", {"one": "/one", "two": "/one/[0-9]+/two"}, Dialect(SPEAKER))


@pytest.mark.parametrize(
    ("place", "dialogue", "turn"),
    [
        (("input",), ("input",), ("input",)),
        (("input", 2), ("input",), ("input", 2)),
        (("input", 2, 1), ("input", 2), ("input", 2, 1)),
        (("messages", 3, "content"), ("messages",), ("messages", 3)),
        (("messages", 3, "content", 1, "text"), ("messages", 3, "content"), ("messages", 3, "content")),
        (("model",), None, None),
        (("tools", 0, "enum", 1), None, None),
        (("input", INSIDE, "text"), None, None),
    ],
)
def test_by_list(place, dialogue, turn):
    """Texts of one list follow one another, parts of one content are one turn; what is no text belongs to none."""
    found = by_list(place)
    assert (found and found.dialogue, found and found.place) == (dialogue, turn)


def test_leaves_speakers_and_joins():
    """Every leaf is a segment; a value cut between neighbours of a list is whole in a join, one between two lists is not."""
    request = {"input": ["v-a 7103", "19/2745"], "tools": [{"name": "v-t"}], "user": "v-u", "prompt": "1", "stream": True}
    found = FORMAT.segments(body(request))
    assert spoken(FORMAT, request) == {"v-a 7103": "user", "v-t": "tool", "v-u": "metadata"}
    assert "v-a 710319/2745" in joined(found)
    assert not any("27451" in text for text in joined(found))
    assert found.streaming
    rebuilds(FORMAT, request)


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [
        ("POST", "/v1/one", "one"),
        ("POST", "/one", "one"),
        ("POST", "/openai/deployments/x/one/12/two", "two"),
        ("GET", "/v1/one", None),
        ("POST", "/v1/one/x", None),
        ("POST", "/v1one", None),
    ],
)
def test_operation(method, path, operation):
    """The end of the path tells the operation; whatever stands before it is a host's own."""
    assert FORMAT.operation(head(method=method, path=path)) == operation


def test_opaque():
    """A body that is no object is opaque, and a dialect may refuse more."""
    assert opaque(FORMAT.segments, body([1])) == "unknown_shape"
    assert opaque(FORMAT.conversation, body("x")) == "unknown_shape"
    strict = JsonApi("strict", {}, Dialect(SPEAKER, check=refuse))
    assert opaque(strict.segments, body({})) == opaque(strict.conversation, body({})) == "tokens"


def test_conversation():
    """A name in the body comes first, then how the history began where the dialect has a salt, else there is none."""
    named = Dialect(
        SPEAKER, conversation=lambda read: Conversation(conversation_key(read.string("id"))) if read.string("id") else None, salt=("s",)
    )
    both = JsonApi("both", {}, named)
    assert both.conversation(body({"id": "c", "input": "a"})).key == conversation_key("c")
    assert both.conversation(body({"input": "a"})).key == both.segments(body({"input": "a"})).conversation.key
    assert both.conversation(body({"input": "a"})).key != both.conversation(body({"input": "b"})).key
    assert FORMAT.conversation(body({"input": "a"})).key is None


def test_answers():
    """The refusal is OpenAI's unless told otherwise, and answers without a shape pass as they are."""
    assert refusal(FORMAT)["error"]["code"] == "czech_pii_blocked"
    stream = FORMAT.answer_stream("application/json", lambda *_: "x")
    assert stream.feed(b"{}") + stream.close() == b"{}"
