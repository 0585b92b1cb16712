"""OpenAI's uploads in parts through the proxy: nothing leaves before the whole was scanned."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from support.batches import MCP, WORDS, line
from support.proxy import Running
from support.upload_clients import OpenAI, nothing_arrived
from support.upload_provider import UploadProvider
from support.uploads import CLEAN, CUT, DIRTY, as_documents


def test_openai_clean(running: tuple[Running, UploadProvider]) -> None:
    """Parts in any order: the whole arrives in the order that the end names, under the provider's own ids."""
    gateway, provider = running
    upload = OpenAI(gateway, len(CLEAN))
    second, first = upload.part(CLEAN[300:])[1]["id"], upload.part(CLEAN[:300])[1]["id"]
    assert not provider.parts[upload.id], "a part left before the whole was judged"
    status, answer = upload.end("complete", part_ids=[first, second], md5=hashlib.md5(CLEAN).hexdigest())
    assert (status, answer["status"]) == (200, "completed")
    assert provider.files == {upload.id: CLEAN}
    assert json.loads(provider.requests[-1].body)["part_ids"] == ["part_0real"]
    assert {one.headers["authorization"] for one in provider.requests} == {"Bearer sk-test"}
    assert not gateway.recorder.events


def test_openai_planted(running: tuple[Running, UploadProvider]) -> None:
    """A value over the border of two parts blocks the end; no part ever leaves."""
    gateway, provider = running
    upload = OpenAI(gateway, len(DIRTY))
    parts = [upload.part(DIRTY[:CUT])[1]["id"], upload.part(DIRTY[CUT:])[1]["id"]]
    status, answer = upload.end("complete", part_ids=parts)
    assert status == 403
    assert answer["error"]["code"]
    assert nothing_arrived(provider)
    assert [event.kinds for event in gateway.recorder.events] == [{"CZ_BIRTH_NUMBER": 1}]
    assert upload.end("complete", part_ids=parts)[0] == 404


def test_openai_batch(running: tuple[Running, UploadProvider]) -> None:
    """A server that a line names, over the border of two parts, blocks the end; nobody here remembers what the upload is for."""
    gateway, provider = running
    gateway.customs._documents = as_documents  # type: ignore[assignment]
    content = f"{line('/v1/chat/completions', WORDS)}\n{line('/v1/responses', {'input': 'x', 'tools': [MCP]})}".encode()
    upload, cut = OpenAI(gateway, len(content)), content.index(b"mcp.urad") + 3
    parts = [upload.part(content[:cut])[1]["id"], upload.part(content[cut:])[1]["id"]]
    assert upload.end("complete", part_ids=parts)[0] == 403
    assert not provider.files
    assert [(event.reason, event.detail) for event in gateway.recorder.events] == [("opaque_body", "unknown_file")]


def test_openai_planted_by_order(running: tuple[Running, UploadProvider]) -> None:
    """What counts is the file that the end makes, not the order in which parts came."""
    gateway, provider = running
    upload = OpenAI(gateway, len(DIRTY))
    second, first = upload.part(DIRTY[CUT:])[1]["id"], upload.part(DIRTY[:CUT])[1]["id"]
    assert upload.end("complete", part_ids=[first, second])[0] == 403
    assert nothing_arrived(provider)


@pytest.mark.parametrize("ids", [["part_0real"], ["part_unknown"], "own", ["x"], [1], "twice"], ids=str)
def test_openai_wrong_parts(running: tuple[Running, UploadProvider], ids: Any) -> None:
    """An end that names parts nobody sent, or one twice, is not taken; the upload can still be ended rightly."""
    gateway, provider = running
    upload = OpenAI(gateway, len(CLEAN))
    own = upload.part(CLEAN)[1]["id"]
    asked = {"own": own, "twice": [own, own]}.get(ids, ids) if isinstance(ids, str) else ids
    assert upload.end("complete", part_ids=asked)[0] == 400
    assert not provider.files
    assert upload.end("complete", part_ids=[own])[0] == 200
    assert provider.files == {upload.id: CLEAN}


def test_openai_others(running: tuple[Running, UploadProvider]) -> None:
    """Another key's parts are not this one's, although the upload's id is no secret."""
    gateway, provider = running
    upload = OpenAI(gateway, len(CLEAN))
    part = upload.part(CLEAN)[1]["id"]
    upload.headers = {"authorization": "Bearer sk-other"}
    assert upload.end("complete", part_ids=[part])[0] == 404
    assert not provider.files


def test_openai_cancel(running: tuple[Running, UploadProvider]) -> None:
    """An upload that is given up is forgotten here and there."""
    gateway, provider = running
    upload = OpenAI(gateway, len(CLEAN))
    part = upload.part(CLEAN)[1]["id"]
    assert upload.end("cancel")[0] == 200
    assert upload.id not in provider.parts
    assert upload.end("complete", part_ids=[part])[0] == 404


@pytest.mark.parametrize("status", [400, 500])
def test_openai_refused(running: tuple[Running, UploadProvider], status: int) -> None:
    """Where the provider does not take the parts, the end says so once and is not sent."""
    gateway, provider = running
    upload = OpenAI(gateway, len(CLEAN))
    part = upload.part(CLEAN)[1]["id"]
    provider.special = lambda got: (status, {}, b"{}") if got.path.endswith("/parts") else None
    assert upload.end("complete", part_ids=[part])[0] == 400
    assert not provider.files
    assert not any(one.path.endswith("/complete") for one in provider.requests)
