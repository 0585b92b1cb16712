"""What is taken off a request, and what is refused because servers may read it in two ways."""

from __future__ import annotations

import pytest
from mitmproxy import http
from mitmproxy.test import tflow

from gateway.model import RequestHead
from gateway.proxy.translate import FAULT, begin_plainly, clean_head, forward, from_another_site, plainly_spelt, request_head

VALUE = "715319/2743"


def flow(*headers: tuple[bytes, bytes], method: bytes = b"POST", path: bytes = b"/v1/x?a=1", body: bytes = b"old") -> http.HTTPFlow:
    made = tflow.tflow()
    made.request.data.headers = http.Headers(list(headers))
    made.request.data.method, made.request.data.path, made.request.data.content = method, path, body
    return made


HEADERS = [
    ((b"Proxy-Authorization", b"Basic x"), False, "for the proxy"),
    ((b"X-HTTP-Method-Override", b"POST"), False, "asks for another operation"),
    ((b"X_HTTP_Method_Override", b"POST"), False, "the same, as some servers read it"),
    ((b"X-Original-URL", b"/other"), False, "asks for another path"),
    ((b"x-named", b"1"), False, "named by Connection: for this hop only"),
    ((b"content-length", b"3"), True, "named by Connection too, but it describes the body"),
    ((b"authorization", b"Bearer x"), True, "the tool's own"),
    ((b"x-other", b"1"), True, "anything else"),
]


@pytest.mark.parametrize(("field", "kept", "why"), HEADERS, ids=[row[2] for row in HEADERS])
def test_clean_head(field: tuple[bytes, bytes], kept: bool, why: str) -> None:
    """Hop-by-hop and rewriting headers stay here."""
    made = flow(field, (b"Connection", b"keep-alive, X-Named, Content-Length"))
    clean_head(made)
    assert (field in made.request.headers.fields) is kept, why
    assert "connection" not in made.request.headers


@pytest.mark.parametrize(
    ("path", "plain"),
    [
        (b"//ws/x?a=//b", b"/ws/x?a=//b"),
        (b"///ws/x", b"///ws/x"),
        (b"//v1/x", b"//v1/x"),
        (b"/ws//x", b"/ws//x"),
        (b"*", b"*"),
    ],
)
def test_begin_plainly(path: bytes, plain: bytes) -> None:
    """Of doubled slashes only that one becomes one; the others stay, and are judged as they are."""
    made = flow(path=path)
    begin_plainly(made)
    assert made.request.data.path == plain


def test_close_is_kept() -> None:
    """A client that wants its connection closed still gets that."""
    made = flow((b"Connection", b"close"))
    clean_head(made)
    assert made.request.headers["connection"] == "close"


@pytest.mark.parametrize("body", [b"new body", None])
def test_forward(body: bytes | None) -> None:
    """The scanned body with a length of its own; without one, nothing that speaks of a body."""
    made = flow((b"Content-Encoding", b"gzip"), (b"content-length", b"3"), (b"Content_Length", b"9"), (b"x", b"1"))
    made.request.trailers = http.Headers(x=VALUE)
    forward(made, body)
    assert made.request.trailers is None
    assert made.request.raw_content == (body or b"")
    lengths = [value for name, value in made.request.headers.fields if b"length" in name.lower()]
    assert lengths == ([b"8"] if body else [])
    assert "content-encoding" not in made.request.headers


SPELLINGS = [
    (b"POST", b"/x?a=1&b=%20", True, "as everybody writes it"),
    (b"post", b"/x", False, "upper-cased when asked, sent as it came"),
    (b"pO\xc5\xbfT", b"/x", False, "a long s is upper-cased to S"),
    (b"GET", b"/x?a b", False, "a space ends the request line for some"),
    (b"GET", b"/x?\xc4\x8d", False, "raw bytes"),
]


@pytest.mark.parametrize(("method", "path", "plain", "why"), SPELLINGS, ids=[row[3] for row in SPELLINGS])
def test_spellings(method: bytes, path: bytes, plain: bool, why: str) -> None:
    """What is judged is what is sent."""
    assert plainly_spelt(flow(method=method, path=path)) is plain, why


SITES = [
    ((), False, "a program"),
    ((("sec-fetch-site", "none"),), False, "typed by the person"),
    ((("sec-fetch-site", "same-origin"),), False, "our own page"),
    ((("sec-fetch-site", "cross-site"),), True, "a page of somebody else"),
    ((("sec-fetch-site", "same-site"),), True, "another port of this machine"),
    ((("origin", "https://evil.example"),), True, "a script of somebody else"),
    ((("origin", "null"),), True, "a sandboxed page"),
]


@pytest.mark.parametrize(("headers", "foreign", "why"), SITES, ids=[row[2] for row in SITES])
def test_another_site(headers: tuple[tuple[str, str], ...], foreign: bool, why: str) -> None:
    """The base-URL entrance is for programs; no page may use it."""
    assert from_another_site(RequestHead("http", "h", 80, "POST", "/", "", headers)) is foreign, why


def test_the_head_shows_nothing() -> None:
    """Path, query, header values and a host that the client chose stay out of the repr."""
    made = request_head(flow((b"x", VALUE.encode()), path=f"/{VALUE}?{VALUE}".encode()), f"{VALUE}.example", 443, "*.example")
    assert VALUE not in repr(made)
    assert made.recorded_host == "*.example"


def test_the_standing_answer_is_a_refusal() -> None:
    """What stands before a verdict does is a block that nobody retries."""
    assert FAULT.status_code == 403
    assert FAULT.headers["x-should-retry"] == "false"
