import dataclasses

import pytest

from gateway.record.event import EventType, Fingerprint
from gateway.record.guard import NotAnEvent, guarded
from support.events import event

PLANTED = ["Alena Nováková", "855101/1237", "855101 1237", "8551011237", "alena novakova, Dlouha 5", "+420 777 123 456"]


def test_real_events_pass_unchanged():
    """An event made of names of ours passes as it is; a new field of Event that the gate does not know would show here."""
    for kind in EventType:
        for changes in (
            {},
            {"person": "p-0123456789abcdef"},
            {"detail": "invalid_json", "kinds": {}},
            {"host": "[2001:db8::1]"},
            {"conversation": "0123456789abcdef" * 2},
        ):
            payload = event(1, type=kind, **changes).payload()
            assert guarded(payload) == payload


@pytest.mark.parametrize("planted", PLANTED)
@pytest.mark.parametrize("name", ["tool", "operation", "verdict", "reason", "detail", "entrance"])
def test_text_is_withheld(name, planted):
    """Whatever could be somebody's words or number is replaced, and the field is named."""
    payload = guarded({**event().payload(), name: planted})
    assert planted not in repr(payload)
    assert payload["withheld"] == [name]


@pytest.mark.parametrize("planted", PLANTED)
def test_text_in_containers_is_withheld(planted):
    """Keys of counts, places and fingerprints are looked at too."""
    dirty = dataclasses.replace(
        event(),
        kinds={planted: 2, "PERSON": 1},
        rules={planted: 1},
        grounds={planted: (85, 0, 1), "names.model": (85, 0, planted)},
        places=("user", planted),
        fingerprints=(Fingerprint("PERSON", "2026-Q4", planted), Fingerprint("PERSON", "2026-Q4", "0" * 64)),
    )
    payload = guarded(dirty.payload())
    assert planted not in repr(payload)
    assert payload["kinds"] == {"withheld": 2, "PERSON": 1}, "the count stays"
    assert len(payload["fingerprints"]) == 1
    assert payload["grounds"] == {"withheld": [85, 0, 1], "names.model": "withheld"}
    assert payload["withheld"] == ["fingerprints", "grounds", "kinds", "places", "rules"]


@pytest.mark.parametrize("planted", ["Alena Nováková", "alena@novakova.example x"])
def test_host_person_and_versions(planted):
    """A host is a host, a pseudonym one word."""
    payload = guarded({**event().payload(), "host": planted, "person": planted, "policy": planted})
    assert planted not in repr(payload)
    assert payload["withheld"] == ["host", "person", "policy"]


def test_unknown_field_is_left_out():
    """A field that the gate has not been taught is not written, and its name (ours) is said."""
    payload = guarded({**event().payload(), "prompt": "Alena Nováková"})
    assert "prompt" not in payload
    assert payload["withheld"] == ["prompt"]


@pytest.mark.parametrize(
    ("name", "value"), [("id", ""), ("id", "Alena Nováková"), ("at", "today"), ("at", None), ("at", "2026-10-01T08:00:00.000+02:00")]
)
def test_without_id_or_time_it_is_no_event(name, value):
    """An event that could not be kept once, or not be found, is refused without repeating it."""
    with pytest.raises(NotAnEvent, match=f"^{name}$"):
        guarded({**event().payload(), name: value})


@pytest.mark.parametrize(("key", "kept"), [("0123456789abcdef" * 2, True), ("c-8551011237", False), ("Alena", False), (5, False)])
def test_conversation(key, kept):
    """A conversation stands in an event by its digest only."""
    out = guarded({**event().payload(), "conversation": key})
    assert (out["conversation"] == key) is kept
    assert ("conversation" in out.get("withheld", ())) is not kept


@pytest.mark.parametrize(
    ("named", "kept"),
    [
        ("Odbor dopravy a silničního hospodářství", True),
        ("", True),
        ("odbor 12", True),
        ("r. č. 715319/2743", False),
        ("a\nb", False),
        ("x" * 81, False),
    ],
)
def test_a_department_is_a_name_of_the_directory(named, kept):
    """Words are kept; a number that a person could have, a second line and a long text are withheld."""
    out = guarded({**event(1).payload(), "department": named})
    assert (out["department"] == named) is kept
