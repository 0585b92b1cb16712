"""Codes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gateway.accounts.second_factor import CODES, code_at, digest_of_code, fits, new_codes, new_secret, typed, uri

SECRET = b"12345678901234567890"


@pytest.mark.parametrize(("second", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")])
def test_the_codes_of_the_standard(second: int, code: str) -> None:
    """RFC 6238, appendix B, SHA-1, the last six digits."""
    assert code_at(SECRET, datetime.fromtimestamp(second, UTC)) == code


@pytest.mark.parametrize(
    ("seconds", "right", "reason"),
    [
        (0, True, "now"),
        (-30, True, "a telephone that is late"),
        (30, True, "one that is early"),
        (-60, False, "older"),
        (60, False, "from the future"),
    ],
)
def test_which_codes_are_right(seconds: int, right: bool, reason: str) -> None:
    """A step before and after now."""
    now = datetime(2026, 12, 1, 9, 0, 15, tzinfo=UTC)
    code = code_at(SECRET, now + timedelta(seconds=seconds))
    assert (fits(SECRET, f" {code[:3]} {code[3:]}", now, 0) is not None) is right, reason


@pytest.mark.parametrize("code", ["", "12345", "1234567", "žluťák", "１２３４５６", "\ud800"[:0]])
def test_no_other_text_is_a_code(code: str) -> None:
    """Nothing raises."""
    assert fits(SECRET, code, datetime(2026, 12, 1, tzinfo=UTC), 0) is None


def test_a_code_is_not_taken_again() -> None:
    """Nor is an older one."""
    now = datetime(2026, 12, 1, 9, tzinfo=UTC)
    step = fits(SECRET, code_at(SECRET, now), now, 0)
    assert step is not None
    assert fits(SECRET, code_at(SECRET, now), now, step) is None
    assert fits(SECRET, code_at(SECRET, now, -1), now, step) is None
    assert fits(SECRET, code_at(SECRET, now, 1), now, step) == step + 1


def test_what_an_authenticator_is_shown() -> None:
    """The address of the picture, and the same for typing."""
    assert (
        uri(SECRET, "jana")
        == "otpauth://totp/Celnice:jana?digits=6&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&algorithm=SHA1&issuer=Celnice&period=30"
    )
    assert typed(SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
    assert len(new_secret()) == 20


def test_recovery_codes_are_many_and_all_different() -> None:
    """Whatever letters' case and dashes a person types, it is the same one."""
    codes = new_codes()
    assert len(set(codes)) == CODES
    assert digest_of_code("ABCDE FGHJK") == digest_of_code("abcde-fghjk") != digest_of_code("abcde-fghjm")
