"""The vendors' own SDKs, through both entrances: clean prompts are answered whole, planted ones raise the SDK's own exception once."""

import json
from itertools import product

import pytest

from gateway.demo.replies import TEXT, TOOL_ARGUMENTS
from support.clients import Sdks
from support.gateway_process import Gateway, sdk_bodies
from support.persons import BIRTH_NUMBER, CLEAN, EMAIL, ID_CARD, NAME, PHONE, SAYS_BIRTH_NUMBER

VENDORS = ("openai", "anthropic")
ENTRANCES = ("proxy", "base_url")
ASYNCHRONOUS = (False, True)
STREAM = (False, True)
EVERY = list(product(VENDORS, ENTRANCES, ASYNCHRONOUS, STREAM))
IDS = [f"{v}-{e}-{'async' if a else 'sync'}-{'stream' if s else 'whole'}" for v, e, a, s in EVERY]

TOOL = {"type": "object", "properties": {"dotaz": {"type": "string", "description": "Na co se ptá občan"}}}
TOOLS = {
    "openai": [{"type": "function", "function": {"name": "najdi", "description": "Hledá v úředních hodinách", "parameters": TOOL}}],
    "anthropic": [{"name": "najdi", "description": "Hledá v úředních hodinách", "input_schema": TOOL}],
}


@pytest.mark.parametrize(("vendor", "entrance", "asynchronous", "stream"), EVERY, ids=IDS)
def test_a_clean_prompt_is_answered(house: Gateway, sdks: Sdks, vendor: str, entrance: str, asynchronous: bool, stream: bool) -> None:
    """A clean prompt reaches the provider once and its answer comes back whole."""
    body = sdk_bodies(vendor, CLEAN, **({"stream": True} if stream else {}))
    result = sdks(house, entrance).call({"vendor": vendor, "body": body, "asynchronous": asynchronous})
    assert (result["ok"], result.get("text"), result["requests"]) == (True, TEXT, 1)
    assert len(house.provider.requests()) == 1


@pytest.mark.parametrize(("vendor", "entrance", "asynchronous", "stream"), EVERY, ids=IDS)
def test_a_planted_prompt_is_refused_once(house: Gateway, sdks: Sdks, vendor: str, entrance: str, asynchronous: bool, stream: bool) -> None:
    """A birth number raises PermissionDeniedError at the first request, and nothing at all reaches the provider."""
    body = sdk_bodies(vendor, SAYS_BIRTH_NUMBER, **({"stream": True} if stream else {}))
    result = sdks(house, entrance).call({"vendor": vendor, "body": body, "asynchronous": asynchronous})
    assert (result["ok"], result.get("error"), result.get("status"), result["requests"]) == (False, "PermissionDeniedError", 403, 1)
    assert BIRTH_NUMBER not in result["message"]
    assert house.provider.untouched()


@pytest.mark.parametrize(("vendor", "entrance", "asynchronous", "stream"), EVERY, ids=IDS)
def test_a_program_may_ask_for_a_message(house: Gateway, sdks: Sdks, vendor: str, entrance: str, asynchronous: bool, stream: bool) -> None:
    """With our header the refusal is an assistant's message that the SDK reads as any answer; nothing reaches the provider."""
    asked = {"extra_headers": {"X-Celnice-Answer": "message"}}
    body = sdk_bodies(vendor, SAYS_BIRTH_NUMBER, **asked, **({"stream": True} if stream else {}))
    result = sdks(house, entrance).call({"vendor": vendor, "body": body, "asynchronous": asynchronous})
    assert (result["ok"], result["requests"]) == (True, 1), result
    assert result["text"].startswith("**Zpráva nebyla odeslána**")
    assert "1 rodné číslo" in result["text"]
    assert BIRTH_NUMBER not in result["text"]
    assert house.provider.untouched()
    passed = sdks(house, entrance).call({"vendor": vendor, "body": sdk_bodies(vendor, CLEAN, **asked)})
    assert passed["text"] == TEXT
    assert house.provider.found("X-Celnice-Answer", "x-celnice-answer") == []


def test_the_refusal_speaks_czech_and_names_the_kind(house: Gateway, sdks: Sdks) -> None:
    """The exception's message says in Czech what was found, by kind."""
    result = sdks(house, "proxy").call({"vendor": "openai", "body": sdk_bodies("openai", SAYS_BIRTH_NUMBER)})
    assert "rodné číslo" in result["message"].lower()


@pytest.mark.parametrize(
    "planted", [EMAIL, PHONE, f"jednání s panem {NAME}", f"občanský průkaz č. {ID_CARD}"], ids=["e-mail", "phone", "name", "ID"]
)
@pytest.mark.parametrize("vendor", VENDORS)
def test_every_kind_is_refused(house: Gateway, sdks: Sdks, vendor: str, planted: str) -> None:
    """Each kind that this version finds stops a prompt of either vendor."""
    result = sdks(house, "proxy").call({"vendor": vendor, "body": sdk_bodies(vendor, f"Sepiš zápis: {planted}.")})
    assert (result.get("error"), result["requests"]) == ("PermissionDeniedError", 1)
    assert house.provider.untouched()


@pytest.mark.parametrize("stream", STREAM, ids=["whole", "stream"])
@pytest.mark.parametrize("vendor", VENDORS)
def test_tools_are_used(house: Gateway, sdks: Sdks, vendor: str, stream: bool) -> None:
    """A tool call comes back through the gateway as the provider made it."""
    body = sdk_bodies(vendor, "Kdy má podatelna otevřeno?", tools=TOOLS[vendor], **({"stream": True} if stream else {}))
    result = sdks(house, "proxy").call({"vendor": vendor, "body": body})
    assert result["ok"]
    assert [json.loads(tool["arguments"]) for tool in result["tools"]] == [TOOL_ARGUMENTS]


ARGUMENTS = json.dumps({"rodne_cislo": BIRTH_NUMBER})
PLACES = {
    "system message": ("openai", {"messages": [{"role": "system", "content": SAYS_BIRTH_NUMBER}, {"role": "user", "content": "Shrň."}]}),
    "earlier user message": (
        "openai",
        {"messages": [{"role": "user", "content": SAYS_BIRTH_NUMBER}, {"role": "assistant", "content": "Ano."}, {"role": "user", "content": "A?"}]},
    ),
    "assistant message": (
        "openai",
        {"messages": [{"role": "assistant", "content": SAYS_BIRTH_NUMBER}, {"role": "user", "content": "Pokračuj."}]},
    ),
    "second part of a list": (
        "openai",
        {"messages": [{"role": "user", "content": [{"type": "text", "text": "Shrň."}, {"type": "text", "text": SAYS_BIRTH_NUMBER}]}]},
    ),
    "tool call arguments": (
        "openai",
        {
            "messages": [
                {"role": "user", "content": "Najdi."},
                {"role": "assistant", "tool_calls": [{"id": "c", "type": "function", "function": {"name": "f", "arguments": ARGUMENTS}}]},
                {"role": "tool", "tool_call_id": "c", "content": "ano"},
            ]
        },
    ),
    "tool result": (
        "openai",
        {
            "messages": [
                {"role": "assistant", "tool_calls": [{"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}]},
                {"role": "tool", "tool_call_id": "c", "content": SAYS_BIRTH_NUMBER},
            ]
        },
    ),
    "tool description": (
        "openai",
        {
            "messages": [{"role": "user", "content": "Najdi."}],
            "tools": [{"type": "function", "function": {"name": "f", "description": SAYS_BIRTH_NUMBER}}],
        },
    ),
    "metadata": ("openai", {"messages": [{"role": "user", "content": "Shrň."}], "metadata": {"osoba": SAYS_BIRTH_NUMBER}}),
    "user name": ("openai", {"messages": [{"role": "user", "content": "Shrň.", "name": f"rc_{BIRTH_NUMBER}"}]}),
    "Anthropic system": ("anthropic", {"system": SAYS_BIRTH_NUMBER, "messages": [{"role": "user", "content": "Shrň."}]}),
    "Anthropic system part": (
        "anthropic",
        {"system": [{"type": "text", "text": SAYS_BIRTH_NUMBER}], "messages": [{"role": "user", "content": "Shrň."}]},
    ),
    "Anthropic tool input": (
        "anthropic",
        {
            "messages": [
                {"role": "user", "content": "Najdi."},
                {"role": "assistant", "content": [{"type": "tool_use", "id": "t", "name": "f", "input": {"rc": BIRTH_NUMBER}}]},
                {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t", "content": "ano"}]},
            ]
        },
    ),
    "Anthropic tool result": (
        "anthropic",
        {
            "messages": [
                {"role": "assistant", "content": [{"type": "tool_use", "id": "t", "name": "f", "input": {}}]},
                {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t", "content": [{"type": "text", "text": SAYS_BIRTH_NUMBER}]}]},
            ]
        },
    ),
    "Anthropic metadata": (
        "anthropic",
        {"metadata": {"user_id": f"rc {BIRTH_NUMBER}"}, "messages": [{"role": "user", "content": "Shrň."}]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_every_place_is_looked_at(house: Gateway, sdks: Sdks, place: str) -> None:
    """A birth number stops the prompt wherever in the body it stands."""
    vendor, body = PLACES[place]
    base = {"model": "gpt-4o"} if vendor == "openai" else {"model": "claude-sonnet-4-5", "max_tokens": 64}
    result = sdks(house, "proxy").call({"vendor": vendor, "body": {**base, **body}})
    assert (result.get("error"), result["requests"]) == ("PermissionDeniedError", 1)
    assert house.provider.untouched()


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("entrance", ENTRANCES)
def test_models_are_listed(house: Gateway, sdks: Sdks, vendor: str, entrance: str) -> None:
    """``GET /v1/models`` passes."""
    result = sdks(house, entrance).call({"vendor": vendor, "body": {"operation": "models"}})
    assert result["ok"]
    assert "gpt-4o" in result["text"]
