"""The pre-check's answer in words."""

from __future__ import annotations

import pytest

from detectors.finding import Finding
from gateway.console.check_view import CheckView, check_view, where
from gateway.decide.action import Action
from gateway.decide.policy import Policy
from gateway.decide.rules import Rule
from gateway.decide.verdict import Block, Warn
from gateway.model import OpaqueReason, ScanOutcome, Unscanned, Where
from gateway.precheck import NAME, Prechecked, looked_at, of_text, unreadable

TEXT = "Jana Vzorová 715319/2743"
FOUND = (Finding("PERSON", 0, 12, 0.9, "names"), Finding("CZ_BIRTH_NUMBER", 13, 24, 1.0, "rc"))


def view(policy: Policy | None = None, tool: str = "") -> CheckView:
    return check_view(looked_at(of_text(TEXT), [FOUND], policy or Policy(), None), "cs", tool)


def test_kinds_are_numbered_named_and_explained() -> None:
    """The legend and the marks have the same numbers."""
    shown = view()
    assert [(kind.number, kind.name, kind.what) for kind in shown.kinds] == [
        (1, "rodné číslo", "zastaví se (výchozí pravidlo)"),
        (2, "jméno osoby", "zastaví se (výchozí pravidlo)"),
    ]
    assert [piece.kind.number for piece in shown.pieces if piece.kind] == [2, 1]
    assert (shown.tone, shown.verdict) == ("stop", "Zastavilo by se")
    assert "výchozích pravidel" in shown.why


def test_a_rule_is_named() -> None:
    """By the name that the office gave it."""
    from datetime import UTC, datetime

    from gateway.decide.rules import Situation

    policy = Policy(rules=(Rule("jména smějí", Action.IGNORE, frozenset({"PERSON"})),))
    here = Situation("openai", "", frozenset(), datetime(2026, 12, 1, tzinfo=UTC))
    shown = check_view(looked_at(of_text(TEXT), [FOUND], policy, here), "cs", "OpenAI API")
    assert shown.kinds[1].what == "projde (pravidlo „jména smějí“)"
    assert "OpenAI API" in shown.why


def test_what_may_be_confirmed_is_said() -> None:
    """Of what could not be read, why it could not; and what else one may do."""
    shown = check_view(Prechecked(Warn("unread", "media"), ScanOutcome.OPAQUE, by_group=True), "cs", "OpenAI API")
    assert (shown.tone, shown.verdict) == ("warn", "Brána by žádala zdůvodnění")
    assert "nelze přečíst" in shown.why
    assert "podle vašich skupin" in shown.why
    stopped = check_view(Prechecked(Block("personal_data"), ScanOutcome.SCANNED, tokens=True), "cs", "OpenAI API")
    assert "smíte odeslat značky" in stopped.why


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ((("sheet", 2), ("cell", "B7")), "list\u00a02, buňka\u00a0B7"),
        ((("attachment", 1), ("page", 3)), "příloha\u00a01, strana\u00a03"),
        (NAME, "název souboru"),
        ((), "soubor"),
        ((("moon", 1),), "moon\u00a01"),
    ],
)
def test_places_are_words(place: Where, said: str) -> None:
    """A place that a newer reader knows is shown as its code."""
    assert where(place, "cs") == said


def test_what_could_not_be_read_says_why() -> None:
    """The reason of a file, and of a scan that did not end."""
    assert "chráněný heslem" in check_view(unreadable(OpaqueReason.ENCRYPTED), "cs", "").why
    late = looked_at(of_text("x"), [Unscanned("deadline")], Policy(), None)
    assert "nedoběhla" in check_view(late, "cs", "").why


def test_english() -> None:
    """Every text has its English."""
    shown = check_view(looked_at(of_text(TEXT), [FOUND], Policy(), None), "en", "")
    assert shown.verdict == "It would be stopped"
