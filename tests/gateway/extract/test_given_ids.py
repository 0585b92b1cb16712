"""The rule: an answer gives an id at the one place of its vendor's shape; what a client may write elsewhere gives none."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.extract import given_ids
from gateway.extract.given_ids import MAX_ANSWER, MAX_IDS

UUID = "0b8f7c1e-1111-4a2b-9c3d-0123456789ab"
OPENAI = {"id": "file-a", "object": "file", "filename": "smlouva.pdf", "purpose": "user_data"}

UPLOADS: list[tuple[str, str, str, Any, set[str]]] = [
    ("OpenAI, Mistral, xAI", "openai_files", "/v1/files", OPENAI, {"file-a"}),
    ("a container's file", "openai_files", "/v1/containers/cntr_1/files", {"id": "cfile_a", "object": "container.file"}, {"cfile_a"}),
    ("Anthropic", "anthropic_files", "/v1/files", {"id": "file_011", "type": "file"}, {"file_011"}),
    ("OpenAI's uploads", "openai_json", "/v1/uploads/upload_a/complete", {"id": "upload_a", "file": OPENAI}, {"file-a"}),
    (
        "Gemini",
        "google_upload",
        "/upload/v1beta/files",
        {"file": {"name": "files/abc", "uri": "https://x.example/v1beta/files/abc", "displayName": "files/x"}},
        {"abc"},
    ),
    ("ChatGPT's page", "page_upload", "/backend-api/files", {"file_id": "file-a", "upload_url": "https://x/?id=1"}, {"file-a"}),
    ("Claude's page", "page_upload", "/api/organizations/o/upload", {"file_uuid": UUID, "file_name": "a"}, {UUID}),
    ("Copilot's page", "page_upload", "/c/api/attachments", {"id": "a5Hq8Wn", "file_id": "file-x"}, {"a5Hq8Wn"}),
    ("another page's id", "page_upload", "/backend-api/files", {"id": "file-x"}, set()),
    ("Grok's page", "grok_web_upload", "/rest/app-chat/upload-file", {"fileMetadataId": UUID, "fileName": "a"}, {UUID}),
    ("what a client wrote into metadata", "openai_files", "/v1/files", {**OPENAI, "metadata": {"id": "file-x", "file_id": "file-y"}}, {"file-a"}),
    ("a list of what lies there", "openai_files", "/v1/files", {"data": [{"id": "file-x"}]}, set()),
    ("an object around it", "anthropic_files", "/v1/files", {"file": {"id": "file-x"}}, set()),
    ("another name for it", "openai_files", "/v1/files", {"file_id": "file-x", "uri": "files/x", "uuid": UUID}, set()),
    ("Gemini's file without its object", "google_upload", "/upload/v1beta/files", {"name": "files/x"}, set()),
    ("Gemini's own words of the client", "google_upload", "/upload/v1beta/files", {"file": {"displayName": "files/x", "id": "x"}}, set()),
    ("no id", "openai_files", "/v1/files", {"id": "a b"}, set()),
    ("a number", "openai_files", "/v1/files", {"id": 12345}, set()),
    ("a list of ids", "openai_files", "/v1/files", {"id": ["file-x"]}, set()),
    ("no object", "openai_files", "/v1/files", "file-a", set()),
]  # fmt: skip


@pytest.mark.parametrize(("why", "name", "path", "answer", "expected"), UPLOADS, ids=[row[0] for row in UPLOADS])
def test_what_an_upload_gives(why: str, name: str, path: str, answer: Any, expected: set[str]) -> None:
    """The id of the file; never a word that the client chose."""
    where = given_ids.of_upload(name, path)
    assert where is not None
    assert set(given_ids.given(where, json.dumps(answer).encode())) == expected, why


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("openai_json", "/v1/uploads"),
        ("openai_json", "/v1/vector_stores"),
        ("openai_upload_part", "/v1/uploads/u/parts"),
        ("walk", "/"),
        (None, "/"),
    ],
)
def test_other_answers_give_no_file(name: str | None, path: str) -> None:
    """An upload that only begins, a part of one, a format whose shape nobody wrote down."""
    assert given_ids.of_upload(name, path) is None


STORES = {"tool_resources": {"file_search": {"vector_store_ids": ["vs_a"]}}}
MADE = {"tool_resources": {"file_search": {"vector_stores": [{"file_ids": ["file-a"]}]}}}
MAKING: list[tuple[str, str, str, Any, Any, set[str] | None]] = [
    ("a vector store", "openai_json", "/v1/vector_stores", {"file_ids": []}, {"id": "vs_a", "metadata": {"id": "vs_x"}}, {"collection/vs_a"}),
    ("Azure's", "openai_json", "/openai/v1/vector_stores", {}, {"id": "vs_a"}, {"collection/vs_a"}),
    ("an agent", "openai_json", "/v1/agents", {"name": "x"}, {"id": "ag_0685"}, {"collection/ag_0685"}),
    ("an agent that is changed", "openai_json", "/v1/agents/ag_0685", {"name": "x"}, {"id": "ag_0685"}, None),
    ("a project of Claude's page", "walk", "/api/organizations/o/projects", {"name": "x"}, {"uuid": UUID, "name": "x"}, {f"collection/{UUID}"}),
    ("a project that is changed", "walk", f"/api/organizations/o/projects/{UUID}", {"name": "x"}, {"uuid": UUID}, None),
    ("a library", "openai_json", "/v1/libraries", {"name": "x"}, {"id": UUID}, {f"collection/{UUID}"}),
    ("a container", "openai_json", "/v1/containers", {"name": "x", "file_ids": []}, {"id": "cntr_a"}, {"collection/cntr_a"}),
    ("a cache", "gemini", "/v1beta/cachedContents", {}, {"name": "cachedContents/c-1", "displayName": "y/c-2"}, {"collection/c-1"}),
    ("a file search store", "gemini", "/v1beta/fileSearchStores", {}, {"name": "fileSearchStores/s-1"}, {"collection/s-1"}),
    ("an assistant with a new store", "openai_assistants", "/v1/assistants", MADE, {"id": "asst_1", **STORES}, {"collection/vs_a", "collection/asst_1"}),
    ("a thread with a new store", "openai_assistants", "/v1/threads", MADE, STORES, {"collection/vs_a"}),
    ("an assistant with somebody's store", "openai_assistants", "/v1/assistants", STORES, {"id": "asst_1", **STORES}, {"collection/asst_1"}),
    ("a thread with somebody's store", "openai_assistants", "/v1/threads", STORES, {"id": "thread_1", **STORES}, None),
    ("an assistant that is changed", "openai_assistants", "/v1/assistants/asst_1", MADE, STORES, None),
    ("a store that is searched", "openai_json", "/v1/vector_stores/vs_a/search", {"query": "x"}, {"id": "vs_a"}, None),
    ("a store that is changed", "openai_json", "/v1/vector_stores/vs_a", {"name": "x"}, {"id": "vs_a"}, None),
    ("a question", "gemini", "/v1beta/models/m:generateContent", {}, {"name": "cachedContents/c-1"}, None),
    ("a chat", "openai_chat", "/v1/chat/completions", {}, {"id": "vs_a"}, None),
]  # fmt: skip


@pytest.mark.parametrize(("why", "name", "path", "request_", "answer", "expected"), MAKING, ids=[row[0] for row in MAKING])
def test_what_making_a_collection_gives(why: str, name: str, path: str, request_: Any, answer: Any, expected: set[str] | None) -> None:
    """The id of the new one; never of one that was there before."""
    where = given_ids.of_making(name, path)
    where = given_ids.made_by(where, json.dumps(request_).encode()) if where is not None else None
    if where is None:
        assert expected is None, why
        return
    assert set(given_ids.given(where, json.dumps(answer).encode())) == expected, why


def test_answers_that_cannot_be_read() -> None:
    """Too long, no JSON, nested beyond reading: no id."""
    where = given_ids.of_upload("openai_files", "/v1/files")
    assert where is not None
    for answer in (b"{", b"[" * 200_000, b'{"id": "file-a", "x": "' + b"x" * MAX_ANSWER + b'"}', b"\xff\xfe"):
        assert given_ids.given(where, answer) == ()


def test_ids_of_one_answer_are_bounded() -> None:
    """However many it names."""
    where = given_ids.of_making("openai_assistants", "/v1/assistants")
    assert where is not None
    many = {"tool_resources": {"file_search": {"vector_store_ids": [f"vs_{n}" for n in range(1000)]}}}
    assert len(given_ids.given(where, json.dumps(many).encode())) == MAX_IDS
