"""The base of every recognizer: Presidio's grammar around a pure heart.

A recognizer is one file with one class: the law and the format in its docstring, ``ENTITY``, ``PATTERNS``, ``CONTEXT`` and
``validate`` (True: check digits right, False: wrong, None: the kind has none). Its heart, :meth:`CzechRecognizer.find`, takes the
shared :class:`~detectors.text.view.View` and gives findings; :meth:`CzechRecognizer.analyze` is the same thing as Presidio calls it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from presidio_analyzer import AnalysisExplanation, EntityRecognizer, RecognizerResult

from detectors import quiet as _quiet  # noqa: F401  silences Presidio before anything of it runs
from detectors.context import Context
from detectors.finding import Finding
from detectors.text.view import WIDE, View

if TYPE_CHECKING:
    from presidio_analyzer.nlp_engine import NlpArtifacts


type Need = Callable[[View], object]


def number(view: View) -> object:
    """The need of a digit."""
    return view.numbers


def wide_number(view: View) -> object:
    """The need of a number of :data:`~detectors.text.view.WIDE` characters."""
    return view.wide_numbers


def long_number(view: View) -> object:
    """The need of a number with nine digits."""
    return view.long_numbers


@dataclass(frozen=True, slots=True)
class Pattern:
    """A named pattern. ``score`` is given without a context word (0: then it is no finding), ``with_context`` with one.

    Patterns run in linear time by construction: bounded repetition, and no two ways to match the same text.
    """

    name: str
    regex: re.Pattern[str]
    score: float
    with_context: float
    sign: str = ""
    """A sign that stands in whatever fits; without it in a candidate the expression is not tried there."""


class CzechRecognizer(EntityRecognizer):
    """One kind of personal data."""

    ENTITY: ClassVar[str]
    PATTERNS: ClassVar[tuple[Pattern, ...]] = ()
    CONTEXT: ClassVar[tuple[str, ...]] = ()
    NEEDS: ClassVar[Need | None] = None
    """What is false of a text in which nothing can be found; the recognizer is then not asked. Kinds that need the same name the same."""
    name: str
    MIN_LENGTH: ClassVar[int] = 1
    """The shortest number (with separators) worth a look."""

    def __init__(self, supported_language: str = "cs") -> None:
        self.key = type(self).__module__.rpartition(".")[2]
        """The recognizer's short name, which begins every ``rule``: its module's name."""
        self.nearby = Context(*self.CONTEXT) if self.CONTEXT else None
        super().__init__(
            supported_entities=[self.ENTITY],
            name=type(self).__name__,
            supported_language=supported_language,
            context=list(self.CONTEXT),
        )

    def load(self) -> None:
        """Loads what the recognizer needs beyond its module. Most need nothing."""

    def validate(self, value: str) -> bool | None:  # noqa: ARG002  part of the grammar
        """The verdict of the check digits over the matched text."""
        return None

    def candidates(self, view: View) -> Iterable[tuple[int, int]]:
        """The stretches worth running the patterns over. By default: where numbers stand that are long enough."""
        shortest = self.MIN_LENGTH
        numbers = view.long_numbers if type(self).NEEDS is long_number else view.wide_numbers if shortest >= WIDE else view.numbers
        return [span for span in numbers if span[1] - span[0] >= shortest]

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text. Pure. By default: patterns over the candidates, check digits, context."""
        for start, end in self.candidates(view):
            written = view.text[start:end]
            for pattern in self.PATTERNS:
                if pattern.sign not in written:
                    continue
                for match in pattern.regex.finditer(view.text, start, end):
                    view.step(self.key)
                    finding = self.judge(view, pattern, match)
                    if finding is not None:
                        yield finding

    def judge(self, view: View, pattern: Pattern, match: re.Match[str]) -> Finding | None:
        """One match: a finding with its score, or None."""
        check = self.validate(match[0])
        start, end = match.span()
        context = self.nearby is not None and self.nearby.near(view, start, end)
        score = pattern.with_context if context else pattern.score
        if score <= 0 or (check is False and not context):
            return None
        return view.finding(self.ENTITY, start, end, score, f"{self.key}.{pattern.name}", check=check, context=context)

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None) -> list[RecognizerResult]:  # noqa: ARG002
        """What Presidio's engine calls."""
        if entities and self.ENTITY not in entities:
            return []
        return [self.result(finding) for finding in self.find(View(text))]

    def result(self, finding: Finding) -> RecognizerResult:
        """A finding in Presidio's shape. Nothing in it is a piece of the text."""
        return RecognizerResult(
            entity_type=finding.entity,
            start=finding.start,
            end=finding.end,
            score=finding.score,
            analysis_explanation=AnalysisExplanation(
                recognizer=self.name,
                original_score=finding.score,
                pattern_name=finding.rule,
                validation_result=finding.check,  # type: ignore[arg-type]  # Presidio says bool and means Optional
                textual_explanation=explain(finding),
            ),
            recognition_metadata={
                RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
                RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
            },
        )


def explain(finding: Finding) -> str:
    """Why something was found, in words and without the value.

    >>> explain(Finding("CZ_BIRTH_NUMBER", 0, 11, 0.95, "cz_birth_number.slash", check=True))
    'rule cz_birth_number.slash; check digits passed; no context word'
    """
    check = {True: "passed", False: "failed", None: "none"}[finding.check]
    return f"rule {finding.rule}; check digits {check}; {'a' if finding.context else 'no'} context word"
