"""The stand-in's DeepL side. Shapes: DeepL API reference, "Translate text", "Improve text", "Translate documents", "Glossaries"."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs

from gateway.demo.exchange import Reply, Request, plain
from gateway.demo.replies import TEXT

_STATUS = re.compile(r"/v2/document/[^/]+")
_GLOSSARY = {
    "glossary_id": "stand-in",
    "name": "g",
    "creation_time": "2026-01-01T00:00:00.000Z",
    "dictionaries": [{"source_lang": "cs", "target_lang": "en", "entry_count": 1}],
}


def answer(request: Request) -> Reply:
    """The reply to one request under ``api.deepl.com``."""
    match request.method, request.path:
        case "POST", "/v2/translate":
            said = {"detected_source_language": "CS", "text": TEXT, "billed_characters": 10}
            return _json({"translations": [said for _ in _texts(request)]})
        case "POST", "/v2/write/rephrase":
            said = {"detected_source_language": "cs", "target_language": "en-US", "text": TEXT}
            return _json({"improvements": [said for _ in _texts(request)]})
        case "POST", "/v2/document":
            return _json({"document_id": "stand-in", "document_key": "key"})
        case "POST", path if path.endswith("/result"):
            return plain(200, "application/octet-stream", TEXT.encode())
        case "POST", path if _STATUS.fullmatch(path):
            return _json({"document_id": "stand-in", "status": "done", "billed_characters": 10})
        case "POST", "/v3/glossaries":
            return _json(_GLOSSARY, 201)
        case "GET", "/v2/usage":
            return _json({"character_count": 10, "character_limit": 500000})
        case _:
            return _json({"message": "no such operation"}, 404)


def _texts(request: Request) -> list[Any]:
    if "json" in request.header("content-type"):
        text = json.loads(request.body).get("text", [])
        return text if isinstance(text, list) else [text]
    return parse_qs(request.body.decode()).get("text", [])


def _json(document: dict[str, Any], status: int = 200) -> Reply:
    return plain(status, "application/json", json.dumps(document, ensure_ascii=False).encode())
