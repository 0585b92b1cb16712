"""Google's resumable uploads through the proxy: nothing leaves before the whole was scanned."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from support.proxy import VALUE, Running
from support.upload_clients import SMALL, Google, nothing_arrived
from support.upload_provider import UploadProvider
from support.uploads import CLEAN, CUT, DIRTY, uploading


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
