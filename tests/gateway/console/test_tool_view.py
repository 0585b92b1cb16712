"""One tool as everybody may read it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from allowlist.workflow.case import Case, take
from allowlist.workflow.step import Action, Part
from gateway.console.tool_view import tool_view
from gateway.register import published, register
from gateway.settings import Settings
from support.desk import NOW, MemoryDesk
from support.register import register as of
from support.workflow import history, step


def view(case: Case, service: str, language: str = "cs", at=NOW):
    from allowlist.workflow.standing import Rules

    return tool_view(register(Settings(), published([case], Rules())), case, service, language, at)


def test_an_approved_tool() -> None:
    """Its card's public fields, and none of its inner ones."""
    case, _ = history()
    shown = view(case, "mistral")
    assert shown.approved
    assert (shown.purpose, shown.uses, shown.data_classes, shown.account, shown.risk) == (
        "Shrnutí veřejných dokumentů",
        ("chat", "upload"),
        ("public", "internal"),
        "enterprise",
        "low",
    )
    assert (shown.since, shown.until) == ("2026-11-02", "2027-05-30")
    for inner in ("Zkoušková", "SML-2026-0123", "working_group"):
        assert inner not in repr(shown)


def test_one_of_the_settings_has_no_card() -> None:
    """An entry of celnice.toml is approved without purpose and risk; a request for it changes nothing."""
    case, _ = history("openai", Action.SUBMIT)
    shown = tool_view(of("openai"), case, "openai", "cs", NOW)
    assert (shown.approved, shown.purpose, shown.risk) == (True, "", "")


@pytest.mark.parametrize(
    ("language", "title", "why"),
    [
        ("cs", "Používání nástroje Mistral API je pozastaveno", "Sdělení pracovní skupiny: Prověřujeme."),
        ("en", "The use of Mistral API is suspended", "The working group says: Prověřujeme."),
    ],
)
def test_a_closed_one_says_why(language: str, title: str, why: str) -> None:
    """As its door does, without the reason that stays inside."""
    case, _ = history()
    case = take(case, step(case, Action.SUSPEND, Part.DPO, "Jan Vzor nahrál spis", {"notice": "Prověřujeme."}))
    shown = view(case, "mistral", language, NOW + timedelta(days=1))
    assert (shown.approved, shown.title) == (False, title)
    assert why in shown.why
    assert "Vzor" not in repr(shown)
    assert not shown.may_ask


def test_asking_helps_where_nobody_asked() -> None:
    """A service of the catalogue that nobody asked for may be asked for; a forbidden one may not."""
    desk = MemoryDesk()
    assert view(desk.case("mistral"), "mistral").may_ask
    forbidden = view(desk.case("deepseek"), "deepseek")
    assert (forbidden.may_ask, "rozhodnutí vlády" in forbidden.why) == (False, True)
    with pytest.raises(KeyError):
        view(desk.case("nothing"), "nothing")
