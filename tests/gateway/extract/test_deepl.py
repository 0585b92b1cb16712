"""DeepL's API."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.deepl import FORMAT
from support.formats import NOTICE, rebuilds, spoken, streams_whole
from support.wire import answered, body, head, joined

REQUESTS = [
    ({"text": ["v-a", "v-b"], "target_lang": "EN", "context": "v-c", "custom_instructions": ["v-i"]}, {"v-a": "user", "v-b": "user", "v-c": "user", "v-i": "metadata"}),
    ({"text": "v-a", "writing_style": "simple"}, {"v-a": "user"}),
    ({"name": "v-n", "source_lang": "cs", "entries": "v-e\tx", "entries_format": "tsv"}, {"v-n": "metadata", "v-e\tx": "user"}),
    ({"name": "v-n", "dictionaries": [{"source_lang": "cs", "entries": "v-e\tx"}]}, {"v-n": "metadata", "v-e\tx": "user"}),
    ({"document_key": "v-k"}, {"v-k": "metadata"}),
]  # fmt: skip


@pytest.mark.parametrize(("request_body", "speakers"), REQUESTS)
def test_every_carrier_is_seen(request_body, speakers):
    """Every planted value is a segment with the right speaker, and may be changed."""
    assert spoken(FORMAT, request_body) == speakers
    rebuilds(FORMAT, request_body)


def test_texts_follow_one_another():
    """A value cut over two texts is found; the context stands apart."""
    assert "č. 710319" in joined(FORMAT.segments(body({"text": ["č. 71", "0319"], "context": "45"})))


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("/v2/translate", "translate"),
        ("/v2/write/rephrase", "write"),
        ("/v2/document/ABC-1/result", "document.result"),
        ("/v2/document/ABC-1", "document.status"),
        ("/v3/glossaries", "glossaries"),
        ("/v2/document", None),
        ("/v2/usage", None),
    ],
)
def test_operation(path, operation):
    """Only its own paths."""
    assert FORMAT.operation(head(path=path)) == operation


@given(at=st.lists(st.integers(0, 200), max_size=5))
def test_answers(at):
    """Translations and rephrasings come whole."""
    for name in ("translations", "improvements"):
        streams_whole(
            FORMAT, "application/json", json.dumps({name: [{"detected_source_language": "CS", "text": "Dobrý den"}]}).encode(), at
        )


def test_only_texts_are_changed():
    """The language of a translation is no text."""
    data = json.dumps({"translations": [{"detected_source_language": "CS", "text": "Jana"}]}).encode()
    assert answered(FORMAT, "application/json", lambda *_: "x", [data]) == data.replace(b"Jana", b"x")


@pytest.mark.parametrize("streaming", [False, True])
def test_refusal(streaming):
    """Status 400: the SDK would take 403 for a wrong key."""
    answer = FORMAT.block_answer(NOTICE, "cs", streaming)
    assert (answer.status, dict(answer.headers)["x-should-retry"]) == (400, "false")
    told = json.loads(answer.body)
    assert "1 rodné číslo" in told["message"]
    assert (told["code"], told["reference"]) == ("czech_pii_blocked", "01REF")
