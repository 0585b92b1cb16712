"""Google's resumable uploads through the proxy: nothing leaves before the whole was scanned."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gateway.decide.rules import Approval
from gateway.parts.known_files import SharedFiles
from gateway.uploads.known import KnownFiles
from support.proxy import VALUE, Running
from support.upload_clients import SMALL, Google, nothing_arrived
from support.upload_provider import UploadProvider
from support.uploads import CLEAN, CUT, DIRTY, as_documents, uploading


def test_google_clean(running: tuple[Running, UploadProvider]) -> None:
    """A clean file in three pieces arrives as it is; the client is told of each piece what the provider would tell it."""
    gateway, provider = running
    send = Google(gateway)
    assert send("upload", 0, CLEAN[:100])[:2][1]["x-goog-upload-status"] == "active"
    assert send("query", None)[1]["x-goog-upload-size-received"] == "100"
    assert send("upload", 100, CLEAN[100:250])[0] == 200
    assert not provider.sessions["g0"], "a piece left before the whole was judged"
    status, headers, body = send("upload, finalize", 250, CLEAN[250:])
    assert (status, headers["x-goog-upload-status"]) == (200, "final")
    assert json.loads(body)["file"]["state"] == "ACTIVE"
    assert provider.files == {"g0": CLEAN}
    assert not gateway.recorder.events


def test_google_planted(running: tuple[Running, UploadProvider]) -> None:
    """A value over the border of two pieces blocks the whole; the client's session ends."""
    gateway, provider = running
    send = Google(gateway)
    assert send("upload", 0, DIRTY[:CUT])[0] == 200
    status, headers, body = send("upload, finalize", CUT, DIRTY[CUT:])
    assert (status, headers["x-goog-upload-status"]) == (403, "cancelled")
    assert VALUE not in body.decode()
    assert nothing_arrived(provider)
    assert [(event.type.value, event.tool, event.kinds) for event in gateway.recorder.events] == [
        ("upload.blocked", "gemini-api", {"CZ_BIRTH_NUMBER": 1})
    ]
    assert send("upload, finalize", CUT, DIRTY[CUT:])[0] == 404, "what was blocked is forgotten"
    assert nothing_arrived(provider)


def test_google_finalize_alone(running: tuple[Running, UploadProvider]) -> None:
    """A last request without bytes ends the upload as well."""
    gateway, provider = running
    send = Google(gateway)
    send("upload", 0, CLEAN)
    assert send("finalize", None)[1]["x-goog-upload-status"] == "final"
    assert provider.files == {"g0": CLEAN}


@pytest.mark.parametrize(
    ("steps", "status"),
    [
        ([("upload", 0, b"abc"), ("upload", 5, b"x")], 400),  # a hole
        ([("upload", 0, b"abc"), ("upload", 1, b"x")], 400),  # over what came
        ([("upload", 0, b"abc"), ("upload", 0, b"abc")], 400),  # from the beginning again
        ([("upload", 7, b"abc")], 404),  # nothing came before
        ([("upload", None, b"abc")], 400),  # no place
        ([("finalize", None, b"")], 404),  # nothing at all
    ],
    ids=["hole", "overlap", "again", "no-begin", "no-place", "no-piece"],
)
def test_google_out_of_order(running: tuple[Running, UploadProvider], steps: list[Any], status: int) -> None:
    """A piece out of its place is not taken, and nothing leaves."""
    gateway, provider = running
    send = Google(gateway)
    answers = [send(*step)[0] for step in steps]
    assert answers[-1] == status
    assert not provider.sessions["g0"]
    assert not provider.files


def test_google_cancel(running: tuple[Running, UploadProvider]) -> None:
    """An upload that is given up is forgotten here and there."""
    gateway, provider = running
    send = Google(gateway)
    send("upload", 0, CLEAN[:100])
    assert send("cancel", None)[0] == 200
    assert "g0" not in provider.sessions
    assert send("upload", 100, CLEAN[100:])[0] == 404


@pytest.mark.parametrize(
    ("why", "names", "record", "status"),
    [
        ("nothing", {}, False, 200),
        ("a listed server", {"tools": [{"mcpServers": [{"url": "https://mcp.urad.example/spisy"}]}]}, False, 200),
        ("another", {"tools": [{"mcpServers": [{"url": "https://mcp.urad.example/jine"}]}]}, False, 403),
        ("another, which the office lets pass", {"tools": [{"mcpServers": [{"url": "https://mcp.urad.example/jine"}]}]}, True, 200),
        ("a file that is not known", {"cachedContent": "cachedContents/c"}, False, 403),
    ],
)
@pytest.mark.parametrize("pieces", [1, 3])
def test_google_batch(
    running: tuple[Running, UploadProvider], tmp_path: Path, pieces: int, why: str, names: Any, record: bool, status: int
) -> None:
    """A file of requests is stopped, whole or in pieces, where one of its requests would be; the event says no more of it."""
    gateway, provider = running
    gateway.customs._documents = as_documents  # type: ignore[assignment]
    gateway.customs.files = SharedFiles(KnownFiles(tmp_path / "files.sqlite3"))
    listed = Approval("spisy", frozenset({"https://mcp.urad.example/spisy"}), frozenset({"gemini-api"}))
    gateway.customs.policy = replace(gateway.customs.policy, sources=(listed,), unknown_files_pass=record)
    requests = [{"contents": [{"parts": [{"text": "Shrň zápis."}]}], **more} for more in ({}, names, {})]
    content = "".join(json.dumps({"key": "1", "request": one}) + "\r\n" for one in requests).encode()
    send, cut = Google(gateway), len(content) // pieces
    for at in range(pieces - 1):
        assert send("upload", at * cut, content[at * cut : (at + 1) * cut])[0] == 200
    answer = send("upload, finalize", (pieces - 1) * cut, content[(pieces - 1) * cut :])
    assert answer[0] == status, why
    assert list(provider.files.values()) == ([content] if status == 200 else [])
    blocked = [("block", "opaque_body", "unknown_file")] if status == 403 else []
    recorded = [("pass_recorded", "unknown_file", "")] if record else []
    assert [(event.verdict, event.reason, event.detail) for event in gateway.recorder.events] == blocked + recorded
    assert "mcp" not in repr(gateway.recorder.events)


PAGES = [
    ("gemini", "push.clients6.google.com", "/upload/"),
    ("gemini", "content-push.googleapis.com", "/upload"),
    ("notebooklm", "notebooklm.google.com", "/upload/_/?authuser=0"),
]


@pytest.mark.parametrize(("tool", "host", "path"), PAGES, ids=[host for _, host, _ in PAGES])
def test_pages_of_google(tmp_path: Path, tool: str, host: str, path: str) -> None:
    """Files of Google's pages are read where the tool is approved, whole or in pieces."""
    with uploading(tmp_path, tools=(tool,), limits=SMALL) as (gateway, provider):
        send = Google(gateway, host, path)
        assert send("upload, finalize", 0, CLEAN)[1]["x-goog-upload-status"] == "final"
        assert list(provider.files.values()) == [CLEAN]
        provider.files.clear()
        send = Google(gateway, host, path)
        assert send("upload, finalize", 0, DIRTY)[0] == 403
        send = Google(gateway, host, path)
        assert send("upload", 0, DIRTY[:CUT])[0] == 200
        assert send("upload, finalize", CUT, DIRTY[CUT:])[0] == 403
        assert not provider.files
        assert {(event.tool, event.operation.partition(".")[0]) for event in gateway.recorder.events} == {(tool, "file")}
