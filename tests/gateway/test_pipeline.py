"""The stages together, with formats and scans made by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest

from allowlist.answers import Approved, Role
from detectors.finding import Finding
from gateway.decide.hits import Hit
from gateway.decide.policy import Policy
from gateway.decide.verdict import Block, Pass
from gateway.extract.registry import formats
from gateway.model import Extracted, File, OpaqueBody, OpaqueReason, RequestHead, Scan, ScanOutcome, Segment, Unscanned, Where
from gateway.pipeline import Judgement, Reading, Request, judge, judge_opaque, opened, read

LIMIT = 100_000
FORMATS = formats()
VALUE = "710319/2745"


def request(
    body: object, *, role: Role = Role.PROMPT, query: str = "", raw: bytes | None = None, unknown: str = "refuse", **head: Any
) -> Request:
    admitted = Approved("openai", "chat", role, "test", "openai_chat" if role is Role.PROMPT else None, (), unknown)
    headers = head.pop("headers", (("content-type", "application/json"),))
    sent = RequestHead("https", "api.openai.com", 443, "POST", "/v1/chat/completions", query, headers)
    return Request(sent, json.dumps(body).encode() if raw is None else raw, admitted, LIMIT)


def chat(content: object) -> dict[str, object]:
    return {"model": "m", "messages": [{"role": "user", "content": content}]}


def scan(reading: Reading, needle: str = VALUE, entity: str = "CZ_BIRTH_NUMBER") -> list[Scan]:
    """A detector that knows one value."""
    scans: list[Scan] = []
    for text in reading.texts:
        at = text.find(needle)
        scans.append((Finding(entity, at, at + len(needle), 0.95, "test"),) if at >= 0 else ())
    return scans


def test_a_clean_prompt_passes() -> None:
    """Nothing found, everything scanned: pass."""
    reading = read(request(chat("Dobrý den")), FORMATS)
    judgement = judge(reading, scan(reading), Policy())
    assert (judgement.verdict, judgement.scan) == (Pass(), ScanOutcome.SCANNED)


CARRIERS = [
    (chat(f"Jan má {VALUE}."), 1, "plain content"),
    (chat([{"type": "text", "text": "má 71031"}, {"type": "text", "text": "9/2745."}]), 1, "split over two parts"),
    (chat(VALUE) | {"metadata": {"note": VALUE}}, 2, "twice, at two places"),
    ({"model": VALUE, "messages": [{"role": "user", "content": "x"}]}, 1, "in a field nobody reads"),
    (chat("x") | {VALUE: 1}, 1, "as an object key"),
    (chat("x") | {"metadata": {"rc 710319": "/2745"}}, 1, "cut between a key and its value"),
    (chat('viz {"rc": "7\\u00310319\\/2745"}'), 1, "in escapes behind prose"),
    (chat(f"{VALUE} viz \\u0041"), 1, "beside an escape, so that the string is read twice"),
    (chat('{"a": 1}\n{"rc": "7\\u00310319\\/2745"}'), 1, "in escapes of JSON Lines"),
    ({"messages": [{"role": "user", "content": "7103"}, {"role": "tool", "content": "19/2745"}]}, 1, "cut between two roles"),
    (
        {"messages": [{"role": "user", "content": "7103"}, {"role": "system", "content": ""}, {"role": "user", "content": "19/2745"}]},
        1,
        "cut by an empty message",
    ),
]


def test_grounds_of_each_rule() -> None:
    """The highest score in hundredths, and how many had a context word near or check digits that hold."""
    found = [
        Finding("A", 0, 1, 0.6, "a.plain"),
        Finding("A", 2, 3, 0.854, "a.plain", check=True, context=True),
        Finding("B", 4, 5, 0.5, "b.x"),
    ]
    judgement = Judgement(Block("personal_data"), ScanOutcome.SCANNED, tuple(Hit(one, ((0, one.start, one.end),)) for one in found))
    assert judgement.grounds() == {"a.plain": (85, 1, 1), "b.x": (50, 0, 0)}


@pytest.mark.parametrize(("body", "count", "why"), CARRIERS, ids=[row[2] for row in CARRIERS])
def test_findings_block_and_are_counted_once(body: object, count: int, why: str) -> None:
    """A value blocks wherever it stands, and a joined view does not count it twice."""
    reading = read(request(body), FORMATS)
    judgement = judge(reading, scan(reading), Policy())
    assert judgement.verdict == Block("personal_data")
    assert judgement.kinds() == {"CZ_BIRTH_NUMBER": count}
    assert all(judgement.value(hit) == VALUE for hit in judgement.hits), why


def test_the_query_is_scanned() -> None:
    """Text in the URL is text that leaves."""
    reading = read(request(chat("x"), query="q=710319%2F2745"), FORMATS)
    assert judge(reading, scan(reading), Policy()).verdict == Block("personal_data")


def test_headers_are_scanned() -> None:
    """So is text in a header; credentials are not."""
    carrying = (("content-type", "application/json"), ("x-note", VALUE))
    reading = read(request(chat("x"), headers=carrying), FORMATS)
    assert judge(reading, scan(reading), Policy()).verdict == Block("personal_data")
    for name in ("sec-foo", "sec-ch-ua", "accept-language", "user-agent", "expect"):
        reading = read(request(chat("x"), headers=(("content-type", "application/json"), (name, VALUE))), FORMATS)
        assert judge(reading, scan(reading), Policy()).verdict == Block("personal_data"), name
    credential = (("content-type", "application/json"), ("authorization", f"Bearer {VALUE}"))
    reading = read(request(chat("x"), headers=credential), FORMATS)
    assert judge(reading, scan(reading), Policy()).verdict == Pass()


def test_a_page_without_a_body_is_scanned_by_its_url() -> None:
    """Role static: URL and query."""
    reading = read(request({}, role=Role.STATIC, raw=b"", query=f"q={VALUE}"), FORMATS)
    assert judge(reading, scan(reading), Policy()).verdict == Block("personal_data")


def test_unscanned_is_not_clean() -> None:
    """One text that could not be judged blocks the whole, and the outcome says how far it was seen."""
    reading = read(request(chat("x")), FORMATS)
    some: list[Scan] = [Unscanned("deadline"), *([()] * (len(reading.texts) - 1))]
    judgement = judge(reading, some, Policy())
    assert (judgement.verdict, judgement.scan) == (Block("not_scanned", "deadline"), ScanOutcome.PARTLY)
    judgement = judge(reading, [Unscanned("deadline")] * len(reading.texts), Policy())
    assert judgement.scan is ScanOutcome.NOT_RUN


def test_a_scan_per_text() -> None:
    """A detection that answers fewer texts than it was asked is a fault, not a pass."""
    reading = read(request(chat("x")), FORMATS)
    with pytest.raises(ValueError, match="shorter"):
        judge(reading, [()] * (len(reading.texts) - 1), Policy())


OPAQUE = [
    (request(None, raw=b"x" * (LIMIT + 1)), OpaqueReason.TOO_LARGE, "over the limit"),
    (request(None, raw=b"{"), OpaqueReason.INVALID_JSON, "broken JSON"),
    (request(None, raw=b""), OpaqueReason.UNKNOWN_SHAPE, "a prompt without a body"),
    (request({"a": 1}, role=Role.STATIC), OpaqueReason.UNKNOWN_SHAPE, "a page request with a body"),
    (request({"a": 1}, role=Role.UNKNOWN), OpaqueReason.UNKNOWN_SHAPE, "an operation without a format"),
    (request(chat("x"), headers=(("content-type", "text/plain"),)), OpaqueReason.CONTENT_TYPE, "not JSON"),
    (request(chat("x"), query="q=%" + "25" * 9 + "37"), OpaqueReason.TOO_DEEP, "a query encoded without end"),
    (
        request(chat([{"type": "image_url", "image_url": {"url": "data:image/png ;base64,iVBORw0KGgo="}}])),
        OpaqueReason.UNKNOWN_SHAPE,
        "an image in a sloppy data: URI",
    ),
    (
        request(chat("x"), headers=(("content-type", "application/json"), ("content-encoding", "nothing"))),
        OpaqueReason.UNKNOWN_CODING,
        "an unknown coding",
    ),
]


@pytest.mark.parametrize(("sent", "reason", "why"), OPAQUE, ids=[row[2] for row in OPAQUE])
def test_opaque(sent: Request, reason: OpaqueReason, why: str) -> None:
    """What cannot be read says why, and blocks."""
    with pytest.raises(OpaqueBody) as opaque:
        read(sent, FORMATS)
    assert opaque.value.reason is reason, why
    judgement = judge_opaque(reason)
    assert isinstance(judgement.verdict, Block)
    assert judgement.scan is ScanOutcome.OPAQUE


def test_an_unknown_operation_may_be_walked() -> None:
    """Where the register entry says so, every leaf of an unknown body is scanned."""
    reading = read(request({"note": VALUE}, role=Role.UNKNOWN, unknown="walk"), FORMATS)
    assert judge(reading, scan(reading), Policy()).verdict == Block("personal_data")


def test_nothing_shows_the_text() -> None:
    """No repr of a request, a reading or a judgement holds what was said."""
    reading = read(request(chat(f"Jan má {VALUE}."), query=f"q={VALUE}"), FORMATS)
    shown = repr(reading) + repr(judge(reading, scan(reading), Policy())) + repr(reading.request)
    assert VALUE not in shown
    assert "Jan" not in shown


@pytest.mark.parametrize(
    ("role", "number", "where", "why"),
    [
        (Role.PROMPT, 2, (("attachment", 2), ("page", 7)), "of several the number"),
        (Role.PROMPT, 1, (("attachment", 1), ("page", 7)), "beside a text it is an attachment"),
        (Role.UPLOAD, 1, (("page", 7),), "an upload of one file is that file"),
    ],
)
def test_findings_in_files_say_which_and_where(role: Role, number: int, where: Where, why: str) -> None:
    """An attachment is told by its number, never by its name, which may be a person's."""
    head = RequestHead("https", "api.openai.com", 443, "POST", "/v1/x", "", ())
    request = Request(head, b"", Approved("openai", "x", role, "test", "openai_chat"), 1_000)
    files = tuple(File(("f", at), b"x", name="Jan Novák.pdf") for at in range(number))
    reading = opened(
        Reading(request, None, Extracted((), files=files), ()),
        [*[Extracted(())] * (number - 1), Extracted((Segment((), "800412/3127", where=(("page", 7),)),))],
    )
    finding = Finding("CZ_BIRTH_NUMBER", 0, 11, 0.9, "test")
    judged = judge(reading, [(finding,)], Policy())
    assert judged.spots() == ((where,), 0), why
