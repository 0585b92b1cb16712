"""How many events a second a webhook delivers: one POST for each, and CloudEvents batches. The receiver is a process of its own."""

from __future__ import annotations

import asyncio
import base64
import multiprocessing
import socket
import time
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from gateway.feeds.api import Outgoing
from gateway.feeds.http import Receiver
from gateway.feeds.webhook import Webhook

BATCH = 100
EVENTS = 2000


def _outgoing(number: int) -> Outgoing:
    event = {
        "id": f"7K3QX-9M2PD-{number:05}",
        "at": datetime(2026, 11, 22, tzinfo=UTC).isoformat(timespec="milliseconds"),
        "type": "prompt.blocked",
        "tool": "openai",
        "host": "api.openai.com",
        "operation": "chat.completions",
        "verdict": "block",
        "reason": "personal_data",
        "scan": "scanned",
        "disclosed": "none",
        "kinds": {"CZ_BIRTH_NUMBER": 2},
        "rules": {"cz_birth_number.slash": 2},
        "seq": number,
        "hash": "ab" * 32,
    }
    return Outgoing(f"c{number}", event)


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Reads each request whole and says that it was taken."""
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            length = next(int(line.partition(b":")[2]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
            await reader.readexactly(length)
            writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
    except asyncio.IncompleteReadError:
        writer.close()


def _receive(ready: Connection) -> None:
    async def main() -> None:
        server = await asyncio.start_server(_answer, "127.0.0.1", 0)
        found: socket.socket = server.sockets[0]
        ready.send(found.getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


async def rates() -> tuple[float, float]:
    """(events a second one by one, in batches), delivered in portions as a node's outbox gives them."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    receiver = spawn.Process(target=_receive, args=(theirs,), daemon=True)
    receiver.start()
    try:
        port = await asyncio.to_thread(ours.recv)
        with TemporaryDirectory(prefix="celnice-bench-") as folder:
            secret = Path(folder) / "secret"
            secret.write_text(f"whsec_{base64.b64encode(b's' * 32).decode()}\n", encoding="ascii")
            found = []
            for batch, portion in ((1, 50), (BATCH, 5 * BATCH)):
                hook = Webhook("bench", Receiver(f"http://127.0.0.1:{port}/hook"), secret, batch=batch)
                events = [_outgoing(number) for number in range(EVENTS)]
                began = time.perf_counter()
                for start in range(0, EVENTS, portion):
                    await hook.deliver(events[start : start + portion])
                found.append(EVENTS / (time.perf_counter() - began))
        return found[0], found[1]
    finally:
        receiver.terminate()
        receiver.join()
