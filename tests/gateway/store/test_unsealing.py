import pytest

from gateway.errors import UserError
from gateway.store.errors import StoreUnavailable
from gateway.store.evidence import EvidenceStore
from gateway.store.seal import CannotOpen, reader_id
from gateway.store.sealing import sealed_to
from gateway.store.unsealing import WRITER, OnePerson, Reason, read, release
from support.events import FIRST, payloads
from support.readers import OFFICER, SECOND, STRANGER

WHY = Reason("Mgr. Vzorová", "ověření případu", "2026-0001")
SECONDS = Reason("Tajemník", "ověření případu", "2026-0001", ("account:tajemnik",))


@pytest.fixture
def row(store, url):
    evidence = EvidenceStore(url)
    store.append(payloads(1, 1), "node-a")
    evidence.add("r1", "e00000001", sealed_to([OFFICER.public_key()], [SECOND.public_key()], b"text", "e00000001"), FIRST)
    found = evidence.get("r1")
    evidence.close()
    return found


def test_opening_is_an_event(store, row):
    """Release and opening stand in a chain of their own, with who, why, and whose keys; what leaves the house does not say who."""
    inner = release(store, row, SECONDS, SECOND, now=FIRST)
    assert read(store, row, WHY, OFFICER, inner=inner, now=FIRST) == b"text"
    told = [one for one in store.page().rows if one.writer == WRITER]
    assert [(one.type, one.tool, one.at) for one in told] == [("evidence.released", "openai", FIRST), ("evidence.opened", "openai", FIRST)]
    assert told[0].payload["opening"]["ids"] == ["account:tajemnik"]
    assert told[1].payload["opening"] == {
        "evidence": "r1",
        "event": "e00000001",
        "who": "Mgr. Vzorová",
        "why": "ověření případu",
        "case": "2026-0001",
        "readers": [reader_id(OFFICER.public_key())],
    }
    assert "Vzorová" not in str(told[1].public())
    assert store.verify().sound


def test_one_person_with_both_keys(store, row):
    """Whoever released a record does not open it, under any name; when somebody else releases it, too, it opens."""
    own = Reason("Tajemník", "ověření případu", "", ("account:tajemnik", "oidc:1"))
    inner = release(store, row, SECONDS, SECOND, now=FIRST)
    with pytest.raises(OnePerson):
        read(store, row, own, OFFICER, inner=inner)
    release(store, row, Reason("Zástupce", "ověření případu"), SECOND)
    assert read(store, row, own, OFFICER, inner=inner) == b"text"


def test_nothing_is_shown_before_it_is_written(store, row, monkeypatch):
    """When the event cannot be stored, nothing is opened."""

    def fail(*_):
        raise StoreUnavailable("away")

    monkeypatch.setattr(store, "append", fail)
    with pytest.raises(StoreUnavailable):
        read(store, row, WHY, OFFICER, second=SECOND)


def test_what_could_not_be_opened_was_not_opened(store, row):
    """A wrong key leaves no event."""
    for attempt in (lambda: read(store, row, WHY, STRANGER, second=SECOND), lambda: release(store, row, WHY, STRANGER)):
        with pytest.raises(CannotOpen):
            attempt()
    assert store.count() == 1


@pytest.mark.parametrize(("who", "why"), [("", "ověření případu"), ("A", ""), ("A", " x ")])
def test_needs_a_reason(who, why):
    """Opening needs who and why."""
    with pytest.raises(UserError, match="--why"):
        Reason(who, why)
