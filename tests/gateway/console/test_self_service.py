"""What a person changes of their own account, where the page does not reach."""

from __future__ import annotations

import asyncio
from pathlib import Path

from gateway.accounts.account import TRIES
from gateway.accounts.role import Role
from gateway.accounts.session import Source
from gateway.console.admission import Admitted, Refusal
from gateway.console.self_service import begin_enrolment, change_password, new_codes, own
from gateway.console.visitor import Visitor
from support.reception import PASSWORD, Desk, account_of

JANA = Visitor(frozenset({Role.DPO}), "jana", "Jana", session="s")


def test_whom_the_directory_knows_changes_no_password_here(tmp_path: Path) -> None:
    """There is none to change, and no second factor to make codes for."""
    desk = Desk(tmp_path)
    admitted = asyncio.run(desk.reception.sign_in("jana", PASSWORD, ""))
    assert isinstance(admitted, Admitted)
    facts = own(desk.reception, JANA)
    assert (facts.known, facts.source) == (None, Source.PEOPLE)
    assert asyncio.run(change_password(desk.reception, JANA, PASSWORD, PASSWORD)) is Refusal.WRONG
    assert new_codes(desk.reception, JANA, "123456") is Refusal.OVER


def test_guessing_the_present_password_rests_the_account(tmp_path: Path) -> None:
    """An open session is no way around the lock."""
    desk = Desk(tmp_path)
    account_of(desk, "jana", Role.DPO)
    for _ in range(TRIES):
        assert asyncio.run(change_password(desk.reception, JANA, "špatně", PASSWORD)) is Refusal.WRONG
    assert asyncio.run(change_password(desk.reception, JANA, PASSWORD, PASSWORD)) is Refusal.RESTS


def test_a_session_that_is_over_sets_nothing_up(tmp_path: Path) -> None:
    """Nor does one that never was."""
    assert begin_enrolment(Desk(tmp_path).reception, "nothing") is None
