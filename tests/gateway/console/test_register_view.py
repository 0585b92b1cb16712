"""Cases as pages show them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from allowlist.workflow.case import Case, take
from allowlist.workflow.machine import TABLE, actions
from allowlist.workflow.risk import packaged
from allowlist.workflow.standing import Ground, Rules
from allowlist.workflow.step import Action, Part, State
from gateway.console import register_view as view
from gateway.console import texts
from support.desk import NOW
from support.workflow import history, step

LATER = NOW + timedelta(days=365)


def published() -> Case:
    return history()[0]


def test_a_line_says_how_a_tool_stands() -> None:
    """Open with its last day; what comes within the warning time; what closed it."""
    case = published()
    line = view.line(case, "Mistral", NOW, Rules())
    assert (line.open, line.closed, line.due, line.until) == (True, (), (), "2027-05-30")
    soon = view.line(case, "Mistral", datetime.fromisoformat("2027-05-15T09:00:00+00:00"), Rules())
    assert soon.due == (("review", "2027-05-31"),)
    late = view.line(case, "Mistral", LATER, Rules())
    assert (late.open, late.closed) == (False, ("review", "expired"))


def test_what_the_settings_approve_is_open() -> None:
    """A tool of ``celnice.toml`` that nobody has asked for stands open until the working group decides, also when a wrong output is reported."""
    case = take(Case("openai"), step(Case("openai"), Action.REPORT, Part.EMPLOYEE, "vymyšlený paragraf", at=NOW))
    line = view.line(case, "OpenAI", NOW, Rules(), {"openai"})
    assert (line.state, line.open, line.reports) == ("settings", True, 1)
    assert not view.line(case, "OpenAI", NOW, Rules()).open
    assert view.line(history("mistral")[0], "Mistral", LATER, Rules(), {"mistral"}).open is False, "what was decided, was decided"


def test_reports_ask_for_a_review() -> None:
    """Three reports of wrong output stand in the line."""
    case = published()
    for _ in range(3):
        case = take(case, step(case, Action.REPORT, Part.EMPLOYEE, "chyba", {"department": "x"}))
    line = view.line(case, "Mistral", NOW, Rules())
    assert line.reports == 3
    assert ("reports", "") in line.due


def test_what_waits_stands_first() -> None:
    """Requests before what is published, drafts after it."""
    cases = [history("a")[0], history("b", Action.DRAFT)[0], history("c", Action.SUBMIT)[0], history("d", Action.APPROVE)[0]]
    assert [line.tool for line in view.lines(cases, {}, NOW, Rules())] == ["c", "d", "a", "b"]


@pytest.mark.parametrize("state", State)
def test_every_action_that_may_be_taken_has_a_form(state: State) -> None:
    """The forms are the state machine's own list, with its parts and whether a reason is needed."""
    case = Case("mistral", state)
    forms = list(view.forms(case, packaged(), "cs", Part))
    assert {form.action for form in forms} == {action.value for action in actions(state)}
    assert [form.now for form in forms] == [form is forms[0] and view.next_step(case) is not None for form in forms], (
        "what comes next is first"
    )
    for form in forms:
        rule = TABLE[state, Action(form.action)]
        assert form.needs_why == rule.needs_why
        assert set(form.parts) == {part.value for part in rule.parts}


def test_a_form_that_comes_back_keeps_what_was_written() -> None:
    """Answers, sentences and the reason stand where they were."""
    case, _ = history(upto=Action.SUBMIT)
    sent = view.Sent(Action.ASSESS, {"criterion.secure": ["dobré"], "answer.data": ["public"], "why": ["proto"]}, fault="Ještě chybí")
    form = next(form for form in view.forms(case, packaged(), "cs", Part, sent) if form.action == "assess")
    assert form.touched
    assert form.criteria["secure"] == "dobré"
    assert [chosen for question in form.questions for _, _, chosen in question.choices].count(True) == 1
    assert form.sent("why") == "proto"
    assert not any(other.touched for other in view.forms(case, packaged(), "cs", Part, sent) if other.action != "assess")


def test_the_card_and_history_in_words() -> None:
    """Dates, choices and lists as people read them; the newest step first."""
    case, steps = history()
    card = dict(view.card(case, "cs"))
    assert card["contract_until"] == "31.\u00a012.\u00a02027"
    assert card["data_classes"] == "veřejná, vnitřní"
    assert card["risk_level"] == "nízké"
    assert card["training_off"] == "ano"
    entries = list(view.entries(steps, "cs"))
    assert [entry.number for entry in entries] == list(range(len(steps), 0, -1))
    assert "Účel" in entries[-1].changed
    assert view.first_day(case) == "6.\u00a010.\u00a02026"
    assert view.gaps(history(upto=Action.SUBMIT)[0])[0] == "contract"


@pytest.mark.parametrize("language", ["cs", "en"])
def test_every_code_has_its_word(language: str) -> None:
    """States, actions with their help, parts, grounds: none is shown as a bare code."""
    keys = set(texts._SHIPPED[language])
    wanted = {
        *(f"state.{state}" for state in State),
        *(f"action.{action}" for action in Action),
        *(f"action.help.{action}" for action in Action),
        *(f"part.{part}" for part in Part),
        *(f"ground.{ground}" for ground in Ground),
    }
    assert not wanted - keys
