"""HTTP/2 for the stand-in, on h2: one task for each stream's answer, within the peer's flow-control windows."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import ConnectionTerminated, DataReceived, Event, RequestReceived, StreamEnded, StreamReset
from h2.exceptions import ProtocolError

from gateway.demo.channel import Channel
from gateway.demo.exchange import Reply, Request


@dataclass(slots=True)
class _Stream:
    headers: tuple[tuple[str, str], ...]
    body: bytearray = field(default_factory=bytearray)
    task: asyncio.Task[None] | None = None


class Session:
    """One HTTP/2 connection."""

    def __init__(self, channel: Channel) -> None:
        self._h2 = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        self._channel = channel
        self._streams: dict[int, _Stream] = {}
        self._room = asyncio.Event()
        """Set when anything arrived: a window may have opened."""

    async def serve(self) -> None:
        """Answers requests until the connection ends."""
        self._h2.initiate_connection()
        try:
            while data := await self._channel.read():
                for event in self._h2.receive_data(data):
                    self._handle(event)
                self._room.set()
                await self._flush()
        except ProtocolError:
            await self._flush()
        finally:
            tasks = [stream.task for stream in self._streams.values() if stream.task]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _handle(self, event: Event) -> None:
        match event:
            case RequestReceived(stream_id=int(number), headers=list(headers)):
                self._channel.begun()
                self._streams[number] = _Stream(tuple((str(name), str(value)) for name, value in headers))
            case DataReceived(stream_id=int(number), data=bytes(data), flow_controlled_length=int(length)):
                self._streams[number].body += data
                self._h2.acknowledge_received_data(length, number)
            case StreamEnded(stream_id=int(number)):
                stream = self._streams[number]
                stream.task = asyncio.create_task(self._reply(number, self._channel.answer(_whole(stream))))
            case StreamReset(stream_id=int(number)):
                if (gone := self._streams.pop(number, None)) and gone.task:
                    gone.task.cancel()
            case ConnectionTerminated():
                self._channel.writer.close()
            case _:
                pass

    async def _reply(self, number: int, reply: Reply) -> None:
        self._h2.send_headers(number, [(":status", str(reply.status)), *reply.headers])
        await self._flush()
        for part in reply.parts:
            await self._data(number, await self._channel.due(part))
        self._h2.end_stream(number)
        await self._flush()
        self._streams.pop(number, None)

    async def _data(self, number: int, data: bytes) -> None:
        while data:
            size = min(self._h2.local_flow_control_window(number), self._h2.max_outbound_frame_size, len(data))
            if size == 0:
                self._room.clear()
                await self._room.wait()
                continue
            self._h2.send_data(number, data[:size])
            data = data[size:]
            await self._flush()

    async def _flush(self) -> None:
        await self._channel.write(self._h2.data_to_send())


def _whole(stream: _Stream) -> Request:
    pseudo = {name: value for name, value in stream.headers if name.startswith(":")}
    target = urlsplit(pseudo.get(":path", "/"))
    headers = tuple(pair for pair in stream.headers if not pair[0].startswith(":"))
    return Request(pseudo.get(":method", ""), pseudo.get(":authority", ""), target.path, headers, bytes(stream.body), target.query)
