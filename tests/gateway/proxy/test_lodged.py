"""The rule: what lies at a provider is asked about only if it was scanned here on its way there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gateway.parts.known_files import SharedFiles
from gateway.uploads.known import KnownFiles
from gateway.uploads.limits import Limits
from support.proxy import Running
from support.upload_provider import Answered, Got, UploadProvider
from support.uploads import CLEAN, DIRTY, uploading

STORE = "fileserviceuploadsperm.blob.core.windows.net"
OWN = "sdmntprpolandcentral.oaiusercontent.com"
TARGET = "/files/00000000-0abc-61f7/raw?se=2026-11-22T13%3A00Z&sp=w&sig=K0x1%2FqWz3bVf0Zz%2B1mJpT7aQbYc5sD9uEwXy2RgHiJk%3D"
LIMITS = Limits(whole=200_000)
PUT = {"x-ms-blob-type": "BlockBlob", "content-type": "text/plain", "origin": "https://chatgpt.com"}


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[Running, UploadProvider]]:
    with uploading(tmp_path, limits=LIMITS) as both:
        yield both


def hands_out(*addresses: str, **more: Any) -> Callable[[Got], Answered | None]:
    """The answers of ChatGPT's register."""
    waiting = list(addresses)

    def answer(got: Got) -> Answered | None:
        if got.path != "/backend-api/files":
            return None
        return (
            200,
            {"content-type": "application/json"},
            json.dumps({"status": "success", "file_id": "file-1", "upload_url": waiting.pop(0), **more}).encode(),
        )

    return answer


def register(gateway: Running) -> Any:
    made = {"file_name": "zápis.txt", "file_size": len(CLEAN), "use_case": "my_files"}
    status, body, _ = gateway.send(made, host="chatgpt.com", path="/backend-api/files")
    assert status == 200
    return json.loads(body)


def put(
    gateway: Running, content: bytes, host: str = STORE, target: str = TARGET, method: str = "PUT"
) -> tuple[int, bytes, dict[str, str]]:
    return gateway.send(content, host=host, path=target, method=method, headers=PUT)


def refers(gateway: Running, identity: str) -> tuple[int, str]:
    """A question of ChatGPT's page about a file."""
    content = {"content_type": "text", "parts": ["Shrň to."]}
    asked = {"author": {"role": "user"}, "content": content, "metadata": {"attachments": [{"id": identity}]}}
    status, body, _ = gateway.send({"action": "next", "messages": [asked]}, host="chatgpt.com", path="/backend-api/f/conversation")
    return status, body.decode()


@pytest.mark.parametrize("host", [STORE, OWN])
def test_a_scanned_file_may_be_asked_about(running: tuple[Running, UploadProvider], tmp_path: Path, host: str) -> None:
    """Not when its id was announced, nor when it was stopped, but once it was scanned whole; the refusal says what to do."""
    gateway, provider = running
    gateway.customs.files = SharedFiles(KnownFiles(tmp_path / "files.sqlite3"))
    provider.special = hands_out(f"https://{host}{TARGET}", f"https://{host}{TARGET}")
    register(gateway)
    assert "bránou neprošel" in refers(gateway, "file-1")[1]
    assert put(gateway, DIRTY, host)[0] == 403
    assert "bránou neprošel" in refers(gateway, "file-1")[1]
    assert [(event.reason, event.detail, event.scan.value) for event in gateway.recorder.events][::2] == [
        ("opaque_body", "unknown_file", "partly")
    ] * 2
    del gateway.recorder.events[:]
    assert put(gateway, CLEAN, host)[0] == 201
    assert refers(gateway, "file-1")[0] == 404, "it reached the provider, which knows no such page"
    assert "bránou neprošel" in refers(gateway, "file-2")[1]
    assert len(gateway.recorder.events) == 1


def test_an_office_may_let_unknown_files_pass(running: tuple[Running, UploadProvider], tmp_path: Path) -> None:
    """Knowingly, by its policy, and each such request is recorded."""
    gateway, _ = running
    gateway.customs.files = SharedFiles(KnownFiles(tmp_path / "files.sqlite3"))
    gateway.customs.policy = replace(gateway.customs.policy, unknown_files_pass=True)
    assert refers(gateway, "file-2")[0] == 404
    assert [(event.verdict, event.reason, event.scan.value) for event in gateway.recorder.events] == [
        ("pass_recorded", "unknown_file", "partly")
    ]


@pytest.mark.parametrize("content", [CLEAN, DIRTY])
def test_the_answer_to_an_upload_gives_its_id(running: tuple[Running, UploadProvider], tmp_path: Path, content: bytes) -> None:
    """OpenAI's files: the id of the answer is known from then on, in another process of the node, too."""
    gateway, provider = running
    gateway.customs.files = SharedFiles(KnownFiles(tmp_path / "files.sqlite3"))
    provider.special = lambda got: (
        (200, {"content-type": "application/json"}, b'{"id": "file-9", "object": "file"}') if got.path == "/v1/files" else None
    )
    form = b'--x\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nuser_data\r\n--x\r\nContent-Disposition: form-data; name="file"; '
    form += b'filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n' + content + b"\r\n--x--\r\n"
    status, _, _ = gateway.send(form, path="/v1/files", headers={"content-type": "multipart/form-data; boundary=x"})
    assert status == (200 if content is CLEAN else 403)
    gateway.customs.files = SharedFiles(KnownFiles(tmp_path / "files.sqlite3"))
    part = {"type": "input_file", "file_id": "file-9"}
    status, body, _ = gateway.send({"model": "m", "input": [{"role": "user", "content": [part]}]}, path="/v1/responses")
    assert (status == 404) is (content is CLEAN), body
