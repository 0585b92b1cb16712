"""Refused steps in words."""

from __future__ import annotations

import pytest

from allowlist.workflow.machine import WorkflowError
from allowlist.workflow.risk import packaged
from gateway.console.faults import KNOWN, fault_text

QUESTIONS = {question.key: question.cs for question in packaged().questions}


@pytest.mark.parametrize("reason", sorted(KNOWN | {"answer", "tool", "new reason"}))
@pytest.mark.parametrize("language", ["cs", "en"])
def test_every_reason_has_a_sentence(reason: str, language: str) -> None:
    """Also one that is not known yet, and never the bare code."""
    said = fault_text(WorkflowError(reason, "x"), language, {})  # type: ignore[arg-type]
    assert said
    assert said[0].isupper()
    assert "_" not in said


def test_what_is_missing_is_named() -> None:
    """Fields, criteria and questions by their names for people."""
    assert fault_text(WorkflowError("incomplete", "x", ("contract", "next_review")), "cs", {}) == "Ještě chybí: Smlouva, Příští přezkum."
    assert fault_text(WorkflowError("criterion", "x", ("secure",)), "cs", {}).endswith("5. Je spolehlivý a bezpečný.")
    assert fault_text(WorkflowError("question", "x", ("training",)), "cs", QUESTIONS).endswith(f"{QUESTIONS['training']}.")
