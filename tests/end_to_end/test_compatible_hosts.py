"""Hosts that speak OpenAI's dialect, and editors, through the real gateway: what is clean arrives, what is planted is refused in that
dialect wherever it stands, and nothing of it reaches the provider.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from gateway.demo.replies import TEXT
from support.gateway_process import Gateway, gateway
from support.persons import BIRTH_NUMBER, CLEAN, SAYS_BIRTH_NUMBER
from support.stand_in import Provider

TOOLS = ("openrouter", "groq", "together", "fireworks", "xai", "perplexity", "github-copilot", "azure-openai", "mistral", "huggingface")


@pytest.fixture(scope="module")
def hosts(tmp_path_factory: pytest.TempPathFactory, shared_provider: Provider) -> Iterator[Gateway]:
    """A gateway that approves them all."""
    entry = '[tools.{}]\napproved_by = "test"\napproved_from = 2026-01-01\napproved_until = 2099-12-31\npin = "127.0.0.1:{}"\n'
    more = "".join(entry.format(tool, shared_provider.port) for tool in TOOLS)
    with gateway(tmp_path_factory.mktemp("hosts"), shared_provider, more=more) as running:
        yield running


def chat(text: str) -> dict[str, Any]:
    return {"model": "m", "messages": [{"role": "user", "content": text}]}


def responses(text: str) -> dict[str, Any]:
    return {"model": "m", "input": text}


def suggestion(text: str) -> dict[str, Any]:
    return {"prompt": "def f():\n", "suffix": "", "n": 1, "extra": {"language": "python", "context": [f"# sousední soubor\n# {text}"]}}


def embedding(text: str) -> dict[str, Any]:
    return {"model": "m", "input": ["Čistý text.", text]}


type Made = Callable[[str], dict[str, Any]]

ROWS: list[tuple[str, str, Made]] = [
    ("openrouter", "https://openrouter.ai/api/v1/chat/completions", chat),
    ("groq", "https://api.groq.com/openai/v1/chat/completions", chat),
    ("groq", "https://api.groq.com/openai/v1/responses", responses),
    ("together", "https://api.together.xyz/v1/chat/completions", chat),
    ("together", "https://api.together.xyz/v1/embeddings", embedding),
    ("fireworks", "https://api.fireworks.ai/inference/v1/completions", lambda text: {"model": "m", "prompt": text}),
    ("xai", "https://api.x.ai/v1/chat/completions", chat),
    ("perplexity", "https://api.perplexity.ai/chat/completions", chat),
    ("github-copilot", "https://api.business.githubcopilot.com/chat/completions", chat),
    ("github-copilot", "https://api.enterprise.githubcopilot.com/responses", responses),
    ("github-copilot", "https://proxy.business.githubcopilot.com/v1/engines/gpt-41-copilot/completions", suggestion),
    ("azure-openai", "https://urad.openai.azure.com/openai/deployments/gpt/chat/completions?api-version=2024-10-21", chat),
    ("azure-openai", "https://urad.openai.azure.com/openai/v1/responses", responses),
    ("azure-openai", "https://urad.openai.azure.com/openai/deployments/e/embeddings?api-version=2024-10-21", embedding),
    ("huggingface", "https://router.huggingface.co/v1/chat/completions", chat),
    ("huggingface", "https://router.huggingface.co/together/v1/chat/completions", chat),
]


@pytest.mark.parametrize(("tool", "url", "made"), ROWS, ids=[row[1].split("?")[0].removeprefix("https://") for row in ROWS])
def test_one_adapter(hosts: Gateway, tool: str, url: str, made: Made) -> None:
    """Each host's operation passes a clean request and refuses a planted one with 403 and OpenAI's envelope."""
    hosts.provider.reset()
    clean = hosts.curl.send(url, json.dumps(made(CLEAN)).encode())
    assert clean.status == 200, clean
    assert hosts.provider.requests()
    hosts.provider.reset()
    before = hosts.counted("celnice_requests_total", tool=tool, verdict="block")
    planted = hosts.curl.send(url, json.dumps(made(SAYS_BIRTH_NUMBER)).encode())
    assert planted.status == 403
    assert json.loads(planted.body)["error"]["code"] == "czech_pii_blocked"
    assert hosts.provider.untouched()
    assert not hosts.provider.found(BIRTH_NUMBER)
    assert hosts.counted("celnice_requests_total", tool=tool, verdict="block") == before + 1


def test_a_stream_of_suggestions(hosts: Gateway) -> None:
    """An editor's streamed suggestion comes back whole."""
    url = "https://proxy.business.githubcopilot.com/v1/engines/gpt-41-copilot/completions"
    answer = hosts.curl.send(url, json.dumps({**suggestion(CLEAN), "stream": True}).encode())
    events = [line.removeprefix("data: ") for line in answer.body.decode().splitlines() if line.startswith("data: ")]
    assert events[-1] == "[DONE]"
    assert "".join(json.loads(event)["choices"][0]["text"] for event in events[:-1]) == TEXT
