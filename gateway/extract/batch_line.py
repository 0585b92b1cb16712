"""One line of a file of requests, looked at as if the request had been sent by itself.

OpenAI, Azure, Groq, Together: ``{"custom_id", "method", "url", "body"}``; Mistral and Cohere the same without ``url``; Gemini:
``{"key", "request"}``. What stands under ``body`` or ``request`` is given to the very format that reads it when it comes alone, so what is
refused there is refused here. Sources: the API references, "Batch" of OpenAI and Mistral, "Batch API" of Gemini, Groq and Together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from gateway.batch import Asked
from gateway.extract import asked, blobs, escapes, json_format, json_text
from gateway.extract.api import Body, WireFormat
from gateway.extract.budget import Budget
from gateway.extract.gemini import FORMAT as GEMINI
from gateway.extract.json_format import JsonBody
from gateway.extract.openai_chat import FORMAT as CHAT
from gateway.extract.openai_completions import FORMAT as COMPLETIONS
from gateway.extract.openai_embeddings import FORMAT as EMBEDDINGS
from gateway.extract.openai_json import FORMAT as JSON
from gateway.extract.openai_responses import FORMAT as RESPONSES
from gateway.model import Extracted, File, OpaqueBody, OpaqueReason, RequestHead, Segment, Speaker

_ADDRESSED = (CHAT, RESPONSES, EMBEDDINGS, COMPLETIONS, JSON)
"""Formats that a line may name by its ``url``."""
_GEMINI = frozenset({"request", "generateContentRequest", "generate_content_request"})
_GOOGLE = _GEMINI | {"contents"}
_BODY = "body"
_REQUEST = _GEMINI | {_BODY, "params", "contents", "messages", "tools"}
"""One of these names stands at the top of every request, or of what goes around it."""
_TOKENS = frozenset({"input", "inputs", "prompt"})
"""Where embeddings and older completions take numbers in place of words (:mod:`gateway.extract.tokens`). Whatever address the line says."""
_LOOKS = re.compile(rf"""\b(?:{"|".join(sorted(_REQUEST))})["']?\s*:\s*[{{\[]""")
"""In what is no JSON for a strict reader: protobuf's takes names without quotes, Python's takes NaN."""

_TOP = json.JSONDecoder(parse_int=float)  # a number of ten thousand digits is one, too
_NEXT = re.compile(r"[ \t\n\r]*,?[ \t\n\r]*")
_COLON = re.compile(r"[ \t\n\r]*:[ \t\n\r]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is JSON. ``files`` are what its strings carry."""

    segments: tuple[Segment, ...] = field(repr=False)
    files: tuple[File, ...]
    asked: Asked
    is_request: bool


def read(text: str) -> Line:
    """Reads one line. Raises OpaqueBody for one that is no JSON, and for whatever its request is refused when it comes alone."""
    budget = Budget()
    body = json_format.of_text(json_text.read(text, (), budget), budget)
    if not _GOOGLE.isdisjoint(_names(body)):
        body = blobs.opened(body)
    segments = body.segments(lambda _: Speaker.USER)
    if not is_request(body):
        return Line(segments, body.files, Asked(), is_request=False)
    alone = _alone(text)
    files = {bytes(file.content): file for one in alone for file in one.files} | {bytes(file.content): file for file in body.files}
    every = (asked.of(segments), *(asked.of(one.segments) for one in alone))
    return Line(segments, tuple(files.values()), asked.together(every), is_request=True)


def alone(text: str) -> Asked:
    """What the request asks for when it is read alone; who read the line, which is JSON, knows what that asks for. Raises OpaqueBody."""
    return asked.together(asked.of(one.segments) for one in _alone(text))


def is_request(body: JsonBody) -> bool:
    """Whether a JSON text has the shape of a request, or of a line with one."""
    return not _REQUEST.isdisjoint(_names(body))


def _names(body: JsonBody) -> set[str | int]:
    return {place[0] for place in (*body.top, *body.containers) if place}


def looks_like_one(text: str) -> bool:
    """Whether a lenient reader might find a request in a line that is no JSON for a strict one. Linear in its length."""
    return text.startswith("{") and _LOOKS.search(escapes.decoded(text) or text) is not None


def _alone(text: str) -> list[Extracted]:
    """The request, as each format reads it that may be meant. What is no object is none: a log may have words there."""
    members = list(_members(text))
    url = next((_TOP.decode(value) for name, value in members if name == "url" and value.startswith('"')), "")
    found: list[Extracted] = []
    for name, value in members:
        if name in _GEMINI and value.startswith("{"):
            found.append(_read(GEMINI, value))
        elif name == _BODY:
            inner = list(_members(value))
            if any(own in _TOKENS and _counts(_TOP.decode(said)) for own, said in inner):
                raise OpaqueBody(OpaqueReason.TOKENS)
            found += (_read(wire, value, url) for wire in _formats({own for own, _ in inner}, url))
    return found


def _formats(names: Collection[str], url: str) -> Iterator[WireFormat]:
    """By the address that the line names, and by the shape: whose lines name none goes by that of the job."""
    head = RequestHead("https", "", 443, "POST", url)
    meant = next((one for one in _ADDRESSED if names and one.operation(head) is not None), None)
    if meant is not None:
        yield meant
    if meant is not CHAT and "messages" in names:
        yield CHAT


def _counts(value: object) -> bool:
    """Whether this is numbers, in lists or alone."""
    if isinstance(value, list):
        return any(map(_counts, value))
    return isinstance(value, float)


def _read(wire: WireFormat, value: str, url: str = "") -> Extracted:
    return wire.segments(Body(value.encode("utf-8"), "application/json", url))


def _members(text: str) -> Iterator[tuple[str, str]]:
    """The names of an object, each as often as it stands there, and their values as written; nothing of any other JSON."""
    if not text.startswith("{"):
        return
    at = _NEXT.match(text, 1).end()  # type: ignore[union-attr]
    while text[at] != "}":
        name, at = _TOP.raw_decode(text, at)
        start = _COLON.match(text, at).end()  # type: ignore[union-attr]
        _, at = _TOP.raw_decode(text, start)
        yield name, text[start:at]
        at = _NEXT.match(text, at).end()  # type: ignore[union-attr]
