"""Requests of data subjects by API, over a real store: from receipt to the answer, carried out over everything that is kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from gateway.store import paths
from gateway.store.keyring import Keyring
from support.cases import NOW, CaseHouse
from support.console import BEARER
from support.events import payload

NEW = {"who": "Podatelna", "kind": "erasure", "applicant": "Jana Vzorová"}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[CaseHouse]:
    """One event of the subject and one of somebody else."""
    with closing(CaseHouse(tmp_path)) as opened:
        mark = Keyring(paths.fingerprint_keys(tmp_path)).fingerprint("CZ_BIRTH_NUMBER", "7103192745", NOW.date())
        opened.events.append([payload(1, fingerprints=(mark,)), payload(2)], "node-a")
        yield opened


def test_the_whole_way(house: CaseHouse) -> None:
    """A request for erasure: identity, search, erasure, draft, answer; the given values stand nowhere."""
    request = house.ask("POST", "requests", NEW, 201)
    assert (request["id"], request["deadline"], request["internal"]) == ("Z-2026-0001", "2026-12-21", "2026-12-04")
    lookup = {"who": "Pověřenec", "values": ["710319/2745"], "version": request["version"]}
    path = f"requests/{request['id']}"
    assert house.ask("POST", f"{path}/search", lookup, 422)["code"] == "identity"
    request = house.step(request, "verify", how="datová schránka")
    found = house.ask("POST", f"{path}/search", lookup | {"version": request["version"]})
    assert (found["found"]["events"], [event["id"] for event in found["events"]]) == (1, ["e00000001"])
    gone = house.ask("POST", f"{path}/erase", lookup | {"version": found["version"]})
    assert gone["found"] == {"events": 1, "kept": {}, "conversations": 0}
    request = house.step(gone, "extend", months=1, why="rozsah")
    request = house.step(request, "draft")
    request = house.step(request, "answer", outcome="granted", dispatch="DZ 1")
    assert (request["state"], request["missing"], request["late"]) == ("answered", ["tell"], False)
    request = house.step(request, "tell", recipient="nikdo")
    assert "710319" not in json.dumps(house.ask("GET", path))
    assert [one["id"] for one in house.ask("GET", "requests")["items"]] == ["Z-2026-0001"]
    assert house.ask("GET", "requests?open=true")["items"] == []
    for name in ("zaznamovy_list", "odpoved_pristup"):
        assert house.file(f"{path}/papers/{name}")[1].startswith(b"PK")


@pytest.mark.parametrize(
    ("path", "given", "status", "code"),
    [
        ("steps", {"action": "draft", "version": 7}, 409, "number"),
        ("steps", {"action": "tell", "recipient": "x"}, 409, "action"),
        ("steps", {"action": "answer", "outcome": "granted", "dispatch": "x"}, 422, "identity"),
        ("steps", {"action": "found", "events": 0}, 422, "invalid_request"),
        ("search", {"values": ["x"], "version": 7}, 409, "number"),
    ],
)
def test_refused(house: CaseHouse, path: str, given: dict[str, object], status: int, code: str) -> None:
    """As the machine says it, and without a word of what was sent."""
    house.ask("POST", "requests", NEW, 201)
    body = {"who": "Pověřenec", "version": 1, **given}
    assert house.ask("POST", f"requests/Z-2026-0001/{path}", body, status)["code"] == code


def test_what_cannot_be_looked_for(house: CaseHouse) -> None:
    """Nothing, and kinds that nobody knows."""
    request = house.step(house.ask("POST", "requests", NEW, 201), "verify", how="osobně")
    for given in ({}, {"values": ["x"], "kinds": ["NOBODY"]}):
        body = {"who": "A", "version": request["version"], **given}
        assert house.ask("POST", "requests/Z-2026-0001/search", body, 422)["code"] == "value"


def test_no_such_request(house: CaseHouse) -> None:
    """404 everywhere; without the token 401."""
    for path in ("requests/Z-2026-0009", "requests/Z-2026-0009/papers/zaznamovy_list"):
        assert house.ask("GET", path, status=404)["code"] == "request"
    assert house.ask("POST", "requests/Z-2026-0009/search", {"who": "A", "version": 1, "values": ["x"]}, 404)["code"] == "request"
    assert house.client.get("/api/v1/requests").status_code == 401
    assert house.client.get("/api/v1/requests/1", headers=BEARER).status_code == 422
