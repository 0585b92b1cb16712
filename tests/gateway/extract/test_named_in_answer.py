"""The rule: the answer to a first question tells the key that every later request of the conversation tells, wherever the answer is cut."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.api import Body
from gateway.extract.named_in_answer import MOST, NamedInAnswer
from gateway.extract.registry import formats

UUID = "6f1c2b3a-1111-4a2b-9c3d-0123456789ab"
OTHER = "00000000-1111-4a2b-9c3d-0123456789ab"


def form(arguments: object) -> Body:
    from urllib.parse import urlencode

    return Body(urlencode({"f.req": json.dumps([None, json.dumps(arguments)])}).encode(), "application/x-www-form-urlencoded", GEMINI)


GEMINI = "/_/BardChatUi/data/assistant.lamda.BardFrontendService/StreamGenerate"
JSON = "application/json"

CHATGPT = (
    'event: delta_encoding\ndata: "v1"\n\nevent: delta\ndata: {"p": "", "v": {"message": {"content": {"parts": ["řekl: '
    f'\\"conversation_id\\": \\"{OTHER}\\""]}}}}, "conversation_id": "{UUID}", "error": null}}}}\n\n'
    f'data: {{"type": "message_stream_complete", "conversation_id": "{UUID}"}}\n\ndata: [DONE]\n\n'
).encode()
GROK = (
    f'{{"result":{{"conversation":{{"conversationId":"{UUID}","title":"x"}}}}}}\n{{"result":{{"response":{{"token":"a"}}}}}}\n'
).encode()
GOOGLE = (
    ")]}'\n\n120\n"
    + json.dumps([["wrb.fr", None, json.dumps([None, ["c_6f1c2b3a4d5e6f70", "r_1"], None, None, [["rc_1", ['"c_0000000000000000"']]]])]])
    + "\n"
).encode()
RESPONSE = rb'{"id": "resp_68ab", "object": "response", "output": [{"id": "msg_1", "text": "\"id\":\"resp_0\""}]}'
STREAMED = b'event: response.created\ndata: {"type":"response.created","response":{"id":"resp_68ab","object":"response"}}\n\n'
ANOTHER = b'{"output":[{"id":"01J-0","object":"message"}],"id":"01J-9","object":"response"}'
CONVERSATION = b'{"id":"conv_68ab","object":"conversation","created_at":1}'
RUN = b'{"id":"run_1","object":"thread.run","assistant_id":"asst_1","thread_id":"thread_1"}'
NEXT: list[tuple[str, bytes, Body]] = [
    ("chatgpt_web", CHATGPT, Body(json.dumps({"conversation_id": UUID, "messages": []}).encode(), JSON, "/backend-api/f/conversation")),
    ("grok_web", GROK, Body(b'{"message": "x"}', JSON, f"/rest/app-chat/conversations/{UUID}/responses")),
    ("openai_responses", RESPONSE, Body(b'{"input":"x","previous_response_id":"resp_68ab"}', JSON, "/v1/responses")),
    ("openai_responses", STREAMED, Body(b'{"input":"x","previous_response_id":"resp_68ab"}', JSON, "/v1/responses")),
    ("openai_responses", ANOTHER, Body(b'{"input":"x","previous_response_id":"01J-9"}', JSON, "/v1/responses")),
    ("openai_responses", CONVERSATION, Body(b'{"input":"x","conversation":"conv_68ab"}', JSON, "/v1/responses")),
    (
        "openai_assistants",
        b'{"id":"thread_1","object":"thread"}',
        Body(b'{"role":"user","content":"x"}', JSON, "/v1/threads/thread_1/messages"),
    ),
    ("openai_assistants", RUN, Body(b'{"role":"user","content":"x"}', JSON, "/v1/threads/thread_1/messages")),
    ("mistral_conversations", b'{"conversation_id":"c_1","outputs":[]}', Body(b'{"inputs":"x"}', JSON, "/v1/conversations/c_1")),
    ("gemini_web", GOOGLE, form([["x"], None, ["c_6f1c2b3a4d5e6f70", "r_1", "rc_1"]])),
]


@pytest.mark.parametrize(("name", "answer", "later"), NEXT, ids=[f"{row[0]}{at}" for at, row in enumerate(NEXT)])
@given(at=st.lists(st.integers(0, 500), max_size=12))
def test_the_key_is_that_of_later_requests(name: str, answer: bytes, later: Body, at: list[int]) -> None:
    """Told once; a text of the assistant that looks like one tells nothing."""
    edges = sorted({0, *at, len(answer)})
    reading = NamedInAnswer(name)
    told = [reading.feed(answer[start:end]) for start, end in zip(edges, edges[1:], strict=False)]
    assert [key for key in told if key] == [formats()[name].conversation(later).key]


@pytest.mark.parametrize("name", ["claude_web", "openai_chat", "perplexity_web"])
def test_formats_that_always_tell(name: str) -> None:
    """They need no answer."""
    assert NamedInAnswer(name).feed(CHATGPT) is None


def test_what_stands_late_is_not_looked_for() -> None:
    """The beginning of an answer is read, not all of a long one."""
    reading = NamedInAnswer("chatgpt_web")
    assert reading.feed(b" " * MOST) is None
    assert reading.feed(CHATGPT) is None
