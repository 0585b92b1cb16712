import json

from gateway.store.cursor import encode
from gateway.store.rows import EventRow, Filters, Report
from support.events import event, payloads


def row(**changes):
    facts = event(1).payload()
    base = {"position": 7, "id": "e1", "writer": "node-a", "seq": 3, "hash": "ab", "at": event(1).at, "payload": facts}
    names = ("type", "tool", "verdict", "reason", "disclosed")
    return EventRow(**{**base, **{name: facts[name] for name in names}, **changes})


def test_public_form_has_no_fingerprint():
    """What leaves the store for feeds, pages and exports is JSON without fingerprints."""
    public = row().public()
    assert "fingerprints" not in public
    assert event(1).fingerprints[0].digest not in json.dumps(public)
    assert (public["kinds"], public["cursor"], public["erased_by"]) == (event(1).kinds, encode(7), None)


def test_erased_row():
    """An erased event still has its clear part."""
    public = row(payload=None, erased_by="x").public()
    assert (public["tool"], public["erased_by"]) == ("openai", "x")
    assert "kinds" not in public


def test_clear_part_wins():
    """The chained columns are shown, not what a payload says in their place."""
    assert row(payload={"id": "other", "tool": "other", "seq": 9}).public()["tool"] == "openai"


def test_repr_shows_no_payload(store):
    """A row in a log shows no payload."""
    store.append(payloads(1, 1), "node-a")
    assert "CZ_BIRTH_NUMBER" not in repr(store.page())


def test_defaults():
    """No filter asks for everything; a report without problems is sound."""
    assert Filters() == Filters((), (), (), None, None)
    assert Report(0, 0, (), ()).sound
