"""The page of one event."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from gateway.console.event_page import Found, found_of, shape
from support.console import BEARER, Client, MemoryRow, MemoryStore, Parts, event, security
from support.desk import NOW, MemoryDesk, workplace
from support.workflow import history

XSS = "<script>alert(1)</script>"


def ask(identity: str = "evt-1", similar: list[MemoryRow] | None = None, **changes: Any) -> httpx.Response:
    parts = Parts(store=MemoryStore(event(1, **changes)), security=security(rows=similar or []))
    return Client(parts.app()).get(f"/events/{identity}", headers=BEARER)


def test_everything_that_is_kept_is_said() -> None:
    """What, where, which rule, whose words, versions, the pseudonym."""
    text = ask(person="2026-Q4.abc", department="odbor kultury", detail="x", grounds={"cz_birth_number.slash": (85, 1, 2)}).text
    for part in (
        "rodné číslo</strong>, 2×",
        "<code>cz_birth_number.slash</code>",
        "uživatel",
        "Zkontrolováno",
        "api.openai.com",
        "chat.completions",
        "odbor kultury",
        "jistota 85\u00a0%; se slovem v okolí: 1; s platnými kontrolními číslicemi: 2",
        "2026-Q4.abc",
        "14.\u00a03.\u00a02027",
    ):
        assert part in text, part
    assert "digest-of-a-value" not in text, "fingerprints stay inside"


def test_places_are_said_in_words() -> None:
    """Of a message its line, of a sheet its cell, as the refusal said them; what has no word is left out."""
    text = ask(where=("message=3,line=12", "sheet=2,cell=B7", f"other={XSS}")).text
    assert "zpráva 3, řádek 12; list 2, buňka B7" in text.replace("\u00a0", " ")
    assert XSS not in text


def test_of_an_unknown_source_the_way_to_approve_it_is_said() -> None:
    """In which setting; at any other event nothing of it."""
    assert "[[policy.sources]]" in ask(kinds={}, rules={}, detail="unknown_file").text
    assert "policy.sources" not in ask().text


def test_similar_events_are_linked() -> None:
    """How many, and the newest."""
    text = ask(similar=[MemoryRow(2, event(2)), MemoryRow(3, event(3))]).text
    assert 'href="/events/evt-2"' in text
    assert ": 2." in text
    assert "V žádné jiné události" in ask().text


def test_the_conditions_of_the_tool_stand_there() -> None:
    """Under what the working group approved it; of a tool that is not approved there are none."""
    text = ask(tool="mistral", host="api.mistral.ai").text
    assert "Podmínky použití" not in text
    store, desk = MemoryStore(event(1, tool="mistral")), MemoryDesk([*history("mistral")[1]])
    parts = Parts(store=store, security=security(rows=[]), workplace=workplace(desk, now=lambda: NOW))
    text = Client(parts.app()).get("/events/evt-1", headers=BEARER).text
    assert "výstup vždy ověří člověk" in text


def test_an_unknown_event_is_nothing() -> None:
    """404, like any other address."""
    assert ask("evt-9").status_code == 404


@pytest.mark.parametrize(
    ("kinds", "rules", "found", "why"),
    [
        ({"CZ_BIRTH_NUMBER": 2}, {"cz_birth_number.slash": 2}, [Found("rodné číslo", 2, (("cz_birth_number.slash", 2),))], "its own rule"),
        ({"PERSON": 1}, {"names.model": 1}, [Found("jméno osoby", 1, (("names.model", 1),))], "of one kind every rule is its own"),
        (
            {"PERSON": 1, "NEW_KIND": 2},
            {"names.model": 3},
            [Found("jméno osoby", 1), Found("NEW_KIND", 2), Found("", 0, (("names.model", 3),))],
            "a rule of nobody's stands alone; a kind without a name is its code",
        ),
        ({}, {}, [], "nothing was found"),
    ],
)
def test_rules_stand_with_their_kinds(kinds: dict[str, int], rules: dict[str, int], found: list[Found], why: str) -> None:
    """A rule's name begins with its kind's."""
    assert found_of({"kinds": kinds, "rules": rules}, "cs") == found, why


@pytest.mark.parametrize(
    "field", ["tool", "host", "operation", "verdict", "reason", "detail", "person", "department", "policy", "detectors"]
)
def test_what_is_stored_is_shown_as_text(field: str) -> None:
    """Markup in any field is harmless."""
    assert XSS not in ask(**{field: f'">{XSS}'}).text
    assert XSS not in ask(kinds={XSS: 1}, rules={XSS: 1}, places=(XSS,)).text


@pytest.mark.parametrize(
    ("rule", "says", "why"),
    [
        ("cz_birth_number.slash", "tvar s lomítkem", "its form"),
        ("cz_ico.label", "poznáno podle slova, které stojí před ním", "a word of context"),
        ("new.thing", "", "a rule without words is its name alone"),
        ("names", "", "no form at all"),
    ],
)
def test_a_rule_is_said_in_words(rule: str, says: str, why: str) -> None:
    """What it went by; and the page shows it."""
    assert shape(rule, "cs") == says, why
    assert "tvar s lomítkem" in ask().text
