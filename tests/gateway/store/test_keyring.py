from datetime import date

import pytest

from gateway.errors import UserError
from gateway.record.fingerprint import fingerprint
from gateway.store.keyring import Keyring, PeriodDestroyed

DAY = date(2026, 10, 3)


@pytest.fixture
def ring(tmp_path):
    return Keyring(tmp_path / "fingerprint")


def test_a_key_per_period(ring):
    """A value has one fingerprint within a period, and another in the next."""
    first = ring.fingerprint("PERSON", "x", DAY)
    assert first.period == "2026-Q4"
    assert first == ring.fingerprint("PERSON", "x", date(2026, 12, 31)) == fingerprint(ring.key("2026-Q4"), "2026-Q4", "PERSON", "x")
    assert first.digest != ring.fingerprint("PERSON", "x", date(2027, 1, 1)).digest
    assert ring.periods() == ("2026-Q4", "2027-Q1")


def test_shared_by_processes(ring, tmp_path):
    """A second keyring on the folder has the same keys."""
    assert Keyring(tmp_path / "fingerprint").key("2026-Q4") == ring.key("2026-Q4")


def test_destroyed_for_good(ring, tmp_path):
    """A destroyed key is gone, its bytes too, and is never made again, by nobody."""
    key = ring.key("2026-Q4")
    assert ring.destroy("2026-Q4")
    for other in (ring, Keyring(tmp_path / "fingerprint")):
        with pytest.raises(PeriodDestroyed):
            other.key("2026-Q4")
    assert ring.periods() == ()
    assert not ring.destroy("2026-Q4")
    assert not any(key in path.read_bytes() for path in (tmp_path / "fingerprint").iterdir())
    assert ring.key("2027-Q1")


def test_destroying_what_never_was(ring):
    """A period without a key is closed as well."""
    assert not ring.destroy("2020-Q1")
    with pytest.raises(PeriodDestroyed):
        ring.key("2020-Q1")


@pytest.mark.parametrize(
    ("today", "expired"),
    [
        (date(2026, 12, 31), ()),
        (date(2027, 3, 31), ()),  # 90 days after the last day of the quarter
        (date(2027, 4, 1), ("2026-Q4",)),
        (date(2028, 1, 1), ("2026-Q4", "2027-Q1")),
    ],
)
def test_expired(ring, today, expired):
    """A key expires when the youngest event of its period does."""
    ring.key("2026-Q4")
    ring.key("2027-Q1")
    assert ring.expired(today) == expired


@pytest.mark.parametrize("period", ["../../etc/passwd", "", "2026-Q4/../x", "2026-Q9"])
def test_names(ring, period):
    """Only a period's name becomes a file name."""
    for call in (ring.key, ring.destroy):
        with pytest.raises(ValueError):
            call(period)


def test_damaged_key(ring, tmp_path):
    """A key of the wrong length is a damaged file, and is not replaced: the fingerprints made with it would be orphaned."""
    ring.key("2026-Q4")
    (tmp_path / "fingerprint" / "2026-Q4.key").write_bytes(b"cut")
    with pytest.raises(UserError, match=r"2026-Q4\.key has 3 bytes"):
        ring.key("2026-Q4")
