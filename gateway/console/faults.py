"""Why a step could not be taken, in words for people: what is missing is named, what they wrote is not repeated."""

from __future__ import annotations

from allowlist.workflow.machine import WorkflowError
from gateway.console.language import Language
from gateway.console.texts import text, word

KNOWN = frozenset(
    {
        "number",
        "time",
        "action",
        "part",
        "why",
        "who",
        "incomplete",
        "votes",
        "unacceptable",
        "announced",
        "value",
        "question",
        "criterion",
        "paper",
    }
)
"""Reasons with a sentence of their own; another is said as ``other``."""


def fault_text(error: WorkflowError, language: Language, questions: dict[str, str]) -> str:
    """A sentence, and the names of the fields it is about. ``questions`` are the risk method's, by key."""
    reason = "question" if error.reason == "answer" else error.reason
    said = text(language, f"fault.{reason if reason in KNOWN else 'other'}")
    names = [questions.get(name) or _named(name, language) for name in error.fields]
    return f"{said} {', '.join(names)}." if names else said


def _named(name: str, language: Language) -> str:
    found = word(language, "field", name)
    return word(language, "criterion", name) if found == name else found
