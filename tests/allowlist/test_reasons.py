"""Reasons are plain words, so that they may be stored and counted."""

from __future__ import annotations

import re

from allowlist.reasons import Reason
from allowlist.register import Status


def test_reasons_are_words() -> None:
    """Every reason is lower-case ASCII."""
    assert all(re.fullmatch(r"[a-z_]+", reason.value) for reason in Reason)


def test_every_status_that_refuses_has_its_reason() -> None:
    """Why a tool is not approved is said in the register's own words."""
    for status in (Status.NOT_IN_REGISTER, Status.NOT_YET, Status.EXPIRED):
        assert Reason(status.value).value == status.value
