"""Gemini's page: ``POST /_/BardChatUi/data/assistant.lamda.BardFrontendService/StreamGenerate``, and ``batchexecute`` for everything
small (titles, settings, the list of chats).

Arguments of StreamGenerate: ``[0][0]`` the question, ``[0][3]`` uploads as ``[[[address, 1], name], …]``, ``[2]`` the ids of conversation,
answer and candidate. Its answer: ``[4][i][1][0]`` the text of the i-th candidate, all that was said so far. Sources: xtekky/gpt4free,
HanaokaYuzu/Gemini-API (facts only).
"""

from __future__ import annotations

import re
from typing import Any

from gateway.extract.api import WireFormat
from gateway.extract.f_req import Call, FReq
from gateway.extract.google_page import GooglePage
from gateway.model import Place, Speaker

_ID = re.compile("c_[0-9a-f]{8,32}")


def speaker(call: Call, place: Place) -> Speaker:
    """The question and its uploads are the user's; of what ``batchexecute`` carries nobody says."""
    return Speaker.USER if call.rpc or place[:1] == (0,) else Speaker.METADATA


def conversation(read: FReq) -> str | None:
    """The id of the conversation, ``c_…``: of a question, or of small calls that all name the same one (``hNvQHb`` loads it)."""
    if not read.calls[0].rpc:
        return read.argument(read.calls[0], 2, 0)
    named = {text for text in read.strings.values() if _ID.fullmatch(text)}
    return named.pop() if len(named) == 1 else None


def said(text: str) -> Any:
    """One candidate of an answer."""
    return [None, ["", ""], None, None, [["rc_celnice", [text], None, None, None, None, True, None, [2]]]]


FORMAT: WireFormat = GooglePage(
    "gemini_web",
    {
        "generate": r"(?:/u/[0-9]+)?/_/BardChatUi/data/assistant\.lamda\.BardFrontendService/StreamGenerate",
        "batchexecute": r"(?:/u/[0-9]+)?/_/BardChatUi/data/batchexecute",
    },
    rpc="",
    said=said,
    speaker=speaker,
    conversation=conversation,
)
