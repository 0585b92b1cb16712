"""The risk method."""

from __future__ import annotations

import pytest

from allowlist.workflow import risk
from allowlist.workflow.machine import WorkflowError
from allowlist.workflow.risk import Level, packaged
from support.workflow import ANSWERS, CRITERIA

WORST = {question.key: max(question.choices, key=lambda choice: choice.points).key for question in packaged().questions}


def level(**changed: str) -> Level:
    return risk.assess(packaged(), {**ANSWERS, **changed}, CRITERIA).level


def test_the_best_and_the_worst():
    """All the best answers are a low risk, all the worst are unacceptable."""
    assert risk.assess(packaged(), ANSWERS, CRITERIA).percent == 0
    worst = risk.assess(packaged(), WORST, CRITERIA)
    assert (worst.percent, worst.level) == (100, Level.UNACCEPTABLE)


@pytest.mark.parametrize(
    ("changed", "wanted", "why"),
    [
        ({}, Level.LOW, "nothing speaks against it"),
        ({"training": "yes"}, Level.UNACCEPTABLE, "trained on: the directive's second criterion alone decides"),
        ({"training": "setting"}, Level.MEDIUM, "a setting can be switched back"),
        ({"data": "personal"}, Level.HIGH, "personal data"),
        ({"place": "elsewhere"}, Level.UNACCEPTABLE, "chapter V of the GDPR"),
        ({"warnings": "domestic"}, Level.UNACCEPTABLE, "a NÚKIB warning"),
        ({"wrong_output": "decision"}, Level.HIGH, "decides on rights"),
        ({"export": "no"}, Level.LOW, "alone it weighs little"),
    ],
)
def test_one_answer(changed, wanted, why):
    """Some answers raise the level by themselves."""
    assert level(**changed) is wanted, why


@pytest.mark.parametrize("question", packaged().questions, ids=lambda question: question.key)
def test_a_worse_answer_never_lowers_the_risk(question):
    """The level rises with the points of any one answer."""
    levels = [list(Level).index(level(**{question.key: choice.key})) for choice in sorted(question.choices, key=lambda one: one.points)]
    assert levels == sorted(levels)


@pytest.mark.parametrize(
    ("answers", "criteria", "reason"),
    [
        ({**ANSWERS, "mood": "good"}, CRITERIA, "question"),
        ({key: value for key, value in ANSWERS.items() if key != "training"}, CRITERIA, "question"),
        ({**ANSWERS, "training": "perhaps"}, CRITERIA, "answer"),
        (ANSWERS, {**CRITERIA, "secure": " "}, "criterion"),
        (ANSWERS, {**CRITERIA, "beautiful": "ano"}, "criterion"),
    ],
)
def test_half_an_assessment(answers, criteria, reason):
    """Every question is answered and every criterion has its finding, and there are no others."""
    with pytest.raises(WorkflowError) as caught:
        risk.assess(packaged(), answers, criteria)
    assert caught.value.reason == reason


QUESTION = """
[[questions]]
key = "{key}"
criterion = "{criterion}"
weight = {weight}
cs = "?"
en = "?"
choices = [{{ key = "a", points = 0, cs = "a", en = "a" }}, {{ key = "b", points = {points}, cs = "b", en = "b" }}]
"""
LIMITS = 'version = "1"\n[limits]\nmedium = 25\nhigh = 50\nunacceptable = 80\n'


def own(*, weight: int = 1, points: int = 1, skip: str = "", limits: str = LIMITS, key: str = "") -> str:
    rows = (
        QUESTION.format(key=key or one.value, criterion=one.value, weight=weight, points=points)
        for one in risk.Criterion
        if one.value != skip
    )
    return limits + "".join(rows)


def test_an_offices_own_method():
    """An office may bring its own questions, weights and limits."""
    assert len(risk.read(own()).questions) == 6


@pytest.mark.parametrize(
    "text",
    [own(skip="secure"), own(weight=0), own(points=-1), own(key="same"), own(limits=LIMITS.replace("50", "90"))],
    ids=["a criterion without a question", "no weight", "negative points", "one key twice", "limits that fall"],
)
def test_a_wrong_method(text):
    """A method that cannot be meant is refused."""
    with pytest.raises(ValueError, match=r"."):
        risk.read(text)
