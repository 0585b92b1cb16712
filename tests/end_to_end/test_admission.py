"""The three cases of admission, and the roles inside an approved tool."""

import json
import socket
import ssl

import httpx
import pytest

from gateway.demo.curl import CurlError
from support.certificates import secured, trusting
from support.gateway_process import Gateway, sdk_bodies
from support.persons import BIRTH_NUMBER, CLEAN
from support.raw_sockets import SECONDS, connect, head_of


def test_static_operations_pass(house: Gateway) -> None:
    """Lists of models and preflights have no body and pass."""
    models = house.curl.send("https://api.openai.com/v1/models", headers={"authorization": "Bearer k"})
    assert (models.status, json.loads(models.body)["object"]) == (200, "list")
    preflight = house.curl.send(
        "https://api.openai.com/v1/chat/completions",
        headers={"origin": "https://aplikace.urad.test", "access-control-request-method": "POST"},
        options=["--request", "OPTIONS"],
    )
    assert (preflight.status, preflight.headers["access-control-allow-origin"]) == (204, "https://aplikace.urad.test")


@pytest.mark.parametrize(
    "query", [f"q={BIRTH_NUMBER}", "q=800412%2F3127", "q=%38%30%30%34%31%32%2F3127"], ids=["plain", "encoded", "all encoded"]
)
def test_queries_are_looked_at(house: Gateway, query: str) -> None:
    """A birth number in the query of an operation without a body stops it."""
    answer = house.curl.send(f"https://api.openai.com/v1/models?{query}")
    assert answer.status == 403
    assert house.provider.untouched()


def test_a_birth_number_in_the_path_stops(house: Gateway) -> None:
    """The path is text too."""
    answer = house.curl.send("https://api.openai.com/v1/models/rc-800412%2F3127")
    assert answer.status == 403
    assert house.provider.untouched()


UNKNOWN = [
    ("POST", "/v1/embeddings/neznama", b'{"input": "x"}', "a path nobody knows"),
    ("PUT", "/v1/chat/completions", b"{}", "another method"),
    ("GET", "/v1/models", b'{"a": 1}', "a body where none belongs"),
    ("POST", "/v1/chat/completions/", b"{}", "a path that only looks like a known one"),
    ("POST", "/v1/../v1/files", b"{}", "a path with dots"),
    ("POST", "//v1/chat/completions", b"{}", "two slashes"),
]


@pytest.mark.parametrize(("method", "path", "body"), [row[:3] for row in UNKNOWN], ids=[row[3] for row in UNKNOWN])
def test_unknown_operations_with_a_body_are_refused(house: Gateway, method: str, path: str, body: bytes) -> None:
    """What is not a known operation does not leave."""
    answer = house.curl.send(f"https://api.openai.com{path}", body, options=["--request", method, "--path-as-is"])
    assert answer.status == 403
    assert house.provider.untouched()


@pytest.mark.parametrize("host", ["neznamy.example", "api.openai.com.evil.example", "evilapi.openai.com", "celnice.test"])
def test_other_hosts_get_no_tunnel_and_no_certificate(house: Gateway, host: str) -> None:
    """CONNECT to a host outside the catalogue is refused with 403, and TLS is never answered there."""
    with connect(house, f"{host}:443", expect=403) as connection, pytest.raises((ssl.SSLError, OSError)):
        secured(connection, house.ca, host)
    assert house.provider.untouched()


@pytest.mark.parametrize(
    "target", ["127.0.0.1:443", "[::1]:443", "8.8.8.8:443", "2130706433:443", "0x7f000001:443", "api.openai.com:8443", "api.openai.com.:22"]
)
def test_addresses_and_other_ports_are_refused(house: Gateway, target: str) -> None:
    """CONNECT to an address, or to another port of a tool's host, is refused."""
    with connect(house, target, expect=403):
        pass
    assert house.provider.untouched()


def test_a_catalogued_service_gets_the_page(house: Gateway) -> None:
    """A service that is not approved answers inside TLS with a Czech page, in either version of HTTP."""
    for option in ("--http1.1", "--http2"):
        answer = house.curl.send("https://chatgpt.com/", headers={"accept": "text/html", "accept-language": "cs"}, options=[option])
        assert answer.status == 403
        assert answer.headers["content-type"].startswith("text/html")
        assert "schválen" in answer.body.decode()
    assert house.provider.untouched()


def test_the_body_for_a_catalogued_service_is_never_read(house: Gateway) -> None:
    """The answer comes after the head: a body that is announced and never sent does not hold it back."""
    with connect(house, "chatgpt.com:443") as plain, secured(plain, house.ca, "chatgpt.com", "http/1.1") as connection:
        head = b"POST /backend-api/conversation HTTP/1.1\r\nHost: chatgpt.com\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"
        connection.sendall(head)
        assert head_of(connection).startswith(b"HTTP/1.1 403")


@pytest.mark.parametrize("sent", ["api.anthropic.com", "chatgpt.com", "neznamy.example", "openai.com"])
def test_the_name_in_tls_must_be_the_connect_target(house: Gateway, sent: str) -> None:
    """Another SNI than the CONNECT target ends the handshake."""
    context = trusting(house.ca)
    context.check_hostname = False
    with connect(house, "api.openai.com:443") as plain, pytest.raises((ssl.SSLError, OSError)):
        context.wrap_socket(plain, server_hostname=sent).do_handshake()
    assert house.provider.untouched()


def test_without_a_name_in_tls_the_connect_target_counts(house: Gateway) -> None:
    """A client that sends no SNI gets the certificate of the CONNECT target, and its Host must still be that."""
    context = trusting(house.ca)
    context.check_hostname = False
    with connect(house, "API.openai.com:443") as plain, context.wrap_socket(plain) as connection:
        names = connection.getpeercert()["subjectAltName"]  # type: ignore[index]
        assert names == (("DNS", "api.openai.com"),)
        connection.sendall(b"GET /v1/models HTTP/1.1\r\nHost: api.anthropic.com\r\n\r\n")
        assert head_of(connection).startswith(b"HTTP/1.1 403")
    assert house.provider.untouched()


@pytest.mark.parametrize("named", ["api.anthropic.com", "neznamy.example", "api.openai.com.evil.example", "api.openai.com:8443", ""])
@pytest.mark.parametrize("http2", [False, True], ids=["HTTP/1.1", "HTTP/2"])
def test_the_host_must_be_the_connect_target(house: Gateway, named: str, http2: bool) -> None:
    """A Host (or :authority) that differs from the CONNECT target is refused."""
    alpn = ("h2", "http/1.1") if http2 else ("http/1.1",)
    with httpx.Client(proxy=house.proxy, verify=trusting(house.ca, *alpn), http2=http2, trust_env=False, timeout=SECONDS) as client:
        request = client.build_request("POST", "https://api.openai.com/v1/chat/completions", json=sdk_bodies("openai", CLEAN))
        request.headers["host"] = named
        try:
            status = client.send(request).status_code
        except httpx.RemoteProtocolError:
            status = 400  # the connection was ended without an answer
    assert 400 <= status < 500
    assert house.provider.untouched()


PLAIN = [
    (b"GET http://api.openai.com/v1/models HTTP/1.1\r\nHost: api.openai.com\r\n\r\n", "plain http to a tool"),
    (b"GET http://neznamy.example/ HTTP/1.1\r\nHost: neznamy.example\r\n\r\n", "plain http elsewhere"),
    (
        b"POST http://api.openai.com/v1/chat/completions HTTP/1.1\r\nHost: api.openai.com\r\nContent-Length: 2\r\n\r\n{}",
        "plain http with a body",
    ),
    (b"GET / HTTP/1.1\r\nHost: api.openai.com\r\n\r\n", "origin form at the proxy port"),
]


@pytest.mark.parametrize("sent", [row[0] for row in PLAIN], ids=[row[1] for row in PLAIN])
def test_plain_http_is_refused(house: Gateway, sent: bytes) -> None:
    """The proxy port takes CONNECT and nothing else."""
    with socket.create_connection(("127.0.0.1", house.ports.proxy), timeout=SECONDS) as connection:
        connection.sendall(sent)
        assert head_of(connection)[:12] in {b"HTTP/1.1 403", b"HTTP/1.1 400"}
    assert house.provider.untouched()


def test_the_entrance_takes_its_own_names_only(house: Gateway) -> None:
    """Another site's name that resolves to the entrance is refused (DNS rebinding), as is an unknown tool."""
    body = json.dumps(sdk_bodies("openai", CLEAN)).encode()
    for url, headers in (
        (f"{house.entrance}/openai/v1/chat/completions", {"host": "evil.example"}),
        (f"{house.entrance}/neznamy/v1/chat/completions", {}),
        (f"{house.entrance}/", {}),
    ):
        assert 400 <= house.curl.send(url, body, headers).status < 500
    assert house.provider.untouched()


@pytest.mark.parametrize("mode", ["untrusted", "wrong-host"])
def test_a_wrong_upstream_certificate_is_refused(house: Gateway, mode: str) -> None:
    """A provider whose certificate is not in order gets nothing."""
    house.provider.show(mode)
    try:
        status = house.curl.send("https://api.openai.com/v1/chat/completions", json.dumps(sdk_bodies("openai", CLEAN)).encode()).status
    except CurlError:
        status = 502  # the connection was ended without an answer
    assert status >= 400
    assert house.provider.requests() == []
    assert house.provider.found("stavební řízení") == []
