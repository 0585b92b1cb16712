"""NotebookLM's page."""

import json
from urllib.parse import urlencode

import pytest

from gateway.extract.answer_chunks import GUARD, chunk
from gateway.extract.notebooklm_web import FORMAT
from support.pages import FOUND, NOTICE, TOKEN, VALUE, every_leaf_changes, restored, same, spoken
from support.wire import body, head

FORM = "application/x-www-form-urlencoded;charset=utf-8"
ASK = [[[["source-1"]]], "v-question", [["v-answer", None, 2], ["v-before", None, 1]], [2, None, [1]], "conversation-1"]


def ask(arguments=ASK):
    return body(urlencode({"f.req": json.dumps([None, json.dumps(arguments)]), "at": "AJ:17"}).encode(), FORM)


def call(rpc, arguments):
    return body(urlencode({"f.req": json.dumps([[[rpc, json.dumps(arguments), None, "generic"]]])}).encode(), FORM)


def test_a_question():
    """The question is the user's, the history what was said to it."""
    found = FORMAT.segments(ask())
    assert spoken(found) == {"v-question": "user", "v-answer": "assistant", "v-before": "assistant"}
    assert found.streaming
    assert found.conversation.key == FORMAT.conversation(ask([[], "other", None, None, "conversation-1"])).key
    assert every_leaf_changes(FORMAT, ask())


@pytest.mark.parametrize(
    ("rpc", "arguments"),
    [
        ("izAoDd", [[[None, ["v-title", "v-text"], None, 2]], "notebook-1"]),
        ("izAoDd", [[[None, None, ["https://v-address.example/"]]], "notebook-1"]),
        ("CYK0Xb", ["notebook-1", "v-note", [1], None, "v-title"]),
        ("cYAfTb", ["notebook-1", "note-1", [[["v-note", "v-title", []]]]]),
        ("o4cbdc", [[["v-file.docx"]], "notebook-1"]),
        ("s0tc2d", ["notebook-1", [[None, None, None, [None, "v-title"]]]]),
    ],
)
def test_sources_notes_and_names(rpc, arguments):
    """Whatever else is written goes through batchexecute, and every leaf of it is the user's."""
    request = call(rpc, arguments)
    found = FORMAT.segments(request)
    planted = [one for one in found.segments if "v-" in one.text]
    assert len(planted) == json.dumps(arguments).count("v-")
    assert {one.speaker.value for one in planted} == {"user"}
    assert not found.streaming
    assert FORMAT.rebuild(request, {planted[0].place: "[X]"}) != request.content


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        (
            "/_/LabsTailwindUi/data/google.internal.labs.tailwind.orchestration.v1.LabsTailwindOrchestrationService/GenerateFreeFormStreamed",
            "ask",
        ),
        ("/_/LabsTailwindUi/data/batchexecute", "batchexecute"),
        ("/upload/_/", None),
    ],
)
def test_operation(path, operation):
    """The page's own paths."""
    assert FORMAT.operation(head(path=path)) == operation


def test_answers():
    """An answer is restored where it stands; a refusal is one."""
    inner = json.dumps([[f"Dobrý den, {TOKEN}", None, ["id"], None, [[]]]], ensure_ascii=False)
    answer = (GUARD + chunk(json.dumps([["wrb.fr", None, inner]], ensure_ascii=False))).encode()
    assert same(FORMAT, "application/json", answer, [3, 20, 21])
    assert VALUE in restored(FORMAT, "application/json", answer).decode()
    refusal = FORMAT.block_answer(NOTICE, "cs", True).body.decode()
    assert FOUND in json.loads(json.loads(refusal.split("\n")[3])[0][2])[0][0]
