"""Whose data a topic is about."""

from __future__ import annotations

import pytest

from detectors.finding import Finding
from detectors.lexicon.anchors import REACH, Closeness, Surroundings
from detectors.lexicon.book import Hit
from detectors.text.view import View

HISTORICAL, OFFICE, OWN = "historical: x", "office_holder: x", "own_value: x"


def anchor(text: str, *found: tuple[str, str], public: str | None = None, office: bool = False) -> tuple[str, str | None] | None:
    """The anchor of TOPIC in a text, given (entity, value) as found."""
    findings = [Finding(entity, text.index(value), text.index(value) + len(value), 0.9, "t.t", public=public) for entity, value in found]
    at = text.index("TOPIC")
    result = Surroundings(View(text), findings).anchor(Hit(at, at + 5, "c", "strong"), office=office)
    return None if result is None else (result.closeness, result.public)


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("Jan Novák TOPIC.", [("PERSON", "Jan Novák")], Closeness.PERSON_HERE),
        ("Přišel Jan Novák. Má TOPIC.", [("PERSON", "Jan Novák")], Closeness.PERSON_NEAR),
        ("Má TOPIC. Volal jsem. Přišel Jan Novák.", [("PERSON", "Jan Novák")], None),
        ("TOPIC, tel. 724", [("PHONE_NUMBER", "724")], Closeness.CONTACT_HERE),
        ("TOPIC, účet 19", [("CZ_BANK_ACCOUNT", "19")], None),
        ("MUDr. Jan Novák o TOPIC.", [("PERSON", "Jan Novák")], None),
        ("Klientka má TOPIC a přišla pozdě.", [], Closeness.ROLE_HERE),
        ("Klientka přišla. Má TOPIC.", [], Closeness.ROLE_NEAR),
        ("Klientka musí doložit TOPIC.", [], None),
        ("Klienti měli TOPIC.", [], None),
        ("TOPIC" + " x" * REACH + " Jan Novák", [("PERSON", "Jan Novák")], None),
    ],
)
def test_closeness(text: str, found: list[tuple[str, str]], expected: Closeness | None) -> None:
    """The closest person, by sentence; what is told of everybody is nobody's."""
    result = anchor(text, *found)
    assert (None if result is None else result[0]) == expected


@pytest.mark.parametrize(
    ("public", "office", "expected"),
    [(HISTORICAL, False, HISTORICAL), (OFFICE, False, None), (OFFICE, True, OFFICE)],
)
def test_public(public: str, expected: str | None, *, office: bool) -> None:
    """The dead are public in everything, officials in what belongs to their office."""
    assert anchor("Jan Novák TOPIC", ("PERSON", "Jan Novák"), public=public, office=office) == (Closeness.PERSON_HERE, expected)


def test_an_offices_own_value_is_nobody() -> None:
    """The switchboard leads to no person."""
    assert anchor("TOPIC tel. 485", ("PHONE_NUMBER", "485"), public=OWN) is None


def test_a_private_person_outweighs_a_public_one() -> None:
    """Beside both, the topic is the private one's."""
    text = "Karel Čapek a Jan Novák TOPIC"
    public = Finding("PERSON", 0, 11, 0.9, "t.t", public=HISTORICAL)
    private = Finding("PERSON", 14, 23, 0.9, "t.t")
    found = Surroundings(View(text), [public, private]).anchor(Hit(24, 29, "c", "strong"))
    assert found is not None
    assert found.public is None


def test_a_low_score_is_nobody() -> None:
    """A finding that would not act is no anchor."""
    assert Surroundings(View("Jan TOPIC"), [Finding("PERSON", 0, 3, 0.45, "t.t")]).anchor(Hit(4, 9, "c", "strong")) is None
