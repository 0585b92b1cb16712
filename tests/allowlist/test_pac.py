"""The PAC file, evaluated as a browser does: AI hosts to the proxy with no way around, everything else direct."""

from __future__ import annotations

import pytest

from allowlist.pac import pac
from support.javascript import ENGINES, Evaluate, engine
from support.published import expected
from support.register import NOW, register

ONE = "PROXY 127.0.0.1:8080"
TWO = "PROXY a.urad.example:8080; PROXY b.urad.example:8080"

HOSTS = [
    ("https://api.openai.com/", "api.openai.com", True, "approved or not, an AI host"),
    ("https://chat.deepseek.com/", "chat.deepseek.com", True, "a forbidden one too: it is refused with a reason"),
    ("https://API.OPENAI.COM/", "API.OPENAI.COM", True, "capitals"),
    ("https://api.openai.com./", "api.openai.com.", True, "a trailing dot"),
    ("http://chatgpt.com/", "chatgpt.com", True, "without TLS too"),
    ("https://a.b.chatgpt.com/", "a.b.chatgpt.com", True, "under a wildcard"),
    ("wss://copilot.microsoft.com/c/api/chat", "copilot.microsoft.com", True, "a WebSocket"),
    ("https://oaiusercontent.com/", "oaiusercontent.com", True, "a name beside its wildcard"),
    ("https://www.example.cz/", "www.example.cz", False, "anything else"),
    ("https://openai.com/", "openai.com", False, "the vendor's pages"),
    ("https://www.google.com/", "www.google.com", False, "a shared host"),
    ("https://substrate.office.com/", "substrate.office.com", False, "a shared host"),
    ("https://notchatgpt.com/", "notchatgpt.com", False, "a suffix that is no label"),
    ("https://chatgpt.com.evil.example/", "chatgpt.com.evil.example", False, "the name in front of another"),
    ("https://evil.example/?chatgpt.com", "evil.example", False, "the name in the query"),
    ("https://chatgptxcom/", "chatgptxcom", False, "a dot is a dot"),
    ("http://intranet/", "intranet", False, "one label"),
    ("http://127.0.0.1/", "127.0.0.1", False, "an address"),
    ("http://[::1]/", "::1", False, "an IPv6 address"),
    ("http://constructor/", "constructor", False, "a name that every JavaScript object has"),
    ("http://x.__proto__/", "x.__proto__", False, "and another"),
    ("http://x.toString/", "x.toString", False, "and a third"),
    ("http:///", "", False, "no host"),
]


@pytest.fixture(params=ENGINES)
def evaluate(request: pytest.FixtureRequest) -> Evaluate:
    """Each engine in turn."""
    return engine(request.param)


def test_every_case(evaluate: Evaluate) -> None:
    """Each host goes where the table says, with one proxy and with two."""
    cases = [(url, host) for url, host, _, _ in HOSTS]
    for proxies, want in ((["127.0.0.1:8080"], ONE), (["a.urad.example:8080", "b.urad.example:8080"], TWO)):
        said = evaluate(pac(register(), proxies, NOW), cases)
        assert [(row[3], answer) for row, answer in zip(HOSTS, said, strict=True)] == [
            (row[3], want if row[2] else "DIRECT") for row in HOSTS
        ]


def test_every_catalogued_host(evaluate: Evaluate) -> None:
    """No host of the catalogue has a way around the two proxies, and nothing else is sent to them."""
    want = expected()
    said = evaluate(
        pac(register("openai"), ["a.urad.example:8080", "b.urad.example:8080"], NOW), [(f"https://{host}/", host) for host in want]
    )
    assert dict(zip(want, said, strict=True)) == {host: TWO if listed else "DIRECT" for host, listed in want.items()}


def test_hosts_of_uploads(evaluate: Evaluate) -> None:
    """Where an approved tool sends files to a cloud's storage, that storage goes through the proxy: straight, files would go unread."""
    cases = [("https://x.blob.core.windows.net/", "x.blob.core.windows.net")]
    proxies = ["a.urad.example:8080", "b.urad.example:8080"]
    assert evaluate(pac(register("chatgpt"), proxies, NOW), cases) == [TWO]
    assert evaluate(pac(register("openai"), proxies, NOW), cases) == ["DIRECT"]


def test_sign_in_hosts(evaluate: Evaluate) -> None:
    """Where a vendor is told the office's account, signing in goes through the proxy too; the rest of that domain goes direct."""
    cases = [(f"https://{host}/", host) for host in ("login.microsoftonline.com", "a.login.live.com", "microsoftonline.com")]
    script = pac(register(), ["127.0.0.1:8080"], NOW, ["login.microsoftonline.com", "*.login.live.com"])
    assert evaluate(script, cases) == [ONE, ONE, "DIRECT"]


def test_ipv6_proxy(evaluate: Evaluate) -> None:
    """A proxy may be an IPv6 address in brackets."""
    assert evaluate(pac(register(), ["[::1]:8080"], NOW), [("https://chatgpt.com/", "chatgpt.com")]) == ["PROXY [::1]:8080"]


@pytest.mark.parametrize(
    "proxies",
    [[], ["x"], ["x:"], ["x:0"], ["x:99999"], [":8080"], ["::1:8080"], ["[::1:8080"], ['a"; alert(1); //:8080'], ["a\n:80"], ["DIRECT; a:1"], ["u@a:80"],
     ["[1.2.3.4]:80"]],
)  # fmt: skip
def test_no_proxy(proxies: list[str]) -> None:
    """What is no host and port is not written into a script."""
    with pytest.raises(ValueError, match="proxy"):
        pac(register(), proxies, NOW)


def test_the_script_is_old() -> None:
    """The script is ASCII and has none of the words that old engines stumble over."""
    script = pac(register("openai"), ["127.0.0.1:8080"], NOW)
    assert script.isascii()
    assert not {"const", "let", "=>", "`", "endsWith", "class"} & set(script.replace("(", " ").split())
