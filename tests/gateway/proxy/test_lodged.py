"""The rule: what lies at a provider is asked about only if it was scanned here on its way there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gateway.decide.rules import Approval
from gateway.parts.known_files import SharedFiles
from gateway.uploads.known import KnownFiles
from support.handing_out import LIMITS, OWN, STORE, TARGET, hands_out, put, register
from support.proxy import Running
from support.upload_provider import Answered, Got, UploadProvider
from support.uploads import CLEAN, DIRTY, uploading


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[Running, UploadProvider]]:
    with uploading(tmp_path, limits=LIMITS) as both:
        yield both


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


def uploads(gateway: Running, content: bytes) -> int:
    """A file for OpenAI."""
    form = b'--x\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nuser_data\r\n--x\r\nContent-Disposition: form-data; name="file"; '
    form += b'filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n' + content + b"\r\n--x--\r\n"
    return gateway.send(form, path="/v1/files", headers={"content-type": "multipart/form-data; boundary=x"})[0]


def asks(gateway: Running, identity: str) -> tuple[int, bytes]:
    """A question about a file at OpenAI."""
    part = {"type": "input_file", "file_id": identity}
    return gateway.send({"model": "m", "input": [{"role": "user", "content": [part]}]}, path="/v1/responses")[:2]


@pytest.mark.parametrize("content", [CLEAN, DIRTY])
def test_the_answer_to_an_upload_gives_its_id(running: tuple[Running, UploadProvider], tmp_path: Path, content: bytes) -> None:
    """OpenAI's files: the id of the answer is known from then on, in another process of the node, too."""
    gateway, provider = running
    gateway.customs.files = SharedFiles(KnownFiles(tmp_path / "files.sqlite3"))
    provider.special = lambda got: (
        (200, {"content-type": "application/json"}, b'{"id": "file-9", "object": "file"}') if got.path == "/v1/files" else None
    )
    assert uploads(gateway, content) == (200 if content is CLEAN else 403)
    gateway.customs.files = SharedFiles(KnownFiles(tmp_path / "files.sqlite3"))
    status, body = asks(gateway, "file-9")
    assert (status == 404) is (content is CLEAN), body


def says(answers: dict[str, Any]) -> Callable[[Got], Answered | None]:
    """A provider's answers by path."""
    return lambda got: (200, {"content-type": "application/json"}, json.dumps(answers[got.path]).encode()) if got.path in answers else None


def searches(gateway: Running, store: str) -> int:
    """A question over a vector store."""
    tool = {"type": "file_search", "vector_store_ids": [store]}
    return gateway.send({"model": "m", "input": "Co je v zápisu?", "tools": [tool]}, path="/v1/responses")[0]


def makes(gateway: Running, files: list[str]) -> int:
    return gateway.send({"name": "zápisy", "file_ids": files}, path="/v1/vector_stores")[0]


def known(tmp_path: Path, *ids: str) -> SharedFiles:
    files = SharedFiles(KnownFiles(tmp_path / "files.sqlite3"))
    files.add(files.digests("openai", ids))
    return files


def test_a_vector_store_made_here(running: tuple[Running, UploadProvider], tmp_path: Path) -> None:
    """It may be searched if it was made through here; one that came about elsewhere, or of files nobody scanned, may not."""
    gateway, provider = running
    gateway.customs.files = known(tmp_path, "file-1")
    provider.special = says({"/v1/vector_stores": {"id": "vs_1", "metadata": {"id": "vs_2"}}, "/v1/responses": {"id": "resp_1"}})
    assert searches(gateway, "vs_1") == 403
    assert makes(gateway, ["file-2"]) == 403
    assert searches(gateway, "vs_1") == 403
    assert makes(gateway, ["file-1"]) == 200
    assert searches(gateway, "vs_1") == 200
    assert searches(gateway, "vs_2") == 403, "an id that a client wrote into the answer"
    assert {event.detail for event in gateway.recorder.events} == {"unknown_file"}


def test_a_store_of_recorded_files_stays_unknown(running: tuple[Running, UploadProvider], tmp_path: Path) -> None:
    """An office that lets unknown files pass does not make a store of them a known one, for the day on which it changes its mind."""
    gateway, provider = running
    gateway.customs.files = known(tmp_path, "file-1")
    provider.special = says({"/v1/vector_stores": {"id": "vs_1"}, "/v1/responses": {"id": "resp_1"}})
    allowing = replace(gateway.customs.policy, unknown_files_pass=True)
    blocking, gateway.customs.policy = gateway.customs.policy, allowing
    assert makes(gateway, ["file-2"]) == 200
    gateway.customs.policy = blocking
    assert searches(gateway, "vs_1") == 403


def test_a_store_of_an_assistant(running: tuple[Running, UploadProvider], tmp_path: Path) -> None:
    """The store that an assistant's own request made is known by the answer; one that is only shown there is not."""
    gateway, provider = running
    gateway.customs.files = known(tmp_path, "file-1")
    shown = {"id": "asst_1", "tool_resources": {"file_search": {"vector_store_ids": ["vs_1"]}}}
    provider.special = says({"/v1/assistants": shown, "/v1/assistants/asst_1": shown, "/v1/responses": {"id": "resp_1"}})
    assert gateway.send({"name": "x"}, path="/v1/assistants/asst_1")[0] == 200
    assert gateway.send({"model": "m"}, path="/v1/assistants")[0] == 200
    assert searches(gateway, "vs_1") == 403
    making = {"model": "m", "tool_resources": {"file_search": {"vector_stores": [{"file_ids": ["file-1"]}]}}}
    assert gateway.send(making, path="/v1/assistants")[0] == 200
    assert searches(gateway, "vs_1") == 200


def test_an_assistant_and_a_container(running: tuple[Running, UploadProvider], tmp_path: Path) -> None:
    """An assistant has instructions and files of its own, a container has files: both may be used if they were made through here."""
    gateway, provider = running
    gateway.customs.files = known(tmp_path, "file-1")
    runs, answers = "/v1/threads/thread_1/runs", {"id": "x_1"}
    provider.special = says(
        {"/v1/assistants": {"id": "asst_1"}, "/v1/containers": {"id": "cntr_1"}, "/v1/responses": answers, runs: answers}
    )

    def computes(container: str) -> int:
        tool = {"type": "code_interpreter", "container": container}
        return gateway.send({"model": "m", "input": "Sečti to.", "tools": [tool]}, path="/v1/responses")[0]

    assert [gateway.send({"assistant_id": "asst_1"}, path=runs)[0], computes("cntr_1")] == [403, 403]
    assert gateway.send({"name": "x", "file_ids": ["file-2"]}, path="/v1/containers")[0] == 403
    assert gateway.send({"name": "x", "file_ids": ["file-1"]}, path="/v1/containers")[0] == 200
    assert gateway.send({"model": "m", "instructions": "Odpovídej stručně."}, path="/v1/assistants")[0] == 200
    assert [gateway.send({"assistant_id": "asst_1"}, path=runs)[0], computes("cntr_1")] == [200, 200]
    assert [gateway.send({"assistant_id": "asst_2"}, path=runs)[0], computes("cntr_2")] == [403, 403]


@pytest.mark.parametrize("record", [False, True])
def test_a_source_that_never_passes_here(running: tuple[Running, UploadProvider], record: bool) -> None:
    """A connector is stopped unless the office lets what nobody here has seen pass, with an event each time; so is a stored prompt."""
    gateway, provider = running
    provider.special = says({"/v1/responses": {"id": "resp_1"}})
    gateway.customs.policy = replace(gateway.customs.policy, unknown_files_pass=record)
    tool = {"type": "mcp", "server_label": "spisy", "connector_id": "connector_sharepoint", "authorization": "x"}
    bodies: list[dict[str, Any]] = [{"model": "m", "input": "Co je ve spisu?", "tools": [tool]}, {"prompt": {"id": "pmpt_1"}}]
    assert [gateway.send(body, path="/v1/responses")[0] for body in bodies] == ([200, 200] if record else [403, 403])
    details = [(event.verdict, event.reason if record else event.detail) for event in gateway.recorder.events]
    assert details == [("pass_recorded" if record else "block", "unknown_file")] * 2


def test_an_approved_source(running: tuple[Running, UploadProvider], tmp_path: Path) -> None:
    """It reaches the provider, scanned and without an event; any other is stopped, and none is named in an event. What is made of it is
    not known by it, for the day on which the approval ends.
    """
    gateway, provider = running
    gateway.customs.files = known(tmp_path)
    runs, mcp = "/v1/threads/thread_1/runs", {"type": "mcp", "server_label": "spisy", "server_url": "https://mcp.urad.example/spisy"}
    provider.special = says({"/v1/responses": {"id": "resp_1"}, "/v1/assistants": {"id": "asst_1"}, runs: {"id": "run_1"}})
    listed = Approval("spisy", frozenset({"https://mcp.urad.example/spisy"}), frozenset({"openai"}))
    gateway.customs.policy = replace(gateway.customs.policy, sources=(listed,))

    def asked(**more: str) -> int:
        return gateway.send({"model": "m", "input": "Co je ve spisu?", "tools": [{**mcp, **more}]}, path="/v1/responses")[0]

    assert asked() == 200
    assert gateway.recorder.events == []
    assert asked(authorization="rodné číslo 715319/2743") == 403
    assert asked(server_url="https://mcp.urad.example./spisy") == asked(connector_id="connector_gmail") == 403
    assert [event.reason for event in gateway.recorder.events] == ["personal_data", "opaque_body", "opaque_body"]
    assert "mcp" not in repr(gateway.recorder.events)
    assert gateway.send({"model": "m", "tools": [mcp]}, path="/v1/assistants")[0] == 200
    assert gateway.send({"assistant_id": "asst_1"}, path=runs)[0] == 403
    gateway.customs.policy = replace(gateway.customs.policy, sources=())
    assert asked() == 403


def test_an_id_that_a_client_wrote_into_its_upload(running: tuple[Running, UploadProvider], tmp_path: Path) -> None:
    """What an answer repeats of the client's words makes nothing known."""
    gateway, provider = running
    gateway.customs.files = known(tmp_path)
    answer = {"id": "file-1", "metadata": {"id": "file-2", "file_id": "file-3"}, "expires": [{"uri": "files/file-4"}]}
    provider.special = says({"/v1/files": answer, "/v1/responses": {"id": "resp_1"}})
    assert uploads(gateway, CLEAN) == 200
    assert [asks(gateway, f"file-{number}")[0] for number in (1, 2, 3, 4)] == [200, 403, 403, 403]


def test_a_file_that_came_in_parts(running: tuple[Running, UploadProvider], tmp_path: Path) -> None:
    """OpenAI's uploads: the id of the file, which the answer to the last request gives, is known."""
    gateway, _ = running
    gateway.customs.files = known(tmp_path)
    made = {"bytes": len(CLEAN), "filename": "zápis.txt", "mime_type": "text/plain", "purpose": "user_data"}
    upload = json.loads(gateway.send(made, path="/v1/uploads")[1])["id"]
    form = b'--x\r\nContent-Disposition: form-data; name="data"; filename="blob"\r\n\r\n' + CLEAN + b"\r\n--x--\r\n"
    part = gateway.send(form, path=f"/v1/uploads/{upload}/parts", headers={"content-type": "multipart/form-data; boundary=x"})
    ended = gateway.send({"part_ids": [json.loads(part[1])["id"]]}, path=f"/v1/uploads/{upload}/complete")
    assert ended[0] == 200
    identity = json.loads(ended[1])["file"]["id"]
    assert asks(gateway, identity)[0] == 404, "it reached the provider, which has no such answer"
    assert asks(gateway, "file-other")[0] == 403
