import dataclasses

import pytest

from gateway.record.canonical import canonical
from gateway.record.event import SCHEMA, Event, EventType
from support.events import event


def test_payload_is_complete():
    """Every field of an event is in its payload: what is not there is neither kept nor hashed."""
    payload = event(1).payload()
    assert payload.keys() == {field.name for field in dataclasses.fields(Event)} | {"schema"}
    assert payload["schema"] == SCHEMA


@pytest.mark.parametrize("kind", list(EventType))
def test_payload_is_canonical_json(kind):
    """Every type of event can be written, with its time in UTC to the millisecond."""
    payload = event(1, type=kind).payload()
    assert canonical(payload)
    assert payload["at"] == "2026-10-01T08:00:01.000+00:00"


def test_payload_is_a_copy():
    """Changing a payload does not change its event."""
    one = event(1)
    one.payload()["kinds"]["PERSON"] = 9
    assert one.kinds == event(1).kinds
