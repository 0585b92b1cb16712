"""The base-URL entrance: programs of this machine only, and nothing of the browser's goes along."""

from __future__ import annotations

import http.client
import json

import pytest

from support.proxy import VALUE, Running


def ask(proxy: Running, path: str, headers: dict[str, str] | None = None, body: object = None, method: str = "POST") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", proxy.settings.entrance.port, timeout=60)
    try:
        connection.request(method, path, json.dumps(body) if body else None, {"content-type": "application/json", **(headers or {})})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def chat(text: str) -> dict[str, object]:
    return {"model": "m", "messages": [{"role": "user", "content": text}]}


TABLE = [
    ("/openai/v1/chat/completions", {}, 200, "a program"),
    ("/openai/v1/chat/completions", {"Host": "evil.example:8081"}, 403, "a name that resolves to us (DNS rebinding)"),
    ("/openai/v1/chat/completions", {"Origin": "https://evil.example"}, 403, "a page's script"),
    ("/openai/v1/chat/completions", {"Sec-Fetch-Site": "cross-site"}, 403, "a page"),
    ("/nothing/v1/chat/completions", {}, 403, "no such tool"),
    ("//openai/v1/chat/completions", {}, 403, "an empty tool"),
    ("/openai", {}, 403, "no path"),
    ("/openai/v1/unknown", {}, 403, "an unknown operation"),
    ("/openai/v1/chat/../chat/completions", {}, 403, "a path that servers read in two ways"),
    ("/openai/v1/chat%2fcompletions", {}, 403, "an encoded slash"),
]


@pytest.mark.parametrize(("path", "headers", "status", "why"), TABLE, ids=[row[3] for row in TABLE])
def test_the_door(proxy: Running, path: str, headers: dict[str, str], status: int, why: str) -> None:
    """The same register, and the same answers, as through CONNECT."""
    assert ask(proxy, path, headers, chat("Dobrý den"))[0] == status, why
    assert proxy.provider.untouched() is (status != 200)


def test_the_same_pipeline(proxy: Running) -> None:
    """A birth number does not leave here either."""
    status, body = ask(proxy, "/openai/v1/chat/completions", None, chat(VALUE))
    assert (status, json.loads(body)["error"]["code"]) == (403, "czech_pii_blocked")
    assert proxy.recorder.events[0].entrance == "base_url"


def test_the_consoles_session_stays_here(proxy: Running) -> None:
    """Cookies know no ports: the browser sends the console's along, and it goes nowhere."""
    assert ask(proxy, "/openai/v1/models", {"Cookie": "celnice_session=abcdef123456"}, method="GET")[0] == 200
    assert proxy.provider.found("abcdef123456") == []
