"""NotebookLM's page: questions to ``…LabsTailwindOrchestrationService/GenerateFreeFormStreamed``, all else to ``batchexecute``.

Arguments of a question: ``[0]`` the sources' ids, ``[1]`` the question, ``[2]`` the history (``[text, null, 1 | 2]``; 2 is the notebook's
own), ``[4]`` the conversation. ``izAoDd`` adds a source (``[0][0][1]`` is ``[title, text]``), ``CYK0Xb`` and ``cYAfTb`` write notes,
``o4cbdc`` registers an upload by its name. Answers: ``[0][0]`` the text so far. Source: teng-lin/notebooklm-py, docs/rpc-reference.md.
"""

from __future__ import annotations

from typing import Any

from gateway.extract.api import WireFormat
from gateway.extract.f_req import Call, FReq
from gateway.extract.google_page import GooglePage
from gateway.model import Place, Speaker

_PATH = r"(?:/u/[0-9]+)?/_/LabsTailwindUi/data/"


def speaker(call: Call, place: Place) -> Speaker:
    """The question is the user's, the history what was said to it; of ``batchexecute`` all may be the user's."""
    if call.rpc or place[:1] == (1,):
        return Speaker.USER
    return Speaker.ASSISTANT if place[:1] == (2,) else Speaker.METADATA


def conversation(read: FReq) -> str | None:
    """The conversation's id of a question."""
    return None if read.calls[0].rpc else read.argument(read.calls[0], 4)


def said(text: str) -> Any:
    """An answer without sources."""
    return [[text, None, None, None, [[]]]]


FORMAT: WireFormat = GooglePage(
    "notebooklm_web",
    {
        "ask": _PATH + r"google\.internal\.labs\.tailwind\.orchestration\.v1\.LabsTailwindOrchestrationService/GenerateFreeFormStreamed",
        "batchexecute": _PATH + "batchexecute",
    },
    rpc="",
    said=said,
    speaker=speaker,
    conversation=conversation,
)
