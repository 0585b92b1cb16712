"""Files through the gateway: how long a large one takes, what small requests feel meanwhile, and the memory of a 100 MB upload."""

from __future__ import annotations

import http.client
import io
import random
import ssl
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from PIL import Image

from bench.prompts import text
from bench.report import Target
from bench.subjects import Load, Subject, gateway, memory

MB = 1_000_000
LARGEST = 110 * 1024 * 1024
PAGES = 200
PARAGRAPHS = 150
SAMPLE_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Figures:
    """Seconds of each file, milliseconds of small requests (p99), bytes of memory."""

    word: float
    pdf: float
    idle: float
    busy: float
    upload: int

    def line(self) -> str:
        """One line of the report."""
        small = f"small requests p99 {self.idle:.1f} ms idle, {self.busy:.1f} ms meanwhile"
        return (
            f"Documents: 10 MB docx {self.word:.1f} s, {PAGES}-page pdf {self.pdf:.1f} s; {small}; 100 MB upload +{self.upload / MB:.0f} MB"
        )

    def targets(self) -> list[Target]:
        """Of the documents' issue."""
        return [
            Target("a 10 MB docx", self.word, 10.0, at_least=False, unit="s"),
            Target(f"a {PAGES}-page pdf", self.pdf, 10.0, at_least=False, unit="s"),
            Target("p99 of a small request while documents are read, to idle", self.busy / self.idle, 3.0, at_least=False),
            Target("memory of a 100 MB upload", self.upload / MB, 300.0, at_least=False, unit="MB"),
        ]


def measure(folder: Path, upstream: Subject, client: Load) -> Figures:
    """Starts a gateway of its own, with a limit that lets 100 MB in."""
    with gateway(folder, upstream, 1, max_request_bytes=LARGEST) as gate:
        word, pdf, large = _word(), _pdf(), _large()
        _send(gate, _pdf(), "warm.pdf")
        small: dict[str, Any] = {"concurrency": 1, "length": 200}
        idle = client.measure(gate, seconds=3.0, **small)["p99"]
        seconds: list[float] = []
        threads = [
            threading.Thread(target=lambda file=file, name=name: seconds.append(_send(gate, file, name)))
            for file, name in ((word, "a.docx"), (pdf, "a.pdf"))
        ]
        for thread in threads:
            thread.start()
        busy = client.measure(gate, seconds=3.0, **small)["p99"]
        for thread in threads:
            thread.join()
        alone = _send(gate, _word(), "b.docx"), _send(gate, _pdf(), "b.pdf")
        with _most(gate) as most:
            _send(gate, large, "c.docx", expected=403)
    return Figures(*alone, idle, busy, most[0])


@contextmanager
def _most(gate: Subject) -> Iterator[list[int]]:
    """By how many bytes the gateway grows at most meanwhile, all its processes together."""
    before = sum(memory(gate.process).values())
    most, over = [0], threading.Event()

    def watch() -> None:
        while not over.wait(SAMPLE_SECONDS):
            most[0] = max(most[0], sum(memory(gate.process).values()) - before)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield most
    finally:
        over.set()
        watcher.join()


def _send(gate: Subject, content: bytes, name: str, expected: int = 200) -> float:
    """Uploads a file as OpenAI's SDK does; returns the seconds until the answer."""
    context = ssl.create_default_context(cafile=gate.ca)
    connection = http.client.HTTPSConnection("127.0.0.1", gate.port, context=context, timeout=300)
    connection.set_tunnel(gate.server_name, 443)
    head = f'--b0undary\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
    body = b"".join((head.encode(), content, b"\r\n--b0undary--\r\n"))
    started = time.perf_counter()
    connection.request("POST", "/v1/files", body, {"content-type": "multipart/form-data; boundary=b0undary"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != expected:
        raise RuntimeError(f"{name} was answered with {answer.status}")
    return time.perf_counter() - started


def _paragraph() -> str:
    return text(2000, f"žádost {random.random()}")


def _word(size: int = 10 * MB, photographs: int = 3) -> bytes:
    """A report: 300,000 characters, photographs, and up to its size pictures that are too low to be read."""
    document = docx.Document()
    for relation in [one for one in document.part.package.rels.values() if "thumbnail" in one.reltype]:
        del document.part.package.rels[relation.rId]
    document.core_properties.author = ""
    for _ in range(PARAGRAPHS):
        document.add_paragraph(_paragraph())
    for _ in range(photographs):
        small = Image.frombytes("RGB", (64, 48), random.randbytes(64 * 48 * 3)).resize((2400, 1800), Image.Resampling.BICUBIC)
        noise = Image.frombytes("RGB", small.size, random.randbytes(small.width * small.height * 3))
        out = io.BytesIO()
        Image.blend(small, noise, 0.3).save(out, "JPEG", quality=92)
        document.add_picture(out)
    out = io.BytesIO()
    document.save(out)
    left = size - out.tell()
    while left > 0:
        rows = min(left, 10 * MB) // 9
        picture = io.BytesIO()
        Image.frombytes("L", (rows, 9), random.randbytes(rows * 9)).save(picture, "PNG")
        document.add_picture(picture)
        left -= 10 * MB
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _pdf() -> bytes:
    """Pages of 2,000 characters."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    kids = []
    for _ in range(PAGES):
        words = _paragraph().encode("cp1252", "replace").decode("cp1252").replace("(", "").replace(")", "").replace("\n", " ")
        lines = " ".join(f"({words[at : at + 80]}) Tj T*" for at in range(0, len(words), 80))
        stream = f"BT /F 10 Tf 40 800 Td 12 TL {lines} ET"
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R/Resources<</Font<</F 3 0 R>>>>>>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    body = "%PDF-1.7\n" + "".join(f"{number} 0 obj\n{one}\nendobj\n" for number, one in enumerate(objects, 1))
    return (body + "trailer<</Root 1 0 R>>\n%%EOF\n").encode("cp1252")


def _large() -> bytes:
    """A report of 100 MB, nearly all of it pictures. A birth number stops it here, so that the provider's memory does not count."""
    out = io.BytesIO(_word(100 * MB, photographs=0))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/more.xml", "<a>r. č. 800412/3127</a>")
    return out.getvalue()
