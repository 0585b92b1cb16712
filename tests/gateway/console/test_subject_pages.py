"""Requests of data subjects as pages, over a real store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from support.cases import CaseHouse
from support.console import BEARER

NAME = "<b>Jan Neexistující</b>"
NUMBER = "925101/0009"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[CaseHouse]:
    with closing(CaseHouse(tmp_path)) as opened:
        form = {"kind": "erasure", "applicant": NAME, "received": "2026-11-20T08:00", "who": "A"}
        answer = opened.client.post("/requests", headers=BEARER, data=form)
        assert (answer.status_code, answer.headers.get("location")) == (303, "/requests/Z-2026-0001"), answer.text
        yield opened


def act(house: CaseHouse, action: str, **more: str) -> httpx.Response:
    """One form of the request as the page sends it."""
    version = len(house.port.requests.history("Z-2026-0001"))
    form = {"who": "A", "version": str(version), **more}
    return house.client.post(f"/requests/Z-2026-0001/{action}", headers=BEARER, data=form)


def test_the_whole_way_by_forms(house: CaseHouse) -> None:
    """Identity, search, erasure, draft, answer; what was looked for stands on no page."""
    assert act(house, "search", values=NUMBER).status_code == 422, "nobody is looked up before it is known who asks"
    assert act(house, "verify", how="občanský průkaz").status_code == 303
    found = act(house, "search", values=NUMBER)
    assert found.status_code == 200
    assert "Nalezeno událostí: 0" in found.text
    assert NUMBER not in found.text
    assert act(house, "erase", values=NUMBER).status_code == 200
    assert act(house, "draft").status_code == 303
    assert act(house, "answer", outcome="granted", dispatch="DZ 7").status_code == 303
    shown = house.client.get("/requests/Z-2026-0001", headers=BEARER).text
    assert "vyřízeno" in shown
    assert NUMBER not in shown
    assert "Vyřízené (1)" in house.client.get("/requests", headers=BEARER).text


@pytest.mark.parametrize("path", ["/requests", "/requests/Z-2026-0001"])
def test_deadlines_and_harmless_texts(house: CaseHouse, path: str) -> None:
    """A month to answer, 14 days inside; what somebody wrote is letters."""
    shown = house.client.get(path, headers=BEARER).text
    assert "21.\u00a012.\u00a02026" in shown, "the 20th is a Sunday"
    assert "4.\u00a012.\u00a02026" in shown
    assert "zbývá 31\u00a0dnů" in shown
    assert "<b>Jan" not in shown
    assert "&lt;b&gt;Jan" in shown


@pytest.mark.parametrize(
    ("action", "given", "status", "said"),
    [
        ("note", {"version": "7", "text": "x"}, 409, "Mezitím jednal někdo jiný"),
        ("verify", {"how": ""}, 422, "Zkontrolujte tato pole: Jak"),
        ("extend", {"months": "1"}, 422, "potřebuje důvod"),
        ("unheard-of", {}, 404, ""),
    ],
)
def test_refused_in_words(house: CaseHouse, action: str, given: dict[str, str], status: int, said: str) -> None:
    """With its reason, and nothing was written."""
    answer = act(house, action, **given)
    assert answer.status_code == status
    assert said in answer.text
    assert len(house.port.requests.history("Z-2026-0001")) == 1


def test_a_request_that_says_nothing(house: CaseHouse) -> None:
    """Comes back with what is missing; of an unknown number there is no page."""
    answer = house.client.post("/requests", headers=BEARER, data={"kind": "access", "who": "A"})
    assert answer.status_code == 422
    assert "Kdo žádá" in answer.text
    assert house.client.get("/requests/Z-2026-0009", headers=BEARER).status_code == 404
