"""The register's card: what it takes, what it lacks."""

from __future__ import annotations

from datetime import date

import pytest

from allowlist.workflow.facts import DataClass, Facts, amended, missing, plain
from allowlist.workflow.machine import WorkflowError
from support.workflow import APPROVAL, REQUEST

WHOLE = amended(Facts(), {**REQUEST, **APPROVAL, "risk_level": "low", "approved_by": "Pracovní skupina"})


def test_a_whole_card():
    """Everything the directive asks for stands there."""
    assert missing(WHOLE) == ()
    assert amended(Facts(), plain(WHOLE)) == WHOLE


@pytest.mark.parametrize(
    ("change", "gap"),
    [
        ({"contract": ""}, "contract"),
        ({"output_rights": ""}, "output_rights"),
        ({"data_export": ""}, "data_export"),
        ({"transfer_mechanism": ""}, "transfer_mechanism"),
        ({"approved_until": None}, "approved_until"),
        ({"next_review": ""}, "next_review"),
        ({"training_off": False}, "training_off_evidence"),
        ({"training_off_evidence": ""}, "training_off_evidence"),
        ({"data_classes": ["personal"]}, "processing_agreement"),
    ],
)
def test_what_is_missing(change, gap):
    """Each field that the directive asks for is missed by its name; personal data ask for a processing agreement."""
    assert gap in missing(amended(WHOLE, change))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"nonsense": "x"}, "field"),
        ({"approved_until": "zítra"}, "value"),
        ({"approved_until": 5}, "value"),
        ({"data_classes": ["tajná"]}, "value"),
        ({"data_classes": "public"}, "value"),
        ({"training_off": "ano"}, "value"),
        ({"account": "vlastní"}, "value"),
        ({"extra": ["x"]}, "value"),
        ({"purpose": 3}, "value"),
    ],
)
def test_what_it_does_not_take(change, reason):
    """A wrong field or kind is named; the value is not repeated."""
    with pytest.raises(WorkflowError) as caught:
        amended(WHOLE, change)
    assert caught.value.reason == reason
    assert "zítra" not in str(caught.value)


def test_kinds():
    """Dates are dates and classes are of their closed set."""
    assert WHOLE.approved_until == date(2027, 10, 31)
    assert WHOLE.data_classes == (DataClass.PUBLIC, DataClass.INTERNAL)
