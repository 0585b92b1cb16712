"""The person behind a pseudonym: who may ask, and what is handed out."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.console.access import Role
from gateway.console.sealed import NotHandedOut, SealedName, SealedNames, Wish
from gateway.console.visitor import Visitor
from support.console import BEARER, Client, MemoryStore, Parts, event

READER = "0123456789abcdef" * 2
ASKED = {"why": "opakované pokusy", "reader": READER, "who": "Mgr. Vzorová"}
PATH = "/events/evt-1/person"


class Names:
    """One name, for one reader; wishes are kept in a list."""

    def __init__(self) -> None:
        self.wishes: list[Wish] = []

    def hand_out(self, identity: str, wish: Wish) -> SealedName:
        for code, wrong in (("gone", identity != "evt-1"), ("reason", len(wish.why) < 5), ("reader", wish.reader != READER)):
            if wrong:
                raise NotHandedOut(code)
        self.wishes.append(wish)
        return SealedName("f" * 64, '{"v": 1}')


def client(names: Names, visitor: Visitor | None = None, *, kept: bool = True, person: str | None = "2026-Q4.abc") -> Client:
    parts = Parts(
        store=MemoryStore(event(1, person=person)),
        names=SealedNames(kept, names.hand_out),
        visitor=(lambda _: visitor) if visitor else None,
    )
    return Client(parts.app())


REFUSED: list[tuple[str, dict[str, Any], int, str]] = [
    (PATH, {"why": "  x  "}, 422, "a reason is a sentence"),
    (PATH, {"reader": "f" * 32}, 409, "somebody else's key"),
    ("/events/evt-9/person", {}, 410, "no such event"),
    (PATH, {"reader": "../.."}, 422, "no name of a key"),
    (PATH, {"passphrase": "x"}, 422, "a secret that has no business here"),
]


@pytest.mark.parametrize(("path", "changes", "status", "why"), REFUSED, ids=[row[3] for row in REFUSED])
def test_refusals(path: str, changes: dict[str, Any], status: int, why: str) -> None:
    """Nothing is handed out, and the answer repeats nothing."""
    names = Names()
    answer = client(names).post(path, json=ASKED | changes, headers=BEARER)
    assert answer.status_code == status, why
    assert names.wishes == []
    assert "Vzorová" not in answer.text


def test_a_name_is_handed_out_sealed_for_no_cache() -> None:
    """With what it is bound to, which the browser needs; the wish says who and why."""
    names = Names()
    answer = client(names).post(PATH, json=ASKED, headers=BEARER)
    assert answer.json() == {"record": "f" * 64, "sealed": '{"v": 1}'}
    assert answer.headers["cache-control"] == "no-store"
    assert [(wish.who, wish.why) for wish in names.wishes] == [("Mgr. Vzorová (API token)", "opakované pokusy")]


@pytest.mark.parametrize(
    ("role", "kept", "person", "offered", "why"),
    [
        (Role.IT_SECURITY, True, "2026-Q4.abc", True, "who looks after what was stopped"),
        (Role.AUDITOR, True, "2026-Q4.abc", False, "who audits sees nothing sealed"),
        (Role.ADMINISTRATOR, True, "2026-Q4.abc", False, "who runs the gateway needs no name"),
        (Role.IT_SECURITY, False, "2026-Q4.abc", False, "nobody to seal to: no name is kept"),
        (Role.IT_SECURITY, True, None, False, "nobody known"),
    ],
)
def test_the_page_offers_it_to_whom_it_may(role: Role, kept: bool, person: str | None, offered: bool, why: str) -> None:
    """A form on the event's page, and its script, where there is something to open."""
    visitor = Visitor(frozenset({role}), "vera", "Věra Vzorová", session="s", csrf="c")
    text = client(Names(), visitor, kept=kept, person=person).get("/events/evt-1", headers={"Cookie": "celnice_session=s"}).text
    assert (f'action="{PATH}"' in text) is offered, why
    if offered:
        assert '<script type="module" src="/static/person.js">' in text
