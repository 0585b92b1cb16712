"""Pseudonyms where an API keeps the history: the OpenAI SDK through the real gateway, responses in a chain, conversations and threads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from support.clients import CLIENTS, needed
from support.gateway_process import Gateway, gateway
from support.persons import BIRTH_NUMBER
from support.sdk_calls import SdkCalls
from support.state_provider import StateProvider, state_provider

pytestmark = pytest.mark.slow  # a gateway of its own, and an SDK

SCRIPT = Path(__file__).parent / "clients" / "openai_state.py"
ONE, TWO, THREE = "Jana Dvořáková", BIRTH_NUMBER, "Karel Svoboda"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StateProvider]:
    with state_provider(tmp_path_factory.mktemp("state")) as running:
        yield running


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, provider: StateProvider) -> Iterator[Gateway]:
    until = datetime.now(UTC).date() + timedelta(days=5)
    allowed = f'[policy.pseudonymise.openai]\napproved_by = "PS 1"\nsince = 2026-01-01\nuntil = {until}\n'
    more = f'[[policy.rules]]\nname = "zkouška"\naction = "pseudonymise"\n{allowed}'
    with gateway(tmp_path_factory.mktemp("gateway"), provider, more=more) as running:  # type: ignore[arg-type]
        yield running


@pytest.fixture(scope="module")
def sdk(house: Gateway) -> Iterator[SdkCalls]:
    with SdkCalls(needed(CLIENTS), house) as running:
        running._command[-1] = str(SCRIPT)
        yield running


def call(sdk: SdkCalls, name: str, **task: Any) -> dict[str, Any]:
    result = sdk.call({"call": name, **task})
    assert result["ok"], result
    return result


@pytest.mark.parametrize("stream", [False, True])
def test_a_chain_of_responses(sdk: SdkCalls, provider: StateProvider, stream: bool) -> None:
    """Each answer has the values of all turns before it, in every repetition; turns without a value carry them on; branches part."""
    first = call(sdk, "respond", text=f"Jde o paní: {ONE}, r. č. {TWO}.", stream=stream)
    assert first["text"] == f"Vím: {ONE} a {TWO}."
    clean = call(sdk, "respond", text="Napiš to kratší.", previous_response_id=first["id"], stream=stream)
    assert clean["text"] == f"Vím: {ONE} a {TWO}."
    third = call(sdk, "respond", text=f"A co pan {THREE}?", previous_response_id=clean["id"], stream=stream, tool=True)
    assert third["text"] == f"Vím: {ONE} a {TWO} a {THREE}."
    assert set(third["repeats"]) == {third["text"]}
    branch = call(sdk, "respond", text="A co paní Eva Procházková?", previous_response_id=clean["id"], stream=stream)
    assert branch["text"] == f"Vím: {ONE} a {TWO} a Eva Procházková."
    again = call(sdk, "respond", text="Ještě jednou.", previous_response_id=third["id"], stream=stream)
    assert again["text"] == third["text"]
    assert call(sdk, "retrieve", id=third["id"])["text"] == third["text"]
    assert provider.found_values() == []


def test_a_conversation(sdk: SdkCalls, provider: StateProvider) -> None:
    """Its row is one over all responses in it, and its items come back when they are listed."""
    name = call(sdk, "conversation", text=f"Jde o paní: {ONE}.")["id"]
    for stream in (False, True):
        assert call(sdk, "respond", text=f"R. č. {TWO}.", conversation=name, stream=stream)["text"] == f"Vím: {ONE} a {TWO}."
    assert call(sdk, "items", id=name)["text"] == f"Vím: {ONE} a {TWO}."
    empty = call(sdk, "conversation", text="")["id"]
    assert call(sdk, "respond", text=f"R. č. {TWO}.", conversation=empty)["text"] == f"Vím: {TWO}."
    assert provider.found_values() == []


def test_a_thread(sdk: SdkCalls, provider: StateProvider) -> None:
    """What begins it, what is added, what its run streams and what is listed at last have one table."""
    made = call(sdk, "thread", text=f"Jde o paní: {ONE}.", later=f"R. č. {TWO}.")
    assert made["id"] == f"R. č. {TWO}."
    assert [made["text"], *made["repeats"]] == [f"Vím: {ONE} a {TWO}."] * 2
    assert provider.found_values() == []


def test_a_response_that_is_not_stored(sdk: SdkCalls, provider: StateProvider) -> None:
    """Comes back like any other; nothing can go on from it."""
    assert call(sdk, "respond", text=f"R. č. {TWO}.", store=False)["text"] == f"Vím: {TWO}."
    assert provider.found_values() == []
