"""Files through the real gateway: read in document processes, judged with the prompt, blocked whole."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from pathlib import Path

import docx
import pytest
from PIL import Image

from gateway.demo.run import KEYS
from support.gateway_process import Gateway, gateway
from support.pdf import pdf
from support.persons import BIRTH_NUMBER, CLEAN, SAYS_BIRTH_NUMBER
from support.stand_in import Provider

URL = "https://api.openai.com/v1/chat/completions"
PAGE = "Strana s dostatkem textu, aby nebyla povazovana za obrazek.\n"


def word(text: str) -> bytes:
    document = docx.Document()
    for relation in [one for one in document.part.package.rels.values() if "thumbnail" in one.reltype]:
        del document.part.package.rels[relation.rId]
    document.core_properties.author = ""
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def packed(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("rozhodnuti.docx", content)
    return out.getvalue()


def body(content: bytes, name: str) -> bytes:
    part = {"type": "file", "file": {"filename": name, "file_data": base64.b64encode(content).decode()}}
    return json.dumps({"model": "m", "messages": [{"role": "user", "content": [{"type": "text", "text": "Shrň přílohu."}, part]}]}).encode()


FILES = [
    (word(CLEAN), "a.docx", True, "a clean document"),
    (pdf([PAGE + "Zadost o povoleni."]), "a.pdf", True, "a clean page"),
    (word(SAYS_BIRTH_NUMBER), "a.docx", False, "a birth number in a paragraph"),
    (packed(word(SAYS_BIRTH_NUMBER)), "a.zip", False, "in an archive"),
    (pdf([PAGE + f"r. c. {BIRTH_NUMBER}"]), "a.pdf", False, "on a page"),
    (packed(bytes(range(256))), "a.zip", False, "a file nobody reads"),
    (packed(bytes(50_000_000)), "a.zip", False, "a bomb"),
    (word(CLEAN)[:-100], "a.docx", False, "a damaged file"),
]


@pytest.mark.parametrize(("content", "name", "passes", "why"), FILES, ids=[row[3] for row in FILES])
def test_files_are_judged_with_the_prompt(house: Gateway, content: bytes, name: str, passes: bool, why: str) -> None:
    """What is clean leaves; what holds a value or cannot be read does not, and the next file is read."""
    answer = house.curl.send(URL, body(content, name), KEYS["openai"])
    assert answer.status == (200 if passes else 403), why
    assert bool(house.provider.requests()) is passes, why
    assert BIRTH_NUMBER not in answer.body.decode()


def test_the_console_knows_the_processes(house: Gateway) -> None:
    """They are a part of readiness, and counted."""
    status, ready = house.api("GET", "/readyz")
    assert status == 200
    assert json.loads(ready)["checks"]["documents"] == {"ok": True}
    _, metrics = house.api("GET", "/metrics")
    assert b'celnice_documents_total{outcome="' in metrics or b"celnice_ocr{" in metrics


def test_without_text_recognition_pictures_are_stopped(tmp_path: Path, shared_provider: Provider) -> None:
    """The employee is told why, and the metrics say what is missing; texts go on."""
    picture = io.BytesIO()
    Image.linear_gradient("L").save(picture, "PNG")
    with gateway(tmp_path, shared_provider, more="[documents]\nocr_languages = []\n") as house:
        answer = house.curl.send(URL, body(picture.getvalue(), "a.png"), KEYS["openai"])
        assert answer.status == 403
        assert "rozpoznávání textu" in json.loads(answer.body)["error"]["message"]
        assert house.curl.send(URL, body(CLEAN.encode(), "a.txt"), KEYS["openai"]).status == 200
        assert b'celnice_ocr{state="missing"} 1.0' in house.api("GET", "/metrics")[1]
