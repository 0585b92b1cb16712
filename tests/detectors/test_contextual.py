"""The second stage sees what the first found."""

from __future__ import annotations

import pytest

from detectors.analyzer import Analyzer
from detectors.contextual import SCORES, ContextualRecognizer
from detectors.lexicon.anchors import Closeness
from detectors.recognizers.health import HealthRecognizer
from detectors.text.view import View
from support.found import analyzer, found

TEXT = "Jan Novák má schizofrenii."


def test_every_closeness_has_a_score() -> None:
    """Closer is surer, and only the closest of the weak act."""
    for scores in SCORES.values():
        assert list(scores) == list(Closeness)
        assert list(scores.values()) == sorted(scores.values(), reverse=True)


def test_asked_alone_it_still_sees_persons() -> None:
    """Asking for health alone finds health beside a person, and tells nothing of the person."""
    assert found(TEXT, "HEALTH") == [("HEALTH", "schizofrenii")]
    alone = Analyzer.load(["HEALTH"])
    assert alone.entities == ("HEALTH",)
    assert [f.entity for f in alone.analyze(TEXT)] == ["HEALTH"]


def test_without_the_first_stage_only_roles_count() -> None:
    """Presidio may call a recognizer alone."""
    assert list(HealthRecognizer().find(View(TEXT))) == []
    assert [f.rule for f in HealthRecognizer().find(View("Klientka měla depresi."))] == ["health.strong_role"]


@pytest.mark.parametrize("text", [TEXT, "Klientka měla depresi.", "Nic."])
def test_presidios_engine_finds_the_same(text: str) -> None:
    """Through Presidio's own hook the second stage sees the first too."""
    ours = {(f.entity, f.start, f.end) for f in analyzer().analyze(text)}
    theirs = {(r.entity_type, r.start, r.end) for r in analyzer().presidio_engine().analyze(text, "cs")}
    assert theirs == ours


def test_offsets_are_those_of_the_text_as_given() -> None:
    """Invisible characters move nothing."""
    text = "Jan No\u200bvák\u00a0má schi\u00adzofrenii."
    (finding,) = (f for f in analyzer().analyze(text) if f.entity == "HEALTH")
    assert text[finding.start : finding.end] == "schi\u00adzofrenii"


def test_the_kinds_of_the_second_stage() -> None:
    """Each says what it has to see first."""
    assert all(r.AFTER for r in analyzer().recognizers if isinstance(r, ContextualRecognizer))
