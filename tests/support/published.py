"""What every published output must say of a host, and hosts to ask it about."""

from __future__ import annotations

from collections.abc import Iterator

from allowlist.loader import Catalogue, packaged

OUTSIDE = [
    ("www.example.cz", "anything else"),
    ("openai.com", "a vendor's pages"),
    ("www.google.com", "a shared host"),
    ("google.com", "the name over catalogued hosts"),
    ("substrate.office.com", "a shared host"),
    ("notchatgpt.com", "a suffix that is no label"),
    ("chatgpt.com.evil.example", "the name in front of another"),
    ("chatgptxcom.example", "a dot is a dot"),
    ("chatgpt.com.cz", "another top-level name"),
    ("api-openai.com", "a hyphen for a dot"),
    ("openai.azure.com", "a name of which only what is below it is catalogued"),
    ("xopenai.azure.com", "a letter more than a wildcard's name"),
    ("googleapis.com", "the parent of catalogued hosts"),
    ("x.generativelanguage.googleapis.com", "below a host that is catalogued alone"),
    ("xn--chtgpt-3fg.com", "a homograph in punycode"),
    ("localhost", "one label"),
]
"""Hosts that are no AI service, with the reason."""


def covered(catalogue: Catalogue, host: str) -> bool:
    """The rule written a second time, as plainly as it goes: whole labels, compared one by one."""
    labels = host.split(".")
    for service in catalogue.services.values():
        for group in service.hosts:
            for name in () if group.only_approved else group.names:
                want = name.split(".")
                if want[0] != "*" and labels == want:
                    return True
                if want[0] == "*" and len(labels) >= len(want) and labels[-len(want) + 1 :] == want[1:]:
                    return True
    return False


def hosts() -> Iterator[str]:
    """Every catalogued host, hosts one and two labels below every wildcard, the wildcards' own names, and hosts outside."""
    known = packaged().hosts
    yield from known.exact
    for name in known.under:
        yield from (name, f"a.{name}", f"a.b.{name}", f"x{name}")
    yield from (f"a.{name}" for name in known.exact)
    yield from (host for host, _ in OUTSIDE)


def expected() -> dict[str, bool]:
    """Each of :func:`hosts` with whether it is an AI service's while nothing is approved; the index and the plain rule must agree on those outside."""
    catalogue = packaged()
    found = {host: (owner := catalogue.hosts.find(host)) is not None and not owner.group.only_approved for host in hosts()}
    assert not any(covered(catalogue, host) or found[host] for host, _ in OUTSIDE)
    return found
