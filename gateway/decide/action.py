"""What policy says of one finding. Ordered: the strictest of several findings decides over the request."""

from __future__ import annotations

from enum import IntEnum


class Action(IntEnum):
    """From the mildest to the strictest."""

    IGNORE = 0
    WARN = 1  # the employee confirms with a justification, and this text passes once
    PSEUDONYMISE = 2
    BLOCK = 3

    @property
    def word(self) -> str:
        """As settings and events write it."""
        return self.name.lower()


WORDS = {action.word: action for action in Action}

FLOOR = frozenset(
    {
        "CZ_BIRTH_NUMBER", "SK_BIRTH_NUMBER", "CZ_ECP", "CZ_INSURANCE_NUMBER", "CZ_RID", "HEALTH", "ETHNICITY", "POLITICS", "RELIGION",
        "UNION", "SEX_LIFE", "BIOMETRICS", "CRIMINAL_RECORD",
    }
)  # fmt: skip
"""Kinds that no setting puts below *pseudonymise*: special categories (GDPR art. 9), criminal data (art. 10), and birth numbers
(Act 133/2000 Coll., § 13c) with the numbers made of them."""

NO_PERSON = frozenset({"SECRET", "CONFIDENTIAL_MARKING", "LICENSED_TEXT"})
"""Kinds that mark a text, not a person: with a token in place of the mark the text would still leave."""
