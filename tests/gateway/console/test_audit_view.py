"""Acts in words and as a table."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from gateway.console.audit_view import Asked, as_csv, asked_of, line
from gateway.console.texts import text, word
from gateway.record.act import GROUPS, TYPES, Act
from support.console import ACTS, START


@pytest.mark.parametrize(
    ("query", "asked", "why"),
    [
        ({}, Asked(), "everything"),
        ({"kind": "sealed", "since": "2027-03-01"}, Asked("sealed", since=date(2027, 3, 1)), "one kind since a day"),
        ({"person": " 2027-Q1.ab ", "x": "y"}, Asked(person="2027-Q1.ab"), "others are passed over"),
        ({"kind": "<b>"}, None, "no kind"),
        ({"person": "Jana Vzorová"}, None, "a name stands in no address"),
        ({"until": "včera"}, None, "no day"),
        ({"actor": "a" * 65}, None, "too long"),
    ],
)
def test_fields_of_an_address(query: dict[str, str], asked: Asked | None, why: str) -> None:
    """Checked, and written back the same."""
    if asked is None:
        with pytest.raises(ValueError, match="^not a") as refused:
            asked_of(query)
        assert not any(value in str(refused.value) for value in query.values())
    else:
        assert asked_of(query) == asked, why
        assert asked_of(dict(part.split("=") for part in asked.query().split("&") if part)) == asked


def test_every_kind_has_a_word() -> None:
    """In both languages."""
    for language in ("cs", "en"):
        assert not [kind for kind in TYPES if word(language, "act", kind) == kind]
        assert all(text(language, f"act_group.{group}") for group in GROUPS)


def test_codes_are_said_in_words() -> None:
    """Roles, ways and reasons; a place that does not hold is marked."""
    lines = [line(act, frozenset({("console", 2)}), "cs") for act in ACTS]
    assert lines[0].event == "evt-1"
    assert lines[1].more == "změna: role; role: pověřenec, bezpečnost IT"
    assert lines[3].more == "důvod: neznámý účet nebo heslo"
    assert [one.broken for one in lines] == [False, True, False, False, False]
    assert lines[4].who == "(vymazáno)"


def test_the_table_holds_no_formula() -> None:
    """As Czech Excel opens it; what begins like a formula is text."""
    act = Act("a", START, "person.revealed", ("evidence", 1), "=HYPERLINK(1)", "evt-1", "2027-Q1.ab", '-1;"x"')
    content = as_csv([line(act, frozenset(), "cs")], "cs")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:3] == ["Čas", "Úkon", "Kdo"]
    assert rows[1][2:5] == ["'=HYPERLINK(1)", "evt-1 2027-Q1.ab", '\'-1;"x"']
