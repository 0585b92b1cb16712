"""The events of the API."""

from __future__ import annotations

import json

import pytest

from gateway.console.events import MAX_PAGE, MAX_VALUES, EventItem, EventPage
from gateway.model import Disclosed
from gateway.record.event import EventType
from support.console import BEARER, Client, MemoryStore, Parts, event


def client(count: int = 5, **changes: object) -> Client:
    return Client(Parts(store=MemoryStore(*(event(number, **changes) for number in range(1, count + 1)))).app())


def ids(text: str) -> list[str]:
    return [item["id"] for item in json.loads(text)["items"]]


def test_pages_follow_one_another_without_gap_or_repeat() -> None:
    """Reading on from ``next`` gives each event once, oldest first, and then empty pages with a cursor to follow."""
    ask, seen, after = client(7), [], ""
    for _ in range(4):
        answer = ask.get(f"/api/v1/events?limit=3{after}", headers=BEARER)
        seen += ids(answer.text)
        after = f"&after={answer.json()['next']}"
    assert seen == [f"evt-{number}" for number in range(1, 8)]
    assert answer.json() == {"items": [], "next": "c7", "more": False}


def test_an_item_fits_its_schema_and_has_no_fingerprint() -> None:
    """What OpenAPI promises is what comes; fingerprints stay in the store."""
    answer = client().get("/api/v1/events", headers=BEARER)
    EventPage.model_validate(answer.json())
    assert answer.json()["items"][0]["kinds"] == {"CZ_BIRTH_NUMBER": 2, "EMAIL_ADDRESS": 1}
    assert "digest" not in answer.text
    assert "fingerprint" not in answer.text


@pytest.mark.parametrize(
    ("query", "found", "reason"),
    [
        ("", ["evt-1", "evt-2", "evt-3", "evt-4"], "everything"),
        ("tool=anthropic", ["evt-3"], "one tool"),
        ("tool=anthropic&tool=demo", ["evt-3", "evt-4"], "any of the values"),
        ("type=upload.blocked", ["evt-2"], "one type"),
        ("verdict=warn", ["evt-4"], "one verdict"),
        ("verdict=warn&tool=anthropic", [], "all of the filters"),
        ("since=2027-03-14T08:05:09Z", ["evt-2", "evt-3", "evt-4"], "since counts in"),
        ("until=2027-03-14T09:05:09%2B01:00", ["evt-1"], "until does not; offsets are understood"),
        ("after=c2", ["evt-3", "evt-4"], "behind a cursor"),
    ],
)
def test_filters_narrow(query: str, found: list[str], reason: str) -> None:
    """Filters of different names must all match; several values of one name are alternatives."""
    store = MemoryStore(
        event(1),
        event(2, type=EventType.UPLOAD_BLOCKED),
        event(3, tool="anthropic"),
        event(4, tool="demo", verdict="warn", disclosed=Disclosed.FULL),
    )
    answer = Client(Parts(store=store).app()).get(f"/api/v1/events?{query}", headers=BEARER)
    assert ids(answer.text) == found, reason


@pytest.mark.parametrize(
    ("query", "status", "reason"),
    [
        ("limit=1", 200, "least"),
        (f"limit={MAX_PAGE}", 200, "most"),
        ("limit=0", 422, "none"),
        (f"limit={MAX_PAGE + 1}", 422, "over"),
        ("limit=x", 422, "no number"),
        ("limit=", 422, "empty"),
        ("lmit=3", 422, "a misspelt parameter would silently give everything"),
        ("tool=a b", 422, "no code"),
        ("tool=", 422, "empty"),
        ("tool=" + "x" * 65, 422, "too long"),
        ("&".join(["tool=a"] * (MAX_VALUES + 1)), 422, "too many"),
        ("since=2027-03-14T08:05:09", 422, "without its offset an instant is a guess"),
        ("since=yesterday", 422, "no instant"),
        ("after=nonsense", 400, "no cursor"),
        ("after=" + "c" * 129, 422, "too long"),
    ],
)
def test_parameters_have_bounds(query: str, status: int, reason: str) -> None:
    """What is out of bounds or unknown is refused, never guessed."""
    assert client().get(f"/api/v1/events?{query}", headers=BEARER).status_code == status, reason


@pytest.mark.parametrize(
    ("identity", "status", "reason"),
    [
        ("evt-2", 200, "there"),
        ("evt-99", 404, "not there"),
        ("a%2Fb", 404, "two segments"),
        ("%27%20OR%201=1", 422, "no id"),
        ("x" * 65, 422, "too long"),
    ],
)
def test_one_event_by_its_id(identity: str, status: int, reason: str) -> None:
    """The event whose id an employee quoted, or 404."""
    answer = client().get(f"/api/v1/events/{identity}", headers=BEARER)
    assert answer.status_code == status, reason
    if status == 200:
        EventItem.model_validate(answer.json())


@pytest.mark.parametrize("path", ["/api/v1/events", "/api/v1/events/evt-1", "/api/v1/events/stream", "/", "/live?after=c0"])
def test_a_store_that_is_away_is_503(path: str) -> None:
    """A lost database is said in so many words, with a time to come again; nothing is taken for empty."""
    parts = Parts(store=MemoryStore(event(1)))
    parts.store.away = True
    answer = Client(parts.app()).get(path, headers=BEARER)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert answer.json()["code"] == "unavailable"


def test_the_openapi_document_names_the_api() -> None:
    """The document describes events, stream and analyzer, and no page."""
    paths = Client(Parts(cases=None).app()).get("/api/v1/openapi.json", headers=BEARER).json()["paths"]
    assert set(paths) == {
        "/api/v1/coverage",
        "/api/v1/people/addresses",
        "/api/v1/false-alarms",
        "/api/v1/false-alarms/{event}",
        "/api/v1/events",
        "/api/v1/events/stream",
        "/api/v1/events/{identity}",
        "/analyze",
        "/supportedentities",
        "/recognizers",
        "/health",
    }
    assert "text/event-stream" in paths["/api/v1/events/stream"]["get"]["responses"]["200"]["content"]
