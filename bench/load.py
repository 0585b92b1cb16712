"""The load client, a process of its own: keep-alive connections, one request after the other on each, every answer checked.

python -m bench.load   reads one JSON object a line and writes one:
  in   {"port", "connect": "host:443" or null, "name": SNI, "ca", "concurrency", "seconds", "length", "fresh", "stream", "planted",
       "status"}
  out  {"requests", "seconds", "p50", "p99", "errors"}        latencies in milliseconds; with "stream" those of chunks
"fresh" makes each prompt a text never seen before. "seconds" begins when all connections have had their first answer.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import sys
import time
from typing import Any

from bench.prompts import PLANTED, body, text, variants

_sent = 0
"""Prompts sent by this process: fresh ones never repeat over its measurements."""


class Broken(Exception):
    """An answer that is not the provider's own."""


async def connect(task: dict[str, Any], context: ssl.SSLContext) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A TLS connection to the provider, through the proxy where one is named."""
    if task["connect"] is None:
        return await asyncio.open_connection("127.0.0.1", task["port"], ssl=context, server_hostname=task["name"])
    reader, writer = await asyncio.open_connection("127.0.0.1", task["port"])
    writer.write(f"CONNECT {task['connect']} HTTP/1.1\r\nHost: {task['connect']}\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n", 1)[0]:
        raise Broken
    await writer.start_tls(context, server_hostname=task["name"])
    return reader, writer


def request(task: dict[str, Any], content: bytes) -> bytes:
    """One chat completion."""
    host = task["connect"] if task["connect"] and not task["connect"].endswith(":443") else task["name"]
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


async def answer(reader: asyncio.StreamReader, latencies: list[float] | None, status: int = 200) -> None:
    """Reads one answer; of a stream, the age of each chunk when it came."""
    head = await reader.readuntil(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 %d" % status):
        raise Broken
    at = head.lower().find(b"content-length:")
    if at >= 0:
        await reader.readexactly(int(head[at + 15 :].split(b"\r\n", 1)[0]))
        return
    while length := int((await reader.readuntil(b"\r\n")).strip(), 16):
        chunk = await reader.readexactly(length + 2)
        now = time.monotonic_ns()
        for part in chunk.split(b'"content":"t')[1:]:
            if latencies is not None:
                latencies.append((now - int(part.partition(b'"')[0])) / 1e6)
    await reader.readexactly(2)


async def run(task: dict[str, Any]) -> dict[str, Any]:
    """One measurement."""
    global _sent  # noqa: PLW0603  # one process, one client
    context = ssl.create_default_context(cafile=task["ca"])
    tail = PLANTED if task.get("planted") else ""
    status = task.get("status", 200)
    same = request(task, body(text(task["length"]) + tail))
    words = variants(_sent)
    stream = request(task, body(text(task["length"]))[:-1] + b',"stream":true}')
    latencies: list[float] = []
    errors = 0
    ready, go = asyncio.Semaphore(0), asyncio.Event()
    end = 0.0

    def next_request() -> bytes:
        if task["stream"]:
            return stream
        return request(task, body(text(task["length"], next(words)) + tail)) if task["fresh"] else same

    async def worker() -> None:
        nonlocal errors
        reader, writer = await connect(task, context)
        try:
            writer.write(next_request())
            await answer(reader, None, status)
            ready.release()
            await go.wait()
            while time.perf_counter() < end:
                content = next_request()
                started = time.perf_counter()
                writer.write(content)
                if task["stream"]:
                    await answer(reader, latencies)
                else:
                    await answer(reader, None, status)
                    latencies.append((time.perf_counter() - started) * 1000)
        except (Broken, asyncio.IncompleteReadError, OSError):
            errors += 1
            ready.release()
        finally:
            writer.close()

    workers = [asyncio.create_task(worker()) for _ in range(task["concurrency"])]
    for _ in workers:
        await ready.acquire()
    started = time.perf_counter()
    end = started + task["seconds"]
    go.set()
    await asyncio.gather(*workers)
    elapsed = time.perf_counter() - started
    _sent += len(latencies) + task["concurrency"]
    latencies.sort()
    middle, late = (latencies[int(len(latencies) * part)] if latencies else float("nan") for part in (0.5, 0.99))
    return {"requests": len(latencies), "seconds": elapsed, "p50": middle, "p99": late, "errors": errors}


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(asyncio.run(run(json.loads(line)))) + "\n")
        sys.stdout.flush()
