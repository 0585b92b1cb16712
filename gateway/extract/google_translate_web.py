"""Google Translate's page: ``batchexecute`` with ``MkEWBc``, ``[["text", "cs", "en", true], [1]]``.

Older clients send the text in the address (``/translate_a/single?q=``), which is scanned like every address. Answers:
``[1][0][0][5]``, the sentences. A refusal stands where the translation would. Source: descriptions by others (py-googletrans,
translatepy).
"""

from __future__ import annotations

from typing import Any

from gateway.extract.api import WireFormat
from gateway.extract.f_req import Call
from gateway.extract.google_page import GooglePage
from gateway.model import Place, Speaker

_TRANSLATE = "MkEWBc"


def speaker(call: Call, place: Place) -> Speaker:  # noqa: ARG001 - all that is sent was typed
    """Everything is the user's."""
    return Speaker.USER


def said(text: str) -> Any:
    """One sentence as the translation."""
    return [
        [None, None, "cs"],
        [[[None, None, None, None, None, [[text, None, None, None, None]]]], "cs", 1, "cs", ["", "cs", "cs", True]],
        "cs",
    ]


FORMAT: WireFormat = GooglePage(
    "google_translate_web",
    {"translate": r"/_/TranslateWebserverUi/data/batchexecute"},
    rpc=_TRANSLATE,
    said=said,
    speaker=speaker,
)
