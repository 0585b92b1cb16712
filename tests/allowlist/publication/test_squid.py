"""Squid's configuration, judged by its manual's rules for access lists and, where there is one, by a real Squid."""

from __future__ import annotations

import re

import pytest

from allowlist.loader import load, packaged
from allowlist.publication.names import Names, names
from allowlist.publication.proxy_address import proxy_address
from allowlist.publication.squid import squid
from support.published import expected
from support.register import NOW
from support.squid import Recorder, connect, running, somebody_saw

PROXIES = [proxy_address("a.urad.example:8080"), proxy_address("[2001:db8::2]:8080")]
NAMES = names(packaged().services.values())
TEXT = squid(NAMES, PROXIES, NOW)


def _acls(text: str) -> dict[tuple[str, str], list[str]]:
    """(name, type) → values; lines of one access list add up."""
    found: dict[tuple[str, str], list[str]] = {}
    for line in text.splitlines():
        word, *rest = line.split()
        if word == "acl":
            name, kind, *values = rest
            found.setdefault((name, kind), []).extend(value for value in values if value != "-n")
    return found


def _matches(text: str, host: str) -> bool:
    """``dstdomain``: ``.name`` is the name and all below it, ``name`` that host alone. ``any-of``: one of its parts."""
    acls = _acls(text)
    (parts,) = (values for (name, kind), values in acls.items() if (name, kind) == ("celnice_ai", "any-of"))
    domains = [value for part in parts for value in acls.get((part, "dstdomain"), [])]
    patterns = [value for part in parts for value in acls.get((part, "dstdom_regex"), [])]
    return any(
        host == one.removeprefix(".") or (one.startswith(".") and host.endswith(one)) for one in domains
    ) or any(re.search(pattern, host) for pattern in patterns)  # fmt: skip


def test_it_matches_what_the_catalogue_matches() -> None:
    """Every catalogued host, and no other, is in the access list."""
    want = expected()
    assert {host: _matches(TEXT, host) for host in want} == want


def test_ai_goes_to_the_proxies_and_never_direct() -> None:
    """Both proxies in order, for AI and for nothing else, and no way around them."""
    lines = [line for line in TEXT.splitlines() if not line.startswith(("#", "acl"))]
    assert lines == [
        "cache_peer a.urad.example parent 8080 0 no-query no-digest no-netdb-exchange name=celnice1",
        "cache_peer_access celnice1 allow celnice_ai",
        "cache_peer_access celnice1 deny all",
        "cache_peer [2001:db8::2] parent 8080 0 no-query no-digest no-netdb-exchange name=celnice2",
        "cache_peer_access celnice2 allow celnice_ai",
        "cache_peer_access celnice2 deny all",
        "never_direct allow celnice_ai",
    ]


def test_no_name_lies_under_another() -> None:
    """Squid refuses to start when a name of an access list lies under another."""
    domains = _acls(TEXT)["celnice_ai_names", "dstdomain"]
    assert len(set(domains)) == len(domains)
    dotted = {one for one in domains if one.startswith(".")}
    assert not [one for one in domains for wide in dotted if one != wide and ("." + one.removeprefix(".")).endswith(wide)]


@pytest.mark.parametrize(("listed", "parts"), [('["a.example"]', "celnice_ai_names"), ('["*.a.example"]', "celnice_ai_below")])
def test_an_empty_part_is_left_out(listed: str, parts: str) -> None:
    """An access list without a line would not be one."""
    text = f'id = "x"\nname = "X"\nvendor = "V"\ncountry = "CZ"\ncategory = "chat"\nsource = ["s"]\n[[hosts]]\ngroup = "a"\nrole = "prompt"\nnames = {listed}\n'
    made = squid(names(load([("x.toml", text)]).services.values()), PROXIES, NOW)
    assert f"acl celnice_ai any-of {parts}\n" in made


def test_without_a_proxy_or_a_host_it_is_an_error() -> None:
    """``never_direct`` without a parent would only close the door; an access list of nothing is none."""
    with pytest.raises(ValueError, match="needs a proxy"):
        squid(NAMES, [], NOW)
    with pytest.raises(ValueError, match="names no host"):
        squid(Names((), (), ()), PROXIES, NOW)


ASKED = [
    ("chatgpt.com", True, "a name with all below it"),
    ("a.b.chatgpt.com", True, "below it"),
    ("CHATGPT.com", True, "in capitals"),
    ("chatgpt.com.", True, "with a trailing dot"),
    ("api.openai.com", True, "a host of many"),
    ("urad.openai.azure.com", True, "below a name that is not catalogued itself"),
    ("chat.deepseek.com", True, "a forbidden one too: it is refused with a reason"),
    ("openai.azure.com", False, "that name"),
    ("openai.com", False, "a vendor's pages"),
    ("notchatgpt.com", False, "a suffix that is no label"),
    ("chatgpt.com.evil.example", False, "the name in front of another"),
    ("www.example.cz", False, "anything else"),
]


@pytest.mark.slow
def test_a_real_squid_sends_ai_to_the_proxy_and_nothing_else() -> None:
    """CONNECT to an AI host arrives at the proxy; to any other host it goes straight to the host; with the proxy gone, AI goes nowhere."""
    with Recorder() as proxy, Recorder() as origin:
        given = squid(NAMES, [proxy_address(f"127.0.0.1:{proxy.port}")], NOW)
        direct = [host.lower().removesuffix(".") for host, _, _ in ASKED]
        with running(given, direct) as port:
            for host, to_proxy, why in ASKED:
                proxy.dialled = origin.dialled = 0
                assert connect(port, host, origin.port) == 200, why
                assert somebody_saw(proxy, origin), why
                assert (proxy.dialled, origin.dialled) == ((1, 0) if to_proxy else (0, 1)), why
            proxy.close()
            origin.dialled = 0
            assert connect(port, "chatgpt.com", origin.port) in (502, 503), "no proxy is no AI, not unfiltered AI"
            assert origin.dialled == 0
