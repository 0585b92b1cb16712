"""Pseudonyms there and back: the vendors' SDKs through the real gateway, streamed and whole, text and tools."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from support.asking import until
from support.at_work import prompt
from support.clients import Sdks
from support.gateway_process import Gateway, gateway, sdk_bodies
from support.pdf import pdf
from support.persons import BIRTH_NUMBER
from support.stand_in import Provider

TEXT = f"Odpověz panu Karlu Dvořákovi, r. č. {BIRTH_NUMBER}, že Karel Dvořák žádal včas."
NAME = "Karel Dvořák"


def policy(tools: tuple[str, ...], style: str = "token") -> str:
    until = datetime.now(UTC).date() + timedelta(days=5)
    parts = ['[[policy.rules]]\nname = "zkouška"\naction = "pseudonymise"\n']
    parts += [
        f'[policy.pseudonymise.{tool}]\napproved_by = "PS 1"\nsince = 2026-01-01\nuntil = {until}\nstyle = "{style}"\n' for tool in tools
    ]
    return "\n".join(parts)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, shared_provider: Provider) -> Iterator[Gateway]:
    """A gateway whose policy replaces everything."""
    with gateway(tmp_path_factory.mktemp("pseudonyms"), shared_provider, more=policy(("openai", "anthropic"))) as running:
        running.provider.reset()
        yield running


@pytest.mark.parametrize(("vendor", "stream", "entrance"), list(product(("openai", "anthropic"), (False, True), ("proxy", "base_url"))))
def test_values_come_back(house: Gateway, sdks: Sdks, vendor: str, stream: bool, entrance: str) -> None:
    """The provider sees tokens, the SDK its own words, however the answer is cut."""
    house.provider.reset()
    body = sdk_bodies(vendor, TEXT, **({"stream": True} if stream else {})) | {"model": "echo"}
    result = sdks(house, entrance).call({"vendor": vendor, "body": body})
    assert house.provider.found(BIRTH_NUMBER, "Dvořák") == []
    assert BIRTH_NUMBER in result["text"]
    assert NAME in result["text"]
    assert "[OSOBA" not in result["text"]
    assert len(house.provider.requests()) == 1


def test_the_text_of_a_pdf_is_set_anew(house: Gateway) -> None:
    """A PDF with findings leaves through the document processes as a new one with tokens, scanned again; a scan is stopped."""
    house.provider.reset()
    page = f"Zadost, kterou podal pan Jan Novák, r. c. {BIRTH_NUMBER}, na podatelne uradu dne 3. 5. 2026."
    before = len(house.events())
    status, answer = prompt(house, attached(pdf([page], info={"Author": "Jan Novák"}, notes=["volat: Jan Novák"])), None)
    assert status == 200, answer
    assert house.provider.found(BIRTH_NUMBER, "Jan Novák") == []
    until(lambda: len(house.events()) > before, "its event")
    assert prompt(house, attached(pdf([""], image=(4, 4, bytes(16)), info={"Author": "Jan Novák"})), None)[0] == 403
    assert len(house.provider.requests()) == 1


def attached(content: bytes) -> bytes:
    file = {"type": "file", "file": {"filename": "zadost.pdf", "file_data": base64.b64encode(content).decode()}}
    said = [{"type": "text", "text": "Shrň přílohu."}, file]
    return json.dumps({"model": "m", "messages": [{"role": "user", "content": said}]}).encode()


def test_the_event(house: Gateway) -> None:
    """Recorded as pseudonymised, with nothing disclosed and no value."""
    before = {event["id"] for event in house.events()}
    assert prompt(house, TEXT, None)[0] == 200

    def fresh() -> list[dict[str, Any]]:
        return [event for event in house.events() if event["verdict"] == "pseudonymise" and event["id"] not in before]

    until(lambda: bool(fresh()), "its event")
    events = fresh()
    assert {event["disclosed"] for event in events} == {"none"}
    assert "Dvoř" not in str(events)
    assert BIRTH_NUMBER not in house.log()


@pytest.mark.slow
def test_surrogates(tmp_path_factory: pytest.TempPathFactory, shared_provider: Provider, sdks: Sdks) -> None:
    """The provider sees realistic values that are nobody's, the SDK its own words; the second scan lets nothing else through."""
    letter = f"{TEXT} Volejte Karlu Dvořákovi na 724 123 456, pište na karel.dvorak@mesto.cz. Svědkyně Marie Nováková bydlí jinde."
    with gateway(tmp_path_factory.mktemp("surrogates"), shared_provider, more=policy(("openai",), "surrogate")) as house:
        house.provider.reset()
        for stream in (False, True):
            body = sdk_bodies("openai", letter, **({"stream": True} if stream else {})) | {"model": "echo"}
            result = sdks(house, "base_url").call({"vendor": "openai", "body": body})
            for value in (BIRTH_NUMBER, NAME, "724 123 456", "karel.dvorak@mesto.cz", "Marie Nováková"):
                assert value in result["text"]
        assert house.provider.found(BIRTH_NUMBER, "Dvořák", "724 123 456", "mesto.cz", "Novákov") == []
        assert set(house.provider.found("Borlák", "Drabník", ".invalid", "+420 199 000 001")) == {
            "Borlák",
            "Drabník",
            ".invalid",
            "+420 199 000 001",
        }
