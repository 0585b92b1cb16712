"""A stretch of a text that may be read as something else."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Proof(Enum):
    """What a finding in a changed stretch needs, so that ordinary text read in another way raises no alarm."""

    NONE = "none"  # the stretch says itself what it is: an escape, an encoded run
    CHECK = "check"  # check digits, or a context word: digits written apart, numbers in words
    CONTEXT = "context"  # a context word: two numbers at the end of one line and the start of the next


@dataclass(frozen=True, slots=True)
class Change:
    """``text[start:end]`` read as ``read``."""

    start: int
    end: int
    read: str = field(repr=False)
    proof: Proof = Proof.NONE
