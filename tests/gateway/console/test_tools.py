"""Pages of single tools; asking and reporting."""

from __future__ import annotations

import pytest

from allowlist.loader import packaged
from allowlist.workflow.step import Action, State
from support.console import BEARER, TOKEN, Client, Parts
from support.desk import MemoryDesk, workplace
from support.workflow import REQUEST, history

FORM = dict(REQUEST) | {"service": "claude", "who": "Ing. Zkoušková", "part": "head_of_department"}


def house(*steps) -> tuple[Client, MemoryDesk]:
    desk = MemoryDesk(steps)
    return Client(Parts(workplace=workplace(desk)).app()), desk


def test_every_service_of_the_catalogue_has_its_page() -> None:
    """Approved or not, each is answered in Czech to everybody, and no service takes the name of another page."""
    client, _ = house(*history()[1])
    services = packaged().services
    assert not {"request", "ask"} & set(services)
    for service in list(services)[::12]:
        answer = client.get(f"/tools/{service}")
        assert answer.status_code == 200, service
        assert services[service].name.replace("&", "&amp;") in answer.text
    assert client.get("/tools/nothing").status_code == 404
    assert client.request("HEAD", "/tools/mistral").status_code == 200


def test_an_approved_tool_says_how_to_use_it() -> None:
    """Conditions, data, uses, risk, until when; that outputs are verified; how to report a wrong one."""
    page = house(*history()[1])[0].get("/tools/mistral").text
    for part in ("výstup vždy ověří člověk", "veřejná, vnitřní", "nízké", "Výstup nástroje vždy ověřte", "odpovídáte vy", "chybný výstup"):
        assert part in page, part
    assert "Zkoušková" not in page
    assert 'action="/tools/mistral/report"' not in page, "nobody is signed in"


def test_asking_is_open_for_reading_and_closed_for_writing() -> None:
    """The form shows what is asked; sending needs the session, and the way to sign in leads back."""
    client, desk = house()
    page = client.get("/tools/request?service=claude").text
    assert '<option value="claude" selected>' in page
    assert '<fieldset class="bare" disabled>' in page
    assert "/sign-in?next=/tools/claude/request" in page
    assert client.post("/tools/ask", data=FORM).status_code == 401
    assert not desk.cases()
    cookie = client.post("/sign-in", data={"token": TOKEN, "next": "/tools/claude/request"})
    assert cookie.headers["location"] == "/tools/claude/request"
    session = {"Cookie": cookie.headers["set-cookie"].split(";")[0], "Origin": "http://127.0.0.1:8082"}
    assert "disabled" not in client.get("/tools/claude/request", headers=session).text
    answer = client.post("/tools/ask", data=FORM, headers=session)
    assert (answer.status_code, answer.headers["location"]) == (303, "/register/claude")
    case = desk.case("claude")
    assert (case.state, case.facts.department) == (State.DRAFT, "odbor kultury")


def test_only_what_may_be_asked_for_is_offered() -> None:
    """Neither forbidden services nor those that somebody has asked for already."""
    client, _ = house(*history("claude", Action.SUBMIT)[1])
    page = client.get("/tools/request?service=claude").text
    for service in ("claude", "deepseek"):
        assert f'<option value="{service}"' not in page
    assert "znovu o něj žádat nelze" in page
    assert "znovu o něj" not in client.get("/tools/request?service=%3Cb%3E").text


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"service": "nothing"}, 422, ""),
        ({"who": ""}, 422, "Napište prosím své jméno."),
        ({"service": "mistral"}, 422, "Tento krok teď udělat nelze."),
        ({"account": "<b>"}, 422, "Některý údaj nemá správný tvar."),
    ],
)
def test_a_request_that_cannot_be_taken(change, status, said) -> None:
    """It comes back with its reason, and nothing is on record."""
    client, desk = house(*history()[1])
    answer = client.post("/tools/ask", data=FORM | change, headers=BEARER | {"Accept": "text/html"})
    assert (answer.status_code, said in answer.text) == (status, True)
    assert "<b>" not in answer.text
    assert set(desk.cases()) == {"mistral"}


def test_a_wrong_output_is_reported() -> None:
    """It stands in the history with its department; the reporter is thanked; an empty report is none."""
    client, desk = house(*history()[1])
    form = {"why": "vymyšlené číslo zákona", "department": "odbor kultury", "who": "zaměstnanec"}
    assert client.post("/tools/mistral/report", data=form).status_code == 401
    answer = client.post("/tools/mistral/report", data=form, headers=BEARER)
    assert (answer.status_code, answer.headers["location"]) == (303, "/tools/mistral?reported=1")
    assert "Děkujeme" in client.get("/tools/mistral?reported=1").text
    assert [report.department for report in desk.case("mistral").reports] == ["odbor kultury"]
    for change in ({"why": ""}, {"who": ""}):
        assert client.post("/tools/mistral/report", data=form | change, headers=BEARER).status_code == 422
    assert client.post("/tools/claude/report", data=form, headers=BEARER).status_code == 422, "not published"
    assert len(desk.case("mistral").reports) == 1
