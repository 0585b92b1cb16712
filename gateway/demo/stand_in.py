"""The stand-in AI provider as a process: TLS on loopback, HTTP/1.1 and HTTP/2, a certificate for any name it is asked for.

python -m gateway.demo.stand_in --port PORT --data DIR [--control-port PORT]

Writes its CA to DIR/stand-in-ca.pem, then DIR/stand-in.json with the ports it listens on (a port may be 0). Only with a control port
is anything recorded, and then in memory. Prints nothing. Ends on SIGTERM or SIGINT, or when the process that started it is gone.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import socket
import ssl
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from gateway.demo import control, http1, http2, provider
from gateway.demo.certificates import Authority, Contexts
from gateway.demo.channel import READ, Channel
from gateway.demo.exchange import Reply, Request
from gateway.demo.recorder import Recorder, Tape

CA_FILE = "stand-in-ca.pem"
PORTS_FILE = "stand-in.json"
TLS_HANDSHAKE = 0x16
"""First byte of a TLS record that opens a connection (RFC 8446, 5.1)."""

PARENT_CHECK_SECONDS = 1.0
ENDED = (ConnectionError, ssl.SSLError, TimeoutError, OSError)


class StandIn:
    """The provider's listener and its control port."""

    def __init__(self, authority: Authority, *, keep: bool) -> None:
        self.recorder = Recorder(keep)
        self.contexts = Contexts(authority)
        self._gate = asyncio.Semaphore(0)
        self._tasks: set[asyncio.Task[None]] = set()

    async def listen(self, port: int) -> socket.socket:
        """Accepts providers' connections on a loopback port until the loop ends. Returns the listening socket."""
        listening = socket.create_server(("127.0.0.1", port), backlog=512)
        listening.setblocking(False)
        self._keep(asyncio.create_task(self._accept(listening)))
        return listening

    async def control(self, port: int) -> asyncio.Server:
        """Listens on the control port."""
        answer = control.application(self.recorder, self._release, self._show)

        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with suppress(*ENDED):
                await http1.serve(Channel(reader, writer, answer, lambda _: None, lambda: None, self._released))
            writer.close()

        return await asyncio.start_server(talk, "127.0.0.1", port)

    async def _accept(self, listening: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            connection, _ = await loop.sock_accept(listening)
            self._keep(asyncio.create_task(self._connection(connection, self.recorder.connected())))

    async def _connection(self, connection: socket.socket, tape: Tape) -> None:
        """Counts the connection before a byte is read; what is not TLS is put on the tape and closed."""
        try:
            await _readable(connection)
            first = connection.recv(1, socket.MSG_PEEK)
            if first != bytes([TLS_HANDSHAKE]):
                self.recorder.unsecured(tape, connection.recv(READ) if first else b"")
                connection.close()
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            reader = asyncio.StreamReader()

            def secured(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                self._keep(asyncio.create_task(self._talk(reader, writer, tape)))

            loop = asyncio.get_running_loop()
            protocol = asyncio.StreamReaderProtocol(reader, secured)
            await loop.connect_accepted_socket(lambda: protocol, connection, ssl=self.contexts.default)
        except ENDED:
            connection.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, tape: Tape) -> None:
        secure: ssl.SSLObject = writer.get_extra_info("ssl_object")
        version = "2" if secure.selected_alpn_protocol() == "h2" else "1.1"
        self.recorder.handshaken(tape, self.contexts.names.get(secure, ""))

        def heard(data: bytes) -> None:
            self.recorder.received(tape, data)

        def answer(request: Request) -> Reply:
            self.recorder.understood(tape, request, version)
            return provider.answer(request)

        channel = Channel(reader, writer, answer, heard, self.recorder.began, self._released)
        with suppress(*ENDED):
            await (http2.Session(channel).serve() if version == "2" else http1.serve(channel))
        self.recorder.closed(tape)
        writer.close()

    async def _released(self) -> None:
        await self._gate.acquire()

    def _release(self, one: bool) -> None:
        if one:
            self._gate.release()
        else:
            self._gate = asyncio.Semaphore(0)

    def _show(self, mode: str) -> None:
        self.contexts.certificate = mode

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _readable(connection: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    ready: asyncio.Future[None] = loop.create_future()
    loop.add_reader(connection, ready.set_result, None)
    ready.add_done_callback(lambda _: loop.remove_reader(connection))
    await ready


async def run(port: int, data: Path, control_port: int | None, only: str | None = None) -> None:
    """Runs until told to end."""
    ending = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ending.set)
    (data / PORTS_FILE).unlink(missing_ok=True)  # an earlier run's
    authority = Authority(only=only)
    stand_in = StandIn(authority, keep=control_port is not None)
    (data / CA_FILE).write_bytes(authority.pem())
    listening = await stand_in.listen(port)
    ports = {"port": listening.getsockname()[1], "control_port": None}
    if control_port is not None:
        server = await stand_in.control(control_port)
        ports["control_port"] = server.sockets[0].getsockname()[1]
    ready = data / f"{PORTS_FILE}.new"
    ready.write_text(json.dumps(ports), encoding="ascii")
    ready.replace(data / PORTS_FILE)
    parent = os.getppid()
    while not ending.is_set() and os.getppid() == parent:
        with suppress(TimeoutError):
            await asyncio.wait_for(ending.wait(), PARENT_CHECK_SECONDS)


def main(argv: Sequence[str] | None = None) -> int:
    """Reads the command line and runs."""
    parser = argparse.ArgumentParser(prog="stand_in", description="A local stand-in for an AI provider.")
    parser.add_argument("--port", type=int, required=True, help="loopback port of the provider; 0 lets the system choose")
    parser.add_argument("--data", type=Path, required=True, help="folder for its CA and its ports")
    parser.add_argument("--control-port", type=int, help="loopback port to read the recording at; without it nothing is recorded")
    parser.add_argument("--only", metavar="HOST", help="its authority can sign for this name alone (RFC 5280, name constraints)")
    arguments = parser.parse_args(argv)
    asyncio.run(run(arguments.port, arguments.data, arguments.control_port, arguments.only))
    return 0


if __name__ == "__main__":
    sys.exit(main())
