"""The grammar of a recognizer, shown with one made here."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from presidio_analyzer import EntityRecognizer, RecognizerResult

from detectors import registry
from detectors.finding import Finding
from detectors.recognizer import CzechRecognizer, Pattern, explain
from detectors.text.view import View


class Even(CzechRecognizer):
    """Four digits, right when even."""

    ENTITY = "EVEN"
    PATTERNS = (Pattern("four", re.compile(r"\b[0-9]{4}\b"), 0.3, 0.8),)
    CONTEXT = (r"sud\w",)
    MIN_LENGTH = 4

    def validate(self, value: str) -> bool | None:
        return int(value) % 2 == 0


def test_it_is_a_presidio_recognizer() -> None:
    """It can be added to Presidio's registry."""
    assert isinstance(Even(), EntityRecognizer)
    assert (Even().supported_entities, Even().supported_language, Even().name) == (["EVEN"], "cs", "Even")


@pytest.mark.parametrize(
    ("text", "score", "check", "context"),
    [
        ("1234", 0.3, True, False),
        ("sudé 1234", 0.8, True, True),
        ("sudé 1235", 0.8, False, True),
        ("1235", None, None, None),
        ("123", None, None, None),
    ],
)
def test_find(text: str, score: float | None, check: bool | None, context: bool | None) -> None:
    """The score by context; a wrong check digit needs context."""
    found = list(Even().find(View(text)))
    assert [(f.score, f.check, f.context) for f in found] == ([] if score is None else [(score, check, context)])


def test_analyze_is_find_in_presidios_shape() -> None:
    """Presidio gets the same place and score, why, and no piece of the text."""
    (result,) = Even().analyze("sudé １２３４", ["EVEN"])
    assert isinstance(result, RecognizerResult)
    assert (result.entity_type, result.start, result.end, result.score) == ("EVEN", 5, 9, 0.8)
    assert result.analysis_explanation.pattern_name.endswith(".four")
    assert "1234" not in str(result.analysis_explanation.to_dict())


def test_another_entity_is_not_looked_for() -> None:
    """Presidio names the entities it wants."""
    assert Even().analyze("1234", ["PERSON"]) == []


def test_explain_names_no_value() -> None:
    """Rule, check and context in words."""
    assert (
        explain(Finding("EVEN", 0, 4, 0.8, "even.four", check=False, context=True)) == "rule even.four; check digits failed; a context word"
    )


PATTERNS = [pattern for cls in registry.recognizer_classes() for pattern in cls.PATTERNS]


@given(st.sampled_from(PATTERNS).flatmap(lambda pattern: st.tuples(st.just(pattern), st.from_regex(pattern.regex))))
def test_the_sign_of_a_pattern_stands_in_whatever_fits(drawn: tuple[Pattern, str]) -> None:
    """So nothing is missed where the pattern is not tried for want of it."""
    pattern, text = drawn
    assert all(pattern.sign in match[0] for match in pattern.regex.finditer(text))
