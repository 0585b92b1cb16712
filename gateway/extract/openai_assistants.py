"""OpenAI Assistants: assistants, threads, their messages and runs. Azure OpenAI serves them, too.

Request: ``instructions``, ``additional_instructions``; ``messages[]``, ``additional_messages[]``, ``thread.messages[]`` or one message
(``role``, ``content`` as string or parts); ``tool_outputs[].output``; ``tools[]``, ``metadata``. The
conversation is the thread in the path; a new one has no id yet. Source: the API reference, "Assistants".
"""

from __future__ import annotations

import re
from collections.abc import Callable

from gateway.extract.api import WireFormat
from gateway.extract.json_api import Dialect, JsonApi
from gateway.extract.json_format import JsonBody
from gateway.extract.openai_assistants_answer import OpenAIAssistantsAnswer
from gateway.extract.place import merged
from gateway.model import Place, Speaker

_ID = "[A-Za-z0-9._-]+"
_ROLES = {"user": Speaker.USER, "assistant": Speaker.ASSISTANT}
_NAMES = {
    "instructions": Speaker.SYSTEM, "additional_instructions": Speaker.SYSTEM, "tools": Speaker.TOOL, "tool_outputs": Speaker.TOOL,
}  # fmt: skip
_LISTS = frozenset({"messages", "additional_messages"})


def _speaker(body: JsonBody) -> Callable[[Place], Speaker]:
    def found(place: Place) -> Speaker:
        plain = merged(place)
        at = next((at for at, part in enumerate(plain[:2]) if part in _LISTS), None)
        if at is not None and len(plain) > at + 1:
            return _ROLES.get(body.string(*plain[: at + 2], "role") or "user", Speaker.USER)
        if plain and plain[0] in {"content", "attachments"}:
            return _ROLES.get(body.string("role") or "user", Speaker.USER)
        return _NAMES.get(str(plain[0]), Speaker.METADATA) if plain else Speaker.METADATA

    return found


FORMAT: WireFormat = JsonApi(
    "openai_assistants",
    {
        "assistants": f"/assistants(?:/{_ID})?",
        "threads": f"/threads(?:/(?!runs$){_ID})?",
        "threads.runs": "/threads/runs",
        "threads.messages": f"/threads/{_ID}/messages(?:/{_ID})?",
        "threads.thread_runs": f"/threads/{_ID}/runs(?:/{_ID})?",
        "threads.tool_outputs": f"/threads/{_ID}/runs/{_ID}/submit_tool_outputs",
    },
    Dialect(_speaker, in_path=re.compile("/threads/(?!runs(?:/|$))([A-Za-z0-9._-]+)")),
    shape=OpenAIAssistantsAnswer,
)
