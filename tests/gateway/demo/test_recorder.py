"""The recording."""

import gzip

import pytest

from gateway.demo import recorder
from gateway.demo.exchange import Request
from gateway.demo.recorder import Recorder


def test_values_are_found_in_bytes_heads_and_decoded_bodies() -> None:
    """A value is found wherever it arrived."""
    recording = Recorder(keep=True)
    tape = recording.connected()
    recording.received(tape, b"raw 800412/3127")
    request = Request("POST", "h", "/v1/785611%2F4046", (("content-encoding", "gzip"),), gzip.compress(b"855723/1177"))
    recording.understood(tape, request, "2")
    assert recording.search(["8004123127", "7856114046", "8557231177", "9170152200"]) == ("8004123127", "7856114046", "8557231177")


def test_everything_is_counted() -> None:
    """Connections count before TLS, bytes as they come, requests when whole."""
    recording = Recorder(keep=True)
    tape = recording.connected()
    recording.handshaken(tape, "api.openai.com")
    recording.received(tape, b"1234")
    recording.began()
    recording.understood(tape, Request("GET", "h", "/"), "1.1")
    assert recording.counts() == {"connections": 1, "secured": 1, "bytes": 4, "begun": 1, "requests": 1}
    assert recording.log[0]["sni"] == "api.openai.com"
    recording.reset()
    assert recording.counts() == {"connections": 0, "secured": 0, "bytes": 0, "begun": 0, "requests": 0}


def test_open_connections_outlive_a_reset() -> None:
    """What comes after a reset on a connection from before is searched; a closed connection is forgotten."""
    recording = Recorder(keep=True)
    stays, ended = recording.connected(), recording.connected()
    recording.unsecured(ended, b"800412/3127")
    recording.reset()
    recording.received(stays, b"855723/1177")
    assert recording.search(["8004123127", "8557231177"]) == ("8557231177",)


def test_nothing_is_kept_unless_asked() -> None:
    """The stand-in of an installation counts and keeps no byte."""
    recording = Recorder(keep=False)
    tape = recording.connected()
    recording.received(tape, b"text")
    recording.understood(tape, Request("POST", "h", "/", body=b"text"), "1.1")
    assert (recording.tapes, recording.log, recording.counts()["bytes"]) == ([], [], 4)
    with pytest.raises(LookupError):
        recording.search(["8004123127"])


def test_an_incomplete_recording_answers_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above its limit a recording refuses to say that a value is absent."""
    monkeypatch.setattr(recorder, "MAX_KEPT", 3)
    recording = Recorder(keep=True)
    recording.received(recording.connected(), b"1234")
    with pytest.raises(LookupError):
        recording.search(["8004123127"])
