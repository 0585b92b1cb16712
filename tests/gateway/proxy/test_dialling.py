"""The way out: public addresses only, by the parent where there is one, and a reason for each failure."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import socket
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest

from gateway.proxy import dialling
from gateway.proxy.dialling import DialError, Dialler, Unreached
from gateway.settings import Outbound

HOST = "api.example"


def resolving(*addresses: str) -> Callable[[str], Awaitable[Sequence[str]]]:
    async def resolve(host: str) -> Sequence[str]:
        if host == "nowhere.example":
            raise socket.gaierror(socket.EAI_NONAME, "name not known")
        return addresses

    return resolve


async def dial(
    outbound: dict[str, Any], addresses: Sequence[str], port: int, host: str = HOST, pinned: tuple[str, int] | None = None
) -> tuple[str, str]:
    """Our address and what the other side said first; a failure as its reason."""
    try:
        reader, writer = await Dialler(Outbound(**outbound), resolving(*addresses)).open(host, port, pinned=pinned)
    except DialError as error:
        return "failed", str(error)
    said = (await reader.readline()).decode()
    ours = writer.get_extra_info("sockname")[0]
    writer.close()
    await writer.wait_closed()
    return ours, said


def against(answer: bytes, run: Callable[[int], Awaitable[Any]]) -> tuple[Any, list[bytes]]:
    """Runs something beside a server on all of 127.0.0.0/8 that reads a head, where one comes at once, and answers; and what it heard."""
    heard: list[bytes] = []

    async def main() -> Any:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if answer.startswith(b"HTTP"):
                heard.append(await reader.readuntil(b"\r\n\r\n"))
            else:
                heard.append(b"")
            writer.write(answer)
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

        server = await asyncio.start_server(serve, "0.0.0.0", 0)
        try:
            return await run(server.sockets[0].getsockname()[1])
        finally:
            server.close()
            await server.wait_closed()

    return asyncio.run(main()), heard


@pytest.mark.parametrize(
    ("addresses", "private", "expected", "reason"),
    [
        (("127.0.0.1",), (), ("failed", "private_address"), "loopback: a stranger's DNS must not lead to this machine"),
        (("10.0.0.5",), (), ("failed", "private_address"), "the office's own network"),
        (("169.254.169.254",), (), ("failed", "private_address"), "a cloud's metadata service"),
        (("::1", "fd00::1", "fe80::1%eth0"), (), ("failed", "private_address"), "the same in IPv6"),
        (("::ffff:127.0.0.1",), (), ("failed", "private_address"), "IPv4 in IPv6 clothes"),
        (("64:ff9b::10.0.0.5", "2002:a00:5::", "64:ff9b:1::a00:5"), (), ("failed", "private_address"), "behind a translator or a tunnel"),
        (("fec0::1", "::10.0.0.5"), (), ("failed", "private_address"), "site-local and IPv4-compatible, which nobody uses any more"),
        (("100.64.0.1", "0.0.0.0", "224.0.0.1"), (), ("failed", "private_address"), "carrier's, unspecified, multicast"),
        (("127.0.0.1",), ("127.0.0.0/8",), ("127.0.0.1", "hello\n"), "listed"),
        (("10.0.0.5", "127.0.0.1"), ("127.0.0.1",), ("127.0.0.1", "hello\n"), "only the listed one of several"),
        ((), (), ("failed", "name"), "a name without an address"),
    ],
)
def test_private_addresses(addresses: Sequence[str], private: Sequence[str], expected: tuple[str, str], reason: str) -> None:
    """Only public addresses are dialled, and those that an administrator listed."""
    found, _ = against(b"hello\n", lambda port: dial({"private": private}, addresses, port))
    assert found == expected, reason


def test_a_pin_is_the_administrators_word() -> None:
    """An address of the register is dialled as it is, and no name is asked for."""
    found, _ = against(b"hello\n", lambda port: dial({}, (), 443, pinned=("127.0.0.1", port)))
    assert found == ("127.0.0.1", "hello\n")


def test_source_address() -> None:
    """Providers see the office's address; a family without one is not used, since it would leave by another."""
    more = {"private": ("127.0.0.0/8", "::1"), "source_addresses": ("127.0.0.77",)}
    found, _ = against(b"hello\n", lambda port: dial(more, ("::1", "127.0.0.1"), port))
    assert found == ("127.0.0.77", "hello\n")
    found, _ = against(b"hello\n", lambda port: dial(more, ("::1",), port))
    assert found == ("failed", "setup")


def test_the_next_address() -> None:
    """Where nobody listens at the first address, the second is dialled."""
    found, _ = against(b"hello\n", lambda port: dial({"private": ("::1", "127.0.0.0/8")}, ("::1", "127.0.0.1"), port))
    assert found == ("127.0.0.1", "hello\n")


def test_no_such_name() -> None:
    """A reason of its own."""
    assert asyncio.run(dial({}, (), 443, "nowhere.example")) == ("failed", "name")


CREDENTIALS = base64.b64encode(b"celnice:p\xc3\xa1sma").decode()


def test_the_parent_is_asked() -> None:
    """CONNECT by name, so that the parent resolves it, with the credentials; nothing is resolved here."""
    outbound = {"parent_user": "celnice", "parent_password": "pásma"}
    found, heard = against(
        b"HTTP/1.1 200 Connection established\r\nVia: squid\r\n\r\nhello\n",
        lambda port: dial({"parent": f"http://127.0.0.1:{port}", **outbound}, (), 443),
    )
    assert found == ("127.0.0.1", "hello\n")
    assert heard == [f"CONNECT {HOST}:443 HTTP/1.1\r\nHost: {HOST}:443\r\nProxy-Authorization: Basic {CREDENTIALS}\r\n\r\n".encode()]


@pytest.mark.parametrize(
    ("answer", "expected", "reason"),
    [
        (b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", Unreached.CREDENTIALS, "wrong name or password"),
        (b"HTTP/1.1 403 Forbidden\r\n\r\n", Unreached.DENIED, "its own rules"),
        (b"HTTP/1.1 503 Service Unavailable\r\n\r\n", Unreached.FAILED, "it did not reach the provider"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://x/\r\n\r\n", Unreached.PARENT, "a portal, no proxy"),
        (b"HTTP/1.1 100 Continue\r\n\r\n", Unreached.PARENT, "nothing that answers a CONNECT"),
        (b"HTTP/2 200\r\n\r\n", Unreached.PARENT, "another protocol"),
        (b"HTTP/1.1 200 OK\r\n", Unreached.PARENT, "a head that does not end"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000 + b"\r\n\r\n", Unreached.PARENT, "an endless head"),
    ],
)
def test_what_the_parent_answers(answer: bytes, expected: Unreached, reason: str) -> None:
    """Each refusal has its reason; nothing goes out directly instead."""
    found, heard = against(answer, lambda port: dial({"parent": f"http://127.0.0.1:{port}"}, ("127.0.0.1",), port))
    assert found == ("failed", expected.value), reason
    assert len(heard) == 1


def test_the_parent_is_down() -> None:
    """Nobody listens there: no direct way is tried, though there would be one."""
    found, heard = against(
        b"hello\n", lambda port: dial({"parent": "http://127.0.0.1:1", "private": ("127.0.0.0/8",)}, ("127.0.0.1",), port)
    )
    assert found == ("failed", "parent_down")
    assert heard == []


def test_a_silent_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that never answers is given up in time."""
    monkeypatch.setattr(dialling, "ALL_SECONDS", 0.2)

    async def main() -> tuple[str, str]:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read()
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        try:
            return await dial({"parent": f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"}, (), 443)
        finally:
            server.close()
            await server.wait_closed()

    assert asyncio.run(main()) == ("failed", "parent_down")


@pytest.mark.parametrize(
    ("direct", "pinned", "by_parent", "reason"),
    [
        ((), None, True, "everything goes by the parent"),
        ((HOST,), None, False, "the host is listed"),
        ((HOST.upper(),), None, False, "names have no case"),
        (("127.0.0.0/8",), True, False, "the pinned address is in a listed network"),
        ((f"sub.{HOST}",), None, True, "another name"),
    ],
)
def test_around_the_parent(direct: Sequence[str], pinned: bool | None, by_parent: bool, reason: str) -> None:
    """What the office lists is reached without the parent; nothing else is."""

    async def run(port: int) -> tuple[str, str]:
        outbound = {"parent": f"http://127.0.0.1:{port}", "direct": direct, "private": ("127.0.0.0/8",)}
        return await dial(outbound, ("127.0.0.1",), port, pinned=("127.0.0.1", port) if pinned else None)

    _, heard = against(b"HTTP/1.1 200 OK\r\n\r\nhello\n" if by_parent else b"hello\n", run)
    assert bool(heard[0]) is by_parent, reason
