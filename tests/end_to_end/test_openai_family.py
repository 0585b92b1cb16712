"""More operations of the OpenAI SDK, and Azure's addresses, through the real gateway: a clean one is answered whole, a planted one raises the SDK's own exception
once, and nothing planted reaches the provider.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gateway.demo.replies import TEXT
from support.clients import CLIENTS, needed
from support.gateway_process import Gateway, gateway
from support.persons import BIRTH_NUMBER, CLEAN, SAYS_BIRTH_NUMBER
from support.sdk_calls import SdkCalls
from support.stand_in import Provider

SCRIPT = Path(__file__).parent / "clients" / "openai_calls.py"
AZURE = """[tools.azure-openai]
approved_by = "test"
approved_from = 2026-01-01
approved_until = 2099-12-31
pin = "127.0.0.1:{port}"
"""
NAMED = f"rc {BIRTH_NUMBER}.txt".replace("/", "")


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory, shared_provider: Provider) -> Iterator[Gateway]:
    """A gateway that approves OpenAI and Azure OpenAI."""
    with gateway(tmp_path_factory.mktemp("family"), shared_provider, more=AZURE.format(port=shared_provider.port)) as running:
        yield running


@pytest.fixture(scope="module")
def calls(family: Gateway) -> Iterator[SdkCalls]:
    """The SDK behind it."""
    with SdkCalls(needed(CLIENTS), family) as running:
        running._command[-1] = str(SCRIPT)
        yield running


ANSWERED: list[tuple[str, dict[str, Any], str]] = [
    ("response_items", {}, TEXT),
    ("response_file", {}, TEXT),
    ("batch", {"upload": True}, "batch"),
    ("conversation", {}, "conversation"),
    ("thread_message", {}, "thread.message"),
    ("vector_store", {}, "vector_store"),
    ("upload", {}, "upload"),
    ("azure_chat", {}, TEXT),
]
REFUSED: list[tuple[str, dict[str, Any]]] = [
    *((call, {}) for call, _, _ in ANSWERED),
    ("response_file", {"text": CLEAN, "name": NAMED}),
]
OPAQUE: list[tuple[str, dict[str, Any]]] = [
    ("embedded_tokens", {"tokens": [18820, 650, 89]}),
]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(("call", "more", "expected"), ANSWERED, ids=["-".join((row[0], *row[1])) for row in ANSWERED])
def test_a_clean_request_is_answered(family: Gateway, calls: SdkCalls, call: str, more: dict[str, Any], expected: str) -> None:
    """A clean request reaches the provider, and its answer comes back whole."""
    family.provider.reset()
    assert calls.call({"call": call, "text": CLEAN, **more}) == {"ok": True, "text": expected}
    assert family.provider.requests()


@pytest.mark.parametrize(("call", "more"), REFUSED, ids=["-".join((row[0], *row[1])) for row in REFUSED])
def test_a_planted_request_is_refused_once(family: Gateway, calls: SdkCalls, call: str, more: dict[str, Any]) -> None:
    """A birth number raises ``PermissionDeniedError`` at the first request; the value is neither in it nor at the provider."""
    family.provider.reset()
    tool = "azure-openai" if call.startswith("azure") else "openai"
    before = family.counted("celnice_requests_total", tool=tool, verdict="block")
    result = calls.call({"call": call, "text": SAYS_BIRTH_NUMBER, **more})
    assert (result.get("error"), result.get("status"), result.get("code")) == ("PermissionDeniedError", 403, "czech_pii_blocked"), result
    assert BIRTH_NUMBER not in result["message"]
    assert family.counted("celnice_requests_total", tool=tool, verdict="block") == before + 1
    assert family.provider.untouched()


@pytest.mark.parametrize("call", ["delete_file", "cancel_response"])
def test_what_has_no_body_passes(family: Gateway, calls: SdkCalls, call: str) -> None:
    """What is deleted or cancelled by its id reaches the provider (which knows no such thing); an id may be planted, too."""
    family.provider.reset()
    assert calls.call({"call": call, "id": "x_1"})["status"] == 404
    assert family.provider.requests()
    family.provider.reset()
    planted = calls.call({"call": call, "id": f"rc-{BIRTH_NUMBER.replace('/', '')}"})
    assert planted["status"] == 403, planted
    assert family.provider.untouched()


@pytest.mark.parametrize(("call", "more"), OPAQUE, ids=[row[0] for row in OPAQUE])
def test_what_cannot_be_read_is_refused(family: Gateway, calls: SdkCalls, call: str, more: dict[str, Any]) -> None:
    """Token ids are opaque, however clean they may be."""
    family.provider.reset()
    result = calls.call({"call": call, "text": CLEAN, **more})
    assert (result.get("error"), result.get("code")) == ("PermissionDeniedError", "celnice_opaque_body"), result
    assert family.provider.untouched()
