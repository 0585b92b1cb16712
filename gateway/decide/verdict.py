"""The closed set of verdicts. "Could not be scanned" is none of the passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Pass:
    """Nothing was found; it goes on as it came and leaves no trace but counters."""

    name: ClassVar[str] = "pass"
    reason: str = "clean"


@dataclass(frozen=True, slots=True)
class PassRecorded:
    """It goes on, with an event, because policy asks for one."""

    reason: str
    name: ClassVar[str] = "pass_recorded"


@dataclass(frozen=True, slots=True)
class Pseudonymise:
    """The findings are replaced by tokens, and the answer's tokens by the values."""

    reason: str
    name: ClassVar[str] = "pseudonymise"


@dataclass(frozen=True, slots=True)
class Warn:
    """The person must confirm with a justification before it goes on. ``detail`` says what could not be read, where that is the reason."""

    reason: str
    detail: str = ""
    name: ClassVar[str] = "warn"


@dataclass(frozen=True, slots=True)
class Block:
    """It does not leave. ``reason`` is a key of the texts that explain it; ``detail`` is never from the request."""

    reason: str
    detail: str = ""
    name: ClassVar[str] = "block"


type Verdict = Pass | PassRecorded | Pseudonymise | Warn | Block
