"""Managed policy for Chrome and Edge: the proxy by PAC file, no way around it, and what law forbids closed also away from the office.

The JSON is what Chrome reads from ``/etc/opt/chrome/policies/managed`` and Edge from ``/etc/opt/edge/policies/managed``; the same names
and values go into group policy and Intune. Sources: Chrome Enterprise policy list (ProxySettings, QuicAllowed, DnsOverHttpsMode,
WebRtcIPHandling, URLBlocklist and its filter format, GenAiDefaultSettings) and Microsoft Edge policies (the same, with
WebRtcLocalhostIpHandling, HubsSidebarEnabled, ComposeInlineEnabled).
"""

from __future__ import annotations

import json
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from allowlist.publication.names import Names, names
from allowlist.register import Register, Status

MOST_URLS = 1000
"""Entries of ``URLBlocklist`` and ``URLAllowlist`` that browsers read; they ignore the rest, so more of them is an error here."""

_GENAI_OFF = 2


class Browser(StrEnum):
    """Whose policy it is."""

    CHROME = "chrome"
    EDGE = "edge"


def browser_policy(register: Register, browser: Browser, pac_url: str, now: datetime) -> str:
    """The policy as JSON. ValueError when ``pac_url`` is no http(s) URL, or when more is forbidden than a browser reads.

    ``URLBlocklist`` holds the forbidden services alone: a service that is only not approved must reach the proxy, which says why and what
    to use instead. The browser's own assistant is switched off while the service behind it is not approved.
    """
    if urlsplit(pac_url).scheme not in ("http", "https") or not urlsplit(pac_url).hostname:
        raise ValueError("a browser takes its PAC file from an http or https URL")
    forbidden = names(service for service in register.catalogue.services.values() if register.status(service.id, now) is Status.FORBIDDEN)
    blocked, allowed = _blocked(forbidden), [f".{name}" for name in forbidden.only_under]
    if max(len(blocked), len(allowed)) > MOST_URLS:
        raise ValueError(f"a browser reads {MOST_URLS} entries of a list and ignores the rest")
    policy: dict[str, Any] = {
        "ProxySettings": {"ProxyMode": "pac_script", "ProxyPacUrl": pac_url, "ProxyPacMandatory": True},
        "QuicAllowed": False,  # HTTP/3 goes past a TCP proxy
        "DnsOverHttpsMode": "off",  # names are asked of the office's resolver, which may filter
        "URLBlocklist": blocked,
        "URLAllowlist": allowed,
    }
    match browser:
        case Browser.CHROME:
            policy["WebRtcIPHandling"] = "disable_non_proxied_udp"  # voice by WebRTC cannot be read by a proxy
            if not _approved(register, "gemini", now):
                policy["GenAiDefaultSettings"] = _GENAI_OFF
        case Browser.EDGE:
            policy["WebRtcLocalhostIpHandling"] = "DisableNonProxiedUdp"
            if not _approved(register, "microsoft-copilot", now):
                policy |= {"HubsSidebarEnabled": False, "ComposeInlineEnabled": False}
    return json.dumps({key: value for key, value in policy.items() if value != []}, indent=2, ensure_ascii=True) + "\n"


def _approved(register: Register, service: str, now: datetime) -> bool:
    return service in register.grants and register.status(service, now) is Status.APPROVED


def _blocked(forbidden: Names) -> list[str]:
    """In the filter format a name covers all below it, a dot in front keeps to the name itself.

    What covers only the hosts below a name is the name here and, with the dot, an exception in the other list.
    """
    return [*forbidden.whole, *(f".{name}" for name in forbidden.only_exact), *forbidden.only_under]
