"""One case as a page over a real store: step by step, what is refused, what is harmless, who sees which form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from gateway.console.access import Role
from gateway.console.visitor import Visitor
from support.breach import ASSESSMENT, DESCRIPTION
from support.cases import CaseHouse
from support.console import BEARER, Client, Parts

OFFICER, DIRECTOR = "data_protection_officer", "director"
XSS = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[CaseHouse]:
    with closing(CaseHouse(tmp_path)) as opened:
        yield opened


def act(house: CaseHouse, action: str, part: str = OFFICER, who: str = "Jana Vzorová", **more: Any) -> httpx.Response:
    """One form of the case as the page sends it."""
    version = more.pop("version", house.port.breaches.case("2026-0001").steps)
    form = {"who": who, "part": part, "version": str(version), **more}
    return house.client.post(f"/cases/2026-0001/{action}", headers=BEARER, data=form)


def page(house: CaseHouse, path: str = "/cases/2026-0001", status: int = 200) -> str:
    answer = house.client.get(path, headers=BEARER)
    assert answer.status_code == status
    return answer.text


def report(house: CaseHouse, **more: str) -> None:
    form = {"title": "Ztracený disk", "left": "true", "who": "Jana Vzorová", "detected": "2026-11-20T14:00:00", **more}
    answer = house.client.post("/cases/new", headers=BEARER, data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/cases/2026-0001")


def plain(facts: Any) -> dict[str, Any]:
    return {name: [str(one) for one in value] if isinstance(value, list) else str(value) for name, value in facts.items()}


def test_the_whole_way_by_forms(house: CaseHouse) -> None:
    """From a report for somebody to the closed case: each form leads to the next, and the steps of the directive follow."""
    report(house, why="telefonem, Pavel Příklad")
    assert "údaje mohly odejít" in page(house, "/cases")
    assert act(house, "receive").status_code == 303
    assert act(house, "classify", **{"as": "incident"}, why="disk nebyl šifrovaný").status_code == 303
    shown = page(house)
    assert "zbývá 72\u00a0hodin" in shown or "zbývá 71\u00a0hodin" in shown
    assert act(house, "describe", **plain(DESCRIPTION)).status_code == 303
    assert act(house, "assess", **plain(ASSESSMENT)).status_code == 303
    unproven = act(house, "sign")
    assert unproven.status_code == 422
    assert "potřebuje odkaz na podepsanou listinu" in unproven.text
    assert 'name="paper"' in unproven.text
    assert act(house, "sign", paper="č. j. 1/2026").status_code == 303
    again = act(house, "sign", DIRECTOR, paper="č. j. 1/2026")
    assert again.status_code == 422
    assert "Dva podpisy" in again.text
    assert act(house, "sign", DIRECTOR, "Alena Ředitelka", paper="č. j. 2/2026").status_code == 303
    assert "Zapsáno za tuto osobu: tokenem; podle listiny č. j. 2/2026" in page(house).replace("\u00a0", " ")
    assert act(house, "notify_authority", dispatch="DZ 1").status_code == 303
    assert act(house, "notify_persons", exception="veřejné oznámení").status_code == 303
    assert act(house, "measure", text="šifrovat disky", owner="IT", due="2026-12-31").status_code == 303
    assert act(house, "close").status_code == 422
    assert act(house, "done", "it_security", measure="1").status_code == 303
    assert act(house, "check", result="účinné").status_code == 303
    assert act(house, "close").status_code == 303
    assert house.port.breaches.case("2026-0001").state == "closed"
    assert "Ztracený disk" not in page(house, "/cases")
    assert "Ztracený disk" in page(house, "/cases?over=1")


@pytest.mark.parametrize(
    ("action", "given", "status", "said"),
    [
        ("receive", {"version": 9}, 409, "Mezitím jednal někdo jiný"),
        ("receive", {"part": DIRECTOR}, 403, "nepřísluší"),
        ("close", {}, 409, "nemůže následovat"),
        ("note", {"text": ""}, 422, "Zkontrolujte tato pole: Text"),
        ("correct", {"what": "detected", "time": "včera", "why": "x"}, 422, "Zkontrolujte tato pole: Správný čas"),
        ("correct", {"what": "detected", "time": "2026-11-20T13:59"}, 422, "potřebuje důvod"),
        ("stop", {"what": "person", "on": "true", "why": "uniká"}, 422, "Případ nezná"),
    ],
)
def test_refused_in_words(house: CaseHouse, action: str, given: dict[str, Any], status: int, said: str) -> None:
    """The machine's reason stands at the form in words, and nothing was written."""
    report(house)
    answer = act(house, action, **given)
    assert answer.status_code == status
    assert said in answer.text
    assert house.port.breaches.case("2026-0001").steps == 1


def test_the_kill_switch(house: CaseHouse) -> None:
    """The tool of the case is suspended at the proxy with a reason, the page says so and offers to lift it; both stand in the history."""
    report(house, tool="openai")
    assert act(house, "stop", what="tool", on="true", why="uniká").status_code == 303
    shown = page(house)
    assert "Nástroj je pozastaven" in shown
    assert "Zrušit pozastavení nástroje" in shown
    assert act(house, "stop", what="tool", on="false", why="opraveno").status_code == 303
    assert "Nástroj je pozastaven" not in page(house)
    assert [step.why for step in house.port.breaches.history("2026-0001")[1:]] == ["uniká", "opraveno"]


def test_what_was_written_stays(house: CaseHouse) -> None:
    """A refused form comes back open with what was written in it."""
    report(house)
    answer = act(house, "correct", what="detected", time="2026-11-20T13:59:00", why="")
    assert 'id="correct" open' in answer.text
    assert 'value="2026-11-20T13:59:00"' in answer.text


def test_a_correction_keeps_what_stood_there(house: CaseHouse) -> None:
    """Both times are on the page, as people in Prague read them."""
    report(house)
    assert act(house, "correct", what="detected", time="2026-11-20T13:59:00", why="překlep").status_code == 303
    shown = page(house)
    assert "20.\u00a011.\u00a02026\u00a013:59:00" in shown
    assert "Zjištěno: 20.\u00a011.\u00a02026\u00a014:00:00" in shown


def test_every_stored_text_is_harmless(house: CaseHouse) -> None:
    """Whatever is written into a case is shown as letters on every page, and no page names it in its address."""
    report(house, title=XSS, why=XSS, recipient=XSS, department=XSS)
    for action, more in (
        ("receive", {}),
        ("note", {"text": XSS, "ticket": XSS[:60]}),
        ("classify", {"as": "incident", "why": XSS}),
        ("invite", {"name": XSS}),
        ("remedy", {"text": XSS, "why": XSS}),
        ("describe", plain(DESCRIPTION) | {"persons_categories": XSS, "consequences": XSS}),
        ("assess", plain(ASSESSMENT)),
        ("measure", {"text": XSS, "owner": XSS}),
    ):
        assert act(house, action, who=XSS, **more).status_code == 303, action
    assert act(house, "sign", who=XSS, paper=XSS).status_code == 303
    for path in ("/cases", "/cases/2026-0001"):
        shown = page(house, path)
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert "&lt;script&gt;" in shown


@pytest.mark.parametrize(
    ("role", "offered", "kept_away"),
    [
        (Role.DPO, ("receive", "note", "remedy"), ("classify",)),
        (Role.DIRECTOR, ("note", "remedy"), ("receive",)),
        (Role.IT_SECURITY, ("note", "remedy"), ("receive",)),
        (Role.AUDITOR, (), ("receive", "note", "remedy", "stop")),
    ],
)
def test_a_part_sees_its_own_forms(house: CaseHouse, role: Role, offered: tuple[str, ...], kept_away: tuple[str, ...]) -> None:
    """Forms are those of the visitor's part; the auditor reads."""
    report(house)
    visitor = Visitor(frozenset({role}), account="a", name="Jana Vzorová", session="s")
    app = Parts(cases=house.port, visitor=lambda _value: visitor).app()
    answer = Client(app).get("/cases/2026-0001", headers={"Cookie": "celnice_session=x"})
    assert answer.status_code == 200
    assert all(f'action="/cases/2026-0001/{action}#' in answer.text for action in offered)
    assert not any(f'action="/cases/2026-0001/{action}#' in answer.text for action in kept_away)


def test_there_is_no_such_case(house: CaseHouse) -> None:
    """A number that is none, and one that nobody has."""
    page(house, "/cases/2026-0009", 404)
    assert house.client.get("/cases/neco", headers=BEARER).status_code in {404, 422}
    report(house)
    assert house.client.post("/cases/2026-0001/unheard-of", headers=BEARER, data={}).status_code == 404
