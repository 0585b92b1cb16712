"""The refusal as an assistant's message."""

from __future__ import annotations

import json

import pytest

from gateway.act.restore import Restorer
from gateway.extract import spoken
from gateway.extract.registry import formats
from gateway.model import Notice, RequestHead

NOTICE = Notice("7K3QX-9M2PD-R4TWB", "OpenAI", {"CZ_BIRTH_NUMBER": 1}, "personal_data")
DIALECTS = ("openai_chat", "openai_responses", "anthropic_messages", "gemini")


def head(value: str | None = "message", path: str = "/v1/x", query: str = "") -> RequestHead:
    headers = () if value is None else (("X-Celnice-Answer", value),)
    return RequestHead("https", "api.example", 443, "POST", path, query, headers)


@pytest.mark.parametrize(("value", "wanted"), [("message", True), (" Message ", True), ("error", False), ("", False), (None, False)])
def test_only_who_asks_gets_one(value: str | None, wanted: bool) -> None:
    """The error envelope is what SDKs expect; a message takes a word of the program's own."""
    assert spoken.wanted(head(value)) is wanted


@pytest.mark.parametrize("name", DIALECTS)
@pytest.mark.parametrize("streaming", [False, True])
def test_the_answer_side_reads_it(name: str, streaming: bool) -> None:
    """Our own reader of that vendor's answers finds the words; status 200, not to be kept, and no value."""
    path = "/v1beta/models/m:streamGenerateContent" if streaming else "/v1beta/models/m:generateContent"
    made = spoken.answer(name, head(path=path, query="alt=sse"), NOTICE, "cs", streaming=streaming)
    assert made is not None
    assert made.status == 200
    kind = dict(made.headers)["content-type"]
    assert kind.startswith("text/event-stream" if streaming else "application/json")
    assert "1 rodné číslo" in made.body.decode()
    reader = formats()[name].answer_stream(kind, Restorer({}))
    assert reader.feed(made.body) + reader.close() == made.body
    assert "celnice" in made.body.decode()


def test_a_stream_of_gemini_without_sse_is_an_array() -> None:
    """As that API writes it."""
    made = spoken.answer("gemini", head(path="/v1beta/models/m:streamGenerateContent"), NOTICE, "en", streaming=True)
    assert made is not None
    assert json.loads(made.body)[0]["candidates"][0]["finishReason"] == "SPII"


def test_other_dialects_keep_their_envelope() -> None:
    """Where there is no such message the error stands."""
    assert spoken.answer("openai_embeddings", head(), NOTICE, "cs", streaming=False) is None
