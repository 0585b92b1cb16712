"""How grave a breach is: ENISA's method, SE = DPC × EI + CB, and what the directive calls the outcome.

Source: ENISA, *Recommendations for a methodology of the assessment of severity of personal data breaches* (2013). ENISA maps no level to
a legal duty; the mapping to the directive's three levels is a proposal that the data protection officer confirms or changes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class DataKind(StrEnum):
    """The four classes of the data processing context (DPC), with their basic score."""

    SIMPLE = "simple"
    BEHAVIOURAL = "behavioural"
    FINANCIAL = "financial"
    SENSITIVE = "sensitive"


BASE: Mapping[DataKind, int] = MappingProxyType({DataKind.SIMPLE: 1, DataKind.BEHAVIOURAL: 2, DataKind.FINANCIAL: 3, DataKind.SENSITIVE: 4})


class Identification(StrEnum):
    """Ease of identification (EI)."""

    NEGLIGIBLE = "negligible"
    LIMITED = "limited"
    SIGNIFICANT = "significant"
    MAXIMUM = "maximum"


EASE: Mapping[Identification, float] = MappingProxyType(
    {
        Identification.NEGLIGIBLE: 0.25,
        Identification.LIMITED: 0.5,
        Identification.SIGNIFICANT: 0.75,
        Identification.MAXIMUM: 1.0,
    }
)


class Loss(StrEnum):
    """How far confidentiality, integrity or availability was lost (CB); for confidentiality: nobody, known recipients, unknown ones."""

    NONE = "none"
    LIMITED = "limited"
    FULL = "full"


LOSS: Mapping[Loss, float] = MappingProxyType({Loss.NONE: 0.0, Loss.LIMITED: 0.25, Loss.FULL: 0.5})

MALICE = 0.5
"""Added for intent."""


class Severity(StrEnum):
    """ENISA's bands: below 2, below 3, below 4, and 4 or more."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"


class Risk(StrEnum):
    """The directive's levels (art. VII para. 4 (g)), and what follows from each."""

    NONE = "none"  # bez rizika: the register only
    RISK = "risk"  # s rizikem: the authority
    HIGH = "high"  # s vysokým rizikem: the authority and the persons


PROPOSED: Mapping[Severity, Risk] = MappingProxyType(
    {Severity.LOW: Risk.NONE, Severity.MEDIUM: Risk.RISK, Severity.HIGH: Risk.HIGH, Severity.VERY_HIGH: Risk.HIGH}
)

MANY = 100
"""More persons than this is flagged."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What is asked. ``adjustment`` moves the context score up (volume, vulnerable persons) or down (public already, out of date)."""

    kinds: frozenset[DataKind]
    identification: Identification
    confidentiality: Loss
    integrity: Loss = Loss.NONE
    availability: Loss = Loss.NONE
    malicious: bool = False
    adjustment: int = 0
    persons: int = 0
    unintelligible: bool = False
    """Encrypted or pseudonymised, with the key elsewhere."""


@dataclass(frozen=True, slots=True)
class Score:
    """The outcome. ``value`` is SE to two decimals; ``flags`` are words to look at, they change nothing."""

    context: int
    ease: float
    circumstances: float
    value: float
    severity: Severity
    proposed: Risk
    flags: tuple[str, ...]


def score(answers: Answers) -> Score:
    """SE = DPC × EI + CB. ValueError without a kind of data, or for an adjustment beyond the scale."""
    if not answers.kinds:
        raise ValueError("name at least one kind of data")
    if not -3 <= answers.adjustment <= 3:
        raise ValueError("an adjustment is between -3 and 3")
    context = min(max(max(BASE[kind] for kind in answers.kinds) + answers.adjustment, 1), 4)
    ease = EASE[answers.identification]
    circumstances = sum(LOSS[loss] for loss in (answers.confidentiality, answers.integrity, answers.availability))
    circumstances += MALICE if answers.malicious else 0.0
    value = round(context * ease + circumstances, 2)
    severity = _band(value)
    flags = [word for word, holds in (("many_persons", answers.persons > MANY), ("unintelligible", answers.unintelligible)) if holds]
    return Score(context, ease, circumstances, value, severity, PROPOSED[severity], tuple(flags))


def _band(value: float) -> Severity:
    if value < 2:
        return Severity.LOW
    if value < 3:
        return Severity.MEDIUM
    return Severity.HIGH if value < 4 else Severity.VERY_HIGH


_SENSITIVE = frozenset({"HEALTH", "ETHNICITY", "POLITICS", "RELIGION", "UNION", "SEX_LIFE", "BIOMETRICS", "CRIMINAL_RECORD"})
_FINANCIAL = frozenset({"CZ_BANK_ACCOUNT", "IBAN_CODE", "CREDIT_CARD", "SPAYD", "HR_DATA"})
_BEHAVIOURAL = frozenset({"CZ_CASE_MARK", "IP_ADDRESS", "MAC_ADDRESS", "CZ_LICENCE_PLATE"})
_UNIQUE = frozenset(
    {"CZ_BIRTH_NUMBER", "SK_BIRTH_NUMBER", "CZ_ECP", "CZ_INSURANCE_NUMBER", "CZ_ID_CARD", "CZ_PASSPORT", "CZ_RID"}
    | {"CZ_DRIVING_LICENCE", "US_SSN"}
)
_TOGETHER = frozenset({"DATE_OF_BIRTH", "CZ_ADDRESS", "EMAIL_ADDRESS", "PHONE_NUMBER"})


def proposed(entities: Collection[str], *, known_recipient: bool, persons: int = 0) -> Answers:
    """Answers to begin with, from what was found. ``known_recipient``: an approved tool under contract, not one that trains on inputs."""
    kinds = {DataKind.SIMPLE}
    for kind, members in ((DataKind.SENSITIVE, _SENSITIVE), (DataKind.FINANCIAL, _FINANCIAL), (DataKind.BEHAVIOURAL, _BEHAVIOURAL)):
        if members.intersection(entities):
            kinds.add(kind)
    loss = Loss.LIMITED if known_recipient else Loss.FULL
    return Answers(frozenset(kinds), _identification(entities), loss, persons=persons)


def _identification(entities: Collection[str]) -> Identification:
    named = "PERSON" in entities
    if _UNIQUE.intersection(entities) or (named and {"DATE_OF_BIRTH", "CZ_ADDRESS"}.intersection(entities)):
        return Identification.MAXIMUM
    if named and _TOGETHER.intersection(entities):
        return Identification.SIGNIFICANT
    return Identification.SIGNIFICANT if named else Identification.LIMITED
