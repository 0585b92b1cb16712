"""The office's account, and no other."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from allowlist.answers import Approved, Role, Unknown
from allowlist.loader import packaged
from allowlist.match import ToolHost
from gateway.errors import UserError
from gateway.register import Admission, register
from gateway.settings import Settings
from gateway.tenants import tenants_of

ENTRY = {"approved_by": "WG", "approved_from": date(2026, 1, 1), "approved_until": date(2026, 12, 31)}
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
M365 = {"tenant_id": "t-1", "policy_id": "p-1"}


def settings(**tenants: dict[str, str] | None) -> Settings:
    return Settings.model_validate({"tools": {name.replace("_", "-"): {**ENTRY, "tenant": one} for name, one in tenants.items()}})


def admission(**tenants: dict[str, str] | None) -> Admission:
    given = settings(**tenants)
    return Admission(register(given), tenants=tenants_of(given, packaged()))


HEADERS: list[tuple[str, dict[str, str], str, tuple[tuple[str, str], ...], str]] = [
    ("openai", {"organization_ids": "org-1"}, "api.openai.com", (("OpenAI-Allowed-Organization-Ids", "org-1"),), "its host"),
    ("openai", {"organization_ids": "org-1"}, "api.anthropic.com", (), "another host"),
    ("chatgpt", {"workspace_ids": "w1,w2"}, "ab.chatgpt.com", (("ChatGPT-Allowed-Workspace-Id", "w1,w2"),), "under a wildcard"),
    ("chatgpt", {"workspace_ids": "w1"}, "evilchatgpt.com", (), "labels, never letters"),
    (
        "m365-copilot",
        M365,
        "login.microsoftonline.com",
        (("sec-Restrict-Tenant-Access-Policy", "t-1:p-1"),),
        "one of a vendor's several ways",
    ),
    ("microsoft-copilot", {}, "login.live.com", (("sec-Restrict-Tenant-Access-Policy", "restrict-msa"),), "a constant"),
]


@pytest.mark.parametrize(("tool", "values", "host", "expected", "why"), HEADERS, ids=[row[4] for row in HEADERS])
def test_headers(tool: str, values: dict[str, str], host: str, expected: tuple[tuple[str, str], ...], why: str) -> None:
    """The vendor's header with the office's values, on the vendor's hosts."""
    assert admission(**{tool: values}).tenant_headers(tool, host) == expected, why


WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("openai", {}, "is empty; fill in organization_ids", "no value"),
    ("openai", {"organisation_ids": "x"}, r"openai\.tenant\.organisation_ids: no such value", "a misspelt name"),
    ("openai", {"organization_ids": "a b"}, "printable ASCII", "what no header may hold"),
    ("openai", {"organization_ids": "a\r\nx: y"}, "printable ASCII", "a header more"),
    ("m365-copilot", {"tenant_id": "t"}, r"policy_id is missing", "half of a value"),
    ("mistral", {"x": "y"}, "knows no header", "a vendor that has no such thing"),
]


@pytest.mark.parametrize(("tool", "values", "says", "why"), WRONG, ids=[row[3] for row in WRONG])
def test_wrong_values(tool: str, values: dict[str, Any], says: str, why: str) -> None:
    """A value that would hold nobody to anything refuses to start, with its key."""
    with pytest.raises(UserError, match=says):
        tenants_of(settings(**{tool: values}), packaged())


def test_a_sign_in_host_is_opened_for_its_header_only() -> None:
    """While the tool is approved everything there is sign-in: neither read nor recorded. Otherwise the host is unknown."""
    asked = admission(m365_copilot=M365)
    host = "login.microsoftonline.com"
    assert asked.match_host(host, 443, NOW) == ToolHost("m365-copilot", host)
    found = asked.match(host, 443, "POST", "/common/login", NOW)
    assert isinstance(found, Approved)
    assert (found.tool, found.role, found.format) == ("m365-copilot", Role.AUTH, None)
    later = datetime(2027, 6, 1, tzinfo=UTC)
    assert isinstance(asked.match_host(host, 443, later), Unknown)
    assert isinstance(asked.match(host, 443, "GET", "/", later), Unknown)
    assert isinstance(asked.match_host(host, 8443, NOW), Unknown)
    assert isinstance(admission(m365_copilot=None).match_host(host, 443, NOW), Unknown)
    assert isinstance(asked.match_host("unknown.example", 443, NOW), Unknown)


def test_logged_out_operations() -> None:
    """A tool that is held to an account has no use without one; a tool that is not may have."""
    held, free = admission(chatgpt={"workspace_ids": "w"}), admission(chatgpt=None)
    assert held.logged_out("chatgpt", "conversation.anonymous")
    assert not held.logged_out("chatgpt", "conversation")
    assert not free.logged_out("chatgpt", "conversation.anonymous")
    assert held.tenant_names("chatgpt") == {"chatgpt-allowed-workspace-id"}
    assert free.tenant_names("chatgpt") == frozenset()


def test_sign_in_hosts() -> None:
    """What the PAC file sends to the proxy besides the catalogue: sign-in hosts of tools approved now, and none that a service has."""
    hosts = admission(m365_copilot=M365, openai={"organization_ids": "org-1"}).sign_in_hosts(NOW)
    assert "login.microsoftonline.com" in hosts
    assert "api.openai.com" not in hosts
    assert admission(m365_copilot=M365).sign_in_hosts(NOW.replace(year=2028)) == ()
    assert admission(m365_copilot=None).sign_in_hosts(NOW) == ()
