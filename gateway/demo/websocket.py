"""WebSockets for the stand-in, on wsproto. Each message is told to the recorder as a request with the method ``MESSAGE``."""

from __future__ import annotations

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, BytesMessage, CloseConnection, Ping, TextMessage
from wsproto.utilities import LocalProtocolError, RemoteProtocolError

from gateway.demo.channel import Channel
from gateway.demo.exchange import Request

METHOD = "MESSAGE"
SAID = b'{"type":"celnice-stand-in","event":"done"}'
"""What the stand-in says to every message: so a client knows that it came through."""


def wanted(request: Request) -> bool:
    """Whether a request asks for a WebSocket (RFC 6455, 4.1)."""
    return request.method == "GET" and request.header("upgrade").lower() == "websocket"


async def serve(channel: Channel, request: Request) -> None:
    """Talks on one connection until it ends."""
    connection = WSConnection(ConnectionType.SERVER)
    target = f"{request.path}?{request.query}" if request.query else request.path
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in request.headers]
    try:
        connection.initiate_upgrade_connection(headers, target)
        offered = [name.strip() for name in request.header("sec-websocket-protocol").split(",") if name.strip()]
        await channel.write(connection.send(AcceptConnection(subprotocol=offered[0] if offered else None)))
        while data := await channel.read():
            connection.receive_data(data)
            if await _events(connection, channel, request):
                return
    except (LocalProtocolError, RemoteProtocolError):
        return


async def _events(connection: WSConnection, channel: Channel, request: Request) -> bool:
    """Answers what came; True at the end."""
    for event in connection.events():
        match event:
            case TextMessage() | BytesMessage():
                content = event.data.encode() if isinstance(event, TextMessage) else bytes(event.data)
                channel.answer(Request(METHOD, request.host, request.path, (), content))
                if event.message_finished:
                    await channel.write(connection.send(TextMessage(SAID.decode())))
            case Ping():
                await channel.write(connection.send(event.response()))
            case CloseConnection():
                await channel.write(connection.send(event.response()))
                return True
            case _:
                pass
    return False
