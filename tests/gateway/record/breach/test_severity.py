"""ENISA's severity."""

from __future__ import annotations

import pytest

from gateway.record.breach import severity
from gateway.record.breach.severity import Answers, DataKind, Identification, Loss, Risk, Severity, proposed, score

EXAMPLES = [
    ({"PERSON", "EMAIL_ADDRESS"}, 1.0, Severity.LOW, Risk.NONE, "a colleague's name and address of e-mail"),
    ({"CZ_BIRTH_NUMBER", "CZ_ADDRESS"}, 1.25, Severity.LOW, Risk.NONE, "one client's birth number and address"),
    ({"PERSON", "CZ_BIRTH_NUMBER", "HR_DATA"}, 3.25, Severity.HIGH, Risk.HIGH, "a payroll"),
    ({"PERSON", "CZ_BIRTH_NUMBER", "HEALTH"}, 4.25, Severity.VERY_HIGH, Risk.HIGH, "a diagnosis with a birth number"),
    (set(), 0.75, Severity.LOW, Risk.NONE, "nothing that identifies"),
]


@pytest.mark.parametrize(("entities", "value", "band", "risk", "why"), EXAMPLES, ids=[row[4] for row in EXAMPLES])
def test_examples(entities, value, band, risk, why):
    """An approved tool under contract: the recipients are known."""
    found = score(proposed(entities, known_recipient=True))
    assert (found.value, found.severity, found.proposed) == (value, band, risk), why


def test_unknown_recipients_weigh_more():
    """A tool that trains on inputs is a quarter graver."""
    entities = {"PERSON"}
    assert score(proposed(entities, known_recipient=False)).value == score(proposed(entities, known_recipient=True)).value + 0.25


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (1.99, Severity.LOW),
        (2, Severity.MEDIUM),
        (2.99, Severity.MEDIUM),
        (3, Severity.HIGH),
        (3.99, Severity.HIGH),
        (4, Severity.VERY_HIGH),
    ],
)
def test_bands(value, band):
    """The borders belong to the graver band."""
    assert severity._band(value) is band


def test_every_answer_counts():
    """Each loss adds, intent adds half, the context stays between 1 and 4, and flags change nothing."""
    base = Answers(frozenset({DataKind.SIMPLE}), Identification.MAXIMUM, Loss.NONE)
    assert score(base).value == 1
    whole = Answers(
        frozenset({DataKind.SIMPLE}),
        Identification.MAXIMUM,
        Loss.FULL,
        Loss.FULL,
        Loss.FULL,
        malicious=True,
        persons=101,
        unintelligible=True,
    )
    assert score(whole).value == 3
    assert score(whole).flags == ("many_persons", "unintelligible")
    assert score(Answers(frozenset({DataKind.SENSITIVE}), Identification.MAXIMUM, Loss.NONE, adjustment=3)).context == 4
    assert score(Answers(frozenset({DataKind.SIMPLE}), Identification.MAXIMUM, Loss.NONE, adjustment=-3)).context == 1


@pytest.mark.parametrize(("kinds", "adjustment"), [(frozenset(), 0), (frozenset({DataKind.SIMPLE}), 4)])
def test_wrong(kinds, adjustment):
    """No kind of data, or an adjustment off the scale."""
    with pytest.raises(ValueError, match=r"kind|between"):
        score(Answers(kinds, Identification.LIMITED, Loss.NONE, adjustment=adjustment))
