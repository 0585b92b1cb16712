"""The administrator's first page."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.accounts.role import Role
from gateway.console.language import LANGUAGES, Language
from gateway.console.texts import text
from gateway.doctor.registry import every
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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("check", [one.name for one in every()])
def test_every_check_is_said_in_plain_words(check: str, language: Language) -> None:
    """What doctor looks at, and what to do about it, in both languages; what exactly was found stands beneath."""
    assert text(language, f"doctor.check.{check}")
    assert text(language, f"doctor.looks.{check}").endswith(".")
    assert text(language, f"doctor.mend.{check}").endswith(".")


def test_what_is_wrong_is_what_should_hold() -> None:
    """A finding that is none says what holds; one that is says what should, and what to do."""
    page = Client(Parts().app()).get("/admin", headers=BEARER).text
    assert "Má platit: Na disku je místo pro události a vyrovnávací frontu." in page
    assert "→ Uvolněte místo" in page
    assert "Certifikační autorita brány je na místě a platí." in page
    assert "Má platit: Certifikační autorita" not in page


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
