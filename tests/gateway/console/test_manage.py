"""The administrator's first page."""

from __future__ import annotations

from pathlib import Path

from gateway.accounts.role import Role
from support.console import BEARER, Client, Parts
from support.managing import FINDINGS, manager
from support.reception import Desk, account_of


def test_steps_and_findings_are_said(tmp_path: Path) -> None:
    """Each step with its state; what doctor finds, the worst first, in words of its own and the check's name in Czech."""
    desk = Desk(tmp_path)
    account_of(desk, "vera", Role.ADMINISTRATOR)
    page = Client(Parts(reception=desk.reception).app()).get("/admin", headers=BEARER).text
    for part in (
        "účet správce nemá druhý faktor",
        "bez účtu: pověřenec, bezpečnost IT",
        "schváleno: 1",
        "nepředává se: servicedesk",
        "Místo na disku",
    ):
        assert part in page, part


def test_other_machines_are_asked_on_demand() -> None:
    """Reading the page asks no other machine, and examines again only after a minute."""
    asked: list[bool] = []

    def examine(others: bool) -> object:
        asked.append(others)
        return FINDINGS if others else FINDINGS[:1]

    client = Client(Parts(manager=manager(examine=examine)).app())
    assert "Vše v" in client.get("/admin", headers=BEARER).text
    client.get("/admin", headers=BEARER)
    assert asked == [False]
    assert client.post("/admin/doctor", headers=BEARER, data={"x": "1"}).status_code == 303
    assert "závada" in client.get("/admin", headers=BEARER).text
    assert asked == [False, True]


def test_a_form_that_is_none_is_refused() -> None:
    """Nothing is examined."""
    assert Client(Parts().app()).post("/admin/doctor", headers=BEARER, json={}).status_code == 415
