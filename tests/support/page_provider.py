"""A provider that serves the stand-in pages of ``tests/data/pages`` under the tools' own hosts and speaks with them as the tools do."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, override

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, CloseConnection, Ping, Request, TextMessage

from gateway.demo.certificates import Authority, Contexts
from gateway.demo.replies import TEXT, pieces
from gateway.demo.traces import found
from gateway.extract.answer_chunks import GUARD, chunk
from support import upload_provider
from support.upload_provider import Answered, Got, UploadProvider

PAGES = Path(__file__).parents[1] / "data" / "pages"
TOOLS = {"chatgpt.com": "chatgpt", "claude.ai": "claude", "gemini.google.com": "gemini", "copilot.microsoft.com": "microsoft-copilot"}
MESSAGE = "6f9e4a1c-3b2d-4c5e-8f70-a1b2c3d4e5f6"


@dataclass
class PageProvider(UploadProvider):
    """The provider as tests see it."""

    sockets: list[str] = field(default_factory=list)
    """The messages that came over WebSockets."""
    copilot_text: str = TEXT
    """What Copilot's server says."""

    def found(self, *values: str) -> list[str]:
        """Those values that reached it, in any form."""
        heads = "\n".join(f"{got.method} {got.host} {got.target} {got.headers}" for got in self.requests).encode()
        everything = (heads, *(got.body for got in self.requests), *(message.encode() for message in self.sockets))
        return sorted({value for data in everything for value in found(values, data)})

    def paths(self, host: str) -> list[str]:
        """Method and path of what came for a host, in order."""
        return [f"{got.method} {got.path}" for got in self.requests if got.host == host]

    def answer(self, got: Got) -> Answered:
        status, headers, body = super().answer(got)
        origin = got.headers.get("origin")
        if got.method == "OPTIONS":
            asked = got.headers.get("access-control-request-headers", "*")
            headers = {"access-control-allow-methods": "GET, POST, PUT", "access-control-allow-headers": asked}
            status, body = 204, b""
        if origin:
            expose = "x-goog-upload-url, x-goog-upload-status"
            headers |= {
                "access-control-allow-origin": origin,
                "access-control-allow-credentials": "true",
                "access-control-expose-headers": expose,
            }
        return status, headers, body


def said(got: Got) -> Answered | None:
    """What the page's server says; None for what uploads' own protocols answer."""
    name = got.path.rpartition("/")[2]
    if got.method == "GET" and name in {"chat.css", "chat.js"}:
        return 200, {"content-type": "text/css" if name.endswith("css") else "text/javascript"}, (PAGES / name).read_bytes()
    if got.method == "GET" and got.path == "/" and got.host in TOOLS:
        return 200, {"content-type": "text/html; charset=utf-8"}, (PAGES / f"{TOOLS[got.host]}.html").read_bytes()
    if got.method == "GET" and got.host in TOOLS:
        return as_json({})
    match got.host, got.path:
        case "chatgpt.com", "/backend-api/files":
            address = "https://sdmntprnortheu.oaiusercontent.com/files/00000000-6b2c/raw?se=2026-11-22T20%3A00Z&sp=w&sv=2024-08-04&sr=b&sig=Zm9v%3D"
            return as_json({"status": "success", "file_id": "file-8XqvMd7KcYtR2wPbNzUa1S", "upload_url": address})
        case "chatgpt.com", "/backend-api/f/conversation":
            return events(chatgpt())
        case "claude.ai", path if path.endswith("/completion"):
            return events(claude())
        case "claude.ai", path if path.endswith("/upload-file"):
            return as_json({"file_kind": "document", "file_uuid": MESSAGE, "file_name": "x"})
        case "gemini.google.com", path if path.endswith("/StreamGenerate"):
            return 200, {"content-type": "application/json; charset=utf-8"}, gemini()
        case "gemini.google.com", path if path.endswith("/batchexecute"):
            return (
                200,
                {"content-type": "application/json; charset=utf-8"},
                chunks([["wrb.fr", got.query["rpcids"], "[]", None, None, None, "generic"]]),
            )
        case "copilot.microsoft.com", "/c/api/conversations":
            return as_json({"id": "bQ7dT2vKxW9mZ4pLr8sJn"})
        case "copilot.microsoft.com", "/c/api/attachments":
            return as_json({"id": "a5Hq8WnE2kVz7RtYpLm3c"})
        case host, _ if host in TOOLS:
            return as_json({})
        case _:
            return None


def as_json(value: object) -> Answered:
    return 200, {"content-type": "application/json"}, json.dumps(value).encode()


def events(found: Iterable[tuple[str | None, Any]]) -> Answered:
    written = "".join(
        (f"event: {name}\n" if name else "") + f"data: {data if isinstance(data, str) else json.dumps(data)}\n\n" for name, data in found
    )
    return 200, {"content-type": "text/event-stream; charset=utf-8"}, written.encode()


def chatgpt() -> Iterator[tuple[str | None, Any]]:
    """The "v1" delta encoding."""
    first, second, *rest = pieces(TEXT)
    message = {
        "id": MESSAGE, "author": {"role": "assistant", "name": None, "metadata": {}}, "content": {"content_type": "text", "parts": [""]},
        "status": "in_progress", "end_turn": None, "weight": 1.0, "metadata": {}, "recipient": "all", "channel": "final",
    }  # fmt: skip
    yield "delta_encoding", '"v1"'
    yield "delta", {"p": "", "o": "add", "v": {"message": message, "conversation_id": MESSAGE, "error": None}, "c": 0}
    yield "delta", {"p": "/message/content/parts/0", "o": "append", "v": first}
    yield "delta", {"v": second}
    for piece in rest[:-1]:
        yield "delta", {"v": piece}
    last = [
        {"p": "/message/content/parts/0", "o": "append", "v": rest[-1]},
        {"p": "/message/status", "o": "replace", "v": "finished_successfully"},
    ]
    yield "delta", {"p": "", "o": "patch", "v": last}
    yield None, {"type": "message_stream_complete", "conversation_id": MESSAGE}
    yield None, "[DONE]"


def claude() -> Iterator[tuple[str, Any]]:
    """Events of the Messages API."""
    message = {
        "id": "chatcompl_01",
        "type": "message",
        "role": "assistant",
        "model": "",
        "uuid": MESSAGE,
        "content": [],
        "stop_reason": None,
    }
    text = [{"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": piece}} for piece in pieces(TEXT)]
    for event in (
        {"type": "message_start", "message": message},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": "", "citations": []}},
        *text,
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": "end_turn"}},
        {"type": "message_stop"},
    ):
        yield str(event["type"]), event


def gemini() -> bytes:
    """Candidates that hold all that was said so far, in chunks that count UTF-16 units."""
    words = pieces(TEXT)
    ids = ["c_4f2a91", "r_77b0c3"]
    inner = [[None, ids, None, None, [["rc_1", ["".join(words[: at + 1])]]]] for at in range(len(words))]
    return b"".join([GUARD.encode(), *(chunk(json.dumps([["wrb.fr", None, json.dumps(one)]])).encode() for one in inner)])


def chunks(entries: list[Any]) -> bytes:
    return (GUARD + chunk(json.dumps(entries))).encode()


def copilot(message: str, said: str = TEXT) -> list[dict[str, Any]]:
    """What Copilot's server says to one message of its page."""
    asked = json.loads(message)
    if asked["event"] != "send":
        return []
    own = {"conversationId": asked["conversationId"], "messageId": "Kq3Vw8TzN5xYb2mHr7dLs"}
    text = [{"event": "appendText", **own, "partId": "0", "text": piece} for piece in pieces(said)]
    return [{"event": "startMessage", **own}, *text, {"event": "partCompleted", **own, "partId": "0"}, {"event": "done", **own}]


def _handler(provider: PageProvider) -> type[Any]:
    class Handler(upload_provider._handler(provider)):  # type: ignore[misc]
        @override
        def do_GET(self) -> None:
            if self.headers.get("upgrade", "").lower() != "websocket":
                self._any()
                return
            self.close_connection = True
            fields = [(key.lower().encode(), value.encode()) for key, value in self.headers.items()]
            provider.requests.append(Got(self.headers["host"], "GET", self.path, {k.decode(): v.decode() for k, v in fields}, b""))
            ws = WSConnection(ConnectionType.SERVER)
            ws.initiate_upgrade_connection(fields, self.path)
            data: bytes | None = b""
            while data is not None:
                for event in ws.events():
                    match event:
                        case Request():
                            self.connection.sendall(ws.send(AcceptConnection()))
                        case TextMessage():
                            provider.sockets.append(event.data)
                            for answer in copilot(event.data, provider.copilot_text):
                                self.connection.sendall(ws.send(TextMessage(json.dumps(answer, ensure_ascii=False))))
                        case Ping():
                            self.connection.sendall(ws.send(event.response()))
                        case CloseConnection():
                            self.connection.sendall(ws.send(event.response()))
                            return
                        case _:
                            pass
                data = self.connection.recv(65536) or None
                ws.receive_data(data)

    return Handler


@contextmanager
def page_provider(folder: Path) -> Iterator[PageProvider]:
    """Runs one in threads."""
    folder.mkdir(parents=True, exist_ok=True)
    authority = Authority()
    (folder / "ca.pem").write_bytes(authority.pem())
    server = upload_provider._Server(Contexts(authority, ("http/1.1",)))
    provider = PageProvider(server.server_address[1], folder / "ca.pem", special=said)
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
