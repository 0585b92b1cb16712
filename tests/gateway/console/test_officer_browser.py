"""The officer's main path in a real browser: two persons, from a report to the closed case, with the script that counts down."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from gateway.console.access import Role
from gateway.console.visitor import Visitor
from support.cases import NOW, CaseHouse
from support.chromium import browser
from support.console import Parts, served

PERSONS = {
    "officer": Visitor(frozenset({Role.DPO}), account="officer", name="Jana Vzorová", session="s1", csrf="c1"),
    "director": Visitor(frozenset({Role.DIRECTOR}), account="director", name="Alena Příkladná", session="s2", csrf="c2"),
}


def take(page: Any, action: str, texts: dict[str, str] | None = None, picks: dict[str, str] | None = None) -> None:
    """Opens the form of a step, fills it in and sends it."""
    form = page.locator(f"details#{action}")
    if not form.evaluate("one => one.open"):
        form.locator("summary").click()
    for name, said in (texts or {}).items():
        form.locator(f'[name="{name}"]').fill(said)
    for name, value in (picks or {}).items():
        form.locator(f'[name="{name}"][value="{value}"]').check()
    with page.expect_navigation():
        form.locator("form button").click()
    assert page.locator("[role=alert]").count() == 0, action


@pytest.mark.slow
def test_from_a_report_to_the_closed_case(tmp_path: Path) -> None:
    """Reported, taken over, classified, described, assessed, signed by two persons, told, closed: every step by its form, with no script error."""
    with closing(CaseHouse(tmp_path)) as house:
        app = Parts(cases=house.port, visitor=PERSONS.get).app()
        with served(app) as base, browser() as opened:
            errors: list[str] = []
            pages = {}
            for name in PERSONS:
                context = opened.new_context(locale="cs-CZ")
                context.clock.set_fixed_time(NOW)  # the console's own, for the script that counts down
                context.add_cookies([{"name": "celnice_session", "value": name, "url": base}])
                pages[name] = context.new_page()
                pages[name].on("pageerror", lambda error: errors.append(str(error)))
                pages[name].on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
            officer, director = pages["officer"], pages["director"]
            officer.goto(f"{base}/")
            assert officer.url == f"{base}/cases", "the officer begins here"
            officer.get_by_role("link", name="Nahlásit za někoho").click()
            officer.locator('[name="title"]').fill("Ztracený flash disk s mzdami")
            officer.get_by_role("button", name="Založit případ").click()
            officer.wait_for_url("**/cases/2026-0001")
            take(officer, "receive")
            take(officer, "classify", {"why": "disk nebyl šifrovaný"}, {"as": "incident"})
            assert "zbývá" in officer.locator(".clock strong").inner_text()
            texts = dict.fromkeys(("persons_categories", "records_categories", "consequences", "measures_taken"), "zaměstnanci a platy")
            take(officer, "describe", texts | {"persons": "12", "records": "12"}, {"source": "internal", "category": "confidentiality"})
            take(officer, "assess", None, {"kinds": "financial", "identification": "maximum", "confidentiality": "limited"})
            take(officer, "sign")
            director.goto(f"{base}/director")
            director.get_by_role("link", name="Případ 2026-0001").first.click()
            take(director, "sign")
            officer.reload()
            take(officer, "notify_authority", {"dispatch": "DZ 1"})
            take(officer, "notify_persons", {"exception": "veřejné oznámení"})
            take(officer, "check", {"result": "účinné"})
            take(officer, "close")
            assert "uzavřeno" in officer.locator("main").inner_text()
            assert errors == []
        assert house.port.breaches.case("2026-0001").state == "closed"
