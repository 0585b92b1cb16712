"""What the register says about a request: one of four frozen answers, each with its reason. Unknown means no."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an operation of an approved tool is for, and so what is done with its body (DESIGN, *admit*)."""

    PROMPT = "prompt"  # has a wire format; scanned
    UPLOAD = "upload"  # has a wire format; scanned
    AUTH = "auth"  # named paths only; body neither read nor recorded
    STATIC = "static"  # GET, HEAD, OPTIONS without a body; URL and query scanned
    TELEMETRY = "telemetry"  # refused with an empty answer
    UNKNOWN = "unknown"  # refused, unless the register entry says unknown = "walk"


@dataclass(frozen=True, slots=True)
class Approved:
    """An approved tool. ``format`` names the wire format of a prompt or upload; ``unknown`` is the entry's word on unknown bodies."""

    tool: str
    operation: str
    role: Role
    reason: str
    format: str | None = None
    conditions: tuple[str, ...] = ()
    unknown: str = "refuse"


@dataclass(frozen=True, slots=True)
class NotApproved:
    """A catalogued AI service that is not approved for this person today."""

    service: str
    reason: str
    instead: tuple[str, ...] = ()  # approved tools that do the same


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A catalogued AI service that law or a government decision forbids."""

    service: str
    reason: str
    law: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A host outside the catalogue."""

    reason: str


type Match = Approved | NotApproved | Forbidden | Unknown
