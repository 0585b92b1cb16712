"""What becomes of a request."""

from __future__ import annotations

from gateway.act.tokens import Token
from gateway.extract.registry import formats
from gateway.model import Answer
from gateway.proxy.outcome import Forward, Restoring, Stop


def test_reprs_hold_no_text():
    """Bodies, values and answers stay out of logs."""
    restoring = Restoring(formats()["openai_chat"], {Token("OSOBA", 1): "tajné"})
    for outcome in (Forward("tajné".encode(), restoring), Stop(Answer(403, (), "tajné".encode()))):
        assert "tajn" not in repr(outcome)


def test_each_answer_has_its_own_reader():
    """What one answer holds back does not come out in another."""
    restoring = Restoring(formats()["openai_chat"], {})
    assert restoring.stream("application/json") is not restoring.stream("application/json")
