"""What chat pages share."""

import json
import re
from dataclasses import replace

import pytest

from gateway.extract import json_format, page
from gateway.extract.answer_whole import WholeTexts
from gateway.extract.json_api import Dialect, by_name
from gateway.extract.registry import formats
from gateway.model import Answer, Conversation, Notice, Speaker
from support.pages import FOUND, NOTICE, sse_data
from support.wire import JSON, Body, body, head

PAGE = page.Page(
    "some_page",
    {"ask": r"/c/(?P<conversation>[^/]+)/ask", "title": r"/title"},
    Dialect(by_name({"prompt": Speaker.USER}), conversation=page.named("some_page", ("id",), ("other", "id"))),
    said=lambda notice, language: page.sse(notice, [("said", {"text": page.message(notice, language)}), (None, "[DONE]")]),
    streams=lambda read: ("prompt",) in read.top,
    answers=page.streamed(WholeTexts),
)


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [("POST", "/c/1/ask", "ask"), ("POST", "/title", "title"), ("GET", "/title", None), ("POST", "/titles", None)],
)
def test_operation(method, path, operation):
    """A POST to the whole path."""
    assert PAGE.operation(head(method=method, path=path)) == operation


def test_the_conversation_stands_in_the_path_or_the_body():
    """The path goes first, then the places in their order; without an id there is none, and ids never show."""
    in_path = PAGE.conversation(Body(b'{"id": "b"}', JSON, "/c/a/ask"))
    in_body, further = (PAGE.conversation(body(value)) for value in ({"id": "b", "other": {"id": "c"}}, {"other": {"id": "c"}}))
    assert len({in_path.key, in_body.key, further.key}) == 3
    assert all(key and re.fullmatch("[0-9a-f]{32}", key) for key in (in_path.key, in_body.key, further.key))
    assert PAGE.conversation(body({"id": "c"})) == further
    assert PAGE.conversation(body({"id": ""})) == PAGE.conversation(body({})) == Conversation(None)
    assert PAGE.segments(Body(b'{"prompt": "x"}', JSON, "/c/a/ask")).conversation == in_path


def test_a_refusal_is_what_the_page_waits_for():
    """Where it waits for a stream an answer of the assistant, with status 200; elsewhere an error."""
    assert PAGE.segments(body({"prompt": "x"})).streaming
    assert not PAGE.segments(body({"title": "x"})).streaming
    answer, error = PAGE.block_answer(NOTICE, "cs", True), PAGE.block_answer(NOTICE, "cs", False)
    assert answer.status == 200
    assert dict(answer.headers)["content-type"].startswith("text/event-stream")
    assert dict(answer.headers)["x-request-id"] == "01REF"
    assert FOUND in sse_data(answer.body)[0]["text"]
    assert error.status == 403
    assert FOUND in json.loads(error.body)["error"]["message"]


OWN, RULES = "https://c.example/proc/01REF?t=A-b_c", "https://c.example/tools"


@pytest.mark.parametrize(("language", "found"), [("cs", FOUND), ("en", "1 Czech birth number")])
def test_message(language, found):
    """The parts of a refusal as paragraphs, in the employee's language, with the number to quote."""
    text = page.message(NOTICE, language)
    assert found in text
    assert "01REF" in text
    assert text.count("\n\n") == 3
    assert text.startswith("**")


@pytest.mark.parametrize(
    ("changes", "links", "why"),
    [
        ({}, [], "no pages, no links"),
        ({"rules": RULES}, [f"[Co smím]({RULES})"], "what I may do"),
        ({"own": OWN, "rules": RULES}, [f"[Nahlásit omyl]({OWN}#false-alarm) · [Co smím]({RULES})"], "no choice left"),
        (
            {"own": OWN, "rules": RULES, "choices": ("confirm", "pseudonymise")},
            [f"[Potvrdit odeslání]({OWN}#confirm) · [Poslat pseudonymizované]({OWN}#pseudonymise) · [Nahlásit omyl]({OWN}#false-alarm) · "],
            "the choices first",
        ),
    ],
)
def test_links(changes, links, why):
    """What can be done stands below as links that say what they do; the number to quote is always there."""
    text = page.message(replace(NOTICE, **changes), "cs")
    assert all(link in text for link in links), why
    assert text.count("](") == (sum(link.count("](") for link in links) + ("choices" in changes)), why
    assert text.rstrip(".").endswith(NOTICE.reference), why


def test_events():
    """Events have a name or none; strings stay, other data are JSON in one line."""
    assert page.events(("a", {"b": "č\n"}), (None, "[DONE]")) == 'event: a\ndata: {"b":"č\\n"}\n\ndata: [DONE]\n\n'
    assert page.answered(NOTICE, "text/plain", "č") == Answer(
        200,
        (("content-type", "text/plain"), ("cache-control", "no-store"), ("x-content-type-options", "nosniff"), ("x-request-id", "01REF")),
        "č".encode(),
    )


@pytest.mark.parametrize(
    ("value", "repeated"),
    [
        ("0b6c5a50-8dee-4f4b-9d0a-1f6a7a1d2c3b", True),
        ("aB3dE5gH7jK9mN1pQ3", True),
        ("0", True),
        ("7103192745", False),
        ("710319-2745", False),
        ("Novak-7103192745-xY", False),
        ("JanNovakZeZakolan", False),
        ("two words", False),
        ("aB3" * 30, False),
        (5, False),
        (None, False),
    ],
)
def test_reply_to(value, repeated):
    """A refusal repeats what looks like an id of a program, and nothing else of a request."""
    read = json_format.read(body({"id": value}))
    assert page.reply_to(read, {"conversation_id": ("id",), "other": ("absent",)}) == ((("conversation_id", value),) if repeated else ())


_IDS = re.compile(r'"([A-Za-z_]*(?:id|Id|ID))"\s*:\s*"([^"]*)"')
_OF_A_REQUEST = {"request_id"}
"""Names under which nothing is sent back: vendors' support asks for them."""


@pytest.mark.parametrize("streaming", [True, False])
@pytest.mark.parametrize("name", sorted(formats()))
def test_no_id_is_our_reference(name: str, streaming: bool) -> None:
    """What a page or an SDK takes for an answer has ids of the vendors' sort: they come back with the next question, and are scanned."""
    notice = Notice("7JANA-9M2PD-R4TWB", "Nástroj", {"CZ_BIRTH_NUMBER": 1}, "personal_data")
    answer = formats()[name].block_answer(notice, "cs", streaming)
    if answer.status == 200:
        told = answer.body.decode("utf-8", "replace").replace('\\"', '"')
        found = {key: value for key, value in _IDS.findall(told) if notice.reference in value}
        assert not found.keys() - _OF_A_REQUEST
