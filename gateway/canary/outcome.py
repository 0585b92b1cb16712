"""What became of one canary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from gateway.canary.cases import Case
from gateway.decide.verdict import Block, Verdict

ENTITY = "CZ_BIRTH_NUMBER"
"""What is planted, as detectors call it."""


class Fate(StrEnum):
    """How it ended."""

    SEEN = "seen"
    """The value was found, and the request stopped for it."""
    STOPPED = "stopped"
    """Stopped unread, which is right where nobody can read the carrier."""
    NOT_READ = "not_read"
    """Stopped unread where it should have been read: nothing leaves, and nobody can work."""
    PASSED = "passed"
    """It went on to the tool."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One canary and its fate. ``reason``: of a stop."""

    case: Case
    fate: Fate
    reason: str = ""

    @property
    def good(self) -> bool:
        """Whether it went as it should."""
        return self.fate in {Fate.SEEN, Fate.STOPPED}

    def public(self) -> dict[str, str]:
        """For JSON."""
        return {
            "tool": self.case.tool,
            "operation": self.case.operation,
            "format": self.case.format,
            "carrier": self.case.example.carrier,
            "fate": self.fate.value,
            "reason": self.reason,
        }


def judged(case: Case, verdict: Verdict, kinds: Mapping[str, int]) -> Outcome:
    """The outcome of a verdict."""
    if not isinstance(verdict, Block):
        return Outcome(case, Fate.PASSED)
    return stopped(case, kinds, verdict.reason, verdict.detail)


def stopped(case: Case, kinds: Mapping[str, int], reason: str, detail: str) -> Outcome:
    """The outcome of a stop, by the findings that led to it."""
    if ENTITY in kinds:
        return Outcome(case, Fate.SEEN)
    told = f"{reason}: {detail}" if detail else reason
    lacks = (case.example.picture and detail == "no_ocr") or (case.example.sound and detail == "media")
    unread = case.example.opaque or lacks
    return Outcome(case, Fate.STOPPED if unread else Fate.NOT_READ, told)


def word(fate: Fate) -> str:
    """What a person reads."""
    match fate:
        case Fate.SEEN:
            return "viděno / seen"
        case Fate.STOPPED:
            return "zastaveno nečtené / stopped unread"
        case Fate.NOT_READ:
            return "NEPŘEČTENO / NOT READ"
        case Fate.PASSED:
            return "PROŠLO / PASSED"
        case _:
            assert_never(fate)
