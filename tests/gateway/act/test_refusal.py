"""Refusals without a dialect."""

import json

import pytest

from gateway.act import refusal
from gateway.act.reason import Reason
from gateway.model import Notice
from support.wire import head

NOTICE = Notice("01REF", "ChatGPT", {"PERSON": 1}, "personal_data")


@pytest.mark.parametrize(
    ("why", "headers", "kind"),
    [
        ("a browser's navigation", [("Sec-Fetch-Mode", "navigate"), ("Accept", "text/html,*/*")], "text/html"),
        ("a script of a page", [("Sec-Fetch-Mode", "cors"), ("Accept", "application/json")], "application/json"),
        ("a program that accepts JSON", [("Accept", "application/json")], "application/json"),
        ("a program that sends JSON", [("Accept", "*/*"), ("Content-Type", "application/json")], "application/json"),
        ("curl", [("Accept", "*/*")], "text/plain"),
        ("nothing said", [], "text/plain"),
    ],
)
def test_what_suits_the_request(why, headers, kind):
    """A person gets a page, a program JSON, a command line plain text; all of them 403 and not to be retried."""
    answer = refusal.refuse(head(*headers), NOTICE, "cs")
    sent = dict(answer.headers)
    assert sent["content-type"] == f"{kind}; charset=utf-8", why
    assert (answer.status, sent["x-should-retry"], sent["cache-control"], sent["x-request-id"]) == (403, "false", "no-store", "01REF")
    assert "1 jméno osoby" in answer.body.decode().replace("\u00a0", " ")
    assert "01REF" in answer.body.decode()


@pytest.mark.parametrize("reason", Reason)
def test_generic_json(reason):
    """The envelope has the message, a type, the reason's code and the reference."""
    error = json.loads(refusal.generic_json(Notice("01REF", "t", {}, reason), "en").body)["error"]
    assert list(error) == ["message", "type", "code", "reference"]
    assert (error["code"], error["reference"]) == (reason.code, "01REF")


def test_json_keeps_its_letters():
    """Czech letters stay readable in the bytes."""
    assert "Zpráva" in refusal.generic_json(NOTICE, "cs").body.decode("utf-8")


def test_telemetry():
    """Telemetry gets an empty success, so that it is not sent again."""
    answer = refusal.telemetry()
    assert (answer.status, answer.body) == (204, b"")


def test_another_status():
    """Where a vendor's SDK takes 403 for something else, the refusal has another status and nothing else differs."""
    answer = refusal.json_answer({}, ("x", "y"), status=400)
    assert (answer.status, dict(answer.headers)["x-should-retry"], answer.headers[-1]) == (400, "false", ("x", "y"))
