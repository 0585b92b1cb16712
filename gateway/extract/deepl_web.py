"""DeepL's page and its browser extension: JSON-RPC ``POST /jsonrpc`` (``LMT_handle_texts``: ``params.texts[].text``; ``LMT_handle_jobs``:
``params.jobs[].sentences[].text`` with the sentences around them), and ``POST /v1/translate`` with ``text[]``.

Answers come whole. A refusal is JSON-RPC's error, with ``message`` beside it for the other interface. Sources: OwO-Network/DeepLX and
other descriptions (facts only).
"""

from __future__ import annotations

import re
from dataclasses import replace

from gateway.act import refusal, texts
from gateway.extract import json_rpc, page
from gateway.extract.answer_whole import WholeTexts
from gateway.extract.api import Body, WireFormat
from gateway.extract.json_api import Dialect, by_name
from gateway.extract.place import name
from gateway.extract.turns import Turn
from gateway.model import Answer, Extracted, Notice, Place, Speaker

_TEXTS = frozenset({"text", "raw_en_sentence", "raw_en_context_before", "raw_en_context_after", "sentences"})
_COUNTER = re.compile(r"83[0-9]{5}0[0-9]{2}")
"""A random number from 8300000 to 8399998, a thousand times, and one more for each call."""

_ANSWERS = frozenset({"text", "postprocessed_sentence", "translatedText"})


def turn(place: Place) -> Turn | None:
    """Sentences follow one another as they stand."""
    last = next((part for part in reversed(place) if isinstance(part, str)), "")
    return Turn(place[:2], place[:2], is_text=True) if last in _TEXTS else None


def refuse(notice: Notice, language: str) -> Answer:
    """The error envelope with status 403."""
    envelope = {**json_rpc.error(notice, language), "message": texts.message(notice, language)}
    return refusal.json_answer(envelope, ("x-request-id", notice.reference))


class DeepL(page.Page):
    """The format of the page: :class:`~gateway.extract.page.Page` without its counter of calls."""

    def segments(self, body: Body) -> Extracted:
        """Every leaf, its joins and files. The id that the page makes up by itself is left out where it has the page's form: ten digits,
        of which every fortieth would be a right birth number.
        """
        found = super().segments(body)
        counter = next((one.text for one in found.segments if one.place == ("id",) and _COUNTER.fullmatch(one.text)), None)
        if counter is None:
            return found
        segments = tuple(one._replace(text="") if one.place == ("id",) else one for one in found.segments)
        return replace(found, segments=segments, reply_to=(("id", counter),))


FORMAT: WireFormat = DeepL(
    "deepl_web",
    {"jsonrpc": r"/jsonrpc", "translate": r"/v1/translate", "translate.storefront": r"/v1/storefront/translate"},
    Dialect(by_name({"params": Speaker.USER, "text": Speaker.USER}), turn),
    said=refuse,
    streams=lambda _: False,
    refuse=refuse,
    answers=page.streamed(lambda: WholeTexts(lambda place: name(place) in _ANSWERS or "beams" in place)),
)
