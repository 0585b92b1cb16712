"""Between mitmproxy's flows and our values, and what is taken off a request on its way."""

from __future__ import annotations

import re

from mitmproxy import http

from gateway.model import Answer, RequestHead

FAULT_STATUS = 403
"""Not a 5xx: SDKs retry those, and a fault that keeps happening would be met with a storm (DOMAIN C.3)."""

DROPPED_HEADERS = frozenset(
    {
        b"connection",
        b"proxy-connection",
        b"proxy-authorization",
        b"x-http-method-override",
        b"x-http-method",
        b"x-method-override",
        b"x-original-url",
        b"x-rewrite-url",
        b"x-celnice-answer",
    }
)
"""For the proxy itself, or a way to ask the server for another operation than the one that was admitted."""

BODY_HEADERS = frozenset({b"content-encoding", b"transfer-encoding", b"content-length"})
"""They described the body as it came."""


_METHOD = re.compile(rb"[A-Z]+")
_QUERY = re.compile(rb"[\x21-\x7e]*")
"""Printable ASCII (RFC 3986): what else stands there, a server may read as the end of the line."""


def begin_plainly(flow: http.HTTPFlow) -> None:
    """Writes ``//ws/…`` with one slash: so google-genai opens its live sessions. What is judged is what is sent on, so nobody can read
    it otherwise. Any other doubled slash stays, and is refused where paths are read.
    """
    path = flow.request.data.path
    if path.startswith(b"//ws/"):
        flow.request.data.path = path[1:]


def request_head(flow: http.HTTPFlow, host: str, port: int, recorded: str) -> RequestHead:
    """The head of a flow, addressed to the host it was admitted for."""
    path, _, query = flow.request.path.partition("?")
    headers = tuple((key, value) for key, value in flow.request.headers.items(multi=True))
    return RequestHead(flow.request.scheme, host, port, flow.request.method, path, query, headers, recorded)


def plainly_spelt(flow: http.HTTPFlow) -> bool:
    """Whether method and query are read alike by everybody: mitmproxy upper-cases a method when asked, but sends it as it came."""
    query = flow.request.data.path.partition(b"?")[2]
    return bool(_METHOD.fullmatch(flow.request.data.method) and _QUERY.fullmatch(query))


def addressed_to(flow: http.HTTPFlow, host: str, port: int) -> bool:
    """CONNECT target, SNI, Host and :authority name the same host (DESIGN rule 5). The SNI was compared in the handshake."""
    request = flow.request
    names = [value for key, value in request.headers.items(multi=True) if key.lower() == "host"]
    if request.is_http2:
        names.append(request.authority)
    elif request.authority or len(names) != 1:  # absolute form inside TLS, no Host, or two
        return False
    default = {host, f"{host}:{port}"} if port == 443 else {f"{host}:{port}"}
    return all(name.lower() in default for name in names) and request.scheme == "https"


def from_another_site(head: RequestHead) -> bool:
    """Whether a browser says that a page of somebody else sends this (Fetch Metadata; Origin where there is none)."""
    sites = head.values("sec-fetch-site")
    return bool(head.values("origin")) or any(site not in {"none", "same-origin"} for site in sites)


def clean_head(flow: http.HTTPFlow) -> None:
    """Takes away what is for the proxy itself, and what could make the server see another request than the one admitted."""
    request = flow.request
    named = {name.strip().encode() for value in request.headers.get_all("connection") for name in value.lower().split(",")}
    dropped = DROPPED_HEADERS | (named - BODY_HEADERS)
    fields = [field for field in request.headers.fields if field[0].lower().replace(b"_", b"-") not in dropped]
    if b"close" in named:
        fields.append((b"connection", b"close"))  # about this connection; mitmproxy reads it here
    request.data.headers = http.Headers(fields)


def forward(flow: http.HTTPFlow, body: bytes | None) -> None:
    """What leaves is what was scanned: the decoded body without its coding, and no trailers."""
    request = flow.request
    request.trailers = None
    fields = [field for field in request.headers.fields if field[0].lower().replace(b"_", b"-") not in BODY_HEADERS]
    if body is not None:
        fields.append((b"content-length", b"%d" % len(body)))
    request.data.content = body or b""
    request.data.headers = http.Headers(fields)


def response_of(answer: Answer) -> http.Response:
    """Our answer as mitmproxy sends it."""
    return http.Response.make(answer.status, answer.body, http.Headers([(k.encode(), v.encode()) for k, v in answer.headers]))


def bare_answer(status: int, reason: str) -> Answer:
    """A refusal that needs nothing else to work."""
    body = f"Celnice: {reason}\n".encode()
    return Answer(status, (("content-type", "text/plain; charset=utf-8"), ("x-should-retry", "false"), ("cache-control", "no-store")), body)


def bare(status: int, reason: str) -> http.Response:
    """The same, as mitmproxy sends it."""
    return response_of(bare_answer(status, reason))


FAULT = bare(FAULT_STATUS, "gateway_fault")
"""The answer that stands before a verdict does. One object for all flows: nothing in it belongs to any of them."""
