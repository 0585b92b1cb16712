"""Sealed evidence: who may, and what is handed out."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.console.sealed import NotHandedOut, Record, SealedRecords, Wish
from gateway.console.visitor import Visitor
from support.console import BEARER, START, Client, Parts

READER = "0123456789abcdef" * 2
ASKED = {"why": "ověření případu", "reader": READER, "who": "Mgr. Vzorová"}


class Safe:
    """Two records, one of which has ended; wishes are kept in a list."""

    def __init__(self) -> None:
        self.wishes: list[Wish] = []
        self.rows = {"r1": Record("r1", "evt-1", START, (READER,)), "r2": Record("r2", "<b>evt-2", START, ())}

    def newest(self, event: str | None, limit: int) -> list[Record]:
        return [row for row in self.rows.values() if event in {None, row.event}][:limit]

    def hand_out(self, identity: str, wish: Wish) -> str:
        if identity not in self.rows or not self.rows[identity].readers:
            raise NotHandedOut("gone")
        if len(wish.why) < 5:
            raise NotHandedOut("reason")
        if wish.reader != READER:
            raise NotHandedOut("reader")
        self.wishes.append(wish)
        return '{"v": 1}'

    def port(self) -> SealedRecords:
        return SealedRecords(self.newest, self.rows.get, self.hand_out)


def client(safe: Safe, visitor: Visitor | None = None) -> Client:
    return Client(Parts(sealed=safe.port(), visitor=(lambda _: visitor) if visitor else None).app())


def test_pages_show_records_and_never_text() -> None:
    """A list with the keys that open each, and a page with the form; what has ended offers no opening."""
    asked = client(Safe())
    listed = asked.get("/evidence", headers=BEARER).text
    assert 'href="/evidence/r1"' in listed
    assert 'href="/evidence/r2"' not in listed
    assert "&lt;b&gt;evt-2" in listed
    shown = asked.get("/evidence/r1", headers=BEARER)
    assert 'data-event="evt-1"' in shown.text
    assert '<script type="module" src="/static/evidence.js">' in shown.text
    assert asked.get("/evidence/none", headers=BEARER).status_code == 404
    assert "<form class" not in asked.get("/evidence/r2", headers=BEARER).text


REFUSED: list[tuple[str, dict[str, Any], int, str]] = [
    ("r1", {"why": "   x   "}, 422, "a reason is a sentence"),
    ("r1", {"reader": "f" * 32}, 409, "somebody else's record"),
    ("r2", {}, 410, "its time has ended"),
    ("none", {}, 410, "never was, or is gone"),
    ("r1", {"reader": "../.."}, 422, "no name of a key"),
    ("r1", {"passphrase": "x"}, 422, "a secret that has no business here"),
    ("r1", {"step": "read"}, 422, "no such step"),
]


@pytest.mark.parametrize(("record", "changes", "status", "why"), REFUSED, ids=[row[3] for row in REFUSED])
def test_refusals(record: str, changes: dict[str, Any], status: int, why: str) -> None:
    """Nothing is handed out, and the answer repeats nothing."""
    safe = Safe()
    answer = client(safe).post(f"/evidence/{record}", json=ASKED | changes, headers=BEARER)
    assert answer.status_code == status, why
    assert safe.wishes == []
    assert "Vzorová" not in answer.text


def test_what_is_handed_out_is_sealed_and_not_kept() -> None:
    """The record as it lies there, for no cache; with the token the wish says who, with an account the account does."""
    safe = Safe()
    answer = client(safe).post("/evidence/r1", json=ASKED, headers=BEARER)
    assert (answer.json(), answer.headers["cache-control"]) == ({"sealed": '{"v": 1}'}, "no-store")
    assert [(wish.who, wish.why, wish.step) for wish in safe.wishes] == [("Mgr. Vzorová (API token)", "ověření případu", "open")]
