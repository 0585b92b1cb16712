"""What the register says of one tool: the fields that the directive asks for, checked, and which of them are missing.

Sources: the directive on AI tools, section 2 (criteria) and 4 (conditions, list); GDPR art. 28 (processor contract) and chapter V
(transfers); the data protection directive, art. XIV and XV.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from allowlist.workflow.machine import WorkflowError


class DataClass(StrEnum):
    """Classes of data that may go into a tool. Personal data only where a contract under art. 28 covers them."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PSEUDONYMISED = "pseudonymised"
    PERSONAL = "personal"


class Use(StrEnum):
    """What a tool may be used for."""

    CHAT = "chat"
    UPLOAD = "upload"
    CODE = "code"
    TRANSLATION = "translation"
    VOICE = "voice"
    IMAGE = "image"
    SEARCH = "search"


class AccountType(StrEnum):
    """Whose account it is. The directive bans own accounts."""

    ENTERPRISE = "enterprise"  # a contract of the office, its own tenant
    API = "api"
    NONE = "none"  # used without signing in


@dataclass(frozen=True, slots=True)
class Facts:
    """The register's card of one tool. Texts are in Czech and shown to employees where they are public (``PUBLIC_FIELDS``)."""

    owner: str = ""
    """The head of department who answers for the use."""
    department: str = ""
    purpose: str = ""
    legal_basis: str = ""
    conditions: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    """Directory groups that may use it; empty means everybody."""
    data_classes: tuple[DataClass, ...] = ()
    uses: tuple[Use, ...] = ()
    account: AccountType | None = None
    contract: str = ""
    """Number or link of the contract."""
    contract_until: date | None = None
    processing_agreement: str = ""
    """Link of the processing agreement (GDPR art. 28); required where personal data may go in."""
    training_off: bool = False
    training_off_evidence: str = ""
    training_off_until: date | None = None
    """Until when the evidence holds; none means until the contract ends."""
    output_rights: str = ""
    data_export: str = ""
    transfer_mechanism: str = ""
    """GDPR chapter V: none needed (EU), adequacy decision, standard clauses."""
    security_notes: str = ""
    risk_level: str = ""
    policy_profile: str = ""
    approved_by: str = ""
    approved_from: date | None = None
    approved_until: date | None = None
    next_review: date | None = None
    announced: date | None = None
    """When new processing was announced to the data protection officer."""
    extra: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What an office adds for itself."""


REQUEST_FIELDS = ("owner", "department", "purpose", "legal_basis", "data_classes", "uses", "account")
"""What a request must say before it is submitted."""

REGISTER_FIELDS = (
    *REQUEST_FIELDS, "contract", "output_rights", "data_export", "transfer_mechanism", "risk_level", "approved_by", "approved_from",
    "approved_until", "next_review",
)  # fmt: skip
"""What the register must say before a tool is published, and for as long as it is."""

PUBLIC_FIELDS = (
    "purpose",
    "conditions",
    "groups",
    "data_classes",
    "uses",
    "account",
    "risk_level",
    "approved_from",
    "approved_until",
    "next_review",
)
"""What everybody may read in the published list. Names of persons and contracts stay inside."""


def missing(facts: Facts, fields: tuple[str, ...] = REGISTER_FIELDS) -> tuple[str, ...]:
    """The fields that are empty and may not be, in their order."""
    gaps = [name for name in fields if getattr(facts, name) in ("", (), None)]
    if fields is REGISTER_FIELDS:
        if not facts.training_off or not facts.training_off_evidence:
            gaps.append("training_off_evidence")
        if DataClass.PERSONAL in facts.data_classes and not facts.processing_agreement:
            gaps.append("processing_agreement")
    return tuple(gaps)


def amended(facts: Facts, changes: Mapping[str, object]) -> Facts:
    """The facts with these fields changed. Raises WorkflowError(``field`` or ``value``) and names the field, never the value."""
    new: dict[str, Any] = {}
    for name, value in changes.items():
        if name not in _FIELDS:
            raise WorkflowError("field", f"{name[:40]!r} is no field of the register; see `celnice allowlist fields`")
        try:
            new[name] = _read(name, value)
        except (ValueError, TypeError):
            raise WorkflowError("value", f"{name} has a value of another kind; expected {_expected(name)}", (name,)) from None
    return dataclasses.replace(facts, **new)


def plain(facts: Facts) -> dict[str, object]:
    """The filled fields as texts, numbers and lists, in their order: what :func:`amended` reads back."""
    out: dict[str, object] = {}
    for name in _FIELDS:
        value = getattr(facts, name)
        if value in ("", (), None, {}, False):
            continue
        if isinstance(value, tuple):
            out[name] = [str(one) for one in value]
        elif isinstance(value, date):
            out[name] = value.isoformat()
        else:
            out[name] = dict(value) if isinstance(value, Mapping) else value if isinstance(value, bool) else str(value)
    return out


_FIELDS = tuple(one.name for one in dataclasses.fields(Facts))
_LISTS: Mapping[str, type[str | DataClass | Use]] = {"conditions": str, "groups": str, "data_classes": DataClass, "uses": Use}
_DATES = frozenset({"contract_until", "training_off_until", "approved_from", "approved_until", "next_review", "announced"})


def _read(name: str, value: object) -> object:
    if name in _LISTS:
        if isinstance(value, str) or not isinstance(value, (list, tuple)):
            raise TypeError
        return tuple(_LISTS[name](_text(one)) for one in value)
    if name in _DATES:
        if value is None or value == "":
            return None
        return value if isinstance(value, date) else date.fromisoformat(_text(value))
    if name == "account":
        return AccountType(_text(value)) if value else None
    if name == "training_off":
        if not isinstance(value, bool):
            raise TypeError
        return value
    if name == "extra":
        if not isinstance(value, Mapping):
            raise TypeError
        return {_text(key): _text(one) for key, one in value.items()}
    return _text(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _expected(name: str) -> str:
    if name in _LISTS:
        kind = _LISTS[name]
        return f"a list of {', '.join(kind)}" if issubclass(kind, StrEnum) else "a list of texts"
    if name in _DATES:
        return "a date such as 2027-10-31"
    if name == "account":
        return f"one of {', '.join(AccountType)}"
    return {"training_off": "true or false", "extra": "a table of texts"}.get(name, "a text")
