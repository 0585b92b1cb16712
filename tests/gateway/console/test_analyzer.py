"""Presidio's analyzer API, and that nothing of a text stays behind."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import httpx
import pytest

from detectors.finding import NotScanned
from gateway.console.ports import BadRequest
from support.console import BEARER, TOKEN, Client, Parts, ours, served

PLANTED = ("710319/2745", "Vzorový", "planted-correlation-id")


def test_an_answer_is_passed_on_as_presidio_writes_it() -> None:
    """JSON with sorted keys, as its ``app.py`` sends it."""
    parts = Parts()
    answer = Client(parts.app()).post("/analyze", headers=BEARER, json={"text": "Jan", "language": "cs"})
    assert answer.headers["content-type"] == "application/json"
    assert answer.text == '[{"end": 3, "entity_type": "PERSON", "score": 0.85, "start": 0}]'
    assert parts.analyzed == ["ok"]


def test_every_field_reaches_the_analyzer() -> None:
    """The payload is handed over whole; which fields are refused is the analyzer's business."""
    seen: list[dict[str, Any]] = []

    async def keep(payload: dict[str, Any]) -> Any:
        seen.append(payload)
        return [[], []]

    payload = {
        "text": ["a", "b"],
        "language": "en",
        "score_threshold": 0.4,
        "entities": ["PERSON"],
        "correlation_id": "1",
        "context": ["x"],
    }
    assert Client(Parts(analyze=keep).app()).post("/analyze", headers=BEARER, json=payload).json() == [[], []]
    assert seen == [payload]


async def refuses(_payload: dict[str, Any]) -> Any:
    raise BadRequest("ad_hoc_recognizers are refused")


async def cannot(_payload: dict[str, Any]) -> Any:
    raise NotScanned("deadline")


@pytest.mark.parametrize(
    ("analyze", "status", "outcome", "reason"),
    [(refuses, 400, "bad_request", "what the analyzer refuses"), (cannot, 503, "not_scanned", "not scanned is never an empty list")],
)
def test_errors_have_presidios_shape(analyze: Any, status: int, outcome: str, reason: str) -> None:
    """``{"error": …}``, counted by outcome."""
    parts = Parts(analyze=analyze)
    answer = Client(parts.app()).post("/analyze", headers=BEARER, json={"text": "x"})
    assert answer.status_code == status, reason
    assert list(answer.json()) == ["error"]
    assert parts.analyzed == [outcome]


@pytest.mark.parametrize(
    ("body", "content_type", "status", "reason"),
    [
        (b"{", "application/json", 400, "no JSON"),
        (b"", "application/json", 400, "empty"),
        (b"[]", "application/json", 400, "no object"),
        (b"\xff", "application/json", 400, "no UTF-8"),
        (b"[" * 100_000, "application/json", 400, "too deep for the parser"),
        (b"{}", "text/plain", 415, "what a page of another site can send without asking"),
        (b"{}", "", 415, "no type"),
        (b'{"text": "x"}', "application/json; charset=utf-8", 200, "with a parameter"),
    ],
)
def test_a_body_is_a_json_object(body: bytes, content_type: str, status: int, reason: str) -> None:
    """Anything else is refused in Presidio's shape."""
    answer = Client(Parts().app()).post("/analyze", headers={**BEARER, "Content-Type": content_type}, content=body)
    assert answer.status_code == status, reason
    if status != 200:
        assert list(answer.json()) == ["error"]


def test_the_lists_and_the_liveness_word_are_presidios() -> None:
    """Any language is answered; ``/health`` says what Presidio says."""
    client = Client(Parts().app())
    assert client.get("/supportedentities?language=en", headers=BEARER).json() == ["PERSON", "CZ_BIRTH_NUMBER"]
    assert client.get("/recognizers", headers=BEARER).json() == ["CzBirthNumber"]
    assert client.get("/health", headers=BEARER).text == "Presidio Analyzer service is up"


def test_credentials_in_the_url_work_as_presidios_clients_send_them() -> None:
    """A client that knows no token takes one as the password of its base URL."""
    with served(Parts().app()) as base:
        url = base.replace("http://", f"http://presidio:{TOKEN}@")
        answer = httpx.post(f"{url}/analyze", json={"text": "Jan", "language": "en"}, timeout=60, trust_env=False)
    assert answer.status_code == 200


def test_nothing_of_a_request_stays_behind(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Planted values in bodies, paths, queries and headers of a real server appear in no log line, no output and no error."""

    async def broken(payload: dict[str, Any]) -> Any:
        if payload.get("language") == "xx":
            raise ValueError(payload["text"])
        raise NotScanned("deadline")

    planted = " ".join(PLANTED[:2])
    with (
        caplog.at_level(logging.DEBUG),
        served(Parts(analyze=broken).app()) as base,
        httpx.Client(base_url=base, headers=BEARER, timeout=60, trust_env=False) as client,
    ):
        body = {"text": planted, "language": "xx", "correlation_id": PLANTED[2]}
        answers = [
            client.post("/analyze", json=body),
            client.post("/analyze", json=body | {"language": "cs"}),
            client.post("/analyze", content=json.dumps(planted), headers={"Content-Type": "application/json"}),
            client.post(f"/analyze/{planted}", json=body),
            client.get("/api/v1/events", params={"tool": planted, planted: "1"}),
            client.get("/recognizers", params={"language": planted}),
            client.get("/api/v1/events/" + PLANTED[2], headers={"X-Request-Id": planted.encode()}),
            client.put("/analyze", content=planted.encode()),
        ]
    out = capfd.readouterr()
    written = ours(caplog) + out.out + out.err + "".join(answer.text + str(answer.headers) for answer in answers)
    for value in (*PLANTED, TOKEN):
        assert value not in written
    assert [answer.status_code for answer in answers] == [500, 503, 400, 404, 422, 200, 404, 405]
