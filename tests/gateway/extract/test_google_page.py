"""What the pages of Google share."""

import json
from urllib.parse import urlencode

import pytest

from gateway.extract.google_page import GooglePage
from gateway.model import Conversation, Speaker
from support.pages import FOUND, NOTICE
from support.wire import answered, body, head, opaque

FORM = "application/x-www-form-urlencoded;charset=UTF-8"
PAGE = GooglePage(
    "some_page",
    {"call": r"/data/batchexecute"},
    rpc="aaa",
    said=lambda text: [[text]],
    speaker=lambda call, _: Speaker.USER if call.rpc == "aaa" else Speaker.METADATA,
    conversation=lambda read: read.argument(read.calls[0], 1),
)


def sent(*calls):
    return body(urlencode({"f.req": json.dumps([[[rpc, json.dumps(args), None, "generic"] for rpc, args in calls]])}).encode(), FORM)


def test_requests():
    """Every leaf of every call, the speaker by the call; streaming where the page shows what the call answers."""
    found = PAGE.segments(sent(("aaa", ["v-a", "c-1"]), ("bbb", ["v-b"])))
    speakers = {one.text: one.speaker.value for one in found.segments}
    assert (speakers["v-a"], speakers["v-b"]) == ("user", "metadata")
    assert found.streaming
    assert found.conversation.key == PAGE.conversation(sent(("aaa", ["other", "c-1"]))).key
    assert not PAGE.segments(sent(("bbb", []))).streaming
    assert PAGE.conversation(sent(("bbb", []))) == Conversation(None)
    assert opaque(PAGE.segments, body({})) == "content_type"


def test_operation():
    """A POST to the whole path."""
    assert [PAGE.operation(head(method=method, path=path)) for method, path in (("POST", "/data/batchexecute"), ("GET", "/data/batchexecute"), ("POST", "/x"))] == ["call", None, None]  # fmt: skip


@pytest.mark.parametrize("streaming", [True, False])
def test_refusals(streaming):
    """An answer of the method, or an error entry with the code of a denied permission."""
    answer = PAGE.block_answer(NOTICE, "cs", streaming)
    assert answer.body.startswith(b")]}'\n\n")
    length, entries = answer.body.decode().removeprefix(")]}'\n\n").split("\n")[:2]
    assert int(length) == len(entries) + 2
    entry = json.loads(entries)[0]
    assert answer.status == (200 if streaming else 403)
    assert FOUND in (json.loads(entry[2])[0][0] if streaming else entry[2])
    assert entry[0] == ("wrb.fr" if streaming else "er")


def test_answers_of_another_type_pass():
    """Only chunks are read."""
    assert answered(PAGE, "text/html", lambda *_: "x", [b"<p>"]) == b"<p>"
    assert answered(PAGE, "text/html; charset", lambda *_: "x", [b"<p>"]) == b"<p>"
