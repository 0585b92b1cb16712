"""Mistral Conversations: ``POST /v1/conversations``, ``/conversations/{id}`` and its ``/restart``.

Request: ``inputs`` (a string, or entries: ``message.input``, ``message.output``, ``function.call``, ``function.result``), ``instructions``,
``tools[]``. The conversation is the one in the path, and a new one (also of a ``restart``) the one that the answer names. Mistral's other
operations have the shapes of OpenAI's. Source: mistralai ``client/conversations.py`` and ``models``.
"""

from __future__ import annotations

import re

from gateway.extract import items
from gateway.extract.api import WireFormat
from gateway.extract.json_api import Dialect, JsonApi
from gateway.extract.mistral_conversations_answer import MistralConversationsAnswer

_ID = "[A-Za-z0-9._-]+"

FORMAT: WireFormat = JsonApi(
    "mistral_conversations",
    {
        "conversations": "/conversations",
        "conversations.append": f"/conversations/{_ID}",
        "conversations.restart": f"/conversations/{_ID}/restart",
    },
    Dialect(
        items.speaker,
        items.turn,
        in_path=re.compile("/conversations/([A-Za-z0-9._-]+)"),
        salt=("mistral_conversations",),
        check=items.check,
    ),
    shape=MistralConversationsAnswer,
)
