"""The facts behind the page of a closed service."""

from __future__ import annotations

import pytest

from allowlist.answers import Forbidden, NotApproved
from allowlist.closure import Cause, Closure
from allowlist.register import Register
from gateway.act.door import door
from gateway.model import Instead
from support.register import NOW, entry, register

BASE = "https://celnice.urad.example"


def test_what_does_the_same():
    """Approved tools of the same kind, by name, with their page in the list, and where to ask."""
    known = register("mistral-chat") if "mistral-chat" in register().catalogue.services else register("claude")
    tool = next(iter(known.grants))
    found = door(known, NotApproved("gemini", "not_in_register", (tool,)), BASE, NOW)
    assert found.cause == Cause.NOT_ASKED
    assert found.instead == (Instead(known.catalogue.services[tool].name, f"{BASE}/tools/{tool}"),)
    assert (found.ask, found.listed) == (f"{BASE}/tools/request?service=gemini", f"{BASE}/tools")


def test_the_law_is_named_and_asking_is_no_use():
    """A forbidden service says by which laws, in both languages, and has no link to ask."""
    found = door(register("claude"), Forbidden("deepseek", "banned", "x"), BASE, NOW)
    assert found.cause == Cause.FORBIDDEN
    assert any("rozhodnutí vlády" in law for law in found.laws)
    assert len(found.laws) == len(found.laws_en)
    assert found.ask == ""
    assert found.instead, "another chat does the same"


@pytest.mark.parametrize(
    ("cause", "asks"), [(Cause.REQUESTED, False), (Cause.SUSPENDED, False), (Cause.REJECTED, True), (Cause.RETIRED, True)]
)
def test_when_asking_helps(cause, asks):
    """What is looked at already is not asked for twice."""
    known = Register.from_entries([entry("claude")], closures=[Closure("gemini", cause)])
    assert bool(door(known, NotApproved("gemini", "not_in_register"), BASE, NOW).ask) is asks


def test_without_an_address_there_are_no_links():
    """Nobody said where the console is: names stand alone."""
    found = door(register("claude"), NotApproved("gemini", "not_in_register", ("claude",)), "", NOW)
    assert (found.ask, found.listed) == ("", "")
    assert found.instead[0].link == ""
