"""Google Cloud Translation."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.form_api import FORM
from gateway.extract.google_translate import FORMAT
from support.formats import rebuilds, refusal, spoken, streams_whole
from support.wire import body, head, joined

REQUESTS = [
    ({"q": "v-a", "target": "en"}, {"v-a": "user"}),
    ({"q": ["v-a", "v-b"], "source": "cs", "target": "en", "format": "text"}, {"v-a": "user", "v-b": "user"}),
    ({"content": "v-a", "mimeType": "text/plain"}, {"v-a": "user"}),
    ({"contents": ["v-a"], "targetLanguageCode": "en", "labels": {"k": "v-l"}}, {"v-a": "user", "v-l": "metadata"}),
]


@pytest.mark.parametrize(("request_body", "speakers"), REQUESTS)
def test_every_carrier_is_seen(request_body, speakers):
    """Every planted value is a segment with the right speaker, and may be changed."""
    assert spoken(FORMAT, request_body) == speakers
    rebuilds(FORMAT, request_body)


def test_texts_follow_one_another():
    """A value cut over two texts is found, in JSON and in a form."""
    assert "č. 710319" in joined(FORMAT.segments(body({"q": ["č. 71", "0319"]})))
    assert "č. 710319" in joined(FORMAT.segments(body(b"q=%C4%8D.+71&target=en&q=0319", FORM)))


def test_a_document_is_a_file():
    """Its base64 is opened by document workers."""
    config = {"mimeType": "application/pdf", "content": base64.b64encode(b"%PDF").decode()}
    found = FORMAT.segments(body({"documentInputConfig": config, "targetLanguageCode": "en"}))
    assert [(file.content, file.media) for file in found.files] == [(b"%PDF", "application/pdf")]


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("/language/translate/v2", "v2.translate"),
        ("/language/translate/v2/detect", "v2.detect"),
        ("/v3/projects/p:translateText", "v3.translate"),
        ("/v3/projects/p/locations/europe-west1:translateDocument", "v3.document"),
        ("/v3beta1/projects/p/locations/global:detectLanguage", "v3.detect"),
        ("/v3/projects/p/locations/global:batchTranslateText", None),
    ],
)
def test_operation(path, operation):
    """Only its own paths."""
    assert FORMAT.operation(head(path=path)) == operation


@given(at=st.lists(st.integers(0, 200), max_size=5))
def test_answers(at):
    """Translations of both versions come whole."""
    said = [{"translatedText": "Dobrý den", "detectedSourceLanguage": "cs"}]
    for answer in ({"data": {"translations": said}}, {"translations": said, "glossaryTranslations": said}):
        streams_whole(FORMAT, "application/json; charset=UTF-8", json.dumps(answer).encode(), at)


def test_refusal():
    """Google's envelope."""
    assert refusal(FORMAT)["error"]["status"] == "PERMISSION_DENIED"
