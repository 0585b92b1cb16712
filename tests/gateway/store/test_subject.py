from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from gateway.model import Disclosed
from gateway.record.breach.step import Action, Part, Step
from gateway.record.retention import Plan
from gateway.store import subject
from gateway.store.breaches import BreachStore
from gateway.store.evidence import EvidenceStore
from gateway.store.holds import HoldStore
from gateway.store.keyring import Keyring
from gateway.store.subject import Found, Subjects, wanted
from support.events import FIRST, payload

KEY = Ed25519PrivateKey.from_private_bytes(b"\x01" * 32)
ENTITIES = {"PERSON", "CZ_BIRTH_NUMBER", "EMAIL_ADDRESS"}
NUMBER, NAME = "710319/2745", "Novák Jan"


@pytest.fixture
def keyring(tmp_path):
    return Keyring(tmp_path / "keys")


@pytest.fixture
def subjects(store, url, keyring, monkeypatch):
    """Six events: three of the subject (by number, by name a quarter later, as an employee), and three of others."""
    monkeypatch.setattr(subject, "PAGE", 4)
    number = keyring.fingerprint("CZ_BIRTH_NUMBER", "7103192745", date(2026, 10, 1))
    name = keyring.fingerprint("PERSON", "jan novak", date(2027, 2, 1))
    events = [
        payload(1),
        payload(2, fingerprints=(number,)),
        payload(3),
        payload(4),
        payload(5, fingerprints=(name,), tool="gemini", disclosed=Disclosed.FULL),
        payload(6, person="2026-Q4.abc"),
    ]
    store.append(events, "node-a")
    found = Subjects(url)
    yield found
    found.close()


def ids(found):
    return [event["id"] for event in found.events]


@pytest.mark.parametrize(
    ("values", "persons", "expected", "why"),
    [
        ([NUMBER], (), ["e00000002"], "a number, however it is written"),
        (["7103192745", "Jan NOVÁK"], (), ["e00000002", "e00000005"], "several values, periods and spellings"),
        ([], ("2026-Q4.abc",), ["e00000006"], "an employee's pseudonym"),
        (["Jana Nováková", "", "x@example.cz"], ("2026-Q4.abd",), [], "somebody else"),
    ],
)
def test_find(subjects, keyring, values, persons, expected, why):
    """Everything that is kept of the subject is found, and nothing of others."""
    found = subjects.find(wanted(values, ENTITIES, keyring, persons))
    assert ids(found) == expected, why
    assert all("fingerprints" not in event for event in found.events)


def test_facts(subjects, keyring, url):
    """A request's history keeps numbers and kinds only, the cases, also mere suspicions, and to whom something went."""
    evidence, breaches = EvidenceStore(url), BreachStore(url)
    breaches.report(lambda case: Step(case.id, 1, FIRST, "A", Part.DPO, Action.REPORT, "", {"events": ["e00000002"]}), 2026)
    breaches.close()
    evidence.put("e00000002", b"text", [X25519PrivateKey.generate().public_key()])
    assert subjects.find(wanted([NUMBER, NAME], ENTITIES, keyring)).facts() == {
        "events": 2,
        "evidence": 1,
        "cases": ["2026-0001"],
        "kinds": {"CZ_BIRTH_NUMBER": 1, "PERSON": 1},
        "tools": ["gemini", "openai"],
        "recipients": ["gemini"],
    }
    evidence.close()


def test_erase(subjects, keyring, url, store):
    """Erasure takes what may go, with its evidence, says what stays and why, and leaves a sound chain."""
    holds, evidence = HoldStore(url), EvidenceStore(url)
    holds.put("event:e00000005", held=True, who="A", why="spor")
    record = evidence.put("e00000002", b"text", [X25519PrivateKey.generate().public_key()])
    what = wanted([NUMBER, NAME], ENTITIES, keyring)
    assert subjects.erase(ids(subjects.find(what)), Plan(), KEY, FIRST) == (1, {"legal_hold": 1})
    assert ids(subjects.find(what)) == ["e00000005"]
    assert evidence.get(record).sealed.wrapped == ()
    assert store.get(store.get("e00000002").erased_by).reason == "subject_request"
    report = store.verify([KEY.public_key()])
    assert (report.sound, report.erased) == (True, 1)
    holds.close()
    evidence.close()


def test_a_destroyed_period_tells_nothing(subjects, keyring):
    """After a period's key was destroyed its events cannot be assigned to anybody."""
    keyring.destroy("2026-Q4")
    assert ids(subjects.find(wanted([NUMBER, NAME], ENTITIES, keyring))) == ["e00000005"]


def test_nothing_to_look_for(subjects, keyring):
    """No values find nothing."""
    assert subjects.find(wanted([], ENTITIES, keyring)) == Found()
