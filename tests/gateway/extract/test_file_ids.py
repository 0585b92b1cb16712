"""The rule: what has a provider read a file is found wherever formats put it, under the id that the upload's answer gave."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.extract import file_ids
from gateway.extract.api import Body, SocketMessage
from gateway.extract.registry import formats, sockets

UUID = "0b8f7c1e-1111-4a2b-9c3d-0123456789ab"

REFERS: list[tuple[str, str, Any, tuple[str, ...]]] = [
    ("Responses", "openai_responses", {"input": [{"role": "user", "content": [{"type": "input_file", "file_id": "file-a"}]}]}, ("file-a",)),
    ("Chat Completions", "openai_chat", {"messages": [{"role": "user", "content": [{"type": "file", "file": {"file_id": "file-a"}}]}]}, ("file-a",)),
    ("a batch", "openai_json", {"input_file_id": "file-a", "endpoint": "/v1/x"}, ("file-a",)),
    ("tool resources", "openai_json", {"tool_resources": {"code_interpreter": {"file_ids": ["file-a", "file-b", "file-a"]}}}, ("file-a", "file-b")),
    (
        "Anthropic",
        "anthropic_messages",
        {"messages": [{"role": "user", "content": [{"type": "document", "source": {"type": "file", "file_id": "file_a"}}]}]},
        ("file_a",),
    ),
    ("Gemini", "gemini", {"contents": [{"parts": [{"fileData": {"fileUri": "https://generativelanguage.googleapis.com/v1beta/files/abc"}}]}]}, ("abc",)),
    ("Vertex", "gemini", {"contents": [{"parts": [{"file_data": {"file_uri": "gs://bucket/abc.pdf"}}]}]}, ("gs://bucket/abc.pdf",)),
    ("a video's address", "gemini", {"contents": [{"parts": [{"fileData": {"fileUri": "https://www.youtube.com/watch?v=1"}}]}]}, ()),
    (
        "ChatGPT's page",
        "chatgpt_web",
        {
            "messages": [
                {
                    "author": {"role": "user"},
                    "content": {"content_type": "multimodal_text", "parts": [{"asset_pointer": "file-service://file-a"}, "co to je"]},
                    "metadata": {"attachments": [{"id": "file-b", "name": "a.pdf"}]},
                }
            ]
        },
        ("file-a", "file-b"),
    ),
    ("Claude's page", "claude_web", {"prompt": "x", "files": [UUID]}, (UUID,)),
    (
        "a vector store in Responses",
        "openai_responses",
        {"input": "x", "tools": [{"type": "file_search", "vector_store_ids": ["vs_a", "vs_b"]}]},
        ("collection/vs_a", "collection/vs_b"),
    ),
    (
        "of an assistant, a thread, a run",
        "openai_assistants",
        {"tool_resources": {"file_search": {"vector_store_ids": ["vs_a"]}}, "thread": {"tool_resources": {"file_search": {"vector_store_ids": ["vs_b"]}}}},
        ("collection/vs_a", "collection/vs_b"),
    ),
    (
        "files of a store that an assistant is to make",
        "openai_assistants",
        {"tool_resources": {"file_search": {"vector_stores": [{"file_ids": ["file-a"]}]}}},
        ("file-a",),
    ),
    (
        "a message's attachment",
        "openai_assistants",
        {"role": "user", "content": "x", "attachments": [{"file_id": "file-a", "tools": [{"type": "file_search"}]}]},
        ("file-a",),
    ),
    ("a batch of a store", "openai_json", {"files": [{"file_id": "file-a", "attributes": {"x": "y"}}]}, ("file-a",)),
    ("a list that is a text", "openai_json", {"file_ids": "file-a", "vector_store_ids": "vs_a"}, ("file-a", "collection/vs_a")),
    (
        "a container",
        "openai_responses",
        {"input": "x", "tools": [{"type": "code_interpreter", "container": "cntr_a"}]},
        ("collection/cntr_a",),
    ),
    (
        "a container that is made of files",
        "openai_responses",
        {"input": "x", "tools": [{"type": "code_interpreter", "container": {"type": "auto", "file_ids": ["file-a"]}}]},
        ("file-a",),
    ),
    (
        "an earlier call in a container, sent again",
        "openai_responses",
        {"input": [{"type": "code_interpreter_call", "id": "ci_1", "container_id": "cntr_a", "code": "1"}]},
        (),
    ),
    ("a container's environment of a shell", "openai_responses", {"input": "x", "tools": [{"type": "shell", "environment": {"type": "container_reference", "container_id": "cntr_a"}}]}, ("collection/cntr_a",)),
    (
        "a shell with skills: the client's own is a file",
        "openai_responses",
        {"input": "x", "tools": [{"type": "shell", "environment": {"type": "container_auto", "skills": [{"skill_id": "skill_a"}, {"skill_id": "openai-spreadsheets"}]}}]},
        ("skill_a",),
    ),
    ("a shell's call, sent again", "openai_responses", {"input": [{"type": "shell_call", "environment": {"container_id": "cntr_a"}, "action": {}}]}, ()),
    ("Anthropic's container", "anthropic_messages", {"messages": [{"role": "user", "content": "x"}], "container": "container_a"}, ("collection/container_a",)),
    (
        "Anthropic's container with skills",
        "anthropic_messages",
        {
            "messages": [{"role": "user", "content": "x"}],
            "container": {"id": "container_a", "skills": [{"type": "custom", "skill_id": "skill_a"}, {"type": "anthropic", "skill_id": "pptx"}]},
        },
        ("collection/container_a", "skill_a"),
    ),
    ("in a batch of Anthropic's", "anthropic_batches", {"requests": [{"custom_id": "1", "params": {"messages": [{"role": "user", "content": "x"}], "container": "container_a"}}]}, ("collection/container_a",)),
    (
        "a client's own container in a tool's call",
        "anthropic_messages",
        {"messages": [{"role": "assistant", "content": [{"type": "tool_use", "id": "t", "name": "docker", "input": {"container": "nginx"}}]}]},
        (),
    ),
    (
        "and in a tool's description",
        "anthropic_messages",
        {"messages": [{"role": "user", "content": "x"}], "tools": [{"name": "docker", "input_schema": {"properties": {"container": {"type": "string", "enum": ["nginx"]}}}}]},
        (),
    ),
    ("a batch of Gemini's", "gemini", {"batch": {"displayName": "x", "inputConfig": {"fileName": "files/abc"}}}, ("abc",)),
    ("in the other spelling", "gemini", {"batch": {"display_name": "x", "input_config": {"file_name": "files/abc"}}}, ("abc",)),
    ("a batch of Mistral's", "openai_json", {"input_files": [UUID], "endpoint": "/v1/x"}, (UUID,)),
    ("a job of Cohere's", "cohere_json", {"dataset_id": "spisy-1", "model": "m"}, ("spisy-1",)),
    ("an agent of Mistral's", "mistral_conversations", {"agent_id": "ag_0685", "inputs": "x"}, ("collection/ag_0685",)),
    ("an older one", "openai_chat", {"agent_id": "ag:0685:20250101:zapis:1", "messages": [{"role": "user", "content": "x"}]}, ("collection/ag:0685:20250101:zapis:1",)),
    ("a client's own agent", "openai_json", {"agent_id": "planner"}, ()),
    ("collections of xAI's", "openai_responses", {"input": "x", "tools": [{"type": "file_search", "collection_ids": ["c-1"]}]}, ("collection/c-1",)),
    ("a project of Claude's page", "walk", {"uuid": UUID, "name": "", "project_uuid": UUID}, (f"collection/{UUID}",)),
    ("with the first question", "claude_web", {"prompt": "x", "create_conversation_params": {"project_uuid": UUID}}, (f"collection/{UUID}",)),
    ("no project", "walk", {"uuid": UUID, "name": "", "project_uuid": None}, ()),
    ("an assistant that runs", "openai_assistants", {"assistant_id": "asst_a"}, ("collection/asst_a",)),
    (
        "an assistant with a thread of its own",
        "openai_assistants",
        {"assistant_id": "asst_a", "thread": {"messages": [{"role": "user", "content": "x"}]}},
        ("collection/asst_a",),
    ),
    ("an assistant in a client's own words", "openai_assistants", {"metadata": {"assistant_id": "asst_a"}}, ()),
    ("a library of Mistral's", "openai_json", {"tools": [{"type": "document_library", "library_ids": ["l-1"]}]}, ("collection/l-1",)),
    (
        "a store and a cache of Gemini's",
        "gemini",
        {
            "contents": [{"parts": [{"text": "x"}]}],
            "tools": [{"fileSearch": {"fileSearchStoreNames": ["fileSearchStores/s-1"]}}],
            "cachedContent": "cachedContents/c-1",
        },
        ("collection/s-1", "collection/c-1"),
    ),
    ("a cache of Vertex", "gemini", {"cached_content": "projects/p/locations/l/cachedContents/123"}, ("collection/123",)),
    ("a file for a store of Gemini's", "gemini", {"fileName": "files/abc"}, ("abc",)),
    ("an editor's own address", "anthropic_messages", {"messages": [{"role": "assistant", "content": [{"type": "tool_use", "id": "t", "name": "open", "input": {"file_uri": "file:///a.py"}}]}]}, ()),
    ("words in a list of that name", "openai_json", {"files": ["Ahoj"]}, ()),
    (
        "a citation that is sent again",
        "openai_responses",
        {"input": [{"role": "assistant", "content": [{"type": "output_text", "text": "x", "annotations": [{"file_id": "file-a"}]}]}]},
        (),
    ),
    ("one id in a list", "openai_chat", {"messages": [{"role": "user", "content": [{"type": "file", "file": {"file_id": ["file-a"]}}]}]}, ("file-a",)),
    ("no file at all", "openai_chat", {"messages": [{"role": "user", "content": "file_id"}]}, ()),
]  # fmt: skip


GEMINI = "https://generativelanguage.googleapis.com/v1beta"
ADDRESSES: list[tuple[str, str | None]] = [
    ("files/abc", "abc"),
    (f"{GEMINI}/files/abc", "abc"),
    (f"{GEMINI}/files/abc/", ""),
    (f"{GEMINI}/files/abc?x=1", ""),
    (f"{GEMINI}/files%2Fabc", ""),
    (" files/abc", ""),
    ("https://GENERATIVELANGUAGE.googleapis.com./v1beta/files/abc#", ""),
    ("https://youtube.com\\@generativelanguage.googleapis.com/v1beta/files/abc", ""),
    ("https://storage.googleapis.com/files/abc", ""),
    ("gs://bucket/files/abc", ""),
    ("GS://bucket/abc", ""),
    ("https://www.youtube.com/watch?v=1", None),
    ("https://urad.example/files/abc", None),
    ("https://notgoogle.com.example/abc", None),
]
"""Known as what; "" as the whole of it, which no upload gives; None: a link."""


@pytest.mark.parametrize(("address", "expected"), ADDRESSES, ids=[row[0] for row in ADDRESSES])
def test_an_address_of_a_file(address: str, expected: str | None) -> None:
    """Whatever is not plainly a link to somewhere else is a file at the provider, and no spelling makes another one a known file."""
    content = json.dumps({"contents": [{"parts": [{"fileData": {"fileUri": address}}]}]}).encode()
    found = file_ids.referred(formats()["gemini"].segments(Body(content, "application/json")).segments)
    assert found == (() if expected is None else (expected or address,))


def test_a_line_of_a_batch() -> None:
    """What one request refers to, a file of requests refers to, too."""
    line = json.dumps({"body": {"input": "x", "tools": [{"type": "code_interpreter", "container": "cntr_a"}]}})
    form = (
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jsonl"\r\nContent-Type: application/jsonl\r\n\r\n'
        f"{line}\n\r\n--b--\r\n"
    )
    found = formats()["openai_files"].segments(Body(form.encode(), "multipart/form-data; boundary=b", "/v1/files"))
    assert file_ids.referred(found.segments) == ("collection/cntr_a",)


@pytest.mark.parametrize(("why", "name", "body", "expected"), REFERS, ids=[row[0] for row in REFERS])
def test_what_a_request_refers_to(why: str, name: str, body: Any, expected: tuple[str, ...]) -> None:
    """Each id once, in order."""
    content = json.dumps(body).encode()
    found = formats()[name].segments(Body(content, "application/json"))
    assert file_ids.referred(found.segments) == expected, why


@pytest.mark.parametrize(
    ("why", "name", "body", "expected"),
    [
        ("a second list of stores", "openai_responses", '{"input":"x","tools":[{"type":"file_search","vector_store_ids":["a"],"vector_store_ids":["b"]}]}', ("collection/a", "collection/b")),
        ("a second list of tools", "openai_responses", '{"input":"x","tools":[],"tools":[{"type":"code_interpreter","container":"b"}]}', ("collection/b",)),
        ("files of a second container", "openai_responses", '{"input":"x","tools":[{"container":"","container":{"file_ids":[],"file_ids":["b"]}}]}', ("b",)),
        ("a second container", "openai_responses", '{"input":"x","container":"a","container":"b"}', ("collection/a", "collection/b")),
        ("a second assistant", "openai_assistants", '{"assistant_id":"a","assistant_id":"b"}', ("collection/a", "collection/b")),
        ("a second list of files", "openai_json", '{"file_ids":["a"],"file_ids":["b"]}', ("a", "b")),
        ("a second file", "openai_json", '{"training_file":"a","training_file":"b"}', ("a", "b")),
    ],
)  # fmt: skip
def test_what_stands_twice(why: str, name: str, body: str, expected: tuple[str, ...]) -> None:
    """Of two keys of one name most readers take the last: what stands there is referred to, too."""
    found = formats()[name].segments(Body(body.encode(), "application/json", "/v1/x"))
    assert file_ids.referred(found.segments) == expected, why


def test_what_a_message_refers_to() -> None:
    """Copilot's page names its attachments in a message of its socket."""
    said = {
        "event": "send",
        "content": [{"type": "document", "attachmentId": "a5Hq8WnE2kVz7RtYpLm3c"}, {"type": "text", "text": "shrň to"}],
    }
    content = json.dumps(said).encode()
    assert file_ids.referred(sockets()["copilot_web"].segments(SocketMessage(content)).segments) == ("a5Hq8WnE2kVz7RtYpLm3c",)
