"""The event stream, over a real socket and by itself."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from gateway.console.stream import BATCH, Start, frames
from gateway.console.tail import MAX_STREAMS, Tail
from gateway.feeds import sse
from support.console import BEARER, Client, MemoryStore, Parts, StoreAway, Wanted, event, served

STREAM = "/api/v1/events/stream"


def messages(lines: Iterator[str], count: int) -> list[tuple[str, dict[str, Any]]]:
    """The next (id, data) pairs of a stream; a client that reads as browsers do."""
    found: list[tuple[str, dict[str, Any]]] = []
    identity = ""
    for line in lines:
        if line.startswith("id: "):
            identity = line.removeprefix("id: ")
        elif line.startswith("data: "):
            found.append((identity, json.loads(line.removeprefix("data: "))))
            if len(found) == count:
                return found
    return found


def test_events_come_live_and_a_lost_client_resumes() -> None:
    """A stream starts at the end, brings what comes, and goes on after ``Last-Event-ID`` without gap or repeat."""
    parts = Parts(store=MemoryStore(event(1), event(2)))
    with served(parts.app(poll_seconds=0.01)) as base, httpx.Client(base_url=base, headers=BEARER, timeout=60, trust_env=False) as client:
        with client.stream("GET", STREAM) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            assert answer.headers["cache-control"] == "no-store"
            lines = answer.iter_lines()
            assert next(lines) == f"retry: {sse.RETRY_MILLISECONDS}"
            parts.store.add(event(3))
            parts.store.add(event(4))
            assert [(identity, one["data"]["id"]) for identity, one in messages(lines, 2)] == [("c3", "evt-3"), ("c4", "evt-4")]
        parts.store.add(event(5))
        with client.stream("GET", STREAM + "?after=c0", headers={"Last-Event-ID": "c3"}) as answer:
            found = messages(answer.iter_lines(), 2)
        assert [one["data"]["id"] for _, one in found] == ["evt-4", "evt-5"], "Last-Event-ID counts more than the address"
        assert found[0][1]["specversion"] == "1.0"
        assert "digest" not in json.dumps(found)
    assert parts.streams[-1] == 0, "every stream was counted out again"


def test_filters_and_a_start_hold_in_a_stream() -> None:
    """``after`` reads the past first, and filters leave out the rest."""
    store = MemoryStore(*(event(number, tool="anthropic" if number % 2 else "openai") for number in range(1, 2 * BATCH + 20)))
    with (
        served(Parts(store=store).app(poll_seconds=0.01)) as base,
        httpx.stream("GET", f"{base}{STREAM}?after=c0&tool=anthropic", headers=BEARER, timeout=60, trust_env=False) as answer,
    ):
        found = messages(answer.iter_lines(), BATCH + 10)
    assert [one["data"]["id"] for _, one in found] == [f"evt-{number}" for number in range(1, 2 * BATCH + 20, 2)]


def test_shutting_down_ends_a_stream_cleanly() -> None:
    """A stop ends open streams at once: the client sees a whole answer, not a torn one."""
    parts = Parts()
    with httpx.Client(headers=BEARER, timeout=60, trust_env=False) as client:
        with served(parts.app(poll_seconds=0.01)) as base:
            request = client.build_request("GET", base + STREAM)
            answer = client.send(request, stream=True)
            lines = answer.iter_lines()
            next(lines)
        assert list(lines)[-1] == "", "the chunked body ends properly, or this raises"
        answer.close()


@pytest.mark.parametrize("cursor", ["nonsense", "e1"])
def test_a_foreign_last_event_id_is_400(cursor: str) -> None:
    """A cursor of another store is refused rather than read as the beginning."""
    answer = Client(Parts().app()).get(STREAM, headers={**BEARER, "Last-Event-ID": cursor})
    assert answer.json()["code"] == "bad_cursor"


def test_streams_are_limited() -> None:
    """Over the limit a further stream is 503 with a time to come again."""
    app = Parts().app()
    app.state.tail.streams = MAX_STREAMS
    answer = Client(app).get(STREAM, headers=BEARER)
    assert answer.status_code == 503
    assert answer.json()["code"] == "too_many_streams"
    assert "retry-after" in answer.headers


async def _collected(parts: Parts, tail: Tail, count: int, heartbeat: float) -> list[bytes]:
    start = Start("c0", parts.store.page("c0", BATCH, Wanted()), tail.moved())
    found = []
    async for frame in frames(parts.ports(), tail, start, Wanted(), heartbeat):
        found.append(frame)
        if len(found) == count:
            break
    return found


def test_a_quiet_stream_beats() -> None:
    """With nothing to say it sends comments, which no client takes for events."""
    parts = Parts()
    found = asyncio.run(_collected(parts, Tail(parts.store.end), 3, 0.01))
    assert found[1:] == [sse.HEARTBEAT, sse.HEARTBEAT]


def test_a_lost_store_ends_the_stream() -> None:
    """When the store cannot be read the stream ends, and the client comes again from where it was."""
    parts = Parts(store=MemoryStore(event(1)))

    async def run() -> list[bytes]:
        tail = Tail(parts.store.end, (StoreAway,), poll_seconds=0.005)
        start = Start("c0", parts.store.page("c0", BATCH, Wanted()), tail.moved())
        parts.store.away = True
        return [frame async for frame in frames(parts.ports(), tail, start, Wanted(), 5)]

    found = asyncio.run(run())
    assert found[0].startswith(b"retry:")
    assert found[-1].startswith(b"id: c1"), "what was read before is still sent"


def test_an_event_between_reading_and_waiting_is_not_missed() -> None:
    """The tail's move is taken before the page is read, so an event that comes in between wakes the stream."""
    parts = Parts(store=MemoryStore(event(1)))

    async def run() -> bytes:
        tail = Tail(parts.store.end, poll_seconds=0.005)
        async with tail.follow():  # another stream, so that the poller already knows the end
            moved = tail.moved()
            page = parts.store.page("c1", BATCH, Wanted())
            parts.store.add(event(2))
            await moved.wait()
            async for frame in frames(parts.ports(), tail, Start("c1", page, moved), Wanted(), 60):
                if b"evt-2" in frame:
                    return frame
        raise AssertionError

    assert b"id: c2" in asyncio.run(asyncio.wait_for(run(), 60))


@pytest.mark.parametrize(("stands", "ended"), [(True, False), (False, True)])
def test_a_stream_ends_with_the_session_of_its_reader(stands: bool, ended: bool) -> None:
    """Somebody who was signed out reads no further, however long the page stays open."""

    async def main() -> bool:
        async def still() -> bool:
            return stands

        store = MemoryStore(event(1))
        ports = Parts(store=store).ports()
        tail = Tail(store.end, (StoreAway,), poll_seconds=0.01)
        made = frames(ports, tail, Start("c1", store.page("c1", BATCH, Wanted()), tail.moved()), Wanted(), 0.0, still)
        try:
            for _ in range(4):
                await anext(made)
        except StopAsyncIteration:
            return True
        finally:
            await made.aclose()
        return False

    assert asyncio.run(main()) is ended
