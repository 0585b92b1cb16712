"""The answers of an assessment as a step carries them: JSON values in, typed answers out, and back."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.record.breach.severity import Answers, DataKind, Identification, Loss


def answers_of(facts: Mapping[str, object]) -> Answers:
    """The answers. Raises KeyError, ValueError, TypeError for one that is missing or of no choice."""
    kinds = facts["kinds"]
    if not isinstance(kinds, list):
        raise TypeError
    return Answers(
        frozenset(DataKind(kind) for kind in kinds),
        Identification(str(facts["identification"])),
        Loss(str(facts["confidentiality"])),
        Loss(str(facts.get("integrity", "none"))),
        Loss(str(facts.get("availability", "none"))),
        malicious=_flag(facts, "malicious"),
        adjustment=_number(facts, "adjustment"),
        persons=_number(facts, "persons"),
        unintelligible=_flag(facts, "unintelligible"),
    )


def facts_of(answers: Answers) -> dict[str, object]:
    """What :func:`answers_of` reads back."""
    return {
        "kinds": sorted(kind.value for kind in answers.kinds),
        "identification": answers.identification.value,
        "confidentiality": answers.confidentiality.value,
        "integrity": answers.integrity.value,
        "availability": answers.availability.value,
        "malicious": answers.malicious,
        "adjustment": answers.adjustment,
        "persons": answers.persons,
        "unintelligible": answers.unintelligible,
    }


def _flag(facts: Mapping[str, object], name: str) -> bool:
    value = facts.get(name, False)
    if not isinstance(value, bool):
        raise TypeError
    return value


def _number(facts: Mapping[str, object], name: str) -> int:
    value = facts.get(name, 0)
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value
