"""What somebody who is stopped is answered."""

from __future__ import annotations

import json

import pytest

from gateway.decide.verdict import Block, Pass, Pseudonymise, Warn
from gateway.extract.registry import formats
from gateway.model import Notice, RequestHead, ScanOutcome
from gateway.pipeline import Judgement
from gateway.proxy.answering import answered, stopping

API = RequestHead("https", "api.example", 443, "POST", "/v1/x", "", (("content-type", "application/json"),))
PAGE = RequestHead("https", "chatgpt.com", 443, "GET", "/", "", (("sec-fetch-mode", "navigate"), ("accept", "text/html")))


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [(API, "openai_chat", "application/json"), (API, None, "application/json"), (PAGE, "openai_chat", "text/html")],
)
def test_dialects(head, name, kind):
    """The vendor's envelope for its SDK, a page for a browser, and something plain for everybody else."""
    answer = answered(formats(), head, Notice("R1", "Tool", {"PERSON": 1}, "personal_data"), name, streaming=False)
    assert dict(answer.headers)["content-type"].startswith(kind)
    assert b"R1" in answer.body
    if name == "openai_chat" and kind == "application/json":
        assert json.loads(answer.body)["error"]["type"] == "policy_violation"


@pytest.mark.parametrize("verdict", [Block("x", "y"), Pseudonymise("x"), Warn("x"), Pass()])
def test_stopping(verdict):
    """What has no act here becomes a block with its reason; a block stays."""
    stopped = stopping(Judgement(verdict, ScanOutcome.SCANNED)).verdict
    assert stopped == (verdict if isinstance(verdict, Block) else Block(verdict.reason))
