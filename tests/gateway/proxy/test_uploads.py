"""Uploads in pieces through the real proxy: what is planted over a border never arrives, what is clean arrives byte by byte."""

from __future__ import annotations

import http.client
import ssl
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from gateway.uploads.limits import Limits
from support.ca import authority
from support.proxy import Running
from support.upload_clients import GOOGLE, SMALL, Google, OpenAI, nothing_arrived
from support.upload_provider import UploadProvider
from support.uploads import CLEAN, CUT, DIRTY, uploading


def test_too_many(running: tuple[Running, UploadProvider]) -> None:
    """A person has so many unfinished uploads at most; one more is refused with an event."""
    gateway, _ = running
    sends = [Google(gateway) for _ in range(4)]
    assert [send("upload", 0, b"abc")[0] for send in sends] == [200, 200, 200, 403]
    assert [event.detail for event in gateway.recorder.events] == ["document_limit"]
    assert sends[0]("upload, finalize", 3, b"def")[0] == 200
    assert sends[3]("upload", 0, b"abc")[0] == 200, "there is room again"


def test_too_large(tmp_path: Path) -> None:
    """A whole over the limit is refused as soon as it is seen, and forgotten."""
    with uploading(tmp_path, limits=Limits(whole=1000)) as (gateway, _):
        send = Google(gateway)
        assert send("upload", 0, b"a" * 900)[0] == 200
        assert send("upload", 900, b"a" * 900)[0] == 403
        assert [event.detail for event in gateway.recorder.events] == ["too_large"]
        assert send("upload", 900, b"a")[0] == 404


def test_expired(tmp_path: Path) -> None:
    """What waits too long is forgotten."""
    with uploading(tmp_path, limits=replace(SMALL, seconds=-1)) as (gateway, provider):
        send = Google(gateway)
        assert send("upload", 0, CLEAN[:100])[0] == 200
        assert send("upload, finalize", 100, CLEAN[100:])[0] == 404
        assert not provider.files
        assert [(event.detail, event.disclosed.value) for event in gateway.recorder.events] == [("missing_pieces", "none")]
        assert gateway.meter.seen["refusal", "missing_pieces"] == 1, "an alert rests on it"


def test_nothing_lies_open(running: tuple[Running, UploadProvider], tmp_path: Path) -> None:
    """On the disk nobody can read a piece, and after the end nothing is left of it."""
    gateway, provider = running
    provider.google_names = "session-"  # two letters stand in sealed bytes now and then
    send = Google(gateway)
    assert "upload_id=session-0" in send.target
    send("upload", 0, DIRTY[:CUT])
    lying = [path.read_bytes() for path in (tmp_path / "uploads").iterdir()]
    assert len(lying) > 1
    assert not any(b"Novotny" in content or b"session-0" in content for content in lying)
    send("upload, finalize", CUT, DIRTY[CUT:])
    assert [path.name for path in (tmp_path / "uploads").iterdir() if "index" not in path.name] == []


@pytest.mark.parametrize(
    "headers",
    [
        {"content-range": "bytes 0-9/20"},
        {"content-range": "bytes */20"},
        {"upload-offset": "0"},
        {"x-ms-blob-type": "AppendBlob"},
    ],
    ids="-".join,
)
def test_pieces_that_nobody_holds(running: tuple[Running, UploadProvider], headers: dict[str, str]) -> None:
    """A piece of a protocol that is not held here is opaque, however clean it looks."""
    gateway, provider = running
    status, _, _ = gateway.send(
        b"clean words", host=GOOGLE, path="/upload/v1beta/files", method="PUT", headers={**headers, "content-type": "text/plain"}
    )
    assert status == 403
    assert not provider.requests
    assert [event.scan.value for event in gateway.recorder.events] == ["opaque"]


def test_through_the_entrance(running: tuple[Running, UploadProvider]) -> None:
    """Who came by the base-URL entrance is sent back to it for the bytes, and not straight to the provider."""
    gateway, provider = running
    own = f"127.0.0.1:{gateway.settings.entrance.port}"

    def send(path: str, command: str, content: bytes, **more: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(own, timeout=60)
        headers = {
            "x-goog-upload-command": command,
            "content-type": "application/json",
            **{k.replace("_", "-"): v for k, v in more.items()},
        }
        connection.request("POST", path, content, headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    address = send("/gemini-api/upload/v1beta/files", "start", b"{}").getheader("x-goog-upload-url") or ""
    assert address.startswith(f"http://{own}/gemini-api/upload/v1beta/files?")
    path = address.removeprefix(f"http://{own}")
    assert send(path, "upload", DIRTY[:CUT], x_goog_upload_offset="0").status == 200
    assert send(path, "upload, finalize", DIRTY[CUT:], x_goog_upload_offset=str(CUT)).status == 403
    assert nothing_arrived(provider)


def test_over_http2(running: tuple[Running, UploadProvider], tmp_path: Path) -> None:
    """Browsers speak HTTP/2: the last request's other head fits there as well."""
    gateway, provider = running
    send = Google(gateway)

    class Http2(ssl.SSLContext):
        """Offers nothing else; httpx would offer HTTP/1.1 first."""

        def set_alpn_protocols(self, _: object) -> None:
            super().set_alpn_protocols(["h2"])

    context = Http2(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=authority().pem.decode())
    with httpx.Client(
        http2=True, verify=context, proxy=f"http://127.0.0.1:{gateway.settings.proxy.port}", trust_env=False, timeout=60
    ) as client:

        def post(command: str, offset: int, content: bytes) -> httpx.Response:
            headers = {"x-goog-upload-command": command, "x-goog-upload-offset": str(offset)}
            return client.post(f"https://{GOOGLE}{send.target}", content=content, headers=headers)

        assert post("upload", 0, CLEAN[:100]).status_code == 200
        answer = post("upload, finalize", 100, CLEAN[100:])
        assert (answer.http_version, answer.headers["x-goog-upload-status"]) == ("HTTP/2", "final")
    assert provider.files == {"g0": CLEAN}


def test_side_by_side(running: tuple[Running, UploadProvider]) -> None:
    """Parts that come at the same time are all held."""
    gateway, provider = running
    content = CLEAN * 10
    upload = OpenAI(gateway, len(content))
    pieces = [content[at : at + 1000] for at in range(0, len(content), 1000)]
    with ThreadPoolExecutor(8) as pool:
        ids = [answer["id"] for _, answer in pool.map(upload.part, pieces)]
    assert upload.end("complete", part_ids=ids)[0] == 200
    assert provider.files == {upload.id: content}


def test_a_client_that_goes_away(running: tuple[Running, UploadProvider], tmp_path: Path) -> None:
    """A piece whose client went away while it sent is not held; the upload goes on from where it was."""
    gateway, provider = running
    send = Google(gateway)
    send("upload", 0, CLEAN[:100])
    context = ssl.create_default_context(cadata=authority().pem.decode())
    connection = http.client.HTTPSConnection("127.0.0.1", gateway.settings.proxy.port, context=context, timeout=60)
    connection.set_tunnel(GOOGLE, 443)
    connection.putrequest("POST", send.target)
    for name, value in {"x-goog-upload-command": "upload", "x-goog-upload-offset": "100", "content-length": "5000"}.items():
        connection.putheader(name, value)
    connection.endheaders(DIRTY[:CUT])
    connection.close()
    assert send("query", None)[1]["x-goog-upload-size-received"] == "100"
    assert send("upload, finalize", 100, CLEAN[100:])[1]["x-goog-upload-status"] == "final"
    assert provider.files == {"g0": CLEAN}


def test_a_provider_that_goes_away(running: tuple[Running, UploadProvider]) -> None:
    """Where the provider does not take the whole, its own answer goes to the client, and nothing is held any more."""
    gateway, provider = running
    send = Google(gateway)
    send("upload", 0, CLEAN[:100])
    provider.special = lambda got: (
        (503, {"x-goog-upload-status": "active"}, b"") if "finalize" in got.headers.get("x-goog-upload-command", "") else None
    )
    assert send("upload, finalize", 100, CLEAN[100:])[0] == 503
    provider.special = lambda _: None
    assert send("query", None)[1]["x-goog-upload-size-received"] == "0", "the provider's own word: the client begins again"
    assert send("upload, finalize", 0, CLEAN)[1]["x-goog-upload-status"] == "final"


def test_a_form_that_counts_pieces(running: tuple[Running, UploadProvider]) -> None:
    """A page's upload library that cuts a file into forms is opaque, whatever the piece looks like."""
    gateway, provider = running
    form = b'--b\r\nContent-Disposition: form-data; name="dzchunkindex"\r\n\r\n0\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\nclean\r\n--b--\r\n'
    status, _, _ = gateway.send(
        form, host="chatgpt.com", path="/backend-api/files", headers={"content-type": "multipart/form-data; boundary=b"}
    )
    assert status == 403
    assert not provider.requests
