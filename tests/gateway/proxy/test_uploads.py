"""Uploads in pieces through the real proxy: what is planted over a border never arrives, what is clean arrives byte by byte."""

from __future__ import annotations

import hashlib
import http.client
import json
import re
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from allowlist.answers import Approved, Match, Role
from allowlist.person import Person
from gateway.uploads.limits import Limits
from support.ca import authority
from support.proxy import VALUE, Running
from support.upload_provider import UploadProvider
from support.uploads import CLEAN, CUT, DIRTY, uploading

GOOGLE = "generativelanguage.googleapis.com"
SMALL = Limits(whole=200_000, per_person=3)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[Running, UploadProvider]]:
    with uploading(tmp_path, limits=SMALL) as both:
        yield both


def nothing_arrived(provider: UploadProvider) -> bool:
    """No half of the planted value stands in any body, and no file came to be."""
    value = VALUE.encode()
    return not provider.files and not any(half in provider.bytes for half in (value, value[:5], value[5:]))


class Google:
    """Google's resumable protocol, as google-genai and Google's pages speak it."""

    def __init__(self, gateway: Running, host: str = GOOGLE, path: str = "/upload/v1beta/files") -> None:
        self.gateway = gateway
        self.host = host
        headers = {
            "x-goog-upload-protocol": "resumable",
            "x-goog-upload-command": "start",
            "x-goog-upload-header-content-length": "9999",
            "x-goog-upload-header-content-type": "text/plain",
        }
        status, _, answered = gateway.send({"file": {"mimeType": "text/plain"}}, host=host, path=path, headers=headers)
        assert status == 200
        address = urlsplit(answered["x-goog-upload-url"])
        self.target = f"{address.path}?{address.query}"

    def __call__(self, command: str, offset: int | None, content: bytes = b"") -> tuple[int, dict[str, str], bytes]:
        headers = {"x-goog-upload-command": command, "content-type": "application/octet-stream"}
        if offset is not None:
            headers["x-goog-upload-offset"] = str(offset)
        status, body, answered = self.gateway.send(content, host=self.host, path=self.target, headers=headers)
        return status, answered, body


def test_google_clean(running: tuple[Running, UploadProvider]) -> None:
    """A clean file in three pieces arrives as it is; the client is told of each piece what the provider would tell it."""
    gateway, provider = running
    send = Google(gateway)
    assert send("upload", 0, CLEAN[:100])[:2][1]["x-goog-upload-status"] == "active"
    assert send("query", None)[1]["x-goog-upload-size-received"] == "100"
    assert send("upload", 100, CLEAN[100:250])[0] == 200
    assert not provider.sessions["g0"], "a piece left before the whole was judged"
    status, headers, body = send("upload, finalize", 250, CLEAN[250:])
    assert (status, headers["x-goog-upload-status"]) == (200, "final")
    assert json.loads(body)["file"]["state"] == "ACTIVE"
    assert provider.files == {"g0": CLEAN}
    assert not gateway.recorder.events


def test_google_planted(running: tuple[Running, UploadProvider]) -> None:
    """A value over the border of two pieces blocks the whole; the client's session ends."""
    gateway, provider = running
    send = Google(gateway)
    assert send("upload", 0, DIRTY[:CUT])[0] == 200
    status, headers, body = send("upload, finalize", CUT, DIRTY[CUT:])
    assert (status, headers["x-goog-upload-status"]) == (403, "cancelled")
    assert VALUE not in body.decode()
    assert nothing_arrived(provider)
    assert [(event.type.value, event.tool, event.kinds) for event in gateway.recorder.events] == [
        ("upload.blocked", "gemini-api", {"CZ_BIRTH_NUMBER": 1})
    ]
    assert send("upload, finalize", CUT, DIRTY[CUT:])[0] == 404, "what was blocked is forgotten"
    assert nothing_arrived(provider)


def test_google_finalize_alone(running: tuple[Running, UploadProvider]) -> None:
    """A last request without bytes ends the upload as well."""
    gateway, provider = running
    send = Google(gateway)
    send("upload", 0, CLEAN)
    assert send("finalize", None)[1]["x-goog-upload-status"] == "final"
    assert provider.files == {"g0": CLEAN}


@pytest.mark.parametrize(
    ("steps", "status"),
    [
        ([("upload", 0, b"abc"), ("upload", 5, b"x")], 400),  # a hole
        ([("upload", 0, b"abc"), ("upload", 1, b"x")], 400),  # over what came
        ([("upload", 0, b"abc"), ("upload", 0, b"abc")], 400),  # from the beginning again
        ([("upload", 7, b"abc")], 404),  # nothing came before
        ([("upload", None, b"abc")], 400),  # no place
        ([("finalize", None, b"")], 404),  # nothing at all
    ],
    ids=["hole", "overlap", "again", "no-begin", "no-place", "no-piece"],
)
def test_google_out_of_order(running: tuple[Running, UploadProvider], steps: list[Any], status: int) -> None:
    """A piece out of its place is not taken, and nothing leaves."""
    gateway, provider = running
    send = Google(gateway)
    answers = [send(*step)[0] for step in steps]
    assert answers[-1] == status
    assert not provider.sessions["g0"]
    assert not provider.files


def test_google_cancel(running: tuple[Running, UploadProvider]) -> None:
    """An upload that is given up is forgotten here and there."""
    gateway, provider = running
    send = Google(gateway)
    send("upload", 0, CLEAN[:100])
    assert send("cancel", None)[0] == 200
    assert "g0" not in provider.sessions
    assert send("upload", 100, CLEAN[100:])[0] == 404


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


def test_nothing_lies_open(running: tuple[Running, UploadProvider], tmp_path: Path) -> None:
    """On the disk nobody can read a piece, and after the end nothing is left of it."""
    gateway, _ = running
    send = Google(gateway)
    send("upload", 0, DIRTY[:CUT])
    lying = [path.read_bytes() for path in (tmp_path / "uploads").iterdir()]
    assert len(lying) > 1
    assert not any(b"Novotny" in content or b"g0" in content for content in lying)
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


class OpenAI:
    """OpenAI's uploads, as its SDK speaks them."""

    def __init__(self, gateway: Running, size: int, key: str = "sk-test") -> None:
        self.gateway = gateway
        self.headers = {"authorization": f"Bearer {key}"}
        made = {"bytes": size, "filename": "zapis.txt", "mime_type": "text/plain", "purpose": "assistants"}
        status, body, _ = gateway.send(made, path="/v1/uploads", headers=self.headers)
        assert status == 200
        self.id = json.loads(body)["id"]

    def part(self, content: bytes) -> tuple[int, Any]:
        form = (
            b'--b\r\nContent-Disposition: form-data; name="data"; filename="upload"\r\nContent-Type: application/octet-stream\r\n\r\n'
            + content
            + b"\r\n--b--\r\n"
        )
        headers = {**self.headers, "content-type": "multipart/form-data; boundary=b"}
        status, body, _ = self.gateway.send(form, path=f"/v1/uploads/{self.id}/parts", headers=headers)
        return status, json.loads(body)

    def end(self, how: str, **asked: Any) -> tuple[int, Any]:
        status, body, _ = self.gateway.send(asked or None, path=f"/v1/uploads/{self.id}/{how}", headers=self.headers)
        return status, json.loads(body)


def test_openai_clean(running: tuple[Running, UploadProvider]) -> None:
    """Parts in any order: the whole arrives in the order that the end names, under the provider's own ids."""
    gateway, provider = running
    upload = OpenAI(gateway, len(CLEAN))
    second, first = upload.part(CLEAN[300:])[1]["id"], upload.part(CLEAN[:300])[1]["id"]
    assert not provider.parts[upload.id], "a part left before the whole was judged"
    status, answer = upload.end("complete", part_ids=[first, second], md5=hashlib.md5(CLEAN).hexdigest())
    assert (status, answer["status"]) == (200, "completed")
    assert provider.files == {upload.id: CLEAN}
    assert json.loads(provider.requests[-1].body)["part_ids"] == ["part_0real"]
    assert {one.headers["authorization"] for one in provider.requests} == {"Bearer sk-test"}
    assert not gateway.recorder.events


def test_openai_planted(running: tuple[Running, UploadProvider]) -> None:
    """A value over the border of two parts blocks the end; no part ever leaves."""
    gateway, provider = running
    upload = OpenAI(gateway, len(DIRTY))
    parts = [upload.part(DIRTY[:CUT])[1]["id"], upload.part(DIRTY[CUT:])[1]["id"]]
    status, answer = upload.end("complete", part_ids=parts)
    assert status == 403
    assert answer["error"]["code"]
    assert nothing_arrived(provider)
    assert [event.kinds for event in gateway.recorder.events] == [{"CZ_BIRTH_NUMBER": 1}]
    assert upload.end("complete", part_ids=parts)[0] == 404


def test_openai_planted_by_order(running: tuple[Running, UploadProvider]) -> None:
    """What counts is the file that the end makes, not the order in which parts came."""
    gateway, provider = running
    upload = OpenAI(gateway, len(DIRTY))
    second, first = upload.part(DIRTY[CUT:])[1]["id"], upload.part(DIRTY[:CUT])[1]["id"]
    assert upload.end("complete", part_ids=[first, second])[0] == 403
    assert nothing_arrived(provider)


@pytest.mark.parametrize("ids", [["part_0real"], ["part_unknown"], "own", ["x"], [1], "twice"], ids=str)
def test_openai_wrong_parts(running: tuple[Running, UploadProvider], ids: Any) -> None:
    """An end that names parts nobody sent, or one twice, is not taken; the upload can still be ended rightly."""
    gateway, provider = running
    upload = OpenAI(gateway, len(CLEAN))
    own = upload.part(CLEAN)[1]["id"]
    asked = {"own": own, "twice": [own, own]}.get(ids, ids) if isinstance(ids, str) else ids
    assert upload.end("complete", part_ids=asked)[0] == 400
    assert not provider.files
    assert upload.end("complete", part_ids=[own])[0] == 200
    assert provider.files == {upload.id: CLEAN}


def test_openai_others(running: tuple[Running, UploadProvider]) -> None:
    """Another key's parts are not this one's, although the upload's id is no secret."""
    gateway, provider = running
    upload = OpenAI(gateway, len(CLEAN))
    part = upload.part(CLEAN)[1]["id"]
    upload.headers = {"authorization": "Bearer sk-other"}
    assert upload.end("complete", part_ids=[part])[0] == 404
    assert not provider.files


def test_openai_cancel(running: tuple[Running, UploadProvider]) -> None:
    """An upload that is given up is forgotten here and there."""
    gateway, provider = running
    upload = OpenAI(gateway, len(CLEAN))
    part = upload.part(CLEAN)[1]["id"]
    assert upload.end("cancel")[0] == 200
    assert upload.id not in provider.parts
    assert upload.end("complete", part_ids=[part])[0] == 404


@pytest.mark.parametrize("status", [400, 500])
def test_openai_refused(running: tuple[Running, UploadProvider], status: int) -> None:
    """Where the provider does not take the parts, the end says so once and is not sent."""
    gateway, provider = running
    upload = OpenAI(gateway, len(CLEAN))
    part = upload.part(CLEAN)[1]["id"]
    provider.special = lambda got: (status, {}, b"{}") if got.path.endswith("/parts") else None
    assert upload.end("complete", part_ids=[part])[0] == 400
    assert not provider.files
    assert not any(one.path.endswith("/complete") for one in provider.requests)


def test_through_the_entrance(running: tuple[Running, UploadProvider]) -> None:
    """Who came by the base-URL entrance is sent back to it for the bytes, and not straight to the provider."""
    gateway, provider = running
    own = f"127.0.0.1:{gateway.settings.entrance.port}"

    def send(path: str, command: str, content: bytes, **more: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(own, timeout=20)
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
    with httpx.Client(http2=True, verify=context, proxy=f"http://127.0.0.1:{gateway.settings.proxy.port}", trust_env=False) as client:

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
    connection = http.client.HTTPSConnection("127.0.0.1", gateway.settings.proxy.port, context=context, timeout=20)
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


PAGES = [
    ("gemini", "push.clients6.google.com", "/upload/"),
    ("gemini", "content-push.googleapis.com", "/upload"),
    ("notebooklm", "notebooklm.google.com", "/upload/_/?authuser=0"),
]


@pytest.mark.parametrize(("tool", "host", "path"), PAGES, ids=[host for _, host, _ in PAGES])
def test_pages_of_google(tmp_path: Path, tool: str, host: str, path: str) -> None:
    """Files of Google's pages are read where the tool is approved, whole or in pieces."""
    with uploading(tmp_path, tools=(tool,), limits=SMALL) as (gateway, provider):
        send = Google(gateway, host, path)
        assert send("upload, finalize", 0, CLEAN)[1]["x-goog-upload-status"] == "final"
        assert list(provider.files.values()) == [CLEAN]
        provider.files.clear()
        send = Google(gateway, host, path)
        assert send("upload, finalize", 0, DIRTY)[0] == 403
        send = Google(gateway, host, path)
        assert send("upload", 0, DIRTY[:CUT])[0] == 200
        assert send("upload, finalize", CUT, DIRTY[CUT:])[0] == 403
        assert not provider.files
        assert {(event.tool, event.operation.partition(".")[0]) for event in gateway.recorder.events} == {(tool, "file")}


class Tus:
    """tus 1.0, at a place where the catalogue is made to know it: no tool of today's speaks it."""

    def __init__(self, gateway: Running, monkeypatch: pytest.MonkeyPatch, total: int) -> None:
        self.gateway = gateway
        known = gateway.admission.match

        def match(host: str, port: int, method: str, path: str, now: datetime, person: Person | None = None) -> Match:
            role = Role.STATIC if method == "HEAD" else Role.UPLOAD
            return (
                Approved("openai", "tus", role, "", "raw_file") if path.startswith("/tus") else known(host, port, method, path, now, person)
            )

        monkeypatch.setattr(gateway.admission, "match", match)
        status, answered = self.send("POST", "/tus", None, upload_length=str(total))
        assert status == 201
        self.path = urlsplit(answered["location"]).path

    def send(self, method: str, path: str, content: bytes | None, **headers: str) -> tuple[int, dict[str, str]]:
        every = {
            "tus-resumable": "1.0.0",
            "content-type": "application/offset+octet-stream",
            **{k.replace("_", "-"): v for k, v in headers.items()},
        }
        status, _, answered = self.gateway.send(content, path=path, method=method, headers=every)
        return status, answered

    def patch(self, offset: int, content: bytes) -> tuple[int, str | None]:
        status, answered = self.send("PATCH", self.path, content, upload_offset=str(offset))
        return status, answered.get("upload-offset")


def test_tus(running: tuple[Running, UploadProvider], monkeypatch: pytest.MonkeyPatch) -> None:
    """The provider is asked how long the whole is, and gets nothing before it is whole."""
    gateway, provider = running
    upload = Tus(gateway, monkeypatch, len(CLEAN))
    assert upload.patch(0, CLEAN[:100]) == (204, "100")
    assert upload.send("HEAD", upload.path, None)[1]["upload-offset"] == "100"
    assert upload.patch(50, b"x")[0] == 409
    assert upload.patch(100, CLEAN + b"more")[0] == 413
    assert not provider.sessions["t0"]
    assert upload.patch(100, CLEAN[100:]) == (204, str(len(CLEAN)))
    assert provider.files == {"t0": CLEAN}
    planted = Tus(gateway, monkeypatch, len(DIRTY))
    assert planted.patch(0, DIRTY[:CUT])[0] == 204
    assert planted.patch(CUT, DIRTY[CUT:])[0] == 403
    assert nothing_arrived_but(provider, CLEAN)


def nothing_arrived_but(provider: UploadProvider, clean: bytes) -> bool:
    return list(provider.files.values()) == [clean] and VALUE[:5].encode() not in provider.bytes


def test_tus_that_nobody_measures(running: tuple[Running, UploadProvider], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the provider does not say how long the whole is, no piece is taken."""
    gateway, provider = running
    upload = Tus(gateway, monkeypatch, len(CLEAN))
    provider.special = lambda got: (200, {}, b"") if got.method == "HEAD" else None
    assert upload.patch(0, CLEAN)[0] == 400
    assert not provider.sessions["t0"]


def test_tus_too_large(running: tuple[Running, UploadProvider], monkeypatch: pytest.MonkeyPatch) -> None:
    """A length over the limit is refused when it is announced."""
    gateway, provider = running
    with pytest.raises(AssertionError):
        Tus(gateway, monkeypatch, 10_000_000)
    assert not provider.requests
    assert [event.detail for event in gateway.recorder.events] == ["too_large"]


def test_s3(running: tuple[Running, UploadProvider], monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts by presigned addresses, where the catalogue is made to know them: nothing leaves before the list, then the whole."""
    gateway, provider = running
    approved = Approved("openai", "s3", Role.UPLOAD, "", "raw_file")
    known = gateway.admission.match
    monkeypatch.setattr(gateway.admission, "match", lambda *asked: approved if asked[3] == "/s3" else known(*asked))
    provider.special = provider._s3
    signed = "X-Amz-Signature=abc&X-Amz-SignedHeaders=host"

    def send(method: str, query: str, content: bytes | None = None) -> tuple[int, bytes, dict[str, str]]:
        return gateway.send(content, path=f"/s3?{query}&{signed}", method=method, headers={"content-type": "application/xml"})

    def whole(content: bytes, cut: int) -> int:
        upload = re.findall(rb"<UploadId>(\w+)<", send("POST", "uploads=")[1])[0].decode()
        pieces = {2: content[cut:], 1: content[:cut]}
        etags = {number: send("PUT", f"partNumber={number}&uploadId={upload}", piece)[2]["etag"] for number, piece in pieces.items()}
        listed = "".join(f"<Part><PartNumber>{number}</PartNumber><ETag>{etags[number]}</ETag></Part>" for number in sorted(etags))
        return send("POST", f"uploadId={upload}", f"<CompleteMultipartUpload>{listed}</CompleteMultipartUpload>".encode())[0]

    assert whole(DIRTY, CUT) == 403
    assert nothing_arrived(provider)
    assert whole(CLEAN, 200) == 200
    assert provider.files == {"/s3": CLEAN}
