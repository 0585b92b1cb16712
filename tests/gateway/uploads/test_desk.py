"""The desk, with the small parts of the test around it. The wire is tested in tests/gateway/proxy/test_uploads.py."""

from __future__ import annotations

import asyncio
import gzip
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from allowlist.answers import Approved, Role
from gateway.extract.uploads.api import Incoming, Outgoing
from gateway.extract.uploads.registry import protocols
from gateway.model import Answer, OpaqueBody, OpaqueReason
from gateway.pipeline import Request
from gateway.uploads.database import Database
from gateway.uploads.desk import Desk, Leaves, Unheld
from gateway.uploads.limits import Limits
from gateway.uploads.sender import SendError
from gateway.uploads.store import Store
from support.wire import head

TOOL = Approved("gemini-api", "files", Role.UPLOAD, "", "google_upload")
ME = b"me"
STOPPED = Answer(403, (), b"")


class Judging:
    """Stops what holds a word, and writes down what it saw."""

    def __init__(self) -> None:
        self.seen: list[bytes] = []
        self.opaques: list[OpaqueReason] = []

    async def judge(self, request: Request) -> Answer | None:
        self.seen.append(request.raw)
        return STOPPED if b"secret" in request.raw else None

    async def opaque(self, reason: OpaqueReason) -> Answer:
        self.opaques.append(reason)
        return Answer(403, (("reason", reason.value),), b"")


class Sending:
    """Says that everything arrived, or that nothing did."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []
        self.broken = False

    async def __call__(self, request: Request, person: bytes, requests: Sequence[Outgoing]) -> Sequence[Incoming]:
        if self.broken:
            raise SendError("broken")
        self.sent += requests
        return [Incoming(200, {}, b'{"id":"part_theirs"}') for _ in requests]


@pytest.fixture
def sending() -> Sending:
    return Sending()


@pytest.fixture
def desk(tmp_path: Path, sending: Sending) -> Iterator[Desk]:
    database = Database(tmp_path)
    made = Desk(protocols(), Store(database, Limits(whole=1000)), sending)
    yield made
    made.close()
    database.close()


def take(
    desk: Desk, judging: Judging, content: bytes, *headers: tuple[str, str], path: str = "/upload/x", who: bytes = ME, **more: str
) -> Answer | Leaves:
    request = Request(head(*headers, path=path, **more), content, TOOL, 1000)
    found = desk.recognise(request.head)
    assert found is not None
    return asyncio.run(desk.take(request, found, who, judging))


def google(command: str, offset: int) -> list[tuple[str, str]]:
    return [("x-goog-upload-command", command), ("x-goog-upload-offset", str(offset))]


def test_the_whole_is_judged_once(desk: Desk) -> None:
    """No piece is judged by itself; the whole is, and leaves under the head of a whole."""
    judging = Judging()
    assert isinstance(take(desk, judging, b"sec", *google("upload", 0)), Answer)
    assert not judging.seen
    assert take(desk, judging, b"ret", *google("upload, finalize", 3)) == STOPPED
    assert judging.seen == [b"secret"]
    take(desk, judging, b"cle", *google("upload", 0))
    left = take(desk, judging, b"an", *google("upload, finalize", 3))
    assert isinstance(left, Leaves)
    assert left.body == b"clean"
    assert left.head is not None
    assert left.head.header("x-goog-upload-offset") == "0"


def test_persons_are_apart(desk: Desk) -> None:
    """Another person's piece is not put behind mine, although it has my address."""
    judging = Judging()
    take(desk, judging, b"abc", *google("upload", 0))
    other = take(desk, judging, b"def", *google("upload, finalize", 3), who=b"you")
    assert isinstance(other, Answer)
    assert other.status == 404


def test_codings(desk: Desk) -> None:
    """A piece in a content coding counts by what it holds; one that cannot be decoded is opaque."""
    judging = Judging()
    take(desk, judging, gzip.compress(b"sec"), ("content-encoding", "gzip"), *google("upload", 0))
    assert take(desk, judging, b"ret", *google("upload, finalize", 3)) == STOPPED
    with pytest.raises(OpaqueBody):
        take(desk, judging, b"x", ("content-encoding", "gzip"), *google("upload", 0))


def test_unheld(desk: Desk) -> None:
    """A piece of a protocol that nobody knows is opaque; a whole file is nobody's business here."""
    assert desk.recognise(head(("content-range", "bytes 0-9/20"), method="PUT")) == Unheld()
    assert desk.recognise(head(("content-type", "text/plain"), method="PUT")) is None
    answer = take(desk, Judging(), b"x", ("content-range", "bytes 0-9/20"), method="PUT")
    assert answer == Answer(403, (("reason", "unknown_document"),), b"")


def form(content: bytes) -> bytes:
    return b'--b\r\nContent-Disposition: form-data; name="data"; filename="f"\r\n\r\n' + content + b"\r\n--b--\r\n"


def part(desk: Desk, judging: Judging, content: bytes) -> str:
    answer = take(desk, judging, form(content), ("content-type", "multipart/form-data; boundary=b"), path="/v1/uploads/u/parts")
    assert isinstance(answer, Answer)
    return answer.body.decode().split('"id": "')[1].split('"')[0]


def test_sent_ahead(desk: Desk, sending: Sending) -> None:
    """Where parts go ahead, both the end and the whole are judged before the first of them."""
    judging = Judging()
    ids = [part(desk, judging, content) for content in (b"clean ", b"file")]
    end = f'{{"part_ids":["{ids[0]}","{ids[1]}"]}}'.encode()
    left = take(desk, judging, end, path="/v1/uploads/u/complete")
    assert left == Leaves(b'{"part_ids": ["part_theirs"]}')
    assert judging.seen == [end, b"clean file"]
    assert len(sending.sent) == 1


@pytest.mark.parametrize(("content", "more"), [(b"a secret", b""), (b"clean", b',"md5":"secret"')], ids=["the whole", "the end"])
def test_nothing_is_sent_ahead_of_a_block(desk: Desk, sending: Sending, content: bytes, more: bytes) -> None:
    """A finding in either stops both, and what was held is forgotten."""
    judging = Judging()
    end = b'{"part_ids":["' + part(desk, judging, content).encode() + b'"]' + more + b"}"
    assert take(desk, judging, end, path="/v1/uploads/u/complete") == STOPPED
    assert not sending.sent
    gone = take(desk, judging, end, path="/v1/uploads/u/complete")
    assert isinstance(gone, Answer)
    assert gone.status == 404


def test_a_provider_that_is_not_reached(desk: Desk, sending: Sending) -> None:
    """The end is refused once."""
    judging = Judging()
    sending.broken = True
    end = b'{"part_ids":["' + part(desk, judging, b"clean").encode() + b'"]}'
    answer = take(desk, judging, end, path="/v1/uploads/u/complete")
    assert isinstance(answer, Answer)
    assert answer.status == 400


def test_tending(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits too long goes by itself."""
    monkeypatch.setattr("gateway.uploads.desk.SWEEP_SECONDS", 0.01)
    take(desk, Judging(), b"abc", *google("upload", 0))
    held = [path for path in tmp_path.iterdir() if "index" not in path.name]
    assert held
    monkeypatch.setattr(desk._store, "_clock", lambda: time.time() + 10_000)

    async def tended() -> None:
        tending = asyncio.create_task(desk.tend())
        while any(path.exists() for path in held):  # noqa: ASYNC110 - the disk tells nobody
            await asyncio.sleep(0.01)
        tending.cancel()

    asyncio.run(asyncio.wait_for(tended(), 60))


def test_pieces_on_two_nodes(tmp_path: Path, sending: Sending) -> None:
    """What a balancer sends to another node than its beginning leaves from neither: recorded there, and the client begins again."""
    nodes = []
    for name in ("one", "two"):
        database = Database(tmp_path / name)
        nodes.append((Desk(protocols(), Store(database, Limits(whole=1000)), sending), Judging(), database))
    (one, first, _), (two, second, _) = nodes
    take(one, first, b"sec", *google("upload", 0))
    answer = take(two, second, b"ret", *google("upload, finalize", 3))
    assert isinstance(answer, Answer)
    assert answer.status == 404
    part(one, first, b"sec")
    left = take(two, second, b'{"part_ids": ["part_a"]}', ("content-type", "application/json"), path="/v1/uploads/u/complete")
    assert isinstance(left, Answer)
    assert left.status == 404
    assert (first.opaques, second.opaques) == ([], [OpaqueReason.MISSING_PIECES] * 2)
    assert not sending.sent
    for desk, _, database in nodes:
        desk.close()
        database.close()
