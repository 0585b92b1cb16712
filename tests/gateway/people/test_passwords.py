"""Passwords of local users."""

from __future__ import annotations

import pytest

from gateway.people.passwords import FEWEST_CHARACTERS, NOBODYS, PAUSE_SECONDS, TRIES, Brake, fits, hashed


def test_a_hash_knows_its_password_only() -> None:
    """Argon2id in its PHC form; another password, or something that is no hash, does not fit."""
    kept = hashed("velmi dlouhé heslo")
    assert kept.startswith("$argon2id$")
    assert fits(kept, "velmi dlouhé heslo")
    assert not fits(kept, "velmi dlouhe heslo")
    assert not fits("not a hash", "velmi dlouhé heslo")
    assert not fits(NOBODYS, "velmi dlouhé heslo")


def test_a_short_password_is_refused_without_being_repeated() -> None:
    """Twelve characters at least."""
    short = "x" * (FEWEST_CHARACTERS - 1)
    with pytest.raises(ValueError, match="at least 12") as error:
        hashed(short)
    assert short not in str(error.value)


def test_the_brake() -> None:
    """Some wrong ones in a row, then a pause; a right one forgets them; other accounts are not held."""
    now = [0.0]
    brake = Brake(lambda: now[0])
    for _ in range(TRIES):
        assert not brake.holds("jana")
        brake.wrong("jana")
    assert brake.holds("jana")
    assert not brake.holds("petr")
    now[0] = PAUSE_SECONDS
    assert not brake.holds("jana")
    for _ in range(TRIES - 1):
        brake.wrong("jana")
    brake.right("jana")
    brake.wrong("jana")
    assert not brake.holds("jana")


def test_the_brake_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Made-up names do not fill the memory."""
    monkeypatch.setattr("gateway.people.passwords.MOST_ACCOUNTS", 3)
    brake = Brake()
    for number in range(10):
        brake.wrong(str(number))
    assert len(brake._wrong) == 3
