"""The proxy's side: every way to fail is a reason, and nothing is waited for without end."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from gateway.documents.client import DocumentClient
from gateway.extract.documents.pdf import Pdf
from gateway.framing import length, pack
from gateway.model import Extracted, File, FileRead, OpaqueReason
from support.documents import ask, nursery
from support.pdf import pdf

type Behaviour = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]


async def honest(content: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(pack({"read": [[content.decode(), [["page", 1]], []]], "joins": [], "asked": [[], False, []]}))


async def silent(content: bytes, writer: asyncio.StreamWriter) -> None:
    del content, writer


async def closing(content: bytes, writer: asyncio.StreamWriter) -> None:
    del content
    writer.close()


async def nonsense(content: bytes, writer: asyncio.StreamWriter) -> None:
    del content
    writer.write(pack({"read": [[1]]}))


async def garbage(content: bytes, writer: asyncio.StreamWriter) -> None:
    del content
    writer.write(b"\x00\x00\x00\x05{{{{{")


async def boast(content: bytes, writer: asyncio.StreamWriter) -> None:
    del content
    writer.write(b"\xff\xff\xff\xff")


async def moody(content: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(pack({"opaque": "encrypted"} if content == b"locked" else {"read": [], "joins": [], "asked": [[], False, []]}))


@asynccontextmanager
async def process(behaviour: Behaviour) -> AsyncIterator[tuple[Path, list[bytes]]]:
    seen: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = json.loads(await reader.readexactly(length(await reader.readexactly(4))))
            content = await reader.readexactly(head["size"])
            seen.append(content)
            await behaviour(content, writer)
            await reader.read()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    with TemporaryDirectory() as folder:
        path = Path(folder) / "s"
        server = await asyncio.start_unix_server(serve, str(path))
        yield path, seen
        server.close()
        await server.wait_closed()  # a connection that is still open when the loop ends is a warning, in whatever test comes then


def files(*contents: bytes) -> list[File]:
    return [File((), content) for content in contents]


def run(
    behaviour: Behaviour, *contents: bytes, deadline: float = 60, queue: int = 9, size: int = 99, at_once: int = 1
) -> tuple[list[FileRead], list[bytes], list[str]]:
    async def main() -> tuple[list[FileRead], list[bytes], list[str]]:
        counted: list[str] = []
        async with process(behaviour) as (path, seen):
            client = DocumentClient(path, deadline=deadline, queue=queue, size=size, at_once=at_once, counted=counted.append)
            reads = list(await client(files(*contents)))
            assert client.pending == 0
            return reads, seen, counted

    return asyncio.run(main())


def test_files_come_back_in_order() -> None:
    """One answer per file, with its places."""
    reads, _, counted = run(honest, b"a", b"b", b"c", at_once=2)
    assert [read.segments[0].text for read in reads if isinstance(read, Extracted)] == ["a", "b", "c"]
    assert counted == ["read"] * 3


FAILURES = [
    (silent, "no answer in time"),
    (closing, "the process ends"),
    (nonsense, "not what a file holds"),
    (garbage, "not JSON"),
    (boast, "a frame over the limit"),
]


@pytest.mark.parametrize(("behaviour", "why"), FAILURES, ids=[row[1] for row in FAILURES])
def test_every_failure_is_a_reason(behaviour: Behaviour, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail closed: a file that was not read is never empty."""
    monkeypatch.setattr("gateway.documents.client.SPARE_SECONDS", 0)
    reads, _, counted = run(behaviour, b"a", deadline=0.2)
    assert reads == [OpaqueReason.DOCUMENT_LIMIT], why
    assert counted == ["document_limit"]


def test_no_process_at_all(tmp_path: Path) -> None:
    """A missing socket is a missing reading."""
    assert ask(tmp_path / "none", b"a") == [OpaqueReason.DOCUMENT_LIMIT]


def test_a_file_over_the_limit_is_not_sent() -> None:
    """Nor does it wait."""
    reads, seen, _ = run(honest, b"x" * 100)
    assert reads == [OpaqueReason.DOCUMENT_LIMIT]
    assert seen == []


def test_after_the_first_failure_no_more_is_read() -> None:
    """The request is opaque anyway, and the reason is that file's."""
    reads, seen, _ = run(moody, b"ok", b"locked", b"ok", b"ok")
    assert isinstance(reads[0], Extracted)
    assert reads[1:] == [OpaqueReason.ENCRYPTED, OpaqueReason.DOCUMENT_LIMIT, OpaqueReason.DOCUMENT_LIMIT]
    assert seen == [b"ok", b"locked"]


def test_the_queue_is_bounded() -> None:
    """Over the bound nobody waits."""

    async def main() -> list[FileRead]:
        async with process(silent) as (path, _):
            client = DocumentClient(path, deadline=0.2, queue=2, size=99)
            reads = await asyncio.gather(*(client(files(b"a")) for _ in range(4)))
            return [read for (read,) in reads]

    assert asyncio.run(main()) == [OpaqueReason.DOCUMENT_LIMIT] * 4


def test_health() -> None:
    """Alive while the socket takes connections; a busy process is healthy."""

    async def main(path: Path) -> tuple[bool, dict[str, object]]:
        client = DocumentClient(path, deadline=0, queue=0, size=0)
        return await client.alive(), await client.health()

    with nursery() as (_, path):
        assert asyncio.run(main(path)) == (True, {"alive": True, "ocr": False})
    with pytest.raises(FileNotFoundError):
        asyncio.run(DocumentClient(path, deadline=0, queue=0, size=0).alive())


FREED = """
import sys
from pathlib import Path
from gateway.documents.client import give_back
kept, pieces = [], []
for number in range(1000):
    pieces.append(bytes(64 * 1024))
kept.append(bytes(64 * 1024))  # lies behind them all
pieces.clear()
give_back()
print(int(Path("/proc/self/statm").read_text().split()[1]) * 4096)
"""


def test_freed_memory_goes_back() -> None:
    """What a body in pieces took is the machine's again, though something small was made behind it."""
    sizes = []
    for program in (FREED.replace("range(1000)", "range(0)"), FREED):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
        sizes.append(int(done.stdout))
    assert sizes[1] - sizes[0] < 32 * 1024 * 1024  # of 65 MB


def test_a_file_is_put_together_again() -> None:
    """In a process of its own, with its values replaced; what cannot be, and what is too large, comes back as its reason."""

    async def main(path: Path) -> list[bytes | OpaqueReason]:
        client = DocumentClient(path, deadline=20, queue=9, size=99)
        made = [
            await client.rewrite(File((), content), [("Jana", "[OSOBA_1]")]) for content in (b"Jana a Janatka", b"PK\x03\x04", b"x" * 100)
        ]
        assert client.pending == 0
        return made

    with nursery() as (_, path):
        found = asyncio.run(main(path))
    assert found == [b"[OSOBA_1] a Janatka", OpaqueReason.UNKNOWN_DOCUMENT, OpaqueReason.DOCUMENT_LIMIT]
    assert asyncio.run(main(Path("/nowhere"))) == [OpaqueReason.DOCUMENT_LIMIT] * 3


def test_a_pdf_is_set_within_the_limits_of_a_process() -> None:
    """A document process, which may write no file and has its memory bounded, sets the text of a PDF anew."""
    source = pdf(["Zadost pani Jany Vzorove o povoleni, kterou podala na podatelne uradu.\nDruhy radek."])

    async def main(path: Path) -> bytes | OpaqueReason:
        return await DocumentClient(path, deadline=60, queue=9, size=1_000_000).rewrite(File((), source), [("Jany Vzorove", "[OSOBA_1]")])

    with nursery() as (_, path):
        made = asyncio.run(main(path))
    assert isinstance(made, bytes)
    assert "pani [OSOBA_1] o povoleni" in "".join(piece.text for piece in Pdf().read(made).pieces)
