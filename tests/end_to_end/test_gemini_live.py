"""google-genai in a live session, through the real gateway: answers whole, a planted turn refused, nothing planted leaves."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from wsproto.events import BytesMessage, Event

from gateway.demo.processes import clean_environment
from gateway.demo.replies import TEXT, pieces
from gateway.demo.sdk import environment
from support.clients import CLIENTS, needed
from support.gateway_process import Gateway, gateway
from support.persons import BIRTH_NUMBER, CLEAN, SAYS_BIRTH_NUMBER
from support.sdk_calls import approvals
from support.socket_provider import SocketProvider, socket_provider

SCRIPT = Path(__file__).parent / "clients" / "gemini_live.py"


def live(message: str | bytes) -> list[Event]:
    """What the live API would say, in binary messages as it does."""
    if "setup" in json.loads(message):
        answers = [{"setupComplete": {}}]
    else:
        turns = [{"modelTurn": {"role": "model", "parts": [{"text": piece}]}} for piece in pieces(TEXT)]
        answers = [{"serverContent": content} for content in (*turns, {"generationComplete": True}, {"turnComplete": True})]
    return [BytesMessage(json.dumps(answer, ensure_ascii=False).encode()) for answer in answers]


@pytest.fixture(scope="module")
def live_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Gateway, SocketProvider]]:
    """A gateway whose Gemini API is a provider of WebSockets."""
    folder = tmp_path_factory.mktemp("live")
    host = "generativelanguage.googleapis.com"
    with socket_provider(folder / "provider", host) as provider:
        provider.answers = live
        more = approvals(provider.port, {"gemini-api"})
        with gateway(folder / "gateway", provider, more=more) as running:  # type: ignore[arg-type]
            yield running, provider


def test_a_session(live_house: tuple[Gateway, SocketProvider]) -> None:
    """A clean turn is answered whole; a planted one gets a turn that says why; the session goes on."""
    house, provider = live_house
    made = environment(clean_environment(), {}, house.proxy, house.ca)
    asked = json.dumps([CLEAN, SAYS_BIRTH_NUMBER, "Děkuji."])
    done = subprocess.run([needed(CLIENTS), str(SCRIPT)], input=asked, capture_output=True, text=True, timeout=200, env=made, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    first, planted, last = json.loads(done.stdout)
    assert first == last == {"said": TEXT, "reason": None}
    assert planted["reason"] == "PROHIBITED_INPUT_CONTENT"
    assert "rodné číslo" in planted["said"]
    assert BIRTH_NUMBER not in planted["said"]
    assert len(provider.messages) == 3  # the setup and the two clean turns
    assert BIRTH_NUMBER.encode() not in bytes(provider.received)
    event = house.quoted(planted["said"])
    assert (event["operation"], event["verdict"], event["kinds"]) == ("live", "block", {"CZ_BIRTH_NUMBER": 1})
    assert BIRTH_NUMBER not in house.log()
