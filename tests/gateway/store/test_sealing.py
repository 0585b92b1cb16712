import json

import pytest

from gateway.model import Segment
from gateway.record.evidence import Mark
from gateway.record.sink import SinkUnavailable
from gateway.store import sealing
from gateway.store.evidence import EvidenceStore
from gateway.store.seal import CannotOpen
from gateway.store.sealing import Sealer, move, opened, released, sealed_to
from support.events import event
from support.readers import OFFICER, SECOND, STRANGER, evidence

PUBLIC = [key.public_key() for key in (OFFICER, SECOND)]
ONE = sealed_to(PUBLIC[:1], [], b'"text"', "e1")
TWO = sealed_to(PUBLIC[:1], PUBLIC[1:], b'"text"', "e1")
SEGMENTS = [Segment((), "Pan Novák")]
MARKS = [Mark("PERSON", ((0, 4, 9),))]


def test_one_person():
    """Without second readers the officer opens a record alone; there is nothing to release."""
    assert opened(ONE, OFFICER, "e1") == b'"text"'
    with pytest.raises(CannotOpen):
        released(ONE, OFFICER, "e1")


def test_two_persons():
    """With second readers it takes one of each, at one table or one after the other."""
    assert opened(TWO, OFFICER, "e1", second=SECOND) == b'"text"'
    assert opened(TWO, OFFICER, "e1", released(TWO, SECOND, "e1")) == b'"text"'


@pytest.mark.parametrize(
    ("sealed", "key", "event_id", "second", "why"),
    [
        (ONE, STRANGER, "e1", None, "no reader"),
        (ONE, OFFICER, "e2", None, "of another event"),
        (TWO, OFFICER, "e1", None, "the officer alone"),
        (TWO, SECOND, "e1", None, "the second holder alone"),
        (TWO, SECOND, "e1", SECOND, "the second holder twice"),
        (TWO, STRANGER, "e1", SECOND, "a stranger with the second holder"),
        (TWO, OFFICER, "e1", OFFICER, "the officer twice"),
        (TWO, OFFICER, "e2", SECOND, "of another event"),
    ],
)
def test_cannot_open(sealed, key, event_id, second, why):
    """Nobody else opens it."""
    with pytest.raises(CannotOpen):
        pytest.fail(f"{why}: {opened(sealed, key, event_id, second=second)!r}")


def test_written_and_moved(url, tmp_path):
    """What the proxy seals waits on the disk without its text, and comes into the store once."""
    folder, store = tmp_path / "evidence", EvidenceStore(url)
    Sealer(evidence(tmp_path), folder).put(event(1), SEGMENTS, MARKS)
    Sealer(evidence(tmp_path, "none"), folder).put(event(2), SEGMENTS, MARKS)
    (waiting,) = folder.iterdir()
    assert "Nov" not in waiting.read_text()
    assert waiting.stat().st_mode & 0o777 == 0o600
    copy = waiting.read_bytes()
    assert move(folder, store) is False
    waiting.write_bytes(copy)  # the node died after the store had it
    move(folder, store)
    (identity,) = store.of_event(event(1).id)
    row = store.get(identity)
    assert row.at == event(1).at
    assert json.loads(opened(row.sealed, OFFICER, row.event_id))["texts"][0]["text"] == "Pan Novák"
    assert list(folder.iterdir()) == []
    store.close()


def test_damaged_and_many(url, tmp_path, monkeypatch):
    """A damaged file is set aside and holds nobody up; many go in portions."""
    monkeypatch.setattr(sealing, "PORTION", 2)
    folder, store = tmp_path / "evidence", EvidenceStore(url)
    sealer = Sealer(evidence(tmp_path, "excerpt"), folder)
    for number in (1, 2, 3):
        sealer.put(event(number), SEGMENTS, MARKS)
    min(folder.iterdir()).write_text("{")
    assert move(folder, store) is True
    assert move(folder, store) is False
    assert [path.suffix for path in folder.iterdir()] == [".damaged"]
    assert len(store.newest()) == 2
    assert move(tmp_path / "nowhere", store) is False
    store.close()


def test_no_room(tmp_path):
    """A folder that cannot be written is SinkUnavailable, without a word of the text."""
    (tmp_path / "evidence").write_text("")
    with pytest.raises(SinkUnavailable, match=r"^evidence: File exists$"):
        Sealer(evidence(tmp_path), tmp_path / "evidence").put(event(1), SEGMENTS, MARKS)
