"""Why a step of a breach case or of a request could not be taken, in words for people. What they wrote is not repeated."""

from __future__ import annotations

from gateway.console.language import Language
from gateway.console.texts import text, word
from gateway.console.typed_form import Unread
from gateway.record.breach.case import Case, lacks
from gateway.record.breach.machine import CaseError
from gateway.record.request.case import RequestError

KNOWN = frozenset(
    {
        "number",
        "time",
        "action",
        "part",
        "why",
        "who",
        "incomplete",
        "value",
        "set",
        "signatures",
        "late",
        "nothing",
        "identity",
        "case",
        "paper",
    }
)
"""Reasons with a sentence of their own; another is said as ``other``."""


def fault_text(error: CaseError | RequestError, case: Case | None, language: Language) -> str:
    """A sentence, and for a case that is not complete what it lacks."""
    said = text(language, f"case_fault.{error.reason if error.reason in KNOWN else 'other'}")
    missing = lacks(case) if case is not None and error.reason == "incomplete" else ()
    names = ", ".join(word(language, "case_lack", name.replace(":", "_")) for name in missing)
    return f"{said} {text(language, 'case_fault.missing', names=names)}" if names else said


def unread_text(error: Unread, language: Language) -> str:
    """Which fields could not be read."""
    names = sorted(word(language, "case_field", name) for name in error.names)
    return text(language, "case_fault.unread", names=", ".join(names))
