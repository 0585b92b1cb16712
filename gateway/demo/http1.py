"""HTTP/1.1 for the stand-in, on h11; a WebSocket is handed on."""

from __future__ import annotations

from urllib.parse import urlsplit

import h11

from gateway.demo import websocket
from gateway.demo.channel import Channel
from gateway.demo.exchange import Reply, Request


async def serve(channel: Channel) -> None:
    """Answers requests on one connection until it ends."""
    connection = h11.Connection(h11.SERVER)
    try:
        while (request := await _request(connection, channel)) is not None:
            reply = channel.answer(request)
            if websocket.wanted(request):
                await websocket.serve(channel, request)
                return
            await _send(connection, channel, reply)
            if connection.our_state is not h11.DONE or connection.their_state is not h11.DONE:
                return
            connection.start_next_cycle()
    except h11.RemoteProtocolError as error:
        if connection.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            headers = [("content-length", "0"), ("connection", "close")]
            await channel.write(connection.send(h11.Response(status_code=error.error_status_hint, headers=headers)))


async def _request(connection: h11.Connection, channel: Channel) -> Request | None:
    head: h11.Request | None = None
    body = bytearray()
    begun = False
    while True:
        if connection.they_are_waiting_for_100_continue:
            await channel.write(connection.send(h11.InformationalResponse(status_code=100, headers=[])))
        event = connection.next_event()
        if event is h11.NEED_DATA:
            data = await channel.read()
            if data and not begun:
                begun = True
                channel.begun()
            connection.receive_data(data)
        elif isinstance(event, h11.Request):
            head = event
            if not begun:  # it came together with the one before
                begun = True
                channel.begun()
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, h11.EndOfMessage) and head is not None:
            return _whole(head, bytes(body))
        else:
            return None


def _whole(head: h11.Request, body: bytes) -> Request:
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in head.headers)
    target = urlsplit(head.target.decode("latin-1"))
    host = next((value for name, value in headers if name == "host"), "")
    return Request(head.method.decode("ascii"), host, target.path, headers, body, target.query)


async def _send(connection: h11.Connection, channel: Channel, reply: Reply) -> None:
    headers = [(name.encode("ascii"), value.encode("latin-1")) for name, value in reply.headers]
    await channel.write(connection.send(h11.Response(status_code=reply.status, headers=headers)))
    for part in reply.parts:
        if data := await channel.due(part):
            await channel.write(connection.send(h11.Data(data=data)))
    await channel.write(connection.send(h11.EndOfMessage()))
