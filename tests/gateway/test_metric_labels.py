"""Label values come from closed sets."""

from __future__ import annotations

import pytest

from gateway import metric_labels
from gateway.act.reason import Reason
from gateway.model import OpaqueReason, ScanOutcome

SETS = {name: value for name, value in vars(metric_labels).items() if isinstance(value, frozenset | tuple)}


@pytest.mark.parametrize("name", sorted(SETS))
def test_a_label_value_is_a_plain_identifier_and_never_the_rest(name: str) -> None:
    """Every label value is an identifier, so nothing that a person wrote can be one; ``other`` is kept for the rest."""
    assert all(value.isidentifier() and value != metric_labels.OTHER for value in SETS[name])


def test_the_sets_follow_the_model() -> None:
    """A scan outcome or a reason that the model gains is counted under its own name."""
    assert list(metric_labels.SCANS) == [outcome.value for outcome in ScanOutcome]
    assert {reason.value for reason in OpaqueReason} <= metric_labels.REFUSALS
    assert {reason.value for reason in Reason} <= metric_labels.REFUSALS
