"""SDKs of other vendors through the real gateway: a clean prompt is answered whole, a planted one raises the SDK's own exception once,
and nothing planted reaches the provider.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from allowlist.loader import packaged
from gateway.demo.replies import TEXT, TOOL_ARGUMENTS
from support.clients import CLIENTS, needed
from support.gateway_process import Gateway, gateway
from support.persons import BIRTH_NUMBER, CLEAN, SAYS_BIRTH_NUMBER
from support.sdk_calls import SdkCalls, approvals
from support.stand_in import Provider

NAMED = f"rc {BIRTH_NUMBER}.txt".replace("/", "")


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory, shared_provider: Provider) -> Iterator[Gateway]:
    """A gateway that approves every tool that has an SDK here."""
    more = approvals(shared_provider.port, set(packaged().services))
    with gateway(tmp_path_factory.mktemp("wide"), shared_provider, more=more) as running:
        yield running


@pytest.fixture(scope="module")
def calls(wide: Gateway) -> Iterator[SdkCalls]:
    """The SDKs behind it."""
    with SdkCalls(needed(CLIENTS), wide) as running:
        yield running


def blocked(house: Gateway, tool: str) -> float:
    """How many requests of a tool were blocked."""
    return house.counted("celnice_requests_total", tool=tool, verdict="block")


ANSWERED: list[tuple[str, dict[str, Any], str]] = [
    ("google_generate", {}, TEXT),
    ("google_generate", {"stream": True}, TEXT),
    ("google_async", {}, TEXT),
    ("google_async", {"stream": True}, TEXT),
    ("google_tool", {}, json.dumps(TOOL_ARGUMENTS, ensure_ascii=False)),
    ("google_chat", {}, TEXT),
    ("google_inline", {}, TEXT),
    ("google_count", {}, "10"),
    ("google_embed", {}, "2"),
    ("google_cache", {}, "cachedContents/stand-in"),
    ("google_upload", {}, "FileState.ACTIVE"),
    ("google_batch_file", {}, "FileState.ACTIVE"),
    ("vertex_generate", {}, TEXT),
    ("vertex_claude", {}, TEXT),
    ("vertex_claude", {"stream": True}, TEXT),
    ("anthropic_batch", {}, "msgbatch_standin"),
    ("anthropic_file", {}, "file_standin"),
    ("anthropic_complete", {}, TEXT),
    ("deepl_translate", {}, TEXT),
    ("deepl_rephrase", {}, TEXT),
    ("deepl_glossary", {}, "stand-in"),
    ("deepl_document", {}, TEXT),
    ("mcp_call", {}, TEXT),
    ("mistral_chat", {}, TEXT),
    ("mistral_chat", {"stream": True}, TEXT),
    ("mistral_embed", {}, "2"),
    ("mistral_file", {}, "5e1f1e00-0000-4000-8000-000000000001"),
    ("cohere_chat", {}, TEXT),
    ("cohere_chat", {"stream": True}, TEXT),
    ("cohere_embed", {}, "2"),
    ("ollama_chat", {}, TEXT),
    ("ollama_chat", {"stream": True}, TEXT),
    ("ollama_generate", {}, TEXT),
    ("ollama_embed", {}, "1"),
    ("hugging_face_chat", {}, TEXT),
    ("hugging_face_chat", {"stream": True}, TEXT),
    ("hugging_face_task", {}, TEXT),
    ("openai_responses", {}, TEXT),
    ("openai_responses", {"stream": True}, TEXT),
    ("openai_embeddings", {}, "2"),
    ("openai_completions", {}, TEXT),
    ("openai_moderations", {}, "False"),
    ("openai_image", {}, "AAAA"),
    ("openai_file", {}, "file-standin"),
    ("openai_batch_file", {}, "file-standin"),
]

REFUSED: list[tuple[str, dict[str, Any], str, str, int | None]] = [
    ("google_generate", {}, "gemini-api", "ClientError", 403),
    ("google_generate", {"stream": True}, "gemini-api", "ClientError", 403),
    ("google_generate", {"text": "Shrň.", "system_instruction": SAYS_BIRTH_NUMBER}, "gemini-api", "ClientError", 403),
    ("google_async", {}, "gemini-api", "ClientError", 403),
    ("google_async", {"stream": True}, "gemini-api", "ClientError", 403),
    ("google_tool", {}, "gemini-api", "ClientError", 403),
    ("google_inline", {}, "gemini-api", "ClientError", 403),
    ("google_count", {}, "gemini-api", "ClientError", 403),
    ("google_embed", {}, "gemini-api", "ClientError", 403),
    ("google_cache", {}, "gemini-api", "ClientError", 403),
    ("google_upload", {}, "gemini-api", "ClientError", 403),
    ("google_upload", {"text": CLEAN, "name": f"spis {BIRTH_NUMBER}"}, "gemini-api", "ClientError", 403),
    ("google_batch_file", {}, "gemini-api", "ClientError", 403),
    ("google_chat", {}, "gemini-api", "ClientError", 403),
    ("vertex_generate", {}, "vertex", "ClientError", 403),
    ("vertex_claude", {}, "vertex", "PermissionDeniedError", 403),
    ("vertex_claude", {"stream": True}, "vertex", "PermissionDeniedError", 403),
    ("anthropic_batch", {}, "anthropic", "PermissionDeniedError", 403),
    ("anthropic_file", {}, "anthropic", "PermissionDeniedError", 403),
    ("anthropic_file", {"text": CLEAN, "name": NAMED}, "anthropic", "PermissionDeniedError", 403),
    ("anthropic_complete", {}, "anthropic", "PermissionDeniedError", 403),
    ("deepl_translate", {}, "deepl", "DeepLException", 400),
    ("deepl_rephrase", {}, "deepl", "DeepLException", 400),
    ("deepl_glossary", {}, "deepl", "DeepLException", 400),
    ("deepl_document", {}, "deepl", "DeepLException", 400),
    ("mcp_call", {}, "deepwiki", "MCPError", -32050),
    ("mistral_chat", {}, "mistral", "SDKError", 403),
    ("mistral_chat", {"stream": True}, "mistral", "SDKError", 403),
    ("mistral_embed", {}, "mistral", "SDKError", 403),
    ("mistral_file", {}, "mistral", "SDKError", 403),
    ("mistral_file", {"text": CLEAN, "name": NAMED}, "mistral", "SDKError", 403),
    ("cohere_chat", {}, "cohere", "ForbiddenError", 403),
    ("cohere_chat", {"stream": True}, "cohere", "ForbiddenError", 403),
    ("cohere_embed", {}, "cohere", "ForbiddenError", 403),
    ("ollama_chat", {}, "ollama", "ResponseError", 403),
    ("ollama_chat", {"stream": True}, "ollama", "ResponseError", 403),
    ("ollama_generate", {}, "ollama", "ResponseError", 403),
    ("ollama_embed", {}, "ollama", "ResponseError", 403),
    ("hugging_face_chat", {}, "huggingface", "HfHubHTTPError", 403),
    ("hugging_face_chat", {"stream": True}, "huggingface", "HfHubHTTPError", 403),
    ("hugging_face_task", {}, "huggingface", "HfHubHTTPError", 403),
    ("openai_responses", {}, "openai", "PermissionDeniedError", 403),
    ("openai_responses", {"stream": True}, "openai", "PermissionDeniedError", 403),
    ("openai_embeddings", {}, "openai", "PermissionDeniedError", 403),
    ("openai_completions", {}, "openai", "PermissionDeniedError", 403),
    ("openai_moderations", {}, "openai", "PermissionDeniedError", 403),
    ("openai_image", {}, "openai", "PermissionDeniedError", 403),
    ("openai_file", {}, "openai", "PermissionDeniedError", 403),
    ("openai_file", {"text": CLEAN, "name": NAMED}, "openai", "PermissionDeniedError", 403),
    ("openai_batch_file", {}, "openai", "PermissionDeniedError", 403),
    ("openai_thread", {}, "openai", "PermissionDeniedError", 403),
    ("openai_speech", {}, "openai", "PermissionDeniedError", 403),
]

SOUND = "obsahuje zvuk nebo video"

BEFORE = {"google_upload", "google_batch_file", "google_chat", "mcp_call"}
"""Calls that send something clean first."""


def names(rows: list[Any]) -> list[str]:
    """Ids of rows: what is called, and the names of what is special about it."""
    return ["-".join((row[0], *row[1])) for row in rows]


@pytest.mark.parametrize(("call", "more", "expected"), ANSWERED, ids=names(ANSWERED))
def test_a_clean_prompt_is_answered(wide: Gateway, calls: SdkCalls, call: str, more: dict[str, Any], expected: str) -> None:
    """A clean prompt reaches the provider, and its answer comes back whole."""
    wide.provider.reset()
    result = calls.call({"call": call, "text": CLEAN, **more})
    assert result == {"ok": True, "text": expected}
    assert wide.provider.requests()


@pytest.mark.parametrize(("call", "more", "tool", "error", "status"), REFUSED, ids=names(REFUSED))
def test_a_planted_prompt_is_refused_once(
    wide: Gateway, calls: SdkCalls, call: str, more: dict[str, Any], tool: str, error: str, status: int | None
) -> None:
    """A birth number raises the SDK's own exception at the first request; the value is neither in it nor at the provider."""
    wide.provider.reset()
    before = blocked(wide, tool)
    result = calls.call({"call": call, "text": SAYS_BIRTH_NUMBER, **more})
    assert (result.get("error"), result.get("status")) == (error, status), result
    assert BIRTH_NUMBER not in result["message"]
    assert "rodné číslo" in result["message"]
    assert blocked(wide, tool) == before + 1
    assert not wide.provider.found(BIRTH_NUMBER)
    if call not in BEFORE:
        assert wide.provider.untouched()


SERVER = {"tools": [{"type": "mcp", "server_label": "s", "server_url": "https://mcp.urad.example/spisy"}]}
BATCHES: list[tuple[str, dict[str, Any], str, str]] = [
    ("openai_batch_file", SERVER, "openai", "PermissionDeniedError"),
    ("mistral_file", {"tools": [{"type": "connector", "connector_id": "spisovna"}]}, "mistral", "SDKError"),
    ("google_batch_file", {"cachedContent": "cachedContents/neznamy"}, "gemini-api", "ClientError"),
    ("google_batch_file", {"tools": [{"mcpServers": [{"streamableHttpTransport": {"url": "https://mcp.urad.example"}}]}]}, "gemini-api", "ClientError"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "names", "tool", "error"), BATCHES, ids=[f"{row[0]}-{next(iter(row[1]))}" for row in BATCHES])
def test_a_source_in_a_batch_file_is_refused_once(
    wide: Gateway, calls: SdkCalls, call: str, names: dict[str, Any], tool: str, error: str
) -> None:
    """What a line of the file has the provider read by itself stops the upload, as it stops a request."""
    wide.provider.reset()
    before = blocked(wide, tool)
    result = calls.call({"call": call, "text": CLEAN, "names": names})
    assert (result.get("error"), result.get("status")) == (error, 403), result
    assert "touto bránou neprošel" in result["message"]
    assert blocked(wide, tool) == before + 1
    assert not wide.provider.found("urad.example", "spisovna", "neznamy")


def test_sound_that_nobody_can_read_is_refused(wide: Gateway, calls: SdkCalls) -> None:
    """A recording does not leave: without a local recogniser nobody knows what is said in it."""
    wide.provider.reset()
    result = calls.call({"call": "openai_transcription", "text": CLEAN})
    assert (result.get("error"), result.get("status")) == ("PermissionDeniedError", 403)
    assert SOUND in result["message"]
    assert wide.provider.untouched()
