"""The proxy's side: every way to fail makes the texts Unscanned."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from detectors.finding import Finding
from gateway.detection import client as client_module
from gateway.detection.batches import BATCH_CHARACTERS
from gateway.detection.cache import ScanCache
from gateway.detection.client import DetectionClient
from gateway.detection.frames import scan_to_json
from gateway.framing import length, pack
from gateway.model import Scan, Unscanned

type Behaviour = Callable[[dict[str, object], asyncio.StreamWriter], Awaitable[None]]
FOUND = Finding("PERSON", 0, 3, 0.9, "test")


async def honest(message: dict[str, object], writer: asyncio.StreamWriter) -> None:
    texts = message["texts"]
    assert isinstance(texts, list)
    scans = [scan_to_json((FOUND,) if "Jan" in text else ()) for text in texts]
    writer.write(pack({"id": message["id"], "scans": scans}))


async def silent(message: dict[str, object], writer: asyncio.StreamWriter) -> None:
    del message, writer


async def dying(message: dict[str, object], writer: asyncio.StreamWriter) -> None:
    del message
    writer.close()


async def short(message: dict[str, object], writer: asyncio.StreamWriter) -> None:
    writer.write(pack({"id": message["id"], "scans": []}))


async def nonsense(message: dict[str, object], writer: asyncio.StreamWriter) -> None:
    writer.write(pack({"id": message["id"], "scans": [[{"entity": "PERSON"}]]}))


async def garbage(message: dict[str, object], writer: asyncio.StreamWriter) -> None:
    del message
    writer.write(b"\x00\x00\x00\x05{{{{{")


@asynccontextmanager
async def process(behaviour: Behaviour, *, deadline: float, queue: int) -> AsyncIterator[tuple[DetectionClient, list[int]]]:
    """A process that behaves so, a client of it, and the numbers of the messages it saw."""
    seen: list[int] = []
    writers: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        try:
            while True:
                message = json.loads(await reader.readexactly(length(await reader.readexactly(4))))
                seen.append(message["id"])
                await behaviour(message, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    with TemporaryDirectory() as folder:
        path = Path(folder) / "s"
        server = await asyncio.start_unix_server(serve, str(path))
        client = DetectionClient([path], deadline=deadline, queue=queue, cache=ScanCache("1"))
        yield client, seen
        await client.close()
        server.close()
        for writer in writers:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()
        await asyncio.sleep(0)


def ask(behaviour: Behaviour, texts: list[str], *, deadline: float = 60, times: int = 1) -> tuple[list[list[Scan]], int]:
    """Asks a process that behaves so; returns the answers and how many messages it saw."""

    async def main() -> tuple[list[list[Scan]], int]:
        async with process(behaviour, deadline=deadline, queue=4) as (client, seen):
            return [await client(texts) for _ in range(times)], len(seen)

    return asyncio.run(main())


def test_scans_come_back_in_order() -> None:
    """One scan per text."""
    answers, _ = ask(honest, ["x", "Jan", "y"])
    assert answers == [[(), (FOUND,), ()]]


def test_a_text_is_scanned_once() -> None:
    """A chat resends its history: what was judged is not sent again."""
    answers, seen = ask(honest, ["x", "Jan"], times=3)
    assert answers == [[(), (FOUND,)]] * 3
    assert seen == 1


FAILURES = [
    (silent, "deadline", 0.2, "no answer in time"),
    (dying, "process_gone", 60, "the process ends, twice"),
    (short, "broken_answer", 60, "fewer scans than texts"),
    (nonsense, "broken_answer", 60, "not a finding"),
    (garbage, "process_gone", 60, "not a frame"),
]


@pytest.mark.parametrize(("behaviour", "reason", "deadline", "why"), FAILURES, ids=[row[3] for row in FAILURES])
def test_every_failure_is_unscanned(behaviour: Behaviour, reason: str, deadline: float, why: str) -> None:
    """Fail closed: not scanned is never clean, and is not remembered."""
    answers, _ = ask(behaviour, ["a", "b"], deadline=deadline, times=2)
    assert answers == [[Unscanned(reason)] * 2] * 2, why


def test_no_process_at_all(tmp_path: Path) -> None:
    """A missing socket is a missing scan."""
    client = DetectionClient([tmp_path / "none"], deadline=60, queue=4, cache=ScanCache("1"))
    assert asyncio.run(client(["a"])) == [Unscanned("process_gone")]


BATCH = "x" * BATCH_CHARACTERS
ADMISSION = [
    ([BATCH, BATCH, BATCH, "a"], ["deadline", "deadline", "queue_full", "deadline"], "long ones fill half of the queue"),
    ([BATCH * 3, BATCH, "a"], ["deadline", "queue_full", "deadline"], "long ones fill no memory"),
    ([BATCH * 9, "a"], ["deadline", "deadline"], "one may be longer than all together may be"),
    (["a", "b", "c", "d", BATCH], ["deadline"] * 4 + ["queue_full"], "the queue is for all"),
]


@pytest.mark.parametrize(("texts", "reasons", "why"), ADMISSION, ids=[row[2] for row in ADMISSION])
def test_long_requests_leave_room_for_short_ones(texts: list[str], reasons: list[str], why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits is bounded in characters too, and a short request is not refused for the long ones' sake."""
    monkeypatch.setattr(client_module, "WAITING_CHARACTERS", 3 * len(BATCH))

    async def main() -> list[list[Scan]]:
        async with process(silent, deadline=0.3, queue=4) as (client, _):
            return list(await asyncio.gather(*(client([text]) for text in texts)))

    assert [scan for (scan,) in asyncio.run(main())] == [Unscanned(reason) for reason in reasons], why


def test_a_failed_batch_fails_its_own_texts() -> None:
    """Texts of one request that were scanned before another batch ended its process keep their scans."""

    async def moody(message: dict[str, object], writer: asyncio.StreamWriter) -> None:
        texts = message["texts"]
        assert isinstance(texts, list)
        await (dying if texts[0] == BATCH else honest)(message, writer)

    answers, _ = ask(moody, ["Jan", BATCH, "y"])
    assert answers == [[(FOUND,), Unscanned("process_gone"), ()]]


def test_the_queue_is_bounded() -> None:
    """Over the bound nobody waits: the request is not scanned."""

    async def main() -> list[list[Scan]]:
        async with process(silent, deadline=0.3, queue=2) as (client, _):
            return list(await asyncio.gather(*(client([str(n)]) for n in range(4))))

    answers = asyncio.run(main())
    assert sorted(str(scan.reason) for (scan,) in answers if isinstance(scan, Unscanned)) == ["deadline"] * 2 + ["queue_full"] * 2
