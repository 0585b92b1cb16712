"""Detection processes for tests: they note what they are asked, in order, and answer when the test lets them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from gateway.framing import length, pack


@dataclass
class HeldProcess:
    """``seen`` holds the first letter of each message's first text. Nothing is answered before ``gate`` is set; "!" ends the connection."""

    gate: asyncio.Event
    seen: list[str] = field(default_factory=list)
    writers: list[asyncio.StreamWriter] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.append(writer)
        try:
            while True:
                message: dict[str, Any] = json.loads(await reader.readexactly(length(await reader.readexactly(4))))
                self.seen.append(message["texts"][0][:1])
                await self.gate.wait()
                if "!" in message["texts"][0][:2]:
                    break
                writer.write(pack({"id": message["id"], "scans": [[] for _ in message["texts"]]}))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def held(processes: int) -> AsyncIterator[tuple[list[Path], list[HeldProcess]]]:
    """So many processes behind their sockets."""
    made = [HeldProcess(asyncio.Event()) for _ in range(processes)]
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / str(number) for number in range(processes)]
        servers = [await asyncio.start_unix_server(one.serve, str(path)) for one, path in zip(made, paths, strict=True)]
        try:
            yield paths, made
        finally:
            for server in servers:
                server.close()
            for one in made:
                one.gate.set()
                for writer in one.writers:
                    writer.close()
                    with suppress(ConnectionError):
                        await writer.wait_closed()
            await settled()


async def settled() -> None:
    """Lets every task run until it waits for another process."""
    for _ in range(20):
        await asyncio.sleep(0)
