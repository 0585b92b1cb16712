"""Presidio's own engine over the Czech recognizers."""

from __future__ import annotations

import pytest

from detectors.presidio_engine import CzechNlpEngine
from support.found import analyzer


def test_it_finds_what_the_analyzer_finds() -> None:
    """The same places through Presidio's interface."""
    text = "Žadatel Jan Novák, r. č. 710319/2745, jan@posta.cz"
    ours = {(f.entity, f.start, f.end) for f in analyzer().analyze(text)}
    theirs = {(r.entity_type, r.start, r.end) for r in analyzer().presidio_engine().analyze(text, "cs")}
    assert theirs == ours


def test_it_answers_for_czech() -> None:
    """Kinds and names come from our recognizers."""
    engine = analyzer().presidio_engine()
    assert set(engine.get_supported_entities("cs")) == set(analyzer().entities)
    assert engine.nlp_engine.get_supported_languages() == ["cs"]


@pytest.mark.parametrize("text", ["", "a\ud800b", "\x00", "Jan  Novák\n"])
def test_tokens_of_odd_texts(text: str) -> None:
    """The NLP engine tokenises anything, in place."""
    artifacts = CzechNlpEngine().process_text(text, "cs")
    assert len(artifacts.tokens.text) == len(text)
    assert [t for t, _ in CzechNlpEngine().process_batch([text], "cs")] == [text]
