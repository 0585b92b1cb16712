"""OpenAI's SDK on a Realtime WebSocket, through the real gateway: answers whole, planted messages refused, nothing planted leaves."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gateway.demo.processes import clean_environment
from gateway.demo.run import BASE_URLS
from gateway.demo.sdk import environment
from support.clients import CLIENTS, needed
from support.gateway_process import Gateway, gateway
from support.persons import BIRTH_NUMBER, CLEAN, SAYS_BIRTH_NUMBER
from support.socket_provider import SocketProvider, socket_provider

SCRIPT = Path(__file__).parent / "clients" / "openai_realtime.py"


@pytest.fixture(scope="module")
def socket_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A gateway whose OpenAI is a provider of WebSockets."""
    folder = tmp_path_factory.mktemp("realtime")
    with socket_provider(folder / "provider") as provider, gateway(folder / "gateway", provider) as running:  # type: ignore[arg-type]
        yield running


def talked(house: Gateway, entrance: str, way: str, *steps: list[str]) -> list[dict[str, Any]]:
    """What the SDK heard, step by step."""
    urls = {vendor: house.entrance + path for vendor, path in BASE_URLS.items()} if entrance == "base_url" else {}
    variables = environment(clean_environment(), urls, None if urls else house.proxy, house.ca)
    done = subprocess.run(
        [needed(CLIENTS), str(SCRIPT), way],
        input=json.dumps(steps),
        capture_output=True,
        text=True,
        timeout=200,
        env=variables,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("way", ["async", "sync"])
@pytest.mark.parametrize("entrance", ["proxy", "base_url"])
def test_a_conversation(socket_house: Gateway, entrance: str, way: str) -> None:
    """Clean events are answered; a planted one, planted instructions and sound get an error event each, and the session goes on."""
    provider = socket_house.provider
    assert isinstance(provider, SocketProvider)
    provider.messages.clear()
    instructions, clean, answer, planted, planted_instructions, sound, again = talked(
        socket_house,
        entrance,
        way,
        ["instructions", "Odpovídej česky a stručně."],
        ["item", CLEAN],
        ["response"],
        ["item", SAYS_BIRTH_NUMBER],
        ["instructions", SAYS_BIRTH_NUMBER],
        ["audio", "UklGRg=="],
        ["item", "Děkuji."],
    )
    assert (instructions, clean, again) == ({"type": "session.updated"}, *[{"type": "conversation.item.created"}] * 2)
    assert answer == {"text": "Dobrý den.", "whole": "Dobrý den."}
    for refusal in (planted, planted_instructions):
        assert (refusal["error"], refusal["kind"]) == ("czech_pii_blocked", "policy_violation")
        assert "rodné číslo" in refusal["message"].lower()
        assert BIRTH_NUMBER not in refusal["message"]
    assert sound["error"] == "celnice_opaque_body"
    assert len(provider.messages) == 4
    assert BIRTH_NUMBER.encode() not in bytes(provider.received)
    event = socket_house.quoted(planted["message"])
    assert (event["operation"], event["verdict"], event["kinds"]) == ("realtime", "block", {"CZ_BIRTH_NUMBER": 1})
    assert BIRTH_NUMBER not in socket_house.log()
