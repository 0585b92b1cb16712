"""``celnice allowlist`` says what the catalogue and the register hold, for people and for machines."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from gateway.commands import allowlist as command
from gateway.errors import UserError
from gateway.settings import Settings, Tool

TODAY = datetime.now(UTC).date()


def _tool(days: int = 30, **more: Any) -> Tool:
    return Tool(
        approved_by="Pracovní skupina", approved_from=TODAY - timedelta(days=60), approved_until=TODAY + timedelta(days=days), **more
    )


SETTINGS = Settings(
    tools={"openai": _tool(), "claude": _tool(groups=("právní",)), "anthropic": _tool(days=-30), "chatgpt": _tool(unknown="walk")}
)


def _run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    parser = argparse.ArgumentParser()
    command.configure(parser)
    code = command.run(parser.parse_args(words), SETTINGS)
    return code, capsys.readouterr().out


def test_list(capsys: pytest.CaptureFixture[str]) -> None:
    """Every service with its status; only the approved on demand."""
    code, out = _run(capsys, "list")
    status = {line.split("  ")[0].strip(): line for line in out.splitlines()}
    assert code == 0
    assert "approved" in status["openai"]
    assert f"until {TODAY + timedelta(days=30)}" in status["openai"]
    assert "expired" in status["anthropic"]
    assert "forbidden" in status["deepseek"]
    assert "not_in_register" in status["gemini"]
    assert {line.split()[0] for line in _run(capsys, "list", "--approved")[1].splitlines()} == {"openai", "claude", "chatgpt"}


def test_list_json(capsys: pytest.CaptureFixture[str]) -> None:
    """The same for machines."""
    rows = {row["id"]: row for row in json.loads(_run(capsys, "list", "--json")[1])}
    assert rows["openai"]["status"] == "approved"
    assert rows["openai"]["approved_until"] == (TODAY + timedelta(days=30)).isoformat()
    assert rows["gemini"]["approved_until"] is None


def test_show(capsys: pytest.CaptureFixture[str]) -> None:
    """One service with its hosts, operations, approval and bans."""
    _, out = _run(capsys, "show", "openai")
    assert "openai: OpenAI API (OpenAI, US), api, approved" in out
    assert "prompt chat.completions: POST /v1/chat/completions on api (openai_chat)" in out
    assert "(no wire format: refused)" in out
    assert "approved_by: Pracovní skupina" in out
    assert "forbidden since 2025-07-09" in _run(capsys, "show", "deepseek")[1]
    assert "hosts hub (prompt, only while approved): substrate.office.com" in _run(capsys, "show", "m365-copilot")[1]
    assert "shared, never matched: www.google.com" in _run(capsys, "show", "gemini")[1]
    assert "groups: právní" in _run(capsys, "show", "claude")[1]


def test_show_json(capsys: pytest.CaptureFixture[str]) -> None:
    """The same for machines, dates and all."""
    whole = json.loads(_run(capsys, "show", "deepseek", "--json")[1])
    assert whole["service"]["bans"][0]["since"] == date(2025, 7, 9).isoformat()
    assert whole["entry"] is None
    assert json.loads(_run(capsys, "show", "openai", "--json")[1])["entry"]["unknown"] == "refuse"


def test_show_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt id is answered with the nearest one."""
    with pytest.raises(UserError, match="did you mean openai"):
        _run(capsys, "show", "opena")


CHECKS = [
    (("https://api.openai.com/v1/chat/completions", "--method", "POST"), 0, "POST: prompt, openai: chat.completions, read as openai_chat"),
    (("https://api.openai.com/v1/chat/completions", "--method", "post"), 0, "POST: prompt, openai"),
    (("https://api.openai.com/v1/chat/completions",), 0, "GET: static, openai"),
    (("api.openai.com",), 0, "host: approved, openai"),
    (("https://api.openai.com/v1/unheard", "--method", "POST"), 1, "POST: refused, openai: unknown (no_operation)"),
    (("https://api.openai.com/v1/unheard",), 0, "POST: refused, openai"),
    (("https://chatgpt.com/unheard", "--method", "POST"), 0, "POST: unknown, chatgpt: unknown (no_operation)"),
    (("https://x.oaistatsig.com/v1", "--method", "POST"), 1, "telemetry, chatgpt"),
    (("https://api.openai.com:443/v1/models?x=1", "--method", "GET"), 0, "GET: static"),
    (("https://api.openai.com:8443/",), 1, "host: unknown (port)"),
    (("http://api.openai.com/",), 1, "only https is let through"),
    (("https://claude.ai/", "--method", "GET"), 1, "not approved, claude (group); approved instead: chatgpt"),
    (("https://claude.ai/", "--method", "GET", "--group", "právní"), 0, "GET: static, claude"),
    (("https://api.anthropic.com/v1/messages",), 1, "not approved, anthropic (expired); approved instead: openai"),
    (("https://chat.deepseek.com/",), 1, "forbidden, deepseek: rozhodnutí vlády"),
    (("https://www.example.cz/",), 1, "host: unknown (not_catalogued)"),
    (("https://api.openai.com@evil.example/",), 1, "host: unknown (host_invalid)"),
    (("https://evil.example\\@api.openai.com/",), 1, "host: unknown (host_invalid)"),
    (("https://127.0.0.1/",), 1, "host: unknown (host_address)"),
    (("https://[::1]:443/",), 1, "host: unknown (host_address)"),
    (("https://[::1]/",), 1, "host: unknown (host_address)"),
]


@pytest.mark.parametrize(("words", "code", "line"), CHECKS, ids=[" ".join(row[0]) for row in CHECKS])
def test_check(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: int, line: str) -> None:
    """Exit code 0 when the request, or without a method the host, is let through; the line says why or why not."""
    got, out = _run(capsys, "check", *words)
    assert line in out
    assert got == code
    machine, text = _run(capsys, "check", *words, "--json")
    assert (machine, json.loads(text)["let_through"]) == (code, code == 0)


@pytest.mark.parametrize("url", ["https://api.openai.com:x/", "https://api.openai.com:99999/", "https://[::1/", "https://api.openai.com:/"])
def test_check_bad_url(capsys: pytest.CaptureFixture[str], url: str) -> None:
    """What is no URL is an error with a fix, which does not repeat it."""
    with pytest.raises(UserError, match="write https://") as caught:
        _run(capsys, "check", url)
    assert url not in str(caught.value)


def test_a_query_is_not_repeated(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing of the path or the query comes back in the answer."""
    for words in (
        ("check", "https://api.openai.com/v1/novakova?q=tajne"),
        ("check", "https://api.openai.com/v1/novakova?q=tajne", "--json"),
    ):
        out = _run(capsys, *words)[1]
        assert "novakova" not in out
        assert "tajne" not in out
