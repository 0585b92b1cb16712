"""The rule: what has a provider read a file is found wherever formats put it, under the id that the upload's answer gave."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.extract import file_ids
from gateway.extract.api import Body
from gateway.extract.registry import formats

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
    ("Vertex", "gemini", {"contents": [{"parts": [{"file_data": {"file_uri": "gs://bucket/abc.pdf"}}]}]}, ("abc.pdf",)),
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
    ("words in a list of that name", "openai_json", {"files": ["Ahoj"]}, ()),
    (
        "a citation that is sent again",
        "openai_responses",
        {"input": [{"role": "assistant", "content": [{"type": "output_text", "text": "x", "annotations": [{"file_id": "file-a"}]}]}]},
        (),
    ),
    ("no file at all", "openai_chat", {"messages": [{"role": "user", "content": "file_id"}]}, ()),
]  # fmt: skip


@pytest.mark.parametrize(("why", "name", "body", "expected"), REFERS, ids=[row[0] for row in REFERS])
def test_what_a_request_refers_to(why: str, name: str, body: Any, expected: tuple[str, ...]) -> None:
    """Each id once, in order."""
    content = json.dumps(body).encode()
    found = formats()[name].segments(Body(content, "application/json"))
    assert file_ids.may_refer(content) or not expected
    assert file_ids.referred(found.segments) == expected, why


GIVES: list[tuple[str, bytes, set[str]]] = [
    ("OpenAI, Anthropic, Mistral", b'{"id": "file-a", "object": "file", "filename": "smlouva.pdf"}', {"file-a"}),
    ("OpenAI's uploads", b'{"id": "upload_a", "file": {"id": "file-a"}}', {"upload_a", "file-a"}),
    ("Gemini", b'{"file": {"name": "files/abc", "uri": "https://x.example/v1beta/files/abc", "displayName": "files/x"}}', {"abc"}),
    ("ChatGPT's page", b'{"status": "success", "file_id": "file-a", "upload_url": "https://x/?id=1"}', {"file-a"}),
    ("Claude's page", f'{{"file_uuid": "{UUID}", "file_name": "a"}}'.encode(), {UUID}),
    ("the client's own name", b'{"name": "file-x"}', set()),
    ("too deep", b'{"a":{"a":{"a":{"a":{"a":{"id":"file-a"}}}}}}', set()),
    ("no id", b'{"id": "a b"}', set()),
    ("no JSON", b"{", set()),
    ("words", b'"file-a"', set()),
    ("too long", b'{"id": "file-a", "x": "' + b"x" * file_ids.MAX_ANSWER + b'"}', set()),
    ("nested beyond reading", b"[" * 200_000, set()),
]


@pytest.mark.parametrize(("why", "answer", "expected"), GIVES, ids=[row[0] for row in GIVES])
def test_what_an_answer_gives(why: str, answer: bytes, expected: set[str]) -> None:
    """The ids of the file; never a word that the client chose."""
    assert set(file_ids.given(answer)) == expected, why


def test_ids_of_one_answer_are_bounded() -> None:
    """However many it names."""
    assert len(file_ids.given(json.dumps([{"id": f"file-{n}"} for n in range(1000)]).encode())) == file_ids.MAX_IDS
