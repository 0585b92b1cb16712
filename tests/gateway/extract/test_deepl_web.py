"""DeepL's page and extension."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.deepl_web import FORMAT
from support.pages import FOUND, NOTICE, TOKEN, VALUE, every_leaf_changes, restored, same, spoken
from support.wire import body, head, joined

TEXTS = b'{"jsonrpc":"2.0","method" : "LMT_handle_texts","params":{"splitting":"newlines","lang":{"target_lang":"EN"},"texts":[{"text":"v-text","requestAlternatives":3}],"timestamp":1732300000000},"id":8300001001}'
JOBS = {
    "jsonrpc": "2.0",
    "method": "LMT_handle_jobs",
    "params": {
        "jobs": [
            {
                "kind": "default",
                "sentences": [{"text": "v-one 710319", "id": 1, "prefix": ""}, {"text": "v-two", "id": 2}],
                "raw_en_context_before": ["v-before"],
                "raw_en_context_after": ["v-after"],
            }
        ]
    },
    "id": 1,
}
ONESHOT = {"text": ["v-text", "v-more"], "target_lang": "en", "source_lang": "cs"}


@pytest.mark.parametrize(
    ("value", "texts"),
    [(TEXTS, {"v-text"}), (JOBS, {"v-one 710319", "v-two", "v-before", "v-after"}), (ONESHOT, {"v-text", "v-more"})],
)
def test_every_carrier_is_seen(value, texts):
    """Texts, sentences and what stands around them are the user's; unchanged the bytes are the same, quirks of spacing included."""
    found = FORMAT.segments(body(value))
    assert spoken(found) == dict.fromkeys(texts, "user")
    assert not found.streaming
    assert every_leaf_changes(FORMAT, body(value))


def test_sentences_are_one_text():
    """A value that is cut between two sentences is whole again."""
    assert any("v-one 710319v-two" in text for text in joined(FORMAT.segments(body(JOBS))))


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("/jsonrpc", "jsonrpc"),
        ("/v1/translate", "translate"),
        ("/v1/storefront/translate", "translate.storefront"),
        ("/v2/translate", None),
    ],
)
def test_operation(path, operation):
    """The pages' own paths; the API has a format of its own."""
    assert FORMAT.operation(head(path=path)) == operation


def test_a_refusal():
    """JSON-RPC's error, with a message beside it."""
    answer = FORMAT.block_answer(NOTICE, "cs", False)
    error = json.loads(answer.body)
    assert (answer.status, error["jsonrpc"], error["error"]["code"]) == (403, "2.0", -32600)
    assert FOUND in error["error"]["message"]
    assert FOUND in error["message"]
    named = FORMAT.block_answer(replace(NOTICE, reply_to=dict(FORMAT.segments(body(TEXTS)).reply_to)), "cs", False)
    assert json.loads(named.body)["id"] == 8300001001


ANSWER = json.dumps(
    {"jsonrpc": "2.0", "id": 1, "result": {"texts": [{"text": f"Hello {TOKEN}", "alternatives": [{"text": TOKEN}]}], "lang": "CS"}}
).encode()


@given(st.lists(st.integers(0, len(ANSWER))))
def test_identity(at):
    """Without a change the bytes are the same, wherever they are cut."""
    assert same(FORMAT, "application/json", ANSWER, at)


def test_restored():
    """Texts and their alternatives are restored."""
    (text,) = json.loads(restored(FORMAT, "application/json", ANSWER))["result"]["texts"]
    assert (text["text"], text["alternatives"][0]["text"]) == (f"Hello {VALUE}", VALUE)


@pytest.mark.parametrize(
    ("number", "scanned"), [(8307067000, False), (8300001042, False), (7103192745, True), (8307067100, True), (830706700, True)]
)
def test_the_counter_of_calls(number, scanned):
    """Only an id as the page makes it up is left out; any other number is scanned."""
    found = FORMAT.segments(body({"jsonrpc": "2.0", "method": "LMT_handle_texts", "params": {}, "id": number}))
    assert (str(number) in [one.text for one in found.segments]) is scanned
    assert scanned or not any(str(number) in text for text in joined(found))
