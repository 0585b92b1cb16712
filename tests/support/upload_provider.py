"""A provider of uploads that takes pieces as strictly as the real ones and writes down everything it is sent."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from gateway.demo.certificates import Authority, Contexts


@dataclass
class Got:
    """One request as it came."""

    host: str
    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return {key: values[0] for key, values in parse_qs(urlsplit(self.target).query, keep_blank_values=True).items()}


type Answered = tuple[int, dict[str, str], bytes]


@dataclass
class UploadProvider:
    """The provider as tests see it. ``files``: what it holds whole, by name."""

    port: int
    ca: Path
    requests: list[Got] = field(default_factory=list)
    connections: int = 0
    files: dict[str, bytes] = field(default_factory=dict)
    sessions: dict[str, bytearray] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)
    parts: dict[str, dict[str, bytes]] = field(default_factory=dict)
    google_names: str = "g"
    """What Google's uploads are called, before their number."""
    special: Callable[[Got], Answered | None] = field(default=lambda _: None)
    """A test's own answer, asked first."""

    @property
    def bytes(self) -> bytes:
        """All bodies, put together."""
        return b"".join(one.body for one in self.requests)

    def answer(self, got: Got) -> Answered:
        self.requests.append(got)
        own = self.special(got)
        if own is not None:
            return own
        if "x-goog-upload-command" in got.headers:
            return self._google(got)
        if got.path.startswith("/v1/uploads"):
            return self._openai(got)
        if "tus-resumable" in got.headers:
            return self._tus(got)
        if got.host.endswith((".blob.core.windows.net", ".oaiusercontent.com")):
            return self._azure(got)
        if got.host.endswith(".amazonaws.com"):
            return self._s3(got)
        return 404, {}, b"{}"

    def _google(self, got: Got) -> Answered:
        command = got.headers["x-goog-upload-command"]
        if command == "start":
            name = f"{self.google_names}{len(self.sessions)}"
            self.sessions[name] = bytearray()
            address = f"https://{got.host}{got.target}{'&' if '?' in got.target else '?'}upload_id={name}&upload_protocol=resumable"
            return 200, {"x-goog-upload-url": address, "x-goog-upload-status": "active"}, b"{}"
        held = self.sessions.get(got.query.get("upload_id", ""))
        if held is None:
            return 404, {"x-goog-upload-status": "cancelled"}, b""
        if command == "query":
            return 200, {"x-goog-upload-status": "active", "x-goog-upload-size-received": str(len(held))}, b""
        if command == "cancel":
            del self.sessions[got.query["upload_id"]]
            return 200, {"x-goog-upload-status": "cancelled"}, b""
        if int(got.headers.get("x-goog-upload-offset", len(held))) != len(held):
            return 400, {"x-goog-upload-status": "active", "x-goog-upload-size-received": str(len(held))}, b""
        held += got.body
        if "finalize" not in command:
            return 200, {"x-goog-upload-status": "active"}, b""
        name = got.query["upload_id"]
        self.files[name] = bytes(self.sessions.pop(name))
        file = {"file": {"name": f"files/{name}", "uri": f"https://{got.host}/v1beta/files/{name}", "state": "ACTIVE"}}
        return 200, {"x-goog-upload-status": "final", "content-type": "application/json"}, json.dumps(file).encode()

    def _openai(self, got: Got) -> Answered:
        def found(value: object, status: int = 200) -> Answered:
            return status, {"content-type": "application/json"}, json.dumps(value).encode()

        def upload(name: str, status: str) -> dict[str, object]:
            return {
                "id": name,
                "object": "upload",
                "bytes": self.totals[name],
                "status": status,
                "filename": "f",
                "purpose": "assistants",
                "created_at": 1,
                "expires_at": 2,
            }

        steps = got.path.split("/")[3:]
        if not steps:
            name = f"upload_{len(self.totals)}abc"
            self.totals[name] = json.loads(got.body)["bytes"]
            self.parts[name] = {}
            return found(upload(name, "pending"))
        name = steps[0]
        if name not in self.parts:
            return found({"error": {"message": "no such upload", "type": "invalid_request_error", "param": None, "code": None}}, 404)
        if steps[1] == "parts":
            form = BytesParser().parsebytes(b"Content-Type: " + got.headers["content-type"].encode() + b"\r\n\r\n" + got.body)
            data = next(
                part.get_payload(decode=True)
                for part in form.get_payload()
                if part.get_param("name", header="content-disposition") == "data"
            )
            part = f"part_{len(self.parts[name])}real"
            self.parts[name][part] = data
            return found({"id": part, "object": "upload.part", "created_at": 1, "upload_id": name})
        if steps[1] == "cancel":
            del self.parts[name]
            return found(upload(name, "cancelled"))
        asked = json.loads(got.body)
        try:
            whole = b"".join(self.parts[name][part] for part in asked["part_ids"])
        except KeyError:
            return found({"error": {"message": "no such part", "type": "invalid_request_error", "param": None, "code": None}}, 400)
        if len(whole) != self.totals[name] or asked.get("md5", hashlib.md5(whole).hexdigest()) != hashlib.md5(whole).hexdigest():
            return found({"error": {"message": "bytes", "type": "invalid_request_error", "param": None, "code": None}}, 400)
        self.files[name] = whole
        return found(
            {
                **upload(name, "completed"),
                "file": {
                    "id": "file-1",
                    "object": "file",
                    "bytes": len(whole),
                    "created_at": 1,
                    "filename": "f",
                    "purpose": "assistants",
                    "status": "processed",
                },
            }
        )

    def _azure(self, got: Got) -> Answered:
        if got.query.get("sig") is None:
            return 403, {}, b""
        if got.method == "OPTIONS":
            return 200, {"access-control-allow-origin": "*", "access-control-allow-methods": "PUT"}, b""
        match got.query.get("comp"):
            case None:
                if got.headers.get("x-ms-blob-type") != "BlockBlob":
                    return 400, {}, b""
                self.files[got.path] = got.body
            case "block":
                self.parts.setdefault(got.path, {})[got.query["blockid"]] = got.body
            case "blocklist":
                names = re.findall(r"<(?:Latest|Uncommitted)>([^<]+)</", got.body.decode())
                self.files[got.path] = b"".join(self.parts[got.path][name] for name in names)
        return 201, {"etag": '"0x8D"', "content-md5": base64.b64encode(hashlib.md5(got.body).digest()).decode()}, b""

    def _s3(self, got: Got) -> Answered:
        if got.method == "POST" and "uploads" in got.query:
            body = f"<InitiateMultipartUploadResult><UploadId>u{len(self.parts)}</UploadId></InitiateMultipartUploadResult>"
            self.parts[f"u{len(self.parts)}"] = {}
            return 200, {"content-type": "application/xml"}, body.encode()
        if got.method == "PUT" and "partNumber" in got.query:
            self.parts[got.query["uploadId"]][got.query["partNumber"]] = got.body
            return 200, {"etag": f'"{hashlib.md5(got.body).hexdigest()}"'}, b""
        if got.method == "POST" and "uploadId" in got.query:
            parts = self.parts.pop(got.query["uploadId"])
            numbers = re.findall(r"<PartNumber>(\d+)</PartNumber>", got.body.decode())
            self.files[got.path] = b"".join(parts[number] for number in numbers)
            return 200, {"content-type": "application/xml"}, b"<CompleteMultipartUploadResult/>"
        if got.method in {"PUT", "POST"}:
            self.files[got.path] = got.body
            return 200, {"etag": f'"{hashlib.md5(got.body).hexdigest()}"'}, b""
        return 204, {}, b""

    def _tus(self, got: Got) -> Answered:
        if got.method == "POST":
            name = f"t{len(self.totals)}"
            self.totals[name] = int(got.headers["upload-length"])
            self.sessions[name] = bytearray()
            return 201, {"location": f"https://{got.host}{got.path}/{name}", "tus-resumable": "1.0.0"}, b""
        name = got.path.rpartition("/")[2]
        held = self.sessions.get(name)
        if held is None:
            return 404, {}, b""
        if got.method == "PATCH":
            if int(got.headers["upload-offset"]) != len(held):
                return 409, {}, b""
            held += got.body
            if len(held) == self.totals[name]:
                self.files[name] = bytes(held)
            return 204, {"upload-offset": str(len(held)), "tus-resumable": "1.0.0"}, b""
        return 200, {"upload-offset": str(len(held)), "upload-length": str(self.totals[name]), "tus-resumable": "1.0.0"}, b""


def _handler(provider: UploadProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _any(self) -> None:
            headers = {key.lower(): value for key, value in self.headers.items()}
            body = self.rfile.read(int(headers.get("content-length", "0")))
            status, own, content = provider.answer(Got(headers.get("host", ""), self.command, self.path, headers, body))
            self.send_response_only(status)
            for key, value in own.items():
                self.send_header(key, value)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _any  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, contexts: Contexts) -> None:
        self.contexts = contexts
        self.provider: UploadProvider | None = None
        super().__init__(("127.0.0.1", 0), BaseHTTPRequestHandler)

    def finish_request(self, request: object, client_address: object) -> None:
        assert self.provider
        self.provider.connections += 1
        try:
            secured = self.contexts.default.wrap_socket(request, server_side=True)  # type: ignore[arg-type]
            try:
                self.RequestHandlerClass(secured, client_address, self)  # type: ignore[arg-type]
            finally:
                secured.close()
        except OSError:
            pass


@contextmanager
def upload_provider(folder: Path) -> Iterator[UploadProvider]:
    """Runs one in threads."""
    folder.mkdir(parents=True, exist_ok=True)
    authority = Authority()
    (folder / "ca.pem").write_bytes(authority.pem())
    server = _Server(Contexts(authority, ("http/1.1",)))
    provider = UploadProvider(server.server_address[1], folder / "ca.pem")
    server.provider = provider
    server.RequestHandlerClass = _handler(provider)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(60)
