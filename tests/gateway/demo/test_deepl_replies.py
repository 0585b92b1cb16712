"""The DeepL side of the stand-in."""

import json
from typing import Any

import pytest

from gateway.demo import deepl_replies
from gateway.demo.exchange import Request
from gateway.demo.replies import TEXT

JSON = (("content-type", "application/json"),)
FORM = (("content-type", "application/x-www-form-urlencoded"),)


def ask(method: str, path: str, body: bytes = b"{}", headers: tuple[tuple[str, str], ...] = JSON) -> Any:
    data = b"".join(
        part for part in deepl_replies.answer(Request(method, "api.deepl.com", path, headers, body)).parts if isinstance(part, bytes)
    )
    return json.loads(data) if data.startswith(b"{") else data


@pytest.mark.parametrize(("headers", "body"), [(JSON, b'{"text": ["a", "b"]}'), (FORM, b"text=a&target_lang=EN&text=b")])
def test_every_text_has_its_translation(headers: tuple[tuple[str, str], ...], body: bytes) -> None:
    """JSON or a form: as many translations as texts."""
    assert [one["text"] for one in ask("POST", "/v2/translate", body, headers)["translations"]] == [TEXT, TEXT]
    assert len(ask("POST", "/v2/write/rephrase", b'{"text": "a"}')["improvements"]) == 1


def test_a_document() -> None:
    """Sent, ready, fetched."""
    sent = ask("POST", "/v2/document")
    assert ask("POST", f"/v2/document/{sent['document_id']}")["status"] == "done"
    assert ask("POST", f"/v2/document/{sent['document_id']}/result") == TEXT.encode()


def test_the_rest() -> None:
    """Glossaries, usage, and an error."""
    assert ask("POST", "/v3/glossaries")["glossary_id"] == "stand-in"
    assert ask("GET", "/v2/usage")["character_count"] == 10
    assert ask("POST", "/v2/other") == {"message": "no such operation"}
