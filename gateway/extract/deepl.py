"""DeepL's API: ``/v2/translate``, ``/v2/write/…``, glossaries, style rules; hosts api.deepl.com and api-free.deepl.com.

Bodies are JSON or forms; documents have :mod:`gateway.extract.deepl_document`. Text: ``text`` (a list or repeated fields; its elements
follow one another), ``context``, ``entries`` of glossaries, ``custom_instructions``. Answers: ``translations[].text``,
``improvements[].text``. Refusal: status 400 with ``{"message"}``: 403 would be read as a wrong key, 456 as a spent quota.
Source: the API reference, deepl-python ``translator.py`` and ``deepl_client.py``.
"""

from __future__ import annotations

from gateway.act import refusal, texts
from gateway.extract.answer_whole import WholeTexts
from gateway.extract.api import WireFormat
from gateway.extract.form_api import FormApi
from gateway.extract.json_api import Dialect, JsonApi, by_name
from gateway.extract.place import INSIDE, name
from gateway.extract.turns import Turn
from gateway.model import Answer, Notice, Place, Speaker

BAD_REQUEST = 400
"""Raised as DeepLException("Bad request, message: …"), once."""

_ID = "[A-Za-z0-9-]+"
OPERATIONS = {
    "translate": "/v[12]/translate",
    "write": "/v2/write/(?:rephrase|correct)",
    "document.status": f"/v2/document/{_ID}",
    "document.result": f"/v2/document/{_ID}/result",
    "glossaries": "/v[23]/glossaries",
    "style_rules": "/v3/style_rules",
}

_TEXTS = frozenset({"text", "context"})
_SPEAKERS = {"text": Speaker.USER, "context": Speaker.USER, "entries": Speaker.USER, "dictionaries": Speaker.USER}


def turn(place: Place) -> Turn | None:
    """The elements of ``text`` are one running text; the context stands apart from it."""
    if not place or place[0] not in _TEXTS or INSIDE in place or len(place) > 2:
        return None
    return Turn(place[:1], place[:1], is_text=True)


def refuse(notice: Notice, language: str) -> Answer:
    """``{"message"}`` with status 400; ``code`` and ``reference`` for programs."""
    error = {"message": texts.message(notice, language), "code": texts.code(notice.reason), "reference": notice.reference}
    return refusal.json_answer(error, ("x-request-id", notice.reference), status=BAD_REQUEST)


FORMAT: WireFormat = FormApi(
    JsonApi(
        "deepl",
        OPERATIONS,
        Dialect(by_name(_SPEAKERS), turn),
        shape=lambda: WholeTexts(lambda place: name(place) == "text"),
        refuse=refuse,
    ),
    frozenset({"text"}),
)
