"""Document processes for tests: a real nursery with the reader a test wants, and a client of it."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from gateway.documents.client import DocumentClient
from gateway.extract.documents.reader import Reader
from gateway.extract.documents.registry import documents
from gateway.model import File, FileRead, OpaqueBody, Segment, Where

NURSERY = """
import sys
from pathlib import Path
from gateway import nursery
from gateway.documents import worker
from gateway.documents.limits import Limits
{reader}
path, processes, deadline, memory, size = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])
limits = Limits(deadline, memory, size)
hooks = nursery.Hooks(lambda: print("ready", flush=True))
nursery.serve([nursery.listen(path)] * processes, lambda listener: worker.run(listener, read, limits, ocr=False, prepare=globals().get("prepare")), hooks)
"""

REAL = """
from gateway.extract.documents.reader import Reader
from gateway.extract.documents.registry import documents
read = Reader(documents(), None).read
"""
"""The product's own reader, without text recognition."""


@contextmanager
def nursery(
    reader: str = REAL, *, processes: int = 1, deadline: float = 20, memory: int = 1024 * 1024 * 1024, size: int = 200_000_000
) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """A running nursery and its socket. ``reader`` is Python that defines ``read``."""
    with TemporaryDirectory(prefix="celnice-") as folder:
        path = Path(folder) / "documents.sock"
        arguments = [str(path), str(processes), str(deadline), str(memory), str(size)]
        process = subprocess.Popen(
            [sys.executable, "-c", NURSERY.format(reader=reader), *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == "ready\n"
        try:
            yield process, path
        finally:
            process.terminate()
            process.wait(60)
            process.stdout.close()
            process.stderr.close()


def ask(path: Path, *contents: bytes, deadline: float = 30, queue: int = 99, size: int = 200_000_000, name: str = "") -> Sequence[FileRead]:
    """What these files hold, asked one after another."""

    async def main() -> list[FileRead]:
        client = DocumentClient(path, deadline=deadline, queue=queue, size=size)
        return [(await client([File((), content, "", name)]))[0] for content in contents]

    return asyncio.run(main())


def segments(content: bytes, media: str = "", name: str = "", recognise: Callable[[bytes], str] | None = None) -> tuple[Segment, ...]:
    """What the product's reader finds in a file, in this process."""
    return Reader(documents(), recognise).read(File((), content, media, name)).segments


def text(content: bytes, media: str = "", name: str = "", recognise: Callable[[bytes], str] | None = None) -> str:
    """All of it, a segment a line."""
    return "\n".join(segment.text for segment in segments(content, media, name, recognise))


def places(content: bytes, value: str, name: str = "") -> set[Where]:
    """Where a value stands."""
    found = segments(content, "", name, lambda _: "")
    return {segment.where_at(match.start()) for segment in found for match in re.finditer(re.escape(value), segment.text)}


def reason(content: bytes, media: str = "", name: str = "", recognise: Callable[[bytes], str] | None = None) -> str | None:
    """Why a file cannot be read; None when it can."""
    try:
        segments(content, media, name, recognise)
    except OpaqueBody as opaque:
        return opaque.reason.value
    return None
