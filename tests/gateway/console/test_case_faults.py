"""Refusals in words."""

from __future__ import annotations

import pytest

from gateway.console.case_faults import KNOWN, fault_text, unread_text
from gateway.console.texts import _SHIPPED
from gateway.console.typed_form import Unread
from gateway.record.breach.case import Case
from gateway.record.breach.machine import CaseError
from gateway.record.breach.step import Action
from support.breach import incident


@pytest.mark.parametrize("reason", sorted(KNOWN | {"unheard-of"}))
def test_every_reason_has_a_sentence(reason: str) -> None:
    """In both languages; the machine's own English is not shown, nor anything it quotes."""
    for language in ("cs", "en"):
        said = fault_text(CaseError(reason, "secret"), Case(""), language)
        assert said
        assert "secret" not in said


def test_what_is_missing_is_named() -> None:
    """A case that is not complete says what it lacks."""
    case, _ = incident(Action.SIGN)
    assert fault_text(CaseError("incomplete", ""), case, "cs").endswith("ověřit účinnost opatření.")


def test_fields_are_named() -> None:
    """By their labels."""
    assert unread_text(Unread({"time"}), "cs") == "Zkontrolujte tato pole: Správný čas."
    assert "case_field.time" in _SHIPPED["en"]
