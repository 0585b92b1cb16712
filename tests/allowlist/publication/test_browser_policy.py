"""The browsers' policy: its shape is theirs, and its lists say what law forbids."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from allowlist.loader import load
from allowlist.publication.browser_policy import MOST_URLS, Browser, browser_policy
from allowlist.register import Register, Status
from support.published import expected
from support.register import NOW, register

PAC = "https://celnice.urad.example/proxy.pac"

SHAPE: dict[str, type | tuple[object, ...]] = {
    "QuicAllowed": bool,
    "DnsOverHttpsMode": ("off", "automatic", "secure"),
    "URLBlocklist": list,
    "URLAllowlist": list,
    "WebRtcIPHandling": ("default", "default_public_and_private_interfaces", "default_public_interface_only", "disable_non_proxied_udp"),
    "WebRtcLocalhostIpHandling": (
        "AllowAllInterfaces",
        "AllowPublicAndPrivateInterfaces",
        "AllowPublicInterfaceOnly",
        "DisableNonProxiedUdp",
    ),
    "GenAiDefaultSettings": (0, 1, 2),
    "HubsSidebarEnabled": bool,
    "ComposeInlineEnabled": bool,
}
"""Types and values from the vendors' policy lists."""


def _policy(browser: Browser = Browser.CHROME, known: Register | None = None, now: datetime = NOW) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(browser_policy(known or register(), browser, PAC, now))
    return made


def _matches(pattern: str, host: str) -> bool:
    """The filter format: a dot in front keeps to the host, without it all below count too."""
    return host == pattern[1:] if pattern.startswith(".") else host == pattern or host.endswith(f".{pattern}")


def _blocked(policy: dict[str, Any], host: str) -> bool:
    """The exception wins where both match (it is never the shorter host here)."""
    return any(_matches(one, host) for one in policy["URLBlocklist"]) and not any(
        _matches(one, host) for one in policy.get("URLAllowlist", ())
    )


@pytest.mark.parametrize("browser", Browser)
def test_the_shape_is_the_browsers(browser: Browser) -> None:
    """Every policy exists, with a value of its type, and the proxy is mandatory and by PAC file."""
    policy = _policy(browser)
    assert policy.pop("ProxySettings") == {"ProxyMode": "pac_script", "ProxyPacUrl": PAC, "ProxyPacMandatory": True}
    for name, value in policy.items():
        wanted = SHAPE[name]
        assert value in wanted if isinstance(wanted, tuple) else isinstance(value, wanted), name
    assert policy["QuicAllowed"] is False
    assert policy["DnsOverHttpsMode"] == "off"


def test_what_law_forbids_is_closed_and_nothing_else() -> None:
    """Forbidden hosts are blocked also away from the proxy; what is only not approved is not: the proxy tells the way forward."""
    known = register()
    policy = _policy(known=known)
    for host in expected():
        owner = known.catalogue.hosts.find(host)
        forbidden = owner is not None and known.status(owner.service, NOW) is Status.FORBIDDEN
        assert _blocked(policy, host) == forbidden, host
    assert _blocked(policy, "chat.deepseek.com")
    assert not _blocked(policy, "chatgpt.com")


def test_before_a_ban_nothing_is_closed() -> None:
    """An empty list is left out: a browser takes it for a policy of its own."""
    policy = _policy(now=datetime(2025, 1, 1, tzinfo=UTC))
    assert "URLBlocklist" not in policy
    assert "URLAllowlist" not in policy


ONE_BANNED = """
id = "x"
name = "X"
vendor = "V"
country = "CZ"
category = "chat"
source = ["s"]
[[hosts]]
group = "all"
role = "prompt"
names = {names}
[[bans]]
since = 2026-01-01
law = "l"
law_en = "l"
"""


def _banned(names: str) -> Register:
    return Register.from_entries([], load([("x.toml", ONE_BANNED.replace("{names}", names))]))


def test_exact_hosts_and_wildcards_keep_their_meaning() -> None:
    """A host alone, a name with all below it, and what is below a name are three different things in a browser too."""
    policy = json.loads(browser_policy(_banned('["a.example", "b.example", "*.b.example", "*.c.example"]'), Browser.EDGE, PAC, NOW))
    hosts = ["a.example", "x.a.example", "b.example", "x.b.example", "c.example", "x.c.example", "y.x.c.example", "xc.example"]
    assert [host for host in hosts if _blocked(policy, host)] == ["a.example", "b.example", "x.b.example", "x.c.example", "y.x.c.example"]


def test_more_than_a_browser_reads_is_an_error() -> None:
    """A list that would be cut off silently is not written."""
    names = json.dumps([f"h{number}.example" for number in range(MOST_URLS + 1)])
    with pytest.raises(ValueError, match="ignores the rest"):
        browser_policy(_banned(names), Browser.CHROME, PAC, NOW)


def test_the_browsers_own_assistant_follows_the_register() -> None:
    """Off while the service behind it is not approved, untouched once it is."""
    assert _policy(Browser.CHROME)["GenAiDefaultSettings"] == 2
    assert "GenAiDefaultSettings" not in _policy(Browser.CHROME, register("gemini"))
    assert _policy(Browser.EDGE)["HubsSidebarEnabled"] is False
    assert "HubsSidebarEnabled" not in _policy(Browser.EDGE, register("microsoft-copilot"))


@pytest.mark.parametrize("url", ["", "celnice/proxy.pac", "file:///proxy.pac", "data:,x", "https:///proxy.pac"])
def test_a_pac_file_comes_over_http(url: str) -> None:
    """Browsers take no other, and an empty one would mean no proxy at all."""
    with pytest.raises(ValueError, match="http or https URL"):
        browser_policy(register(), Browser.CHROME, url, NOW)
