"""The working group's pages, from the request to the suspension."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from allowlist.workflow.risk import Criterion, packaged
from allowlist.workflow.step import Action, State
from gateway.accounts.role import Role
from gateway.console.visitor import Visitor
from support.console import BEARER, Client, Office, Parts, employee
from support.desk import MemoryDesk, workplace
from support.workflow import ANSWERS, APPROVAL, REQUEST, history

PAGE = BEARER | {"Accept": "text/html"}
ASSESSMENT = {f"criterion.{one.value}": "v pořádku" for one in Criterion} | {f"answer.{key}": value for key, value in ANSWERS.items()}


class House:
    """A console over one desk, with a clock that moves a day with each step."""

    def __init__(self, *steps) -> None:
        self.desk = MemoryDesk(steps)
        self.now = datetime(2026, 9, 1, 8, tzinfo=UTC)
        self.client = Client(Parts(workplace=workplace(self.desk, lambda: self.now)).app())

    def act(self, action: str, tool: str = "mistral", **form: object):
        self.now += timedelta(days=1)
        data = {"who": "Ing. Vzor", "version": str(self.desk.case(tool).version)} | form
        return self.client.post(f"/register/{tool}/{action}", data=data, headers=PAGE)


def sent(facts: Mapping[str, object]) -> dict[str, object]:
    return {key: "yes" if value is True else value if key in ("uses", "data_classes") else "\n".join(value) if isinstance(value, list) else value
            for key, value in facts.items()}  # fmt: skip


def test_the_whole_way_by_forms() -> None:
    """Each step of the directive is a form; the tool is published and its page says so."""
    house = House()
    way = [
        ("draft", sent(REQUEST) | {"part": "head_of_department"}),
        ("consult", {"part": "head_of_it", "security_notes": "přihlášení přes úřad"}),
        ("submit", sent(REQUEST)),
        ("assess", ASSESSMENT),
        ("vote", {"approve": "yes", "part": "working_group", "paper": "zápis 1/2027"}),
        ("approve", sent(APPROVAL) | {"why": "splňuje"}),
        ("announce", {"part": "data_protection_officer"}),
        ("publish", {"part": "administrator"} | {key: APPROVAL[key] for key in ("approved_from", "approved_until", "next_review")}),
    ]
    for action, form in way:
        answer = house.act(action, **form)
        assert (answer.status_code, answer.headers.get("location")) == (303, "/register/mistral"), (action, answer.text[-3000:])
    case = house.desk.case("mistral")
    assert case.state is State.PUBLISHED
    assert [step.who for step in house.desk.history("mistral")] == ["Ing. Vzor"] * len(way)
    house.now = datetime(2026, 11, 3, tzinfo=UTC)
    assert "od 2.\u00a011.\u00a02026" in house.client.get("/tools/mistral").text
    page = house.client.get("/register/mistral", headers=PAGE).text
    assert "otevřeno" in page
    assert "Shrnutí veřejných dokumentů" in page

    assert house.act("suspend", why="únik", part="data_protection_officer", notice="Prověřujeme únik dat.").status_code == 303
    closed = house.client.get("/tools/mistral").text
    assert "je pozastaveno" in closed
    assert "Prověřujeme únik dat." in closed


def test_the_level_is_computed_before_it_is_recorded() -> None:
    """The first button only computes: nothing is on record, and what was written stays in the form."""
    house = House(*history(upto=Action.SUBMIT)[1])
    before = house.desk.case("mistral").version
    answer = house.act("assess", **ASSESSMENT, do="preview")
    assert answer.status_code == 200
    assert "Riziko: nízké (0 % z nejhoršího možného součtu)." in answer.text
    assert 'id="assess" open' in answer.text
    assert house.desk.case("mistral").version == before
    worst = {f"answer.{question.key}": question.choices[-1].key for question in packaged().questions}
    assert "Riziko: nepřijatelné" in house.act("assess", **(ASSESSMENT | worst), do="preview").text


@pytest.mark.parametrize(
    ("action", "form", "status", "said"),
    [
        ("assess", {"criterion.secure": "x"}, 422, "Doplňte prosím větu ke kritériu: 1. Plní svůj účel."),
        ("return", {}, 422, "Napište prosím důvod"),
        ("vote", {}, 422, "Tento krok teď udělat nelze."),
        ("amend", {"approved_from": "zítra"}, 422, "Některý údaj nemá správný tvar. Používat od."),
        ("amend", {"who": ""}, 422, "Napište prosím své jméno."),
        ("amend", {"version": "1"}, 409, "Mezitím jednal někdo jiný."),
    ],
)
def test_what_is_refused_says_why(action: str, form: dict[str, str], status: int, said: str) -> None:
    """The page comes back with one sentence, and nothing is on record."""
    house = House(*history(upto=Action.SUBMIT)[1])
    answer = house.act(action, **({"part": "working_group"} | form))
    assert answer.status_code == status
    assert said in answer.text
    assert house.desk.case("mistral").version == 3


def test_another_part_may_not() -> None:
    """The state machine says whose step it is."""
    house = House(*history(upto=Action.SUBMIT)[1])
    answer = house.act("assess", **ASSESSMENT, part="employee")
    assert (answer.status_code, "Tento krok patří někomu jinému." in answer.text) == (422, True)


def test_what_was_written_is_text() -> None:
    """Markup in a purpose or a reason is shown, never run."""
    house = House(*history(upto=Action.DRAFT)[1])
    house.act("amend", part="head_of_department", purpose="<script>alert(1)</script>", why="<b>x</b>")
    page = house.client.get("/register/mistral", headers=PAGE).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<b>x</b>" not in page


def test_the_list() -> None:
    """Every tool with a history, by name; an empty register says so."""
    house = House(*history()[1], *history("claude", Action.SUBMIT)[1])
    house.now = datetime(2027, 5, 15, tzinfo=UTC)
    page = house.client.get("/register", headers=PAGE).text
    assert page.index("Claude") < page.index("Mistral")
    assert "přezkum 31.\u00a05.\u00a02027" in page
    assert "O žádný nástroj zatím nikdo nepožádal." in House().client.get("/register", headers=PAGE).text


@pytest.mark.parametrize("path", ["/register", "/register/mistral", "/register/mistral/draft"])
def test_without_the_token_nothing_is_read_or_written(path: str) -> None:
    """The pages name persons: they stand behind the door, and a form from another site is refused with the cookie, too."""
    house = House(*history()[1])
    assert house.client.get(path).status_code == 401
    assert house.client.post(path, data={"who": "x"}).status_code == 401
    foreign = house.client.post("/register/mistral/suspend", data={"who": "x"}, headers=BEARER | {"Origin": "https://attacker.example"})
    assert foreign.status_code == 403
    assert house.desk.case("mistral").state is State.PUBLISHED


@pytest.mark.parametrize("path", ["/register/nothing", "/register/mistral/fly", "/register/nothing/draft"])
def test_what_is_not_there(path: str) -> None:
    """An unknown tool or action is not found."""
    house = House()
    answer = house.client.post(path, data={"who": "x"}, headers=BEARER) if path.count("/") == 3 else house.client.get(path, headers=BEARER)
    assert answer.status_code == 404


def test_a_body_that_is_no_form() -> None:
    """JSON is refused with its problem."""
    assert House().client.post("/register/mistral/draft", json={}, headers=BEARER).status_code == 415


def test_a_head_files_the_request_of_the_own_department() -> None:
    """They see it, talk it over and submit it; another department's is not there for them, and deciding is not theirs."""
    visitor = Visitor(frozenset({Role.HEAD, Role.EMPLOYEE}), "vzorova", "Ing. Vzorová", session="s", csrf="c", ids=("account:vzorova",))
    _, steps = history("mistral")
    desk = MemoryDesk([*steps[:2], *history("claude")[1]])
    headers = {"Cookie": "celnice_session=x", "Origin": "http://127.0.0.1:8082"}
    moment = datetime(2027, 6, 1, tzinfo=UTC)

    def client(department: str) -> Client:
        parts = Parts(workplace=workplace(desk, lambda: moment), visitor={"x": visitor}.get)
        return Client(replace_employee(parts, department).app())

    def replace_employee(parts: Parts, department: str) -> Parts:
        parts.employee = employee(colleagues=Office(of=department))
        return parts

    theirs = str(desk.case("mistral").facts.department)
    assert desk.case("mistral").state is State.CONSULTED
    assert client("jineho").get("/register/mistral", headers=headers).status_code == 404
    assert client("jineho").post("/register/mistral/submit", headers=headers, data={"csrf": "c"}).status_code == 404
    own = client(theirs)
    assert "/register/mistral" in own.get("/register", headers=headers).text
    assert "/register/mistral" not in client("").get("/register", headers=headers).text
    done = own.post("/register/mistral/submit", headers=headers, data=sent(REQUEST) | {"csrf": "c", "version": "2"})
    assert done.status_code == 303, done.text[-2000:]
    assert (desk.case("mistral").state, desk.history("mistral")[-1].who) == (State.SUBMITTED, "Ing. Vzorová")
    assert own.post("/register/mistral/assess", headers=headers, data=ASSESSMENT | {"csrf": "c"}).status_code == 422
    assert client("").get("/register/mistral", headers=headers).status_code == 200, "they acted in it"
