"""OpenAI Responses (``POST /v1/responses``, ``/responses/compact``, ``/responses/input_tokens``) and Conversations, with the same items.

Request: ``input`` (a string, or items: messages with ``role`` and ``content`` as string or parts; ``function_call`` with ``arguments``,
``function_call_output`` with ``output``, ``reasoning`` with ``summary`` and signed ``encrypted_content``, results of hosted tools),
``instructions``, ``prompt.variables``, ``tools[]``, ``metadata``; Conversations: ``items[]``. Pictures and documents stand in parts
(``image_url``, ``file_data``). Source: the API reference, "Responses" and "Conversations"; openai-python ``types/responses``.

The conversation: ``conversation`` (an id, or an object with one), else ``previous_response_id``, both server state whose text was judged
when it was sent; else how the history in ``input`` began. A chain of ``previous_response_id`` has another id each turn (``Told.BEFORE``):
what is kept of it goes on under the id that the answer names.
"""

from __future__ import annotations

import re

from gateway.extract import items
from gateway.extract.api import WireFormat
from gateway.extract.json_api import Dialect, JsonApi
from gateway.extract.json_format import JsonBody
from gateway.extract.named import conversation_key
from gateway.extract.openai_responses_answer import OpenAIResponsesAnswer
from gateway.model import Conversation, Told

_IN_PATH = re.compile("/conversations/([A-Za-z0-9._-]+)/items")


def _conversation(body: JsonBody) -> Conversation | None:
    named = body.string("conversation") or body.string("conversation", "id")
    if named:
        return Conversation(conversation_key("openai_responses", named))
    previous = body.string("previous_response_id")
    if previous:
        return Conversation(conversation_key("openai_responses", "response", previous), told=Told.BEFORE)
    return None


FORMAT: WireFormat = JsonApi(
    "openai_responses",
    {
        "responses": "/responses|/v1/agent",
        "responses.compact": "/responses/compact",
        "responses.input_tokens": "/responses/input_tokens",
        "conversations": "/conversations",
        "conversations.items": "/conversations/[A-Za-z0-9_-]+/items",
    },
    Dialect(
        items.speaker,
        items.turn,
        _conversation,
        salt=("openai_responses",),
        check=items.check,
        in_path=_IN_PATH,
        history="input",
        plain=items.plain,
    ),
    shape=OpenAIResponsesAnswer,
)
