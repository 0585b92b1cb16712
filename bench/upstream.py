"""A provider that costs next to nothing: one prepared answer over TLS with keep-alive, and server-sent events that carry the time.

python -m bench.upstream DIR   writes DIR/ca.pem, then DIR/port. Ends with its starter (SIGTERM).
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import sys
import time
from pathlib import Path

from bench.prompts import ANSWER_BYTES
from gateway.demo.certificates import Authority, Contexts

CHUNKS = 40
CHUNK_SECONDS = 0.01
"""Models write some 50 to 100 tokens a second."""

HELD_SECONDS = 600.0
"""Between the words of a stream that is only held open (:mod:`bench.held`)."""

_CONTENT = b'{"id":"c","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"%s"}}]}'
_BODY = _CONTENT % (b"x" * (ANSWER_BYTES - len(_CONTENT) + 2))
ANSWER = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s" % (len(_BODY), _BODY)
STREAM = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"


class Provider(asyncio.Protocol):
    """One connection. Reads heads and lengths only as far as our own client needs."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keeps the transport."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.buffer = b""
        self.streaming: asyncio.Task[None] | None = None

    def connection_lost(self, _error: Exception | None) -> None:
        """Ends a stream that nobody reads."""
        if self.streaming:
            self.streaming.cancel()

    def data_received(self, data: bytes) -> None:
        """Answers every whole request."""
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head = self.buffer[:end].lower()
            at = head.find(b"content-length:")
            length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            if len(self.buffer) < end + 4 + length:
                return
            content = self.buffer[end + 4 : end + 4 + length]
            self.buffer = self.buffer[end + 4 + length :]
            if b'"stream":true' in content:
                pause = HELD_SECONDS if b'"user":"held"' in content else CHUNK_SECONDS
                self.streaming = asyncio.get_running_loop().create_task(self._stream(pause))
            else:
                self.transport.write(ANSWER)

    async def _stream(self, pause: float) -> None:
        self.transport.write(STREAM)
        for number in range(CHUNKS):
            await asyncio.sleep(pause if number else CHUNK_SECONDS)
            event = b'data: {"choices":[{"index":0,"delta":{"content":"t%d"}}]}\n\n' % time.monotonic_ns()
            self.transport.write(b"%x\r\n%s\r\n" % (len(event), event))
        self.transport.write(b"e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n")


async def serve(folder: Path) -> None:
    """Serves until it is ended."""
    authority = Authority()
    (folder / "ca.pem").write_bytes(authority.pem())
    context: ssl.SSLContext = Contexts(authority, alpn=("http/1.1",)).default
    server = await asyncio.get_running_loop().create_server(Provider, "127.0.0.1", 0, ssl=context, backlog=512)
    for listening in server.sockets:
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    (folder / "port.new").write_text(str(server.sockets[0].getsockname()[1]), encoding="ascii")
    (folder / "port.new").rename(folder / "port")
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
