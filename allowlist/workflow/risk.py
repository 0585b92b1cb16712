"""The assessment of a tool: the six criteria of the directive and the risk method. Questions, weights and limits are data of the office.

Source of the criteria: the directive on AI tools, section 2, points 1 to 6. The method is a weighted sum: each question is answered on
a scale, the answer's share of the scale is multiplied by the question's weight, and the sum in per cent of all weights gives the level.
One answer may by itself raise the level (``at_least``): a provider outside any contract is never a low risk, whatever else is good.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from allowlist.workflow.machine import WorkflowError


class Criterion(StrEnum):
    """The six criteria of the directive, section 2."""

    EFFECTIVE = "effective"  # 1 does what it is for
    NO_TRAINING = "no_training"  # 2 outputs and inputs are not trained on, provably
    OUTPUT_RIGHTS = "output_rights"  # 3 rights to outputs are the employer's
    PORTABLE = "portable"  # 4 data can be taken away
    SECURE = "secure"  # 5 reliable and cyber-secure
    TRUSTWORTHY = "trustworthy"  # 6 the provider can be trusted


class Level(StrEnum):
    """The risk level, from the lowest."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    UNACCEPTABLE = "unacceptable"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: its points (0 is best) and the level below which the tool cannot fall with it."""

    key: str
    cs: str
    en: str
    points: int
    at_least: Level = Level.LOW


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the method."""

    key: str
    criterion: Criterion
    weight: int
    cs: str
    en: str
    choices: tuple[Choice, ...]

    @property
    def worst(self) -> int:
        """The points of its worst answer."""
        return max(choice.points for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Method:
    """The questions, and from how many per cent of the worst a level begins."""

    version: str
    questions: tuple[Question, ...]
    limits: tuple[tuple[Level, int], ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """The outcome: per cent of the worst (0 to 100), the level, and the criteria with an answer that raised it."""

    percent: int
    level: Level
    raised_by: tuple[str, ...]
    method: str


def assess(method: Method, answers: Mapping[str, object], criteria: Mapping[str, object]) -> Assessment:
    """The level these answers lead to.

    ``criteria`` holds for each of the six a sentence of the working group. Raises WorkflowError: ``question`` (unknown or unanswered),
    ``answer`` (no such choice), ``criterion`` (one without its sentence).
    """
    _whole(criteria)
    unknown = answers.keys() - {question.key for question in method.questions}
    if unknown:
        raise WorkflowError("question", f"{len(unknown)} answers belong to no question of method {method.version}")
    total = reached = 0.0
    floor, raised = Level.LOW, []
    for question in method.questions:
        choice = next((one for one in question.choices if one.key == answers.get(question.key)), None)
        if choice is None:
            known = ", ".join(one.key for one in question.choices)
            reason = "answer" if question.key in answers else "question"
            raise WorkflowError(reason, f"{question.key}: answer with one of {known}", (question.key,))
        total += question.weight
        reached += question.weight * choice.points / question.worst if question.worst else 0
        if choice.at_least is not Level.LOW:
            raised.append(question.key)
            floor = max(floor, choice.at_least, key=list(Level).index)
    percent = round(100 * reached / total) if total else 0
    by_sum = next((level for level, limit in reversed(method.limits) if percent >= limit), Level.LOW)
    return Assessment(percent, max(by_sum, floor, key=list(Level).index), tuple(raised), method.version)


def _whole(criteria: Mapping[str, object]) -> None:
    for criterion in Criterion:
        said = criteria.get(criterion.value)
        if not isinstance(said, str) or not said.strip():
            raise WorkflowError("criterion", f"criterion {criterion.value} has no finding; write one sentence", (criterion.value,))
    if len(criteria) != len(Criterion):
        raise WorkflowError("criterion", "the directive has six criteria and no other")


def read(text: str) -> Method:
    """Reads a method from TOML. Raises ValueError that names the place."""
    data = tomllib.loads(text)
    questions = tuple(_question(item) for item in data["questions"])
    if len({question.key for question in questions}) != len(questions):
        raise ValueError("two questions have one key")
    if {question.criterion for question in questions} != set(Criterion):
        raise ValueError("each of the six criteria needs a question")
    limits = tuple((level, int(data["limits"][level.value])) for level in Level if level is not Level.LOW)
    if [limit for _, limit in limits] != sorted({limit for _, limit in limits}):
        raise ValueError("limits must rise with the level")
    return Method(str(data["version"]), questions, limits)


def _question(item: Mapping[str, object]) -> Question:
    key = str(item["key"])
    given = item["choices"]
    if not isinstance(given, list) or len(given) < 2:
        raise ValueError(f"{key}: a question has two choices or more")
    choices = tuple(
        Choice(str(one["key"]), str(one["cs"]), str(one["en"]), int(one["points"]), Level(one.get("at_least", "low"))) for one in given
    )
    weight = item["weight"]
    if not isinstance(weight, int) or weight < 1 or any(choice.points < 0 for choice in choices):
        raise ValueError(f"{key}: weight is a whole number from 1, points from 0")
    return Question(key, Criterion(str(item["criterion"])), weight, str(item["cs"]), str(item["en"]), choices)


@cache
def packaged() -> Method:
    """The method that ships with the gateway; an office may use its own file."""
    return read((files("allowlist.workflow") / "method.toml").read_text(encoding="utf-8"))
