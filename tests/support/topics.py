"""What the topic recognizers find, in the short form that tables compare."""

from __future__ import annotations

from support.found import analyzer

TOPICS = ("HEALTH", "ETHNICITY", "POLITICS", "RELIGION", "UNION", "SEX_LIFE", "BIOMETRICS", "CRIMINAL_RECORD", "HR_DATA")


def acting(text: str, *entities: str) -> list[tuple[str, str]]:
    """(entity, value) of every topic finding that acts: 0.5 and more, and not public."""
    wanted = entities or TOPICS
    return [
        (f.entity, text[f.start : f.end]) for f in analyzer().analyze(text) if f.entity in wanted and f.score >= 0.5 and f.public is None
    ]


def terms(text: str, entity: str) -> list[str]:
    """The values of one kind that act."""
    return [value for _, value in acting(text, entity)]
