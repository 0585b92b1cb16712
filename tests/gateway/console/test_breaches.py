"""The officer's cases by API, over a real store: the whole way, two officers at once, the kill switch, the papers."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from gateway.console.access import Role
from gateway.console.case_ports import WrongPaper
from gateway.console.visitor import Visitor
from gateway.store.breaches import BreachStore
from gateway.store.url import store_url
from support.breach import ASSESSMENT, DESCRIPTION
from support.cases import CaseHouse
from support.console import BEARER, Client, Office, Parts, employee

REPORT = {"who": "Jana Vzorová", "title": "Ztracený flash disk s mzdami", "department": "Odbor sociálních věcí"}
JANA = Visitor(frozenset({Role.EMPLOYEE}), "jana", "Jana Vzorová", session="s", csrf="c")
COOKIE = {"Cookie": "celnice_session=jana", "Origin": "http://127.0.0.1:8082"}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[CaseHouse]:
    with closing(CaseHouse(tmp_path)) as opened:
        yield opened


def test_the_whole_way(house: CaseHouse) -> None:
    """From an employee's own report, without any AI tool, to the closed file; the version of each answer is that of the next step."""
    case = house.ask("POST", "breaches", REPORT, 201)
    assert (case["id"], case["state"], case["left"], case["facts"]["route"]) == ("2026-0001", "suspected", True, "superior")
    assert case["times"]["reported"] == house.now.isoformat(), "the time of receipt is that moment"
    case = house.step(case, "receive")
    case = house.step(case, "classify", **{"as": "incident"}, why="disk nebyl šifrovaný")
    assert case["deadline"]["hours_left"] == 72.0
    case = house.step(case, "describe", **DESCRIPTION)
    case = house.step(case, "assess", **ASSESSMENT)
    assert case["assessment"]["severity"] == "high"
    case = house.step(case, "sign", who="A", paper="č. j. 1")
    assert house.step(case, "sign", 422, who="A", paper="č. j. 1", part="director")["code"] == "signatures"
    case = house.step(case, "sign", who="B", paper="č. j. 1", part="director")
    assert case["missing"] == ["notify_authority", "notify_persons", "check"]
    house.now += timedelta(hours=80)
    assert house.step(case, "notify_authority", 422, dispatch="DZ 1")["code"] == "late"
    case = house.step(case, "notify_authority", dispatch="DZ 1", delay_reasons="zjištění rozsahu")
    case = house.step(case, "notify_persons", exception="veřejné oznámení")
    case = house.step(case, "measure", text="šifrovat disky", owner="IT", due="2026-12-31")
    assert house.step(case, "close", 422)["code"] == "incomplete"
    case = house.step(case, "done", measure=1, part="it_security")
    case = house.step(case, "check", result="účinné")
    case = house.step(case, "close")
    assert (case["state"], case["next"]) == ("closed", ["correct", "note", "reopen"])
    assert house.ask("GET", "breaches/2026-0001") == case


def test_an_elected_member(house: CaseHouse) -> None:
    """A report of a member of the council goes by the head of the office."""
    assert house.ask("POST", "breaches", REPORT | {"elected": True}, 201)["facts"]["route"] == "head_of_office"


@pytest.mark.parametrize(
    ("colleagues", "given", "headers", "superior", "reason"),
    [
        (Office("petr", mail=True), {}, COOKIE, "petr", "as the directory names them"),
        (Office("petr"), {"elected": True}, COOKIE, None, "an elected member has no superior"),
        (Office(), {}, COOKIE, None, "the directory names nobody"),
        (None, {}, COOKIE, None, "no directory"),
        (Office("petr"), {"who": "Jana Vzorová"}, BEARER, None, "the token says a name, not an account"),
    ],
)
def test_the_superior_of_whoever_signed_in(
    house: CaseHouse, colleagues: Office | None, given: dict[str, object], headers: dict[str, str], superior: str | None, reason: str
) -> None:
    """The case says whose report it is to be shown to, as one from the page does."""
    parts = Parts(cases=house.port, employee=employee([], colleagues=colleagues), visitor={"jana": JANA}.get)
    answer = Client(parts.app()).post("/api/v1/breaches", headers=headers, json={"title": "Ztracený disk", **given})
    assert answer.status_code == 201, answer.text
    assert answer.json()["facts"].get("superior") == superior, reason


def test_two_officers_at_once(house: CaseHouse) -> None:
    """The second gets 409 with the version to read, and nothing is written."""
    case = house.ask("POST", "breaches", REPORT, 201)
    house.step(case, "receive")
    answer = house.step(case, "note", 409, text="pozdě")
    assert (answer["code"], answer["version"]) == ("number", 2)
    assert "read the case and try again" in answer["detail"]
    assert house.ask("GET", "breaches/2026-0001")["version"] == 2


@pytest.mark.parametrize(
    ("action", "given", "status", "code"),
    [
        ("close", {}, 409, "action"),  # not in this state
        ("receive", {"part": "director"}, 403, "part"),
        ("correct", {"what": "aware", "time": "2026-11-20T14:00:00Z", "why": "x"}, 422, "value"),  # nobody is aware yet
        ("correct", {"what": "detected", "time": "2026-11-20T14:00:00Z"}, 422, "why"),
        ("unheard-of", {}, 422, "invalid_request"),
        ("note", {"text": ""}, 422, "invalid_request"),
    ],
)
def test_refused(house: CaseHouse, action: str, given: dict[str, str], status: int, code: str) -> None:
    """Every refusal has its reason, and repeats nothing of what was sent."""
    case = house.ask("POST", "breaches", REPORT, 201)
    answer = house.step(case, action, status, **given)
    assert answer["code"] == code
    assert "Jana" not in json.dumps(answer, ensure_ascii=False)
    assert "unheard" not in json.dumps(answer)


def test_no_such_case(house: CaseHouse) -> None:
    """404, also for its papers; a number that is none is refused before anything is looked up."""
    for path in ("breaches/2026-0009", "breaches/2026-0009/papers/protokol", "breaches/2026-0009/dossier"):
        assert house.ask("GET", path, status=404)["code"] == "case"
    assert house.step({"id": "2026-0009", "version": 1}, "close", 404)["code"] == "case"
    assert house.ask("GET", "breaches/..%2F2026", status=404)["code"] == "not_found"
    case = house.ask("POST", "breaches", REPORT, 201)
    assert house.ask("GET", f"breaches/{case['id']}/papers/passwd", status=404)["code"] == "not_found"


def test_the_list(house: CaseHouse) -> None:
    """The newest first; narrowed by state, year, and whether it is open."""
    for _ in range(2):
        house.ask("POST", "breaches", REPORT, 201)
    case = house.step(house.ask("GET", "breaches/2026-0001"), "receive")
    house.step(case, "classify", **{"as": "none"}, why="nález disku v kanceláři")

    def listed(query: str) -> list[str]:
        return [one["id"] for one in house.ask("GET", f"breaches{query}")["items"]]

    assert listed("") == ["2026-0002", "2026-0001"]
    assert listed("?open=true") == ["2026-0002"]
    assert listed("?state=dismissed") == ["2026-0001"]
    assert listed("?year=2025") == []
    assert house.ask("GET", "breaches?owner=x", status=422)["code"] == "invalid_request"


def test_the_kill_switch(house: CaseHouse) -> None:
    """The tool of a case is stopped and lifted, with the case's own step; what stands already is refused."""
    case = house.ask("POST", "breaches", REPORT | {"tool": "openai"}, 201)
    path = f"breaches/{case['id']}/stop"
    given = {"who": "Správce", "why": "únik pokračuje", "what": "tool", "version": case["version"]}
    assert house.ask("POST", path, given | {"version": 9}, 409)["code"] == "number"
    case = house.ask("POST", path, given)
    assert (case["stopped"], case["steps"][-1]["action"], case["steps"][-1]["why"]) == (["tool"], "remedy", "únik pokračuje")
    answer = house.ask("POST", path, given | {"version": case["version"]}, 422)
    assert (answer["code"], answer["detail"]) == ("nothing", "It is suspended already.")
    assert house.ask("POST", path, given | {"version": case["version"], "what": "person"}, 422)["code"] == "nothing"
    assert house.ask("POST", path, given | {"version": case["version"], "on": False})["stopped"] == []
    assert house.ask("POST", "breaches/2026-0009/stop", given, 404)["code"] == "case"


def test_papers(house: CaseHouse) -> None:
    """Each paper of a case as DOCX and PDF, the dossier, the register and the year."""
    case = house.ask("POST", "breaches", REPORT, 201)["id"]
    for name in house.port.papers.names:
        assert house.file(f"breaches/{case}/papers/{name}?form=pdf") == (f"{case}-{name}.pdf", _starts(b"%PDF"))
        assert house.file(f"breaches/{case}/papers/{name}?form=docx") == (f"{case}-{name}.docx", _starts(b"PK"))
    for name in house.port.papers.standing_names:
        assert house.file(f"breaches/papers/{name}?form=docx") == (f"{name}.docx", _starts(b"PK"))
    assert house.file("breaches/register?form=csv") == ("evidence.csv", _starts(b"\xef\xbb\xbf"))
    assert house.file("breaches/register") == ("evidence.xlsx", _starts(b"PK"))
    assert house.file("breaches/report/2026") == ("vyrocni_zprava-2026.pdf", _starts(b"%PDF"))
    with zipfile.ZipFile(io.BytesIO(house.file(f"breaches/{case}/dossier")[1])) as archive:
        verified = json.loads(archive.read(f"{case}/overeni_retezu.json"))
    assert verified["sound"] is True
    assert house.ask("GET", f"breaches/{case}/papers/protokol?form=odt", status=422)["code"] == "invalid_request"
    assert house.ask("GET", "breaches/papers/passwd", status=404)["code"] == "not_found"


class _starts(bytes):  # noqa: N801  # reads as a word in an assertion
    """Equal to whatever begins with it."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, bytes) and other.startswith(bytes(self))

    __hash__ = bytes.__hash__


def test_a_template_that_cannot_be_filled(tmp_path: Path) -> None:
    """The office's own template with a field that does not exist: 422 with its name and line, never a value."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "protokol.md").write_text("# Protokol\n\n{{ case.nobody }}\n", encoding="utf-8")
    with closing(CaseHouse(tmp_path / "b", {"office": {"name": "Kraj", "templates": str(own)}})) as other:
        case = other.ask("POST", "breaches", REPORT, 201)["id"]
        answer = other.ask("GET", f"breaches/{case}/papers/protokol", status=422)
    assert answer["code"] == "template"
    assert answer["detail"].startswith("protokol.md, line 3")
    assert "Jana" not in answer["detail"]
    assert issubclass(WrongPaper, ValueError)


def test_doors(house: CaseHouse) -> None:
    """Without the token nothing of it can be seen, and without the port there is nothing."""
    assert house.client.get("/api/v1/breaches").status_code == 401
    assert house.client.post("/api/v1/breaches", json=REPORT).status_code == 401
    assert Client(Parts(cases=None).app()).get("/api/v1/breaches", headers=BEARER).status_code == 404


def test_openapi(house: CaseHouse) -> None:
    """The document shows every path with its typed body."""
    document = house.ask("GET", "openapi.json")
    paths = document["paths"]
    assert {"/api/v1/breaches", "/api/v1/breaches/{number}/steps", "/api/v1/breaches/{number}/stop"} <= paths.keys()
    assert "propertyName" in json.dumps(document["components"]["schemas"])
    assert "Assess" in document["components"]["schemas"]


def test_a_longer_period(tmp_path: Path) -> None:
    """An incident that is classified now gets the length of the settings, and keeps it."""
    with closing(CaseHouse(tmp_path, {"breach": {"deadline_hours": 96}})) as house:
        case = house.step(house.ask("POST", "breaches", REPORT, 201), "receive")
        assert house.step(case, "classify", **{"as": "incident"}, why="x")["deadline"]["hours_left"] == 96.0
        with closing(BreachStore(store_url(house.settings))) as store:
            assert store.case("2026-0001").hours == 96


def test_a_clock_that_went_back(house: CaseHouse) -> None:
    """A step is never older than the one before it, so no order is lost; the times stay as they were said."""
    case = house.step(house.ask("POST", "breaches", REPORT, 201), "receive")
    house.now -= timedelta(days=2)
    again = house.step(case, "note", text="hodiny serveru šly špatně")
    assert again["steps"][-1]["at"] == case["steps"][-1]["at"]
