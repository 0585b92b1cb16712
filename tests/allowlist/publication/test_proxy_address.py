"""A proxy's address is a host and a port, and nothing that could end a line or a string."""

from __future__ import annotations

import pytest

from allowlist.publication.proxy_address import ProxyAddress, proxy_address


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Proxy.Urad.Example:8080", ProxyAddress("proxy.urad.example", 8080)),
        ("192.0.2.1:3128", ProxyAddress("192.0.2.1", 3128)),
        ("[2001:db8::1]:8080", ProxyAddress("[2001:db8::1]", 8080)),
        ("localhost:1", ProxyAddress("localhost", 1)),
        ("https://Proxy.Urad.Example:8080", ProxyAddress("proxy.urad.example", 8080, secure=True)),
    ],
)
def test_good(text: str, want: ProxyAddress) -> None:
    """Names are canonical, IPv6 stands in brackets, and the text comes back."""
    assert proxy_address(text) == want
    assert str(want) == f"{want.host}:{want.port}"


@pytest.mark.parametrize(
    "text",
    ["", "x", "x:", "x:0", "x:65536", ":8080", "::1:8080", "[::1:8080", "[1.2.3.4]:80", "a b:80", "a\n:80", 'a":80', "DIRECT; a:1", "u@a:80", "a:８０",
     "http://a:80", "a:80/x", "https://", "https://https://a:80", "HTTPS://a:80", "a;b:80", "a#b:80"],
)  # fmt: skip
def test_bad(text: str) -> None:
    """Anything else is refused, and the error does not repeat it."""
    with pytest.raises(ValueError, match=r"^a proxy is host:port$"):
        proxy_address(text)


def test_how_clients_are_told() -> None:
    """A port that speaks TLS is named so, or browsers would speak to it in clear and get nowhere."""
    plain, secure = proxy_address("a.example:80"), proxy_address("https://a.example:80")
    assert (plain.pac, plain.url) == ("PROXY a.example:80", "http://a.example:80")
    assert (secure.pac, secure.url) == ("HTTPS a.example:80", "https://a.example:80")
